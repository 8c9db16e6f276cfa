#include "app/hub/store_commands.h"

#include <spdlog/spdlog.h>

#include <filesystem>
#include <functional>

#include "app/common/control.h"
#include "core/data_folder.h"
#include "sync/store/audit.h"
#include "sync/store/backup.h"

namespace earshot::app {
namespace {

namespace json = sync::wire::json;
using core::Result;

// A backup of years takes its time.
constexpr std::chrono::minutes answer_wait{60};

json::object failure(const core::Error& error) {
    return {{"kind", static_cast<int>(error.kind)}, {"error", error.message}};
}

json::object to_json(const Result<sync::EnrolmentCode>& code) {
    if (!code) return failure(code.error());
    return {{"code", code->code}, {"expires", sync::wire::to_text(code->expires)}};
}

json::object to_json(const Result<std::int64_t>& entries) {
    if (!entries) return failure(entries.error());
    return {{"entries", *entries}};
}

json::object to_json(const Result<void>& backup, const std::string& file) {
    if (!backup) return failure(backup.error());
    return {{"backup", file}};
}

Result<json::object> ask_server(const std::string& data, const json::object& question) {
    TRY_ASSIGN(const std::string line,
               ask_control(std::filesystem::path(data) / hub_socket, json::serialize(question)));
    TRY_ASSIGN(const auto answer, sync::wire::parse(line));
    const auto* object = answer.if_object();
    if (object == nullptr)
        return core::fail(core::ErrorKind::corrupt, "the hub's answer cannot be read");
    return *object;
}

using Doing = std::function<json::object(sync::Store&)>;

Result<json::object> do_here(const std::string& data, const Doing& doing) {
    // Claiming would make the folder.
    if (!sync::has_store(data)) {
        TRY(sync::open_store(data));
    }
    TRY_ASSIGN(const core::DataFolder folder, core::DataFolder::claim(data));
    TRY_ASSIGN(const auto store, sync::open_store(folder.path()));
    return doing(*store);
}

Result<json::object> ask_or_do(const std::string& data, const json::object& question,
                               const Doing& doing) {
    auto answer = ask_server(data, question);
    if (!answer) answer = do_here(data, doing);
    // A hub may have started between the two.
    if (!answer && answer.error().kind == core::ErrorKind::in_use)
        answer = ask_server(data, question);
    if (!answer) return answer;
    const auto* error = answer->if_contains("error");
    if (error == nullptr) return answer;
    const auto* kind = answer->if_contains("kind");
    return core::fail(kind != nullptr ? static_cast<core::ErrorKind>(kind->as_int64())
                                      : core::ErrorKind::unavailable,
                      std::string(error->as_string()));
}

json::object command(sync::Hub& hub, sync::Store& store, const json::value& question) {
    const auto& what = question.at("do").as_string();
    if (what == "enrol")
        return to_json(hub.make_enrolment_code(std::string(question.at("shop").as_string()),
                                               std::string(question.at("till").as_string())));
    if (what == "verify-audit") return to_json(sync::verify_audit(store));
    if (what == "backup") {
        const std::string file(question.at("to").as_string());
        return to_json(hub.back_up(file), file);
    }
    return {{"error", "this earshot-hub knows no such command"}};
}

}  // namespace

std::string answer_command(sync::Hub& hub, sync::Store& store, const std::string& line) try {
    const auto question = sync::wire::parse(line);
    if (!question) return R"({"error":"unknown"})";
    return json::serialize(command(hub, store, *question));
} catch (const std::exception& error) {
    spdlog::error("a command over {} failed: {}", hub_socket, error.what());
    return R"({"error":"the hub could not do it: see its log"})";
}

Result<json::object> enrol(const std::string& data, const std::string& shop,
                           const std::string& till) {
    return ask_or_do(
        data, {{"do", "enrol"}, {"shop", shop}, {"till", till}}, [&](sync::Store& store) {
            return to_json(store.make_enrolment_code(shop, till, core::system_now().wall));
        });
}

Result<json::object> verify_audit(const std::string& data) {
    return ask_or_do(data, {{"do", "verify-audit"}},
                     [](sync::Store& store) { return to_json(sync::verify_audit(store)); });
}

Result<json::object> back_up(const std::string& data, const std::string& file) {
    const std::string whole = std::filesystem::absolute(file).string();
    return ask_or_do(data, {{"do", "backup"}, {"to", whole}}, [&](sync::Store& store) {
        const auto done = sync::back_up(store, whole);
        if (done) sync::remember_backup(store, whole, core::system_now().wall);
        return to_json(done, whole);
    });
}

Result<int> restore(const std::string& data, const std::string& file) {
    TRY_ASSIGN(const core::DataFolder folder, core::DataFolder::claim(data));
    return sync::restore(folder.path(), std::filesystem::absolute(file), core::system_now().wall);
}

}  // namespace earshot::app
