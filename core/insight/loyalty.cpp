#include "core/insight/loyalty.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <map>

#include "core/insight/change.h"
#include "core/insight/interval.h"
#include "core/insight/phrases.h"
#include "core/insight/sentences.h"
#include "core/insight/small_numbers.h"

namespace earshot::core::insight {
namespace {

constexpr std::int64_t share_base_min = 30;
constexpr double range_max = 0.30;
constexpr std::int64_t contrast_side_min = 30;
constexpr double false_claims_max = 0.10;
constexpr double z = 1.959963984540054;  // 97.5 % point of the normal distribution

constexpr std::size_t satisfied_points = 2;
constexpr std::array rank_shares = {2.0 / 3, 1.0 / 2, 1.0 / 3, 1.0 / 6};
constexpr int trips_asked = 5;
constexpr int shared_trips_max = 3;

void fill(Part& part, std::int64_t n, std::int64_t base) {
    part.n = n;
    if (base < share_base_min) return;
    const double share = static_cast<double>(n) / static_cast<double>(base);
    const Interval range = wilson(share, effective_size(base));
    if (range.high - range.low > range_max) return;
    part.share = share;
    part.low = range.low;
    part.high = range.high;
}

// Joins one person's two answers, as the tallies count them.
class Joined {
  public:
    Joined(const std::vector<Question>& questions, const std::vector<Tally>& tallies)
        : questions_(questions) {
        for (const Tally& tally : tallies)
            if (!tally.set_aside)
                n_[{tally.question, tally.choice, tally.first_question, tally.first}] += tally.n;
    }

    struct Pair {
        const Question* first = nullptr;  // none: it was no second answer
        std::string first_choice;
        const Question* second = nullptr;
        std::string second_choice;  // empty: whatever was answered
        std::int64_t n = 0;
    };

    template <typename Use>
    void each(const Use& use) const {
        for (const auto& [key, n] : n_) {
            const auto& [question, choice, first_question, first] = key;
            const Question* second = find(question);
            if (second != nullptr && n > 0)
                use(Pair{find(first_question), first, second, choice, n});
        }
    }

  private:
    const Question* find(const std::string& id) const {
        const auto found = std::ranges::find(questions_, id, &Question::id);
        return found == questions_.end() ? nullptr : &*found;
    }

