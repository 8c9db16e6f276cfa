#include "core/insight/report.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "core/insight/change.h"
#include "core/insight/interval.h"
#include "core/insight/sentences.h"
#include "core/insight/small_numbers.h"
#include "core/insight/weights.h"

namespace earshot::core::insight {
namespace {

// Federal statistics show no share below 30 answers (NCHS Series 2 no. 175), nor one whose range
// is wider than 30 points.
constexpr std::int64_t share_base_min = 30;
constexpr double range_max = 0.30;

struct Count {
    std::int64_t counted = 0;
    std::int64_t set_aside = 0;

    std::int64_t with(bool flagged) const { return counted + (flagged ? set_aside : 0); }
};

// Sums over one group, or over everything.
struct Sums {
    std::map<std::string, std::map<std::string, Count>> answers;  // question → choice
    std::map<std::string, std::map<Tone, std::int64_t>> heard;    // reason → tone
    std::map<std::string, std::pair<std::int64_t, std::int64_t>>
        asked;  // question → shown, answered

    Count count(const std::string& question, const std::string& choice) const {
        const auto found = answers.find(question);
        if (found == answers.end()) return {};
        const auto cell = found->second.find(choice);
        return cell == found->second.end() ? Count{} : cell->second;
    }
};

void add(Sums& sums, const Tally& tally) {
    Count& count = sums.answers[tally.question][tally.choice];
    (tally.set_aside ? count.set_aside : count.counted) += tally.n;
}

void add(Sums& sums, const Heard& heard) { sums.heard[heard.reason][heard.tone] += heard.n; }

void add(Sums& sums, const Asked& asked) {
    auto& [shown, answered] = sums.asked[asked.question];
    shown += asked.shown;
    answered += asked.answered;
}

// Calls `use` with every row of the counts that the query wants.
template <typename Use>
void each(const Query& query, const Counts& counts, const Use& use) {
    if (query.kiosk) {
        for (const Tally& tally : counts.tallies) use(tally);
        for (const Asked& asked : counts.asked) use(asked);
    }
    if (query.heard)
        for (const Heard& heard : counts.heard) use(heard);
}

// The questions to report: those given, then what older versions asked and the tallies still hold.
std::vector<Question> all_questions(const Query& query, std::vector<Question> questions,
                                    const Sums& sums) {
    const auto find = [&](const std::string& id) {
        return std::ranges::find(questions, id, &Question::id);
    };
    for (const auto& [id, choices] : sums.answers) {
        if (find(id) == questions.end()) questions.push_back({.id = id, .text = {{"", id}}});
        Question& question = *find(id);
        for (const auto& [choice, count] : choices)
            if (!choice.empty() && question.find(choice) == nullptr)
                question.choices.push_back({.id = choice, .text = {{"", choice}}});
    }
    if (query.question)
        std::erase_if(questions,
                      [&](const auto& question) { return question.id != *query.question; });
    return questions;
}

// `share` as so many answers are worth.
void fill_share(ChoiceShare& choice, std::int64_t base, double share, double effective) {
    choice.share.reset();
    choice.low.reset();
    choice.high.reset();
    if (!choice.n || base < share_base_min) return;
    const Interval interval = wilson(share, effective);
    if (interval.high - interval.low > range_max) return;
    choice.share = share;
    choice.low = interval.low;
    choice.high = interval.high;
}

void fill_share(ChoiceShare& choice, std::int64_t base) {
    // Without a base there is none, nor does one stay that was there before it was hidden.
    const double n = base == 0 ? 0 : static_cast<double>(choice.n.value_or(0));
    fill_share(choice, base, n / static_cast<double>(std::max<std::int64_t>(base, 1)),
               effective_size(base));
}

// The counted answers of each question, apart by where and when they were given.
class Cells {
  public:
    Cells(const Query& query, const Counts& counts) : query_(query), weighing_(counts.traffic) {
        // Where no till tells, there is nothing to weigh by.
        if (counts.traffic.empty()) return;
        for (const Tally& tally : counts.tallies) add(tally);
    }

