#include "sync/store/delivery.h"

#include <algorithm>

#include "core/seal.h"
#include "sync/store/mask.h"
#include "sync/store/shop_clock.h"
#include "sync/wire/json.h"
#include "sync/wire/record.h"

namespace earshot::sync {
namespace {

using wire::Refusal;

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](unsigned char byte) { return (byte & 0xC0U) != 0x80U; }));
}

// Opens what is sealed to the hub and masks it.
std::optional<Refusal> settle(core::Text& text, int longest, const std::string& pointer,
                              const HubKeys& keys) {
    if (const auto* sealed = std::get_if<core::Sealed>(&text)) {
        auto opened = core::open(*sealed, keys.sealing);
        if (!opened) return Refusal{"cannot be opened", pointer};
        text = *std::move(opened);
    }
    if (auto* words = std::get_if<std::string>(&text)) {
        if (characters(*words) > static_cast<std::size_t>(longest))
            return Refusal{"text too long", pointer};
        *words = mask(*words);
    }
    return std::nullopt;
}

std::optional<Refusal> settle_texts(core::Record& record, const HubKeys& keys) {
    if (auto* response = std::get_if<core::Response>(&record.body)) {
        for (std::size_t index = 0; index < response->answers.size(); ++index)
            if (auto wrong = settle(response->answers[index].text, core::shopper_text_max,
                                    "/answers/" + std::to_string(index) + "/text", keys))
                return wrong;
    } else if (auto* words = std::get_if<core::Words>(&record.body)) {
        return settle(words->text, core::shopper_text_max, "/text", keys);
    } else if (auto* comment = std::get_if<core::Comment>(&record.body)) {
        return settle(comment->text, core::cashier_text_max, "/text", keys);
    }
    return std::nullopt;
}

std::optional<std::string> named_by(const core::Record& record) {
    if (const auto* words = std::get_if<core::Words>(&record.body)) return words->of;
    if (const auto* visit = std::get_if<core::Visit>(&record.body)) return visit->response;
    if (const auto* follow_up = std::get_if<core::FollowUp>(&record.body))
        return follow_up->response;
    return std::nullopt;
}

std::optional<Glimpse> glimpse_of(const core::Record& record, const Catalogue& catalogue) {
    const auto* response = std::get_if<core::Response>(&record.body);
    if (response == nullptr) return std::nullopt;
    Glimpse glimpse;
    glimpse.at = record.at;
    glimpse.completed = response->ended == core::Ended::completed;
    if (response->answers.empty() || response->answers.front().choices.size() != 1) return glimpse;
    const core::Answer& first = response->answers.front();
    glimpse.first.emplace(first.question, first.choices.front());
    const core::Question* question =
        catalogue.question(response->questionnaire, response->version, first.question);
    if (question == nullptr || question->order != core::ChoiceOrder::shuffled) return glimpse;
    const core::Choice* choice = question->find(first.choices.front());
    glimpse.anchored = choice != nullptr && choice->anchored;
    const auto shown = std::ranges::find(first.shown, first.choices.front());
    if (shown != first.shown.end())
        glimpse.place = static_cast<std::size_t>(shown - first.shown.begin());
    return glimpse;
}

struct Maker {
    const Device& device;
    const Catalogue& catalogue;
    const HubKeys& keys;
    core::milliseconds clock_off;

    std::variant<Sound, wire::Rejection> outcome(wire::Line& line) const {
        if (auto* rejection = std::get_if<wire::Rejection>(&line.read))
            return std::move(*rejection);
        auto& record = std::get<core::Record>(line.read);
        if (auto wrong = catalogue.refusal(record)) return rejected(line, *wrong);
        if (auto wrong = settle_texts(record, keys)) return rejected(line, *wrong);
        if (auto* exposure = std::get_if<core::Exposure>(&record.body))
            exposure->hour = hour_put_right(exposure->hour);

        Sound sound;
        sound.body = wire::encode(record);
        sound.counted_at = record.at + clock_off;
        sound.hour = hour_of(device.timezone, sound.counted_at);
        sound.glimpse = glimpse_of(record, catalogue);
        sound.record = std::move(record);
        return sound;
    }

    // An hour that is put right lies across two: the one that it shares more of.
    core::Instant hour_put_right(core::Instant hour) const {
        if (clock_off == core::milliseconds{0}) return hour_of(device.timezone, hour);
        return hour_of(device.timezone, hour + clock_off + std::chrono::minutes{30});
    }

    static wire::Rejection rejected(const wire::Line& line, const Refusal& why) {
        return {line.seq, line.number, line.id, why.title, why.pointer};
    }
};

std::optional<std::string> text_in(const wire::json::object& object, std::string_view member) {
    const auto* found = object.if_contains(member);
    if (found == nullptr || !found->is_string()) return std::nullopt;
    return std::string(found->get_string());
}

// Of a record, what it names; of a line that is none, what it would name if it were.
std::optional<std::string> named_by(const Arrival& arrival) {
    if (const auto* sound = std::get_if<Sound>(&arrival.outcome)) return named_by(sound->record);
    const std::string& content = arrival.line.content;
    const auto value = wire::parse(content, content.size());
    const auto* object = value ? value->if_object() : nullptr;
    if (object == nullptr) return std::nullopt;
    auto of = text_in(*object, "of");
    return of ? of : text_in(*object, "response");
}

core::milliseconds correction(std::optional<core::Instant> device_time, core::Instant now) {
    if (!device_time) return core::milliseconds{0};
    const core::milliseconds off = now - *device_time;
    return std::chrono::abs(off) > clock_tolerance ? off : core::milliseconds{0};
}

}  // namespace

Delivery make_delivery(const Device& device, std::vector<wire::Line> lines,
                       const Catalogue& catalogue, const HubKeys& keys,
                       std::optional<core::Instant> device_time, core::Instant now) {
    Delivery delivery{device, {}, correction(device_time, now), now};
    const Maker maker{device, catalogue, keys, delivery.clock_off};
    delivery.arrivals.reserve(lines.size());
    for (wire::Line& line : lines) {
        auto outcome = maker.outcome(line);
        std::string digest = digest_of(line.content, keys);
        delivery.size += line.content.size();
        delivery.arrivals.push_back(
            {std::move(line), std::move(digest), std::nullopt, std::move(outcome)});
        delivery.arrivals.back().names = named_by(delivery.arrivals.back());
    }
    return delivery;
}

}  // namespace earshot::sync
