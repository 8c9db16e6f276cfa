#include "core/journal_pages.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <variant>

namespace earshot::core {
namespace {

// SQLite's own choice for a new file; the journal's are made with it.
constexpr std::size_t page_size = 4096;
constexpr std::size_t first_page_header = 100;
constexpr unsigned char table_leaf = 0x0d;
// Of a payload, what stands in the leaf at most, and at least (file format, 1.6).
constexpr std::size_t local_max = page_size - 35;
constexpr std::size_t local_min = (page_size - 12) * 32 / 255 - 23;
// Far above any record (64 KiB); a length beyond it is damage.
constexpr std::size_t payload_max = 1U << 20U;

using Value = std::variant<std::monostate, std::int64_t, std::string>;

// Bytes read in order. What is beyond the end reads as nothing, and leaves `good` false.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    bool good() const { return good_; }
    std::string_view rest() const { return bytes_; }

    std::string_view take(std::size_t count) {
        if (count > bytes_.size()) {
            good_ = false;
            return {};
        }
        const std::string_view taken = bytes_.substr(0, count);
        bytes_.remove_prefix(count);
        return taken;
    }

    // Big-endian, with its sign.
    std::int64_t integer(std::size_t width) {
        const std::string_view bytes = take(width);
        if (bytes.empty()) return 0;
        std::uint64_t value = (bytes.front() & 0x80) != 0 ? ~std::uint64_t{0} : 0;
        for (const char byte : bytes) value = value << 8U | static_cast<unsigned char>(byte);
        return static_cast<std::int64_t>(value);
    }

    std::uint64_t varint() {
        std::uint64_t value = 0;
        for (int place = 0; place < 8; ++place) {
            const std::string_view next = take(1);
            if (next.empty()) return 0;
            const auto byte = static_cast<unsigned char>(next.front());
            value = value << 7U | (byte & 0x7fU);
            if (byte < 0x80) return value;
        }
        const std::string_view last = take(1);
        return last.empty() ? 0 : value << 8U | static_cast<unsigned char>(last.front());
    }

  private:
    std::string_view bytes_;
    bool good_ = true;
};

std::size_t unsigned16(std::string_view bytes, std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(bytes[at])) << 8U |
           static_cast<unsigned char>(bytes[at + 1]);
}

std::size_t local_size(std::size_t payload) {
    if (payload <= local_max) return payload;
    const std::size_t wish = local_min + (payload - local_min) % (page_size - 4);
    return wish <= local_max ? wish : local_min;
}

// A row's payload, from its leaf and its overflow pages. Short if a page of it is out of reach.
std::string payload_of(std::string_view file, Reader& cell, std::size_t size) {
    std::string payload(cell.take(local_size(size)));
    if (payload.size() == size) return payload;
    std::int64_t next = cell.integer(4);
    while (next > 0 && payload.size() < size) {
        const std::size_t at = static_cast<std::size_t>(next - 1) * page_size;
        if (at + page_size > file.size()) break;
        Reader page(file.substr(at, page_size));
        next = page.integer(4);
        payload += page.take(std::min(page_size - 4, size - payload.size()));
    }
    return payload;
}

Value value_of(Reader& body, std::uint64_t type) {
    constexpr std::size_t widths[] = {0, 1, 2, 3, 4, 6, 8};
    if (type == 0) return {};
    if (type < std::size(widths)) return body.integer(widths[type]);
    if (type == 8 || type == 9) return static_cast<std::int64_t>(type - 8);
    return std::string(body.take(type < 12 ? 0 : (type - 12) / 2));
}

std::vector<Value> values_of(std::string_view payload) {
    Reader head(payload);
    const std::uint64_t head_size = head.varint();
    const std::size_t length_of_it = payload.size() - head.rest().size();
    if (!head.good() || head_size < length_of_it || head_size > payload.size()) return {};
    Reader types(payload.substr(length_of_it, head_size - length_of_it));
    Reader body(payload.substr(head_size));
    std::vector<Value> values;
    while (!types.rest().empty() && types.good() && body.good())
        values.push_back(value_of(body, types.varint()));
    if (!types.good() || !body.good()) return {};
    return values;
}

