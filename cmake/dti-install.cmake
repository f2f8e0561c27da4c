# Installs the library so that find_package(dti) and pkg-config find it, wherever the installed tree is moved to.
# Two export sets: the core must be usable without what only dti::yaml needs.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/dti)

# dti_install_pc(NAME): installs cmake/NAME.pc.in, with a prefix relative to the place of the file itself.
function(dti_install_pc name)
    file(RELATIVE_PATH up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
    string(REGEX REPLACE "/$" "" pc_prefix "\${pcfiledir}/${up}")
    configure_file(${PROJECT_SOURCE_DIR}/cmake/${name}.pc.in ${PROJECT_BINARY_DIR}/${name}.pc @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/${name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endfunction()

install(TARGETS dti_core EXPORT dti-core-targets FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT dti-core-targets NAMESPACE dti:: DESTINATION ${package_dir})
dti_install_pc(dti-core)

if(DTI_BUILD_YAML)
    install(TARGETS dti_yaml dti_dti EXPORT dti-yaml-targets
        FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
    install(EXPORT dti-yaml-targets NAMESPACE dti:: DESTINATION ${package_dir})
    install(DIRECTORY ${PROJECT_SOURCE_DIR}/indicators/ DESTINATION ${CMAKE_INSTALL_DATADIR}/dti/indicators
        FILES_MATCHING PATTERN "*.yaml" PATTERN "*.csv" PATTERN "*.md")
    # A static library leaves its own needs to whoever links it, a shared one does not.
    if(BUILD_SHARED_LIBS)
        set(pc_requires "\nRequires.private: yaml-cpp, yaml-0.1, libutf8proc")
        set(pc_cflags " -DDTI_SHARED")
    else()
        set(pc_requires ", yaml-cpp, yaml-0.1, libutf8proc")
        set(pc_cflags "")
    endif()
    dti_install_pc(dti)
endif()
if(DTI_BUILD_PROGRAM)
    install(TARGETS dti)
endif()

# Below 1.0 a new minor version may break source code.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/dti-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES
    ${PROJECT_SOURCE_DIR}/cmake/dti-config.cmake
    ${PROJECT_SOURCE_DIR}/cmake/dti-dependencies.cmake
    ${PROJECT_SOURCE_DIR}/cmake/Findlibyaml.cmake
    ${PROJECT_SOURCE_DIR}/cmake/Findutf8proc.cmake
    ${PROJECT_BINARY_DIR}/dti-config-version.cmake
    DESTINATION ${package_dir})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
