#include "sync/wire/csv.h"

#include <string_view>

namespace earshot::sync::wire {

std::string csv_cell(std::string text) {
    // What a spreadsheet takes for the start of a formula.
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
        text.insert(0, "'");
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char character : text) {
        if (character == '"') quoted += '"';
        quoted += character;
    }
    return quoted + "\"";
}

std::string csv_row(std::initializer_list<std::string> cells) {
    std::string row;
    for (const std::string& cell : cells) {
        if (&cell != cells.begin()) row += ',';
        row += csv_cell(cell);
    }
    return row + "\r\n";
}

}  // namespace earshot::sync::wire
