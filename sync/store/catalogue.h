#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/clock.h"
#include "core/questionnaire.h"
#include "core/reasons.h"
#include "core/record.h"
#include "core/result.h"
#include "sync/wire/record.h"

namespace earshot::sync {

// Everything that was ever published here: what an answer may refer to. A value: whoever publishes
// makes a new one.
class Catalogue {
  public:
    // For these shops, or for all; `from` is when it was published last.
    void add(core::Questionnaire questionnaire,
             std::optional<std::vector<std::string>> shops = std::nullopt, core::Instant from = {});
    void set_reasons(std::vector<core::Reason> reasons);

    // The newest version of each questionnaire that is for the shop. First the one that it is to
    // ask: what was published for it alone goes before what is for all, and the later before the
    // earlier.
    std::vector<core::Questionnaire> current(const std::string& shop) const;
    // Every question with every choice it ever had, as the newest version orders them.
    std::vector<core::Question> questions() const;
    const std::vector<core::Reason>& reasons() const { return reasons_; }

    bool has_question(const std::string& id) const;
    // As that version asks it, if it does.
    const core::Question* question(const std::string& questionnaire, int version,
                                   const std::string& id) const;
    bool has_reason(const std::string& id) const { return reason_ids_.contains(id); }

    // Whether it may be published: its reasons are in the book, and a question that was asked
    // before under the same name means the same. Else `invalid`, with a pointer into it.
    core::Result<void> fits(const core::Questionnaire& questionnaire) const;

    // Why the record is refused though its shape is right, if it is: a question, choice or reason
    // that was never published, more choices than the question takes, a point beyond the scale.
    std::optional<wire::Refusal> refusal(const core::Record& record) const;

  private:
    std::optional<wire::Refusal> check(const core::Response& response) const;
    std::optional<wire::Refusal> check(const core::Words& words) const;
    std::optional<wire::Refusal> check(const core::Comment& comment) const;
    std::optional<wire::Refusal> check(const core::Exposure& exposure) const;
    template <typename Other>
    std::optional<wire::Refusal> check(const Other&) const {
        return std::nullopt;
    }

    struct Version {
        core::Questionnaire questionnaire;
        std::optional<std::vector<std::string>> shops;
        core::Instant from;

        bool is_for(const std::string& shop) const;
    };

    std::map<std::string, std::map<int, Version>> questionnaires_;
    std::vector<core::Reason> reasons_;
    std::set<std::string, std::less<>> reason_ids_;
    std::set<std::string, std::less<>> question_ids_;
};

}  // namespace earshot::sync
