// Pushes SDL events into a program as it is built, for what a virtual display lacks: several
// fingers, displays that come and go, more events than an X server takes. Loaded by LD_PRELOAD, so
// that the program itself has no such door: who can preload a library needs none.
//
// Reads commands, one a line, from the FIFO that EARSHOT_TEST_EVENTS names:
//   down|move|up FINGER X Y        in parts of the window, 0 to 1
//   flood COUNT PER_SECOND SEED    of five fingers' touches, and everything else that may come
//   display connected|disconnected|orientation
//   note FILE                      makes that file, once all before it is pushed
#include <SDL.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <thread>

namespace {

using std::chrono::steady_clock;

void push_finger(Uint32 type, SDL_FingerID finger, float x, float y) {
    SDL_Event event{};
    event.type = type;
    event.tfinger.fingerId = finger;
    event.tfinger.x = x;
    event.tfinger.y = y;
    SDL_PushEvent(&event);
}

void push_display(Uint8 what) {
    SDL_Event event{};
    event.type = SDL_DISPLAYEVENT;
    event.display.event = what;
    SDL_PushEvent(&event);
}

void push_other(Uint32 type) {
    SDL_Event event{};
    event.type = type;
    event.button.button = SDL_BUTTON_RIGHT;
    SDL_PushEvent(&event);
}

void push_any(std::mt19937_64& chance) {
    const auto part = [&] { return static_cast<float>(chance() % 10'000) / 10'000; };
    const auto finger = static_cast<SDL_FingerID>(chance() % 5);
    switch (chance() % 40) {
        case 0:
            return push_display(SDL_DISPLAYEVENT_CONNECTED);
        case 1:
            return push_display(SDL_DISPLAYEVENT_DISCONNECTED);
        case 2:
            return push_display(SDL_DISPLAYEVENT_ORIENTATION);
        case 3:
            return push_other(SDL_MOUSEBUTTONDOWN);
        case 4:
            return push_other(SDL_MOUSEBUTTONUP);
        case 5:
            return push_other(SDL_DROPTEXT);
        case 6:
            return push_other(SDL_CLIPBOARDUPDATE);
        case 7:
            return push_other(SDL_MOUSEWHEEL);
        default:
            break;
    }
    constexpr Uint32 touches[]{SDL_FINGERDOWN, SDL_FINGERMOTION, SDL_FINGERUP};
    push_finger(touches[chance() % 3], finger, part(), part());
}

void flood(int count, int per_second, std::uint64_t seed) {
    std::mt19937_64 chance(seed);
    const auto begun = steady_clock::now();
    constexpr int batch = 50;
    for (int pushed = 0; pushed < count; pushed += batch) {
        for (int index = 0; index < batch; ++index) push_any(chance);
        std::this_thread::sleep_until(
            begun + std::chrono::microseconds(std::int64_t{1'000'000} * pushed / per_second));
    }
    for (SDL_FingerID finger = 0; finger < 5; ++finger) push_finger(SDL_FINGERUP, finger, 0, 0);
}

void obey(const std::string& line) {
    std::istringstream words(line);
    std::string command;
    words >> command;
    if (command == "flood") {
        int count = 0;
        int per_second = 1;
        std::uint64_t seed = 0;
        words >> count >> per_second >> seed;
        return flood(count, per_second, seed);
    }
    if (command == "note") {
        std::string file;
        words >> file;
        std::ofstream(file).flush();
        return;
    }
    if (command == "display") {
        std::string what;
        words >> what;
        return push_display(what == "connected"      ? SDL_DISPLAYEVENT_CONNECTED
                            : what == "disconnected" ? SDL_DISPLAYEVENT_DISCONNECTED
                                                     : SDL_DISPLAYEVENT_ORIENTATION);
    }
    SDL_FingerID finger = 0;
    float x = 0;
    float y = 0;
    words >> finger >> x >> y;
    push_finger(command == "down" ? SDL_FINGERDOWN
                : command == "up" ? SDL_FINGERUP
                                  : SDL_FINGERMOTION,
                finger, x, y);
}

void listen(const std::string& fifo) {
    // Signals are the program's.
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
    for (;;) {
        std::ifstream commands(fifo);
        if (!commands) return;
        for (std::string line; std::getline(commands, line);) obey(line);
    }
}

__attribute__((constructor)) void begin() {
    const char* fifo = std::getenv("EARSHOT_TEST_EVENTS");
    // Only the program itself, none that it starts.
    ::unsetenv("LD_PRELOAD");
    if (fifo != nullptr) std::thread(listen, std::string(fifo)).detach();
}

}  // namespace
