#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/questionnaire.h"
#include "core/reasons.h"

// What the hub tells a kiosk to show. sync/wire reads and writes it; the last good one stays on
// the device's disk, so that a kiosk starts and asks without a network.
namespace earshot::core {

// "You said, we did."
struct Notice {
    std::string id;
    Wording text;
    std::vector<std::string> reasons;
    std::string since;  // RFC 3339
    std::optional<int> count;
    bool heard_here = false;

    bool operator==(const Notice&) const = default;
};

// What others said to one question in the last 28 days. Only where base >= 30.
struct Peers {
    std::string question;
    int base = 0;
    std::map<std::string, int> n;  // by choice id

    bool operator==(const Peers&) const = default;
};

struct Offer {
    bool words = false, contact = false, voice = false;

    bool operator==(const Offer&) const = default;
};

struct Shop {
    std::string id;
    std::string name;
    std::string timezone;                // IANA
    std::vector<std::string> languages;  // the first is the shop's own
    std::string reader;                  // who reads the answers, a person's name

    bool operator==(const Shop&) const = default;
};

// From and to, "HH:MM" of the shop's clock.
using OpenHours = std::vector<std::pair<std::string, std::string>>;

struct Bundle {
    std::string etag;  // with its quotes
    Shop shop;
    std::string till;
    std::string look;  // a theme's name, "" for the default
    std::vector<Questionnaire> questionnaires;
    std::vector<Reason> reasons;
    std::vector<Notice> notices;
    std::vector<Peers> peers;
    std::map<std::string, std::vector<std::string>> words;
    std::optional<std::map<std::string, OpenHours>> hours;  // by mon … sun; none: always open
    double ask_share = 1;
    double dark_share = 0;
    Offer offer;
    std::optional<std::string> pin;
    std::optional<std::string> visit_key;  // base64
    std::string sealing_key;               // base64, X25519 public key of 32 bytes
    std::string sealing_key_id;
    std::optional<std::string> followup_key;  // base64
    std::optional<std::string> followup_key_id;

    bool operator==(const Bundle&) const = default;
};

}  // namespace earshot::core
