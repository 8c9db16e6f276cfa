#pragma once

#include <exception>
#include <stdexcept>
#include <string>

namespace earshot::core {

// What ails the storage, told apart by what a person has to do about it.
enum class Trouble {
    full,           // make room
    read_only,      // look at the disk: it was mounted so, or has become so by its own faults
    failing,        // replace the disk
    no_memory,      // of the machine
    in_use,         // another program has the file open
    newer_version,  // of the data: update the program
    not_ours,       // another user's, a symbolic link, or without the rights we need
};

// The storage failed, and not by what was asked of it.
class StorageFailure : public std::runtime_error {
  public:
    StorageFailure(Trouble trouble, const std::string& what)
        : std::runtime_error(what), trouble_(trouble) {}

    Trouble trouble() const { return trouble_; }

  private:
    Trouble trouble_;
};

// What a failure tells of the storage.
Trouble trouble_of(const std::exception& error);

}  // namespace earshot::core
