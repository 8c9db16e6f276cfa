#pragma once

#include <string>
#include <vector>

#include "core/insight/report.h"

namespace earshot::core::insight {

// A share as so many answers allow it to be told: "about 1 in 5" below 60 answers, the nearest 5 %
// below an effective 200, then the nearest 1 %.
std::string spoken_share(double share, std::int64_t base);

int percent(double share);  // rounded

// What a person would say of the report, in English: the leading reason to come and the leading
// wish, each with its count and range, and what moved. Never a share without its count, never a
// claim on all shoppers. Quiet where there is too little to tell, and it says so.
std::vector<std::string> sentences(const std::vector<QuestionReport>& questions);

}  // namespace earshot::core::insight
