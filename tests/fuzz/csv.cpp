// Fuzz target: any bytes as a CSV file of units, wide or long as its header says. The first byte chooses how
// numbers are written: `v` is Vietnamese.
#include "scoring.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 0) {
        const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
        dti_fuzz::read_and_score("data.csv", text, data[0] == 'v' ? dti::notation::vi : dti::notation::plain);
    }
    return 0;
}
