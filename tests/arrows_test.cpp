#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

// Holds the arrows of ARCHITECTURE.md: app → sync → core, and each third-party library in the few
// files that know it.
namespace earshot {
namespace {

namespace fs = std::filesystem;

// Each room includes only what stands on its row.
const std::map<std::string, std::set<std::string>> may_include = {
    {"core", {"core"}},
    {"core/insight", {"core", "core/insight"}},
    {"core/simulation", {"core", "core/simulation"}},
    {"core/words", {"core", "core/words"}},
    {"sync/wire", {"core", "core/insight", "sync/wire"}},
    {"sync/uplink", {"core", "sync/wire", "sync/uplink"}},
    {"sync/store", {"core", "core/insight", "core/words", "sync/wire", "sync/store"}},
    {"sync/hub", {"core", "core/insight", "core/words", "sync/wire", "sync/store", "sync/hub"}},
    {"app/common", {"core", "app/common"}},
    {"app/kiosk",
     {"core", "core/insight", "sync/wire", "sync/uplink", "app/common", "app/kiosk",
      "app/kiosk/screens"}},
    {"app/kiosk/screens", {"core", "app/kiosk", "app/kiosk/screens"}},
    {"app/hub", {"core", "sync/wire", "sync/store", "sync/hub", "app/common", "app/hub"}},
    {"app/dashboard", {"sync/hub", "app/dashboard"}},
    {"app/cli",
     {"core", "core/insight", "core/simulation", "sync/wire", "sync/uplink", "app/common",
      "app/cli"}},
};

// Third-party headers, by their beginning, and the folder or file that alone may know them.
const std::vector<std::pair<std::string, std::vector<std::string>>> only_in = {
    {"sqlite3.h", {"core/journal", "sync/store/sqlite"}},
    {"SQLiteCpp/", {"core/journal", "sync/store/sqlite"}},
    {"toml++/", {"core/toml", "app/kiosk/theme"}},
    {"sodium.h",
     {"core/draft.", "core/forget_code.", "core/id.", "core/pin.", "core/seal.", "core/journal",
      "core/visit.", "core/wipe.", "sync/store/", "sync/hub/"}},
    {"curl/", {"sync/uplink/curl_transport."}},
    {"zstd.h", {"sync/wire/compression."}},
    {"zlib.h", {"sync/wire/compression."}},
    {"boost/json", {"sync/", "app/"}},
    {"boost/beast", {"sync/hub/"}},
    {"boost/asio", {"sync/hub/"}},
    {"openssl/", {"sync/hub/tls_line."}},
    {"boost/locale", {"app/kiosk/wording."}},
    {"SDL", {"app/kiosk/window.", "app/kiosk/keys.", "app/kiosk/sound."}},
    {"opus", {"app/kiosk/opus."}},
    {"imgui", {"app/kiosk/"}},
    {"raqm.h", {"app/kiosk/shaping."}},
    {"ft2build.h", {"app/kiosk/fonts.", "app/kiosk/shaping.", "app/kiosk/text."}},
    {"fontconfig/", {"app/kiosk/fonts."}},
    {"cairo", {"app/kiosk/paper."}},
    {"zint.h", {"app/kiosk/barcode."}},
    {"unicode/",
     {"core/words/plain.", "sync/store/cut_words.", "app/kiosk/breaks.", "app/kiosk/characters.",
      "app/kiosk/completion.", "app/kiosk/dates.", "app/kiosk/direction.", "app/kiosk/shop_time.",
      "app/kiosk/signs."}},
    {"libstemmer.h", {"core/words/stems."}},
    {"CLI/", {"app/"}},
    {"spdlog/", {"app/", "sync/hub/"}},
};

struct Include {
    std::string file;  // from the root of the project
    std::string header;
};

std::vector<Include> every_include() {
    static const std::regex line_of(R"(^\s*#\s*include\s*["<]([^">]+)[">])");
    const fs::path root = EARSHOT_SOURCE_DIR;
    std::vector<Include> includes;
    for (const char* top : {"core", "sync", "app"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
            const std::string ending = entry.path().extension();
            if (ending != ".h" && ending != ".cpp") continue;
            std::ifstream file(entry.path());
            std::smatch match;
            for (std::string line; std::getline(file, line);)
                if (std::regex_search(line, match, line_of))
                    includes.push_back({fs::relative(entry.path(), root), match[1]});
        }
    }
    return includes;
}

bool is_ours(const std::string& header) {
    return header.starts_with("core/") || header.starts_with("sync/") || header.starts_with("app/");
}

TEST(ArrowsTest, EachRoomIncludesOnlyWhatStandsOnItsRow) {
    const auto includes = every_include();
    ASSERT_GT(includes.size(), 100u);
    for (const auto& [file, header] : includes) {
        const std::string room = fs::path(file).parent_path();
        const auto row = may_include.find(room);
        ASSERT_NE(row, may_include.end()) << room << " is no room yet: give it a row here";
        if (is_ours(header)) {
            EXPECT_TRUE(row->second.contains(fs::path(header).parent_path()))
                << file << " includes " << header;
        } else {
            EXPECT_FALSE(header.starts_with("tests/")) << file << " includes " << header;
        }
    }
}

TEST(ArrowsTest, EachLibraryIsKnownOnlyWhereItIsFenced) {
    for (const auto& [file, header] : every_include())
        for (const auto& [library, places] : only_in)
            if (header.starts_with(library)) {
                EXPECT_TRUE(std::ranges::any_of(
                    places, [&](const auto& place) { return file.starts_with(place); }))
                    << file << " includes " << header;
            }
}

}  // namespace
}  // namespace earshot
