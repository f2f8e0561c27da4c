# cmake -DPROGRAM=... -DEXPECTED=file -P compare-output.cmake
# Runs the program, and fails unless it ends well and prints exactly what the file holds.
execute_process(COMMAND "${PROGRAM}" OUTPUT_VARIABLE output RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "${PROGRAM} ended with status ${status}; its output:\n${output}")
endif()
if(NOT EXISTS "${EXPECTED}")
    message(FATAL_ERROR "No file ${EXPECTED}; the output is:\n${output}")
endif()
file(READ "${EXPECTED}" expected)
if(NOT output STREQUAL expected)
    message(FATAL_ERROR "${EXPECTED} expects:\n${expected}\nThe output is:\n${output}")
endif()
