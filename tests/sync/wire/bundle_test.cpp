#include "sync/wire/bundle.h"

#include <gtest/gtest.h>

#include "tests/support/golden.h"
#include "tests/sync/wire/samples.h"

namespace earshot::sync::wire {
namespace {

TEST(BundleTest, IsWrittenAndReadAsEver) {
    const std::string written = encode(test::a_bundle()) + '\n';
    EXPECT_EQ(written, test::golden("bundle.json", written));
    const auto read = decode_bundle(written);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, test::a_bundle());
}

TEST(BundleTest, OfAPlainShopIsReadBack) {
    core::Bundle bundle = test::a_bundle();
    bundle.notices.clear();
    bundle.peers.clear();
    bundle.words.clear();
    bundle.hours.reset();
    bundle.pin.reset();
    bundle.visit_key.reset();
    bundle.followup_key.reset();
    bundle.followup_key_id.reset();
    EXPECT_EQ(decode_bundle(encode(bundle)), bundle);
}

TEST(BundleTest, WithoutAMemberThatIsNeededIsNone) {
    const json::object whole = parse(encode(test::a_bundle()))->as_object();
    for (const char* name :
         {"etag", "shop", "till", "questionnaires", "reasons", "notices", "peers", "words",
          "ask_share", "dark_share", "offer", "sealing_key", "sealing_key_id"}) {
        json::object part = whole;
        part.erase(name);
        EXPECT_FALSE(decode_bundle(write(part))) << name;
    }
}

TEST(BundleTest, WithAQuestionnaireThatBreaksARuleIsNone) {
    core::Bundle bundle = test::a_bundle();
    bundle.questionnaires[0].tickets = {{"nowhere", 1}};
    EXPECT_FALSE(decode_bundle(encode(bundle)));
}

TEST(BundleTest, WithAValueOutOfItsBoundsIsNone) {
    const auto changed = [](const char* pointer, const json::value& value) {
        json::value bundle = *parse(encode(test::a_bundle()));
        json::error_code error;
        *bundle.find_pointer(pointer, error) = value;
        return decode_bundle(write(bundle)).has_value();
    };
    EXPECT_TRUE(changed("/ask_share", 0));
    EXPECT_FALSE(changed("/ask_share", 1.01));
    EXPECT_FALSE(changed("/ask_share", "1"));
    EXPECT_FALSE(changed("/sealing_key", "AAAA"));
    EXPECT_FALSE(changed("/questionnaires/0/questions/0/kind", "essay"));
    EXPECT_FALSE(changed("/questionnaires/0/questions/0/measures", "mood"));
    EXPECT_FALSE(changed("/hours", json::object{{"monday", json::array()}}));
    EXPECT_FALSE(changed("/hours/mon/0/1", "25:00"));
    EXPECT_TRUE(changed("/hours/mon/0/1", "24:00"));
    EXPECT_FALSE(changed("/hours/mon/0", json::array{"08:00"}));
}

TEST(QuestionnaireJsonTest, KeepsTheOrderOfItsLanguages) {
    core::Questionnaire questionnaire = test::a_bundle().questionnaires[0];
    questionnaire.languages = {"en", "de"};
    EXPECT_EQ(to_questionnaire(to_json(questionnaire)), questionnaire);
}

}  // namespace
}  // namespace earshot::sync::wire
