#include "core/simulation/shop_records.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "core/asking.h"
#include "core/budget.h"
#include "core/exposure.h"
#include "core/interview.h"
#include "core/simulation/people.h"
#include "core/simulation/remarks.h"
#include "core/visit.h"

namespace earshot::core::simulation {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

milliseconds from_seconds(double s) { return milliseconds{std::llround(s * 1000)}; }

constexpr milliseconds opens = hours{daypart_begins.front()};
constexpr milliseconds closes = hours{daypart_begins.back()};
constexpr milliseconds between_shoppers = seconds{4};
constexpr milliseconds after_closing = seconds{120};

// Words are only read where they set the time that reading takes (Q3): all others would be copied
// for each interview.
Questionnaire without_wording(Questionnaire questionnaire,
                              const std::vector<std::string>& languages) {
    for (Question& question : questionnaire.questions) {
        std::erase_if(question.text, [&](const auto& text) {
            return std::ranges::find(languages, text.first) == languages.end();
        });
        for (Choice& choice : question.choices) {
            choice.text.clear();
            choice.icon.clear();
        }
    }
    return questionnaire;
}

struct Dated {
    milliseconds when;  // of the day, as it truly was
    Made made;
};

}  // namespace

struct ShopRecords::Visitor {
    Shopper shopper;
    milliseconds start{0}, end{0};  // of the transaction; of the day
};

struct ShopRecords::Till {
    Till(const std::string& shop, int index, const Dice& origin)
        : number(index),
          name(std::to_string(index + 1)),
          dice(origin.apart("till", index)),
          asking(shop + "/" + name, dice.random()),
          budget(shop + "/" + name, dice.random()) {}

    int number;
    std::string name;
    Dice dice;
    Asking asking;
    Budget budget;
    ExposureCount counts;
    std::int64_t seq = 0;
};

// One till on one day.
struct ShopRecords::Session {
    ShopRecords& shop;
    Till& till;
    const Day& day;
    Instant midnight;
    std::chrono::local_days date;
    const Marigold& numbers = shop.world_.shop();
    const Scenario& scenario = shop.world_.scenario();
    Dice& dice = till.dice;
    std::vector<Dated> kept{};
    milliseconds free_at = opens;  // where the question is always there: when it is again
    std::vector<std::size_t> on_shift{};
    int invented = 0;
    std::array<int, daypart_count> batched{};

    // For a day: the hub puts right what came before a jump and goes with it just as wrongly.
    milliseconds ahead() const {
        const bool jumped = scenario.noise.clock_jump && day.day == shop.jump_day_ &&
                            till.number == shop.jump_till_;
        return jumped ? milliseconds{hours{1}} : milliseconds{0};
    }
    bool dead(milliseconds when) const {
        return scenario.noise.dead_afternoon && day.day == shop.dead_day_ &&
               till.number == shop.dead_till_ && when >= hours{14} && when < hours{17};
    }
    milliseconds steady(milliseconds when) const { return hours{24} * day.day + when; }
    milliseconds of_day(milliseconds steady) const { return steady - hours{24} * day.day; }
    Now now(milliseconds when) const { return {midnight + when + ahead(), steady(when)}; }
    std::chrono::local_time<milliseconds> local(milliseconds when) const {
        return date + when + ahead();
    }
    Instant hour(milliseconds when) const { return hour_of(now(when).wall, local(when)); }

    void keep(milliseconds when, Record record, Origin origin, bool set_aside = false) {
        kept.push_back({when, {std::move(record), origin, ahead(), set_aside}});
    }
    std::string keep(milliseconds when, Body body, Origin origin) {
        const Instant at = now(when).wall;
        const std::string id = make_id(at, dice.random());
        keep(when, Record{id, 0, at, std::move(body)}, origin);
        return id;
    }
    void keep_hours(milliseconds when, std::optional<Instant> running) {
        for (Exposure& exposure : till.counts.over(running))
            keep(when, std::move(exposure), Origin::device);
    }

