#include "tests/sync/wire/samples.h"

namespace earshot::test {
namespace {

using namespace std::chrono;

core::Sealed sealed() { return {std::string(60, '\x07'), "key-1"}; }

core::Choice a_choice(const std::string& id, bool anchored = false) {
    core::Choice choice;
    choice.id = id;
    if (!anchored) choice.reason = id;
    choice.text = {{"de", id + " (de)"}, {"en", id}};
    choice.icon = anchored ? "" : "food-apple";
    choice.anchored = anchored;
    return choice;
}

core::Question a_question(const std::string& id) {
    core::Question question;
    question.id = id;
    question.measures = "change";
    question.text = {{"de", "Was würden Sie ändern?"}, {"en", "What would you change?"}};
    question.choices = {a_choice("produce"), a_choice("bakery"), a_choice("queues"),
                        a_choice("none", true)};
    return question;
}

core::Questionnaire a_questionnaire() {
    core::Questionnaire questionnaire;
    questionnaire.id = "supermarket";
    questionnaire.version = 3;
    questionnaire.languages = {"de", "en"};
    questionnaire.tickets = {{"B", 40}};
    questionnaire.questions = {a_question("B"), a_question("B.more")};
    questionnaire.questions[0].choices[0].next = {{"B.more", 3}};
    questionnaire.questions[1].order = core::ChoiceOrder::fixed;
    questionnaire.questions[1].measures = std::nullopt;
    return questionnaire;
}

}  // namespace

core::Instant noon() { return sys_days(2026y / November / 22) + 12h + 125ms; }

core::Record a_record(core::Body body, std::int64_t seq) {
    return {an_id, seq, noon(), std::move(body)};
}

core::Response a_response() {
    core::Response response;
    response.questionnaire = "supermarket";
    response.version = 3;
    response.locale = "en";
    response.duration_ms = 4'200;
    response.ended = core::Ended::completed;
    response.answers = {{"B", {"produce"}, std::nullopt, {}, {"queues", "produce", "none"}, 2'100},
                        {"rank", {"4"}, 4, sealed(), {"1", "2", "3", "4", "5"}, 900}};
    response.touch = core::Touches{3, 1, 1};
    response.armed = core::Armed::transaction;
    response.flags = {"Q1", "Q99"};
    response.rules = 1;
    return response;
}

std::vector<std::pair<std::string, core::Record>> one_of_each() {
    const core::Comment comment{{"produce", "price"},
                                core::Tone::trouble,
                                sealed(),
                                "en",
                                core::VoiceOf::customer,
                                true,
                                true,
                                true,
                                core::Entered::touch,
                                another_id};
    const core::Exposure exposure{
        floor<hours>(noon()), 41, core::Baskets{10, 20, 8, 3}, 2, {{"B", 30, 12, 5, 1}}};
    const core::Visit visit{std::string(16, 't'), core::Basket::full, another_id};
    const core::FollowUp follow_up{another_id,        std::string(80, 's'),
                                   "followup-1",      {"May we call you?", "2", noon()},
                                   noon() + days(30), std::string(32, 'f')};
    const core::Status status{"0.1.0", 86'400, 12, 1, 9'000'000'000, -250, "disk nearly full"};
    return {{"response", a_record(a_response())},
            {"words", a_record(core::Words{another_id, sealed(), "de"})},
            {"comment", a_record(comment)},
            {"exposure", a_record(exposure)},
            {"visit", a_record(visit)},
            {"follow_up", a_record(follow_up)},
            {"status", a_record(status)},
            {"retraction", a_record(core::Retraction{another_id, std::nullopt, true})}};
}

core::Bundle a_bundle() {
    const std::string key = std::string(43, 'A') + "=";  // 32 bytes of zero
    core::Bundle bundle;
    bundle.etag = "\"v17\"";
    bundle.shop = {"harbour", "Harbour Market", "Europe/Berlin", {"en", "de"}, "Ms Ortega"};
    bundle.till = "till-3";
    bundle.look = "light";
    bundle.questionnaires = {a_questionnaire()};
    bundle.reasons = {
        {"produce", {{"en", "Fruit and vegetables"}}, "food-apple", core::ReasonState::live, {}},
        {"fruit", {{"en", "Fruit"}}, "", core::ReasonState::merged, "produce"}};
    bundle.notices = {
        {"n1", {{"en", "Bread is baked till 18:00 now"}}, {"produce"}, "2026-11-01", 12, true}};
    bundle.peers = {{"B", 30, {{"produce", 12}, {"none", 18}}}};
    bundle.words = {{"en", {"queue", "bread"}}};
    bundle.hours = {{"mon", {{"08:00", "20:00"}}}, {"sun", {}}};
    bundle.ask_share = 0.33;
    bundle.dark_share = 0.05;
    bundle.offer = {true, false, true};
    bundle.pin = "$argon2id$v=19$m=65536,t=3,p=1$c2FsdA$aGFzaA";
    bundle.visit_key = key;
    bundle.sealing_key = key;
    bundle.sealing_key_id = "key-1";
    bundle.followup_key = key;
    bundle.followup_key_id = "followup-1";
    return bundle;
}

}  // namespace earshot::test
