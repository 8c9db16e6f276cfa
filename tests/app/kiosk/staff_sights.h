#pragma once

#include <string>
#include <vector>

#include "core/bundle.h"
#include "tests/app/kiosk/sights.h"

namespace earshot::test {

// What staff can meet: the PIN's keypad, their page while all is well and while all is not, and
// the calm screens that tell them what to mend.
std::vector<NamedView> staff_views(app::Wordings& wordings, const core::Bundle& bundle,
                                   const std::string& language);

}  // namespace earshot::test
