#include "core/trouble.h"

#include <cerrno>
#include <new>
#include <system_error>

namespace earshot::core {
namespace {

Trouble of_code(int code) {
    switch (code) {
        case ENOSPC:
        case EDQUOT:
            return Trouble::full;
        case EROFS:
            return Trouble::read_only;
        case EACCES:
        case EPERM:
        case ELOOP:
            return Trouble::not_ours;
        case ENOMEM:
            return Trouble::no_memory;
        default:
            return Trouble::failing;
    }
}

}  // namespace

Trouble trouble_of(const std::exception& error) {
    if (const auto* storage = dynamic_cast<const StorageFailure*>(&error))
        return storage->trouble();
    if (const auto* system = dynamic_cast<const std::system_error*>(&error))
        return of_code(system->code().value());
    const bool memory = dynamic_cast<const std::bad_alloc*>(&error) != nullptr;
    return memory ? Trouble::no_memory : Trouble::failing;
}

}  // namespace earshot::core
