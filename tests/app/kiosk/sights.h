#pragma once

#include <string>
#include <vector>

#include "app/kiosk/panel.h"
#include "app/kiosk/view.h"
#include "app/kiosk/wording.h"

// Every screen a shopper can meet, on every panel we promise to look good on.
namespace earshot::test {

struct NamedPanel {
    std::string name;
    app::Panel panel;
};
std::vector<NamedPanel> panels();

// Every language we speak, English first.
std::vector<std::string> languages();

struct NamedView {
    std::string name;
    app::View view;
};
// In one language: each first question of the supermarket, second questions of each kind, the
// thank-you in each of its forms, and the calm screens.
std::vector<NamedView> views(app::Wordings& wordings, const std::string& language);

// Whether it is a screen of the staff: a shopper's settings, such as large letters, are none of
// theirs.
bool is_staffs(const app::View& view);

}  // namespace earshot::test
