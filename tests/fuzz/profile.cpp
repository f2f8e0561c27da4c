// Fuzz target: any bytes as the YAML profile of a unit.
#include "scoring.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    dti_fuzz::read_and_score("unit.yaml", text, dti::notation::plain);
    return 0;
}
