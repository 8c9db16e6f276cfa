#include "core/wipe.h"

#include <sodium.h>

namespace earshot::core {

void wipe(std::string& secret) {
    sodium_memzero(secret.data(), secret.size());
    secret.clear();
}

}  // namespace earshot::core
