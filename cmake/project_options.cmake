# What every target of ours is built with. Never exported: nobody else inherits it.
add_library(project_options INTERFACE)
target_compile_features(project_options INTERFACE cxx_std_20)
target_include_directories(project_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(project_options INTERFACE EARSHOT_VERSION="${PROJECT_VERSION}")
target_compile_options(
  project_options
  INTERFACE -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wconversion
            -Wsign-conversion
            -Wnon-virtual-dtor
            # A designated initializer leaves out members on purpose: each has its default.
            -Wno-missing-field-initializers
            # With the optimizer on, GCC 12 sees these inside std::string's operator+ (GCC bug
            # 105651) and fmt, where there are none. Debug builds keep them.
            $<$<CONFIG:Release>:-Wno-restrict>
            $<$<CONFIG:Release>:-Wno-stringop-overflow>
            # A path of the build machine has no place in a package.
            -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.
            # Assertions stay on in release builds; the library's own cheap ones too.
            -UNDEBUG
            $<$<CONFIG:Release>:-D_GLIBCXX_ASSERTIONS>
            $<$<CONFIG:Release>:-fstack-protector-strong>)
set(CMAKE_CXX_EXTENSIONS OFF)

set(EARSHOT_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined or thread")
if(EARSHOT_SANITIZE)
  # Line tables are enough for a report, and -g1 without the optimizer builds twice as fast.
  add_compile_options(-fsanitize=${EARSHOT_SANITIZE} -fno-omit-frame-pointer -g1)
  add_link_options(-fsanitize=${EARSHOT_SANITIZE})
  if(EARSHOT_SANITIZE MATCHES thread)
    # GCC 12 warns that fences are not supported; none of ours are affected.
    add_compile_options(-Wno-tsan)
  endif()
endif()

# Coroutines on Beast's streams take 0.7 GB and half a minute a file: one at a time.
set_property(GLOBAL APPEND PROPERTY JOB_POOLS heavy=1)
