#include "tests/sync/hub/process.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

namespace earshot::test {
namespace {

struct Pipe {
    Pipe() {
        int ends[2];
        if (pipe(ends) != 0) throw std::runtime_error("no pipe");
        read_end = ends[0];
        write_end = ends[1];
    }
    int read_end, write_end;
};

pid_t start(const std::filesystem::path& program, const std::vector<std::string>& arguments,
            const Pipe& input, const Pipe& output) {
    std::vector<std::string> words{program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    const pid_t process = fork();
    if (process < 0) throw std::runtime_error("no process");
    if (process > 0) {
        close(input.read_end);
        close(output.write_end);
        return process;
    }
    dup2(input.read_end, STDIN_FILENO);
    dup2(output.write_end, STDOUT_FILENO);
    for (const int end : {input.read_end, input.write_end, output.read_end, output.write_end})
        close(end);
    execv(program.c_str(), pointers.data());
    _exit(127);
}

std::string read_line(int from) {
    std::string line;
    char next = 0;
    while (read(from, &next, 1) == 1 && next != '\n') line += next;
    return line;
}

int exit_code_of(pid_t process) {
    int status = 0;
    waitpid(process, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace

HubProcess::HubProcess(const std::filesystem::path& program, const std::filesystem::path& folder) {
    const Pipe input, output;
    process_ = start(program, {"serve", "--data", folder.string(), "--listen", "127.0.0.1:0"},
                     input, output);
    close(input.write_end);
    const std::string line = read_line(output.read_end);
    close(output.read_end);
    const std::size_t colon = line.rfind(':');
    if (!line.starts_with("listening on http://") || colon == std::string::npos)
        throw std::runtime_error("the hub did not start: " + line);
    port_ = static_cast<std::uint16_t>(std::stoi(line.substr(colon + 1)));
}

HubProcess::~HubProcess() { kill(); }

void HubProcess::kill() {
    if (process_ < 0) return;
    ::kill(process_, SIGKILL);
    wait_for_end();
}

int HubProcess::stop() {
    ::kill(process_, SIGTERM);
    return wait_for_end();
}

int HubProcess::wait_for_end() {
    const int code = exit_code_of(process_);
    process_ = -1;
    return code;
}

int run(const std::filesystem::path& program, const std::vector<std::string>& arguments,
        const std::string& input, std::string& output) {
    const Pipe in, out;
    const pid_t process = start(program, arguments, in, out);
    if (write(in.write_end, input.data(), input.size()) < 0) output = "";
    close(in.write_end);
    char part[4096];
    for (ssize_t got = 0; (got = read(out.read_end, part, sizeof part)) > 0;)
        output.append(part, static_cast<std::size_t>(got));
    close(out.read_end);
    return exit_code_of(process);
}

}  // namespace earshot::test
