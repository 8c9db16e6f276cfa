#pragma once

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "sync/wire/enrolment.h"
#include "sync/wire/json.h"
#include "tests/support/process.h"
#include "tests/sync/hub/client.h"

// earshot-hub as it is built.
namespace earshot::test {

// earshot-hub with these words behind its name.
inline std::vector<std::string> hub_command(std::vector<std::string> words) {
    words.insert(words.begin(), program("earshot-hub"));
    return words;
}

inline int exit_code(const std::vector<std::string>& words) { return run(hub_command(words)).code; }

// The hub, serving a folder. Ends with this.
class HubProcess {
  public:
    explicit HubProcess(const std::filesystem::path& data,
                        const std::vector<std::string>& more = {},
                        const std::map<std::string, std::string>& environment = {}) {
        std::vector<std::string> words{"serve", "--data", data, "--listen", "127.0.0.1:0"};
        words.insert(words.end(), more.begin(), more.end());
        process_.emplace(hub_command(words), Process::Options{environment, out(), err(), ""});
        wait_until([this] { return said().ends_with('\n') || !process_->runs(); });
        if (!said().starts_with("listening on "))
            throw std::runtime_error("the hub did not start: " + logged());
    }

    std::string url() const {
        constexpr std::string_view before = "listening on ";
        return said().substr(before.size(), said().size() - before.size() - 1);
    }
    std::uint16_t port() const {
        return static_cast<std::uint16_t>(std::stoi(url().substr(url().rfind(':') + 1)));
    }
    pid_t pid() const { return process_->pid(); }
    std::string logged() const { return content_of(err()); }
    void kill() { process_->kill(); }  // -9
    // The exit code.
    int stop(int signal = SIGTERM) {
        process_->signal(signal);
        return process_->wait().value_or(-1);
    }

  private:
    std::filesystem::path out() const { return folder_.path() / "out"; }
    std::filesystem::path err() const { return folder_.path() / "err"; }
    std::string said() const { return content_of(out()); }

    TemporaryFolder folder_;
    std::optional<Process> process_;
};

inline sync::wire::json::value last_line(const std::string& output) {
    const std::string whole = output.substr(0, output.find_last_not_of('\n') + 1);
    return sync::wire::parse(whole.substr(whole.rfind('\n') + 1)).value();
}

inline std::string member(const sync::wire::json::value& value, const char* name) {
    return std::string(value.at(name).as_string());
}

// A hub's folder, made by the program itself.
class HubProgramTest : public testing::Test {
  protected:
    HubProgramTest() {
        const auto made =
            run(hub_command({"init", "--data", data, "--admin", "ada", "--json"}), "secret\n");
        EXPECT_EQ(made.code, 0) << made.err;
        admin = last_line(made.out);
    }

    std::string enrolment_code(const std::string& till) {
        const auto printed = run(
            hub_command({"enrol", "--data", data, "--shop", "harbour", "--till", till, "--json"}));
        EXPECT_EQ(printed.code, 0) << printed.err;
        return member(last_line(printed.out), "code");
    }

    static sync::wire::Enrolment enrol(std::uint16_t port, const std::string& code) {
        const auto answer =
            call(port, "POST", "/v1/devices", {{"Content-Type", "application/json"}},
                 sync::wire::encode(sync::wire::EnrolmentRequest{code, "k", "pc", "1"}));
        return sync::wire::decode_enrolment(answer.body).value();
    }

    TemporaryFolder folder;
    std::filesystem::path data = folder.path() / "hub";
    sync::wire::json::value admin;
};

}  // namespace earshot::test
