#include "sync/uplink/curl_transport.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <strings.h>

#include <array>
#include <atomic>
#include <stdexcept>
#include <string_view>

namespace earshot::sync {
namespace {

using core::ErrorKind;
using core::milliseconds;

constexpr std::size_t headers_max = 64 << 10;  // of one reply, all lines together
constexpr long slow_bytes_per_second = 100;
constexpr int poll_max_ms = 1'000;

template <auto free>
struct Free {
    void operator()(auto* handle) const { free(handle); }
};
using Easy = std::unique_ptr<CURL, Free<curl_easy_cleanup>>;
using Multi = std::unique_ptr<CURLM, Free<curl_multi_cleanup>>;
using Url = std::unique_ptr<CURLU, Free<curl_url_cleanup>>;
using HeaderList = std::unique_ptr<curl_slist, Free<curl_slist_free_all>>;
using CurlText = std::unique_ptr<char, Free<curl_free>>;

void start_libcurl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) throw std::runtime_error("libcurl does not start");
}

std::string part(const Url& url, CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(url.get(), which, &text, 0) != CURLUE_OK) return {};
    const CurlText owned(text);
    return owned.get();
}

// libcurl has written numeric hosts in their plain form, and resolves `localhost` itself.
bool is_loopback(std::string host) {
    if (host == "localhost") return true;
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    in6_addr six{};
    if (inet_pton(AF_INET6, host.c_str(), &six) == 1) return IN6_IS_ADDR_LOOPBACK(&six);
    in_addr four{};
    return inet_pton(AF_INET, host.c_str(), &four) == 1 && (ntohl(four.s_addr) >> 24U) == 127;
}

struct Hub {
    std::string address;  // without a slash at its end
    bool loopback = false;
};

core::Result<Hub> read_hub(const std::string& text) {
    const auto refuse = [](const std::string& why) {
        return core::fail(ErrorKind::usage, "the hub's address " + why);
    };
    const Url url(curl_url());
    if (!url) throw std::bad_alloc();
    if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
        return refuse("is none: write it like https://hub.example");
    if (!part(url, CURLUPART_USER).empty() || !part(url, CURLUPART_PASSWORD).empty())
        return refuse("must not have a user or password in it");
    const std::string scheme = part(url, CURLUPART_SCHEME);
    const bool loopback = is_loopback(part(url, CURLUPART_HOST));
    if (scheme != "https" && scheme != "http") return refuse("must begin with https://");
    if (scheme == "http" && !loopback)
        return refuse("must begin with https://: http:// is for this machine alone (127.0.0.1)");
    if (!part(url, CURLUPART_QUERY).empty() || !part(url, CURLUPART_FRAGMENT).empty())
        return refuse("must not have a ? or # in it");
    std::string address = text;
    while (address.ends_with('/')) address.pop_back();
    return Hub{std::move(address), loopback};
}

// One reply as it comes in.
struct Incoming {
    HttpReply reply;
    std::size_t body_max = 0;
    std::size_t header_bytes = 0;
    bool too_large = false;
};

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* to) {
    auto& incoming = *static_cast<Incoming*>(to);
    if (incoming.reply.body.size() + count > incoming.body_max) {
        incoming.too_large = true;
        return 0;
    }
    incoming.reply.body.append(bytes, count);
    return count;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view space = " \t\r\n";
    const std::size_t first = text.find_first_not_of(space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* to) {
    auto& incoming = *static_cast<Incoming*>(to);
    incoming.header_bytes += count;
    if (incoming.header_bytes > headers_max) {
        incoming.too_large = true;
        return 0;
    }
    const std::string_view line(bytes, count);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return count;
    const std::string name(line.substr(0, colon));
    const std::string value(trimmed(line.substr(colon + 1)));
    if (strcasecmp(name.c_str(), "etag") == 0) incoming.reply.etag = value;
    if (strcasecmp(name.c_str(), "retry-after") == 0) incoming.reply.retry_after = value;
    return count;
}

HeaderList to_list(const std::map<std::string, std::string>& headers) {
    HeaderList list;
    const auto add = [&list](const std::string& line) {
        curl_slist* longer = curl_slist_append(list.get(), line.c_str());
        if (longer == nullptr) throw std::bad_alloc();
        static_cast<void>(list.release());
        list.reset(longer);
    };
    // libcurl would wait a second for a "100 Continue" before a large body.
    add("Expect:");
    for (const auto& [name, value] : headers) add(name + ": " + value);
    return list;
}

ErrorKind kind_of(CURLcode code) {
    switch (code) {
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_CRL_BADFILE:
        case CURLE_SSL_INVALIDCERTSTATUS:
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            return ErrorKind::denied;
        default:
            return ErrorKind::unavailable;
    }
}

// One transfer's place in the multi handle.
class Added {
  public:
    Added(CURLM* multi, CURL* easy) : multi_(multi), easy_(easy) {
        if (curl_multi_add_handle(multi, easy) != CURLM_OK)
            throw std::runtime_error("libcurl takes no transfer");
    }
    ~Added() { curl_multi_remove_handle(multi_, easy_); }
    Added(const Added&) = delete;
    Added& operator=(const Added&) = delete;

  private:
    CURLM* multi_;
    CURL* easy_;
};

// Options that point into one exchange's frame, forgotten with it; the connection stays.
class OptionsOfOne {
  public:
    explicit OptionsOfOne(CURL* easy) : easy_(easy) {}
    ~OptionsOfOne() { curl_easy_reset(easy_); }
    OptionsOfOne(const OptionsOfOne&) = delete;
    OptionsOfOne& operator=(const OptionsOfOne&) = delete;

  private:
    CURL* easy_;
};

}  // namespace

