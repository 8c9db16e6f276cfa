#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/kiosk/health.h"
#include "app/kiosk/journal_thread.h"

// Commands on a kiosk at work, over the Unix socket in its data folder: nobody else opens its
// journal.
namespace earshot::app {

// What stands with the kiosk now; may wait for it, and is empty where it takes too long.
using AskFindings = std::function<std::vector<Finding>()>;

// One line of JSON for one: {"do":"carry","after":seq} gives what waits behind that number, a piece
// at a time; {"do":"doctor"} what there is to say. Never throws. For the thread of the socket.
std::string answer_command(const std::string& line, JournalThread& journal,
                           const AskFindings& findings);

}  // namespace earshot::app
