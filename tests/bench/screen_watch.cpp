// A stopwatch that looks at an X screen as a person does: at what is drawn, whoever draws it.
//   screen_watch start white|ink COMMAND…   starts it; until the middle is white, or words stand
//                                           on the screen: "MILLISECONDS PID", and leaves it
//   screen_watch tap X Y LEFT TOP WIDTH HEIGHT
//                                           taps there; from the finger's lifting until anything in
//                                           the rectangle is drawn anew, and until it is at rest:
//                                           "MILLISECONDS MILLISECONDS"
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <X11/extensions/XTest.h>
#include <X11/extensions/Xdamage.h>
#include <poll.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::chrono::seconds patience{60};
// A finger rests so long; what shows that it does is then on the screen, and is no next screen.
constexpr milliseconds finger_rests{150};
// Nothing drawn for so long: all is at rest.
constexpr milliseconds at_rest{400};
// As no program paints itself.
constexpr unsigned long backdrop = 0xFF00FF;

double since(steady_clock::time_point begin, steady_clock::time_point end) {
    return std::chrono::duration<double, std::milli>(end - begin).count();
}

class Screen {
  public:
    Screen() : display_(XOpenDisplay(nullptr)) {
        if (display_ == nullptr) throw std::runtime_error("no X display");
        root_ = DefaultRootWindow(display_);
        width_ = DisplayWidth(display_, DefaultScreen(display_));
        height_ = DisplayHeight(display_, DefaultScreen(display_));
        image_ =
            XShmCreateImage(display_, DefaultVisual(display_, 0), 24, ZPixmap, nullptr, &memory_,
                            static_cast<unsigned>(width_), static_cast<unsigned>(height_));
        memory_.shmid = shmget(IPC_PRIVATE, size(), IPC_CREAT | 0600);
        memory_.shmaddr = image_->data = static_cast<char*>(shmat(memory_.shmid, nullptr, 0));
        XShmAttach(display_, &memory_);
        XSync(display_, False);
        shmctl(memory_.shmid, IPC_RMID, nullptr);  // gone with the last of us
        int errors = 0;
        XDamageQueryExtension(display_, &damage_event_, &errors);
        damage_ = XDamageCreate(display_, root_, XDamageReportNonEmpty);
    }
    ~Screen() {
        XShmDetach(display_, &memory_);
        XCloseDisplay(display_);
    }
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    int width() const { return width_; }
    int height() const { return height_; }
    std::uint32_t pixel(int x, int y) const {
        return static_cast<std::uint32_t>(XGetPixel(image_, x, y)) & 0xFFFFFF;
    }

    void paint_backdrop() {
        XSetWindowBackground(display_, root_, backdrop);
        XClearWindow(display_, root_);
        XSync(display_, False);
    }
    void look() { XShmGetImage(display_, root_, image_, 0, 0, AllPlanes); }
    void move(int x, int y) {
        XTestFakeMotionEvent(display_, -1, x, y, CurrentTime);
        XSync(display_, False);
    }
    void press(bool down) {
        XTestFakeButtonEvent(display_, 1, down ? True : False, CurrentTime);
        XSync(display_, False);
    }
    // When something was next drawn; nothing if that takes longer than `limit`.
    std::optional<steady_clock::time_point> drawn(milliseconds limit) {
        const auto end = steady_clock::now() + limit;
        for (;;) {
            while (XPending(display_) > 0) {
                XEvent event;
                XNextEvent(display_, &event);
                if (event.type != damage_event_ + XDamageNotify) continue;
                const auto at = steady_clock::now();
                XDamageSubtract(display_, damage_, None, None);
                return at;
            }
            const auto left =
                std::chrono::duration_cast<milliseconds>(end - steady_clock::now()).count();
            if (left <= 0) return std::nullopt;
            pollfd line{ConnectionNumber(display_), POLLIN, 0};
            ::poll(&line, 1, static_cast<int>(left));
        }
    }

