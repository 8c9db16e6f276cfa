#include "app/kiosk/code_sheet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "app/common/assets.h"
#include "core/comment_code.h"
#include "core/data_folder.h"
#include "tests/support/process.h"

// Printed, and read again as a scanner would.
namespace earshot::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class CodeSheetTest : public testing::Test {
  protected:
    // What a scanner reads of all pages.
    std::multiset<std::string> scan(const fs::path& sheet) const {
        const auto drawn = test::run(
            {"pdftoppm", "-r", "300", "-gray", sheet.string(), (folder_.path() / "page").string()});
        EXPECT_EQ(drawn.code, 0) << drawn.err;
        std::vector<std::string> command{"zbarimg", "--quiet", "--raw", "-Sdisable",
                                         "-Scode128.enable"};
        for (const auto& entry : fs::directory_iterator(folder_.path()))
            if (entry.path().extension() == ".pgm") command.push_back(entry.path().string());
        std::istringstream lines(test::run(command).out);
        std::multiset<std::string> codes;
        for (std::string line; std::getline(lines, line);) codes.insert(line);
        return codes;
    }
    static std::multiset<std::string> every_code(const std::vector<core::Reason>& reasons) {
        std::multiset<std::string> codes;
        for (const core::Reason& reason : reasons)
            for (const auto tone :
                 {core::Tone::praise, core::Tone::trouble, core::Tone::idea, core::Tone::elsewhere})
                codes.insert(std::string(core::comment_barcode_prefix) +
                             core::comment_code(reason.id, tone));
        return codes;
    }
    static std::vector<core::Reason> shipped() {
        return *core::read_reasons(*core::read_file(assets_folder() / "reasons.toml"));
    }

    test::TemporaryFolder folder_;
};

TEST_F(CodeSheetTest, EveryBarcodeIsReadBackAsItsReasonAndTone) {
    const fs::path sheet = folder_.path() / "codes.pdf";
    const auto printed = test::run({test::program("earshot-kiosk"), "--data",
                                    folder_.path().string(), "--print-codes", sheet.string()});
    ASSERT_EQ(printed.code, 0) << printed.err;
    const auto codes = scan(sheet);
    EXPECT_EQ(codes, every_code(shipped()));
    for (const std::string& code : codes)
        EXPECT_TRUE(
            core::read_comment_code(code.substr(core::comment_barcode_prefix.size()), shipped()))
            << code;
}

TEST_F(CodeSheetTest, PrintsAShopsOwnBookHoweverLongItsNamesAre) {
    std::vector<core::Reason> reasons{
        {"fruit-and-vegetables-of-the-region", {{"ar", "فواكه"}}, "food-apple", {}, {}},
        {std::string(55, 'z'), {{"en", "Anything"}}, "no-such-icon", {}, {}},
        {"bread", {}, "", {}, {}}};
    const auto live = every_code(reasons);
    reasons.push_back({std::string(56, 'z'), {{"en", "Too long"}}, "", {}, {}});
    reasons.push_back({"gone", {{"ar", "x"}}, "", core::ReasonState::retired, {}});
    reasons.push_back({"merged", {{"ar", "x"}}, "", core::ReasonState::merged, "bread"});
    Text text(assets_folder() / "icons");
    Wordings wordings(assets_folder() / "locale");
    const fs::path sheet = folder_.path() / "codes.pdf";
    core::write_file(
        sheet, code_sheet({"سوق الميناء", {"ar", "zh", "hi", "en"}, reasons}, text, wordings));
    EXPECT_EQ(scan(sheet), live);
}

TEST_F(CodeSheetTest, TellsWhereItCannotWrite) {
    const auto printed =
        test::run({test::program("earshot-kiosk"), "--data", folder_.path().string(),
                   "--print-codes", (folder_.path() / "none" / "codes.pdf").string()});
    EXPECT_EQ(printed.code, 1);
    EXPECT_THAT(printed.err, HasSubstr("codes.pdf"));
}

}  // namespace
}  // namespace earshot::app
