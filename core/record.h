#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/clock.h"

// Every kind of record that a device can report, as plain values. Their meaning is the
// protocol's (ARCHITECTURE.md, "Records"); sync/wire turns them into bytes and back.
namespace earshot::core {

// Words in a libsodium sealed box to the key named by `key_id`. `box` is raw bytes, not base64.
struct Sealed {
    std::string box;
    std::string key_id;

    bool operator==(const Sealed&) const = default;
};

// Nothing, words in the clear (never on a device's disk), or sealed words. UTF-8.
using Text = std::variant<std::monostate, std::string, Sealed>;

inline constexpr int shopper_text_max = 500;  // characters (code points)
inline constexpr int cashier_text_max = 140;

struct Answer {
    std::string question;
    std::vector<std::string> choices;  // empty: shown and left
    std::optional<int> scale;          // the place of the point on a scale, from 1
    Text text;
    std::vector<std::string> shown;  // choice ids in the order shown
    int took_ms = 0;                 // from shown to answered or left

    bool operator==(const Answer&) const = default;
};

enum class Ended { completed, skipped, abandoned };
enum class Armed { transaction, manual, always };

struct Touches {
    int count = 0;
    int dead = 0;      // on nothing that can be touched
    int pointers = 0;  // the most at one time

    bool operator==(const Touches&) const = default;
};

// What came of one interview. Made only when somebody touched.
struct Response {
    std::string questionnaire;
    int version = 0;
    std::string locale;
    int duration_ms = 0;
    Ended ended = Ended::completed;
    std::vector<Answer> answers;  // at most two, in the order asked
    std::optional<Touches> touch;
    std::optional<Armed> armed;
    std::vector<std::string> flags;  // rule ids of core/quality.h
    std::optional<int> rules;        // version of those rules

    bool operator==(const Response&) const = default;
};

// What was added once the first was safe. `of` is the id of a response or comment.
struct Words {
    std::string of;
    Text text;
    std::string locale;

    bool operator==(const Words&) const = default;
};

enum class Tone { praise, trouble, idea, elsewhere };
enum class VoiceOf { customer, summary };
enum class Entered { keys, touch, scan, voice };

// What a customer said aloud, recorded by a cashier.
struct Comment {
    std::vector<std::string> topics;  // reason ids
    Tone tone = Tone::trouble;
    Text text;
    std::string locale;
    VoiceOf voice_of = VoiceOf::customer;
    bool special = false;
    bool unusual = false;
    bool earlier = false;
    Entered entered = Entered::keys;
    std::optional<std::string> audio;

    bool operator==(const Comment&) const = default;
};

struct Baskets {
    int few = 0, medium = 0, full = 0, produce = 0;

    bool operator==(const Baskets&) const = default;
};

struct QuestionExposure {
    std::string question;
    std::optional<int> shown;
    int answered = 0, skipped = 0, abandoned = 0;

    bool operator==(const QuestionExposure&) const = default;
};

// How many could have been asked, were asked, answered, skipped or walked away in one hour.
struct Exposure {
    Instant hour;
    std::optional<int> transactions;
    std::optional<Baskets> baskets;
    int postponed = 0;
    std::vector<QuestionExposure> questions;

    bool operator==(const Exposure&) const = default;
};

enum class Basket { few, medium, full, produce };

struct Visit {
    std::optional<std::string> token;  // 16 raw bytes
    std::optional<Basket> basket;
    std::optional<std::string> response;

    bool operator==(const Visit&) const = default;
};

struct Consent {
    std::string wording;
    std::string version;
    Instant at;

    bool operator==(const Consent&) const = default;
};

struct FollowUp {
    std::optional<std::string> response;
    std::string sealed;  // raw bytes of a box to the follow-up key
    std::string key_id;
    Consent consent;
    Instant expires;
    std::string forget;  // 32 raw bytes

    bool operator==(const FollowUp&) const = default;
};

struct Status {
    std::string version;
    std::int64_t uptime_s = 0;
    std::int64_t unsent = 0;
    std::int64_t quarantined = 0;
    std::int64_t disk_free = 0;  // bytes
    std::int64_t clock_offset_ms = 0;
    std::string last_error;

    bool operator==(const Status&) const = default;
};

// Names what to erase by its id or by a forget code; exactly one of the two is set.
struct Retraction {
    std::optional<std::string> of;
    std::optional<std::string> forget;  // 32 raw bytes
    bool unsent = false;

    bool operator==(const Retraction&) const = default;
};

using Body = std::variant<Response, Words, Comment, Exposure, Visit, FollowUp, Status, Retraction>;

struct Record {
    std::string id;        // UUID
    std::int64_t seq = 0;  // given by the journal, from 1
    Instant at;            // by the device's clock
    Body body;

    bool operator==(const Record&) const = default;
};

}  // namespace earshot::core
