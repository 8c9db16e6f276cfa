#include "sync/store/totp.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <bit>
#include <vector>

namespace earshot::sync {
namespace {

constexpr std::size_t secret_size = 20;
constexpr std::size_t block_size = 64;
constexpr std::int64_t step_seconds = 30;
constexpr std::uint32_t code_max = 1'000'000;

using Bytes = std::vector<unsigned char>;
using Words = std::array<std::uint32_t, 5>;

void take_block(Words& hash, const unsigned char* block) {
    std::array<std::uint32_t, 80> w{};
    for (std::size_t i = 0; i < 16; ++i)
        w[i] = std::uint32_t{block[4 * i]} << 24U | std::uint32_t{block[4 * i + 1]} << 16U |
               std::uint32_t{block[4 * i + 2]} << 8U | std::uint32_t{block[4 * i + 3]};
    for (std::size_t i = 16; i < w.size(); ++i)
        w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    auto [a, b, c, d, e] = hash;
    for (std::size_t i = 0; i < w.size(); ++i) {
        const std::uint32_t mixed = i < 20   ? ((b & c) | (~b & d)) + 0x5A827999U
                                    : i < 40 ? (b ^ c ^ d) + 0x6ED9EBA1U
                                    : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDCU
                                             : (b ^ c ^ d) + 0xCA62C1D6U;
        const std::uint32_t next = std::rotl(a, 5) + mixed + e + w[i];
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    const Words more{a, b, c, d, e};
    for (std::size_t i = 0; i < hash.size(); ++i) hash[i] += more[i];
}

// SHA-1 (RFC 3174): what authenticator apps speak. Within HMAC its collisions do no harm.
Bytes sha1(Bytes content) {
    const std::uint64_t bits = content.size() * 8;
    content.push_back(0x80);
    while (content.size() % block_size != block_size - 8) content.push_back(0);
    for (int shift = 56; shift >= 0; shift -= 8)
        content.push_back(static_cast<unsigned char>(bits >> static_cast<unsigned>(shift)));
    Words hash{0x67452301U, 0xEFCDAB89U, 0x98BADCFEU, 0x10325476U, 0xC3D2E1F0U};
    for (std::size_t at = 0; at < content.size(); at += block_size) take_block(hash, &content[at]);
    Bytes digest;
    for (const std::uint32_t word : hash)
        for (unsigned shift = 32; shift > 0; shift -= 8)
            digest.push_back(static_cast<unsigned char>(word >> (shift - 8)));
    return digest;
}

// RFC 2104, for keys of at most a block.
Bytes hmac(std::string_view key, const Bytes& content) {
    Bytes inner(block_size, 0x36), outer(block_size, 0x5C);
    for (std::size_t i = 0; i < key.size(); ++i) {
        inner[i] = static_cast<unsigned char>(inner[i] ^ static_cast<unsigned char>(key[i]));
        outer[i] = static_cast<unsigned char>(outer[i] ^ static_cast<unsigned char>(key[i]));
    }
    inner.insert(inner.end(), content.begin(), content.end());
    const Bytes digest = sha1(std::move(inner));
    outer.insert(outer.end(), digest.begin(), digest.end());
    return sha1(std::move(outer));
}

}  // namespace

std::string new_totp_secret() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
    std::string secret(secret_size, '\0');
    randombytes_buf(secret.data(), secret.size());
    return secret;
}

std::string totp_code(std::string_view secret, std::int64_t step) {
    Bytes counter;
    for (int shift = 56; shift >= 0; shift -= 8)
        counter.push_back(static_cast<unsigned char>(step >> shift));
    const Bytes digest = hmac(secret, counter);
    const std::size_t at = digest.back() & 0x0FU;
    const std::uint32_t number =
        (std::uint32_t{digest[at]} & 0x7FU) << 24U | std::uint32_t{digest[at + 1]} << 16U |
        std::uint32_t{digest[at + 2]} << 8U | std::uint32_t{digest[at + 3]};
    return fmt::format("{:06}", number % code_max);
}

std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code,
                                      core::Instant now, std::int64_t last) {
    const std::int64_t present =
        std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count() / step_seconds;
    for (std::int64_t step = present - 1; step <= present + 1; ++step) {
        const std::string right = totp_code(secret, step);
        const bool same = code.size() == right.size() &&
                          sodium_memcmp(code.data(), right.data(), right.size()) == 0;
        if (same && step > last) return step;
    }
    return std::nullopt;
}

std::string base32(std::string_view bytes) {
    constexpr std::string_view signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    std::uint32_t left = 0;
    unsigned bits = 0;
    for (const char byte : bytes) {
        left = left << 8U | static_cast<unsigned char>(byte);
        bits += 8;
        for (; bits >= 5; bits -= 5) text += signs[left >> (bits - 5) & 0x1FU];
    }
    if (bits > 0) text += signs[left << (5 - bits) & 0x1FU];
    return text;
}

std::string totp_uri(std::string_view secret, const std::string& user) {
    std::string escaped;
    for (const char c : user) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0)
            escaped += c;
        else
            escaped += fmt::format("%{:02X}", byte);
    }
    return "otpauth://totp/Earshot:" + escaped + "?issuer=Earshot&secret=" + base32(secret);
}

}  // namespace earshot::sync
