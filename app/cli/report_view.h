#pragma once

#include <string>
#include <vector>

#include "core/insight/report.h"

// The manager's report as text: for a terminal of 80 columns, and as CSV. Pure.
namespace earshot::app {

struct Terminal {
    bool utf8 = true;  // else bars and dashes are drawn in ASCII
};

// Each question with its choices, most named first: count, share and range as this many answers
// allow them to be told, and a bar whose light end is the 95 % range. Questions that nobody
// answered are left out.
std::string report_table(const core::insight::Report& report, const Terminal& terminal);

// What loyalty says in words, a paragraph to a sentence, for a terminal or a mail.
std::string loyalty_text(const std::vector<std::string>& sentences);

// One row a choice and one a reason heard, RFC 4180, UTF-8, with a heading row. Fractions of 1.
// No cell can be a formula in a spreadsheet: one that would start as such gets a ' before it.
std::string report_csv(const core::insight::Report& report);

}  // namespace earshot::app
