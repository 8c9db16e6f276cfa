#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <iostream>
#include <random>
#include <set>
#include <thread>

#include "tests/support/shop.h"
#include "tests/support/size.h"

// A kiosk in a shop: hammered on, offered every way out that there is, and shot.
namespace earshot::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

// The longest that any screen waits for a shopper before the question is back.
constexpr auto back_to_the_question = 3min;
constexpr auto soon = 1s;

// build/PRESET, where programs stand in bin and tests/ has what only tests have.
fs::path build() { return fs::path(program("")).parent_path().parent_path(); }

std::string questionnaire() {
    return build() / "share" / "earshot" / "questionnaires" / "supermarket.toml";
}

class FortressTest : public testing::Test {
  protected:
    fs::path data() const { return folder_.path() / "kiosk"; }

    // One on which a questionnaire is tried: it needs no hub.
    Kiosk kiosk_on(const Display& display, Kiosk::Options options = {}) const {
        return Kiosk(display, data(), {"--questionnaire", questionnaire(), "--panel-mm", "323x202"},
                     std::move(options));
    }

    // Whatever is shown now, until a first question can be answered.
    static Shown question_of(const Kiosk& kiosk) {
        return kiosk.wait_for(
            "the question",
            [](const Shown& shown) {
                return shown.screen == "attract" && shown.question && !shown.choices().empty();
            },
            back_to_the_question);
    }

    TemporaryFolder folder_;
};

