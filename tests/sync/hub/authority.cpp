#include "tests/sync/hub/authority.h"

#include <fstream>
#include <stdexcept>
#include <vector>

namespace earshot::test {
namespace {

void openssl(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "openssl");
    const Finished finished = run(arguments);
    if (finished.code != 0) throw std::runtime_error("openssl: " + finished.err);
}

}  // namespace

Authority::Authority() {
    openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
             "-days", "2", "-subj", "/CN=Shop Authority", "-keyout", path("ca.key"), "-out",
             path("ca.pem")});
}

Authority::Certified Authority::certify(const std::string& name, const std::string& host) {
    const auto file = [&](const char* ending) { return path(name + ending); };
    std::ofstream(file(".ext")) << "subjectAltName=" << host << '\n';
    openssl({"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
             "-subj", "/CN=hub", "-keyout", file(".key"), "-out", file(".csr")});
    openssl({"x509", "-req", "-in", file(".csr"), "-CA", path("ca.pem"), "-CAkey", path("ca.key"),
             "-CAcreateserial", "-days", "2", "-extfile", file(".ext"), "-out", file(".pem")});
    return {file(".pem"), file(".key")};
}

std::filesystem::path Authority::lock(const Certified& certified) {
    const std::filesystem::path locked = certified.key.string() + ".locked";
    openssl({"ec", "-in", certified.key, "-aes256", "-passout", "pass:secret", "-out", locked});
    return locked;
}

}  // namespace earshot::test
