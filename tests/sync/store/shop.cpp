#include "tests/sync/store/shop.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "core/data_folder.h"
#include "sync/wire/json.h"
#include "sync/wire/record.h"

namespace earshot::test {
namespace {

core::Question a_question(const std::string& id, core::QuestionKind kind,
                          const std::vector<std::string>& choices) {
    core::Question question;
    question.id = id;
    question.kind = kind;
    question.max = kind == core::QuestionKind::multiple ? 2 : 1;
    question.text = {{"en", "What about " + id + "?"}};
    for (const std::string& choice : choices)
        question.choices.push_back({choice, std::nullopt, {{"en", choice}}, "", false, {}});
    question.order =
        kind == core::QuestionKind::scale ? core::ChoiceOrder::fixed : core::ChoiceOrder::shuffled;
    question.choices.back().anchored = question.order == core::ChoiceOrder::shuffled;
    return question;
}

}  // namespace

Folder::Folder() {
    std::string made = (std::filesystem::temp_directory_path() / "earshot-XXXXXX").string();
    if (mkdtemp(made.data()) == nullptr) throw std::runtime_error("no folder for the test");
    path_ = made;
}

Folder::~Folder() { std::filesystem::remove_all(path_); }

core::Questionnaire a_questionnaire() {
    using enum core::QuestionKind;
    core::Questionnaire questionnaire;
    questionnaire.id = "market";
    questionnaire.version = 3;
    questionnaire.languages = {"en"};
    questionnaire.tickets = {{"B", 1}, {"M", 1}, {"S", 1}};
    questionnaire.questions = {a_question("B", single, {"produce", "waiting"}),
                               a_question("B.rank", single, {"low", "high"}),
                               a_question("M", multiple, {"a", "b", "c"}),
                               a_question("S", scale, {"s1", "s2", "s3", "s4", "s5"})};
    for (core::Choice& choice : questionnaire.questions[0].choices) choice.next = {{"B.rank", 1}};
    return questionnaire;
}

std::vector<core::Reason> some_reasons() {
    return {{"produce", {{"en", "Fruit"}}, "food-apple", core::ReasonState::live, std::nullopt},
            {"waiting", {{"en", "Waiting"}}, "clock", core::ReasonState::retired, std::nullopt}};
}

core::Instant at(const std::string& text) { return sync::wire::to_instant(text).value(); }

std::string an_id(int number) { return fmt::format("019aaaaa-0000-7000-8000-{:012}", number); }

core::Record a_record(int number, core::Body body) {
    core::Record record;
    record.id = an_id(number);
    record.seq = number;
    record.at = at("2026-10-25T09:15:00Z");
    record.body = std::move(body);
    return record;
}

core::Answer an_answer(const std::string& question, std::vector<std::string> choices) {
    core::Answer answer;
    answer.question = question;
    answer.choices = std::move(choices);
    return answer;
}

core::FollowUp a_follow_up() {
    core::FollowUp follow_up;
    follow_up.sealed = std::string(80, 'b');
    follow_up.key_id = "k";
    follow_up.consent = {"Call me", "1", at("2026-10-25T09:15:00Z")};
    follow_up.expires = at("2026-11-24T09:15:00Z");
    follow_up.forget = std::string(32, 'f');
    return follow_up;
}

core::Record a_response(int number, const std::string& question, std::vector<std::string> choices) {
    core::Response response;
    response.questionnaire = "market";
    response.version = 3;
    response.locale = "en";
    response.answers = {an_answer(question, std::move(choices))};
    core::Record record = a_record(number, response);
    // No burst: never three within a minute.
    record.at += number * std::chrono::seconds(31);
    return record;
}

std::string line_of(const core::Record& record) {
    return sync::wire::numbered(sync::wire::encode(record), record.seq);
}

std::string body_of(const std::vector<core::Record>& records) {
    std::string body;
    for (const core::Record& record : records) {
        body += line_of(record);
        if (!body.ends_with('\n')) body += '\n';
    }
    return body;
}

Shop::Shop() {
    store = sync::make_store(folder.path()).value();
    store->set_reasons(some_reasons());
    EXPECT_TRUE(store->publish(a_questionnaire(), now));
    device = enrol("harbour", "till-1");
}

sync::Device Shop::enrol(const std::string& shop, const std::string& till) {
    const auto code = store->make_enrolment_code(shop, till, now).value();
    const auto enrolment = store->enrol({code.code, "kiosk", "pc", "1"}, now).value();
    device_token = enrolment.token;
    sync::Device enrolled = store->device_of(enrolment.token, now).value();
    enrolled.timezone = "Europe/Berlin";
    return enrolled;
}

const std::string& Shop::admin_token() {
    if (admin_token_.empty()) admin_token_ = store->found("ada", "no hash", now).value();
    return admin_token_;
}

std::string Shop::token(const std::string& role, const std::string& shops) {
    admin_token();
    std::string token = sync::new_token();
    using Text = std::optional<std::string>;
    store->writer().run(
        "INSERT INTO tokens (token_hash, id, user, role, shops, made_at) "
        "VALUES ($1, $1, 'ada', $2, $3, 0)",
        {sync::digest_of(token, store->keys()), role, shops.empty() ? Text() : Text(shops)});
    return token;
}

sync::Delivery Shop::delivery(const sync::Device& from, const std::string& body,
                              std::optional<core::Instant> device_time) {
    return sync::make_delivery(from, sync::wire::decode_batch(body).value(), store->catalogue(),
                               store->keys(), device_time, now);
}

sync::wire::Receipt Shop::send(const sync::Device& from, const std::string& body,
                               std::optional<core::Instant> device_time) {
    const sync::Delivery batch = delivery(from, body, device_time);
    const auto receipt = store->take({&batch, 1}).front().value();
    EXPECT_EQ(
        static_cast<std::size_t>(receipt.accepted + receipt.duplicates) + receipt.rejected.size(),
        batch.arrivals.size());
    return receipt;
}

core::insight::Counts Shop::counts(const std::string& shop, bool by_hour) {
    return store->counts({shop, std::nullopt, at("2000-01-01T00:00:00Z"),
                          at("2100-01-01T00:00:00Z"), by_hour, false});
}

std::int64_t Shop::n(const std::string& question, const std::string& choice, bool set_aside,
                     const std::string& shop) {
    std::int64_t sum = 0;
    for (const auto& tally : counts(shop).tallies)
        if (tally.question == question && tally.choice == choice && tally.set_aside == set_aside)
            sum += tally.n;
    return sum;
}

}  // namespace earshot::test
