#pragma once

#include <cstdint>
#include <string>

#include "app/kiosk/wording.h"
#include "core/trouble.h"
#include "sync/uplink/judge.h"

namespace earshot::app {

// What the kiosk says to those who work in the shop, in one language: what is the matter, and what
// to do about it. Names, times and causes are handed in as they are to be read.
class StaffVoice {
  public:
    // `voice` must outlive it.
    explicit StaffVoice(const Voice& voice) : voice_(voice) {}

    std::string for_the_team() const;
    std::string type_the_pin() const;
    std::string digits_typed(int count) const;
    std::string not_the_pin() const;
    std::string wait_seconds(int seconds) const;
    std::string wait_minutes(int minutes) const;
    std::string ask_your_supervisor() const;
    std::string one_moment() const;
    std::string pin_cannot_be_checked() const;
    std::string no_pin_is_set() const;
    std::string erase() const;

    std::string todays_reasons() const;
    std::string counted_in_steps(std::int64_t step) const;
    std::string so_many_or_more(std::int64_t count) const;
    std::string others_fewer_than(std::int64_t count) const;
    std::string too_few_today() const;

    std::string training_is_on() const;
    std::string start_training() const;
    std::string end_training() const;
    std::string end_program() const;

    std::string storage(core::Trouble trouble) const;
    std::string disk_free(const std::string& size) const;
    std::string disk_almost_full(const std::string& size) const;
    std::string everything_sent() const;
    std::string unsent(std::int64_t count, const std::string& oldest) const;
    std::string quarantined(std::size_t count, const std::string& reasons) const;
    std::string salvaged(int saved, int quarantined) const;
    std::string missing(std::size_t count) const;

    std::string standing(sync::Standing standing, const std::string& cause) const;
    std::string no_network_used() const;
    std::string last_heard(const std::string& when) const;
    std::string never_heard() const;
    std::string next_try(const std::string& when) const;
    std::string bundle_not_taken(const std::string& cause) const;

    std::string clock_shows(const std::string& when) const;
    std::string clock_wrong(const std::string& when) const;
    std::string touch_not_working() const;  // for shoppers, too
    std::string have_touch_checked() const;
    std::string unknown_code(const std::string& code, const std::string& when) const;

    std::string version(const std::string& version) const;
    std::string device(const std::string& id) const;
    std::string shop_and_till(const std::string& shop, const std::string& till) const;
    std::string display(int width_mm, int height_mm) const;

  private:
    const Voice& voice_;
};

}  // namespace earshot::app
