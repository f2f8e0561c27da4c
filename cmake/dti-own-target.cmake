# dti_own_target(TARGET): how we compile what is ours. Nothing of it reaches whoever links the library.
function(dti_own_target target)
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion
        # g++ 12 warns wrongly about "text" + std::string (its bug 105651).
        $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
        $<$<BOOL:${DTI_WARNINGS_AS_ERRORS}>:-Werror>
        # A figure must not depend on whether the machine fuses a * b + c.
        -ffp-contract=off
        # A release carries no path of the machine that built it.
        $<$<CONFIG:Release>:-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=>)
    set_target_properties(${target} PROPERTIES
        CXX_EXTENSIONS OFF
        CXX_VISIBILITY_PRESET hidden
        VISIBILITY_INLINES_HIDDEN ON)
    if(DTI_CLANG_TIDY)
        set_target_properties(${target} PROPERTIES CXX_CLANG_TIDY ${DTI_CLANG_TIDY})
    endif()
    if(DTI_SANITIZE)
        target_compile_options(${target} PRIVATE
            -fsanitize=${DTI_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
            # Instrumented code misleads this warning of g++.
            $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
        target_compile_definitions(${target} PRIVATE _GLIBCXX_ASSERTIONS)
        target_link_options(${target} PRIVATE -fsanitize=${DTI_SANITIZE})
    endif()
endfunction()
