#include "app/cli/credentials.h"

#include <cstdlib>

#include "core/data_folder.h"
#include "sync/wire/json.h"

namespace earshot::app {
namespace {

namespace json = sync::wire::json;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

core::Result<json::object> read_credentials() {
    if (!std::filesystem::exists(credentials_file())) return json::object();
    TRY_ASSIGN(const std::string text, core::read_file(credentials_file()));
    const auto value = sync::wire::parse(text);
    const auto* object = value ? value->if_object() : nullptr;
    if (object == nullptr)
        return core::fail(core::ErrorKind::corrupt,
                          credentials_file().string() + " does not read: remove it and log in");
    return *object;
}

}  // namespace

std::filesystem::path credentials_file() {
    const std::string config = environment("XDG_CONFIG_HOME");
    const std::filesystem::path folder =
        config.empty() ? std::filesystem::path(environment("HOME")) / ".config"
                       : std::filesystem::path(config);
    return folder / "earshot" / "credentials.json";
}

core::Result<std::string> token_for(const std::string& hub) {
    if (std::string given = environment("EARSHOT_TOKEN"); !given.empty()) return given;
    TRY_ASSIGN(const json::object credentials, read_credentials());
    const auto* token = credentials.if_contains(hub);
    if (token != nullptr && token->is_string()) return std::string(token->get_string());
    return core::fail(core::ErrorKind::denied,
                      "log in with earshot login --hub " + hub +
                          ", or set EARSHOT_TOKEN to an API token of the hub");
}

core::Result<void> keep_token(const std::string& hub, const std::string& token) {
    TRY_ASSIGN(json::object credentials, read_credentials());
    credentials[hub] = token;
    std::filesystem::create_directories(credentials_file().parent_path());
    core::write_file(credentials_file(), sync::wire::canonical(credentials) + "\n");
    return {};
}

}  // namespace earshot::app