    const std::string& language() {
        const auto& languages = shop.setting_.languages;
        return languages[languages.size() > 1 && dice.happens(numbers.second_language) ? 1 : 0];
    }

    // One at the screen, from the first touch to the last. Gives what was kept of it, if anything.
    struct AtScreen {
        Interview interview;
        milliseconds when;
        Armed armed;
        std::optional<Keep> closed{};

        void take(std::optional<Keep> keep) {
            if (keep && !keep->open) closed = std::move(keep);
        }
        bool asks() const {
            return interview.stage() == Stage::first || interview.stage() == Stage::second;
        }
    };

    AtScreen arm(const Question& first, milliseconds armed_at, Armed how) {
        Plan plan = till.asking.plan(first, local(armed_at));
        const Now begin = now(armed_at);
        AtScreen at{Interview(std::move(plan), make_id(begin.wall, dice.random()),
                              shop.setting_.languages.front(), how, begin),
                    armed_at, how};
        if (how == Armed::transaction) at.interview.note({Around::Lane::busy, false, false});
        return at;
    }

    void tap(AtScreen& at, const std::string& choice) {
        at.interview.touch(false, 1, now(at.when));
        const bool several = at.interview.asked().question.kind == QuestionKind::multiple;
        at.take(at.interview.choose(choice, now(at.when)));
        if (!several) return;
        at.when += from_seconds(dice.lognormal(.8, .3));
        at.interview.touch(false, 1, now(at.when));
        at.take(at.interview.done(now(at.when)));
    }

    void answer_as_shopper(AtScreen& at, const Shopper& shopper) {
        at.interview.speak(language());
        const bool practised = dice.happens(numbers.practised);
        at.when += from_seconds(
            numbers.first_least_s +
            dice.lognormal(practised ? numbers.practised_median_s : numbers.first_median_s,
                           numbers.first_sigma));
        if (dice.happens(numbers.skips)) {
            at.interview.touch(false, 1, now(at.when));
            at.take(at.interview.skip(now(at.when)));
            till.budget.refuse();
            return;
        }
        tap(at, shop.answering_->choice(at.interview.asked().question, shopper, dice));
        if (!at.asks()) return;
        const milliseconds second = from_seconds(
            numbers.second_least_s + dice.lognormal(numbers.second_median_s, numbers.second_sigma));
        const milliseconds due = of_day(*at.interview.deadline());
        if (dice.happens(numbers.walks_away) || at.when + second >= due) {
            at.when = due;
            at.take(at.interview.tick(now(at.when)));
        } else {
            at.when += second;
            tap(at, shop.answering_->choice(at.interview.asked().question, shopper, dice));
        }
    }

    void mash_as_child(AtScreen& at) {
        // Two taps are needed that hit.
        const double misses = numbers.child_dead / (numbers.child_dead + 2);
        for (int taps = 0; at.asks() && taps < 30; ++taps) {
            at.when += from_seconds(dice.lognormal(numbers.child_tap_s, .35));
            const bool dead = dice.happens(misses);
            at.interview.touch(dead, dice.happens(.35) ? 2 : 1, now(at.when));
            if (dead) continue;
            const auto& shown = at.interview.asked().shown;
            at.take(at.interview.choose(shown[dice.below(shown.size())], now(at.when)));
        }
    }

    void tap_as_bored_cashier(AtScreen& at) {
        while (at.asks()) {
            at.when += from_seconds(dice.lognormal(numbers.bored_s, .25));
            const auto& shown = at.interview.asked().shown;
            tap(at, shown[dice.below(std::min<std::size_t>(shown.size(), 4))]);
        }
    }

