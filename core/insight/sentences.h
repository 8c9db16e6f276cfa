#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/insight/report.h"

namespace earshot::core::insight {

// A share as so many answers allow it to be told: "about 1 in 5" below 60 answers, the nearest 5 %
// below an effective 200, then the nearest 1 %.
std::string spoken_share(double share, std::int64_t base);

int percent(double share);  // rounded
// The same in the steps that so many answers allow: 5 or 1.
int percent_in_steps(double share, std::int64_t base);

// 0.19 as people count: 1 in 5. `share` above 0.
std::pair<int, int> so_many_in(double share);

// What stands behind a question's shares and in no report.
struct Background {
    double effective = 0;  // what its answers are worth
    double phi = 1;        // dispersion()
    bool weighted = false;
    std::optional<std::int64_t> base_before;  // none: no comparison was asked
};

// What a person would say of the report, in `language`: the leading reason to come and the leading
// wish, each with its count and range; how far all shoppers may differ from those who answered; how
// many answered; what moved, or what size of move would have shown. Never a share without its
// count; a claim on all shoppers only with the cautious range. Quiet where there is too little to
// tell, and it says so. `background` by question.
std::vector<std::string> sentences(const std::vector<QuestionReport>& questions,
                                   const std::map<std::string, Background>& background,
                                   const std::string& language);

}  // namespace earshot::core::insight
