#include "sync/uplink/identity.h"

#include "core/data_folder.h"
#include "sync/wire/field.h"

namespace earshot::sync {
namespace {

constexpr auto file_name = "device.json";

}  // namespace

bool same_hub(std::string_view one, std::string_view other) {
    while (one.ends_with('/')) one.remove_suffix(1);
    while (other.ends_with('/')) other.remove_suffix(1);
    return one == other;
}

Identity to_identity(std::string hub, const wire::Enrolment& enrolment) {
    return {std::move(hub), enrolment.device_id,   enrolment.token,         enrolment.shop,
            enrolment.till, enrolment.sealing_key, enrolment.sealing_key_id};
}

void save(const std::filesystem::path& folder, const Identity& identity) {
    using wire::json::object;
    core::write_file(folder / file_name,
                     wire::write(object{{"hub", identity.hub},
                                        {"device_id", identity.device_id},
                                        {"token", identity.token},
                                        {"shop", identity.shop},
                                        {"till", identity.till},
                                        {"sealing_key", identity.sealing_key},
                                        {"sealing_key_id", identity.sealing_key_id}}));
}

core::Result<Identity> load_identity(const std::filesystem::path& folder) {
    TRY_ASSIGN(const std::string text, core::read_file(folder / file_name));
    auto identity = wire::decode(text, [](const wire::Field& in) {
        return Identity{in["hub"].text(),           in["device_id"].id(), in["token"].text(),
                        in["shop"].name(),          in["till"].name(),    in["sealing_key"].text(),
                        in["sealing_key_id"].text()};
    });
    if (identity) return identity;
    return core::fail(core::ErrorKind::corrupt, (folder / file_name).string() + " is damaged (" +
                                                    identity.error().message +
                                                    "): enrol this device again");
}

}  // namespace earshot::sync
