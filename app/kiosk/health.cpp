#include "app/kiosk/health.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/kiosk/direction.h"
#include "app/kiosk/shop_time.h"

namespace earshot::app {
namespace {

using namespace std::chrono_literals;

// From here on the hub puts times right by itself, too.
constexpr core::milliseconds offset_max = 5min;
// Outside these years it is the clock that is wrong, whether or not a hub says so.
constexpr std::chrono::year first_year{2025};
constexpr std::chrono::year last_year{2039};
// As much again as the ballast: thousands of answers, but no longer months of them.
constexpr std::uintmax_t disk_low = std::uintmax_t{64} << 20U;
constexpr std::size_t reasons_shown_max = 3;

// By the shop's clock; the day only where it is not today.
std::string told(core::Instant at, core::Instant now, const std::string& timezone) {
    using namespace std::chrono;
    const auto local = shop_time(at, timezone);
    const auto day = floor<days>(local);
    const hh_mm_ss time(floor<seconds>(local - day));
    const std::string clock = fmt::format("{:02}:{:02}:{:02}", time.hours().count(),
                                          time.minutes().count(), time.seconds().count());
    if (day == floor<days>(shop_time(now, timezone))) return clock;
    const year_month_day date(day);
    return fmt::format("{:04}-{:02}-{:02} {}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock);
}

std::string size_of(std::uintmax_t bytes) {
    constexpr double mega = 1e6;
    constexpr double giga = 1e9;
    const auto number = static_cast<double>(bytes);
    return number < giga ? fmt::format("{:.0f} MB", number / mega)
                         : fmt::format("{:.1f} GB", number / giga);
}

bool clock_is_wrong(const Health& health, core::Instant now) {
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(now));
    if (date.year() < first_year || date.year() > last_year) return true;
    if (!health.link || !health.link->clock_offset) return false;
    return std::chrono::abs(*health.link->clock_offset) > offset_max;
}

// Each once, the first few.
std::string joined(const std::vector<std::string>& reasons) {
    const std::set<std::string> each(reasons.begin(), reasons.end());
    std::string text;
    std::size_t shown = 0;
    for (const std::string& reason : each) {
        if (shown++ == reasons_shown_max) return text + " …";
        text += (text.empty() ? "" : "; ") + reason;
    }
    return text;
}

// Gathers what there is to say.
class Report {
  public:
    Report(const StaffVoice& voice, core::Instant now, const std::string& zone)
        : voice_(voice), now_(now), timezone_(zone) {}

    void on_storage(const StorageTrouble& trouble) {
        const std::string words = voice_.storage(trouble.trouble);
        wrong("storage", words);
        if (!trouble.words.empty()) note("detail", set_apart(trouble.words, words));
    }
    void on_stock(const Stock& stock) {
        if (stock.recovery) on_recovery(*stock.recovery);
        if (stock.unsent && *stock.unsent == 0) fine("unsent", voice_.everything_sent());
        if (stock.unsent && *stock.unsent > 0)
            note("unsent", voice_.unsent(*stock.unsent, stock.oldest ? when(*stock.oldest) : "?"));
        if (!stock.quarantined.empty())
            wrong("quarantine",
                  voice_.quarantined(stock.quarantined.size(), joined(stock.quarantined)));
        if (stock.disk_free && *stock.disk_free < disk_low)
            wrong("disk", voice_.disk_almost_full(size_of(*stock.disk_free)));
        else if (stock.disk_free)
            fine("disk", voice_.disk_free(size_of(*stock.disk_free)));
    }
    void on_link(const sync::LinkState& link) {
        say("link", severity_of(link.standing), voice_.standing(link.standing, link.reason));
        if (link.next_try) note("next_try", voice_.next_try(when(*link.next_try)));
        note("heard",
             link.last_heard ? voice_.last_heard(when(*link.last_heard)) : voice_.never_heard());
        if (!link.bundle_problem.empty())
            wrong("bundle", voice_.bundle_not_taken(link.bundle_problem));
    }
    void on_code(const UnknownCode& scanned) {
        note("code", voice_.unknown_code(scanned.code, when(scanned.at)));
    }
    void on_clock(bool is_wrong) {
        // With its day, which may be what is wrong.
        const std::string shown = told(now_, core::Instant{} - 24h, timezone_);
        if (is_wrong)
            wrong("clock", voice_.clock_wrong(shown));
        else
            fine("clock", voice_.clock_shows(shown));
    }
    void wrong(std::string id, std::string text) {
        say(std::move(id), Severity::trouble, std::move(text));
    }
    void note(std::string id, std::string text) {
        say(std::move(id), Severity::note, std::move(text));
    }

    std::vector<Finding> sorted() && {
        // The details of a trouble stay behind it.
        std::ranges::stable_sort(said_, [](const Finding& one, const Finding& other) {
            const auto first = [](const Finding& each) {
                return each.severity == Severity::trouble || each.id == "detail";
            };
            return first(one) && !first(other);
        });
        return std::move(said_);
    }

  private:
    void on_recovery(const core::Recovery& recovery) {
        wrong("recovery", voice_.salvaged(recovery.saved, recovery.quarantined));
        if (!recovery.missing.empty()) wrong("missing", voice_.missing(recovery.missing.size()));
    }
    void fine(std::string id, std::string text) {
        say(std::move(id), Severity::fine, std::move(text));
    }
    void say(std::string id, Severity severity, std::string text) {
        said_.push_back({std::move(id), severity, std::move(text)});
    }
    std::string when(core::Instant at) const { return told(at, now_, timezone_); }

    // Being offline for a while is an everyday thing.
    static Severity severity_of(sync::Standing standing) {
        switch (standing) {
            case sync::Standing::online:
                return Severity::fine;
            case sync::Standing::offline:
            case sync::Standing::busy:
                return Severity::note;
            default:
                return Severity::trouble;
        }
    }

    const StaffVoice& voice_;
    core::Instant now_;
    const std::string& timezone_;
    std::vector<Finding> said_;
};

}  // namespace

std::vector<Finding> findings(const Health& health, const StaffVoice& voice, core::Instant now,
                              const std::string& timezone) {
    Report report(voice, now, timezone);
    if (health.trouble) report.on_storage(*health.trouble);
    if (health.touch_lost) report.wrong("touch", voice.have_touch_checked());
    if (health.unknown_code) report.on_code(*health.unknown_code);
    if (health.stock) report.on_stock(*health.stock);
    if (health.link)
        report.on_link(*health.link);
    else
        report.note("link", voice.no_network_used());
    report.on_clock(clock_is_wrong(health, now));
    return std::move(report).sorted();
}

}  // namespace earshot::app
