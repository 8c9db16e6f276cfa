#include "tests/app/kiosk/sights.h"

#include <functional>
#include <memory>
#include <stdexcept>
#include <utility>

#include "app/common/assets.h"
#include "app/kiosk/kiosk.h"
#include "core/data_folder.h"
#include "core/seal.h"
#include "tests/app/kiosk/pad_sights.h"
#include "tests/app/kiosk/staff_sights.h"

namespace earshot::test {
namespace {

using namespace std::chrono_literals;

core::Questionnaire supermarket() {
    const auto file = core::read_file(app::assets_folder() / "questionnaires" / "supermarket.toml");
    if (!file) throw std::runtime_error(file.error().message);
    auto reading = core::read_questionnaire(*file);
    if (!reading.questionnaire) throw std::runtime_error("supermarket.toml does not read");
    return *std::move(reading.questionnaire);
}

// Only this first question, and words for all that a bundle can bring.
core::Bundle bundle_of(core::Questionnaire questionnaire, const std::string& first, bool notice,
                       const std::string& language) {
    questionnaire.tickets = {{first, 1}};
    core::Bundle bundle;
    bundle.shop = {"harbour", "Harbour", "Europe/Berlin", {language}, "Maria"};
    bundle.till = "1";
    for (const std::string& other : questionnaire.languages)
        if (other != language) bundle.shop.languages.push_back(other);
    bundle.questionnaires = {std::move(questionnaire)};
    if (notice)
        bundle.notices = {
            {"avocados",
             {{"en", "You missed ripe avocados. Since Monday they come in twice a day."},
              {"de", "Reife Avocados haben gefehlt. Seit Montag kommen sie zweimal am Tag."},
              {"es", "Faltaban aguacates maduros. Desde el lunes llegan dos veces al día."},
              {"fr",
               "Il manquait des avocats mûrs. Depuis lundi, ils arrivent deux fois par jour."},
              {"pl",
               "Brakowało dojrzałych awokado. Od poniedziałku są dostarczane dwa razy dziennie."},
              {"uk", "Бракувало стиглих авокадо. Від понеділка їх привозять двічі на день."},
              {"tr", "Olgun avokado eksikti. Pazartesiden beri günde iki kez geliyor."},
              {"ar", "نقصت ثمار الأفوكادو الناضجة. منذ يوم الاثنين تصل مرتين في اليوم."},
              {"hi", "पके एवोकाडो नहीं मिलते थे। सोमवार से वे दिन में दो बार आते हैं।"},
              {"zh", "以前缺熟的牛油果，从周一起每天到货两次。"}},
             {"produce"},
             "2026-11-16T08:00:00.000Z",
             41,
             false}};
    return bundle;
}

// A kiosk whose clock is ours, tapped by name.
class Tapped {
  public:
    Tapped(app::Wordings& wordings, core::Bundle bundle)
        : kiosk_(
              wordings, "device", [this] { return ++chance_; }, to_local,
              [this](core::Keep keep) { kept_.push_back(std::move(keep)); }) {
        kiosk_.write_with(keyboards_);
        kiosk_.use(std::move(bundle), now_);
    }

    Tapped& tap(app::Role role, const std::string& id) {
        now_.steady += 300ms;
        kiosk_.touch(false, 1, now_);
        kiosk_.tap({role, id}, now_);
        for (const core::Keep& keep : std::exchange(kept_, {}))
            kiosk_.kept(keep.record.id, keep.open, true, now_);
        return *this;
    }
    Tapped& listen() {
        kiosk_.lead(true);
        return *this;
    }
    Tapped& type(const std::string& text) {
        now_.steady += 300ms;
        kiosk_.type(text, now_);
        return *this;
    }
    Tapped& wait(core::milliseconds time) {
        now_.steady += time;
        kiosk_.tick(now_);
        return *this;
    }
    app::View view() const { return kiosk_.view(); }
    app::QuestionView question() const { return std::get<app::QuestionView>(view().screen); }

  private:
    static std::chrono::local_time<core::milliseconds> to_local(core::Instant at,
                                                                const std::string&) {
        return std::chrono::local_time<core::milliseconds>(at.time_since_epoch());
    }

