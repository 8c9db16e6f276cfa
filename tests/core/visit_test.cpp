#include "core/visit.h"

#include <gtest/gtest.h>

#include "core/seal.h"
#include "core/wipe.h"

namespace earshot::core {
namespace {

// RFC 4231, test cases 2 and 6 (a key longer than a block), cut to 16 bytes.
TEST(Visit, ATokenIsAnHmacCutOff) {
    EXPECT_EQ(to_base64(visit_token("what do ya want for nothing?", "Jefe")),
              "W9zBRr9gdU5qBCQmCJV1xw==");
    EXPECT_EQ(to_base64(visit_token("Test Using Larger Than Block-Size Key - Hash Key First",
                                    std::string(131, '\xaa'))),
              "YOQxWR7gtn8Niiaqy/W3fw==");
}

TEST(Visit, TheSameNumberIsAnotherUnderAnotherKey) {
    EXPECT_EQ(visit_token("4711", "spring"), visit_token("4711", "spring"));
    EXPECT_NE(visit_token("4711", "spring"), visit_token("4711", "summer"));
    EXPECT_NE(visit_token("4711", "spring"), visit_token("4712", "spring"));
}

TEST(Visit, WipesWhatItIsGiven) {
    std::string number = "4711";
    const char* where = number.data();
    wipe(number);
    EXPECT_TRUE(number.empty());
    EXPECT_EQ(where[0], '\0');
}

}  // namespace
}  // namespace earshot::core
