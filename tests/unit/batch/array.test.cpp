#include "dti/batch/array.hpp"

#include <doctest/doctest.h>

#include <vector>

TEST_CASE("array: rows and columns of scenarios") {
    std::vector<double> numbers(2 * 3 * 4);
    const dti::array_view columns = dti::columns_view(numbers.data(), 3, 4);
    columns.store(1, 2, 3, 7);
    CHECK(numbers[1 * 12 + 3 * 3 + 2] == 7);
    CHECK(dti::const_array_view(columns).load(1, 2, 3) == 7);
    const dti::array_view rows = dti::rows_view(numbers.data(), 3, 4);
    rows.store(1, 0, 2, 8);
    CHECK(numbers[1 * 12 + 0 * 4 + 2] == 8);
    CHECK_FALSE(dti::array_view{}.is_wanted());
}

TEST_CASE("array: negative strides and addresses that no double has") {
    std::vector<std::byte> bytes(3 * 9 + 1);
    const dti::array_view backwards{bytes.data() + 1 + 2 * 9, 0, -9, 0};
    backwards.store(0, 2, 0, 2.5);
    CHECK(dti::const_array_view{bytes.data() + 1, 0, 9, 0}.load(0, 0, 0) == 2.5);
}