    core::Now now_{};
    std::uint64_t chance_ = 0;
    std::vector<core::Keep> kept_;
    app::ScreenKeyboards keyboards_{app::assets_folder() / "keyboards"};
    app::Kiosk kiosk_;
};

app::View after(app::Wordings& wordings, core::Bundle bundle, const std::string& choice,
                bool over) {
    Tapped kiosk(wordings, std::move(bundle));
    kiosk.tap(app::Role::choice, choice);
    if (over && std::holds_alternative<app::QuestionView>(kiosk.view().screen))
        kiosk.tap(app::Role::choice, kiosk.question().choices.front().id);
    return kiosk.view();
}

core::Bundle with_peers(core::Bundle bundle, const std::string& question,
                        const std::string& choice) {
    bundle.peers = {{question, 60, {{choice, 12}}}};
    return bundle;
}

// The first question as one that takes several answers.
core::Bundle taking_several(core::Bundle bundle, const std::string& question) {
    for (core::Question& each : bundle.questionnaires.front().questions)
        if (each.id == question) {
            each.kind = core::QuestionKind::multiple;
            each.max = 3;
        }
    return bundle;
}

// Fifteen choices: more than a screen holds.
core::Bundle of_many(core::Bundle bundle, const std::string& question) {
    for (core::Question& each : bundle.questionnaires.front().questions) {
        if (each.id != question) continue;
        const auto more = each.choices;
        for (std::size_t index = 0; index < 3; ++index) {
            each.choices.insert(each.choices.begin(), more[index]);
            each.choices.front().id += "-again";
        }
    }
    return bundle;
}

core::Bundle offering(core::Bundle bundle) {
    const core::OpeningKey key = core::make_opening_key("k");
    bundle.offer = {true, true, false};
    bundle.sealing_key = core::to_base64(key.key);
    bundle.followup_key = bundle.sealing_key;
    return bundle;
}

// What may be added after the thank-you, each page of it.
void add_adding(std::vector<NamedView>& views, app::Wordings& wordings,
                const core::Bundle& bundle) {
    using app::Role;
    const auto thanked = [&] {
        auto kiosk = std::make_unique<Tapped>(wordings, offering(bundle));
        kiosk->tap(Role::choice, "habit");
        if (std::holds_alternative<app::QuestionView>(kiosk->view().screen))
            kiosk->tap(Role::choice, kiosk->question().choices.front().id);
        return kiosk;
    };
    const auto see = [&](const std::string& name, const std::function<void(Tapped&)>& act) {
        const auto kiosk = thanked();
        act(*kiosk);
        views.push_back({name, kiosk->view()});
    };
    see("thanks-ways", [](Tapped&) {});
    see("words", [](Tapped& kiosk) { kiosk.tap(Role::button, "words"); });
    see("words-long", [](Tapped& kiosk) {
        kiosk.tap(Role::button, "words");
        for (int time = 0; time < 40; ++time) kiosk.type("ripe avocados, ");
    });
    see("words-card",
        [](Tapped& kiosk) { kiosk.tap(Role::button, "words").type("4111 1111 1111 1111"); });
    see("words-pinyin", [](Tapped& kiosk) {
        kiosk.tap(Role::button, "words");
        for (const char* key : {"key:s", "key:h", "key:i"}) kiosk.tap(Role::key, key);
    });
    see("words-shift",
        [](Tapped& kiosk) { kiosk.tap(Role::button, "words").tap(Role::key, "key:shift"); });
    see("words-more-keys",
        [](Tapped& kiosk) { kiosk.tap(Role::button, "words").tap(Role::key, "key:page"); });
    see("words-kept", [](Tapped& kiosk) {
        kiosk.tap(Role::button, "words").type("ripe").tap(Role::button, "save");
    });
    see("warning", [](Tapped& kiosk) { kiosk.tap(Role::button, "words").wait(46s); });
    const auto contact = [](Tapped& kiosk) -> Tapped& {
        return kiosk.tap(Role::button, "contact").type("ann@example.org");
    };
    see("contact", [&](Tapped& kiosk) { contact(kiosk); });
    see("contact-name", [&](Tapped& kiosk) { contact(kiosk).tap(Role::button, "done"); });
    const auto to_consent = [&](Tapped& kiosk) -> Tapped& {
        contact(kiosk).tap(Role::button, "done").wait(1s).tap(Role::button, "done");
        return kiosk.wait(1s).tap(Role::button, "done");
    };
    see("contact-time", [&](Tapped& kiosk) {
        contact(kiosk).tap(Role::button, "done").wait(1s).tap(Role::button, "done");
    });
    see("contact-consent", [&](Tapped& kiosk) { to_consent(kiosk); });
    see("contact-kept", [&](Tapped& kiosk) { to_consent(kiosk).tap(Role::button, "save"); });
    see("forget", [](Tapped& kiosk) { kiosk.tap(Role::button, "forget"); });
    see("forget-code", [](Tapped& kiosk) {
        kiosk.tap(Role::button, "forget").tap(Role::button, "more").type("K7QM");
        kiosk.tap(Role::button, "save");
    });
    see("forgotten", [](Tapped& kiosk) {
        kiosk.tap(Role::button, "forget").wait(1s).tap(Role::button, "forget");
    });
}

}  // namespace

std::vector<NamedPanel> panels() {
    const auto panel = [](int width, int height, float mm_width, float mm_height) {
        return app::make_panel(width, height, app::Millimetres{mm_width, mm_height}, 0);
    };
    return {{"till", panel(1280, 800, 323, 202)},
            {"small", panel(1024, 600, 222, 130)},
            {"large", panel(1920, 1080, 476, 268)},
            {"tall", panel(1080, 1920, 268, 476)},
            {"tablet", panel(800, 1280, 136, 217)}};
}

std::vector<std::string> languages() { return supermarket().languages; }

std::vector<NamedView> views(app::Wordings& wordings, const std::string& language) {
    const core::Questionnaire shop = supermarket();
    const auto bundle = [&](const std::string& first, bool notice = false) {
        return bundle_of(shop, first, notice, language);
    };
    std::vector<NamedView> views;
    for (const auto& [first, weight] : shop.tickets)
        views.push_back({"first-" + first, Tapped(wordings, bundle(first)).view()});
    views.push_back({"first-notice", Tapped(wordings, bundle("A", true)).view()});
    views.push_back({"first-several", Tapped(wordings, taking_several(bundle("A"), "A"))
                                          .tap(app::Role::choice, "produce")
                                          .tap(app::Role::choice, "price")
                                          .view()});
    views.push_back({"first-many", Tapped(wordings, of_many(bundle("A"), "A")).view()});
    views.push_back(
        {"first-many-more",
         Tapped(wordings, of_many(bundle("A"), "A")).tap(app::Role::button, "more").view()});
    views.push_back(
        {"languages", Tapped(wordings, bundle("A")).tap(app::Role::button, "language").view()});
    views.push_back(
        {"access", Tapped(wordings, bundle("A")).tap(app::Role::button, "accessibility").view()});
    views.push_back({"warning", Tapped(wordings, bundle("B"))
                                    .listen()
                                    .tap(app::Role::choice, "produce")
                                    .wait(core::patience_for_slow_question.quiet)
                                    .view()});
    for (const core::Choice& choice : shop.find("B")->choices)
        if (!choice.next.empty())
            views.push_back(
                {"second-" + choice.id, after(wordings, bundle("B"), choice.id, false)});
    views.push_back({"thanks-peers",
                     after(wordings, with_peers(bundle("A"), "A", "produce"), "produce", true)});
    views.push_back({"thanks-notice", after(wordings, bundle("A", true), "produce", true)});
    views.push_back({"thanks-early", after(wordings, bundle("A"), "produce", true)});
    views.push_back(
        {"resting", Tapped(wordings, bundle("A")).tap(app::Role::button, "skip").view()});
    add_adding(views, wordings, bundle("A"));
    const core::Bundle shown = bundle("A");
    const app::Narration tell(wordings, {shown, shown.shop.languages, language, {}, false});
    views.push_back({"resting-between", tell.resting(false)});
    views.push_back({"dark", tell.dark()});
    views.push_back({"closed", tell.closed()});
    views.push_back({"fault", tell.fault()});
    views.push_back({"enrol", tell.waiting(app::Waiting::not_enrolled)});
    views.push_back({"enrol-refused", tell.waiting(app::Waiting::code_not_taken)});
    for (NamedView& view : staff_views(wordings, shown, language)) views.push_back(std::move(view));
    for (NamedView& view : pad_views(wordings, bundle("A", true), language))
        views.push_back(std::move(view));
    return views;
}

bool is_staffs(const app::View& view) {
    return view.cashiers || std::holds_alternative<app::PinView>(view.screen) ||
           std::holds_alternative<app::ManagerView>(view.screen);
}

}  // namespace earshot::test
