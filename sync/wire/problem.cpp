#include "sync/wire/problem.h"

#include "sync/wire/field.h"

namespace earshot::sync::wire {

std::string encode(const Problem& problem) {
    return write(json::object{{"type", problem.type},
                              {"title", problem.title},
                              {"status", problem.status},
                              {"detail", problem.detail},
                              {"pointer", problem.pointer}});
}

core::Result<Problem> decode_problem(std::string_view body) {
    return decode(body, [](const Field& in) {
        return Problem{in["type"].text(), in["title"].text(), in["status"].count(),
                       in["detail"].text(),
                       in["pointer"].null() ? std::string() : in["pointer"].text()};
    });
}

}  // namespace earshot::sync::wire
