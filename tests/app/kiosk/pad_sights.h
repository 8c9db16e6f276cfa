#pragma once

#include <string>
#include <vector>

#include "core/bundle.h"
#include "tests/app/kiosk/sights.h"

namespace earshot::test {

// Every screen of the cashier's pad, in one language, with these reasons to choose from.
std::vector<NamedView> pad_views(app::Wordings& wordings, core::Bundle bundle,
                                 const std::string& language);

}  // namespace earshot::test