    // The id of the response, if there is one.
    std::optional<std::string> finish(AtScreen& at, Origin origin, bool stays_on_thanks) {
        std::optional<std::string> id;
        if (at.closed) {
            Record& record = at.closed->record;
            const auto& response = std::get<Response>(record.body);
            id = record.id;
            if (response.answers.size() > 1)
                till.counts.shown(hour(at.when), response.answers[1].question, at.armed);
            for (const Answer& each : response.answers)
                till.counts.came_of(hour(at.when), each, response.ended, at.armed);
            at.interview.kept(true, now(at.when));
            const bool aside = sets_aside(response.flags);
            const bool other =
                origin == Origin::shopper && !response.answers.back().choices.empty() &&
                response.answers.back().choices.front() == change_codes[change_other];
            const std::string locale = response.locale;
            keep(at.when, std::move(record), origin, aside);
            if (other && dice.happens(numbers.words_of_other))
                keep(at.when + seconds{25},
                     Words{*id, remark("other", Tone::trouble, locale, numbers.with_typos, dice),
                           locale},
                     origin);
        }
        if (at.interview.stage() == Stage::thanks) {
            at.when = stays_on_thanks ? of_day(*at.interview.deadline()) : at.when + seconds{1};
            at.interview.close(now(at.when));
        }
        if (at.interview.stage() == Stage::over) free_at = of_day(at.interview.free_at());
        return id;
    }

    // One interview where the question is always there; whoever comes waits until it is.
    void one_always(milliseconds from, Origin origin, const Shopper* shopper) {
        if (dead(from)) return;
        const milliseconds armed_at = free_at;
        const Question& first = till.asking.take_ticket(local(armed_at));
        till.counts.shown(hour(armed_at), first.id, Armed::always);
        AtScreen at = arm(first, armed_at, Armed::always);
        at.when = std::max(from, armed_at + deaf_after_change);
        if (origin == Origin::shopper) answer_as_shopper(at, *shopper);
        if (origin == Origin::child) mash_as_child(at);
        if (origin == Origin::bored_cashier) tap_as_bored_cashier(at);
        keep_hours(at.when, hour(at.when));
        finish(at, origin, origin == Origin::shopper);
    }

    std::optional<std::string> one_of_transaction(const Visitor& visitor) {
        const milliseconds armed_at = visitor.start + from_seconds(numbers.first_item_s);
        const Question& first = till.asking.take_ticket(local(armed_at));
        till.counts.shown(hour(armed_at), first.id, Armed::transaction);
        const bool child = scenario.noise.children && dice.happens(numbers.children);
        if (!child &&
            !dice.happens(shop.world_.answers(day, visitor.shopper.segment, visitor.shopper.daypart,
                                              visitor.shopper.express, visitor.shopper.change)))
            return {};
        AtScreen at = arm(first, armed_at, Armed::transaction);
        if (child)
            mash_as_child(at);
        else
            answer_as_shopper(at, visitor.shopper);
        return finish(at, child ? Origin::child : Origin::shopper, false);
    }

    void with_till(const std::vector<Visitor>& visitors) {
        for (const Visitor& visitor : visitors) {
            if (dead(visitor.start)) continue;
            keep_hours(visitor.start, hour(visitor.start));
            till.counts.transaction(hour(visitor.start));
            // What comes of it may fall into the hour after.
            till.counts.till_announces(hour(visitor.end));
            std::optional<std::string> response;
            if (till.budget.next(local(visitor.start)) == Turn::ask)
                response = one_of_transaction(visitor);
            const auto basket = static_cast<Basket>(visitor.shopper.basket);
            till.counts.basket(hour(visitor.end), basket);
            Visit visit{shop.token_of(visitor.shopper, dice), basket, response};
            if (visit.token || visit.response) keep(visitor.end, std::move(visit), Origin::device);
        }
    }

