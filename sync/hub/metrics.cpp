#include "sync/hub/metrics.h"

#include <fmt/format.h>

#include <algorithm>

#include "sync/hub/desk.h"

namespace earshot::sync {

void Metrics::answered(int status) {
    ++answers_[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))];
}

void Metrics::received(const wire::Receipt& receipt) {
    ++batches_;
    accepted_ += static_cast<std::uint64_t>(receipt.accepted);
    duplicates_ += static_cast<std::uint64_t>(receipt.duplicates);
    rejected_ += receipt.rejected.size();
}

std::string Metrics::text(core::milliseconds now) const {
    std::string text =
        "# HELP earshot_uptime_seconds Since the hub started.\n"
        "# TYPE earshot_uptime_seconds gauge\n";
    text += fmt::format("earshot_uptime_seconds {}\n",
                        std::chrono::floor<std::chrono::seconds>(now - started_).count());
    text +=
        "# HELP earshot_answers_total Requests answered, by class of status.\n"
        "# TYPE earshot_answers_total counter\n";
    for (std::size_t hundreds = 2; hundreds < answers_.size(); ++hundreds)
        text += fmt::format("earshot_answers_total{{code=\"{}xx\"}} {}\n", hundreds,
                            answers_[hundreds].load());
    text += fmt::format(
        "# HELP earshot_batches_total Batches stored.\n"
        "# TYPE earshot_batches_total counter\n"
        "earshot_batches_total {}\n"
        "# HELP earshot_records_total Records of those, by what became of them.\n"
        "# TYPE earshot_records_total counter\n"
        "earshot_records_total{{outcome=\"accepted\"}} {}\n"
        "earshot_records_total{{outcome=\"duplicate\"}} {}\n"
        "earshot_records_total{{outcome=\"rejected\"}} {}\n",
        batches_.load(), accepted_.load(), duplicates_.load(), rejected_.load());
    return text;
}

void give_metrics(Desk& desk, Call, const Reply& reply) {
    Response response;
    response.type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = desk.metrics.text(desk.clock().steady);
    reply(std::move(response));
}

}  // namespace earshot::sync
