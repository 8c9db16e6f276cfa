#include "sync/hub/bundles.h"

#include "core/seal.h"
#include "sync/hub/desk.h"
#include "sync/store/actions.h"
#include "sync/store/shop_clock.h"
#include "sync/wire/bundle.h"

namespace earshot::sync {
namespace {

constexpr std::chrono::hours peers_span{28 * 24};
constexpr std::chrono::seconds recent{30};
constexpr core::milliseconds long_ago = core::milliseconds::min() / 2;

bool matches(const std::string& if_none_match, const std::string& etag) {
    return if_none_match == "*" || if_none_match.find(etag) != std::string::npos;
}

}  // namespace

core::Bundle Bundles::make(const Device& device, const Catalogue& catalogue, core::Instant now) {
    auto settings = store_.shop_settings(device.shop);
    if (!settings) throw sql::Unavailable("the shop of device " + device.id + " is missing");
    core::Bundle bundle = *std::move(settings);
    bundle.till = device.till;
    bundle.questionnaires = catalogue.current(device.shop);
    bundle.reasons = catalogue.reasons();
    bundle.notices = notices(store_, device.shop, device.till, now);
    bundle.sealing_key = core::to_base64(store_.keys().sealing.key);
    bundle.sealing_key_id = store_.keys().sealing.id;
    const core::Instant to = hour_of(device.timezone, now) + std::chrono::hours{1};
    bundle.peers = store_.peers(device.shop, to - peers_span, to);
    bundle.etag = "\"" + digest_of(wire::encode(bundle), store_.keys()) + "\"";
    return bundle;
}

std::string Bundles::etag(const Device& device, const Catalogue& catalogue, core::Now now) {
    {
        const std::lock_guard lock(mutex_);
        const auto found = known_.find({device.shop, device.till});
        // Its span moves with the hour, and settings may be changed beside this process.
        if (found != known_.end() && found->second.version == versions_[device.shop] &&
            now.steady - found->second.made < recent)
            return found->second.etag;
    }
    return remember(device, catalogue, now);
}

std::string Bundles::recent_etag(const Device& device, const Catalogue& catalogue, core::Now now) {
    {
        const std::lock_guard lock(mutex_);
        const auto found = known_.find({device.shop, device.till});
        if (found != known_.end() && now.steady - found->second.made < recent)
            return found->second.etag;
    }
    return remember(device, catalogue, now);
}

void Bundles::changed(const std::string& shop) {
    const std::lock_guard lock(mutex_);
    ++versions_[shop];
}

void Bundles::renewed(const std::optional<std::string>& shop) {
    const std::lock_guard lock(mutex_);
    for (auto& [key, known] : known_)
        if (!shop || key.first == *shop) known.made = long_ago;
}

std::string Bundles::remember(const Device& device, const Catalogue& catalogue, core::Now now) {
    std::uint64_t version = 0;
    {
        const std::lock_guard lock(mutex_);
        version = versions_[device.shop];
    }
    const std::string etag = make(device, catalogue, now.wall).etag;
    const std::lock_guard lock(mutex_);
    known_[{device.shop, device.till}] = {etag, version, now.steady};
    return etag;
}

void give_bundle(Desk& desk, Call call, const Reply& reply) {
    const core::Now now = desk.clock();
    const auto catalogue = desk.published.now();
    Response response;
    if (const auto has = call.request.header("if-none-match")) {
        const std::string etag = desk.bundles.etag(*call.device, *catalogue, now);
        if (matches(*has, etag)) {
            response.status = 304;
            response.headers.emplace_back("ETag", etag);
            return reply(std::move(response));
        }
    }
    const core::Bundle bundle = desk.bundles.make(*call.device, *catalogue, now.wall);
    response.body = wire::encode(bundle);
    response.headers.emplace_back("ETag", bundle.etag);
    reply(std::move(response));
}

}  // namespace earshot::sync
