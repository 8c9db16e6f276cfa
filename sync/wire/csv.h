#pragma once

#include <initializer_list>
#include <string>

// Tables for a spreadsheet: RFC 4180, UTF-8. No cell can be a formula there: one that would start
// as such gets a ' before it.
namespace earshot::sync::wire {

std::string csv_cell(std::string text);
// One line, with its end.
std::string csv_row(std::initializer_list<std::string> cells);

}  // namespace earshot::sync::wire
