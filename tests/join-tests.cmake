# dti_join_tests(TARGET ALONE...): under CMAKE_UNITY_BUILD the sources of TARGET are compiled some two dozen at a time, but
# for those named ALONE: main(), and files that replace global functions or specialise what is not theirs.
#
# Compiled alone, every file parses the same headers and instantiates the same templates; that is most of its time. Joined,
# each stands in a namespace of its own, so that names do not clash; so that no header is opened in there, the includes of
# all come first.
function(dti_join_tests target)
    set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    if(NOT CMAKE_UNITY_BUILD)
        return()
    endif()
    get_target_property(sources ${target} SOURCES)
    set(includes "")
    foreach(source IN LISTS sources)
        file(STRINGS ${source} lines REGEX "^#include ")
        list(APPEND includes ${lines})
    endforeach()
    list(REMOVE_DUPLICATES includes)
    list(JOIN includes "\n" includes)
    set(headers ${CMAKE_CURRENT_BINARY_DIR}/${target}-headers.hpp)
    file(CONFIGURE OUTPUT ${headers} CONTENT "#pragma once\n@includes@\n" @ONLY)
    # An edit may add an include.
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${sources})
    # Two dozen: more would save little, and two compilers at once need 1.7 GB each as it is.
    set_target_properties(${target} PROPERTIES
        UNITY_BUILD_BATCH_SIZE 24
        UNITY_BUILD_UNIQUE_ID DTI_TEST_FILE
        UNITY_BUILD_CODE_BEFORE_INCLUDE "#include \"${headers}\"\nnamespace DTI_TEST_FILE {"
        UNITY_BUILD_CODE_AFTER_INCLUDE "}")
endfunction()