template <typename T>
const T* at(const std::vector<Value>& values, std::size_t index) {
    return std::get_if<T>(&values[index]);
}

std::optional<JournalState> state_of(const std::vector<Value>& values) {
    const auto *next = at<std::int64_t>(values, 1), *numbered = at<std::int64_t>(values, 2),
               *removed = at<std::int64_t>(values, 3), *fresh = at<std::int64_t>(values, 4);
    const auto* identity = at<std::string>(values, 5);
    if (!next || !numbered || !removed || !fresh || !identity) return std::nullopt;
    return JournalState{*identity, *next, *numbered, *removed, *fresh != 0};
}

void sort_in(std::int64_t rowid, const std::vector<Value>& values, Pages& pages) {
    // Each table's key stands outside, as the number of the row.
    const bool keyed = !values.empty() && std::holds_alternative<std::monostate>(values.front());
    if (!keyed || (values.size() != 5 && values.size() != 7)) return;
    const auto* sum = at<std::string>(values, values.size() - 1);
    if (sum == nullptr) return;

    if (values.size() == 7) {
        const auto state = state_of(values);
        if (state && sum_of(*state) == *sum) pages.state = state;
        return;
    }
    const auto *first = at<std::string>(values, 1), *third = at<std::string>(values, 3);
    if (first == nullptr || third == nullptr) return;
    if (const auto* open = at<std::int64_t>(values, 2)) {
        const JournalRow row{{rowid, *first, *third}, *open != 0};
        if (sum_of(row) == *sum)
            pages.rows.emplace(rowid, row);
        else
            pages.altered.push_back(row);
    } else if (const auto* body = at<std::string>(values, 2)) {
        const Quarantined item{*first, *body, *third};
        if (sum_of(item) == *sum)
            pages.quarantined.push_back(item);
        else
            pages.altered.push_back({{0, *first, *body}, false});
    }
}

void read_cell(std::string_view file, std::string_view bytes, Pages& pages) {
    Reader cell(bytes);
    const std::uint64_t size = cell.varint();
    const auto rowid = static_cast<std::int64_t>(cell.varint());
    if (!cell.good() || size > payload_max) return;
    const std::string payload = payload_of(file, cell, size);
    if (payload.size() == size) sort_in(rowid, values_of(payload), pages);
}

// `file` is where overflow pages are looked for.
void read_page(std::string_view file, std::string_view page, bool first, Pages& pages) {
    const std::size_t head = first ? first_page_header : 0;
    if (page.size() < page_size || static_cast<unsigned char>(page[head]) != table_leaf) return;
    const std::size_t cells = std::min(unsigned16(page, head + 3), (page_size - head - 8) / 2);
    for (std::size_t cell = 0; cell < cells; ++cell) {
        const std::size_t place = unsigned16(page, head + 8 + 2 * cell);
        if (place < page_size) read_cell(file, page.substr(place), pages);
    }
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

Pages read_pages(const std::filesystem::path& file) {
    const std::string bytes = bytes_of(file);
    const std::string_view view = bytes;
    Pages pages;
    for (std::size_t at = 0; at < view.size(); at += page_size)
        read_page(view, view.substr(at, page_size), at == 0, pages);
    return pages;
}

Pages read_wal_pages(const std::filesystem::path& wal) {
    constexpr std::size_t wal_header = 32;
    constexpr std::size_t frame_header = 24;
    const std::string bytes = bytes_of(wal);
    const std::string_view view = bytes;
    Pages pages;
    for (std::size_t at = wal_header; at + frame_header < view.size();
         at += frame_header + page_size) {
        const bool first = Reader(view.substr(at)).integer(4) == 1;
        read_page({}, view.substr(at + frame_header, page_size), first, pages);
    }
    return pages;
}

}  // namespace earshot::core
