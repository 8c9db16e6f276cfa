# Writes one line an icon, "NAME CODEPOINT" in hex, from the icon font's style sheet.
# cmake -D CSS=… -D TABLE=… -P table.cmake
file(READ ${CSS} css)
string(REGEX MATCHALL "mdi-[a-z0-9-]+::before{content:\"\\\\[0-9A-F]+\"" rules "${css}")
list(TRANSFORM rules REPLACE "mdi-([a-z0-9-]+)::before{content:\"\\\\([0-9A-F]+)\"" "\\1 \\2\n")
list(LENGTH rules count)
if(count LESS 7000)
  message(FATAL_ERROR "${CSS} names ${count} icons; there should be over 7,000")
endif()
string(JOIN "" table ${rules})
file(WRITE ${TABLE} "${table}")
