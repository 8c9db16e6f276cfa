#include "app/kiosk/trace.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cmath>
#include <system_error>
#include <utility>

#include "sync/wire/json.h"

namespace earshot::app {
namespace {

namespace json = sync::wire::json;

std::int64_t whole(float pixels) { return std::lround(pixels); }

json::value to_json(const Element& element) {
    // Edges are rounded, so that neighbours do not come to overlap.
    const std::int64_t x = whole(element.bounds.x);
    const std::int64_t y = whole(element.bounds.y);
    return json::object{{"id", element.id},
                        {"role", name_of(element.role)},
                        {"label", element.label},
                        {"x", x},
                        {"y", y},
                        {"w", whole(element.bounds.right()) - x},
                        {"h", whole(element.bounds.bottom()) - y},
                        {"enabled", element.enabled}};
}

}  // namespace

Trace::Trace(const std::filesystem::path& file, std::string window)
    : window_(std::move(window)),
      file_(::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600)) {
    if (file_ < 0)
        throw std::system_error(errno, std::generic_category(),
                                file.string() + ": the trace cannot be written");
}

Trace::~Trace() { ::close(file_); }

void Trace::note(const View& view, const Elements& elements, Point origin,
                 const std::optional<Utterance>& said, core::Instant at) {
    const auto question = open_question(view);
    json::array things;
    for (const Element& element : elements) things.push_back(to_json(element));
    json::object line{{"window", window_},
                      {"origin", {whole(origin.x), whole(origin.y)}},
                      {"screen", screen_name(view)},
                      {"question", question ? json::value(*question) : json::value(nullptr)},
                      {"locale", view.locale},
                      {"elements", std::move(things)},
                      {"said", said ? json::value(said->sentence.told) : json::value(nullptr)}};
    const std::uint64_t number = said ? said->number : 0;
    std::string written = json::serialize(line);
    if (written == last_ && number == last_said_) return;
    // After a line cut short, the next begins on its own.
    const std::string out = std::string(cut_short_ ? "\n" : "") + "{\"at\":\"" +
                            sync::wire::to_text(at) + "\"," + written.substr(1) + "\n";
    const ssize_t done = ::write(file_, out.data(), out.size());
    if (done == static_cast<ssize_t>(out.size())) {
        last_ = written;
        last_said_ = number;
        cut_short_ = false;
        return;
    }
    if (done > 0) cut_short_ = true;
    if (!std::exchange(complained_, true))
        spdlog::error("the trace cannot be written; shoppers are asked all the same");
}

}  // namespace earshot::app