    using Key = std::tuple<std::string, std::string, std::string, std::string>;
    const std::vector<Question>& questions_;
    std::map<Key, std::int64_t> n_;
};

bool measures(const Question* question, const char* what) {
    return question != nullptr && question->measures == what;
}

std::size_t place_of(const Question& question, const std::string& choice) {
    return static_cast<std::size_t>(std::ranges::find(question.choices, choice, &Choice::id) -
                                    question.choices.begin());
}

bool is_first_choice(const Joined::Pair& rank) {
    return place_of(*rank.second, rank.second_choice) == 0;
}

Mean mean_of(double mean, double variance_of_mean) {
    const double half = z * std::sqrt(variance_of_mean);
    return {mean, std::max(0.0, mean - half), std::min(1.0, mean + half)};
}

void fill_rank(Loyalty& loyalty, const Joined& joined) {
    std::int64_t first = 0, base = 0;
    double sum = 0, squares = 0;
    joined.each([&](const Joined::Pair& pair) {
        if (!measures(pair.second, "rank") || pair.second_choice.empty()) return;
        const std::size_t place = place_of(*pair.second, pair.second_choice);
        if (place >= rank_shares.size()) return;
        const auto n = static_cast<double>(pair.n);
        base += pair.n;
        first += place == 0 ? pair.n : 0;
        sum += n * rank_shares.at(place);
        squares += n * rank_shares.at(place) * rank_shares.at(place);
    });
    loyalty.rank_base = base;
    fill(loyalty.first_choice, first, base);
    if (base < share_base_min) return;
    const double mean = sum / static_cast<double>(base);
    loyalty.rank_share =
        mean_of(mean, (squares / static_cast<double>(base) - mean * mean) / effective_size(base));
}

void fill_trips(Loyalty& loyalty, const Joined& joined) {
    std::array<double, trips_asked> n{};
    joined.each([&](const Joined::Pair& pair) {
        if (!measures(pair.second, "trips") || pair.second_choice.empty()) return;
        const std::size_t place = place_of(*pair.second, pair.second_choice);
        if (place < n.size()) n.at(place) += static_cast<double>(pair.n);
    });
    double base = 0, trips = 0, shoppers = 0;
    for (std::size_t i = 0; i < n.size(); ++i) {
        const auto here = static_cast<double>(i + 1);
        base += n.at(i);
        trips += n.at(i) * here / trips_asked;
        shoppers += n.at(i) / here;
    }
    loyalty.trips_base = std::llround(base);
    if (base < share_base_min) return;
    // Everybody counted once: each answer weighs 1 / trips.
    const double of_trips = trips / base;
    const double of_shoppers = base / trips_asked / shoppers;
    double trips_variance = 0, shoppers_variance = 0;
    for (std::size_t i = 0; i < n.size(); ++i) {
        const auto here = static_cast<double>(i + 1);
        trips_variance += n.at(i) * std::pow(here / trips_asked - of_trips, 2);
        shoppers_variance += n.at(i) * std::pow((here / trips_asked - of_shoppers) / here, 2);
    }
    const double worth = base / effective_size(*loyalty.trips_base);
    loyalty.of_trips = mean_of(of_trips, trips_variance / (base * base) * worth);
    loyalty.of_shoppers = mean_of(of_shoppers, shoppers_variance / (shoppers * shoppers) * worth);
}

// A table of which every cell may show, or some not: rows beside each other.
void hide(std::vector<Parts*> rows, std::int64_t smallest) {
    std::vector<std::vector<Shown>> cells;
    for (const Parts* row : rows) {
        cells.emplace_back();
        for (const Part& part : row->parts) cells.back().push_back(part.n);
    }
    hide_small(cells, smallest);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (std::size_t part = 0; part < rows[row]->parts.size(); ++part)
            if (!cells[row][part]) {
                Part& hidden = rows[row]->parts[part];
                hidden = Part{.id = hidden.id, .text = hidden.text};
            }
        if (rows[row]->base.value_or(0) < smallest) rows[row]->base.reset();
    }
}

Parts boxes_of(const Joined& joined, std::int64_t smallest) {
    std::array<std::int64_t, 4> n{};
    joined.each([&](const Joined::Pair& pair) {
        if (!measures(pair.second, "rank") || !measures(pair.first, "visit") ||
            pair.second_choice.empty())
            return;
        const bool happy = place_of(*pair.first, pair.first_choice) < satisfied_points;
        const bool loyal = is_first_choice(pair);
        n.at((loyal ? 0U : 1U) + (happy ? 0U : 2U)) += pair.n;
    });
    constexpr std::array names = {"loyal_happy", "happy_shared", "loyal_grumbling", "at_risk"};
    // As a table of two rows, so that no row or column gives a cell away.
    const std::int64_t base = n[0] + n[1] + n[2] + n[3];
    Parts happy{base, {}}, grumbling{base, {}};
    for (std::size_t box = 0; box < names.size(); ++box) {
        Part& part = (box < 2 ? happy : grumbling).parts.emplace_back();
        part.id = names.at(box);
        fill(part, n.at(box), base);
    }
    hide({&happy, &grumbling}, smallest);
    happy.parts.insert(happy.parts.end(), grumbling.parts.begin(), grumbling.parts.end());
    return happy;
}

Parts parts_of(const Question& question, const std::map<std::string, std::int64_t>& n,
               const std::string& language) {
    Parts parts{0, {}};
    for (const auto& [choice, count] : n) *parts.base += count;
    for (const Choice& choice : question.choices) {
        Part& part = parts.parts.emplace_back();
        part.id = choice.id;
        part.text = wording_in(choice.text, language);
        const auto found = n.find(choice.id);
        fill(part, found == n.end() ? 0 : found->second, *parts.base);
    }
    return parts;
}

Parts wishes_of(const Joined& joined, const LoyaltyQuery& query) {
    std::map<std::string, std::int64_t> n;
    const Question* asked = nullptr;
    joined.each([&](const Joined::Pair& pair) {
        if (!measures(pair.first, "trips") || pair.second_choice.empty()) return;
        if (place_of(*pair.first, pair.first_choice) >= shared_trips_max) return;
        asked = pair.second;
        n[pair.second_choice] += pair.n;
    });
    if (asked == nullptr) return {0, {}};
    Parts wishes = parts_of(*asked, n, query.language);
    hide({&wishes}, query.smallest);
    return wishes;
}

std::vector<ByFrequency> groups_of(const Joined& joined, const LoyaltyQuery& query) {
    struct Reasons {
        const Question* question = nullptr;
        std::map<std::string, std::map<std::string, std::int64_t>> n;  // how often → reason
    };
    std::array<Reasons, 2> all;
    const Question* frequency = nullptr;
    joined.each([&](const Joined::Pair& pair) {
        if (!measures(pair.second, "frequency") || pair.second_choice.empty()) return;
        frequency = pair.second;
        for (std::size_t i = 0; i < all.size(); ++i)
            if (measures(pair.first, i == 0 ? "why" : "change")) {
                all.at(i).question = pair.first;
                all.at(i).n[pair.second_choice][pair.first_choice] += pair.n;
            }
    });
    std::vector<ByFrequency> groups;
    if (frequency == nullptr) return groups;
    for (const Choice& often : frequency->choices) {
        ByFrequency& group = groups.emplace_back();
        group.id = often.id;
        group.text = wording_in(often.text, query.language);
        for (std::size_t i = 0; i < all.size(); ++i)
            if (all.at(i).question != nullptr)
                (i == 0 ? group.stay : group.leave) =
                    parts_of(*all.at(i).question, all.at(i).n[often.id], query.language);
    }
    // How many of all gave a reason is told nowhere: each group stands for itself.
    for (ByFrequency& group : groups) {
        hide({&group.stay}, query.smallest);
        hide({&group.leave}, query.smallest);
    }
    return groups;
}

// Of everybody who gave a first answer: how many, and how many of them have what is looked at.
using Cases =
    std::map<const Question*, std::map<std::string, std::pair<std::int64_t, std::int64_t>>>;

std::vector<Contrast> contrasts_of(const Cases& cases, const LoyaltyQuery& query) {
    std::vector<Contrast> all;
    std::vector<double> p;
    for (const auto& [question, choices] : cases) {
        std::int64_t base = 0, with = 0;
        for (const auto& [choice, count] : choices) {
            base += count.first;
            with += count.second;
        }
        for (const auto& [choice, count] : choices) {
            const auto [n, has] = count;
            const std::int64_t others = base - n, others_have = with - has;
            const auto shows = [&](std::int64_t yes, std::int64_t of) {
                return of >= contrast_side_min && yes >= query.smallest &&
                       of - yes >= query.smallest;
            };
            if (!shows(has, n) || !shows(others_have, others)) continue;
            const Choice* known = question->find(choice);
            Contrast contrast{
                .question = question->id,
                .choice = choice,
                .text = known == nullptr ? choice : wording_in(known->text, query.language),
                .n = n,
                .others = others,
                .share = static_cast<double>(has) / static_cast<double>(n),
                .share_others = static_cast<double>(others_have) / static_cast<double>(others)};
            const double worth = effective_size(n), worth_others = effective_size(others);
            const Interval range =
                newcombe(contrast.share, worth, contrast.share_others, worth_others);
            contrast.low = range.low;
            contrast.high = range.high;
            const double pooled = static_cast<double>(with) / static_cast<double>(base);
            const double error = std::sqrt(pooled * (1 - pooled) * (1 / worth + 1 / worth_others));
            p.push_back(std::erfc(std::abs(contrast.share - contrast.share_others) / error /
                                  std::sqrt(2.0)));
            all.push_back(std::move(contrast));
        }
    }
    const std::vector<double> adjusted = benjamini_hochberg(p);
    for (std::size_t i = 0; i < all.size(); ++i)
        // Both must say so, else the range would belie the word.
        all[i].together = adjusted[i] <= false_claims_max && (all[i].low > 0 || all[i].high < 0);
    std::ranges::stable_sort(all, std::greater{}, [](const Contrast& contrast) {
        return std::pair(contrast.together, std::abs(contrast.share - contrast.share_others));
    });
    return all;
}

std::vector<Contrast> drivers_of(const Joined& joined, const LoyaltyQuery& query) {
    Cases cases;
    joined.each([&](const Joined::Pair& pair) {
        if (!measures(pair.second, "rank") || pair.second_choice.empty()) return;
        if (!measures(pair.first, "why") && !measures(pair.first, "change")) return;
        auto& [n, first] = cases[pair.first][pair.first_choice];
        n += pair.n;
        first += is_first_choice(pair) ? pair.n : 0;
    });
    return contrasts_of(cases, query);
}

void fill_returns(Loyalty& loyalty, const std::vector<Question>& questions,
                  const std::vector<Returned>& returned, const LoyaltyQuery& query) {
    Cases cases;
    std::int64_t base = 0, back = 0;
    for (const Returned& row : returned) {
        base += row.n;
        back += row.back;
        const auto question = std::ranges::find(questions, row.question, &Question::id);
        if (question == questions.end()) continue;
        if (!measures(&*question, "why") && !measures(&*question, "change")) continue;
        auto& [n, has] = cases[&*question][row.choice];
        n += row.n;
        has += row.back;
    }
    loyalty.returns_base = base;
    if (base >= share_base_min)
        loyalty.returns_share = static_cast<double>(back) / static_cast<double>(base);
    loyalty.returns = contrasts_of(cases, query);
}

std::string text(std::int64_t number) { return std::to_string(number); }
std::string points(double share) { return std::to_string(percent(share)); }

// What a person would say of it: each figure with its count, what is not known said as such.
class LoyaltySpeaker {
  public:
    LoyaltySpeaker(Loyalty& loyalty, const std::string& language)
        : loyalty_(loyalty), language_(language) {}

