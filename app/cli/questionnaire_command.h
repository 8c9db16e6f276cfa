#pragma once

#include <string>

#include "app/cli/hub_call.h"
#include "core/result.h"

namespace earshot::app {

// `earshot questionnaire check FILE`: every problem of the file, one a line on stderr as
// FILE:LINE:COLUMN. Fails as `invalid` where one of them is an error.
core::Result<void> check_questionnaire(const std::string& file);

struct PublishWish {
    HubAddress at;
    std::string file, shop;
};

void add_publish_flags(CLI::App& command, PublishWish& wish);

// `earshot questionnaire publish FILE`: the same check, then the hub's own; kiosks of the shop, or
// of all shops, ask it within a minute.
core::Result<void> publish_questionnaire(const PublishWish& wish);

}  // namespace earshot::app
