#include "tests/support/sound_server.h"

#include <algorithm>
#include <stdexcept>

namespace earshot::test {

SoundServer::SoundServer()
    : server_({"pulseaudio", "-n", "--exit-idle-time=-1", "--daemonize=no", "--use-pid-file=no",
               "--load=module-native-protocol-unix auth-anonymous=1 socket=" + socket(),
               "--load=module-null-sink sink_name=headset",
               "--load=module-null-sink sink_name=loudspeaker",
               "--load=module-null-sink sink_name=mouth",
               // A monitor is no microphone to programs; this is one.
               "--load=module-remap-source source_name=microphone master=mouth.monitor"},
              {.environment = home(), .out = {}, .err = folder_.path() / "log"}) {
    if (!wait_until([this] { return ask({"info"}).code == 0; }))
        throw std::runtime_error("no sound: " + content_of(folder_.path() / "log"));
    ask({"set-default-source", "microphone"});
    ask({"set-default-sink", "headset"});
}

std::map<std::string, std::string> SoundServer::environment() const {
    return {{"PULSE_SERVER", "unix:" + socket()}};
}

std::map<std::string, std::string> SoundServer::home() const {
    return {{"HOME", folder_.path().string()}, {"XDG_RUNTIME_DIR", folder_.path().string()}};
}

std::ptrdiff_t SoundServer::voices() const {
    return std::ranges::count(ask({"list", "short", "sink-inputs"}).out, '\n');
}

std::ptrdiff_t SoundServer::listeners() const {
    // The remapping itself listens to the mouth.
    return std::ranges::count(ask({"list", "short", "source-outputs"}).out, '\n') - 1;
}

void SoundServer::pull_the_headset() const {
    const std::string modules = ask({"list", "short", "modules"}).out;
    const auto line_end = modules.find("sink_name=headset");
    const auto line = modules.rfind('\n', line_end) + 1;
    ask({"unload-module", modules.substr(line, modules.find('\t', line) - line)});
}

Process SoundServer::say(const std::string& words) const {
    return Process({"sh", "-c", "espeak-ng --stdout \"$1\" | paplay --device=mouth", "sh", words},
                   {.environment = environment(), .out = {}, .err = folder_.path() / "said"});
}

Finished SoundServer::ask(std::vector<std::string> what) const {
    what.insert(what.begin(), "pactl");
    return run(what, "", environment());
}

}  // namespace earshot::test
