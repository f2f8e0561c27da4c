#include "dti/analyse/explanation.hpp"

#include <doctest/doctest.h>

using dti::exact;

TEST_CASE("explanation: a number is exact, or cut and said to be cut") {
    CHECK(dti::to_explained_text(exact(1, 4)) == "0.25");
    CHECK(dti::to_explained_text(exact(2, 3)) == "0.666666…");
    CHECK(dti::to_explained_text(exact(-2, 3)) == "-0.666666…");
    CHECK(dti::to_explained_text(exact(1, 30000)) == "0.0000333333…");
    CHECK(dti::to_explained_text(exact(1197, 1240)) == "0.965322…");
    CHECK(dti::to_explained_text(0) == "0");
}

TEST_CASE("explanation: a figure reads as it was written") {
    dti::figure rate;
    rate.value = exact(6029, 10000);
    rate.decimals = 4;
    CHECK(dti::to_given_text(rate, nullptr) == "0.6029");
    rate.percent = true;
    CHECK(dti::to_given_text(rate, nullptr) == "60.29%");
    rate.value = exact(8, 10);
    CHECK(dti::to_given_text(rate, nullptr) == "80.00%");
    const dti::scope_entry reported{"reported", dti::figure_type::yes_no};
    rate.value = 1;
    CHECK(dti::to_given_text(rate, &reported) == "yes");
    CHECK(dti::to_given_text(rate, &reported, dti::language::vi) == "có");
    const dti::scope_entry role{"role", dti::figure_type::choice, {"leader", "deputy"}};
    CHECK(dti::to_given_text(rate, &role) == "deputy");
}
