#pragma once

#include <string>
#include <string_view>

#include "core/bundle.h"
#include "core/questionnaire.h"
#include "core/result.h"
#include "sync/wire/field.h"
#include "sync/wire/json.h"

namespace earshot::sync::wire {

std::string encode(const core::Bundle& bundle);
// Fails as `invalid` for a wrong shape, and for a questionnaire that core::check() refuses.
core::Result<core::Bundle> decode_bundle(std::string_view body);

// Parts that other calls carry as well, written and read alike.
json::value to_json(const core::Reason& reason);
core::Reason to_reason(const Field& in);
json::value to_json(const std::optional<std::map<std::string, core::OpenHours>>& hours);
std::map<std::string, core::OpenHours> to_hours(const Field& in);
json::object to_json(const core::Wording& text);
core::Wording to_wording(const Field& in);

// A questionnaire alone, as it stands in the bundle, with its languages: how the hub stores one.
json::value to_json(const core::Questionnaire& questionnaire);
core::Result<core::Questionnaire> to_questionnaire(const json::value& value);
// The same where it may break the rules of core::check(): somebody is still at it.
core::Result<core::Questionnaire> to_unfinished_questionnaire(const json::value& value);

}  // namespace earshot::sync::wire
