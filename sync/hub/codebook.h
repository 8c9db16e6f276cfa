#pragma once

#include <string>
#include <vector>

#include "sync/store/catalogue.h"

// What the columns, ids and marks of the exports mean.
namespace earshot::sync {

struct Meaning {
    std::string kind;  // column, question, choice, reason or flag
    std::string of;    // the export, or the question
    std::string id;
    std::string text;
    std::string measures;  // of a question

    bool operator==(const Meaning&) const = default;
};

// Wordings in `language`, else in the questionnaire's first.
std::vector<Meaning> codebook(const Catalogue& catalogue, const std::string& language);

}  // namespace earshot::sync