    void speak() {
        speak_of_rank();
        speak_of_trips();
        speak_of_boxes();
        speak_of_groups();
        speak_of(loyalty_.drivers, named_first_more, named_first_less, no_driver_yet);
        if (loyalty_.returns_base.value_or(0) > 0) speak_of_returns();
    }

  private:
    void say(const Phrase& phrase, std::initializer_list<std::string> values) {
        loyalty_.sentences.push_back(insight::fill(phrase.in(language_), values));
    }

    static bool tells(const Part& part) { return part.share.has_value(); }

    static const Part* leading(const Parts& parts) {
        const Part* most = nullptr;
        for (const Part& part : parts.parts)
            if (part.n.value_or(0) > 0 && tells(part) && (most == nullptr || *part.n > *most->n))
                most = &part;
        return most;
    }

    void speak_of_rank() {
        const Part& first = loyalty_.first_choice;
        if (!tells(first) || *first.share == 0)
            return say(rank_too_few, {text(loyalty_.rank_base.value_or(0))});
        say(first_choice_share, {points(*first.share), points(*first.low), points(*first.high),
                                 text(*loyalty_.rank_base)});
    }

    void speak_of_trips() {
        if (!loyalty_.of_shoppers.mean) return;
        say(last_five_share, {points(*loyalty_.of_shoppers.mean), points(*loyalty_.of_shoppers.low),
                              points(*loyalty_.of_shoppers.high), points(*loyalty_.of_trips.mean),
                              text(*loyalty_.trips_base)});
    }

