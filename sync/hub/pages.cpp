#include "sync/hub/pages.h"

#include "core/data_folder.h"
#include "sync/hub/desk.h"
#include "sync/store/keys.h"

namespace earshot::sync {
namespace {

namespace fs = std::filesystem;

// What the page may do: run its own scripts, call this hub, and nothing else. A comment that holds
// a script stays a text even if a fault of ours should put it in as markup.
std::string policy_with(std::string_view scripts) {
    return "default-src 'none'; script-src " + std::string(scripts) +
           "; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
           "media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
           "require-trusted-types-for 'script'; trusted-types 'none'";
}

const std::string policy = policy_with("'self'");
// Contacts are opened in the browser, by a library that is WebAssembly.
const std::string opening_policy = policy_with("'self' 'wasm-unsafe-eval'");

constexpr auto front_page = "index.html";
constexpr auto call_page = "call.html";

const std::map<std::string, std::string, std::less<>> types{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".woff2", "font/woff2"},
};

void answer_file(const Pages::File& file, const Call& call, const std::string& etag,
                 const char* caching, const Reply& reply, const std::string& allowed = policy) {
    Response response;
    response.type = file.type;
    response.headers = {{"ETag", etag},
                        {"Cache-Control", caching},
                        {"Vary", "Accept-Encoding"},
                        {"Content-Security-Policy", allowed},
                        {"X-Frame-Options", "DENY"},
                        {"Referrer-Policy", "no-referrer"},
                        {"Cross-Origin-Opener-Policy", "same-origin"},
                        {"Cross-Origin-Resource-Policy", "same-origin"}};
    const auto has = call.request.header("if-none-match");
    if (has && has->find(etag) != std::string::npos) {
        response.status = 304;
        return reply(std::move(response));
    }
    const std::string takes = call.request.header("accept-encoding").value_or("");
    const bool packed = !file.packed.empty() && takes.find("gzip") != std::string::npos;
    if (packed) response.headers.emplace_back("Content-Encoding", "gzip");
    response.body = packed ? file.packed : file.plain;
    reply(std::move(response));
}

void answer_document(Desk& desk, const Call& call, const Reply& reply, const std::string& name,
                     const std::string& allowed) {
    const Pages::File* file = desk.pages.find(name);
    if (file == nullptr) return reply(problem(404, "The manager's page is not installed here."));
    // Asked for each time: it names the files of the hub's newest version.
    const std::string etag = "\"" + digest_of(name + file->plain, desk.store.keys()) + "\"";
    answer_file(*file, call, etag, "no-cache", reply, allowed);
}

}  // namespace

core::Result<Pages> Pages::read(const fs::path& folder) {
    Pages pages;
    std::error_code missing;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, missing)) {
        const fs::path& file = entry.path();
        if (file.extension() == ".gz") continue;
        const auto type = types.find(file.extension().string());
        if (type == types.end())
            return core::fail(core::ErrorKind::invalid,
                              file.string() + ": a page has no such files");
        TRY_ASSIGN(std::string plain, core::read_file(file));
        const fs::path packed_file = file.string() + ".gz";
        std::string packed;
        if (fs::exists(packed_file)) {
            TRY_ASSIGN(packed, core::read_file(packed_file));
        }
        pages.files_[file.filename().string()] = {type->second, std::move(plain),
                                                  std::move(packed)};
    }
    if (pages.find(front_page) == nullptr)
        return core::fail(core::ErrorKind::not_found,
                          folder.string() + ": the manager's page is not installed here");
    return pages;
}

const Pages::File* Pages::find(const std::string& name) const {
    const auto found = files_.find(name);
    return found == files_.end() ? nullptr : &found->second;
}

void give_page(Desk& desk, Call call, const Reply& reply) {
    answer_document(desk, call, reply, front_page, policy);
}

void give_call_page(Desk& desk, Call call, const Reply& reply) {
    answer_document(desk, call, reply, call_page, opening_policy);
}

void give_asset(Desk& desk, Call call, const Reply& reply) {
    const std::string& name = call.parts.at("file");
    const Pages::File* file = desk.pages.find(name);
    if (file == nullptr || name == front_page || name == call_page)
        return reply(problem(404, "There is nothing here."));
    answer_file(*file, call, "\"" + name + "\"", "public, max-age=31536000, immutable", reply);
}

}  // namespace earshot::sync
