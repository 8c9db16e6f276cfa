#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/support/process.h"

namespace earshot::test {

// A sound server of its own with two loudspeakers, of which the first is the usual one, and a
// microphone that hears what is said into it.
class SoundServer {
  public:
    SoundServer();

    std::map<std::string, std::string> environment() const;
    // How many play sound now.
    std::ptrdiff_t voices() const;
    bool sounds() const { return voices() > 0; }
    // How many listen to the microphone now.
    std::ptrdiff_t listeners() const;
    void pull_the_headset() const;
    // Says it into the microphone, as a person does. Runs until it is said, or this is gone.
    Process say(const std::string& words) const;

  private:
    std::string socket() const { return (folder_.path() / "native").string(); }
    std::map<std::string, std::string> home() const;
    Finished ask(std::vector<std::string> what) const;

    TemporaryFolder folder_;
    Process server_;
};

}  // namespace earshot::test
