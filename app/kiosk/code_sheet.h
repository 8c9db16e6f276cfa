#pragma once

#include <string>
#include <vector>

#include "app/kiosk/text.h"
#include "app/kiosk/wording.h"
#include "core/reasons.h"

namespace earshot::app {

// Whose codes, and how they are worded.
struct CodeBook {
    std::string shop;                    // its name, "" for none
    std::vector<std::string> languages;  // the first is the shop's own; never empty
    std::vector<core::Reason> reasons;
};

// The sheet that lies beside the till, as a PDF: for each live reason a barcode for each tone
// (core/comment_code.h), wide enough for any scanner. The heading is in the shop's own language,
// topics are named in its first three. A reason whose name is too long for a barcode (over 55
// characters) has none.
std::string code_sheet(const CodeBook& book, Text& text, Wordings& wordings);

}  // namespace earshot::app