    void speak_of_boxes() {
        for (const Part& box : loyalty_.boxes.parts)
            if (box.id == "happy_shared" && tells(box) && *box.share > 0)
                say(happy_and_shared, {text(*box.n), text(loyalty_.boxes.base.value_or(0)),
                                       points(*box.low), points(*box.high)});
        if (const Part* wish = leading(loyalty_.wishes))
            say(would_come_more, {wish->text, points(*wish->low), points(*wish->high),
                                  text(loyalty_.wishes.base.value_or(0))});
    }

    void speak_of_groups() {
        for (const ByFrequency& group : loyalty_.groups) {
            if (const Part* stay = leading(group.stay))
                say(group_stays, {group.text, stay->text, points(*stay->low), points(*stay->high),
                                  text(*group.stay.base)});
            if (const Part* leave = leading(group.leave))
                say(group_wishes, {group.text, leave->text, points(*leave->low),
                                   points(*leave->high), text(*group.leave.base)});
        }
    }

    void speak_of(const std::vector<Contrast>& contrasts, const Phrase& more, const Phrase& less,
                  const Phrase& none) {
        bool any = false;
        for (const Contrast& contrast : contrasts) {
            if (!contrast.together) continue;
            any = true;
            const bool up = contrast.share > contrast.share_others;
            const double near = up ? contrast.low : -contrast.high;
            const double far = up ? contrast.high : -contrast.low;
            say(up ? more : less,
                {contrast.text, points(contrast.share), points(contrast.share_others),
                 text(contrast.n), text(contrast.others), points(near), points(far)});
        }
        if (!any) say(none, {text(contrast_side_min)});
    }

    void speak_of_returns() {
        if (!loyalty_.returns_share) return say(returns_too_few, {text(*loyalty_.returns_base)});
        say(came_back, {points(*loyalty_.returns_share), text(*loyalty_.returns_base)});
        speak_of(loyalty_.returns, came_back_more, came_back_less, no_return_reason_yet);
    }

    Loyalty& loyalty_;
    const std::string& language_;
};

}  // namespace

Loyalty make_loyalty(const LoyaltyQuery& query, const std::vector<Question>& questions,
                     const std::vector<Tally>& tallies, const std::vector<Returned>& returned) {
    const Joined joined(questions, tallies);
    Loyalty loyalty{.from = query.from, .to = query.to};
    fill_rank(loyalty, joined);
    fill_trips(loyalty, joined);
    loyalty.boxes = boxes_of(joined, query.smallest);
    loyalty.wishes = wishes_of(joined, query);
    loyalty.groups = groups_of(joined, query);
    loyalty.drivers = drivers_of(joined, query);
    fill_returns(loyalty, questions, returned, query);
    LoyaltySpeaker(loyalty, query.language).speak();
    return loyalty;
}

}  // namespace earshot::core::insight
