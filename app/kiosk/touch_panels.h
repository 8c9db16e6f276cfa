#pragma once

#include <filesystem>
#include <functional>
#include <thread>

namespace earshot::app {

// How many touch panels the kernel knows of: input devices that are touched where they show.
// `input` is /sys/class/input, or a copy of it.
int touch_panels(const std::filesystem::path& input);

// Whether touch was lost, by how many panels there are at each look. Where there never was one (a
// mouse, a test), none is missed.
class TouchLoss {
  public:
    explicit TouchLoss(int panels) : had_(panels > 0) {}
    // True where that has changed.
    bool look(int panels);
    bool lost() const { return lost_; }

  private:
    bool had_;
    bool lost_ = false;
};

// Watches for touch panels that go and come back, asleep until one does. A screen whose touch is
// unplugged looks as it always did, and nobody can tell the shop but those who touch it in vain.
class TouchWatch {
  public:
    struct Places {
        std::filesystem::path input = "/sys/class/input";
        std::filesystem::path devices = "/dev/input";  // where files come and go with the devices
    };
    // Called on a thread of its own, with whether touch is lost, each time that changes.
    TouchWatch(Places places, std::function<void(bool lost)> tell);
    ~TouchWatch();
    TouchWatch(const TouchWatch&) = delete;
    TouchWatch& operator=(const TouchWatch&) = delete;

  private:
    void run();
    bool wait() const;

    Places places_;
    TouchLoss loss_;
    std::function<void(bool)> tell_;
    int changes_ = -1;  // inotify
    int end_ = -1;      // eventfd
    std::thread thread_;
};

}  // namespace earshot::app
