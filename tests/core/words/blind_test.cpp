#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "tests/core/words/lexicons.h"

// How well the lexicons do on comments that were laid aside before they were written, coded by two
// people apart from each other. A lexicon is never mended by what stands there.
namespace earshot::core {
namespace {

struct Blind {
    std::string id, language, text, code_a, code_b;
};

std::vector<Blind> blind_comments() {
    std::vector<Blind> all;
    std::ifstream file(DATA_FOLDER "/comments_blind.tsv");
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream cells(line);
        Blind blind;
        std::getline(cells, blind.id, '\t');
        std::getline(cells, blind.language, '\t');
        std::getline(cells, blind.text, '\t');
        std::getline(cells, blind.code_a, '\t');
        std::getline(cells, blind.code_b, '\t');
        all.push_back(std::move(blind));
    }
    return all;
}

struct Score {
    int all = 0, coded = 0, right = 0, certain = 0, certain_right = 0, agreed = 0;
    std::map<std::string, int> of_a, of_b;

    static double share(int part, int whole) {
        return whole == 0 ? 0 : static_cast<double>(part) / whole;
    }
    // Cohen's, of the two people.
    double kappa() const {
        double chance = 0;
        for (const auto& [code, n] : of_a)
            if (const auto other = of_b.find(code); other != of_b.end())
                chance += share(n, all) * share(other->second, all);
        return (share(agreed, all) - chance) / (1 - chance);
    }
};

const std::map<std::string, double> right_now = {{"de", 0.55}, {"en", 0.42}};

TEST(BlindComments, AreCodedAtLeastAsRightlyAsTheyWere) {
    std::map<std::string, Score> scores;
    Coder coder(test::lexicons());
    Cutter cutter;
    const auto comments = blind_comments();
    ASSERT_GE(comments.size(), 400u);
    for (const Blind& comment : comments) {
        const Coded coded = coder.code(cutter.cut(comment.text), "", {"en", "de"});
        Score& score = scores[comment.language];
        ++score.all;
        ++score.of_a[comment.code_a];
        ++score.of_b[comment.code_b];
        if (comment.code_a == comment.code_b) ++score.agreed;
        if (coded.codes.empty()) continue;
        const std::string& code = coded.codes.front().id;
        const bool right = code == comment.code_a || code == comment.code_b;
        ++score.coded;
        score.right += right ? 1 : 0;
        score.certain += coded.certain ? 1 : 0;
        score.certain_right += coded.certain && right ? 1 : 0;
    }
    for (const auto& [language, score] : scores) {
        printf(
            "V16 (%s, %d comments, coded twice with kappa %.2f): coded %.1f %%, of those "
            "right %.1f %%; certain %.1f %%, of those right %.1f %%\n",
            language.c_str(), score.all, score.kappa(), 100 * Score::share(score.coded, score.all),
            100 * Score::share(score.right, score.coded),
            100 * Score::share(score.certain, score.all),
            100 * Score::share(score.certain_right, score.certain));
        // V16 asks for 80 % right as well, which the lexicons do not reach: what they say is shown
        // as a proposal, and only what a person confirmed is counted. Neither may get worse.
        EXPECT_GE(Score::share(score.coded, score.all), 0.80) << language;
        EXPECT_GE(Score::share(score.right, score.coded), right_now.at(language)) << language;
    }
}

}  // namespace
}  // namespace earshot::core
