#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/words/lexicon.h"

namespace earshot::test {

// The ones that the hub is built with.
inline const std::vector<core::Lexicon>& lexicons() {
    static std::vector<core::Lexicon> all;
    if (!all.empty()) return all;
    for (const char* language : {"en", "de", "es", "fr"}) {
        const std::string path = std::string(ASSETS_FOLDER "/lexicon/") + language + ".toml";
        std::ifstream file(path);
        std::ostringstream text;
        text << file.rdbuf();
        auto read = core::Lexicon::read(text.str());
        if (!read) throw std::runtime_error(path + ": " + read.error().message);
        all.push_back(*std::move(read));
    }
    return all;
}

}  // namespace earshot::test
