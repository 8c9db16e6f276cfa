#!/bin/sh
# What a kiosk costs: time to its first picture, memory while it shows it, processor while nobody
# touches it. Beside each, in the same run, the same of an empty SDL window with OpenGL.
#   tests/bench/kiosk_bench.sh BUILD [SECONDS IDLE]
set -eu
build=$1
idle=${2:-20}
work=$(mktemp -d)
trap 'kill $server 2>/dev/null || true; rm -rf "$work"' EXIT INT TERM

Xvfb -displayfd 3 -screen 0 1280x800x24 3>"$work/display" 2>/dev/null &
server=$!
while [ ! -s "$work/display" ]; do sleep 0.05; done
DISPLAY=:$(cat "$work/display")
export DISPLAY

now_ms() { date +%s%3N; }
pss_kb() { awk '/^Pss:/ {print $2}' "/proc/$1/smaps_rollup"; }
cpu_ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }

# measure NAME FILE_THAT_GROWS_AT_THE_FIRST_PICTURE COMMAND...
measure() {
    name=$1 first=$2
    shift 2
    begun=$(now_ms)
    "$@" &
    program=$!
    while [ ! -s "$first" ]; do sleep 0.002; done
    shown=$(($(now_ms) - begun))
    sleep 2
    memory=$(pss_kb $program)
    before=$(cpu_ticks $program)
    sleep "$idle"
    spent=$(($(cpu_ticks $program) - before))
    kill $program
    wait $program || true
    eval "${name}_shown=$shown ${name}_memory=$memory ${name}_spent=$spent"
}

measure empty "$work/empty" "$build/tests/empty_window" "$work/empty"
measure kiosk "$work/trace" "$build/bin/earshot-kiosk" --data "$work/data" --windowed 1280x800 \
    --panel-mm 323x202 --trace "$work/trace" \
    --questionnaire "$build/share/earshot/questionnaires/supermarket.toml"

ticks=$(getconf CLK_TCK)
awk -v k="$kiosk_shown" -v e="$empty_shown" \
    'BEGIN {printf "first picture   %6d ms    empty window %6d ms    %+d ms\n", k, e, k - e}'
awk -v k="$kiosk_memory" -v e="$empty_memory" \
    'BEGIN {printf "memory (PSS)    %6.1f MB    empty window %6.1f MB    x %.2f\n", k / 1024, e / 1024, k / e}'
awk -v k="$kiosk_spent" -v e="$empty_spent" -v t="$ticks" -v s="$idle" \
    'BEGIN {printf "idle processor  %6.2f %%     empty window %6.2f %%     over %d s\n", 100 * k / t / s, 100 * e / t / s, s}'
