#include "core/seal.h"

#include <sodium.h>

#include <cassert>
#include <cstdint>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <variant>

#include "core/text.h"
#include "core/wipe.h"

namespace earshot::core {
namespace {

void be_ready() {
    static const bool ready = sodium_init() >= 0;
    if (!ready) throw std::runtime_error("libsodium cannot start: no randomness from the system");
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void seal_text(Text& text, const SealingKey& to) {
    if (auto* clear = std::get_if<std::string>(&text)) {
        std::string words = std::move(*clear);
        text = seal(words, to);
        wipe(words);
    }
}

}  // namespace

OpeningKey::~OpeningKey() { sodium_memzero(secret.data(), secret.size()); }

OpeningKey make_opening_key(std::string id) {
    be_ready();
    OpeningKey key;
    key.id = std::move(id);
    key.key.resize(crypto_box_PUBLICKEYBYTES);
    key.secret.resize(crypto_box_SECRETKEYBYTES);
    crypto_box_keypair(bytes_of(key.key), bytes_of(key.secret));
    return key;
}

Sealed seal(std::string_view text, const SealingKey& to) {
    be_ready();
    assert(to.key.size() == crypto_box_PUBLICKEYBYTES);
    Sealed sealed{std::string(crypto_box_SEALBYTES + text.size(), '\0'), to.id};
    // It refuses a key of low order, which would seal to nobody or to everybody.
    if (crypto_box_seal(bytes_of(sealed.box), bytes_of(text), text.size(), bytes_of(to.key)) != 0)
        throw std::runtime_error("the sealing key " + to.id + " is not a usable X25519 key");
    return sealed;
}

Result<std::string> open(const Sealed& sealed, const OpeningKey& key) {
    if (sealed.key_id != key.id)
        return fail(ErrorKind::invalid, "sealed to the key " + sealed.key_id + ", not " + key.id);
    TRY_ASSIGN(std::string text, open_bytes(sealed.box, key));
    if (!is_utf8(text)) return fail(ErrorKind::invalid, "the sealed box holds no UTF-8");
    return text;
}

Result<std::string> open_bytes(std::string_view box, const OpeningKey& key) {
    be_ready();
    assert(key.key.size() == crypto_box_PUBLICKEYBYTES);
    assert(key.secret.size() == crypto_box_SECRETKEYBYTES);
    if (box.size() < crypto_box_SEALBYTES)
        return fail(ErrorKind::invalid, "too short for a sealed box");
    std::string bytes(box.size() - crypto_box_SEALBYTES, '\0');
    if (crypto_box_seal_open(bytes_of(bytes), bytes_of(box), box.size(), bytes_of(key.key),
                             bytes_of(key.secret)) != 0)
        return fail(ErrorKind::invalid, "the sealed box is damaged, or to another key");
    return bytes;
}

void seal_texts(Record& record, const SealingKey& to) {
    std::visit(
        [&to](auto& body) {
            using Kind = std::decay_t<decltype(body)>;
            if constexpr (std::is_same_v<Kind, Response>)
                for (Answer& answer : body.answers) seal_text(answer.text, to);
            if constexpr (std::is_same_v<Kind, Words> || std::is_same_v<Kind, Comment>)
                seal_text(body.text, to);
        },
        record.body);
}

std::optional<SealingKey> read_sealing_key(const std::string& id, std::string_view base64) {
    auto bytes = from_base64(base64);
    if (!bytes || bytes->size() != crypto_box_PUBLICKEYBYTES) return std::nullopt;
    SealingKey key{id, *std::move(bytes)};
    try {
        seal({}, key);
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
    return key;
}

std::string to_base64(std::string_view bytes) {
    be_ready();
    // The length that libsodium tells counts the NUL it writes.
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}

Result<std::string> from_base64(std::string_view text) {
    be_ready();
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    if (sodium_base642bin(bytes_of(bytes), bytes.size(), text.data(), text.size(), nullptr, &length,
                          &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != text.data() + text.size())
        return fail(ErrorKind::invalid, "not base64 with padding");
    bytes.resize(length);
    return bytes;
}

}  // namespace earshot::core