    // The shares of the question's choices in the order of `report`, unweighted where nothing gives
    // weights.
    Shares shares(const QuestionReport& report, bool* is_weighted = nullptr) const {
        std::vector<std::int64_t> n;
        for (const ChoiceShare& choice : report.choices) n.push_back(choice.n.value_or(0));
        Shares plain = plain_shares(report.base.value_or(0), n);
        const auto found = answers_.find(report.id);
        if (found == answers_.end() || plain.base < share_base_min) return plain;
        const std::vector<double> base = spread(found->second, "");
        const std::vector<double> weights = weighing_.weights(base);
        if (weights.empty()) return plain;
        if (is_weighted != nullptr) *is_weighted = true;

        Shares weighted{plain.base, std::min(kish(weights, base), plain.effective), {}};
        for (const ChoiceShare& choice : report.choices) {
            const std::vector<double> answers = spread(found->second, choice.id);
            const double sum =
                std::inner_product(weights.begin(), weights.end(), answers.begin(), 0.0);
            weighted.share.push_back(
                std::clamp(to_four_places(sum / static_cast<double>(plain.base)), 0.0, 1.0));
        }
        return weighted;
    }

  private:
    using Lying = std::vector<std::pair<std::size_t, std::int64_t>>;  // cell, n

    static double to_four_places(double share) { return std::round(share * 1e4) / 1e4; }

    void add(const Tally& tally) {
        if (tally.set_aside && !query_.include_flagged) return;
        answers_[tally.question][tally.choice].emplace_back(weighing_.cell(tally), tally.n);
    }

    std::vector<double> spread(const std::map<std::string, Lying>& choices,
                               const std::string& choice) const {
        std::vector<double> n(weighing_.cells());
        if (const auto found = choices.find(choice); found != choices.end())
            for (const auto& [cell, count] : found->second) n[cell] += static_cast<double>(count);
        return n;
    }