  private:
    std::size_t size() const {
        return static_cast<std::size_t>(image_->bytes_per_line) * static_cast<std::size_t>(height_);
    }

    Display* display_;
    Window root_ = 0;
    int width_ = 0;
    int height_ = 0;
    XShmSegmentInfo memory_{};
    XImage* image_ = nullptr;
    Damage damage_ = 0;
    int damage_event_ = 0;
};

bool is_dark(std::uint32_t pixel) {
    return (pixel >> 16) + (pixel >> 8 & 0xFF) + (pixel & 0xFF) < 3 * 96;
}

// Words are a little dark on much that is light; a window without a picture is dark all over.
bool shows_ink(const Screen& screen) {
    constexpr int step = 2;
    int dark = 0;
    int all = 0;
    for (int y = 0; y < screen.height(); y += step)
        for (int x = 0; x < screen.width(); x += step, ++all)
            dark += is_dark(screen.pixel(x, y)) ? 1 : 0;
    return screen.pixel(screen.width() / 2, screen.height() / 2) != backdrop && dark * 1000 > all &&
           dark * 3 < all;
}

bool shows_white(const Screen& screen) {
    return screen.pixel(screen.width() / 2, screen.height() / 2) == 0xFFFFFF;
}

int start(std::string_view until, char** command) {
    Screen screen;
    screen.paint_backdrop();
    while (screen.drawn(milliseconds(50))) {
    }
    const auto shows = until == "white" ? shows_white : shows_ink;
    const auto begun = steady_clock::now();
    const pid_t program = fork();
    if (program == 0) {
        setsid();
        if (std::freopen("/dev/null", "w", stdout) == nullptr) _exit(126);
        execvp(command[0], command);
        _exit(127);
    }
    while (steady_clock::now() - begun < patience) {
        const auto at = screen.drawn(patience);
        if (!at) break;
        screen.look();
        if (!shows(screen)) continue;
        std::printf("%.1f %d\n", since(begun, *at), program);
        return 0;
    }
    std::fprintf(stderr, "screen_watch: nothing to see of %s\n", command[0]);
    return 1;
}

struct Rectangle {
    int left = 0, top = 0, width = 0, height = 0;
};

std::vector<std::uint32_t> piece(const Screen& screen, const Rectangle& of) {
    std::vector<std::uint32_t> pixels;
    for (int y = of.top; y < of.top + of.height; ++y)
        for (int x = of.left; x < of.left + of.width; ++x) pixels.push_back(screen.pixel(x, y));
    return pixels;
}

int tap(int x, int y, const Rectangle& watched) {
    Screen screen;
    screen.move(x, y);
    screen.press(true);
    usleep(static_cast<useconds_t>(std::chrono::microseconds(finger_rests).count()));
    while (screen.drawn(milliseconds(0))) {
    }
    screen.look();
    const auto before = piece(screen, watched);
    const auto begun = steady_clock::now();
    screen.press(false);
    std::optional<double> changed;
    double rested = 0;
    while (const auto at = screen.drawn(changed ? at_rest : milliseconds(patience))) {
        rested = since(begun, *at);
        if (changed) continue;
        screen.look();
        if (piece(screen, watched) != before) changed = rested;
    }
    if (!changed) {
        std::fprintf(stderr, "screen_watch: nothing came of the tap\n");
        return 1;
    }
    std::printf("%.1f %.1f\n", *changed, rested);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> words(argv, argv + argc);
    if (argc > 3 && words[1] == "start") return start(words[2], argv + 3);
    if (argc == 8 && words[1] == "tap")
        return tap(
            std::atoi(argv[2]), std::atoi(argv[3]),
            {std::atoi(argv[4]), std::atoi(argv[5]), std::atoi(argv[6]), std::atoi(argv[7])});
    std::fprintf(stderr, "usage: screen_watch start white|ink COMMAND… | tap X Y LEFT TOP W H\n");
    return 2;
}
