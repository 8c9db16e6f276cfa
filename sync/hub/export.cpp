#include <memory>
#include <utility>

#include "sync/hub/answers.h"
#include "sync/hub/codebook.h"
#include "sync/hub/desk.h"
#include "sync/hub/reports.h"
#include "sync/hub/said.h"
#include "sync/hub/span.h"
#include "sync/store/actions.h"
#include "sync/store/listing.h"
#include "sync/wire/csv.h"

// GET /v1/export/{file}: everything there is of a kind, for a spreadsheet or a script.
namespace earshot::sync {
namespace {

namespace json = wire::json;
namespace insight = core::insight;

constexpr std::size_t items_at_once = 200;

struct File {
    std::string what;
    bool csv = false;
};

std::optional<File> file_of(const std::string& name) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string::npos) return std::nullopt;
    const std::string format = name.substr(dot + 1);
    if (format != "csv" && format != "ndjson") return std::nullopt;
    return File{name.substr(0, dot), format == "csv"};
}

std::string line(const json::object& object) { return wire::write(object) + "\n"; }

Response streamed(Desk& desk, const File& file, std::string heading,
                  std::function<std::string()> next) {
    Response response;
    response.type = file.csv ? "text/csv; charset=utf-8" : "application/x-ndjson";
    if (file.csv) response.body = std::move(heading);
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file.what +
                                                             (file.csv ? ".csv\"" : ".ndjson\""));
    response.rest = in_pieces(desk, std::move(next));
    return response;
}

// Page after page of a list, each read when the one before it was sent.
core::Result<Response> said(Desk& desk, const Call& call, const File& file, Listing what) {
    TRY_ASSIGN(auto query, list_query_of(desk, call, what));
    struct Place {
        ListQuery query;
        std::optional<std::string> cursor;
        bool over = false;
    };
    const auto place = std::make_shared<Place>(Place{std::move(query), std::nullopt});
    return streamed(desk, file, csv_heading(what), [&desk, place, csv = file.csv] {
        std::string piece;
        // An empty piece is the end: a page where nothing matched is none.
        while (piece.empty() && !place->over) {
            const auto page = list(desk.store, place->query, place->cursor, items_at_once);
            if (!page) throw sql::Unavailable(page.error().message);
            for (const Listed& item : page->items)
                piece += csv ? csv_rows(item) : line(to_json(item));
            place->cursor = page->cursor;
            place->over = !page->cursor;
        }
        return piece;
    });
}

std::string number(const std::optional<std::int64_t>& n) { return n ? std::to_string(*n) : ""; }

json::value number_or_null(const std::optional<std::int64_t>& n) {
    return n ? json::value(*n) : json::value(nullptr);
}

// One shop's tallies by day, with what a split of so few hides left out.
std::string tally_rows(const std::string& shop, const insight::Report& report, bool csv) {
    std::string rows;
    const auto add = [&](const std::string& day, const std::string& source, const std::string& of,
                         const std::string& choice, const std::optional<std::int64_t>& n,
                         const std::optional<std::int64_t>& base) {
        rows += csv ? wire::csv_row({shop, day, source, of, choice, number(n), number(base)})
                    : line({{"shop", shop},
                            {"day", day},
                            {"source", source},
                            {"of", of},
                            {"choice", choice},
                            {"n", number_or_null(n)},
                            {"base", number_or_null(base)}});
    };
    for (const insight::Group& group : report.groups) {
        for (const insight::QuestionReport& question : group.questions)
            for (const insight::ChoiceShare& choice : question.choices)
                add(group.key, "kiosk", question.id, choice.id, choice.n, question.base);
        for (const insight::HeardReport& heard : group.heard) {
            add(group.key, "heard", heard.reason, "praise", heard.tones.praise, heard.n);
            add(group.key, "heard", heard.reason, "trouble", heard.tones.trouble, heard.n);
            add(group.key, "heard", heard.reason, "idea", heard.tones.idea, heard.n);
            add(group.key, "heard", heard.reason, "elsewhere", heard.tones.elsewhere, heard.n);
        }
    }
    return rows;
}

