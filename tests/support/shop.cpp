#include "tests/support/shop.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <csignal>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "sync/wire/report.h"

namespace earshot::test {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

// A screen hears nothing for 0.25 s after it appears, and a second strike of the same place within
// 0.5 s is ignored: a person's finger is not faster, so neither is ours.
constexpr std::chrono::milliseconds finger_rest{600};

void expect(const Finished& finished, const std::string& what) {
    if (finished.code != 0)
        throw std::runtime_error(what + " ended with " + std::to_string(finished.code) + ": " +
                                 finished.err);
}

std::string last_line(const std::string& text) {
    const auto end = text.find_last_not_of('\n');
    if (end == std::string::npos) return "";
    const auto start = text.find_last_of('\n', end);
    return text.substr(start == std::string::npos ? 0 : start + 1,
                       end - (start == std::string::npos ? std::string::npos : start));
}

std::string text(const json::value& value) { return json::value_to<std::string>(value); }

Shown read_shown(const std::string& line) {
    const json::value value = json::parse(line);
    Shown shown{.at = text(value.at("at")),
                .screen = text(value.at("screen")),
                .locale = text(value.at("locale")),
                .window = text(value.at("window"))};
    if (!value.at("question").is_null()) shown.question = text(value.at("question"));
    if (!value.at("said").is_null()) shown.said = text(value.at("said"));
    shown.origin_x = value.at("origin").at(0).to_number<double>();
    shown.origin_y = value.at("origin").at(1).to_number<double>();
    for (const json::value& element : value.at("elements").as_array())
        shown.elements.push_back(
            {text(element.at("id")), text(element.at("role")), text(element.at("label")),
             element.at("x").to_number<double>(), element.at("y").to_number<double>(),
             element.at("w").to_number<double>(), element.at("h").to_number<double>(),
             element.at("enabled").as_bool()});
    return shown;
}

}  // namespace

Display::Display(int width, int height)
    : width_(width),
      height_(height),
      server_(
          {"Xvfb", "-displayfd", "1", "-screen", "0",
           std::to_string(width) + "x" + std::to_string(height) + "x24", "-nolisten", "tcp",
           "-noreset"},
          {.environment = {}, .out = folder_.path() / "number", .err = folder_.path() / "log"}) {
    const bool up = wait_until([this] {
        return content_of(folder_.path() / "number").ends_with('\n') || !server_.runs();
    });
    if (!up || !server_.runs())
        throw std::runtime_error("no virtual display: " + content_of(folder_.path() / "log"));
    const std::string number = content_of(folder_.path() / "number");
    name_ = ":" + number.substr(0, number.size() - 1);
}

Finished Display::run(const std::vector<std::string>& command) const {
    return test::run(command, "", {{"DISPLAY", name_}});
}

void Display::click(int x, int y) const {
    expect(run({"xdotool", "mousemove", std::to_string(x), std::to_string(y), "click", "1"}),
           "xdotool");
}

void Display::press(const std::string& key) const {
    expect(run({"xdotool", "key", key}), "xdotool");
}

void Display::press(int x, int y) const {
    expect(run({"xdotool", "mousemove", std::to_string(x), std::to_string(y), "mousedown", "1"}),
           "xdotool");
}

void Display::release() const { expect(run({"xdotool", "mouseup", "1"}), "xdotool"); }

void Display::type(const std::string& text) const {
    expect(run({"xdotool", "type", "--delay", "90", text}), "xdotool");
}

void Display::scan(const std::string& code) const {
    expect(run({"xdotool", "type", "--delay", "6", "--args", "1", code, "key", "Return"}),
           "xdotool");
}

void Display::picture(const fs::path& file) const {
    expect(run({"import", "-window", "root", file.string()}), "import");
}

Hub::Hub(fs::path data) : data_(std::move(data)) {
    const Finished made = run(
        {program("earshot-hub"), "init", "--data", data_.string(), "--admin", "maria", "--json"},
        "correct horse battery staple\n");
    expect(made, "earshot-hub init");
    token_ = text(json::parse(last_line(made.out)).at("token"));
}

