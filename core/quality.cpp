#include "core/quality.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace earshot::core {
namespace {

constexpr int first_unread_below = 600;  // milliseconds, as all of these
constexpr int second_unread_below = 350;
constexpr int both_fast_first_below = 1200;
constexpr int both_fast_second_below = 800;
constexpr int reading_a_word = 300;
constexpr int reading_at_most = 2400;
constexpr int mash_first_below = 1200;
constexpr int mash_dead = 2;
constexpr int mash_pointers = 2;
constexpr std::size_t mash_touches = 5;
constexpr milliseconds mash_within{1500};

constexpr std::array<std::string_view, 8> setting_aside{"Q1",  "Q2", "Q4",  "Q5+",
                                                        "Q6+", "Q9", "Q10", "Q11"};

bool is_answered(const Answer& answer) { return !answer.choices.empty(); }

// How long the answer to the first or second question took, if it was answered.
std::optional<int> latency(const Response& response, std::size_t place) {
    if (place >= response.answers.size() || !is_answered(response.answers[place])) return {};
    return response.answers[place].took_ms;
}

bool is_below(const std::optional<int>& took, int limit) { return took && *took < limit; }

bool is_burst(const Strikes& strikes) {
    for (std::size_t last = mash_touches - 1; last < strikes.size(); ++last)
        if (strikes[last].steady - strikes[last + 1 - mash_touches].steady <= mash_within)
            return true;
    return false;
}

bool is_mashed(const Response& response, const Strikes& strikes, const std::optional<int>& first) {
    const Touches touches = summed_up(strikes);
    // A question that was there before anybody came does not tell how fast they were with it; the
    // second one does, and a hand beside it.
    if (response.armed == Armed::always && is_below(latency(response, 1), both_fast_second_below) &&
        (touches.dead > 0 || touches.pointers >= mash_pointers))
        return true;
    if (touches.dead >= mash_dead &&
        (touches.pointers >= mash_pointers || is_below(first, mash_first_below)))
        return true;
    return is_burst(strikes);
}

// The second question was shown, and its time ran out.
bool is_walked_away(const Response& response) {
    return response.ended == Ended::abandoned && response.answers.size() == 2 &&
           !is_answered(response.answers[1]);
}

int reading_time(const Question& question, const std::string& locale) {
    return std::min(reading_at_most,
                    reading_a_word * count_words(wording_in(question.text, locale)));
}

}  // namespace

Touches summed_up(const Strikes& strikes) {
    Touches touches;
    touches.count = static_cast<int>(strikes.size());
    for (const Strike& strike : strikes) {
        if (strike.dead) ++touches.dead;
        touches.pointers = std::max(touches.pointers, strike.pointers);
    }
    return touches;
}

std::vector<std::string> flags_of(const Response& response, const Question& first,
                                  const Strikes& strikes, const Around& around) {
    const auto one = latency(response, 0);
    const auto two = latency(response, 1);
    std::vector<std::string> flags;
    if (is_below(one, first_unread_below) || is_below(two, second_unread_below))
        flags.emplace_back("Q1");
    if (is_below(one, both_fast_first_below) && is_below(two, both_fast_second_below))
        flags.emplace_back("Q2");
    if (is_below(one, reading_time(first, response.locale))) flags.emplace_back("Q3");
    if (is_mashed(response, strikes, one)) flags.emplace_back("Q4");
    if (around.lane == Around::Lane::empty) flags.emplace_back("Q6");
    if (around.lane == Around::Lane::certainly_empty) flags.emplace_back("Q6+");
    if (is_walked_away(response)) flags.emplace_back("Q8");
    if (around.staff) flags.emplace_back("Q10");
    if (around.repeat) flags.emplace_back("Q11");
    return flags;
}

bool sets_aside(const std::vector<std::string>& flags) {
    return std::ranges::any_of(flags, [](const std::string& flag) {
        return std::ranges::find(setting_aside, flag) != setting_aside.end();
    });
}

}  // namespace earshot::core