core::Result<Response> tallies(Desk& desk, const Call& call, const File& file) {
    if (call.asked("till"))
        return core::fail(core::ErrorKind::invalid, "Tallies are by shop and day: leave out till.");
    TRY_ASSIGN(const auto shops, shops_of(desk, call));
    Call by_day = call;
    by_day.query["by"] = "day";
    // What is wrong with it is told before anything is sent.
    TRY(report_of(desk, by_day));
    struct Place {
        Call call;
        std::vector<core::Shop> shops;
        std::size_t next = 0;
    };
    const auto place = std::make_shared<Place>(Place{std::move(by_day), shops});
    return streamed(desk, file, "shop,day,source,of,choice,n,base\r\n",
                    [&desk, place, csv = file.csv] {
                        std::string piece;
                        while (piece.empty() && place->next < place->shops.size()) {
                            const std::string& shop = place->shops[place->next++].id;
                            place->call.query["shop"] = shop;
                            const auto report = report_of(desk, place->call);
                            if (!report) throw sql::Unavailable(report.error().message);
                            piece = tally_rows(shop, *report, csv);
                        }
                        return piece;
                    });
}

std::string action_row(const wire::Action& action) {
    const json::object told = to_json(action);
    const auto text = [&](const char* member) {
        return told.at(member).is_string() ? std::string(told.at(member).as_string()) : "";
    };
    std::string reasons;
    for (const std::string& reason : action.reasons)
        reasons += (reasons.empty() ? "" : " ") + reason;
    const std::string notice = action.notice.empty() ? "" : action.notice.begin()->second;
    return wire::csv_row({action.id, action.shop, action.title, reasons, text("state"),
                          text("owner"), text("due"), text("decision"), action.because,
                          text("duplicate_of"), text("outcome"), notice, text("since"),
                          action.count ? std::to_string(*action.count) : "", text("made_at")});
}

core::Result<Response> all_actions(Desk& desk, const Call& call, const File& file) {
    TRY_ASSIGN(const auto shops, shops_of(desk, call));
    struct Place {
        std::vector<core::Shop> shops;
        std::size_t next = 0;
    };
    const auto place = std::make_shared<Place>(Place{shops});
    return streamed(desk, file,
                    "id,shop,title,reasons,state,owner,due,decision,because,duplicate_of,outcome,"
                    "notice,since,count,made_at\r\n",
                    [&desk, place, csv = file.csv] {
                        std::string piece;
                        while (piece.empty() && place->next < place->shops.size())
                            for (const wire::Action& action :
                                 actions(desk.store, place->shops[place->next++].id))
                                piece += csv ? action_row(action) : line(to_json(action));
                        return piece;
                    });
}

core::Result<Response> the_codebook(Desk& desk, const Call& call, const File& file) {
    TRY_ASSIGN(const auto shops, shops_of(desk, call));
    TRY_ASSIGN(const std::string language, language_of(call, shops));
    const auto rows = std::make_shared<std::string>();
    for (const Meaning& meaning : codebook(*desk.published.now(), language))
        *rows += file.csv ? wire::csv_row({meaning.kind, meaning.of, meaning.id, meaning.text,
                                           meaning.measures})
                          : line({{"kind", meaning.kind},
                                  {"of", meaning.of},
                                  {"id", meaning.id},
                                  {"text", meaning.text},
                                  {"measures", meaning.measures}});
    return streamed(desk, file, "kind,of,id,text,measures\r\n",
                    [rows] { return std::exchange(*rows, {}); });
}

core::Result<Response> export_of(Desk& desk, const Call& call) {
    const auto file = file_of(call.parts.at("file"));
    if (file && file->what == "comments") return said(desk, call, *file, Listing::comments);
    if (file && file->what == "responses") return said(desk, call, *file, Listing::responses);
    if (file && file->what == "tallies") return tallies(desk, call, *file);
    if (file && file->what == "actions") return all_actions(desk, call, *file);
    if (file && file->what == "codebook") return the_codebook(desk, call, *file);
    return core::fail(core::ErrorKind::not_found,
                      "There are responses, comments, tallies, actions and the codebook, each as "
                      ".csv and as .ndjson.");
}

}  // namespace

void give_export(Desk& desk, Call call, const Reply& reply) {
    auto response = export_of(desk, call);
    reply(response ? *std::move(response) : problem_of(response.error()));
}

}  // namespace earshot::sync