void Hub::serve() {
    const std::string listen =
        url_.empty() ? "127.0.0.1:0" : url_.substr(std::string("http://").size());
    const fs::path out = data_ / "serve.out";
    fs::remove(out);
    process_.emplace(std::vector<std::string>{program("earshot-hub"), "serve", "--data",
                                              data_.string(), "--listen", listen},
                     Process::Options{.environment = {}, .out = out, .err = data_ / "serve.log"});
    if (!wait_until([&] { return content_of(out).ends_with('\n') || !process_->runs(); }) ||
        !process_->runs())
        throw std::runtime_error("the hub does not serve: " + content_of(data_ / "serve.log"));
    const std::string line = last_line(content_of(out));
    url_ = line.substr(line.find("http://"));
}

std::optional<int> Hub::stop() {
    process_->signal(SIGTERM);
    return process_->wait();
}

std::string Hub::call(const std::string& method, const std::string& path,
                      const std::string& body) const {
    const Finished called = run({"curl", "--silent", "--show-error", "--fail", "--request", method,
                                 "--header", "Authorization: Bearer " + token_, "--header",
                                 "Content-Type: application/json", "--data", body, url_ + path});
    expect(called, method + " " + path);
    return called.out;
}

void Hub::change_shop(const std::string& shop, const std::string& change) const {
    call("PATCH", "/v1/shops/" + shop, change);
}

std::string Hub::enrol(const std::string& shop, const std::string& till) const {
    const Finished enrolled = run({program("earshot-hub"), "enrol", "--data", data_.string(),
                                   "--shop", shop, "--till", till, "--json"});
    expect(enrolled, "earshot-hub enrol");
    return text(json::parse(last_line(enrolled.out)).at("code"));
}

core::insight::Report Hub::report(const std::vector<std::string>& flags) const {
    std::vector<std::string> command{program("earshot"), "report",  "--hub", url_,
                                     "--flagged",        "include", "--json"};
    command.insert(command.end(), flags.begin(), flags.end());
    const Finished finished = run(command, "", {{"EARSHOT_TOKEN", token_}});
    expect(finished, "earshot report");
    auto report = sync::wire::decode_report(finished.out);
    if (!report) throw std::runtime_error(report.error().message);
    return *std::move(report);
}

const Element* Shown::find(const std::string& id) const {
    for (const Element& element : elements)
        if (element.id == id) return &element;
    return nullptr;
}

std::vector<std::string> Shown::choices() const {
    std::vector<std::string> ids;
    for (const Element& element : elements)
        if (element.role == "choice") ids.push_back(element.id);
    return ids;
}

Kiosk::Kiosk(const Display& display, fs::path data, std::vector<std::string> flags)
    : Kiosk(display, std::move(data), std::move(flags), {}) {}

Kiosk::Kiosk(const Display& display, fs::path data, std::vector<std::string> flags, Options options)
    : display_(display),
      data_(std::move(data)),
      flags_(std::move(flags)),
      options_(std::move(options)) {
    trace_ = data_.string() + ".trace";
}

void Kiosk::start(const std::map<std::string, std::string>& environment) {
    fs::remove(trace_);
    std::vector<std::string> command = options_.keeper;
    if (command.empty()) command.push_back(program("earshot-kiosk"));
    command.insert(command.end(), {"--data", data_.string(), "--trace", trace_.string()});
    if (!options_.full_screen)
        command.insert(
            command.end(),
            {"--windowed", std::to_string(options_.width ? options_.width : display_.width()) +
                               "x" + std::to_string(display_.height())});
    command.insert(command.end(), flags_.begin(), flags_.end());
    std::map<std::string, std::string> variables = environment;
    variables.insert({{"DISPLAY", display_.name()},
                      {"SDL_VIDEODRIVER", "x11"},
                      // The graphics driver is unloaded before leaks are looked for: its own cannot
                      // be told apart. What tests preload comes before the sanitizer.
                      {"ASAN_OPTIONS", "detect_leaks=0:verify_asan_link_order=0"}});
    process_.emplace(
        command,
        Process::Options{.environment = variables, .out = {}, .err = data_.string() + ".log"});
}

std::optional<int> Kiosk::stop() {
    process_->signal(SIGTERM);
    return process_->wait();
}

