#include "sync/hub/connections.h"

namespace earshot::sync {

Connections::Place::Place(Connections& connections, std::string address)
    : connections_(connections), address_(std::move(address)) {
    std::size_t& of_address = connections_.of_address_[address_];
    const bool trusted = connections_.trusted_.contains(address_);
    taken_ = connections_.open_ < connections_.limits_.connections &&
             (trusted || of_address < connections_.limits_.untrusted_connections);
    ++of_address;
    ++connections_.open_;
}

Connections::Place::~Place() {
    --connections_.open_;
    const auto of_address = connections_.of_address_.find(address_);
    if (--of_address->second == 0) connections_.of_address_.erase(of_address);
}

Connections::Waiting::Waiting(Connections& connections, bool idle, std::function<void()> end)
    : connections_(connections), self_(connections.waiting_.end()) {
    if (idle) self_ = connections.waiting_.insert(connections.waiting_.end(), std::move(end));
}

Connections::Waiting::~Waiting() {
    if (self_ != connections_.waiting_.end()) connections_.waiting_.erase(self_);
}

void Connections::end_waiting() {
    for (const auto& end : waiting_) end();
}

}  // namespace earshot::sync
