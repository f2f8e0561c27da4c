// Fuzz target: any bytes as YAML. Whoever reads it, it is one tree.
#include "promises.hpp"
#include "support/same_tree.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const dti_test::comparison readers =
        dti_test::compare_readers(std::string(reinterpret_cast<const char*>(data), size));
    dti_fuzz::promise(readers.difference.empty(), "both readers of YAML give one tree", readers.difference);
    return 0;
}
