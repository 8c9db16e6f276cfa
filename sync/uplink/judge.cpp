#include "sync/uplink/judge.h"

#include "sync/wire/problem.h"

namespace earshot::sync {
namespace {

constexpr auto login_words =
    "the network wants a login page: sign in to it with another device, or ask whoever runs it";

std::optional<wire::Problem> problem_of(const HttpReply& reply) {
    if (!reply.content_type.starts_with(wire::problem_type)) return std::nullopt;
    auto problem = wire::decode_problem(reply.body);
    if (!problem || problem->status != reply.status) return std::nullopt;
    return *std::move(problem);
}

bool is_page(const HttpReply& reply) {
    return reply.content_type.starts_with("text/html") ||
           reply.content_type.starts_with("application/xhtml");
}

Verdict no_exchange(const core::Error& error) {
    Verdict verdict;
    verdict.reason = error.message;
    switch (error.kind) {
        case core::ErrorKind::denied:
            verdict.standing = Standing::untrusted;
            verdict.words = "cannot trust the hub: " + error.message;
            return verdict;
        case core::ErrorKind::invalid:
            verdict.standing = Standing::bad_answer;
            verdict.words = "bad answer from hub: " + error.message;
            return verdict;
        default:
            verdict.standing = Standing::offline;
            verdict.words = "cannot reach the hub: " + error.message;
            return verdict;
    }
}

}  // namespace

Verdict judge(const core::Result<HttpReply>& reply) {
    if (!reply) return no_exchange(reply.error());
    const auto problem = problem_of(*reply);
    const std::string said = std::to_string(reply->status) + (problem ? ", " + problem->title : "");
    Verdict verdict{Act::later,          Standing::bad_answer, "bad answer from hub: " + said,
                    problem.has_value(), std::nullopt,         said};
    switch (reply->status) {
        case 200:
        case 201:
        case 304:
            return {Act::take, Standing::online, "", false, std::nullopt, ""};
        case 413:
            verdict.act = Act::send_less;
            return verdict;
        case 429:
        case 503:
            verdict.standing = Standing::busy;
            verdict.words = "the hub asks to wait: " + said;
            verdict.retry_after = reply->retry_after;
            return verdict;
        case 401:
            if (problem) {
                verdict.act = Act::stop;
                verdict.standing = Standing::revoked;
                verdict.words = "this kiosk is no longer enrolled";
                return verdict;
            }
            break;
        default:
            break;
    }
    const bool redirect = reply->status >= 300 && reply->status < 400;
    if (!problem &&
        (redirect || reply->status == 511 || (reply->status < 500 && is_page(*reply)))) {
        verdict.standing = Standing::login_page;
        verdict.words = login_words;
    } else if (reply->status >= 500) {
        verdict.standing = Standing::offline;
        verdict.words = "the hub cannot answer: " + said;
    } else if (problem && reply->status >= 400) {
        verdict.act = Act::refused;
        verdict.words = "the hub refuses: " + said;
    }
    return verdict;
}

Verdict no_answer_of_a_hub(const HttpReply& reply) {
    if (is_page(reply))
        return {Act::later, Standing::login_page, login_words, false, std::nullopt, ""};
    return {Act::later, Standing::bad_answer, "bad answer from hub", false, std::nullopt, ""};
}

}  // namespace earshot::sync