    void without_till(const std::vector<Visitor>& visitors) {
        struct Encounter {
            milliseconds from;
            Origin origin;
            const Shopper* shopper;
        };
        std::vector<Encounter> encounters;
        for (const Visitor& visitor : visitors) {
            const Shopper& shopper = visitor.shopper;
            const milliseconds from = visitor.start + from_seconds(numbers.first_item_s);
            if (scenario.noise.children && dice.happens(numbers.children))
                encounters.push_back({from, Origin::child, nullptr});
            else if (dice.happens(shop.world_.answers(day, shopper.segment, shopper.daypart,
                                                      shopper.express, shopper.change)))
                encounters.push_back({from, Origin::shopper, &shopper});
        }
        if (scenario.noise.bored && dice.happens(numbers.bored))
            encounters.push_back({from_seconds(dice.between(9 * 3600.0, 20 * 3600.0)),
                                  Origin::bored_cashier, nullptr});
        std::ranges::stable_sort(encounters, {}, &Encounter::from);
        for (const Encounter& each : encounters) {
            std::int64_t times = 1;
            if (each.origin == Origin::child) times += dice.poisson(numbers.child_more_sessions);
            if (each.origin == Origin::bored_cashier)
                times = numbers.bored_least +
                        static_cast<std::int64_t>(dice.below(static_cast<std::uint64_t>(
                            numbers.bored_most - numbers.bored_least + 1)));
            // A shopper does not wait until the lock-out is over.
            if (each.origin == Origin::shopper && each.from < free_at) continue;
            for (; times > 0; --times)
                one_always(std::max(each.from, free_at), each.origin, each.shopper);
        }
    }

    void note(milliseconds when, const Cashier& cashier, const Shopper& shopper, Origin origin,
              bool earlier) {
        Comment comment;
        const double tone = dice.unit();
        comment.tone = tone < numbers.trouble_tags                         ? Tone::trouble
                       : tone < numbers.trouble_tags + numbers.praise_tags ? Tone::praise
                       : tone < numbers.trouble_tags + numbers.praise_tags + numbers.idea_tags
                           ? Tone::idea
                           : Tone::elsewhere;
        std::string_view code;
        if (origin == Origin::inventor) {
            comment.tone = Tone::trouble;
            code = dice.happens(.5) ? "price" : "queue";
        } else if (comment.tone == Tone::praise) {
            code = why_codes[shopper.why];
        } else {
            ByCode<double> heard = day.change[shopper.segment][shopper.express ? 1 : 0];
            for (std::size_t index = 0; index < code_count; ++index)
                heard[index] *= cashier.bias[index];
            heard[change_none] = heard[change_other] = 0;
            code = change_codes[dice.pick(heard)];
        }
        if (code == "habit") code = "staff";  // a habit is not praised
        comment.topics = {code == "other" ? "community" : std::string(code)};
        comment.earlier = earlier;
        comment.entered = dice.happens(.5) ? Entered::keys : Entered::touch;
        comment.locale = language();
        const bool worded = origin == Origin::cashier && dice.happens(numbers.with_words);
        std::string words;
        if (worded) words = remark(code, comment.tone, comment.locale, numbers.with_typos, dice);
        const bool apart = dice.happens(.5);  // words follow once the note is safe
        if (worded && !apart) comment.text = words;
        const std::string locale = comment.locale;
        const Comment twice = comment;
        const std::string id = keep(when, std::move(comment), origin);
        if (worded && apart) keep(when + seconds{20}, Words{id, words, locale}, origin);
        if (scenario.noise.double_submits && dice.happens(numbers.double_submits))
            keep(when + from_seconds(dice.between(.6, 4)), twice, Origin::twice);
    }

    void take_notes(const std::vector<Visitor>& visitors) {
        for (const Visitor& visitor : visitors) {
            const std::size_t daypart = visitor.shopper.daypart;
            const Cashier& cashier = shop.cashiers_[on_shift[daypart]];
            if (!dice.happens(cashier.tags) || dead(visitor.end)) continue;
            if (scenario.noise.inventor && cashier.invents && dice.happens(numbers.invents))
                note(closes + minutes_after(invented++), cashier, visitor.shopper, Origin::inventor,
                     false);
            else if (scenario.noise.batcher && cashier.batches)
                note(hours{daypart_begins[daypart + 1]} - seconds{90} +
                         seconds{8} * batched[daypart]++,
                     cashier, visitor.shopper, Origin::cashier, dice.happens(.5));
            else
                note(visitor.end + seconds{1}, cashier, visitor.shopper, Origin::cashier, false);
        }
    }
    // When nobody is near.
    static milliseconds minutes_after(int index) {
        return std::chrono::minutes{5} + seconds{20} * index;
    }

