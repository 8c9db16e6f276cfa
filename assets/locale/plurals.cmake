# cmake -D PO=FILE -P plurals.cmake
# Fails on what msgcmp lets pass: a plural that lacks one of its language's forms, or has it empty.
file(READ ${PO} text)
if(text MATCHES "nplurals=([0-9]+)")
  set(forms_of_each ${CMAKE_MATCH_1})
else() # English, as msgen makes it
  set(forms_of_each 2)
endif()

# Without brackets, which would join what stands between them to one entry of a list.
string(REGEX REPLACE "[][]" " " text "${text}")
string(REGEX MATCHALL "\nmsgid_plural " plurals "${text}")
list(LENGTH plurals plurals)
# A form's words may begin on the line after.
string(REGEX MATCHALL "\nmsgstr [0-9] *\"(\"\n\")?[^\"\n]" forms "${text}")
list(LENGTH forms forms)
math(EXPR wanted "${plurals} * ${forms_of_each}")
if(NOT forms EQUAL wanted)
  message(
    FATAL_ERROR
      "${PO}: ${plurals} plurals of ${forms_of_each} forms each have ${forms} forms worded, not ${wanted}"
  )
endif()
