#include "core/comment_code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace earshot::core {
namespace {

using testing::ElementsAre;

const std::vector<Reason> book{{"produce", {}, "", ReasonState::live, {}},
                               {"non-food", {}, "", ReasonState::retired, {}}};

TEST(CommentCode, IsAReasonAndATone) {
    const auto comment = read_comment_code("produce+", book);
    ASSERT_TRUE(comment);
    EXPECT_THAT(comment->topics, ElementsAre("produce"));
    EXPECT_EQ(comment->tone, Tone::praise);
    EXPECT_EQ(comment->entered, Entered::scan);
    EXPECT_EQ(read_comment_code("produce-", book)->tone, Tone::trouble);
    EXPECT_EQ(read_comment_code("produce/", book)->tone, Tone::idea);
    EXPECT_EQ(read_comment_code("produce*", book)->tone, Tone::elsewhere);
}

TEST(CommentCode, IgnoresCaseAndTakesRetiredReasons) {
    EXPECT_THAT(read_comment_code("NON-Food-", book)->topics, ElementsAre("non-food"));
}

TEST(CommentCode, RefusesWhatIsNone) {
    for (const char* code :
         {"", "+", "produce", "produce++", "produc+", "producee+", " produce+"}) {
        const auto comment = read_comment_code(code, book);
        ASSERT_FALSE(comment) << code;
        EXPECT_EQ(comment.error().kind, ErrorKind::invalid);
    }
}

TEST(CommentCodeTest, ReadsWhatItWrites) {
    const std::vector<Reason> reasons{{"non-food", {}, "", ReasonState::live, {}}};
    for (const Tone tone : {Tone::praise, Tone::trouble, Tone::idea, Tone::elsewhere}) {
        const auto comment = read_comment_code(comment_code("non-food", tone), reasons);
        ASSERT_TRUE(comment);
        EXPECT_EQ(comment->tone, tone);
        EXPECT_THAT(comment->topics, ElementsAre("non-food"));
    }
}

}  // namespace
}  // namespace earshot::core
