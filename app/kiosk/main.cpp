#include <sys/prctl.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <memory>
#include <string>

#include "app/common/assets.h"
#include "app/common/program.h"
#include "app/kiosk/app.h"
#include "app/kiosk/code_sheet.h"
#include "app/kiosk/out_of_order.h"
#include "app/kiosk/refused.h"
#include "app/kiosk/signals.h"
#include "core/data_folder.h"
#include "core/questionnaire.h"
#include "core/reasons.h"
#include "sync/uplink/bundle_file.h"
#include "sync/uplink/curl_transport.h"

namespace earshot::app {
namespace {

struct Flags {
    std::string data, hub, code, windowed, panel, ca, questionnaire, trace, codes;
    int display = 0;
    int cashier_display = -1;
    int rest = 0;
    bool offline = false;
};

constexpr float side_max = 20'000;

// "1280x800"
core::Result<std::pair<float, float>> to_size(const std::string& flag, const std::string& text) {
    const auto wrong = [&] {
        return core::fail(
            core::ErrorKind::usage,
            flag + ": \"" + text + "\" should be a width and a height, as in 1280x800");
    };
    const auto cross = text.find('x');
    if (cross == std::string::npos) return wrong();
    const auto number = [&](std::size_t from, std::size_t to) {
        float value = 0;
        const auto [end, error] = std::from_chars(text.data() + from, text.data() + to, value);
        return error == std::errc{} && end == text.data() + to ? value : 0;
    };
    const std::pair size{number(0, cross), number(cross + 1, text.size())};
    // Written so that not-a-number fails, too.
    const auto sane = [](float side) { return side >= 1 && side <= side_max; };
    if (!sane(size.first) || !sane(size.second)) return wrong();
    return size;
}

core::Result<core::Questionnaire> read_for_trial(const std::string& file) {
    TRY_ASSIGN(const std::string content, core::read_file(file));
    const core::Reading reading = core::read_questionnaire(content);
    if (reading.questionnaire) return *reading.questionnaire;
    for (const core::Problem& problem : reading.problems)
        if (problem.severity == core::Severity::error)
            return core::fail(core::ErrorKind::invalid,
                              file + ":" + std::to_string(problem.line) + ": " + problem.message +
                                  " (all problems: earshot questionnaire check " + file + ")");
    return core::fail(core::ErrorKind::invalid, file + ": is no questionnaire");
}

core::Result<Settings> to_settings(const Flags& flags) {
    Settings settings;
    settings.data = flags.data;
    settings.assets = assets_folder();
    settings.offline = flags.offline;
    settings.window.display = flags.display;
    if (flags.cashier_display >= 0) settings.cashier_display = flags.cashier_display;
    if (!flags.hub.empty()) {
        TRY(sync::check_hub_address(flags.hub));
        settings.hub = flags.hub;
    }
    if (!flags.code.empty()) settings.code = flags.code;
    if (!flags.ca.empty()) settings.ca = flags.ca;
    if (!flags.trace.empty()) settings.trace = flags.trace;
    if (!flags.windowed.empty()) {
        TRY_ASSIGN(const auto size, to_size("--windowed", flags.windowed));
        settings.window.windowed = {static_cast<int>(size.first), static_cast<int>(size.second)};
    }
    if (!flags.panel.empty()) {
        TRY_ASSIGN(const auto size, to_size("--panel-mm", flags.panel));
        settings.window.panel = Millimetres{size.first, size.second};
    }
    if (!flags.questionnaire.empty()) {
        TRY_ASSIGN(settings.questionnaire, read_for_trial(flags.questionnaire));
    }
    return settings;
}

// The shop's own book, as its hub gave it last; else the one a shop starts with.
core::Result<CodeBook> code_book(const std::filesystem::path& data) {
    auto bundle = sync::load_bundle(data);
    if (bundle) {
        auto& [id, name, timezone, languages, reader] = bundle->shop;
        if (languages.empty()) languages = {"en"};
        return CodeBook{std::move(name), std::move(languages), std::move(bundle->reasons)};
    }
    if (bundle.error().kind != core::ErrorKind::not_found)
        return tl::unexpected(std::move(bundle).error());
    TRY_ASSIGN(const std::string shipped, core::read_file(assets_folder() / "reasons.toml"));
    TRY_ASSIGN(auto reasons, core::read_reasons(shipped));
    return CodeBook{"", {"en"}, std::move(reasons)};
}

// Beside a kiosk at work: it reads, and holds nothing.
core::Result<void> print_codes(const Flags& flags) {
    TRY_ASSIGN(const CodeBook book, code_book(flags.data));
    Text text(assets_folder() / "icons");
    Wordings wordings(assets_folder() / "locale");
    const std::filesystem::path file(flags.codes);
    core::write_file(file, code_sheet(book, text, wordings));
    return {};
}

// Neither a core file nor another program of this user may hold a shopper's words.
void keep_memory_private() { ::prctl(PR_SET_DUMPABLE, 0); }

core::Result<void> run_kiosk(const Flags& flags) {
    keep_memory_private();
    if (!flags.codes.empty()) return print_codes(flags);
    TRY_ASSIGN(const Settings settings, to_settings(flags));
    if (flags.rest > 0) {
        const Signals signals(Window::stop);
        return say_out_of_order(settings.assets, settings.window, std::chrono::seconds(flags.rest));
    }
    const Signals signals(Window::stop);
    TRY_ASSIGN(auto data, claim_or_tell(settings));
    TRY_ASSIGN(const auto app, App::open(settings, std::move(data)));
    app->run();
    return {};
}

}  // namespace
}  // namespace earshot::app

int main(int argc, char** argv) {
    using namespace earshot::app;
    CLI::App command_line("Asks shoppers at the till, and keeps what they say", "earshot-kiosk");
    Flags flags;
    command_line.add_option("--data", flags.data, "Folder for what is kept")->required();
    command_line.add_option("--hub", flags.hub, "The hub's address");
    command_line.add_option("--enrol", flags.code, "A code from `earshot-hub enrol`")
        ->needs("--hub");
    command_line.add_option("--windowed", flags.windowed, "In a window, of this size (1280x800)");
    command_line.add_option("--display", flags.display, "On this display, from 0")
        ->check(CLI::NonNegativeNumber);
    command_line
        .add_option("--cashier-display", flags.cashier_display,
                    "The cashier's pad on this display, from 0")
        ->check(CLI::NonNegativeNumber);
    command_line.add_option("--panel-mm", flags.panel, "The picture's real size, in mm (323x202)");
    command_line.add_option("--ca", flags.ca, "The authority that vouches for the hub");
    command_line.add_option("--questionnaire", flags.questionnaire,
                            "Try this file; what is answered stays here");
    command_line.add_option("--trace", flags.trace, "Write what is shown to this file");
    command_line.add_option("--print-codes", flags.codes,
                            "Only write a sheet of barcodes for the scanner to this file (PDF)");
    command_line
        .add_option("--rest", flags.rest,
                    "Only say that the kiosk needs a hand, for so many seconds")
        ->check(CLI::Range(1, 3600));
    command_line.add_flag("--offline", flags.offline, "Use no network");
    add_common_flags(command_line);
    return run_program(command_line, argc, argv, [&] { return run_kiosk(flags); });
}