    const Query& query_;
    Weighing weighing_;
    std::map<std::string, std::map<std::string, Lying>> answers_;
};

void fill_weighted(QuestionReport& report, const Shares& shares) {
    for (std::size_t i = 0; i < report.choices.size(); ++i)
        fill_share(report.choices[i], shares.base, shares.share[i], shares.effective);
}

QuestionReport question_report(const Query& query, const Question& question, const Sums& sums) {
    QuestionReport report{.id = question.id,
                          .text = wording_in(question.text, query.language),
                          .measures = question.measures};
    const Count base = sums.count(question.id, "");
    report.base = base.with(query.include_flagged);
    report.set_aside = base.set_aside;
    if (const auto found = sums.asked.find(question.id); found != sums.asked.end()) {
        const auto [shown, answered] = found->second;
        report.asked = shown;
        if (shown > 0)
            report.response_rate = static_cast<double>(answered) / static_cast<double>(shown);
    }
    for (const Choice& choice : question.choices) {
        ChoiceShare share{.id = choice.id, .text = wording_in(choice.text, query.language)};
        share.n = sums.count(question.id, choice.id).with(query.include_flagged);
        fill_share(share, *report.base);
        report.choices.push_back(std::move(share));
    }
    return report;
}

std::vector<HeardReport> heard_report(const Query& query, const std::vector<Reason>& reasons,
                                      const Sums& sums) {
    std::vector<HeardReport> heard;
    for (const auto& [reason, tones] : sums.heard) {
        const auto found = std::ranges::find(reasons, reason, &Reason::id);
        HeardReport row{
            .reason = reason,
            .text = found == reasons.end() ? reason : wording_in(found->text, query.language)};
        const auto tone = [&](Tone which) {
            const auto count = tones.find(which);
            return count == tones.end() ? std::int64_t{0} : count->second;
        };
        row.tones = {tone(Tone::praise), tone(Tone::trouble), tone(Tone::idea),
                     tone(Tone::elsewhere)};
        row.n = *row.tones.praise + *row.tones.trouble + *row.tones.idea + *row.tones.elsewhere;
        heard.push_back(std::move(row));
    }
    std::ranges::stable_sort(heard, std::greater{}, [](const auto& row) { return *row.n; });
    return heard;
}

// One number in each of the groups that stand beside each other.
template <typename T, typename Number>
void hide_number(std::vector<T*>& groups, Number number, std::int64_t smallest) {
    std::vector<std::vector<Shown>> column;
    for (T* group : groups) column.push_back({group->*number});
    hide_small(column, smallest);
    for (std::size_t i = 0; i < groups.size(); ++i) groups[i]->*number = column[i].front();
}

// One question in each of the groups, in their order.
void hide_question(std::vector<QuestionReport*>& groups, std::int64_t smallest) {
    hide_number(groups, &QuestionReport::base, smallest);
    hide_number(groups, &QuestionReport::set_aside, smallest);
    if (std::ranges::all_of(groups, [](const auto* group) { return group->asked.has_value(); }))
        hide_number(groups, &QuestionReport::asked, smallest);

    std::vector<std::vector<Shown>> cells;
    for (const QuestionReport* report : groups) {
        std::vector<Shown>& row = cells.emplace_back();
        // Without its base every cell of a group goes: their sum would be the base.
        for (const ChoiceShare& choice : report->choices)
            row.push_back(report->base ? choice.n : std::nullopt);
    }
    hide_small(cells, smallest);

    for (std::size_t group = 0; group < groups.size(); ++group) {
        QuestionReport& report = *groups[group];
        if (!report.base || !report.asked) report.response_rate.reset();
        for (std::size_t choice = 0; choice < report.choices.size(); ++choice) {
            ChoiceShare& share = report.choices[choice];
            share.n = cells[group][choice];
            fill_share(share, report.base.value_or(0));
        }
    }
}

// One reason in each of the groups, in their order.
void hide_heard(std::vector<HeardReport*>& groups, std::int64_t smallest) {
    hide_number(groups, &HeardReport::n, smallest);
    std::vector<std::vector<Shown>> rows;
    for (const HeardReport* row : groups) {
        const bool shown = row->n.has_value();
        rows.push_back(
            {shown ? row->tones.praise : std::nullopt, shown ? row->tones.trouble : std::nullopt,
             shown ? row->tones.idea : std::nullopt, shown ? row->tones.elsewhere : std::nullopt});
    }
    hide_small(rows, smallest);
    for (std::size_t i = 0; i < groups.size(); ++i)
        groups[i]->tones = {rows[i][0], rows[i][1], rows[i][2], rows[i][3]};
}

// Groups of one table: every group has every question, and a reason where it was heard.
void hide_in(std::vector<Group>& groups, std::int64_t smallest) {
    if (groups.empty()) return;
    for (std::size_t question = 0; question < groups.front().questions.size(); ++question) {
        std::vector<QuestionReport*> beside;
        for (Group& group : groups) beside.push_back(&group.questions[question]);
        hide_question(beside, smallest);
    }
    std::map<std::string, std::vector<HeardReport*>> reasons;
    for (Group& group : groups)
        for (HeardReport& heard : group.heard) reasons[heard.reason].push_back(&heard);
    for (auto& [reason, beside] : reasons) hide_heard(beside, smallest);
}

// What adds up to a base, and stands in a line with the same of other groups.
struct Row {
    Shown* base;
    std::vector<Shown*> cells;
};

Row row_of(QuestionReport& report) {
    Row row{&report.base, {}};
    for (ChoiceShare& choice : report.choices) row.cells.push_back(&choice.n);
    return row;
}

Row row_of(HeardReport& heard) {
    Tones& tones = heard.tones;
    return {&heard.n, {&tones.praise, &tones.trouble, &tones.idea, &tones.elsewhere}};
}

void hide_all(Row& row) {
    row.base->reset();
    for (Shown* cell : row.cells) cell->reset();
}

// The parts of a whole that shows by itself, as the hours of a day. A choice shows in each part or
// in none: what is hidden is a block of at least two parts and two choices, of which nothing
// follows from what its rows and columns add up to.
void hide_parts(std::vector<Row>& parts, const Row& whole, std::int64_t smallest) {
    std::vector<std::vector<Shown>> bases;
    for (const Row& part : parts) bases.push_back({*whole.base ? *part.base : std::nullopt});
    hide_small(bases, smallest);
    const auto wide = whole.cells.size();
    std::vector<bool> shows(wide);
    for (std::size_t cell = 0; cell < wide; ++cell) {
        shows[cell] = whole.cells[cell]->has_value();
        for (std::size_t part = 0; part < parts.size(); ++part)
            if (bases[part].front() && parts[part].cells[cell]->value_or(0) < smallest)
                shows[cell] = false;
    }
    if (wide > 1 && std::ranges::count(shows, false) == 1) {
        const auto n = [&](std::size_t cell) { return **whole.cells[cell]; };
        std::optional<std::size_t> next;
        for (std::size_t cell = 0; cell < wide; ++cell)
            if (shows[cell] && (!next || n(cell) < n(*next))) next = cell;
        shows[*next] = false;
    }
    for (std::size_t part = 0; part < parts.size(); ++part) {
        if (!bases[part].front()) hide_all(parts[part]);
        for (std::size_t cell = 0; cell < wide; ++cell)
            if (!shows[cell]) parts[part].cells[cell]->reset();
    }
}

// What hangs on numbers that are hidden by now.
void hide_what_hangs_on_it(QuestionReport& report) {
    if (!report.base) {
        report.asked.reset();
        report.set_aside.reset();
    }
    if (!report.base || !report.asked) report.response_rate.reset();
    for (ChoiceShare& choice : report.choices) fill_share(choice, report.base.value_or(0));
}

// Groups of which each is a part of one of `wholes`, which are hidden by now.
void hide_within(std::vector<Group>& groups, std::vector<Group>& wholes,
                 const std::function<std::string(const Group&)>& whole_of, std::int64_t smallest) {
    for (Group& whole : wholes) {
        std::vector<Group*> parts;
        for (Group& group : groups)
            if (whole_of(group) == whole.key) parts.push_back(&group);
        for (std::size_t question = 0; question < whole.questions.size(); ++question) {
            std::vector<QuestionReport*> reports;
            std::vector<Row> rows;
            for (Group* part : parts) {
                reports.push_back(&part->questions[question]);
                rows.push_back(row_of(*reports.back()));
            }
            hide_parts(rows, row_of(whole.questions[question]), smallest);
            hide_number(reports, &QuestionReport::set_aside, smallest);
            if (!whole.questions[question].set_aside)
                for (QuestionReport* report : reports) report->set_aside.reset();
            if (std::ranges::all_of(reports,
                                    [](const auto* each) { return each->asked.has_value(); }))
                hide_number(reports, &QuestionReport::asked, smallest);
            for (QuestionReport* report : reports) hide_what_hangs_on_it(*report);
        }
        for (HeardReport& heard : whole.heard) {
            std::vector<Row> rows;
            for (Group* part : parts)
                for (HeardReport& each : part->heard)
                    if (each.reason == heard.reason) rows.push_back(row_of(each));
            hide_parts(rows, row_of(heard), smallest);
        }
    }
}

// Each whole shows exactly: its parts stand beside each other alone.
void hide_by_shop(std::vector<Group>& groups, const std::vector<Group>& wholes,
                  const std::function<std::string(const Group&)>& whole_of, std::int64_t smallest) {
    for (const Group& whole : wholes) {
        std::vector<Group> parts;
        for (const Group& group : groups)
            if (whole_of(group) == whole.key) parts.push_back(group);
        hide_in(parts, smallest);
        for (Group& part : parts) *std::ranges::find(groups, part.key, &Group::key) = part;
    }
}

void hide_whole(Group& group) {
    for (QuestionReport& report : group.questions) {
        Row row = row_of(report);
        hide_all(row);
        hide_what_hangs_on_it(report);
    }
    for (HeardReport& heard : group.heard) {
        Row row = row_of(heard);
        hide_all(row);
    }
}

// Of what a group is a part that shows in another split of the same period: an hour of its day, a
// till of its shop.
std::string whole_of(By by, const std::string& group) {
    constexpr std::size_t date = std::string_view("2026-11-22").size();
    if (by == By::hour) return group.substr(0, date);
    if (by == By::till)
        return group.substr(0, group.find('/') == std::string::npos ? 0 : group.find('/'));
    return group;
}

// The groups of a report, so that neither its whole nor a coarser split tells what they hide.
// `whole` is hidden by now.
void hide_groups(const Query& query, std::vector<Group>& groups, std::vector<Group> wholes,
                 const Group& whole) {
    const auto part_of = [&](const Group& group) { return whole_of(query.by, group.key); };
    if (query.till) {
        for (Group& group : groups) {
            // No figure goes down to a till and an hour; nor to its day, which the shop's less the
            // other tills' would tell.
            const bool in_time = query.by == By::day || query.by == By::hour;
            if (in_time)
                hide_whole(group);
            else
                group = Group{group.key, whole.questions, whole.heard};
        }
        return;
    }
    if (query.split) {
        std::vector<Group> all{whole};
        hide_within(
            wholes, all, [](const Group&) { return std::string(); }, query.smallest);
        hide_within(groups, wholes, part_of, query.smallest);
        return;
    }
    if (query.by == By::hour) {
        hide_in(wholes, query.smallest);
        hide_within(groups, wholes, part_of, query.smallest);
    }
    if (query.by == By::day) hide_in(groups, query.smallest);
    if (query.by == By::till) hide_by_shop(groups, wholes, part_of, query.smallest);
}

Group group_of(const Query& query, const std::vector<Question>& questions,
               const std::vector<Reason>& reasons, const std::string& name, const Sums& sums) {
    Group group{.key = name, .questions = {}, .heard = heard_report(query, reasons, sums)};
    if (query.kiosk)
        for (const Question& question : questions)
            group.questions.push_back(question_report(query, question, sums));
    return group;
}

std::string name_of(Changed changed) {
    switch (changed) {
        case Changed::up:
            return "up";
        case Changed::down:
            return "down";
        case Changed::no:
            return "no";
        case Changed::unknown:
            break;
    }
    return "unknown";
}

// The daily counts of a question, for its dispersion; a day is 24 hours from the period's start.
double dispersion_of(const Query& query, const std::string& question, const Counts& counts) {
    std::map<std::int64_t, std::map<std::string, std::int64_t>> days;
    std::map<std::int64_t, std::int64_t> bases;
    for (const Tally& tally : counts.tallies) {
        if (tally.question != question || (tally.set_aside && !query.include_flagged)) continue;
        const auto day = std::chrono::floor<std::chrono::days>(tally.hour - query.from).count();
        if (tally.choice.empty())
            bases[day] += tally.n;
        else
            days[day][tally.choice] += tally.n;
    }
    std::vector<std::map<std::string, std::int64_t>> counted;
    std::vector<std::int64_t> answered;
    for (const auto& [day, base] : bases) {
        counted.push_back(days[day]);
        answered.push_back(base);
    }
    return dispersion(counted, answered);
}

void fill_changes(QuestionReport& report, const Shares& before, const Shares& now, double phi) {
    const std::vector<Changed> changed = compare(before, now, phi);
    for (std::size_t i = 0; i < report.choices.size(); ++i) {
        ChoiceShare& choice = report.choices[i];
        choice.changed = name_of(choice.n ? changed[i] : Changed::unknown);
        if (choice.share && before.base >= share_base_min)
            choice.change = *choice.share - before.share[i];
    }
}

// Gives the shares their weights and says what changed; returns what the sentences need of it.
std::map<std::string, Background> weigh(const Query& query, std::vector<QuestionReport>& questions,
                                        const Counts& now, const Counts& before) {
    std::map<std::string, Background> all;
    const Cells cells(query, now);
    Sums sums;
    if (query.compare) each(query, before, [&](const auto& row) { add(sums, row); });
    const Cells cells_before(query, before);
    for (QuestionReport& question : questions) {
        Background& background = all[question.id];
        const Shares shares = cells.shares(question, &background.weighted);
        fill_weighted(question, shares);
        background.effective = shares.effective;
        if (!query.compare) continue;
        QuestionReport earlier = question;
        earlier.base = sums.count(question.id, "").with(query.include_flagged);
        for (ChoiceShare& choice : earlier.choices)
            choice.n = sums.count(question.id, choice.id).with(query.include_flagged);
        background.base_before = earlier.base;
        background.phi = dispersion_of(query, question.id, now);
        fill_changes(question, cells_before.shares(earlier), shares, background.phi);
    }
    return all;
}

// What one shop has of the counts.
Counts counts_of(const std::string& shop, const Counts& all) {
    Counts own;
    const auto take = [&](const auto& from, auto& to) {
        std::ranges::copy_if(from, std::back_inserter(to),
                             [&](const auto& row) { return row.shop == shop; });
    };
    take(all.tallies, own.tallies);
    take(all.traffic, own.traffic);
    return own;
}

}  // namespace

Report make_report(const Query& query, const std::vector<Question>& questions,
                   const std::vector<Reason>& reasons, const Counts& now, const Counts& before,
                   const GroupKey& key) {
    Sums sums;
    std::map<std::string, Sums> by_key, by_till, by_whole;
    each(query, now, [&](const auto& row) {
        if (query.till) add(by_till[row.till], row);
        if (query.till && row.till != *query.till) return;
        add(sums, row);
        if (query.by == By::none) return;
        const std::string group = key(row.shop, row.till, row.hour);
        add(by_key[group], row);
        add(by_whole[whole_of(query.by, group)], row);
    });
    const std::vector<Question> reported = all_questions(query, questions, sums);
    const auto to_groups = [&](const std::map<std::string, Sums>& parts) {
        std::vector<Group> groups;
        for (const auto& [name, part] : parts)
            groups.push_back(group_of(query, reported, reasons, name, part));
        return groups;
    };

    Group whole = group_of(query, reported, reasons, "", sums);
    Report report{.from = query.from, .to = query.to};
    for (const Question& question : reported)
        *report.flagged += sums.count(question.id, "").set_aside;
    if (query.split) {
        // A till stands among its neighbours: the shop less theirs must not tell it.
        by_till[query.till.value_or("")];
        std::vector<Group> beside = query.till ? to_groups(by_till) : std::vector<Group>{whole};
        hide_in(beside, query.smallest);
        whole = *std::ranges::find(beside, query.till.value_or(""), &Group::key);
        if (*report.flagged < query.smallest) report.flagged.reset();
    }
    report.questions = whole.questions;
    report.heard = whole.heard;
    // In a split the shares follow from the counts that show: weights would tell of the others.
    std::map<std::string, Background> background;
    if (!query.split) background = weigh(query, report.questions, now, before);
    report.sentences = sentences(report.questions, background, query.language);

    report.groups = to_groups(by_key);
    hide_groups(query, report.groups, to_groups(by_whole), whole);
    if (query.by == By::shop && !query.split)
        for (Group& group : report.groups) {
            const Counts own = counts_of(group.key, now);
            const Cells cells(query, own);
            for (QuestionReport& question : group.questions)
                fill_weighted(question, cells.shares(question));
        }
    return report;
}

}  // namespace earshot::core::insight
