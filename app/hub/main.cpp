#include <pthread.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <optional>
#include <thread>

#include "app/common/assets.h"
#include "app/common/control.h"
#include "app/common/program.h"
#include "app/common/service_manager.h"
#include "app/hub/store_commands.h"
#include "core/data_folder.h"
#include "core/questionnaire.h"
#include "core/reasons.h"
#include "core/seal.h"
#include "sync/hub/hub.h"
#include "sync/store/store.h"
#include "sync/wire/json.h"

namespace {

using namespace earshot;
namespace json = sync::wire::json;

constexpr std::size_t admin_name_max = 64;

struct Flags {
    std::string data;
    std::string store = "sqlite";
    std::string admin;
    std::string listen = "127.0.0.1:8080";
    std::string tls_certificate, tls_key;
    std::string shop, till;
    std::string to, from;
    bool json = false;
    sync::Limits limits;
};

core::Result<void> check_store(const Flags& flags) {
    if (flags.store == "sqlite") return {};
    return core::fail(core::ErrorKind::usage,
                      "--store " + flags.store + ": this earshot-hub stores in sqlite only");
}

// In a line for people, in JSON for scripts.
core::Result<void> print(const Flags& flags, const json::object& values) {
    if (flags.json)
        std::cout << json::serialize(values) << '\n';
    else
        for (const auto& [name, value] : values)
            std::cout << std::string(name) << ": " << std::string(value.as_string()) << '\n';
    // What is shown once and lost is no success.
    if (std::cout.flush()) return {};
    return core::fail(core::ErrorKind::unavailable,
                      "the answer could not be written to stdout, and is shown only once: make a "
                      "new one");
}

// What a new hub publishes, so that a kiosk can ask at once.
struct FirstAssets {
    core::Questionnaire questionnaire;
    std::vector<core::Reason> reasons;
};

core::Result<FirstAssets> read_assets() {
    const auto questionnaire_file = app::assets_folder() / "questionnaires" / "supermarket.toml";
    TRY_ASSIGN(const std::string questionnaire_text, core::read_file(questionnaire_file));
    core::Reading reading = core::read_questionnaire(questionnaire_text);
    if (!reading.questionnaire)
        return core::fail(core::ErrorKind::invalid,
                          questionnaire_file.string() + ":" +
                              std::to_string(reading.problems.front().line) + ": " +
                              reading.problems.front().message);
    TRY_ASSIGN(const std::string reasons_text,
               core::read_file(app::assets_folder() / "reasons.toml"));
    TRY_ASSIGN(auto reasons, core::read_reasons(reasons_text));
    return FirstAssets{*std::move(reading.questionnaire), std::move(reasons)};
}

core::Result<void> init(const Flags& flags) {
    TRY(check_store(flags));
    if (flags.admin.empty() || flags.admin.size() > admin_name_max)
        return core::fail(core::ErrorKind::usage, "--admin takes a name of 1 to 64 characters");
    TRY_ASSIGN(const core::DataFolder folder, core::DataFolder::claim(flags.data));
    // One without an admin was cut off while it was made: it is made to its end.
    std::unique_ptr<sync::Store> store;
    if (sync::has_store(folder.path())) {
        TRY_ASSIGN(store, sync::open_store(folder.path()));
        if (store->is_founded())
            return core::fail(core::ErrorKind::usage,
                              flags.data + " has a store already: choose another folder");
    }
    std::string password;
    if (!std::getline(std::cin, password) || password.empty())
        return core::fail(core::ErrorKind::usage,
                          "the admin's password is missing: give it as one line on stdin");

    // Read before anything is made: a store without a questionnaire is none.
    TRY_ASSIGN(const FirstAssets assets, read_assets());
    const std::string hashed_password = sync::hash_password(password);
    const core::Instant now = core::system_now().wall;
    if (!store) {
        TRY_ASSIGN(store, sync::make_store(folder.path()));
    }
    store->set_reasons(assets.reasons);
    TRY(store->publish(assets.questionnaire, now));
    TRY_ASSIGN(const std::string token, store->found(flags.admin, hashed_password, now));
    return print(flags, {{"admin", flags.admin},
                         {"token", token},
                         {"sealing_key", core::to_base64(store->keys().sealing.key)},
                         {"sealing_key_id", store->keys().sealing.id}});
}

core::Result<void> enrol(const Flags& flags) {
    TRY(check_store(flags));
    TRY_ASSIGN(const json::object code, app::enrol(flags.data, flags.shop, flags.till));
    return print(flags, code);
}

core::Result<void> verify_audit(const Flags& flags) {
    TRY(check_store(flags));
    TRY_ASSIGN(const json::object found, app::verify_audit(flags.data));
    std::cout << "the audit log is whole: " << found.at("entries").as_int64() << " entries\n";
    return {};
}

core::Result<void> back_up(const Flags& flags) {
    TRY(check_store(flags));
    TRY_ASSIGN(const json::object made, app::back_up(flags.data, flags.to));
    return print(flags, made);
}

core::Result<void> restore(const Flags& flags) {
    TRY(check_store(flags));
    TRY_ASSIGN(const int erased, app::restore(flags.data, flags.from));
    std::cout << "restored " << flags.data << "; erased again: " << erased << '\n';
    return {};
}

// Ends the hub at SIGTERM, SIGINT or SIGHUP, which every thread of the program must have blocked.
class Signals {
  public:
    Signals() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGTERM);
        sigaddset(&set_, SIGINT);
        // A terminal that is closed.
        sigaddset(&set_, SIGHUP);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    }

    std::jthread stop_at(sync::Hub& hub) {
        return std::jthread([this, &hub] {
            int signal = 0;
            sigwait(&set_, &signal);
            app::tell_service_manager("STOPPING=1");
            hub.stop();
        });
    }

  private:
    sigset_t set_{};
};

