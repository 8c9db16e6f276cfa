#include "tests/app/kiosk/staff_sights.h"

#include "app/kiosk/narration.h"
#include "app/kiosk/staff_view.h"

namespace earshot::test {
namespace {

using namespace std::chrono_literals;

const core::Now now{core::Instant(std::chrono::sys_days(std::chrono::days(20'400))) + 8h, 1h};

app::Staff at_the_pin() {
    app::Staff staff({[] {}, [](const std::string&) {}, [] {}, [](bool) {}, [] {}});
    staff.come(true, {now.wall, now.steady - 1s});
    return staff;
}

app::Staff typed(const std::string& digits) {
    app::Staff staff = at_the_pin();
    staff.type(digits, now);
    return staff;
}

app::Staff refused() {
    app::Staff staff = at_the_pin();
    staff.judged({false, true, 10, 15min}, now);
    return staff;
}

app::Staff entered() {
    app::Staff staff = at_the_pin();
    staff.judged({true, true, 0, 0ms}, {now.wall, now.steady - 1s});
    return staff;
}

app::Staff without_pin() {
    app::Staff staff({[] {}, [](const std::string&) {}, [] {}, [](bool) {}, [] {}});
    staff.come(false, now);
    return staff;
}

app::Staff turned(int times) {
    app::Staff staff = entered();
    for (int turn = 0; turn < times; ++turn)
        staff.tap({app::Role::button, "more", "", {}, true, false, ""}, now);
    return staff;
}

app::Health well() {
    app::Health health;
    sync::LinkState link;
    link.standing = sync::Standing::online;
    link.last_heard = now.wall - 5s;
    health.link = link;
    app::Stock stock;
    stock.unsent = 0;
    stock.disk_free = 20'000'000'000;
    stock.today = {{{"A", "produce"}, 23}, {{"A", "price"}, 14}, {{"A", "near"}, 8}};
    health.stock = stock;
    return health;
}

// All that can go wrong at once.
app::Health unwell() {
    app::Health health = well();
    health.trouble = app::StorageTrouble{
        core::Trouble::not_ours,
        "/var/lib/earshot-kiosk/journal.db is a symbolic link: put the real file or folder in its "
        "place"};
    health.touch_lost = true;
    health.unknown_code = app::UnknownCode{"fruit_and_vegetables+", now.wall - 1min};
    health.stock->unsent = 41'233;
    health.stock->oldest = now.wall - std::chrono::days(90);
    health.stock->quarantined = {"unknown choice at /answers/0/choices/1", "conflict"};
    health.stock->recovery = core::Recovery{312, 2, {4, 5, 6}, "journal.db.damaged-1"};
    health.stock->disk_free = 12'000'000;
    health.link->standing = sync::Standing::login_page;
    health.link->next_try = now.wall + 5min;
    health.link->bundle_problem = "questionnaires[0].questions[3].choices[1].id is missing";
    health.link->clock_offset = 1h;
    return health;
}

}  // namespace

std::vector<NamedView> staff_views(app::Wordings& wordings, const core::Bundle& bundle,
                                   const std::string& language) {
    const auto view = [&](const app::Staff& staff, const app::Health& health) {
        const app::Panel panel{1280, 800, 4};
        return app::staff_view(
            staff, {bundle, language, "019f2b3c-79b0-7cc3-98c4-dc0c0c07398f", panel, health},
            wordings, now);
    };
    std::vector<NamedView> views{{"pin", view(at_the_pin(), well())},
                                 {"pin-typed", view(typed("471109"), well())},
                                 {"pin-refused", view(refused(), well())},
                                 {"manager", view(entered(), well())},
                                 {"manager-more", view(turned(1), well())},
                                 {"manager-unwell", view(entered(), unwell())},
                                 {"manager-unwell-more", view(turned(1), unwell())},
                                 {"manager-unwell-most", view(turned(2), unwell())},
                                 {"manager-no-pin", view(without_pin(), well())}};
    app::Scene scene{bundle, bundle.shop.languages, language, {}, false};
    scene.trouble = unwell().trouble;
    views.push_back({"fault-file", app::Narration(wordings, scene).fault()});
    scene.trouble =
        app::StorageTrouble{core::Trouble::full,
                            "/var/lib/earshot-kiosk/journal.db: the disk is full: make room on it"};
    views.push_back({"closed-full", app::Narration(wordings, scene).closed()});
    return views;
}

}  // namespace earshot::test
