#pragma once

#include <functional>
#include <string>

#include "core/result.h"

namespace CLI {
class App;
}

// What every program of ours does alike.
namespace earshot::app {

// Exit codes (protocol: Programs).
inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;
inline constexpr int exit_in_use = 3;
inline constexpr int exit_not_found = 4;

int exit_code(const core::Error& error);

// Gives a command line --help, --version, --config FILE (TOML; a flag overrides it; an unknown key
// is bad usage) and --log-format text|json.
void add_common_flags(CLI::App& command_line);

// Parses, then runs `body`; its result is the exit code. Bad usage, an error and an exception each
// end as one plain line on stderr and their exit code.
int run_program(CLI::App& command_line, int argc, char** argv,
                const std::function<core::Result<void>()>& body);

}  // namespace earshot::app
