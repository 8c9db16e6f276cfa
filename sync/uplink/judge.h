#pragma once

#include <string>

#include "core/result.h"
#include "sync/uplink/transport.h"

namespace earshot::sync {

// How the device stands with its hub.
enum class Standing {
    not_enrolled,
    online,
    offline,     // no answer
    busy,        // the hub asks to wait
    login_page,  // the network answers in the hub's place
    untrusted,   // the hub's certificate is not to be trusted
    bad_answer,  // what came is no answer of a hub
    revoked,     // the hub no longer knows this device
};

enum class Act {
    take,       // the status of success: whether it is one, its body must show
    send_less,  // 413
    stop,       // until enrolled again
    refused,    // our hub says no, in words of its own, and would say so again
    later,
};

struct Verdict {
    Act act = Act::later;
    Standing standing = Standing::online;
    std::string words;  // for staff
    bool ours = false;  // the hub's own problem document came with it
    std::optional<std::string> retry_after;
    std::string reason;  // the cause within `words`, as the machine names it; may be empty
};

// What an answer means, before its body is read as a receipt, a bundle or an enrolment.
Verdict judge(const core::Result<HttpReply>& reply);

// The verdict on an answer of success whose body was not what it should be: a login page's, or a
// broken hub's.
Verdict no_answer_of_a_hub(const HttpReply& reply);

}  // namespace earshot::sync
