#pragma once

#include "app/kiosk/app.h"
#include "core/data_folder.h"
#include "core/result.h"

namespace earshot::app {

// Claims the data folder. Where something stands in the way that a person has to mend (another
// user's file, a link, a disk that cannot be written), the screen says so to staff and all else
// waits: it is looked at again every few seconds, and a kiosk that ended instead would only be
// started again and again. Fails as DataFolder::claim() does where another process has the folder,
// and with what stood in the way when the program is asked to end meanwhile.
core::Result<core::DataFolder> claim_or_tell(const Settings& settings);

}  // namespace earshot::app