std::vector<Shown> Kiosk::all_shown() const {
    std::ifstream file(trace_);
    std::vector<Shown> all;
    // A line without its end is still being written.
    for (std::string line; std::getline(file, line) && !file.eof();)
        if (Shown shown = read_shown(line); shown.window == watched_)
            all.push_back(std::move(shown));
    return all;
}

std::optional<Shown> Kiosk::shown() const {
    std::string trace = content_of(trace_);
    for (;;) {
        const auto end = trace.find_last_of('\n');
        if (end == std::string::npos) return std::nullopt;
        trace.resize(end + 1);
        const std::string line = last_line(trace);
        if (Shown shown = read_shown(line); shown.window == watched_) return shown;
        trace.resize(trace.size() - line.size() - 1);
    }
}

Shown Kiosk::wait_for(const std::string& what, const std::function<bool(const Shown&)>& fits,
                      std::chrono::milliseconds limit) const {
    std::optional<Shown> newest;
    if (!wait_until([&] { return (newest = shown()) && fits(*newest); }, limit))
        throw std::runtime_error("waited in vain for " + what + "; the kiosk shows " +
                                 (newest ? newest->screen : "nothing") +
                                 "; its log: " + content_of(data_.string() + ".log"));
    return *newest;
}

Shown Kiosk::wait_for_screen(const std::string& screen) const {
    return wait_for("the screen " + screen,
                    [&](const Shown& shown) { return shown.screen == screen; });
}

Shown Kiosk::wait_for_question() const {
    return wait_for("a first question", [](const Shown& shown) {
        return shown.screen == "attract" && shown.question.has_value();
    });
}

void Kiosk::tap(const std::string& id) const {
    std::this_thread::sleep_for(finger_rest);
    const auto newest = shown();
    const Element* element = newest ? newest->find(id) : nullptr;
    if (element == nullptr) throw std::runtime_error("there is no " + id + " to tap");
    display_.click(static_cast<int>(newest->origin_x + element->x + element->w / 2),
                   static_cast<int>(newest->origin_y + element->y + element->h / 2));
}

void Kiosk::press(const std::string& key) const {
    std::this_thread::sleep_for(finger_rest);
    display_.press(key);
}

std::string Kiosk::hear(const std::string& key) const {
    const std::size_t before = all_shown().size();
    press(key);
    if (!wait_until([&] { return all_shown().size() > before; }))
        throw std::runtime_error("nothing follows the key " + key);
    return shown()->said.value_or("");
}

std::string Kiosk::wait_to_hear(const std::string& beginning) const {
    const auto heard = [&](const Shown& shown) {
        return shown.said.value_or("").starts_with(beginning);
    };
    return *wait_for("to hear \"" + beginning + "\"", heard).said;
}

void Till::say(const std::string& line) const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, file_.c_str(), sizeof address.sun_path - 1);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    const bool connected = wait_until([&] {
        return ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    });
    const std::string whole = line + "\n";
    const bool said = connected && ::send(socket, whole.data(), whole.size(), MSG_NOSIGNAL) ==
                                       static_cast<ssize_t>(whole.size());
    ::close(socket);
    if (!said) throw std::runtime_error("the kiosk does not listen at " + file_.string());
}

void Kiosk::hold(const std::string& id) const {
    std::this_thread::sleep_for(finger_rest);
    const auto newest = shown();
    const Element* element = newest ? newest->find(id) : nullptr;
    if (element == nullptr) throw std::runtime_error("there is no " + id + " to hold");
    display_.press(static_cast<int>(newest->origin_x + element->x + element->w / 2),
                   static_cast<int>(newest->origin_y + element->y + element->h / 2));
}

Shown Kiosk::knock() const {
    std::this_thread::sleep_for(finger_rest);
    const auto newest = shown();
    if (!newest) throw std::runtime_error("nothing is shown yet");
    // Closer to the corner than anything that can be tapped.
    constexpr int inside = 4;
    display_.press(static_cast<int>(newest->origin_x) + inside,
                   static_cast<int>(newest->origin_y) + inside);
    const Shown page = wait_for("the staff's page", [](const Shown& shown) {
        return shown.screen == "pin" || shown.screen == "manager";
    });
    display_.release();
    return page;
}

}  // namespace earshot::test
