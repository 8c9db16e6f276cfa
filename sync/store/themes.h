#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/words/themes.h"
#include "sync/store/act.h"
#include "sync/store/listing.h"
#include "sync/store/store.h"

// What people talk about in a shop: reasons of the book and themes that a person named. What a
// person decided about a comment holds whatever is said later.
namespace earshot::sync {

// Codes what is said in a shop, one by one, by what was decided until now. One thread each.
class ThemesOf {
  public:
    ThemesOf(Store& store, const std::string& shop);
    ~ThemesOf();

    // The theme that a person gave to this record, if it is there still: one that was merged is the
    // other.
    std::optional<std::string> confirmed(const std::string& record) const;
    // Of `said`, in the order of time.
    core::Themes all(const std::vector<core::Said>& said, core::Instant now);

    struct Named {
        std::string id, name;
    };
    const std::vector<Named>& named() const { return named_; }

  private:
    std::string live(const std::string& theme) const;
    bool is_there(const std::string& theme) const;
    void mend(std::optional<core::Coding>& coding) const;

    std::vector<Named> named_;  // by people, not merged
    std::map<std::string, std::string> merged_into_;
    std::vector<std::string> reasons_;  // live ones
    core::Decided decided_;
    std::unique_ptr<core::Examples> examples_;
    std::unique_ptr<core::Reader> reader_;
};

// What a list shows, and its words together as one is coded by.
struct SaidListed {
    core::Said said;
    Listed listed;
};
// What was said in words, the newest first; without special cases and what is set aside.
std::vector<SaidListed> said_between(Store& store, const ListedShop& shop, Listing what,
                                     std::size_t most);

// Each in a transaction of its own and in the audit log. Ids of records are their own. All fail as
// `not_found` for a theme that is none.

// That these are about the theme; none: about none of the themes.
core::Result<void> code(Store& store, const std::string& shop,
                        const std::vector<std::string>& records,
                        const std::optional<std::string>& theme, const Act& act);
// A theme of its own for these; its id.
std::string name_theme(Store& store, const std::string& shop,
                       const std::vector<std::string>& records, const std::string& name,
                       const std::string& id, const Act& act);
core::Result<void> rename_theme(Store& store, const std::string& shop, const std::string& theme,
                                const std::string& name, const Act& act);
// `into`: another theme, or a reason of the book.
core::Result<void> merge_theme(Store& store, const std::string& shop, const std::string& theme,
                               const std::string& into, const Act& act);

}  // namespace earshot::sync
