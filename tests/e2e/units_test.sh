#!/bin/sh
# What ARCHITECTURE.md promises of the services: little that they could do besides their work, no
# core file, and back again however often they fall.
#   units_test.sh FOLDER
set -eu
failed=0
holds() { "$@" > /dev/null 2>&1 || { echo "does not hold: $*" >&2; failed=1; }; }
# check UNIT EXPOSURE, in tenths
check() {
    unit=$1/earshot-$2.service
    holds systemd-analyze security --offline=true --no-pager --threshold="$3" "$unit"
    for line in Restart=always RestartSec=1 StartLimitIntervalSec=0 LimitCORE=0; do
        holds grep -qx "$line" "$unit"
    done
}
check "$1" hub 15
for line in Type=notify WatchdogSec=60; do
    holds grep -qx "$line" "$1/earshot-hub.service"
done
check "$1" kiosk 20
exit "$failed"
