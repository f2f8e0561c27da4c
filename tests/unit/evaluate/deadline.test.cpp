#include "dti/evaluate/deadline.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

int last_day(const std::string& text) {
    const std::optional<dti::deadline> read = dti::parse_deadline(text);
    return read ? (read->ongoing ? 0 : read->last_day) : -1;
}

}  // namespace

TEST_CASE("a deadline is the last day that it allows") {
    CHECK(last_day("2023") == 20231231);
    CHECK(last_day("2023-Q1") == 20230331);
    CHECK(last_day("2023-Q2") == 20230630);
    CHECK(last_day("2023-Q4") == 20231231);
    CHECK(last_day("2024-02") == 20240229);
    CHECK(last_day("2023-02") == 20230228);
    CHECK(last_day("1900-02") == 19000228);
    CHECK(last_day("2000-02") == 20000229);
    CHECK(last_day("2023-12-31") == 20231231);
    CHECK(last_day("ongoing") == 0);
}

TEST_CASE("anything else is no deadline") {
    for (const char* text : {"", "23", "2023-", "2023-13", "2023-00", "2023-Q0", "2023-Q5", "2023-02-29",
                             "2023-2-1", "2023-02-1", "2023/02", "20231", "2023-02-30x", "later", "-2023"}) {
        CHECK_MESSAGE(last_day(text) == -1, text);
    }
}