std::vector<std::string> words_in(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

std::vector<pid_t> children_of(pid_t process) {
    std::vector<pid_t> children;
    const fs::path tasks = "/proc/" + std::to_string(process) + "/task";
    std::error_code gone;
    for (const auto& task : fs::directory_iterator(tasks, gone))
        for (const std::string& child : words_in(content_of(task.path() / "children")))
            children.push_back(static_cast<pid_t>(std::stol(child)));
    return children;
}

// How much of the machine's memory is this process's own.
long resident_mb(pid_t process) {
    const auto words = words_in(content_of("/proc/" + std::to_string(process) + "/statm"));
    return words.size() > 1 ? std::stol(words[1]) * ::sysconf(_SC_PAGESIZE) / (1 << 20) : 0;
}

// Of a hundredth of a second, that this process has had of the processor.
long processor_ticks(pid_t process) {
    const auto words = words_in(content_of("/proc/" + std::to_string(process) + "/stat"));
    return words.size() > 14 ? std::stol(words[13]) + std::stol(words[14]) : 0;
}

// ---- Hammered on

// The questions that open an interview.
const std::set<std::string> first_questions{"A", "B", "C", "D", "E", "F1", "F2"};

class StormTest : public FortressTest {
  protected:
    StormTest() { hub_.serve(); }

    Kiosk enrolled() {
        return Kiosk(display_, data(),
                     {"--hub", hub_.url(), "--enrol", hub_.enrol("harbour", "1")});
    }

    // What was struck is behind it before the next shopper stands there.
    static void expect_calm_soon(Kiosk& kiosk) {
        ASSERT_TRUE(kiosk.process().runs());
        constexpr auto next_shopper = 15s;
        const auto begun = steady_clock::now();
        EXPECT_TRUE(wait_until(
            [&] {
                const auto before = processor_ticks(kiosk.process().pid());
                std::this_thread::sleep_for(200ms);
                return processor_ticks(kiosk.process().pid()) - before < 5;
            },
            next_shopper));
        const std::chrono::duration<double> took = steady_clock::now() - begun;
        std::cout << "calm after " << took.count() << " s\n";
    }

    // One shopper who answers whatever is asked, until thanked; then everybody who was ever thanked
    // and has not had it forgotten is in the report.
    void expect_all_is_well(Kiosk& kiosk) {
        ASSERT_TRUE(kiosk.process().runs());
        ASSERT_TRUE(wait_until([&] { return is_answered(kiosk); }, back_to_the_question));
        if (kiosk.shown()->screen == "question") kiosk.tap(kiosk.shown()->choices().at(0));
        kiosk.wait_for_screen("thanks");

        const std::int64_t thanked = thanked_for_good(kiosk.all_shown());
        const auto counted = [&] {
            std::int64_t all = 0;
            for (const auto& question : hub_.report().questions)
                if (first_questions.contains(question.id)) all += question.base.value_or(0);
            return all;
        };
        EXPECT_TRUE(wait_until([&] { return counted() >= thanked; }))
            << counted() << " counted of " << thanked << " who were thanked";
        EXPECT_EQ(kiosk.stop(), 0);
    }

    Display display_{1280, 800};
    Hub hub_{folder_.path() / "hub"};
    std::mt19937_64 chance_{seed()};

  private:
    // Closes what the storm left open, and answers. What it began may come to its end just as she
    // reaches out: then she has not answered.
    static bool is_answered(const Kiosk& kiosk) {
        const Shown first = kiosk.shown().value();
        try {
            if (first.screen != "attract") {
                for (const char* way : {"done", "back", "skip"})
                    if (const Element* out = first.find(way); out && out->enabled) {
                        kiosk.tap(way);
                        break;
                    }
                return false;
            }
            kiosk.tap(question_of(kiosk).choices().at(0));
        } catch (const std::runtime_error&) {
            return false;
        }
        return wait_until(
            [&] {
                const Shown next = kiosk.shown().value();
                return next.screen == "question" || next.screen == "thanks";
            },
            5s);
    }

    // Interviews in which somebody was thanked, each once however often the thank-you came back
    // from the screens behind it, less those that the storm asked to forget and saw forgotten.
    static std::int64_t thanked_for_good(const std::vector<Shown>& all) {
        std::int64_t count = 0;
        bool thanked = false, asks_to_forget = false;
        for (const Shown& shown : all) {
            if (shown.screen == "attract") thanked = false;
            if (shown.screen == "thanks" && !thanked) {
                thanked = true;
                ++count;
            }
            if (shown.screen == "thanks" && asks_to_forget && !shown.find("forget")) --count;
            asks_to_forget = shown.screen == "contact" && shown.find("forget");
        }
        return count;
    }
};

TEST_F(StormTest, IsMashedAsFastAsTheXServerTakesItAndServesTheNextShopper) {
    const int seconds = sized("seconds of mashing", 5, 60);
    Kiosk kiosk = enrolled();
    kiosk.start();
    kiosk.wait_for_question();

    // One process taps, over and over, until the time is up.
    constexpr int taps = 10'000;
    const fs::path script = folder_.path() / "taps";
    std::ofstream out(script);
    for (int tap = 0; tap < taps; ++tap)
        out << "mousemove " << chance_() % 1280 << " " << chance_() % 800
            << " mousedown 1 mouseup 1\n";
    out.close();
    const auto begun = steady_clock::now();
    std::int64_t tapped = 0;
    while (steady_clock::now() - begun < std::chrono::seconds(seconds)) {
        ASSERT_EQ(display_.run({"xdotool", script.string()}).code, 0);
        tapped += taps;
    }
    const auto took = std::chrono::duration<double>(steady_clock::now() - begun).count();
    std::cout << static_cast<double>(tapped) / took << " taps a second\n";
    EXPECT_GE(static_cast<double>(tapped) / took, 2'000);
    expect_calm_soon(kiosk);
    expect_all_is_well(kiosk);
}

TEST_F(StormTest, TakesTenThousandEventsASecondOfFiveFingersAndServesTheNextShopper) {
    const int seconds = sized("seconds of ten thousand events", 5, 60);
    const fs::path fifo = folder_.path() / "events";
    ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
    Kiosk kiosk = enrolled();
    kiosk.start(
        {{"LD_PRELOAD", build() / "tests" / "pushed_events.so"}, {"EARSHOT_TEST_EVENTS", fifo}});
    kiosk.wait_for_question();
    const long before = resident_mb(kiosk.process().pid());

    const fs::path pushed = folder_.path() / "pushed";
    std::ofstream(fifo) << "flood " << seconds * 10'000 << " 10000 " << seed() << "\n"
                        << "note " << pushed.string() << "\n";
    ASSERT_TRUE(
        wait_until([&] { return fs::exists(pushed); }, std::chrono::seconds(seconds) + 30s));
    expect_calm_soon(kiosk);
    constexpr long room_mb = 48;  // glyphs of other languages, above all
    EXPECT_LT(resident_mb(kiosk.process().pid()), before + room_mb);
    expect_all_is_well(kiosk);
}

// ---- Every way out

// A window manager that would obey: each of these keys closes the window and leaves a mark.
class Obedient {
  public:
    Obedient(const Display& display, const fs::path& folder, const std::vector<std::string>& keys)
        : escaped_(folder / "escaped"), config_(folder / "rc.xml") {
        std::ofstream out(config_);
        out << "<openbox_config xmlns=\"http://openbox.org/3.4/rc\"><keyboard>\n";
        for (const std::string& key : keys)
            out << "<keybind key=\"" << in_its_words(key)
                << "\"><action name=\"Execute\"><command>touch " << escaped_.string()
                << "</command></action><action name=\"Close\"/></keybind>\n";
        out << "</keyboard></openbox_config>\n";
        out.close();
        process_.emplace(
            std::vector<std::string>{"openbox", "--sm-disable", "--config-file", config_.string()},
            Process::Options{.environment = {{"DISPLAY", display.name()}},
                             .out = folder / "openbox.out",
                             .err = folder / "openbox.err"});
        manages_ = wait_until([&] {
            return display.run({"xprop", "-root", "_NET_SUPPORTING_WM_CHECK"})
                       .out.find("window id") != std::string::npos;
        });
    }

    bool manages() const { return manages_; }
    bool obeyed() const { return fs::exists(escaped_); }
    void forget() const { fs::remove(escaped_); }

  private:
    // "ctrl+alt+t" as openbox writes it.
    static std::string in_its_words(std::string key) {
        for (const auto& [ours, theirs] : std::map<std::string, std::string>{
                 {"ctrl+", "C-"}, {"alt+", "A-"}, {"super+", "W-"}, {"shift+", "S-"}})
            if (const auto at = key.find(ours); at != std::string::npos)
                key.replace(at, ours.size(), theirs);
        return key;
    }

    fs::path escaped_, config_;
    std::optional<Process> process_;
    bool manages_ = false;
};

// trust.md's list.
std::vector<std::string> keys_to_leave_by() {
    std::vector<std::string> keys{"alt+F4",
                                  "alt+Tab",
                                  "alt+Escape",
                                  "alt+space",
                                  "ctrl+alt+Delete",
                                  "ctrl+alt+BackSpace",
                                  "ctrl+alt+t",
                                  "ctrl+alt+Escape",
                                  "ctrl+alt+l",
                                  "Super_L",
                                  "super+d",
                                  "super+e",
                                  "super+l",
                                  "super+r",
                                  "super+Tab",
                                  "shift+F10",
                                  "Menu",
                                  "Print",
                                  "Pause",
                                  "ctrl+plus",
                                  "ctrl+minus",
                                  "ctrl+backslash"};
    for (int number = 1; number <= 12; ++number) {
        keys.push_back("ctrl+alt+F" + std::to_string(number));
        keys.push_back("alt+F" + std::to_string(number));
        keys.push_back("F" + std::to_string(number));
    }
    for (const char letter : std::string("reisubko"))
        keys.push_back(std::string("alt+Sys_Req+") + letter);
    for (const char letter : std::string("czdopsntwq"))
        keys.push_back(std::string("ctrl+") + letter);
    for (const char* key : {"XF86AudioPlay", "XF86AudioMute", "XF86PowerOff", "XF86Sleep",
                            "XF86HomePage", "XF86Mail", "XF86Calculator"})
        keys.emplace_back(key);
    return keys;
}

class WayOutTest : public FortressTest {
  protected:
    std::string windows() const {
        return display_.run({"xdotool", "search", "--onlyvisible", "--name", ""}).out;
    }
    std::string top_window() const { return display_.run({"xdotool", "getactivewindow"}).out; }

    void begin() {
        kiosk_.start();
        question_of(kiosk_);
        ASSERT_TRUE(wait_until([&] { return !top_window().empty(); }));
        window_ = top_window();
        windows_ = windows();
    }

    // Its own voice, and what that is heard through, are no way out; nor is one that has ended.
    std::vector<std::string> children() {
        static const std::set<std::string> voice{"", "setpriv\n", "espeak-ng\n", "pactl\n"};
        std::vector<std::string> names;
        for (const pid_t child : children_of(kiosk_.process().pid()))
            if (const auto name = content_of("/proc/" + std::to_string(child) + "/comm");
                !voice.contains(name))
                names.push_back(name);
        return names;
    }

    // Same top window, same process, no child, no new window, and it still takes input.
    void expect_held(const std::string& against) {
        SCOPED_TRACE(against);
        EXPECT_TRUE(kiosk_.process().runs());
        EXPECT_EQ(children(), std::vector<std::string>{});
        EXPECT_EQ(top_window(), window_);
        EXPECT_EQ(windows(), windows_);
        expect_it_hears();
    }

    // Any control will do; what it does changes the screen.
    void expect_it_hears() {
        const auto control_of = [](const Shown& shown) {
            const auto found = std::ranges::find_if(shown.elements, [&](const Element& element) {
                return (element.role == "button" || element.role == "choice") && element.enabled &&
                       element.id != "lang:" + shown.locale;
            });
            return found == shown.elements.end() ? nullptr : &*found;
        };
        const Shown now = kiosk_.wait_for(
            "something to tap", [&](const Shown& shown) { return control_of(shown) != nullptr; });
        const std::size_t before = kiosk_.all_shown().size();
        kiosk_.tap(control_of(now)->id);
        EXPECT_TRUE(wait_until([&] { return kiosk_.all_shown().size() > before; }, soon));
    }

    void xdotool(std::vector<std::string> words) const {
        words.insert(words.begin(), "xdotool");
        const Finished done = display_.run(words);
        EXPECT_EQ(done.code, 0) << done.err;
    }

    std::vector<std::string> keys_ = keys_to_leave_by();
    Display display_{1280, 800};
    Obedient manager_{display_, folder_.path(), keys_};
    Kiosk kiosk_ = kiosk_on(display_, {.full_screen = true});
    std::string window_, windows_;
};

TEST_F(WayOutTest, NoKeyOfTheListLeavesTheKioskThoughTheWindowManagerWouldObey) {
    ASSERT_TRUE(manager_.manages());
    {  // It does obey, over a window that has nothing against it.
        Process other({build() / "tests" / "empty_window"},
                      {.environment = {{"DISPLAY", display_.name()}}, .out = {}, .err = {}});
        ASSERT_TRUE(wait_until([&] { return !top_window().empty(); }));
        xdotool({"key", "alt+F4"});
        ASSERT_TRUE(wait_until([&] { return manager_.obeyed() && !other.runs(); }));
        manager_.forget();
    }

    begin();
    const int every = sized("keys are looked after one by one; every …", 12, 1);
    for (std::size_t index = 0; index < keys_.size(); ++index) {
        xdotool({"key", keys_[index]});
        if (static_cast<int>(index) % every == 0) expect_held(keys_[index]);
    }
    xdotool({"key", "--repeat", "5", "shift"});
    expect_held("Shift five times, and all of the list");
    EXPECT_FALSE(manager_.obeyed());
}

TEST_F(WayOutTest, NoOtherButtonNoDragAndNoLongPressLeavesTheKiosk) {
    ASSERT_TRUE(manager_.manages());
    const int press = sized("seconds of a long press", 2, 30);
    begin();
    const Shown before = kiosk_.shown().value();
    for (const char* button : {"2", "3", "8", "9"})
        xdotool({"mousemove", "640", "400", "click", button});
    xdotool({"mousemove", "640", "400", "click", "--repeat", "500", "--delay", "0", "4"});
    xdotool({"mousemove", "640", "400", "click", "--repeat", "500", "--delay", "0", "5"});
    EXPECT_EQ(kiosk_.shown()->screen, before.screen);
    expect_held("other buttons and the wheel");

    for (const auto& [from, to] :
         std::vector<std::pair<std::string, std::string>>{{"0 400", "900 400"},
                                                          {"1279 400", "300 400"},
                                                          {"640 0", "640 700"},
                                                          {"640 799", "640 100"}}) {
        std::vector<std::string> words{"mousemove"};
        for (const std::string& word : words_in(from)) words.push_back(word);
        words.insert(words.end(), {"mousedown", "1", "mousemove"});
        for (const std::string& word : words_in(to)) words.push_back(word);
        words.insert(words.end(), {"mouseup", "1"});
        xdotool(words);
    }
    expect_held("swipes from the edges");

    for (const auto& [x, y] : std::vector<std::pair<std::string, std::string>>{
             {"0", "0"}, {"1279", "0"}, {"0", "799"}, {"1279", "799"}})
        xdotool({"mousemove", x, y, "click", "--repeat", "20", "--delay", "20", "1"});
    expect_held("twenty taps in each corner");

    xdotool({"mousemove", "640", "420", "mousedown", "1", "sleep", std::to_string(press),
             "mousemove", "1278", "2", "mouseup", "1"});
    expect_held("a long press");
}

TEST_F(WayOutTest, TheClipboardIsNeverAskedFor) {
    ASSERT_TRUE(manager_.manages());
    begin();
    // Each gives what it holds once, and would then be gone.
    std::vector<Process> holders;
    for (const char* selection : {"primary", "clipboard"})
        holders.emplace_back(
            std::vector<std::string>{"xclip", "-quiet", "-loops", "1", "-selection", selection},
            Process::Options{.environment = {{"DISPLAY", display_.name()}},
                             .out = {},
                             .err = folder_.path() / "xclip",
                             .in = "planted"});
    ASSERT_TRUE(wait_until(
        [&] { return content_of(folder_.path() / "xclip").find("Waiting") != std::string::npos; }));
    xdotool({"mousemove", "640", "400", "click", "2", "key", "ctrl+v", "key", "shift+Insert", "key",
             "XF86Paste"});
    expect_held("a paste");
    for (Process& holder : holders) EXPECT_TRUE(holder.runs());
    // They would have given it.
    EXPECT_EQ(display_.run({"xclip", "-o", "-selection", "clipboard"}).out, "planted");
}

// ---- Displays

// What stands on the screen fits its size.
bool fits(const Shown& shown, int width, int height) {
    double right = 0;
    double bottom = 0;
    for (const Element& element : shown.elements) {
        right = std::max(right, element.x + element.w);
        bottom = std::max(bottom, element.y + element.h);
    }
    return right <= width && bottom <= height && right > 0.8 * width && bottom > 0.7 * height;
}

TEST_F(FortressTest, ADisplayThatTurnsChangesOrIsUnpluggedIsFollowedWithinTwoSeconds) {
    const Display display(1920, 1920);
    const Obedient manager(display, folder_.path(), {});
    ASSERT_TRUE(manager.manages());
    const std::vector<std::pair<int, int>> modes{
        {1280, 800}, {800, 1280}, {1920, 1080}, {1080, 1920}, {1024, 600}};
    for (const auto& [width, height] : modes) {
        const std::string name = std::to_string(width) + "x" + std::to_string(height);
        ASSERT_EQ(display
                      .run({"xrandr", "--newmode", name, "60", std::to_string(width),
                            std::to_string(width + 8), std::to_string(width + 16),
                            std::to_string(width + 24), std::to_string(height),
                            std::to_string(height + 3), std::to_string(height + 6),
                            std::to_string(height + 9)})
                      .code,
                  0);
        ASSERT_EQ(display.run({"xrandr", "--addmode", "screen", name}).code, 0);
    }
    Kiosk kiosk(display, data(), {"--questionnaire", questionnaire()}, {.full_screen = true});
    kiosk.start();
    question_of(kiosk);
    for (const auto& [width, height] : modes) {
        SCOPED_TRACE(std::to_string(width) + "x" + std::to_string(height));
        ASSERT_EQ(display
                      .run({"xrandr", "--output", "screen", "--mode",
                            std::to_string(width) + "x" + std::to_string(height)})
                      .code,
                  0);
        EXPECT_TRUE(wait_until(
            [&, width = width, height = height] { return fits(*kiosk.shown(), width, height); },
            2s));
    }
    // Unplugged; this server then complains of a screen without size.
    display.run({"xrandr", "--output", "screen", "--off"});
    EXPECT_TRUE(kiosk.process().runs());
    ASSERT_EQ(display.run({"xrandr", "--output", "screen", "--mode", "1280x800"}).code, 0);
    EXPECT_TRUE(wait_until([&] { return fits(*kiosk.shown(), 1280, 800); }, 2s));
    kiosk.tap(question_of(kiosk).choices().at(0));
    kiosk.wait_for("what follows an answer",
                   [](const Shown& shown) { return shown.screen != "attract"; });
    EXPECT_EQ(kiosk.stop(), 0);
}

// ---- As a till starts it

// Under cage, which gives it the whole display and shows nothing else; cage itself here in a
// window.
class CageTest : public FortressTest {
  protected:
    void SetUp() override {
        // cage refuses root, as a shop would.
        if (::geteuid() == 0) {
            ASSERT_EQ(::chown(folder_.path().c_str(), nobody, nobody), 0);
            as_somebody_ = {"setpriv",
                            "--reuid",
                            std::to_string(nobody),
                            "--regid",
                            std::to_string(nobody),
                            "--clear-groups"};
            auto command = as_somebody_;
            command.insert(command.end(), {"test", "-x", program("earshot-kiosk")});
            if (run(command).code != 0) GTEST_SKIP() << "nobody may read this build";
        }
        std::vector<std::string> keeper = as_somebody_;
        keeper.insert(keeper.end(), {"cage", "-d", "--", program("earshot-kiosk")});
        kiosk_.emplace(kiosk_on(display_, {.full_screen = true, .keeper = keeper}));
        kiosk_->start({{"HOME", folder_.path()},
                       {"XDG_RUNTIME_DIR", folder_.path()},
                       {"WLR_BACKENDS", "x11"},
                       {"WLR_RENDERER", "pixman"},
                       {"SDL_VIDEODRIVER", "wayland"}});
        question_of(*kiosk_);
    }

    // The only window there is.
    std::string window() const {
        const std::string tree = display_.run({"xwininfo", "-root", "-children"}).out;
        const auto child = tree.find("0x", tree.find("child"));
        return tree.substr(child, tree.find(' ', child) - child);
    }

    static constexpr uid_t nobody = 65534;
    std::vector<std::string> as_somebody_;
    Display display_{1920, 1920};
    std::optional<Kiosk> kiosk_;
};

TEST_F(CageTest, NoKeyOfTheListLeavesTheKiosk) {
    std::vector<std::string> words{"xdotool", "mousemove", "640", "400", "key"};
    for (const std::string& key : keys_to_leave_by()) words.push_back(key);
    EXPECT_EQ(display_.run(words).code, 0);
    EXPECT_TRUE(kiosk_->process().runs());
    const Shown now = question_of(*kiosk_);
    const std::size_t before = kiosk_->all_shown().size();
    kiosk_->tap(now.choices().at(0));
    EXPECT_TRUE(wait_until([&] { return kiosk_->all_shown().size() > before; }, soon));
}

TEST_F(CageTest, ADisplayOfAnotherSizeIsFollowedWithinTwoSeconds) {
    for (const auto& [width, height] : std::vector<std::pair<int, int>>{{800, 1280}, {1280, 800}}) {
        ASSERT_EQ(display_
                      .run({"xdotool", "windowsize", window(), std::to_string(width),
                            std::to_string(height)})
                      .code,
                  0);
        EXPECT_TRUE(wait_until(
            [&, width = width, height = height] { return fits(*kiosk_->shown(), width, height); },
            2s))
            << width;
    }
}

TEST_F(CageTest, AKioskWhoseDisplayServerDiesEndsSoThatBothCanBeSetUpAgain) {
    const auto children = children_of(kiosk_->process().pid());
    ASSERT_FALSE(children.empty());
    kiosk_->kill();
    EXPECT_TRUE(wait_until(
        [&] {
            return std::ranges::all_of(children, [](pid_t child) { return ::kill(child, 0) != 0; });
        },
        5s));
}

// ---- Shot

class KeeperTest : public FortressTest {
  protected:
    static std::string keeper() {
        return std::string(EARSHOT_SOURCE_DIR) + "/packaging/kiosk-session/earshot-kiosk-session";
    }

    Kiosk kept(const Display& display) const { return kiosk_on(display, {.keeper = {keeper()}}); }

    static pid_t kiosk_under(Kiosk& keeper) {
        pid_t kiosk = 0;
        wait_until([&] {
            const auto children = children_of(keeper.process().pid());
            if (!children.empty()) kiosk = children.front();
            return kiosk != 0;
        });
        return kiosk;
    }

    // Does it, and waits for the next kiosk's question.
    static void expect_back_in_five_seconds(Kiosk& kiosk, const std::function<void(pid_t)>& harm) {
        const pid_t before = kiosk_under(kiosk);
        const std::size_t shown = kiosk.all_shown().size();
        const auto begun = steady_clock::now();
        harm(before);
        EXPECT_TRUE(wait_until([&] { return kiosk.all_shown().size() > shown; }, 5s));
        const std::chrono::duration<double> took = steady_clock::now() - begun;
        std::cout << "back after " << took.count() << " s\n";
        EXPECT_NE(kiosk_under(kiosk), before);
        EXPECT_EQ(kiosk.shown()->screen, "attract");
        EXPECT_TRUE(kiosk.shown()->question);
    }
};

TEST_F(KeeperTest, AKilledKioskIsBackWithAnEmptyScreenWithinFiveSecondsAndLeavesNoCore) {
    const Display display(1280, 800);
    Kiosk kiosk = kept(display);
    kiosk.start({{"EARSHOT_KIOSK", program("earshot-kiosk")}});
    for (const int signal : {SIGKILL, SIGSEGV, SIGABRT}) {
        SCOPED_TRACE(signal);
        // In the middle of an answer.
        kiosk.tap(question_of(kiosk).choices().at(0));
        expect_back_in_five_seconds(kiosk, [&](pid_t process) { ::kill(process, signal); });
    }
    EXPECT_EQ(kiosk.stop(), 0);
    for (const auto& file : fs::directory_iterator(fs::current_path()))
        EXPECT_FALSE(file.is_regular_file() && file.path().filename().string().starts_with("core"))
            << file.path();
}

TEST_F(KeeperTest, AKioskThatMemoryFailsIsBackWithinFiveSeconds) {
    if (std::string_view(EARSHOT_SANITIZE) != "") GTEST_SKIP() << "a sanitizer needs its memory";
    const Display display(1280, 800);
    Kiosk kiosk = kept(display);
    kiosk.start({{"EARSHOT_KIOSK", program("earshot-kiosk")}});
    question_of(kiosk);
    expect_back_in_five_seconds(kiosk, [&](pid_t process) {
        // Nothing more from now on; Chinese needs a font that is opened only to draw it.
        const rlimit nothing{1, 1};
        ASSERT_EQ(::prlimit(process, RLIMIT_AS, &nothing, nullptr), 0);
        for (int tap = 0; tap < 40 && kiosk_under(kiosk) == process; ++tap) {
            const Shown now = kiosk.shown().value();
            for (const char* way : {"lang:zh", "language"})
                if (const Element* button = now.find(way)) {
                    display.click(static_cast<int>(button->x + button->w / 2),
                                  static_cast<int>(button->y + button->h / 2));
                    break;
                }
        }
    });
    EXPECT_EQ(kiosk.stop(), 0);
}

TEST_F(KeeperTest, AKioskThatFallsAgainAndAgainIsNotShownFalling) {
    // Notes how it was called, and falls; a rest passes at once.
    const fs::path falling = folder_.path() / "falling";
    const fs::path calls = folder_.path() / "calls";
    std::ofstream(falling) << "#!/bin/sh\necho \"$*\" >> " << calls.string()
                           << "\ncase \"$*\" in *--rest*) exit 0 ;; esac\nexit 1\n";
    fs::permissions(falling, fs::perms::owner_all);
    Process process(
        {keeper(), "--data", "d"},
        {.environment = {{"EARSHOT_KIOSK", falling}}, .out = {}, .err = folder_.path() / "log"});
    EXPECT_TRUE(wait_until([&] {
        return content_of(calls).find("--rest 300\n--data d\n--data d --rest 300") !=
               std::string::npos;
    }));
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(), 0);
    EXPECT_TRUE(
        content_of(calls).starts_with("--data d\n--data d\n--data d\n--data d\n--data d --rest "
                                      "8\n--data d\n--data d --rest 16\n"))
        << content_of(calls);
}

TEST_F(KeeperTest, ARestIsInWordsAndEndsWhenItIsAskedTo) {
    const Display display(1280, 800);
    Process rests(
        {program("earshot-kiosk"), "--data", data(), "--windowed", "1280x800", "--rest", "600"},
        {.environment = {{"DISPLAY", display.name()},
                         {"SDL_VIDEODRIVER", "x11"},
                         {"ASAN_OPTIONS", "detect_leaks=0"}},
         .out = {},
         .err = folder_.path() / "log"});
    // Words are more than one colour.
    EXPECT_TRUE(wait_until([&] {
        const Finished seen = display.run({"import", "-window", "root", "-format", "%k", "info:"});
        return !seen.out.empty() && std::stol(seen.out) > 8;
    }));
    EXPECT_FALSE(fs::exists(data()));
    rests.signal(SIGTERM);
    EXPECT_EQ(rests.wait(2s), 0);
}

// ---- Disks

TEST_F(FortressTest, ADataFolderThatIsALinkIsNamedAndNotWrittenThrough) {
    const fs::path elsewhere = folder_.path() / "elsewhere";
    fs::create_directory(elsewhere);
    fs::create_directory_symlink(elsewhere, data());
    const Finished ended = run({program("earshot-kiosk"), "--data", data(), "--offline"});
    EXPECT_EQ(ended.code, 1);
    EXPECT_NE(ended.err.find(data().string()), std::string::npos) << ended.err;
    EXPECT_TRUE(fs::is_empty(elsewhere));
}

}  // namespace
}  // namespace earshot::test