    void report_status() {
        Status status;
        status.version = EARSHOT_VERSION;
        status.uptime_s = std::int64_t{86'400} * (day.day + 1);
        status.disk_free = std::int64_t{40} << 30U;
        status.clock_offset_ms = ahead().count();
        keep(closes + after_closing, std::move(status), Origin::device);
    }

    std::vector<Made> run(const std::vector<Visitor>& visitors) {
        for (std::size_t daypart = 0; daypart < daypart_count; ++daypart)
            on_shift.push_back(dice.below(shop.cashiers_.size()));
        if (scenario.armed == Armed::transaction)
            with_till(visitors);
        else
            without_till(visitors);
        take_notes(visitors);
        keep_hours(closes + after_closing, std::nullopt);
        report_status();

        std::ranges::stable_sort(kept, {}, &Dated::when);
        std::vector<Made> made;
        made.reserve(kept.size());
        for (Dated& each : kept) {
            each.made.record.seq = ++till.seq;
            made.push_back(std::move(each.made));
        }
        return made;
    }
};

Marigold sized(Marigold shop, int tills) {
    shop.transactions *= static_cast<double>(tills) / shop.tills;
    shop.tills = tills;
    if (tills < 2)
        for (Segment& segment : shop.segments) segment.express = 0;
    return shop;
}

ShopRecords::ShopRecords(const Marigold& shop, const Scenario& scenario, Setting setting,
                         std::uint64_t seed)
    : world_(shop, scenario),
      setting_(std::move(setting)),
      dice_(Dice(seed).apart(setting_.shop, 0)),
      truth_dice_(dice_.apart("truth", 0)),
      answering_(std::make_unique<Answering>(setting_.questionnaire)) {
    assert(shop.tills > 0 && !setting_.languages.empty());
    const Questionnaire asked = without_wording(setting_.questionnaire, setting_.languages);
    for (int index = 0; index < shop.tills; ++index) {
        tills_.push_back(std::make_unique<Till>(setting_.shop, index, dice_));
        tills_.back()->asking.use(asked);
        tills_.back()->budget.use(setting_.shop, scenario.ask_share, setting_.dark_share);
    }
    hire();
    const auto pick_day = [&] {
        return static_cast<int>(dice_.below(static_cast<std::uint64_t>(scenario.days)));
    };
    const auto pick_till = [&] {
        return static_cast<int>(dice_.below(static_cast<std::uint64_t>(shop.tills)));
    };
    jump_day_ = pick_day();
    jump_till_ = pick_till();
    dead_day_ = pick_day();
    dead_till_ = pick_till();
}

ShopRecords::~ShopRecords() = default;

void ShopRecords::hire() {
    const Marigold& shop = world_.shop();
    for (int number = 0; number < shop.cashiers; ++number) {
        Cashier cashier;
        const double median = shop.tags * std::exp(-shop.tags_sigma * shop.tags_sigma / 2);
        cashier.tags = dice_.lognormal(median, shop.tags_sigma);
        for (double& each : cashier.bias) each = dice_.lognormal(1, shop.mix_sigma);
        if (number < shop.enthusiasts)
            cashier.tags *= shop.enthusiasm;
        else if (number < shop.enthusiasts + shop.silent)
            cashier.tags = 0;
        else if (number == shop.enthusiasts + shop.silent)
            cashier.invents = true;
        else if (number == shop.enthusiasts + shop.silent + 1)
            cashier.batches = true;
        cashiers_.push_back(cashier);
    }
    std::array<double, segment_count> mix{};
    for (std::size_t segment = 0; segment < segment_count; ++segment)
        mix[segment] = std::accumulate(shop.segments[segment].mix.begin(),
                                       shop.segments[segment].mix.end(), 0.0);
    for (int number = 0; number < shop.households * shop.tills; ++number)
        households_.push_back({dice_.pick(mix), ++last_household_});
}

std::optional<std::string> ShopRecords::token_of(const Shopper& shopper, Dice& dice) {
    const Marigold& shop = world_.shop();
    if (setting_.visit_key.empty() || !dice.happens(shop.cards)) return {};
    Household& household = households_[dice.below(households_.size())];
    // A household shops as its kind does; where the first drawn is of another kind, one more try.
    Household& other = households_[dice.below(households_.size())];
    Household& here = household.segment == shopper.segment ? household : other;
    std::string token =
        visit_token(setting_.shop + std::to_string(here.number), setting_.visit_key);
    const std::string_view trouble = change_codes[shopper.change];
    const double leaves = trouble == "staff"   ? shop.leaves_after_staff
                          : trouble == "queue" ? shop.leaves_after_queue
                                               : shop.leaves;
    if (dice.happens(leaves)) here.number = ++last_household_;
    return token;
}

std::vector<std::vector<ShopRecords::Visitor>> ShopRecords::visitors_of(const Day& day) {
    const Marigold& shop = world_.shop();
    const auto express = static_cast<std::uint64_t>(shop.tills / 2);
    const std::uint64_t main = static_cast<std::uint64_t>(shop.tills) - express;
    std::vector<std::vector<Visitor>> by_till(static_cast<std::size_t>(shop.tills));
    for (std::size_t daypart = 0; daypart < daypart_count; ++daypart) {
        const double begins = daypart_begins[daypart] * 3600.0;
        const double ends = daypart_begins[daypart + 1] * 3600.0;
        for (std::int64_t left = dice_.poisson(day.transactions * day.dayparts[daypart]); left > 0;
             --left) {
            Visitor visitor{shopper_of(world_, day, daypart, dice_)};
            visitor.start = from_seconds(dice_.between(begins, ends));
            const std::uint64_t till =
                visitor.shopper.express ? main + dice_.below(express) : dice_.below(main);
            const double items =
                dice_.exponential(visitor.shopper.express ? shop.items_express : shop.items_main);
            visitor.end =
                visitor.start + from_seconds(shop.service_s + shop.service_item_s * items);
            by_till[till].push_back(visitor);
        }
    }
    for (auto& visitors : by_till) {
        std::ranges::sort(visitors, {}, &Visitor::start);
        milliseconds free = opens;  // the next waits
        for (Visitor& visitor : visitors) {
            const milliseconds takes = visitor.end - visitor.start;
            visitor.start = std::max(visitor.start, free);
            visitor.end = visitor.start + takes;
            free = visitor.end + between_shoppers;
        }
    }
    return by_till;
}

std::vector<std::vector<Made>> ShopRecords::next_day() {
    const Day day = world_.day(day_, truth_dice_);
    const auto note = [&](Truth& truth, Asks asks) {
        const Truth more = sum_of(world_.truth(day, asks));
        truth.answerers = add(truth.answerers, more.answerers);
        truth.shoppers = add(truth.shoppers, more.shoppers);
    };
    note(why_, Asks::why);
    note(change_, Asks::change);
    const auto visitors = visitors_of(day);
    const std::chrono::local_days date = setting_.first_day + std::chrono::days{day_};
    std::vector<std::vector<Made>> made;
    for (const auto& till : tills_) {
        Session session{*this, *till, day, setting_.begins(date), date};
        made.push_back(session.run(visitors[static_cast<std::size_t>(till->number)]));
    }
    ++day_;
    return made;
}

}  // namespace earshot::core::simulation
