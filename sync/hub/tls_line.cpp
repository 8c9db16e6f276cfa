// Asio's part for OpenSSL, compiled here: no other file knows OpenSSL.
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "core/data_folder.h"
#include "sync/hub/line.h"
#include "sync/hub/session.h"
#include "sync/hub/watch.h"

namespace earshot::sync {
namespace {

using asio::ip::tcp;
namespace ssl = asio::ssl;

// For the peer's own goodbye after ours; what it asked is answered by then.
constexpr std::chrono::milliseconds goodbye_wait{500};

core::Result<std::string> read(const std::filesystem::path& file) {
    auto content = core::read_file(file);
    if (content) return content;
    return core::fail(core::ErrorKind::invalid, "TLS: " + content.error().message);
}

class TlsLine : public Line {
  public:
    core::Result<void> open(const TlsFiles& files) {
        TRY_ASSIGN(const std::string certificate, read(files.certificate));
        TRY_ASSIGN(const std::string key, read(files.key));
        SSL_CTX* const native = context_.native_handle();
        SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
        SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
        // Thousands of idle kiosks: none keeps buffers while it is silent.
        SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);

        boost::system::error_code error;
        context_.use_certificate_chain(asio::buffer(certificate), error);
        if (error) return refuse_file(files.certificate, "is no certificate in PEM", error);
        // A key with a passphrase fails: a service has nobody to ask.
        context_.set_password_callback(
            [](std::size_t, ssl::context::password_purpose) { return std::string(); });
        context_.use_private_key(asio::buffer(key), ssl::context::pem, error);
        if (error)
            return refuse_file(files.key,
                               "is not the private key, in PEM and without a passphrase, of " +
                                   files.certificate.string(),
                               error);
        return {};
    }

    std::string_view scheme() const override { return "https"; }

    asio::awaitable<void> serve(tcp::socket& socket, ServerState& state,
                                std::string address) override {
        ssl::stream<tcp::socket&> stream(socket, context_);
        boost::system::error_code error;
        Watch watch(socket.get_executor(), [&socket] {
            boost::system::error_code ignored;
            socket.close(ignored);
        });
        watch.begin(state.limits.header_wait);
        co_await stream.async_handshake(ssl::stream_base::server,
                                        asio::redirect_error(asio::use_awaitable, error));
        watch.over();
        if (error) co_return;
        {
            Session<ssl::stream<tcp::socket&>> session(stream, state, std::move(address));
            co_await session.run();
        }
        watch.begin(goodbye_wait);
        co_await stream.async_shutdown(asio::redirect_error(asio::use_awaitable, error));
    }

    // Without a word: to say one would take a handshake, which is what there is too much of.
    asio::awaitable<void> refuse(tcp::socket&) override { co_return; }

  private:
    static core::Result<void> refuse_file(const std::filesystem::path& file,
                                          const std::string& wrong,
                                          const boost::system::error_code& error) {
        return core::fail(core::ErrorKind::invalid,
                          "TLS: " + file.string() + " " + wrong + " (" + error.message() + ")");
    }

    ssl::context context_{ssl::context::tls_server};
};

}  // namespace

core::Result<std::unique_ptr<Line>> tls_line(const TlsFiles& files) {
    auto line = std::make_unique<TlsLine>();
    TRY(line->open(files));
    return line;
}

}  // namespace earshot::sync
