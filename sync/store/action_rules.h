#pragma once

#include "core/result.h"
#include "sync/store/act.h"
#include "sync/wire/action.h"

// How an action may be worked on. Pure: whether the reasons and the other action that it names are
// there is the store's to know.
namespace earshot::sync {

// new → owned → planned → done → told → closed, as far forward at once as what each needs is
// there; back to owned or planned until shoppers were told; declined, duplicate and false_alarm
// from before it is done. Needed are: to own it, an owner; to plan it, a decision and a date; to
// tell, a notice; to close, an outcome; to decline or to call it a false
// alarm, why; for a duplicate, of which. Fails as
// `invalid`, with a pointer to what is missing or wrong.
core::Result<wire::Action> changed(wire::Action action, const wire::ActionChange& change,
                                   const Act& act);

// What an alert does to one that was closed: it is new again, and nobody's.
void reopen(wire::Action& action, const Act& act);

// Whether shoppers see its notice, if it has one: once it is done, or declined.
bool tells(wire::ActionState state);

}  // namespace earshot::sync
