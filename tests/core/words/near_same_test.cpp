#include "core/words/near_same.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "tests/core/words/lexicons.h"
#include "tests/support/size.h"

namespace earshot::core {
namespace {

using testing::ElementsAre;

Comparable ready(const std::string& text) {
    static const std::vector<std::string> lead_ins = [] {
        std::vector<std::string> all;
        for (const Lexicon& lexicon : test::lexicons())
            all.insert(all.end(), lexicon.lead_ins().begin(), lexicon.lead_ins().end());
        return all;
    }();
    Cutter cutter;
    return comparable(cutter.cut(text), lead_ins);
}

// What is said at a checkout, each of something else or in other words.
const std::vector<std::string> fifty = {
    "the strawberries were mouldy again this morning",
    "why is only one till open at five o'clock",
    "she buys her meat at the market because ours is tough",
    "the oat milk has been out of stock for two weeks",
    "parking is impossible on Saturdays",
    "loves the new sourdough bread",
    "could not find the baking powder anywhere",
    "price on the shelf for butter was lower than at the till",
    "the young man at the fish counter was very kind",
    "toilets near the entrance smell terrible",
    "would like smaller packs of salad for one person",
    "avocados are always rock hard",
    "coupon for coffee was not accepted",
    "please open before eight in the morning",
    "trolleys are sticky and need a wash",
    "moved here last year and this shop feels like home",
    "eggs were broken in the box",
    "cheese counter closes too early in the evening",
    "gluten free pasta used to be here, now it's gone",
    "music is far too loud for old ears",
    "comes by bus because it stops at the door",
    "bananas too green to eat for a week",
    "self checkout keeps shouting at him",
    "everything went up except wages",
    "the flowers lasted two weeks, great quality",
    "yoghurt was three days past its date",
    "asked if we sell loose tea",
    "aisle with pet food is blocked by pallets",
    "nobody around to ask about wine",
    "cannot reach the top shelf with the rice",
    "weekly offer on coffee sold out by ten",
    "bread was warm and smelled wonderful",
    "carrier bags tear after one trip",
    "her son enjoys the free fruit for children",
    "discounter down the road has cheaper diapers",
    "point card app never works on his phone",
    "chicken smelled off when she opened it",
    "thanks for bringing back the rye rolls",
    "wants more vegan cheese to choose from",
    "the floor by the freezer was wet and slippery",
    "prefers us as staff know her name",
    "potatoes were sprouting in the bag",
    "too much plastic around the cucumbers",
    "cashier was chatting while the line grew",
    "has shopped here since she was a girl",
    "frozen peas had thawed and frozen again",
    "bottle machine is broken nearly every week",
    "new layout is confusing, milk is too far back",
    "disabled space was taken by a delivery van",
    "local honey makes a nice gift",
};

std::string altered(std::string text, int how, std::mt19937& random) {
    const auto place = [&](std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
    };
    std::vector<std::string> words;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t to = std::min(text.find(' ', from), text.size());
        words.push_back(text.substr(from, to - from));
        from = to + 1;
    }
    const auto joined = [&] {
        std::string all;
        for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
        return all;
    };
    const auto longest = std::ranges::max_element(words, {}, &std::string::size);
    switch (how) {
        case 0:  // a letter dropped
            longest->erase(place(longest->size()), 1);
            return joined();
        case 1:  // two letters swapped
            for (const std::size_t at = place(longest->size() - 1);;) {
                std::swap((*longest)[at], (*longest)[at + 1]);
                return joined();
            }
        case 2:  // a word more
            words.insert(words.begin() + static_cast<std::ptrdiff_t>(place(words.size())),
                         "really");
            return joined();
        case 3:  // a small word less
            words.erase(std::ranges::min_element(words, {}, &std::string::size));
            return joined();
        case 4:  // two words swapped
            std::swap(words[0], words[1]);
            return joined();
        case 5:
            return "Customer said: " + text;
        case 6:  // shouted, with signs
            for (char& c : text) c = static_cast<char>(std::toupper(c));
            return text + "!!";
        default:  // a slip and a word less
            return altered(altered(text, 0, random), 3, random);
    }
}

TEST(NearSame, FindsWhatIsTheSameAndJoinsNothingElse) {
    const unsigned seed = 11;
    std::mt19937 random(seed);
    int asked = 0, found = 0;
    for (const std::string& text : fifty)
        for (int how = 0; how < 8; ++how)
            for (int time = 0; time < (how < 4 ? 3 : 1); ++time) {
                ++asked;
                if (likeness(ready(text), ready(altered(text, how, random))) == Likeness::same)
                    ++found;
            }
    int pairs = 0, joined = 0;
    double highest = 0;
    for (std::size_t one = 0; one < fifty.size(); ++one)
        for (std::size_t other = one + 1; other < fifty.size(); ++other) {
            ++pairs;
            const auto a = ready(fifty[one]), b = ready(fifty[other]);
            highest = std::max(highest, jaccard(a, b));
            if (likeness(a, b) == Likeness::same) ++joined;
        }
    const double recall = static_cast<double>(found) / asked;
    RecordProperty("recall", std::to_string(recall));
    printf(
        "V15 (seed %u): %d of %d altered texts found (%.1f %%), %d of %d others joined, the "
        "likest of them %.2f\n",
        seed, found, asked, 100 * recall, joined, pairs, highest);
    EXPECT_GE(recall, 0.97);
    EXPECT_LE(joined * 1000, pairs);
}

TEST(NearSame, TakesTheTrigramsOfPostgres) {
    // show_trgm('cat') is "  c"," ca","at ","cat".
    EXPECT_EQ(ready("cat").trigrams.size(), 4u);
    // similarity('word', 'two words') is 4/11.
    EXPECT_NEAR(jaccard(ready("word"), ready("two words")), 4.0 / 11, 1e-9);
}

TEST(NearSame, LooksPastCaseAccentsSignsAndWhoSaidIt) {
    EXPECT_EQ(ready("Customer said: the Müsli   is GONE!").text, "the musli is gone");
    EXPECT_EQ(ready("Die Kundin sagt, das Müsli fehlt").text, "das musli fehlt");
    EXPECT_EQ(ready("ﬁne").text, "fine");
}

TEST(NearSame, AsksMoreOfShortTexts) {
    EXPECT_EQ(likeness(ready("bread"), ready("bread")), Likeness::same);
    EXPECT_EQ(likeness(ready("bread"), ready("breads")), Likeness::different);
    EXPECT_EQ(likeness(ready(""), ready("")), Likeness::different);
    EXPECT_EQ(likeness(ready("👍"), ready("👍")), Likeness::different);
}

TEST(NearSame, SaysSimilarBetweenSameAndDifferent) {
    EXPECT_EQ(likeness(ready("the strawberries were mouldy again"),
                       ready("the strawberries were all squashed")),
              Likeness::similar);
}

TEST(NearSame, EqualTextsAreEachPairedWithTheFirst) {
    const std::vector<Comparable> texts = {
        ready("queue too long today"), ready("no more rye bread"), ready("Queue too long, today"),
        ready("queue too long toady"), ready("queue too long today")};
    const auto pairs = same_pairs(texts);
    std::vector<std::pair<std::size_t, std::size_t>> found;
    for (const Pair& pair : pairs) found.emplace_back(pair.one, pair.other);
    EXPECT_THAT(found, ElementsAre(std::pair{0, 2}, std::pair{0, 3}, std::pair{0, 4}));
}

TEST(NearSame, HashesFindNearlyAllThatIsThereAndNothingElse) {
    std::mt19937 random(5);
    std::vector<Comparable> texts;
    for (const std::string& text : fifty) {
        texts.push_back(ready(text));
        for (int how = 0; how < 7; ++how) texts.push_back(ready(altered(text, how, random)));
    }
    const auto all = same_pairs(texts);
    const auto by_hashes = same_pairs(texts, 0);
    EXPECT_GE(static_cast<double>(by_hashes.size()), 0.97 * static_cast<double>(all.size()));
    for (const Pair& pair : by_hashes) EXPECT_THAT(all, testing::Contains(pair));
}

TEST(NearSame, HashesFindAsManyAsTheirBandsPromise) {
    // 1 - (1 - s³)²⁰ at s = 0.6 is 0.992, and at 0.3 is 0.422.
    const auto promised = [](double s) { return 1 - std::pow(1 - std::pow(s, 3), 20); };
    EXPECT_NEAR(promised(0.3), 0.422, 0.0005);
    std::mt19937 random(7);
    int same = 0, found = 0;
    double expected = 0;
    const int tries = test::sized("pairs", 400, 4'000);
    for (int time = 0; time < tries; ++time) {
        // Two of which the second keeps some of the first one's trigrams.
        Comparable one, other;
        for (std::uint64_t gram = 0; gram < 40; ++gram) {
            one.trigrams.push_back(random() | (gram << 32U));
            other.trigrams.push_back(random() % 10 < 8 ? one.trigrams.back()
                                                       : (random() | (gram << 32U)));
        }
        one.text = "a";
        other.text = "b";
        const double s = jaccard(one, other);
        if (s < same_from) continue;
        ++same;
        expected += promised(s);
        const std::vector<Comparable> texts = {one, other};
        found += same_pairs(texts, 0).empty() ? 0 : 1;
    }
    ASSERT_GT(same, tries / 4);
    EXPECT_NEAR(static_cast<double>(found) / same, expected / same, 0.03);
}

}  // namespace
}  // namespace earshot::core
