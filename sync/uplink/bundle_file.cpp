#include "sync/uplink/bundle_file.h"

#include "core/data_folder.h"
#include "sync/wire/bundle.h"

namespace earshot::sync {
namespace {

constexpr auto file_name = "bundle.json";

}  // namespace

void save_bundle(const std::filesystem::path& folder, std::string_view body) {
    core::write_file(folder / file_name, body);
}

void remove_bundle(const std::filesystem::path& folder) {
    if (std::filesystem::remove(folder / file_name)) core::sync_folder(folder);
}

core::Result<core::Bundle> load_bundle(const std::filesystem::path& folder) {
    TRY_ASSIGN(const std::string body, core::read_file(folder / file_name));
    auto bundle = wire::decode_bundle(body);
    if (bundle) return bundle;
    return core::fail(core::ErrorKind::corrupt,
                      (folder / file_name).string() + " is damaged: " + bundle.error().message);
}

}  // namespace earshot::sync
