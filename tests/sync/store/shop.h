#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/questionnaire.h"
#include "sync/store/store.h"

namespace earshot::test {

// A folder that goes with the test.
class Folder {
  public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

// B: single (produce, waiting), then B.rank: single (low, high). M: multiple of at most two (a, b,
// c). S: a scale of five (s1 … s5).
core::Questionnaire a_questionnaire();
std::vector<core::Reason> some_reasons();  // produce, and waiting, which is retired

core::Instant at(const std::string& text);
std::string an_id(int number);  // a UUID that names the number

// A response of one answer, as it is journalled, half a minute after the one before it.
core::Record a_response(int number, const std::string& question, std::vector<std::string> choices);
core::Answer an_answer(const std::string& question, std::vector<std::string> choices);
core::FollowUp a_follow_up();  // of nothing that was said
core::Record a_record(int number, core::Body body);

// Bodies as a device sends them; `seq` is the record's own.
std::string line_of(const core::Record& record);
std::string body_of(const std::vector<core::Record>& records);

// A real store with one enrolled device in the shop "harbour", which keeps Berlin's time.
class Shop {
  public:
    Shop();

    sync::Device enrol(const std::string& shop, const std::string& till);
    // What a device's batch comes to.
    sync::wire::Receipt send(const sync::Device& device, const std::string& body,
                             std::optional<core::Instant> device_time = std::nullopt);
    sync::wire::Receipt send(const std::vector<core::Record>& records) {
        return send(device, body_of(records));
    }
    sync::Delivery delivery(const sync::Device& device, const std::string& body,
                            std::optional<core::Instant> device_time = std::nullopt);
    // n of a choice, "" for the base; of all tills and hours.
    std::int64_t n(const std::string& question, const std::string& choice, bool set_aside = false,
                   const std::string& shop = "harbour");
    // Made at the first call: a password takes its time to hash.
    const std::string& admin_token();
    // A token of that role, for the shops with commas between, or for all.
    std::string token(const std::string& role, const std::string& shops = "");
    core::insight::Counts counts(const std::string& shop = "harbour", bool by_hour = false);

    Folder folder;
    core::Instant now = at("2026-10-25T12:00:00Z");
    std::unique_ptr<sync::Store> store;
    sync::Device device;
    std::string device_token;

  private:
    std::string admin_token_;
};

}  // namespace earshot::test
