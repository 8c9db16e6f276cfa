#!/usr/bin/env bash
# What a kiosk costs, beside a Chromium page that asks the same with SurveyJS, and beside an empty
# SDL window with OpenGL as the floor: time to the first picture, memory with all processes,
# processor while nobody touches it, and from a tap to the next screen. All in turn on one virtual
# display, seen from outside by screen_watch; medians.
#   tests/bench/kiosk_bench.sh BUILD [ROUNDS] [SECONDS IDLE]
set -euo pipefail
build=$(realpath "$1")
rounds=${2:-5}
idle=${3:-60}
here=$(realpath "$(dirname "$0")")
questionnaire=$build/share/earshot/questionnaires/supermarket.toml
watch=$build/tests/screen_watch
work=$(mktemp -d)
program=
end() {
    [ -z "$program" ] || kill -- "-$program" 2> /dev/null || true
    kill "$server" 2> /dev/null || true
    rm -rf "$work"
}
trap end EXIT

(cd "$here/survey_page" && [ -d node_modules ] || timeout 300 npm ci --prefix "$here/survey_page" \
    --ignore-scripts --no-audit --no-fund > "$work/npm" 2>&1) || { cat "$work/npm" >&2; exit 1; }
node "$here/survey_page/make_page.mjs" "$questionnaire" "$work/page.html"

Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp -noreset 3> "$work/display" 2> /dev/null &
server=$!
while [ ! -s "$work/display" ]; do sleep 0.05; done
DISPLAY=:$(cat "$work/display")
export DISPLAY SDL_VIDEODRIVER=x11

# Chromium will not have root in its sandbox; a shop would not run it so.
sandbox=()
[ "$(id -u)" -ne 0 ] || sandbox=(--no-sandbox)
empty_command=("$build/tests/empty_window")
kiosk_command=("$build/bin/earshot-kiosk" --data "$work/data" --windowed 1280x800
    --panel-mm 323x202 --trace "$work/trace" --questionnaire "$questionnaire")
browser_command=(chromium --kiosk --window-position=0,0 --window-size=1280,800 --no-first-run
    "${sandbox[@]}" "--user-data-dir=$work/profile" "file://$work/page.html")

# All processes of a program: it leads a session of its own.
processes() { ps -o pid= -s "$program"; }
memory_kb() {
    local all=0 pid
    for pid in $(processes); do
        all=$((all + $(awk '/^Pss:/ {print $2}' "/proc/$pid/smaps_rollup" 2> /dev/null || echo 0)))
    done
    echo "$all"
}
processor_us() {
    local pid
    for pid in $(processes); do cat /proc/"$pid"/task/*/schedstat 2> /dev/null; done |
        awk '{all += $1} END {printf "%d\n", all / 1000}'
}

# Where to tap, and the heading that the next screen puts in another's place.
where_in_kiosk() {
    tail -n 1 "$work/trace" | jq -r '
        (.elements | map(select(.role == "choice"))[1]) as $choice
        | (.elements | map(select(.role == "heading"))[0]) as $heading
        | [$choice.x + $choice.w / 2, $choice.y + $choice.h / 2,
           $heading.x, $heading.y, $heading.w, $heading.h] | map(floor) | join(" ")'
}
where_in_empty() { echo "640 400 600 300 80 80"; }
where_in_browser() { echo "430 216 360 80 380 26"; }

note() { echo "$3" >> "$work/$1.$2"; }
median() { sort -n "$work/$1.$2" | awk '{all[NR] = $1} END {print all[int((NR + 1) / 2)]}'; }

# one NAME UNTIL [idle]
one() {
    local name=$1 until=$2 first before
    local -n command=${name}_command
    rm -rf "$work/trace" "$work/data"
    read -r first program < <("$watch" start "$until" "${command[@]}" 2> "$work/log") ||
        { cat "$work/log" >&2; exit 1; }
    note "$name" start "$first"
    sleep 3
    note "$name" memory "$(memory_kb)"
    if [ "${3-}" = idle ]; then
        before=$(processor_us)
        sleep "$idle"
        note "$name" idle "$(($(processor_us) - before))"
    fi
    # shellcheck disable=SC2046
    read -r first before < <("$watch" tap $("where_in_$name")) || exit 1
    note "$name" tap "$first"
    note "$name" rest "$before"
    kill -- "-$program"
    while [ -n "$(processes)" ]; do sleep 0.05; done
    program=
}

# The first of each warms the disk's cache, and Chromium's own.
one empty white; one kiosk ink; one browser ink
rm -f "$work"/*.start "$work"/*.memory "$work"/*.tap "$work"/*.rest
for round in $(seq "$rounds"); do
    last=$([ "$round" -ne "$rounds" ] || echo idle)
    one empty white "$last"; one kiosk ink "$last"; one browser ink "$last"
done

row() { awk -v name="$1" -v k="$2" -v b="$3" -v e="$4" -v unit="$5" -v to="$6" 'BEGIN {
    printf "%-28s kiosk %8.1f %s   Chromium %8.1f %s (x %.2f)", name, k / to, unit, b / to, unit, k / b
    printf "   empty window %8.1f %s (%+.1f)", e / to, unit, (k - e) / to
    printf "\n"}'; }
echo "Medians of $rounds rounds; idle over $idle s:"
row "start to first picture" "$(median kiosk start)" "$(median browser start)" "$(median empty start)" ms 1
row "memory (PSS)" "$(median kiosk memory)" "$(median browser memory)" "$(median empty memory)" MiB 1024
row "processor when idle" "$(median kiosk idle)" "$(median browser idle)" "$(median empty idle)" ms 1000
row "tap to next screen" "$(median kiosk tap)" "$(median browser tap)" "$(median empty tap)" ms 1
row "tap until all is at rest" "$(median kiosk rest)" "$(median browser rest)" "$(median empty rest)" ms 1
