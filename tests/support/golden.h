#pragma once

#include <string>

namespace earshot::test {

// The content of tests/data/NAME. TEST_ACCEPT=1 writes `actual` there first: read that diff as a
// change of the protocol.
std::string golden(const std::string& name, const std::string& actual);

}  // namespace earshot::test
