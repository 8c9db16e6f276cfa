#include "app/kiosk/app.h"

#include <spdlog/spdlog.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <future>
#include <utility>

#include "app/kiosk/exposure_file.h"
#include "app/kiosk/kiosk_commands.h"
#include "app/kiosk/shop_time.h"
#include "core/comment_code.h"
#include "core/seal.h"
#include "sync/uplink/bundle_file.h"
#include "sync/uplink/identity.h"

namespace earshot::app {
namespace {

// How often time is put off while somebody listens: well within the shortest of an interview's.
constexpr core::milliseconds breath{1'000};

std::string host_name() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "kiosk";
}

std::string hardware() {
    utsname system{};
    return ::uname(&system) == 0 ? system.machine : "";
}

// Who this device is; where it was enrolled at another hub than `hub`, it is nobody there.
std::optional<sync::Identity> identity_at(const std::filesystem::path& folder,
                                          const std::optional<std::string>& hub) {
    auto identity = sync::load_identity(folder);
    if (!identity) {
        if (identity.error().kind != core::ErrorKind::not_found)
            spdlog::error("{}", identity.error().message);
        return std::nullopt;
    }
    if (hub && !sync::same_hub(identity->hub, *hub)) return std::nullopt;
    return *std::move(identity);
}

}  // namespace

core::Result<std::unique_ptr<App>> App::open(const Settings& settings, core::DataFolder data) {
    std::vector<std::string> problems;
    TRY_ASSIGN(Themes themes,
               Themes::read(settings.assets / "themes", data.path() / "themes", problems));
    for (const std::string& problem : problems) spdlog::error("{}", problem);
    std::unique_ptr<App> app(new App(settings, std::move(data), std::move(themes)));
    app->start_asking(settings);
    app->open_cashiers(settings);
    // The first picture waits for no network.
    app->show();
    app->start_till();
    app->start_commands();
    if (!settings.offline && !settings.questionnaire) TRY(app->start_uplink(settings));
    return app;
}

App::App(const Settings& settings, core::DataFolder data, Themes themes)
    : data_(std::move(data)),
      themes_(std::move(themes)),
      window_(settings.window),
      text_(settings.assets / "icons"),
      presenter_(text_, themes_),
      wordings_(settings.assets / "locale"),
      keyboards_(settings.assets / "keyboards"),
      kiosk_(
          wordings_, host_name(), core::system_random, shop_time,
          [this](core::Keep keep) { journal_.keep(std::move(keep.record), keep.open); },
          [this](std::vector<core::Exposure> counts) { journal_.save_counts(std::move(counts)); }),
      guide_(wordings_),
      trial_(settings.questionnaire.has_value()),
      inbox_(Window::wake),
      journal_(journal_folder(),
               [this](const JournalNews& news) { inbox_.post([this, news] { hear_of(news); }); }),
      staff_(data_.path(), inbox_, journal_, wordings_,
             {[this](bool on) { kiosk_.train(on); }, [this] { ended_ = true; },
              [this] {
                  const core::Now now = core::system_now();
                  pad_.pad().begin_shift(now);
                  open_pad(now);
              },
              [this] { open_pad(core::system_now()); }}),
      pad_(journal_folder(), settings.assets / "words", inbox_, journal_, wordings_, keyboards_,
           {[this] { kiosk_.hear(core::Busy{}, core::system_now()); },
            [this] { staff_.come(core::system_now()); }}),
      touch_panels_({},
                    [this](bool lost) {
                        inbox_.post([this, lost] {
                            staff_.hear_of_touch(lost);
                            kiosk_.lost_touch(lost);
                        });
                    }),
      speech_([this](std::uint64_t number) {
          inbox_.post([this, number] { hear_of_speech(number); });
      }) {
    kiosk_.write_with(keyboards_);
    if (settings.trace) trace_.emplace(*settings.trace);
}

// What is tried is kept apart, in a journal that no uplink ever reads.
std::filesystem::path App::journal_folder() const {
    return trial_ ? data_.path() / "trial" : data_.path();
}

void App::start_asking(const Settings& settings) {
    const core::Now now = core::system_now();
    if (const auto counts = core::read_file(journal_folder() / exposure_file))
        kiosk_.resume(read_exposures(*counts), now);
    if (settings.questionnaire) {
        kiosk_.try_out(*settings.questionnaire, now);
        return;
    }
    const auto identity = identity_at(data_.path(), settings.hub);
    if (!identity) {
        kiosk_.wait(settings.code ? Waiting::connecting : Waiting::not_enrolled);
        return;
    }
    use_identity(*identity);
    if (auto bundle = sync::load_bundle(data_.path()))
        use(*std::move(bundle));
    else if (bundle.error().kind != core::ErrorKind::not_found)
        spdlog::error("{}", bundle.error().message);
}

void App::use(core::Bundle bundle) {
    staff_.use(bundle);
    pad_.use(bundle);
    if (till_) till_->know(bundle.reasons);
    kiosk_.use(std::move(bundle), core::system_now());
}

// Without one the kiosk asks as where there is no till.
void App::start_till() {
    auto till = TillSocket::open(data_.path(), [this](core::TillEvent event) {
        inbox_.post([this, event = std::move(event)] {
            const core::Now now = core::system_now();
            // Shoppers go first.
            if (std::holds_alternative<core::TransactionStarted>(event)) pad_.pad().give_way(now);
            if (const auto* comment = std::get_if<core::Comment>(&event))
                pad_.pad().noted_elsewhere(*comment);
            kiosk_.hear(event, now);
        });
    });
    if (!till) {
        spdlog::warn("no till is heard: {}", till.error().message);
        return;
    }
    till_ = *std::move(till);
    till_->know(kiosk_.reasons());
}

// Without one the terminal must wait until the kiosk has ended. What is tried out is nobody's to
// carry.
void App::start_commands() {
    if (trial_) return;
    try {
        commands_.emplace(data_.path() / kiosk_socket, [this](const std::string& line) {
            return answer_command(line, journal_, [this] { return ask_findings(); });
        });
    } catch (const std::system_error& error) {
        spdlog::warn("earshot carry and earshot doctor cannot ask this kiosk: {}", error.what());
    }
}

std::vector<Finding> App::ask_findings() {
    // Within what the program has to end.
    constexpr std::chrono::seconds patience{1};
    const auto told = std::make_shared<std::promise<std::vector<Finding>>>();
    auto promised = told->get_future();
    journal_.look([this, told](const Stock& stock) {
        inbox_.post([this, told, stock] {
            told->set_value(staff_.findings_with(stock, core::system_now().wall));
        });
    });
    if (promised.wait_for(patience) != std::future_status::ready) return {};
    return promised.get();
}

// Without one the pad lies in the corner of the shopper's screen.
void App::open_cashiers(const Settings& settings) {
    if (!settings.cashier_display) return;
    if (!window_.has_room_on(*settings.cashier_display)) {
        spdlog::warn(
            "display {} is not there, or is the shopper's: the cashier's pad is in the "
            "corner of the shopper's screen",
            *settings.cashier_display);
        return;
    }
    Window::Wanted wanted = settings.window;
    wanted.display = *settings.cashier_display;
    // The size that was measured is the other panel's.
    if (!wanted.windowed) wanted.panel.reset();
    cashiers_.emplace(wanted, window_, text_, themes_, wordings_, settings.trace, pad_);
    cashiers_->show();
}

void App::use_identity(const sync::Identity& identity) {
    staff_.use_device(identity.device_id);
    kiosk_.wait(Waiting::for_questions);
    const auto key = core::from_base64(identity.sealing_key);
    if (key)
        journal_.seal_to({identity.sealing_key_id, *key});
    else
        spdlog::error("the hub's sealing key is no base64: no words are kept");
}

core::Result<void> App::start_uplink(const Settings& settings) {
    const auto identity = identity_at(data_.path(), settings.hub);
    const bool can_enrol = settings.hub && settings.code;
    if (!identity && !can_enrol) return {};

    sync::UplinkThread::Settings link;
    link.folder = data_.path();
    link.curl.hub = settings.hub ? *settings.hub : identity->hub;
    link.curl.ca = settings.ca;
    if (can_enrol) link.enrolment = {*settings.code, host_name(), hardware(), EARSHOT_VERSION};
    const auto post = [this](auto what) { inbox_.post(std::move(what)); };
    sync::UplinkThread::Events events;
    events.enrolled = [this, post](const sync::Identity& now_ours) {
        post([this, now_ours] { use_identity(now_ours); });
    };
    events.bundle = [this, post](const core::Bundle& bundle) {
        post([this, bundle] { use(bundle); });
    };
    events.state = [this, post](const sync::LinkState& state) {
        post([this, state] { hear_of(state); });
    };
    TRY_ASSIGN(uplink_, sync::UplinkThread::start(link, journal_, std::move(events)));
    return {};
}

void App::hear_of(const sync::LinkState& state) {
    staff_.hear_of(state);
    for (const std::string& words : {state.words, state.bundle_problem}) {
        if (words.empty()) continue;
        spdlog::warn("{}", words);
        last_error_ = words;
    }
    if (state.clock_offset) {
        clock_ahead_ = *state.clock_offset;
        kiosk_.correct_clock(clock_ahead_, core::system_now());
    }
    enrolled_ = state.standing != sync::Standing::not_enrolled;
    if (!enrolled_) kiosk_.wait(state.code_refused ? Waiting::code_not_taken : Waiting::connecting);
}

void App::hear_of(const JournalNews& news) {
    const core::Now now = core::system_now();
    if (!news.words.empty()) last_error_ = news.words;
    if (news.kind == JournalNews::Kind::kept || news.kind == JournalNews::Kind::not_kept)
        pad_.pad().kept(news.id, news.kind == JournalNews::Kind::kept, now);
    if (news.kind != JournalNews::Kind::kept) {
        std::optional<StorageTrouble> trouble;
        if (news.trouble) trouble = {*news.trouble, news.words};
        staff_.hear_of(trouble);
        kiosk_.ails(trouble);
    }
    switch (news.kind) {
        case JournalNews::Kind::kept:
            kiosk_.kept(news.id, news.open, true, now);
            if (!news.open && uplink_) uplink_->wake();
            break;
        case JournalNews::Kind::not_kept:
            kiosk_.kept(news.id, news.open, false, now);
            break;
        case JournalNews::Kind::recovered:
            kiosk_.recovered(now);
            if (uplink_) uplink_->wake();
            break;
        case JournalNews::Kind::unusable:
            kiosk_.cannot_keep();
            break;
    }
}

void App::look_after_status(core::Now now) {
    if (!enrolled_ || looking_ || now.steady < beat_.look_at()) return;
    looking_ = true;
    journal_.look(
        [this](const Stock& stock) { inbox_.post([this, stock] { tell_status(stock); }); });
}

void App::tell_status(const Stock& stock) {
    looking_ = false;
    const core::Now now = core::system_now();
    core::Status status;
    status.version = EARSHOT_VERSION;
    status.uptime_s =
        std::chrono::duration_cast<std::chrono::seconds>(now.steady - started_).count();
    status.unsent = stock.unsent.value_or(0);
    status.quarantined = static_cast<std::int64_t>(stock.quarantined.size());
    status.disk_free = static_cast<std::int64_t>(stock.disk_free.value_or(0));
    status.clock_offset_ms = clock_ahead_.count();
    status.last_error = last_error_;
    if (beat_.is_due(status, now.steady))
        journal_.keep({core::make_id(now.wall, core::system_random), 0, now.wall, status}, false);
}

bool App::take(const Input& input) {
    const core::Now now = core::system_now();
    if (input.cashiers && input.kind != Input::Kind::scanned) {
        cashiers_->take(input);
        return true;
    }
    switch (input.kind) {
        case Input::Kind::down:
            come_down(input, now);
            return true;
        case Input::Kind::moved:
            touch_.hold(input.finger, now.steady);
            staff_.moved(input.finger, input.place);
            must_draw_ |=
                presenter_.press(touch_.moved(input.finger, input.place, presenter_.elements()));
            return true;
        case Input::Kind::up: {
            const auto tapped =
                touch_.up(input.finger, input.place, presenter_.elements(), now.steady);
            staff_.up();
            // It asked for nothing: a shopper's, after all.
            if (const auto held = std::exchange(held_back_, std::nullopt);
                held && !staff_.open() && !pad_lies_here())
                kiosk_.touch(held->dead, held->pointers, now);
            must_draw_ |= presenter_.press({});
            if (tapped) act(*tapped, now);
            return true;
        }
        case Input::Kind::cancelled:
            touch_.gone();
            held_back_.reset();
            staff_.up();
            must_draw_ |= presenter_.press({});
            return true;
        case Input::Kind::changed:
            must_draw_ = true;
            return true;
        case Input::Kind::key:
            press(input.key);
            return true;
        case Input::Kind::typed:
            // A PIN is not said aloud.
            if (staff_.open())
                staff_.type(input.text, now);
            else if (pad_lies_here())
                pad_.pad().type(input.text, now);
            else
                write(input.text);
            must_draw_ = true;
            return true;
        case Input::Kind::scanned:
            take_scan(input.text, now);
            return true;
        case Input::Kind::woken:
            return true;
        case Input::Kind::closed:
            // Nobody closes the kiosk from its screen.
            return window_.fullscreen();
        case Input::Kind::stop:
            return false;
    }
    return true;
}

void App::take_scan(const std::string& code, core::Now now) {
    if (const auto comment = core::read_comment_code(code, kiosk_.reasons()))
        pad_.pad().noted_elsewhere(*comment);
    staff_.hear_of_scan(kiosk_.scan(code, now), code, now);
}

void App::come_down(const Input& input, core::Now now) {
    must_draw_ |= guide_.leads();
    guide_.touched();
    const bool pad = pad_lies_here();
    const bool hears = staff_.open() ? staff_.hears(now)
                       : pad         ? pad_.pad().hears(now)
                                     : kiosk_.hears(now);
    const auto down =
        touch_.down(input.finger, input.place, presenter_.elements(), hears, now.steady);
    const bool shoppers = !staff_.open() && !pad;
    if (pad)
        pad_.pad().touched(now);
    else
        staff_.down(input.finger, input.place, down.dead, window_.panel(), now);
    // Who asks for the pad touches nothing of a shopper's.
    if (shoppers && staff_.is_knocked_at() && !kiosk_.answering(now))
        held_back_ = down;
    else if (shoppers)
        kiosk_.touch(down.dead, down.pointers, now);
    must_draw_ |= presenter_.press(touch_.moved(input.finger, input.place, presenter_.elements()));
}

bool App::pad_lies_here() const { return !cashiers_ && !staff_.open() && pad_.pad().is_open(); }

// Over a question that nobody has begun to answer; a shopper is not interrupted.
void App::open_pad(core::Now now) {
    if (!kiosk_.answering(now)) pad_.pad().open(now);
}

// Whatever led through the pad leads through nothing of a shopper's, and the other way round.
void App::look_after_pad(core::Now now) {
    staff_.offer_pad(!cashiers_, pad_.pad().in_shift(now));
    const bool lies = pad_lies_here();
    if (lies == pad_shown_) return;
    pad_shown_ = lies;
    held_back_.reset();
    guide_.touched();
    touch_.forget();
    must_draw_ = true;
}

void App::act(const Element& target, core::Now now) {
    if (staff_.open()) {
        staff_.tap(target, now);
        return;
    }
    if (pad_lies_here()) {
        pad_.pad().tap(target, core::Entered::touch, now);
        return;
    }
    if (target.role == Role::choice) presenter_.choose(target.id, now.steady);
    kiosk_.tap(target, now);
}

// Staff see what they asked for; beneath it the shopper's screen goes its own way.
View App::view(core::Now now) {
    if (pad_lies_here()) return pad_.view();
    if (!staff_.open()) return kiosk_.view();
    staff_.speak(kiosk_.language());
    return staff_.view(window_.panel(), now);
}

void App::press(Key key) {
    const core::Now now = core::system_now();
    must_draw_ = true;
    if (pad_lies_here()) {
        if (pad_.pad().key(key, guide_.focus() != nullptr, now)) return;
        if (const auto taken = guide_.key(key, now))
            pad_.pad().tap(*taken, core::Entered::keys, now);
        return;
    }
    if (key == Key::back && !staff_.open()) staff_.back(now);
    if (staff_.open() && staff_.key(key, guide_.focus() != nullptr, now)) return;
    if (!staff_.open() && key == Key::erase && kiosk_.writes()) {
        kiosk_.erase(now);
        return;
    }
    const auto taken = guide_.key(key, now);
    if (!taken) {
        kiosk_.stir(now);
        return;
    }
    if (!staff_.open()) kiosk_.touch(false, 1, now);
    act(*taken, now);
}

void App::write(const std::string& text) {
    if (!kiosk_.writes()) return;
    kiosk_.type(text, core::system_now());
    guide_.wrote(text);
    must_draw_ = true;
}

void App::show(Showing what) {
    const core::Now now = core::system_now();
    look_after_pad(now);
    if (cashiers_) cashiers_->show();
    const bool changed = presenter_.show(view(now), window_.panel(), now.steady);
    // On the staff's page words change, and on the pad the meter of a voice moves, while a finger
    // is on a button, which stays where it is.
    const Staff::Stage stage = staff_.stage();
    const bool speaks = pad_shown_ && pad_.pad().stage() == Pad::Stage::voice;
    const bool spoke = std::exchange(pad_hears_, speaks);
    const bool same_page =
        (stage != Staff::Stage::shut && stage == staff_shown_) || (spoke && speaks);
    if (changed && !same_page) touch_.forget();
    staff_shown_ = stage;
    if (changed) ahead_ = staff_.open() || pad_shown_ ? std::vector<View>() : kiosk_.ahead(now);
    must_draw_ |= presenter_.ring(guide_.focus());
    const bool restless = must_draw_ || presenter_.moving(now.steady);
    if (!changed && (what == Showing::changes || !restless)) return;
    must_draw_ = false;
    drawn_at_ = now.steady;
    window_.draw(text_, [&](ImDrawList& list) { return presenter_.draw(list, now.steady); });
    window_.takes_text(takes_text(presenter_.elements()));
    window_.tells_signs(pad_shown_);
    guide_.see(presenter_.view(), presenter_.elements());
    // On another screen the keys begin anew, and the ring goes.
    must_draw_ = presenter_.ring(guide_.focus());
    speak();
    if (trace_)
        trace_->note(presenter_.view(), presenter_.elements(), window_.origin(),
                     pad_shown_ ? std::nullopt : guide_.utterance(), now.wall);
}

void App::rehearse() {
    if (ahead_.empty() || presenter_.moving(core::system_now().steady)) return;
    window_.rehearse(text_, [&](ImDrawList& list) { presenter_.rehearse(list, ahead_.back()); });
    ahead_.pop_back();
}

// Gives to speech what is to be said from now on.
void App::speak() {
    // What a customer said is told to nobody, and hastens or slows nobody.
    if (pad_shown_) {
        if (std::exchange(speaking_, std::nullopt)) speech_.hush();
        return;
    }
    kiosk_.lead(guide_.leads() || guide_.speaks());
    if (guide_.speaks() && !sound_)
        sound_.emplace([this] { inbox_.post([this] { hear_of_lost_sound(); }); });
    if (!guide_.speaks()) sound_.reset();
    const auto& utterance = guide_.utterance();
    if (!utterance) {
        if (std::exchange(speaking_, std::nullopt)) speech_.hush();
        return;
    }
    if (std::exchange(given_, utterance->number) == utterance->number) return;
    speaking_ = speech_.say(utterance->sentence.spoken, utterance->language, guide_.level());
}

void App::hear_of_speech(std::uint64_t number) {
    if (speaking_ != number) return;
    speaking_.reset();
    kiosk_.attend(core::system_now());
    guide_.said(core::system_now());
}

void App::hear_of_lost_sound() {
    guide_.sound_lost();
    must_draw_ = true;
}

void App::pass_time() {
    const core::Now now = core::system_now();
    if (speaking_) {
        kiosk_.attend(now);
        guide_.said(now);
    }
    const bool led = guide_.leads();
    guide_.tick(now);
    must_draw_ |= led != guide_.leads();
    kiosk_.tick(now);
    staff_.tick(now);
    pad_.pad().tick(now);
}

std::optional<core::milliseconds> App::rest() const {
    const core::milliseconds now = core::system_now().steady;
    std::optional<core::milliseconds> longest;
    for (const auto due : {kiosk_.deadline(), guide_.deadline(), staff_.deadline(),
                           pad_.pad().deadline(), cashiers_ ? cashiers_->due(now) : std::nullopt})
        if (due)
            longest = std::min(longest.value_or(core::milliseconds::max()),
                               std::max(core::milliseconds(0), *due - now));
    if (must_draw_) longest = core::milliseconds(0);
    if (speaking_) longest = std::min(longest.value_or(breath), breath);
    if (enrolled_ && !looking_) {
        const auto look = std::max(core::milliseconds(0), beat_.look_at() - now);
        longest = std::min(longest.value_or(look), look);
    }
    if (!ahead_.empty() && !presenter_.moving(now)) longest = core::milliseconds(0);
    if (presenter_.moving(now)) {
        const auto next = std::max(core::milliseconds(0), drawn_at_ + frame_takes - now);
        longest = std::min(longest.value_or(next), next);
    }
    return longest;
}

void App::run() {
    for (;;) {
        const std::vector<Input> inputs = window_.wait(rest());
        for (const Input& input : inputs) {
            if (!take(input)) return kiosk_.end(core::system_now());
            // What the next touch hits is what it saw. A shade under a finger waits for the last
            // of them, or ten thousand a second would be ten thousand frames.
            show(Showing::changes);
        }
        for (const Inbox::Task& task : inbox_.take()) task();
        pass_time();
        look_after_status(core::system_now());
        show();
        if (inputs.empty()) rehearse();
        if (ended_) return kiosk_.end(core::system_now());
    }
}

}  // namespace earshot::app
