#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/questionnaire.h"
#include "core/result.h"
#include "sync/store/act.h"
#include "sync/store/store.h"

// Questionnaires as managers work on them: a draft each, and the versions that were published.
namespace earshot::sync {

struct PublishedVersion {
    int version = 0;
    core::Instant published_at;
    std::optional<std::vector<std::string>> shops;  // none: all
};

struct QuestionnaireState {
    std::string id;
    std::vector<PublishedVersion> versions;  // the newest first
    std::optional<core::Questionnaire> newest, draft;
    std::optional<Act> drafted;  // who kept the draft, and when
};

// By id; without what they ask where only their list is wanted.
std::vector<QuestionnaireState> questionnaires(Store& store);
// With what the newest version and the draft ask. None where there is neither.
std::optional<QuestionnaireState> find_questionnaire(Store& store, const std::string& id);

// As it was published; none where it was not.
std::optional<core::Questionnaire> find_version(Store& store, const std::string& id, int version);

// In place of the draft before it. It may be unfinished: publishing it is what asks for a whole
// one.
void keep_draft(Store& store, const core::Questionnaire& draft, const Act& act);
// Without one, nothing happens.
void drop_draft(Store& store, const std::string& id, const Act& act);
// Makes the draft a version, for one shop or for all; then there is no draft. Without a draft, the
// newest version is published for them as well. Fails as `not_found` where there is neither, as
// `invalid` where the draft breaks a rule of core::check(), and as Store::publish() does.
core::Result<void> publish_draft(Store& store, const std::string& id,
                                 const std::optional<std::string>& shop, const Act& act);

}  // namespace earshot::sync
