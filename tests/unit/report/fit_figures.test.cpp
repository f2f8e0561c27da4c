#include "dti/report/fit_figures.hpp"

#include <doctest/doctest.h>

#include <string>

using dti::exact;
using dti::interval;
using dti::language;
using dti::detail::fit_number;
using dti::detail::fit_percent;
using dti::detail::percent_writer;
using dti::detail::range_phrase;

namespace {

dti::score_fit fit(const char* points, const char* max_score, const char* percent) {
    const auto read = [](const char* text) { return *dti::parse_number(text).number; };
    return *dti::fit_score({read(points), read(max_score), read(percent)});
}

}  // namespace

TEST_CASE("fit_figures: numbers in full, or with twelve digits") {
    CHECK(fit_number(exact(33725, 100000)) == "0.33725");
    CHECK(fit_number(exact(2, 3)) == "0.666666666667");
    CHECK(fit_number(exact(2, 3000)) == "0.000666666666667");
    CHECK(fit_number(exact(20)) == "20");
    CHECK(fit_number(exact(200000, 3)) == "66666.6666667");
    CHECK(fit_number(exact(dti::big_integer(1), dti::power_of_ten(14))) == "0.00000000000001");
    CHECK(fit_number(10 + exact(dti::big_integer(1), dti::power_of_ten(14))) == "10");
    CHECK(fit_number(exact(0)) == "0");
}

TEST_CASE("fit_figures: percentages in full where that is short") {
    CHECK(fit_percent(exact(1, 5), 4) == "20%");
    CHECK(fit_percent(exact(33725, 100000), 4) == "33.725%");
    CHECK(fit_percent(exact(1, 3), 4) == "33.33%");
    CHECK(fit_percent(exact(1, 30000), 4) == "0.003333%");
    CHECK(fit_percent(exact(12345678, 100000000), 4) == "12.35%");
    CHECK(fit_percent(exact(12345678, 100000000), 8) == "12.345678%");
}

TEST_CASE("fit_figures: an end is told from the other one, from 100% and from the thresholds named") {
    const dti::score_fit wide = fit("6.75", "20", "6.75%");
    CHECK(percent_writer(wide).ends_of(*wide.threshold).low == "19.97%");
    CHECK(percent_writer(wide).ends_of(*wide.threshold).high == "20.03%");
    const dti::score_fit near = fit("6.745", "20", "6.75%");  // from 19.9985%, which is not 20.00%
    CHECK(percent_writer(near).ends_of(*near.threshold).low == "19.999%");
    const dti::detail::end_texts narrow =
        percent_writer(near).ends_of({exact(1, 3), exact(1, 3) + exact(1, 1000000), false, false});
    CHECK(narrow.low == "33.33%");
    CHECK(narrow.high == "33.3334%");
    CHECK(percent_writer(near).ends_of({exact(300001, 300000), std::nullopt, false, false}).low ==
          "100.0003%");
    CHECK(percent_writer(near).ends_of({exact(1, 3), std::nullopt, false, false}).high.empty());
}

TEST_CASE("fit_figures: ranges in words") {
    const auto phrase = [](bool low, bool high, language wanted) {
        return range_phrase({1, 2, low, high}, {"1", "2"}, wanted);
    };
    CHECK(phrase(true, false, language::en) == "from 1 to below 2");
    CHECK(phrase(true, true, language::en) == "from 1 to 2");
    CHECK(phrase(false, false, language::en) == "above 1 and below 2");
    CHECK(phrase(false, true, language::en) == "above 1 up to 2");
    CHECK(phrase(true, false, language::vi) == "từ 1 đến dưới 2");
    CHECK(phrase(true, true, language::vi) == "từ 1 đến 2");
    CHECK(phrase(false, false, language::vi) == "trên 1 và dưới 2");
    CHECK(phrase(false, true, language::vi) == "trên 1 đến 2");
    const auto open_ended = [](bool low, language wanted) {
        return range_phrase({1, std::nullopt, low, false}, {"1", ""}, wanted);
    };
    CHECK(open_ended(true, language::en) == "of at least 1");
    CHECK(open_ended(false, language::en) == "above 1");
    CHECK(open_ended(true, language::vi) == "từ 1 trở lên");
    CHECK(open_ended(false, language::vi) == "trên 1");
}
