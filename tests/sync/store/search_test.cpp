#include "sync/store/search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "sync/store/cut_words.h"
#include "tests/support/process.h"
#include "tests/sync/store/shop.h"

namespace earshot {
namespace {

using test::an_id;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

TEST(CutWordsTest, CutsWhereEachScriptEndsAWord) {
    EXPECT_THAT(sync::cut_words("More MANGOES, please!"), ElementsAre("more", "mangoes", "please"));
    EXPECT_THAT(sync::cut_words("水果不新鲜"), testing::Contains("水果"));
    EXPECT_THAT(sync::cut_words("  …  "), ElementsAre());
}

class SearchTest : public testing::Test {
  protected:
    SearchTest() {
        shop.send({heard(1, "The mangoes are hard as stone"), heard(2, "Nice mango today"),
                   heard(3, "Die Tür klemmt, bitte ölen"), heard(4, "水果不新鲜"),
                   test::a_response(5, "B", {"produce"}),
                   test::a_record(6, core::Words{an_id(5), std::string("stone fruit"), "en"})});
    }
    static core::Record heard(int number, const std::string& text) {
        core::Comment comment;
        comment.topics = {"produce"};
        comment.text = text;
        comment.locale = "en";
        return test::a_record(number, comment);
    }
    std::set<std::string> found(const std::string& query, const std::string& where = "harbour") {
        std::set<std::string> all;
        for (const sync::Hit& hit : sync::search(*shop.store, where, query, 100))
            all.insert(hit.of);
        return all;
    }
    bool lies_somewhere(const std::string& word) {
        for (const char* file : {"hub.db", "hub.db-wal"})
            if (test::content_of(shop.folder.path() / file).find(word) != std::string::npos)
                return true;
        return false;
    }
    test::Shop shop;
};

TEST_F(SearchTest, FindsEveryWordItsBeginningAndPhrases) {
    EXPECT_THAT(found("mango"), UnorderedElementsAre(an_id(1), an_id(2)));
    EXPECT_THAT(found("HARD mangoes"), UnorderedElementsAre(an_id(1)));
    EXPECT_THAT(found("mango hard"), UnorderedElementsAre());
    EXPECT_THAT(found("\"hard as stone\""), UnorderedElementsAre(an_id(1)));
    EXPECT_THAT(found("\"stone hard\""), UnorderedElementsAre());
    EXPECT_THAT(found("stone"), UnorderedElementsAre(an_id(1), an_id(5)));
    EXPECT_THAT(found("tur olen"), UnorderedElementsAre(an_id(3)));
    EXPECT_THAT(found("水果"), UnorderedElementsAre(an_id(4)));
    EXPECT_THAT(found("mango", "quay"), UnorderedElementsAre());
}

TEST_F(SearchTest, ShowsWhatStandsAroundWhatWasAskedFor) {
    const auto shown = [&](const std::string& query, const std::string& said) {
        core::Comment comment;
        comment.text = said;
        std::string all;
        const auto hits = sync::search(*shop.store, "harbour", query, 1);
        if (hits.empty()) return all;
        for (const auto& piece : sync::excerpt(*shop.store, query, hits[0], comment))
            all += piece.hit ? "[" + piece.text + "]" : piece.text;
        return all;
    };
    EXPECT_EQ(shown("hard mang", "The mangoes are hard as stone"),
              "The [mangoes] are [hard] as stone");
    EXPECT_EQ(shown("\"hard as stone\"", "The mangoes are hard as stone"),
              "The mangoes are [hard] [as] [stone]");
    EXPECT_EQ(shown("TUR", "Die Tür klemmt, bitte ölen"), "Die [Tür] klemmt, bitte ölen");
    EXPECT_EQ(shown("水果", "水果不新鲜"), "[水果]不新鲜");

    std::string filler;
    for (int word = 0; word < 12; ++word) filler += "word" + std::to_string(word) + ", ";
    const std::string lengthy = filler + "there stands MARZIPAN. " + filler + filler + filler;
    shop.send({test::a_record(20, core::Words{an_id(5), lengthy, "en"})});
    const std::string cut = shown("marzipan", lengthy);
    EXPECT_THAT(cut, testing::StartsWith("…word6, word7"));
    EXPECT_THAT(cut, testing::HasSubstr("there stands [MARZIPAN]. word0"));
    EXPECT_THAT(cut, testing::EndsWith("word10…"));
}

TEST_F(SearchTest, NoQueryIsACommandToTheIndex) {
    for (const char* query :
         {"", "\"", "*", "NEAR(", "words:mango OR", "a AND NOT", "^x", "-", "'"})
        EXPECT_NO_THROW(found(query)) << query;
    EXPECT_THAT(found("mango OR nothing"), UnorderedElementsAre());
}

TEST_F(SearchTest, WhatAnOlderHubKeptIsFoundOnceTheStoreIsOpened) {
    for (const char* statement :
         {"DELETE FROM said", "DELETE FROM said_texts",
          "INSERT INTO said_backlog SELECT id FROM records WHERE kind <> 'retraction'"})
        shop.store->writer().run(statement, {});
    EXPECT_THAT(found("mango"), UnorderedElementsAre());
    shop.store.reset();
    shop.store = sync::open_store(shop.folder.path()).value();
    EXPECT_THAT(found("mango"), UnorderedElementsAre(an_id(1), an_id(2)));
    EXPECT_THAT(found("stone"), UnorderedElementsAre(an_id(1), an_id(5)));
}

TEST_F(SearchTest, WhatIsErasedIsInNoPageOfTheIndex) {
    ASSERT_TRUE(shop.store->scrub());
    EXPECT_TRUE(lies_somewhere("stone"));
    shop.send({test::a_record(7, core::Retraction{an_id(1), std::nullopt, false}),
               test::a_record(8, core::Retraction{an_id(5), std::nullopt, false})});
    EXPECT_THAT(found("stone"), UnorderedElementsAre());
    ASSERT_TRUE(shop.store->scrub());
    EXPECT_FALSE(lies_somewhere("stone"));
    EXPECT_THAT(found("mango"), UnorderedElementsAre(an_id(2)));
}

}  // namespace
}  // namespace earshot
