// Keeps records in a journal until it is killed, as fast as it can, and names each on stdout once
// it is kept: the one whose thank-yous journal_crash_test.cpp holds to.

#include <unistd.h>

#include <cstdlib>

#include "tests/core/journal_support.h"

int main(int count, char** arguments) {
    if (count != 3) return 2;
    const std::string prefix = arguments[2];
    auto journal = earshot::test::open_journal(arguments[1]);
    for (int number = 0;; ++number) {
        const std::string id = prefix + "-" + std::to_string(number);
        // Every third one first stands open, as an interview's first answer does.
        if (number % 3 == 0 && !journal.keep(earshot::test::a_record(id, "first"), true)) return 1;
        if (!journal.keep(earshot::test::a_record(id))) return 1;
        const std::string line = id + "\n";
        if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) return 1;
    }
}
