#include "core/seal.h"

#include <gtest/gtest.h>

namespace earshot::test {
namespace {

using core::ErrorKind;
using core::Sealed;
using core::SealingKey;

const core::OpeningKey key = core::make_opening_key("k1");
const SealingKey closing{key.id, key.key};

TEST(SealTest, OnlyTheHolderOfTheSecretReadsTheWords) {
    const Sealed sealed = core::seal("Tomaten, größer", closing);

    EXPECT_EQ(sealed.key_id, "k1");
    EXPECT_EQ(sealed.box.find("Tomaten"), std::string::npos);
    EXPECT_EQ(sealed.box.size(), std::string("Tomaten, größer").size() + 48);
    EXPECT_EQ(*core::open(sealed, key), "Tomaten, größer");
    EXPECT_EQ(core::open(sealed, core::make_opening_key("k1")).error().kind, ErrorKind::invalid);
}

TEST(SealTest, SealsTheSameWordsDifferentlyEachTime) {
    EXPECT_NE(core::seal("yes", closing), core::seal("yes", closing));
}

TEST(SealTest, SealsNothingToNothing) { EXPECT_EQ(*core::open(core::seal("", closing), key), ""); }

TEST(SealTest, RefusesABoxWithAnyBitAltered) {
    const Sealed sealed = core::seal("words", closing);
    for (std::size_t bit = 0; bit < sealed.box.size() * 8; ++bit) {
        Sealed altered = sealed;
        altered.box[bit / 8] = static_cast<char>(altered.box[bit / 8] ^ (1 << (bit % 8)));
        EXPECT_EQ(core::open(altered, key).error().kind, ErrorKind::invalid) << bit;
    }
}

TEST(SealTest, RefusesABoxCutShort) {
    const Sealed sealed = core::seal("words", closing);
    for (std::size_t size = 0; size < sealed.box.size(); ++size)
        EXPECT_FALSE(core::open({sealed.box.substr(0, size), "k1"}, key)) << size;
}

TEST(SealTest, RefusesABoxToAnotherKey) {
    EXPECT_FALSE(core::open(core::seal("words", {"k2", key.key}), key));
}

TEST(SealTest, RefusesWordsThatAreNoUtf8) {
    for (const char* bytes : {"\xff", "\xc0\xaf", "\xe2\x82", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                              "\xe0\x80\xaf", "\x80", "ab\xc3"})
        EXPECT_FALSE(core::open(core::seal(bytes, closing), key)) << bytes;
    for (const char* text : {"é", "€", "𝄞", "\xf4\x8f\xbf\xbf", "\xed\x9f\xbf"})
        EXPECT_EQ(*core::open(core::seal(text, closing), key), text);
}

TEST(SealTest, RefusesAKeyThatSealsToNobody) {
    EXPECT_THROW(core::seal("words", {"k0", std::string(32, '\0')}), std::runtime_error);
}

TEST(SealTest, SealsEveryTextOfARecordThatIsStillInTheClear) {
    const Sealed before = core::seal("sealed before", closing);
    core::Record response{.body = core::Response{.answers = {{.question = "A", .text = "one"},
                                                             {.question = "B", .text = before},
                                                             {.question = "C"}}}};
    core::Record words{.body = core::Words{.text = "two"}};
    core::Record comment{.body = core::Comment{.text = "three"}};

    for (core::Record* record : {&response, &words, &comment}) core::seal_texts(*record, closing);

    const auto& answers = std::get<core::Response>(response.body).answers;
    EXPECT_EQ(*core::open(std::get<Sealed>(answers[0].text), key), "one");
    EXPECT_EQ(std::get<Sealed>(answers[1].text), before);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(answers[2].text));
    EXPECT_EQ(*core::open(std::get<Sealed>(std::get<core::Words>(words.body).text), key), "two");
    EXPECT_EQ(*core::open(std::get<Sealed>(std::get<core::Comment>(comment.body).text), key),
              "three");
}

TEST(Base64Test, IsThatOfRfc4648WithPadding) {
    const std::pair<const char*, const char*> known[] = {{"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"},
                                                         {"\xfb\xff", "+/8="}};
    for (const auto& [bytes, text] : known) {
        EXPECT_EQ(core::to_base64(bytes), text);
        EXPECT_EQ(*core::from_base64(text), bytes);
    }
}

TEST(Base64Test, RefusesWhatIsNot) {
    for (const char* text :
         {"Zg", "Zg=", "Zg===", "Zh==", "-_8=", "Zm9v ", "Zm 9v", "Zg==Zg==", "="})
        EXPECT_FALSE(core::from_base64(text)) << text;
}

}  // namespace
}  // namespace earshot::test
