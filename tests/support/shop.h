#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/insight/report.h"
#include "tests/support/process.h"

// A shop's programs as they are built, started and watched from outside as people would: nothing
// here reaches into them.
namespace earshot::test {

// A virtual display of one screen.
class Display {
  public:
    Display(int width, int height);

    const std::string& name() const { return name_; }
    int width() const { return width_; }
    int height() const { return height_; }

    // A real click, by way of the X server.
    void click(int x, int y) const;
    // A real key press, by its X name.
    void press(const std::string& key) const;
    // The same in two halves, for what is held.
    void press(int x, int y) const;
    void release() const;
    // Runs an X program on it to its end.
    Finished run(const std::vector<std::string>& command) const;
    // A real keyboard, by way of the X server, at the pace of a hand.
    void type(const std::string& text) const;
    // A barcode scanner that types like one, and ends in Enter.
    void scan(const std::string& code) const;
    // Saves what is on the screen as a PNG.
    void picture(const std::filesystem::path& file) const;

  private:
    TemporaryFolder folder_;
    int width_, height_;
    Process server_;
    std::string name_;
};

// earshot-hub with a store of its own.
class Hub {
  public:
    explicit Hub(std::filesystem::path data);

    // Starts to serve, the first time on a free port, then again on that.
    void serve();
    void kill() { process_->kill(); }
    // SIGTERM; the exit code.
    std::optional<int> stop();

    // As a manager would, with JSON; gives the answer's body.
    std::string call(const std::string& method, const std::string& path,
                     const std::string& body) const;
    // PATCH /v1/shops/SHOP.
    void change_shop(const std::string& shop, const std::string& change) const;
    std::string enrol(const std::string& shop, const std::string& till) const;
    const std::string& url() const { return url_; }
    const std::string& token() const { return token_; }
    // What `earshot report` says, set-aside answers included.
    core::insight::Report report(const std::vector<std::string>& flags = {}) const;

  private:
    std::filesystem::path data_;
    std::string token_;
    std::string url_;
    std::optional<Process> process_;
};

struct Element {
    std::string id, role, label;
    double x = 0, y = 0, w = 0, h = 0;
    bool enabled = false;
};

// One line of a kiosk's trace.
struct Shown {
    std::string at, screen, locale, window;
    std::optional<std::string> question;
    double origin_x = 0, origin_y = 0;
    std::vector<Element> elements;
    std::optional<std::string> said;

    const Element* find(const std::string& id) const;
    std::vector<std::string> choices() const;
};

// earshot-kiosk in a window that fills the display.
class Kiosk {
  public:
    struct Options {
        bool full_screen = false;         // as in a shop; else a window at 0,0
        int width = 0;                    // of that window; 0: the display's
        std::vector<std::string> keeper;  // what starts it, and is told how by its arguments
    };
    Kiosk(const Display& display, std::filesystem::path data, std::vector<std::string> flags);
    Kiosk(const Display& display, std::filesystem::path data, std::vector<std::string> flags,
          Options options);

    // With more in its environment than the test's own.
    void start(const std::map<std::string, std::string>& environment = {});
    void kill() { process_->kill(); }
    std::optional<int> stop();
    Process& process() { return *process_; }

    // Which of its windows is looked at from now on; the shopper's at first.
    void watch(const std::string& window) { watched_ = window; }
    // The newest line of the trace since start(), if there is one.
    std::optional<Shown> shown() const;
    std::vector<Shown> all_shown() const;
    // Waits for a line that fits, and gives it; throws when none comes.
    Shown wait_for(const std::string& what, const std::function<bool(const Shown&)>& fits,
                   std::chrono::milliseconds limit = patience) const;
    Shown wait_for_screen(const std::string& screen) const;
    // Until the first question can be answered.
    Shown wait_for_question() const;

    // Taps an element of the newest line where it stands, once the screen is old enough to hear.
    void tap(const std::string& id) const;
    // Presses a key, once the screen is old enough to hear.
    void press(const std::string& key) const;
    // Presses it, and gives what is said of it: "" where that is nothing.
    std::string hear(const std::string& key) const;
    // Waits until something is said that begins so, and gives it.
    std::string wait_to_hear(const std::string& beginning) const;
    // Rests a finger on one, until Display::release().
    void hold(const std::string& id) const;
    // Rests a finger where staff do who ask for their page, until it is there.
    Shown knock() const;

  private:
    const Display& display_;
    std::filesystem::path data_;
    std::filesystem::path trace_;
    std::vector<std::string> flags_;
    Options options_;
    std::string watched_ = "shopper";
    std::optional<Process> process_;
};

// A till beside a kiosk, as a vendor connects one. Each line is a connection of its own.
class Till {
  public:
    explicit Till(const std::filesystem::path& data) : file_(data / "till.sock") {}

    // Waits until the kiosk listens.
    void say(const std::string& line) const;
    void start() const { say(R"({"event":"transaction_started"})"); }
    void finish() const { say(R"({"event":"transaction_finished"})"); }

  private:
    std::filesystem::path file_;
};

}  // namespace earshot::test
