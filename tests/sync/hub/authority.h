#pragma once

#include <filesystem>
#include <string>

#include "tests/support/process.h"

namespace earshot::test {

// A shop's own certificate authority, made by the openssl program, and what it certifies.
class Authority {
  public:
    struct Certified {
        std::filesystem::path certificate, key;
    };

    Authority();

    std::filesystem::path certificate() const { return path("ca.pem"); }
    // For a server that is reached at `host`, such as "IP:127.0.0.1".
    Certified certify(const std::string& name, const std::string& host = "IP:127.0.0.1");
    // The same key under a passphrase.
    std::filesystem::path lock(const Certified& certified);

    std::filesystem::path path(const std::string& name) const { return folder_.path() / name; }

  private:
    TemporaryFolder folder_;
};

}  // namespace earshot::test
