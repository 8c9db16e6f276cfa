#include "tests/support/process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

namespace earshot::test {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

void redirect(const fs::path& file, int descriptor) {
    if (file.empty()) return;
    const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (opened < 0) _exit(127);
    ::dup2(opened, descriptor);
}

// In the child: becomes the program. Only calls that are safe after fork().
[[noreturn]] void become(const std::vector<char*>& arguments, const std::vector<char*>& environment,
                         const Process::Options& options, int in) {
    ::dup2(in, STDIN_FILENO);
    redirect(options.out, STDOUT_FILENO);
    redirect(options.err, STDERR_FILENO);
    ::execvpe(arguments.front(), arguments.data(), environment.data());
    _exit(127);
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (std::string& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

std::vector<std::string> environment_with(const std::map<std::string, std::string>& added) {
    std::vector<std::string> all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string line = *entry;
        if (!added.contains(line.substr(0, line.find('=')))) all.push_back(line);
    }
    for (const auto& [name, value] : added) all.push_back(name + "=" + value);
    return all;
}

}  // namespace

bool wait_until(const std::function<bool()>& holds, std::chrono::milliseconds limit) {
    const auto end = steady_clock::now() + limit;
    while (!holds()) {
        if (steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return true;
}

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "earshot-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
        throw std::system_error(errno, std::generic_category(), pattern);
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string content_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream content;
    content << stream.rdbuf();
    return content.str();
}

Process::Process(const std::vector<std::string>& command, const Options& options) {
    std::vector<std::string> words = command;
    std::vector<std::string> variables = environment_with(options.environment);
    const std::vector<char*> arguments = pointers(words);
    const std::vector<char*> environment = pointers(variables);
    int pipe[2];
    if (::pipe2(pipe, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category());
    pid_ = ::fork();
    if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
    if (pid_ == 0) become(arguments, environment, options, pipe[0]);
    ::close(pipe[0]);
    // What a test gives fits into the pipe; the program reads it when it likes.
    if (::write(pipe[1], options.in.data(), options.in.size()) !=
        static_cast<ssize_t>(options.in.size()))
        throw std::runtime_error("the program's input does not fit");
    ::close(pipe[1]);
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), code_(std::exchange(other.code_, std::nullopt)) {}

Process& Process::operator=(Process&& other) noexcept {
    std::swap(pid_, other.pid_);
    std::swap(code_, other.code_);
    return *this;
}

Process::~Process() {
    if (pid_ > 0) kill();
}

bool Process::runs() {
    if (code_) return false;
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) != pid_) return true;
    code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return false;
}

void Process::signal(int number) {
    if (runs()) ::kill(pid_, number);
}

std::optional<int> Process::wait(std::chrono::milliseconds limit) {
    wait_until([this] { return !runs(); }, limit);
    return code_;
}

void Process::kill() {
    signal(SIGKILL);
    wait();
}

Finished run(const std::vector<std::string>& command, const std::string& in,
             const std::map<std::string, std::string>& environment) {
    const TemporaryFolder folder;
    Process::Options options{environment, folder.path() / "out", folder.path() / "err", in};
    Process process(command, options);
    const auto code = process.wait();
    return {code.value_or(-1), content_of(options.out), content_of(options.err)};
}

std::string program(const std::string& name) { return std::string(EARSHOT_BIN) + "/" + name; }

}  // namespace earshot::test