core::Result<std::optional<sync::TlsFiles>> tls_files(const Flags& flags) {
    if (flags.tls_certificate.empty() != flags.tls_key.empty())
        return core::fail(core::ErrorKind::usage,
                          "--tls-cert and --tls-key go together: give both or neither");
    if (flags.tls_certificate.empty()) return std::nullopt;
    return sync::TlsFiles{flags.tls_certificate, flags.tls_key};
}

// As many connections as it may have, and a file for each beside those of the store.
void allow_files(const sync::Limits& limits) {
    constexpr rlim_t others = 256;
    const rlim_t wanted = limits.connections + others;
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= wanted) return;
    files.rlim_cur = std::min(wanted, files.rlim_max);
    setrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_cur < wanted)
        spdlog::warn("the system allows {} open files: no more than about {} connections",
                     files.rlim_cur, files.rlim_cur > others ? files.rlim_cur - others : 0);
}

core::Result<void> serve(const Flags& flags) {
    TRY(check_store(flags));
    allow_files(flags.limits);
    TRY_ASSIGN(const auto tls, tls_files(flags));
    TRY_ASSIGN(const core::DataFolder folder, core::DataFolder::claim(flags.data));
    Signals signals;
    TRY_ASSIGN(const auto store, sync::open_store(folder.path()));
    auto pages = sync::Pages::read(app::assets_folder() / "dashboard");
    // Kiosks and scripts are served all the same.
    if (!pages) spdlog::warn("{}", pages.error().message);
    TRY_ASSIGN(const auto hub, sync::Hub::open(*store, flags.listen, flags.limits, core::system_now,
                                               tls, pages ? *std::move(pages) : sync::Pages()));
    const app::ControlSocket control(folder.path() / app::hub_socket,
                                     [&hub = *hub, &store = *store](const std::string& line) {
                                         return app::answer_command(hub, store, line);
                                     });
    const std::jthread stopper = signals.stop_at(*hub);

    const std::string host = flags.listen.substr(0, flags.listen.rfind(':'));
    const std::string address =
        std::string(hub->scheme()) + "://" + host + ':' + std::to_string(hub->port());
    spdlog::info("serving {} on {}", flags.data, address);
    std::cout << "listening on " << address << std::endl;
    app::tell_service_manager("READY=1");
    const app::Watchdog watchdog([&hub = *hub] { hub.take_turns(); });
    hub->run();
    return {};
}

