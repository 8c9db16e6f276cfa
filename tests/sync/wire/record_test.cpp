#include "sync/wire/record.h"

#include <gtest/gtest.h>

#include "tests/support/golden.h"
#include "tests/sync/wire/samples.h"

namespace earshot::sync::wire {
namespace {

using test::a_record;

json::value as_sent(const core::Record& record) {
    return *parse(numbered(encode(record), record.seq));
}

Refusal refusal(const json::value& value) {
    const auto read = decode_record(value);
    const auto* refused = std::get_if<Refusal>(&read);
    return refused == nullptr ? Refusal{"taken", ""} : *refused;
}

// What a response becomes with one value put at `pointer`, which must be there.
Refusal refusal_with(const core::Record& record, const std::string& pointer, json::value value) {
    json::value sent = as_sent(record);
    json::error_code error;
    json::value* place = sent.find_pointer(pointer, error);
    if (place == nullptr) return {"no such place", pointer};
    *place = std::move(value);
    return refusal(sent);
}

// Devices in shops run older versions than the hub: what they once sent must stay readable.
TEST(RecordTest, IsWrittenAndReadAsEver) {
    for (const auto& [name, record] : test::one_of_each()) {
        const std::string line = numbered(encode(record), record.seq) + '\n';
        EXPECT_EQ(line, test::golden("record_" + name + ".json", line));
        EXPECT_EQ(std::get<core::Record>(decode_record(*parse(line))), record) << name;
    }
}

TEST(RecordTest, HasEveryMemberAlsoWhereThereIsNothingToSay) {
    core::Response response = test::a_response();
    response.answers[1].text = {};
    response.touch.reset();
    response.armed.reset();
    response.flags.clear();
    response.rules.reset();
    const json::object sent = as_sent(a_record(response)).as_object();
    for (const char* name : {"touch", "armed", "rules"}) EXPECT_TRUE(sent.at(name).is_null());
    EXPECT_EQ(sent.at("flags"), json::array());
    EXPECT_TRUE(sent.at("answers").at(0).at("scale").is_null());
    EXPECT_EQ(std::get<core::Record>(decode_record(sent)), a_record(response));
}

TEST(RecordTest, TakesEveryFlagKnownOrNotAndEachOnce) {
    core::Response response = test::a_response();
    json::object sent = as_sent(a_record(response)).as_object();
    sent["flags"] = {"Q5+", "Q6+", "rule of 2031!", "Q5+"};
    response.flags = {"Q5+", "Q6+", "rule of 2031!"};
    EXPECT_EQ(std::get<core::Record>(decode_record(sent)), a_record(response));
}

TEST(RecordTest, MayLeaveOutWhatIsOptional) {
    core::Response response = test::a_response();
    response.touch.reset();
    response.armed.reset();
    response.flags.clear();
    response.rules.reset();
    response.answers.resize(1);
    json::object sent = as_sent(a_record(response)).as_object();
    for (const char* name : {"touch", "armed", "flags", "rules"}) sent.erase(name);
    sent["answers"].at(0).as_object().erase("scale");
    sent["answers"].at(0).as_object().erase("text");
    sent["shop"] = "another";
    EXPECT_EQ(std::get<core::Record>(decode_record(sent)), a_record(response));

    json::object comment = as_sent(a_record(core::Comment{{}, {}, "short", "en"})).as_object();
    for (const char* name : {"special", "unusual", "earlier", "audio"}) comment.erase(name);
    EXPECT_EQ(std::get<core::Record>(decode_record(comment)),
              a_record(core::Comment{{}, core::Tone::praise, "short", "en"}));
}

TEST(RecordTest, OfUnknownTypeIsRefusedByName) {
    json::value sent = as_sent(a_record(test::a_response()));
    sent.as_object()["type"] = "applause";
    EXPECT_EQ(refusal(sent), (Refusal{"unknown record type", "/type"}));
}

TEST(RecordTest, WithoutItsCommonMembersIsRefused) {
    for (const char* name : {"type", "id", "seq", "at"}) {
        json::value sent = as_sent(a_record(test::a_response()));
        sent.as_object().erase(name);
        EXPECT_EQ(refusal(sent), (Refusal{"missing", std::string("/") + name}));
    }
    EXPECT_EQ(refusal(json::array{}), (Refusal{"not an object", ""}));
}

TEST(RecordTest, WithoutAMemberThatIsNotOptionalIsRefused) {
    for (const char* name : {"questionnaire", "locale", "duration_ms", "ended", "answers"}) {
        json::value sent = as_sent(a_record(test::a_response()));
        sent.as_object().erase(name);
        EXPECT_EQ(refusal(sent), (Refusal{"missing", std::string("/") + name}));
    }
}

struct Wrong {
    const char* pointer;
    const char* value;  // JSON
};

TEST(RecordTest, WithAWrongValueIsRefusedWithAPointerToIt) {
    const std::vector<Wrong> all = {
        {"/id", R"("019F0000-0000-7000-8000-00000000000A")"},
        {"/id", R"("7")"},
        {"/id", R"(7)"},
        {"/seq", R"(0)"},
        {"/seq", R"(-1)"},
        {"/seq", R"("7")"},
        {"/seq", R"(7.5)"},
        {"/seq", R"(9007199254740992)"},
        {"/seq", R"(9223372036854775808)"},
        {"/at", R"("yesterday")"},
        {"/at", R"(1700000000)"},
        {"/questionnaire/id", R"("a b")"},
        {"/questionnaire/id", R"("")"},
        {"/questionnaire/version", R"(-1)"},
        {"/questionnaire", R"("supermarket")"},
        {"/locale", R"("")"},
        {"/duration_ms", R"(-1)"},
        {"/duration_ms", R"(2147483648)"},
        {"/ended", R"("bored")"},
        {"/answers", R"({})"},
        {"/answers/0", R"(null)"},
        {"/answers/0/question", R"("../B")"},
        {"/answers/0/choices", R"("produce")"},
        {"/answers/0/choices/0",
         R"("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")"},
        {"/answers/1/scale", R"(-1)"},
        {"/answers/1/scale", R"(0)"},
        {"/answers/1/scale", R"(1e308)"},
        {"/answers/1/scale", R"("5 ")"},
        {"/answers/1/scale", R"(5.5)"},
        {"/answers/1/text", R"(5)"},
        {"/answers/0/took_ms", R"("fast")"},
        {"/answers/1/text/sealed", R"("!!!")"},
        {"/answers/1/text/sealed", R"("")"},
        {"/answers/1/text/key_id", R"(null)"},
        {"/touch", R"("many")"},
        {"/touch/count", R"(-1)"},
        {"/armed", R"("by hand")"},
        {"/flags", R"("Q1")"},
        {"/rules", R"("1")"},
    };
    for (const Wrong& wrong : all) {
        const Refusal refused =
            refusal_with(a_record(test::a_response()), wrong.pointer, *parse(wrong.value));
        EXPECT_EQ(refused.pointer, wrong.pointer) << refused.title;
        EXPECT_FALSE(refused.title.empty());
        EXPECT_NE(refused.title, "taken") << wrong.pointer;
    }
}

TEST(RecordTest, NamesNothingTwice) {
    const auto response = a_record(test::a_response());
    EXPECT_EQ(refusal_with(response, "/answers/0/choices", json::array{"produce", "produce"}),
              (Refusal{"named twice", "/answers/0/choices/1"}));
    EXPECT_EQ(refusal_with(response, "/answers/1/question", "B"),
              (Refusal{"answered twice", "/answers/1/question"}));
}

std::string repeated(std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

TEST(RecordTest, CountsTextInCharactersNotInBytes) {
    const auto words = [](const std::string& text) {
        return refusal(as_sent(a_record(core::Words{test::an_id, text, "en"})));
    };
    EXPECT_EQ(words(repeated("🍎", core::shopper_text_max)).title, "taken");
    EXPECT_EQ(words(repeated("🍎", core::shopper_text_max + 1)), (Refusal{"too long", "/text"}));

    const auto comment = [](const std::string& text) {
        return refusal(as_sent(a_record(core::Comment{{}, {}, text, "en"})));
    };
    EXPECT_EQ(comment(repeated("é", core::cashier_text_max)).title, "taken");
    EXPECT_EQ(comment(repeated("é", core::cashier_text_max + 1)), (Refusal{"too long", "/text"}));
}

TEST(RecordTest, ARetractionNamesOneThing) {
    const auto sent = [](std::optional<std::string> of, std::optional<std::string> forget) {
        return refusal(as_sent(a_record(core::Retraction{std::move(of), std::move(forget)})));
    };
    EXPECT_EQ(sent(test::an_id, std::nullopt).title, "taken");
    EXPECT_EQ(sent(std::nullopt, std::string(32, 'f')).title, "taken");
    EXPECT_EQ(sent(std::nullopt, std::nullopt).pointer, "/of");
    EXPECT_EQ(sent(test::an_id, std::string(32, 'f')).pointer, "/of");
    EXPECT_EQ(sent(std::nullopt, std::string(31, 'f')).pointer, "/forget");
}

}  // namespace
}  // namespace earshot::sync::wire
