#include "sync/hub/codebook.h"

#include <array>

namespace earshot::sync {
namespace {

struct Known {
    const char* kind;
    const char* of;
    const char* id;
    const char* text;
};

constexpr auto known = std::to_array<Known>({
    {"column", "responses", "id", "one of the hub's own: the same answer has the same"},
    {"column", "responses", "shop", "where it was answered"},
    {"column", "responses", "day", "of the shop's calendar"},
    {"column", "responses", "daypart",
     "morning until 11, midday until 14, afternoon until 17, evening"},
    {"column", "responses", "questionnaire", "which was asked"},
    {"column", "responses", "version", "of the questionnaire"},
    {"column", "responses", "locale", "the language it was answered in"},
    {"column", "responses", "ended",
     "completed, skipped or abandoned; what was answered counts in each"},
    {"column", "responses", "set_aside", "true: left out of every count unless asked for"},
    {"column", "responses", "flags", "rules that it met, with spaces between"},
    {"column", "responses", "place", "1 for the first question of an interview, 2 for the second"},
    {"column", "responses", "question", "its id"},
    {"column", "responses", "choices",
     "ids of what was tapped, with spaces between; empty: shown and left"},
    {"column", "responses", "scale", "on a scale, the place of the point from 1"},
    {"column", "responses", "text", "the shopper's own words, masked"},
    {"column", "responses", "took_ms", "from shown to tapped, in milliseconds"},
    {"column", "responses", "words", "what was added to it later"},
    {"column", "comments", "id", "one of the hub's own: the same comment has the same"},
    {"column", "comments", "shop", "where it was heard"},
    {"column", "comments", "day", "of the shop's calendar"},
    {"column", "comments", "daypart",
     "morning until 11, midday until 14, afternoon until 17, evening"},
    {"column", "comments", "topics", "ids of reasons, with spaces between"},
    {"column", "comments", "tone", "praise, trouble, idea or elsewhere (buys it elsewhere)"},
    {"column", "comments", "text", "what was said, masked"},
    {"column", "comments", "words", "what was added to it later"},
    {"column", "comments", "locale", "the language it was noted in"},
    {"column", "comments", "voice_of", "customer: their words; summary: the cashier's"},
    {"column", "comments", "special", "true: one person's unusual case, in no count"},
    {"column", "comments", "unusual", "true: something was different that day"},
    {"column", "comments", "earlier", "true: noted down later"},
    {"column", "tallies", "shop", "counts of one shop"},
    {"column", "tallies", "day", "of the shop's calendar"},
    {"column", "tallies", "source", "kiosk: shoppers' own answers; heard: comments"},
    {"column", "tallies", "of", "a question's id, or a reason's"},
    {"column", "tallies", "choice", "a choice's id, or a tone"},
    {"column", "tallies", "n",
     "how many, not weighted; empty where it could point at single people"},
    {"column", "tallies", "base",
     "answers to the question, or comments on the reason; empty likewise"},
    {"column", "actions", "id", "of the action"},
    {"column", "actions", "shop", "whose it is"},
    {"column", "actions", "title", "what it is about"},
    {"column", "actions", "reasons", "ids, with spaces between"},
    {"column", "actions", "state",
     "new owned planned done told closed declined duplicate false_alarm"},
    {"column", "actions", "owner", "who has taken it up"},
    {"column", "actions", "due", "until when"},
    {"column", "actions", "decision", "fix, look_into or no"},
    {"column", "actions", "because", "why, in words"},
    {"column", "actions", "duplicate_of", "the other action's id"},
    {"column", "actions", "outcome", "worked, no_clear_change, worse or too_few"},
    {"column", "actions", "notice", "what shoppers are told"},
    {"column", "actions", "since", "when they were told first"},
    {"column", "actions", "count", "how many had asked for it by then; empty below 5"},
    {"column", "actions", "made_at", "when it was taken up"},
    {"flag", "responses", "Q1", "too fast to have been read; set aside"},
    {"flag", "responses", "Q2", "both answers too fast; set aside"},
    {"flag", "responses", "Q3", "fast for so long a question; counts"},
    {"flag", "responses", "Q4", "the screen was hit all over; set aside"},
    {"flag", "responses", "Q5", "the third within a minute on one kiosk; counts"},
    {"flag", "responses", "Q5+", "the fourth or more within a minute, all of them; set aside"},
    {"flag", "responses", "Q6", "nobody was paying, as far as is known; counts"},
    {"flag", "responses", "Q6+", "nobody was paying, as a live till tells; set aside"},
    {"flag", "responses", "Q7", "a long run of one answer; counts"},
    {"flag", "responses", "Q8", "walked away before the second question; the first counts"},
    {"flag", "responses", "Q9", "the same place tapped time after time; set aside"},
    {"flag", "responses", "Q10", "staff trying it out; set aside"},
    {"flag", "responses", "Q11", "a second one in one purchase; set aside"},
});

}  // namespace

std::vector<Meaning> codebook(const Catalogue& catalogue, const std::string& language) {
    std::vector<Meaning> all;
    for (const Known& each : known) all.push_back({each.kind, each.of, each.id, each.text, ""});
    for (const core::Question& question : catalogue.questions()) {
        all.push_back({"question", "", question.id, core::wording_in(question.text, language),
                       question.measures.value_or("")});
        for (const core::Choice& choice : question.choices)
            all.push_back(
                {"choice", question.id, choice.id, core::wording_in(choice.text, language), ""});
    }
    for (const core::Reason& reason : catalogue.reasons())
        all.push_back({"reason", "", reason.id, core::wording_in(reason.text, language), ""});
    return all;
}

}  // namespace earshot::sync
