#include "app/kiosk/wording.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <vector>

#include "app/common/assets.h"
#include "tests/app/kiosk/sights.h"

namespace earshot::app {
namespace {

class WordingTest : public testing::Test {
  protected:
    // Without the signs that set a number apart where the text runs the other way.
    std::string asked(const std::string& language, int number) {
        static const std::regex isolates("\u2068|\u2069");
        return std::regex_replace(wordings_.in(language).so_many_asked(number), isolates, "");
    }

    Wordings wordings_{assets_folder() / "locale"};
};

TEST_F(WordingTest, HasItsOwnWordsInEveryLanguage) {
    const std::map<std::string, std::string> names{
        {"en", "English"}, {"de", "Deutsch"},    {"es", "Español"}, {"fr", "Français"},
        {"pl", "Polski"},  {"uk", "Українська"}, {"tr", "Türkçe"},  {"ar", "العربية"},
        {"hi", "हिन्दी"},   {"zh", "中文"}};
    EXPECT_EQ(test::languages().size(), names.size());
    for (const auto& [language, name] : names) EXPECT_EQ(wordings_.in(language).own_name(), name);
    EXPECT_EQ(wordings_.in("xx").thank_you(), "Thank you.");
    EXPECT_EQ(wordings_.in("en").that_is_all(), "That’s all");
}

TEST_F(WordingTest, CountsAsEachLanguageDoes) {
    const std::map<std::string, std::map<int, std::string>> counted{
        {"en", {{1, "One of you asked for it."}, {2, "2 of you asked for it."}}},
        {"de",
         {{1, "Einer von Ihnen hat darum gebeten."}, {41, "41 von Ihnen haben darum gebeten."}}},
        {"fr", {{1, "L’un de vous l’a demandé."}, {2, "2 d’entre vous l’ont demandé."}}},
        {"pl",
         {{1, "Poprosiła o to jedna osoba."},
          {2, "Poprosiły o to 2 osoby."},
          {3, "Poprosiły o to 3 osoby."},
          {5, "Poprosiło o to 5 osób."},
          {11, "Poprosiło o to 11 osób."},
          {22, "Poprosiły o to 22 osoby."}}},
        {"uk",
         {{1, "Про це попросила 1 людина."},
          {2, "Про це попросили 2 людини."},
          {3, "Про це попросили 3 людини."},
          {5, "Про це попросили 5 людей."},
          {11, "Про це попросили 11 людей."},
          {21, "Про це попросила 21 людина."},
          {22, "Про це попросили 22 людини."}}},
        {"ar",
         {{1, "طلب ذلك شخص واحد."},
          {2, "طلب ذلك شخصان."},
          {3, "طلب ذلك 3 أشخاص."},
          {5, "طلب ذلك 5 أشخاص."},
          {11, "طلب ذلك 11 شخصًا."},
          {22, "طلب ذلك 22 شخصًا."},
          {100, "طلب ذلك 100 شخص."}}},
        {"zh", {{1, "有1位顾客提出过。"}, {2, "有2位顾客提出过。"}, {22, "有22位顾客提出过。"}}}};
    for (const auto& [language, sentences] : counted)
        for (const auto& [number, sentence] : sentences)
            EXPECT_EQ(asked(language, number), sentence) << language;
}

// What a catalogue says for one sentence: in one form, or in one for each plural.
struct Entry {
    std::string id;
    std::vector<std::string> forms;
};

std::vector<Entry> entries_of(const std::string& language) {
    static const std::regex line_of(R"re((?:(msgid|msgid_plural|msgstr(?:\[\d\])?) )?"(.*)")re");
    std::ifstream file(LOCALE_FOLDER "/" + language + ".po");
    std::vector<Entry> entries;
    std::string* into = nullptr;
    for (std::string line; std::getline(file, line);) {
        std::smatch match;
        if (!std::regex_match(line, match, line_of)) continue;
        if (match[1] == "msgid") into = &entries.emplace_back().id;
        if (match[1] == "msgid_plural") entries.back().id.clear();  // it says more than the one
        if (match[1].str().starts_with("msgstr")) into = &entries.back().forms.emplace_back();
        *into += match[2];
    }
    entries.erase(entries.begin());  // the header
    return entries;
}

std::multiset<std::string> marks_of(const std::string& text) {
    static const std::regex mark(R"(\{\d\})");
    return {std::sregex_token_iterator(text.begin(), text.end(), mark), {}};
}

TEST_F(WordingTest, LeavesOutNoNameAndNoNumber) {
    for (const std::string& language : test::languages()) {
        if (language == "en") continue;
        const auto entries = entries_of(language);
        EXPECT_GT(entries.size(), 30u) << language;
        // The last of several forms stands for most numbers; others may say theirs in words.
        for (const Entry& entry : entries)
            EXPECT_EQ(marks_of(entry.id), marks_of(entry.forms.back()))
                << language << ": " << entry.id;
    }
}

}  // namespace
}  // namespace earshot::app
