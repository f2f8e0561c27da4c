#include "dti/batch/instruction_set.hpp"

#include <doctest/doctest.h>

TEST_CASE("instruction_set: the best one is supported, and portable always is") {
    CHECK(dti::supported(dti::instruction_set::portable));
    CHECK(dti::supported(dti::best_instruction_set()));
    CHECK(dti::instruction_set_words[static_cast<std::size_t>(dti::instruction_set::avx512)] == "avx512");
}
