#include "app/common/program.h"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <memory>

namespace earshot::app {
namespace {

// The message as the inside of a JSON string.
class JsonMessage : public spdlog::custom_flag_formatter {
  public:
    void format(const spdlog::details::log_msg& message, const std::tm& /*time*/,
                spdlog::memory_buf_t& out) override {
        for (const char character : message.payload) {
            if (character == '"' || character == '\\') out.push_back('\\');
            // Control characters, line ends among them, would break the line.
            out.push_back(static_cast<unsigned char>(character) < 0x20 ? ' ' : character);
        }
    }
    std::unique_ptr<custom_flag_formatter> clone() const override {
        return std::make_unique<JsonMessage>();
    }
};

void log_to_stderr(const std::string& format) {
    auto formatter = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
    if (format == "json")
        formatter->add_flag<JsonMessage>('*').set_pattern(
            R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":"%*"})");
    else
        formatter->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v");
    auto logger = std::make_shared<spdlog::logger>(
        "earshot", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger->set_formatter(std::move(formatter));
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
}

int complain(const std::string& name, const std::string& message, int code) {
    std::string line = message;
    // One plain line, whatever a library put into its message.
    for (char& character : line)
        if (character == '\n' || character == '\r') character = ' ';
    std::cerr << name << ": " << line << '\n';
    return code;
}

// A program of several commands has its flags under theirs.
std::string sections(const CLI::App& command_line) {
    std::string named;
    for (const CLI::App* command : command_line.get_subcommands({}))
        named += (named.empty() ? ", under [" : "] or [") + command->get_name();
    return named.empty() ? "" : named + "]";
}

}  // namespace

int exit_code(const core::Error& error) {
    switch (error.kind) {
        case core::ErrorKind::in_use:
            return exit_in_use;
        case core::ErrorKind::not_found:
            return exit_not_found;
        case core::ErrorKind::usage:
            return exit_usage;
        case core::ErrorKind::invalid:
        case core::ErrorKind::unavailable:
        case core::ErrorKind::denied:
        case core::ErrorKind::corrupt:
            return exit_failed;
    }
    return exit_failed;
}

void add_common_flags(CLI::App& command_line) {
    command_line.set_version_flag("--version", command_line.get_name() + " " EARSHOT_VERSION);
    command_line.set_config("--config", "", "Read flags from a TOML file; a flag given here wins");
    command_line.allow_config_extras(CLI::config_extras_mode::error);
    command_line
        .add_option_function<std::string>("--log-format", log_to_stderr, "text or json, on stderr")
        ->check(CLI::IsMember({"text", "json"}));
}

int run_program(CLI::App& command_line, int argc, char** argv,
                const std::function<core::Result<void>()>& body) {
    // Who reads our output may go away (a closed pipe): that is an error to see, not a death.
    std::signal(SIGPIPE, SIG_IGN);
    const std::string name = command_line.get_name();
    log_to_stderr("text");
    try {
        command_line.parse(argc, argv);
    } catch (const CLI::Success& wish) {
        // --help and --version.
        return command_line.exit(wish) == 0 ? exit_done : exit_failed;
    } catch (const CLI::FileError& error) {
        return complain(name, error.what(), exit_usage);
    } catch (const CLI::ConfigError& error) {
        return complain(name,
                        std::string(error.what()) +
                            "; the file of --config takes flag = \"value\" (TOML)" +
                            sections(command_line),
                        exit_usage);
    } catch (const CLI::ParseError& error) {
        return complain(name, std::string(error.what()) + " (see " + name + " --help)", exit_usage);
    }
    try {
        const auto done = body();
        return done ? exit_done : complain(name, done.error().message, exit_code(done.error()));
    } catch (const std::exception& error) {
        return complain(name, error.what(), exit_failed);
    }
}

}  // namespace earshot::app