// What one peer may take. Each has the value that a shop or a chain needs.
void add_limits(CLI::App& serve_command, sync::Limits& limits) {
    const auto limit = [&](const char* flag, auto& value, const char* what) {
        serve_command.add_option(flag, value, what)
            ->check(CLI::PositiveNumber)
            ->capture_default_str()
            ->group("Limits");
    };
    limit("--request-line", limits.request_line, "Bytes of a request's first line");
    limit("--header-bytes", limits.headers, "Bytes of all headers");
    limit("--header-fields", limits.header_fields, "How many headers");
    limit("--device-requests", limits.device_requests, "Requests a minute of one device");
    limit("--failed-tries", limits.failed_tries,
          "Tries a minute of one address that show no valid token");
    limit("--connections", limits.connections, "Connections in all");
    limit("--untrusted-connections", limits.untrusted_connections,
          "Connections of an address that has shown no valid token yet");
    limit("--waiting-batches", limits.waiting_batches,
          "Batches that wait to be stored; more are told to come back");
    serve_command
        .add_option_function<int>(
            "--header-wait",
            [&limits](int seconds) { limits.header_wait = std::chrono::seconds(seconds); },
            "Seconds for a request's headers to come")
        ->check(CLI::Range(1, 600))
        ->default_str("10")
        ->group("Limits");
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App command_line("Earshot's hub: receives, counts and serves what shoppers say.",
                          "earshot-hub");
    Flags flags;
    app::add_common_flags(command_line);
    command_line.require_subcommand(1);
    command_line.fallthrough();

    const auto command = [&](const char* name, const char* does) {
        CLI::App* made = command_line.add_subcommand(name, does);
        made->add_option("--data", flags.data, "The hub's data folder")->required();
        made->add_option("--store", flags.store, "Where to store: sqlite, in the data folder");
        return made;
    };
    CLI::App* init_command = command("init", "Make a hub; the admin's password is read from stdin");
    init_command->add_option("--admin", flags.admin, "The first admin's name")->required();
    init_command->add_flag("--json", flags.json, "Print one line of JSON");
    CLI::App* serve_command = command("serve", "Serve, until SIGTERM or SIGINT");
    serve_command->add_option("--listen", flags.listen,
                              "Address and port; port 0 finds a free one");
    serve_command->add_option("--tls-cert", flags.tls_certificate,
                              "Serve HTTPS with this certificate chain (PEM)");
    serve_command->add_option("--tls-key", flags.tls_key, "The certificate's private key (PEM)");
    serve_command->add_option(
        "--trusted-proxy", flags.limits.proxies,
        "A proxy's address that may say who calls (X-Forwarded-For); once for "
        "each");
    add_limits(*serve_command, flags.limits);
    CLI::App* enrol_command =
        command("enrol", "Print a single-use code for a kiosk, for 15 minutes");
    enrol_command->add_option("--shop", flags.shop, "The shop, made if it is new")->required();
    enrol_command->add_option("--till", flags.till, "The till, made if it is new")->required();
    enrol_command->add_flag("--json", flags.json, "Print one line of JSON");
    CLI::App* backup_command = command("backup", "Write all of it to one file, also while serving");
    backup_command->add_option("--to", flags.to, "The file, as secret as the data folder")
        ->required();
    CLI::App* restore_command =
        command("restore", "Bring a backup back into an empty folder, and erase again what was");
    restore_command->add_option("--from", flags.from, "The file; FILE.erased beside it")
        ->required();
    CLI::App* verify_command =
        command("verify-audit", "Say whether the audit log is as it was written");

    return app::run_program(command_line, argc, argv, [&]() -> core::Result<void> {
        if (init_command->parsed()) return init(flags);
        if (serve_command->parsed()) return serve(flags);
        if (backup_command->parsed()) return back_up(flags);
        if (restore_command->parsed()) return restore(flags);
        if (verify_command->parsed()) return verify_audit(flags);
        return enrol(flags);
    });
}
