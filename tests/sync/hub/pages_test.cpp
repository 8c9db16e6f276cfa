#include "sync/hub/pages.h"

#include <gmock/gmock.h>

#include <fstream>

#include "tests/sync/hub/hub_fixture.h"

namespace earshot {
namespace {

using test::Headers;
using testing::HasSubstr;

// A hub with a page of a few bytes.
class PagesTest : public test::HubTest {
  protected:
    PagesTest() {
        keep("index.html", "<script src=\"/assets/main-1.js\"></script>");
        keep("call.html", "<script src=\"/assets/main-1.js\"></script>");
        keep("main-1.js", "open()");
        keep("main-1.js.gz", "packed");
        stop();
        const auto clock = [this] { return core::Now{shop.now, core::milliseconds{0}}; };
        hub = sync::Hub::open(*shop.store, "127.0.0.1:0", {}, clock, std::nullopt,
                              sync::Pages::read(folder).value())
                  .value();
        thread = std::thread([this] { hub->run(); });
    }

    void keep(const std::string& name, const std::string& content) const {
        std::filesystem::create_directories(folder);
        std::ofstream(folder / name) << content;
    }

    const std::filesystem::path folder =
        std::filesystem::path(testing::TempDir()) / ("pages-" + test::an_id(1));
};

TEST_F(PagesTest, TheRootIsThePageForAnybodyAndRunsNoScriptButItsOwn) {
    const auto page = get("/");
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.headers.at("content-type"), "text/html; charset=utf-8");
    EXPECT_THAT(page.body, HasSubstr("main-1.js"));
    const std::string policy = page.headers.at("content-security-policy");
    EXPECT_THAT(policy, HasSubstr("default-src 'none'; script-src 'self';"));
    EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    EXPECT_EQ(page.headers.at("x-frame-options"), "DENY");
    EXPECT_EQ(page.headers.at("x-content-type-options"), "nosniff");
    EXPECT_EQ(page.headers.at("referrer-policy"), "no-referrer");
}

TEST_F(PagesTest, WhereContactsAreOpenedIsADocumentThatMayRunWebAssemblyAndNoMore) {
    const auto page = get("/"), opens = get("/call");
    EXPECT_EQ(opens.status, 200);
    EXPECT_EQ(opens.headers.at("content-type"), "text/html; charset=utf-8");
    EXPECT_NE(opens.headers.at("etag"), page.headers.at("etag"));
    std::string policy = opens.headers.at("content-security-policy");
    const std::string more = " 'wasm-unsafe-eval'";
    ASSERT_THAT(policy, HasSubstr("script-src 'self'" + more + ";"));
    EXPECT_EQ(policy.erase(policy.find(more), more.size()),
              page.headers.at("content-security-policy"));
    EXPECT_EQ(get("/call", Headers{{"If-None-Match", page.headers.at("etag")}}).status, 200);
}

TEST_F(PagesTest, ThePageIsAskedForAgainAndItsFilesAreKept) {
    const auto page = get("/");
    EXPECT_EQ(page.headers.at("cache-control"), "no-cache");
    EXPECT_EQ(get("/", Headers{{"If-None-Match", page.headers.at("etag")}}).status, 304);
    EXPECT_EQ(get("/", Headers{{"If-None-Match", "\"other\""}}).status, 200);
    const auto script = get("/assets/main-1.js");
    EXPECT_EQ(script.body, "open()");
    EXPECT_EQ(script.headers.at("content-type"), "text/javascript; charset=utf-8");
    EXPECT_THAT(script.headers.at("cache-control"), HasSubstr("immutable"));
}

TEST_F(PagesTest, WhatIsPackedIsSentToWhomCanUnpackIt) {
    const auto packed = get("/assets/main-1.js", Headers{{"Accept-Encoding", "gzip, br"}});
    EXPECT_EQ(packed.body, "packed");
    EXPECT_EQ(packed.headers.at("content-encoding"), "gzip");
    EXPECT_EQ(packed.headers.at("vary"), "Accept-Encoding");
    EXPECT_FALSE(get("/assets/main-1.js").headers.contains("content-encoding"));
}

TEST_F(PagesTest, NothingElseIsServedFromTheFolderOrOutOfIt) {
    for (const char* target :
         {"/assets/main-2.js", "/assets/index.html", "/assets/call.html", "/assets/main-1.js.gz",
          "/assets/..%2Findex.html", "/assets/%2e%2e%2fhub.db", "/index.html"})
        expect_problem(get(target), 404);
    expect_problem(send("POST", "/", {}, "x"), 405);
}

TEST_F(PagesTest, AFolderWithoutAPageSaysSo) {
    const auto missing = sync::Pages::read(folder / "nowhere");
    ASSERT_FALSE(missing);
    EXPECT_THAT(missing.error().message, HasSubstr("nowhere"));
    keep("notes.exe", "?");
    EXPECT_FALSE(sync::Pages::read(folder));
    std::filesystem::remove(folder / "notes.exe");
}

}  // namespace
}  // namespace earshot