core::Result<void> check_hub_address(const std::string& address) {
    TRY(read_hub(address));
    return {};
}

struct CurlTransport::Inside {
    CurlSettings settings;
    Hub hub;
    Multi multi;
    Easy easy;
    std::atomic<bool> stopped = false;

    void prepare(const HttpRequest& request, const HeaderList& headers, Incoming& incoming,
                 char* error);
    CURLcode run();
};

void CurlTransport::Inside::prepare(const HttpRequest& request, const HeaderList& headers,
                                    Incoming& incoming, char* error) {
    CURL* handle = easy.get();
    const auto set = [handle](CURLoption option, auto value) {
        if (curl_easy_setopt(handle, option, value) != CURLE_OK)
            throw std::runtime_error("libcurl lacks option " + std::to_string(option));
    };
    set(CURLOPT_URL, (hub.address + request.path).c_str());
    set(CURLOPT_PROTOCOLS_STR, hub.loopback ? "http,https" : "https");
    // In the clear, to this machine and no further.
    if (hub.loopback) set(CURLOPT_PROXY, "");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (settings.ca) {
        set(CURLOPT_CAINFO, settings.ca->c_str());
        set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
    }
    set(CURLOPT_HTTPHEADER, headers.get());
    set(CURLOPT_USERAGENT, "earshot/" EARSHOT_VERSION);
    if (request.method != "GET") {
        set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(CURLOPT_POSTFIELDS, request.body.data());
    } else {
        set(CURLOPT_HTTPGET, 1L);
    }
    set(CURLOPT_WRITEFUNCTION, take_body);
    set(CURLOPT_WRITEDATA, &incoming);
    set(CURLOPT_HEADERFUNCTION, take_header);
    set(CURLOPT_HEADERDATA, &incoming);
    set(CURLOPT_ERRORBUFFER, error);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings.connect_max.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(settings.exchange_max.count()));
    set(CURLOPT_LOW_SPEED_LIMIT, slow_bytes_per_second);
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(settings.slow_max.count()));
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_NOSIGNAL, 1L);
    // A name that is still being looked up must not hold up a stop.
    set(CURLOPT_QUICK_EXIT, 1L);
}

CURLcode CurlTransport::Inside::run() {
    const Added added(multi.get(), easy.get());
    int running = 1;
    while (!stopped) {
        if (curl_multi_perform(multi.get(), &running) != CURLM_OK)
            throw std::runtime_error("libcurl cannot go on");
        if (running == 0) break;
        curl_multi_poll(multi.get(), nullptr, 0, poll_max_ms, nullptr);
    }
    int left = 0;
    const CURLMsg* message = curl_multi_info_read(multi.get(), &left);
    return message == nullptr ? CURLE_ABORTED_BY_CALLBACK : message->data.result;
}

core::Result<std::unique_ptr<CurlTransport>> CurlTransport::open(const CurlSettings& settings) {
    start_libcurl();
    TRY_ASSIGN(Hub hub, read_hub(settings.hub));
    auto inside = std::make_unique<Inside>();
    inside->settings = settings;
    inside->hub = std::move(hub);
    inside->multi.reset(curl_multi_init());
    inside->easy.reset(curl_easy_init());
    if (!inside->multi || !inside->easy) throw std::bad_alloc();
    curl_multi_setopt(inside->multi.get(), CURLMOPT_MAXCONNECTS, 1L);
    return std::unique_ptr<CurlTransport>(new CurlTransport(std::move(inside)));
}

CurlTransport::CurlTransport(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
CurlTransport::~CurlTransport() = default;

core::Result<HttpReply> CurlTransport::exchange(const HttpRequest& request) {
    Incoming incoming;
    incoming.body_max = request.reply_max;
    const HeaderList headers = to_list(request.headers);
    std::array<char, CURL_ERROR_SIZE> error{};
    const OptionsOfOne options(inside_->easy.get());
    inside_->prepare(request, headers, incoming, error.data());
    const CURLcode code = inside_->run();
    if (incoming.too_large) return core::fail(ErrorKind::invalid, "it is far too large");
    if (code != CURLE_OK) {
        const std::string why = error[0] != '\0' ? error.data() : curl_easy_strerror(code);
        return core::fail(kind_of(code), why);
    }
    long status = 0;
    curl_easy_getinfo(inside_->easy.get(), CURLINFO_RESPONSE_CODE, &status);
    const char* type = nullptr;
    curl_easy_getinfo(inside_->easy.get(), CURLINFO_CONTENT_TYPE, &type);
    incoming.reply.status = static_cast<int>(status);
    if (type != nullptr) incoming.reply.content_type = type;
    return std::move(incoming.reply);
}

void CurlTransport::stop() {
    inside_->stopped = true;
    curl_multi_wakeup(inside_->multi.get());
}

}  // namespace earshot::sync
