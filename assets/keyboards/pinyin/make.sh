#!/bin/sh
# Writes which simplified characters (those of GB 2312) are read how, and how often.
# make.sh Unihan_Readings.txt.bz2 pinyin.txt
set -e
here=$(dirname "$0")
bzcat "$1" | LC_ALL=C awk -f "$here/readings.awk" |
    iconv -c -f UTF-8 -t GB2312 | iconv -f GB2312 -t UTF-8 |
    LC_ALL=C awk 'NF == 3 { often[$1 " " $3] += $2 }
        END { for (each in often) { split(each, part, " "); print part[1], often[each], part[2] } }' |
    LC_ALL=C sort > "$2"
[ -s "$2" ]
