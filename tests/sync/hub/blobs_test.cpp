#include "sync/store/blobs.h"

#include <gmock/gmock.h>

#include "core/seal.h"
#include "sync/store/retention.h"
#include "sync/wire/blob.h"
#include "tests/support/process.h"
#include "tests/sync/hub/hub_fixture.h"

// What cashiers said aloud: handed over, heard, and gone.
namespace earshot {
namespace {

using test::said;

class BlobsTest : public test::HubTest {
  protected:
    static core::Record comment(int number, std::optional<std::string> audio) {
        core::Comment comment;
        comment.topics = {"produce"};
        comment.locale = "en";
        comment.entered = core::Entered::voice;
        comment.audio = std::move(audio);
        return test::a_record(number, comment);
    }
    std::string sealed(const std::string& what) {
        return core::seal(what, {"k", shop.store->keys().sealing.key}).box;
    }
    test::Headers with_type() const {
        test::Headers headers = device();
        headers["Content-Type"] = sync::wire::blob_type;
        return headers;
    }
    test::Answer put(const std::string& id, const std::string& box) {
        return send("PUT", "/v1/blobs/" + id, with_type(), box);
    }
    std::string listed(const std::string& member) {
        return said(read(get("/v1/comments", manager())), "/comments/0/" + member);
    }
    test::Answer hear(const std::string& id) { return get("/v1/blobs/" + id, manager()); }
    void purge_at(core::Instant when) {
        stop();
        shop.store->purge(when);
        shop.store->scrub();
        start({});
    }
    std::string on_disk() const {
        std::string all;
        for (const char* file : {"hub.db", "hub.db-wal"})
            all += test::content_of(shop.folder.path() / file);
        return all;
    }
    using HubTest::send;

    // Opus is bytes of all kinds.
    const std::string sound = std::string("OggS\0\1\xff\xfe", 8) + "the mangoes are hard";
    const std::string blob = test::an_id(900);
};

TEST_F(BlobsTest, AManagerHearsByteForByteWhatTheKioskSealed) {
    send({comment(1, blob)});
    EXPECT_EQ(listed("audio"), "null");  // not there yet
    const std::string box = sealed(sound);
    const auto kept = put(blob, box);
    EXPECT_EQ(kept.status, 200) << kept.body;
    EXPECT_EQ(*sync::wire::decode_blob_receipt(kept.body),
              (sync::wire::BlobReceipt{blob, static_cast<std::int64_t>(box.size())}));
    EXPECT_EQ(put(blob, box).body, kept.body);

    const std::string name = listed("audio");
    EXPECT_NE(name, blob);  // which tells when it was made
    for (const std::string& id : {name, blob}) {
        const auto heard = hear(id);
        EXPECT_EQ(heard.status, 200);
        EXPECT_EQ(heard.headers.at("content-type"), "audio/ogg");
        EXPECT_EQ(heard.body, sound);
    }
    EXPECT_EQ(on_disk().find("mangoes"), std::string::npos);
}

TEST_F(BlobsTest, ThatComesBeforeItsCommentIsTheSame) {
    put(blob, sealed(sound));
    send({comment(1, blob)});
    EXPECT_EQ(hear(listed("audio")).body, sound);
    purge_at(shop.now + std::chrono::hours{25});
    EXPECT_EQ(hear(blob).status, 200);
}

TEST_F(BlobsTest, IsErasedWithItsCommentAndStaysAway) {
    send({comment(1, blob)});
    const std::string box = sealed(sound);
    put(blob, box);
    EXPECT_EQ(send("DELETE", "/v1/comments/" + listed("id"), manager()).status, 204);
    EXPECT_EQ(hear(blob).status, 404);
    EXPECT_EQ(put(blob, box).status, 200);  // the kiosk may let go of it
    EXPECT_EQ(hear(blob).status, 404);
    purge_at(shop.now);
    EXPECT_EQ(on_disk().find(core::to_base64(box)), std::string::npos);
}

TEST_F(BlobsTest, OfACommentThatWasTakenBackIsNotKept) {
    const std::string box = sealed(sound);
    send({comment(1, blob),
          test::a_record(2, core::Retraction{test::an_id(1), std::nullopt, false})});
    EXPECT_EQ(put(blob, box).status, 200);
    EXPECT_EQ(hear(blob).status, 404);

    // Also where the taking back is there first, and the recording between.
    const std::string other = test::an_id(901);
    send({test::a_record(3, core::Retraction{test::an_id(4), std::nullopt, false})});
    put(other, box);
    EXPECT_EQ(hear(other).status, 200);
    send({comment(4, other)});
    EXPECT_EQ(hear(other).status, 404);
    put(other, box);
    EXPECT_EQ(hear(other).status, 404);
}

TEST_F(BlobsTest, GoesAfterADayWhereNoCommentNamesItAndAfterThirtyWhereOneDoes) {
    const std::string named = test::an_id(901);
    const std::string box = sealed(sound);
    send({comment(1, named)});
    put(blob, box);
    put(named, box);
    using std::chrono::hours;
    purge_at(shop.now + sync::unnamed_blob_life);
    EXPECT_EQ(hear(blob).status, 200);
    purge_at(shop.now + sync::unnamed_blob_life + hours{1});
    EXPECT_EQ(hear(blob).status, 404);
    purge_at(shop.now + sync::voice_life);
    EXPECT_EQ(hear(named).status, 200);
    purge_at(shop.now + sync::voice_life + hours{1});
    EXPECT_EQ(hear(named).status, 404);
    EXPECT_EQ(listed("audio"), "null");
    put(named, box);  // a kiosk that lost the answer
    EXPECT_EQ(hear(named).status, 404);
    EXPECT_EQ(on_disk().find(core::to_base64(box)), std::string::npos);
}

TEST_F(BlobsTest, WhatCannotBeHeardIsRefused) {
    const std::string box = sealed(sound);
    expect_problem(put("tea", box), 400);
    expect_problem(put(blob, ""), 400);
    expect_problem(put(blob, sound), 400);
    expect_problem(put(blob, sealed(std::string(sync::wire::blob_max, 'x'))), 413);
    expect_problem(send("PUT", "/v1/blobs/" + blob, device(), box), 415);
    EXPECT_EQ(put(blob, sealed(std::string(sync::wire::blob_max - 48, 'x'))).status, 200);
    expect_problem(put(blob, box), 409);
}

TEST_F(BlobsTest, IsItsShopsAlone) {
    const std::string box = sealed(sound);
    put(blob, box);
    shop.enrol("quay", "till-1");
    expect_problem(put(blob, box), 409);  // as the other shop's device
    expect_problem(get("/v1/blobs/" + blob, as("manager", "quay")), 404);
    EXPECT_EQ(get("/v1/blobs/" + blob, as("manager", "harbour")).status, 200);
}

}  // namespace
}  // namespace earshot
