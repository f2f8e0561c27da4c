#include "dti/report/fit_card.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using dti::language;
using dti::printed_score;
using dti::score_fit;

namespace {

printed_score printed(const char* points, const char* max_score, const char* percent) {
    return {*dti::parse_number(points).number, *dti::parse_fraction(max_score).number,
            *dti::parse_number(percent).number};
}

score_fit fit(const char* points, const char* max_score, const char* percent) {
    return *dti::fit_score(printed(points, max_score, percent));
}

std::string answer(const score_fit& found, language wanted = language::en) {
    return dti::fit_answer(found, wanted).text;
}

}  // namespace

TEST_CASE("fit_card: a row a kind of rule, shares of 1 in data") {
    CHECK(
        dti::to_csv(dti::fit_grid(fit("1.35", "10", "0.03%"), language::en)) ==
        "rule,fits,threshold_low,threshold_high,threshold,rate_low,rate_high,formula,share,threshold_ends,"
        "rate_ends,round_thresholds\n"
        "plain_ratio,false,,,,0.1345,0.1355,,,,[),\n"
        "threshold_ratio,true,0.00184501845018,0.00260223048327,0.002,0.000269,0.000271,10/10 points = 0.2%,,"
        "(),[),0.002 0.0025\n"
        "tier,false,,,,,,,,,,\n");
    CHECK(
        dti::to_csv(dti::fit_grid(fit("15", "30", "50%"), language::vi)) ==
        "rule,fits,threshold_low,threshold_high,threshold,rate_low,rate_high,formula,share,threshold_ends,"
        "rate_ends,round_thresholds\n"
        "plain_ratio,true,,,,0.483333333333,0.516666666667,\"max_score * clamp(rate, 0, 1)\",,,[),\n"
        "threshold_ratio,true,0.958064516129,1,1,0.483333333333,0.516666666667,30/30 points = 100%,,(],[),1\n"
        "tier,true,,,,,,max_score * 1/2,0.5,,,\n");
}

TEST_CASE("fit_card: a threshold that no rule can have keeps its ends; full marks have no highest rate") {
    const std::string none = dti::to_csv(dti::fit_grid(fit("0.04", "5", "2.4%"), language::en));
    CHECK(none.find("\nthreshold_ratio,false,2.61111111111,3.5,,,,,,(),,\n") != std::string::npos);
    const std::string full = dti::to_csv(dti::fit_grid(fit("10", "10", "60%"), language::en));
    CHECK(full.find("\nplain_ratio,false,,,,0.95,,,,,[),\n") != std::string::npos);
    const std::string no_points = dti::to_csv(dti::fit_grid(fit("0", "10", "50%"), language::en));
    CHECK(no_points.find("\nthreshold_ratio,false,9.9,,,,,,,(),,\n") != std::string::npos);
}

TEST_CASE("fit_card: tables show percent, and with a sign whether an end belongs to its range") {
    const std::string table = dti::to_table(dti::fit_grid(fit("6.75", "20", "6.75%"), language::en));
    for (const char* text : {"ratio to a threshold  yes", "> 19.97%", "< 20.03%", "20%", "≥ 6.745%",
                             "< 6.755%", "20/20 points = 20%", "≥ 33.725%", "< 33.775%"}) {
        CAPTURE(text);
        CHECK(table.find(text) != std::string::npos);
    }
    CHECK(dti::to_table(dti::fit_grid(fit("15", "30", "50%"), language::vi)).find("≤ 100%") !=
          std::string::npos);
}

TEST_CASE("fit_card: the heading repeats the question with its intervals") {
    const auto heading = [](const printed_score& score, language wanted) {
        return dti::fit_heading(score, *dti::fit_score(score), wanted);
    };
    using lines = std::vector<std::string>;
    CHECK(heading(printed("6.75", "20", "6.75%"), language::en) ==
          lines{"6.75 of 20 points at 6.75%",
                "as printed: points from 6.745 to below 6.755, rate from 6.745% to below 6.755%"});
    CHECK(heading(printed("10.0", "10", "60%"), language::en) ==
          lines{"10.0 of 10 points at 60%",
                "as printed: points from 9.95 to 10, rate from 59.5% to below 60.5%"});
    CHECK(heading(printed("5.19", "70/9", "66.70%"), language::en).front() ==
          "5.19 of 70/9 points at 66.70%");
    CHECK(heading(printed("5.19", "7.80", "66.7%"), language::vi) ==
          lines{"5.19 trên 7.80 điểm ở tỷ lệ 66.7%",
                "theo cách làm tròn khi in: điểm đạt từ 5.185 đến dưới 5.195, tỷ lệ từ 66.65% đến dưới "
                "66.75%, điểm tối đa từ 7.795 đến dưới 7.805"});
    CHECK(heading(printed("0.1234567890123", "1", "50%"), language::en)
              .back()
              .find("from 0.12345678901225 to below 0.12345678901235") != std::string::npos);
}

TEST_CASE("fit_card: the answer when a threshold explains the score") {
    const dti::note note = dti::fit_answer(fit("6.75", "20", "6.75%"), language::en);
    CHECK(note.code == "explained");
    CHECK(note.count == 1);
    CHECK(
        note.text ==
        "explained by a ratio to a threshold of 20% (any between 19.97% and 20.03% prints the same); a plain "
        "ratio would need a rate from 33.725% to below 33.775%");
    CHECK(answer(fit("1.35", "10", "0.03%"), language::vi) ==
          "giải thích được bằng tỷ lệ so với ngưỡng 0.2% hoặc 0.25% (mọi ngưỡng trên 0.1845% và dưới 0.2602% "
          "đều cho điểm in như vậy); nếu tính thẳng, tỷ lệ phải từ 13.45% đến dưới 13.55%");
}

TEST_CASE("fit_card: the answer when a plain ratio does, and a tier too") {
    CHECK(answer(fit("12.14", "25", "48.56%")) ==
          "explained by a plain ratio (any threshold above 99.95% prints the same)");
    CHECK(dti::fit_answer(fit("15", "30", "50%"), language::en).count == 2);
    CHECK(
        answer(fit("15", "30", "50%")) ==
        "explained by a plain ratio (any threshold above 95.81% prints the same) or by a tier of 1/2 of the "
        "maximum; the figures alone do not tell which");
    CHECK(answer(fit("15", "30", "50%"), language::vi) ==
          "giải thích được bằng tính thẳng theo tỷ lệ (mọi ngưỡng trên 95.81% đều cho điểm in như vậy) hoặc "
          "bằng mức cố định 1/2 điểm tối đa; chỉ riêng các số này chưa đủ để biết là quy tắc nào");
    CHECK(answer(fit("0", "10", "0%")) ==
          "explained by a plain ratio (any threshold prints the same) or by a tier of no points; the figures "
          "alone do not tell which");
    CHECK(
        answer(fit("10", "10", "60%")) ==
        "explained by a ratio to a threshold of 60%, 50%, 40%, 30% or 20% (any below 63.68% prints the same) "
        "or by a tier of full marks; the figures alone do not tell which; a plain ratio would need a rate of "
        "at least 95%");
}

TEST_CASE("fit_card: the answer when nothing does") {
    const dti::note note = dti::fit_answer(fit("0.04", "5", "2.4%"), language::en);
    CHECK(note.code == "unexplained");
    CHECK(note.count == 0);
    CHECK(
        note.text ==
        "no ratio with a threshold up to 100% and no tier explains it; a ratio would need a threshold above "
        "261.1% and below 350%, a plain ratio a rate from 0.7% to below 0.9%");
    CHECK(answer(fit("0.04", "5", "2.4%"), language::vi) ==
          "không có ngưỡng nào đến 100% và không có mức cố định nào giải thích được; nếu theo ngưỡng, ngưỡng "
          "phải trên 261.1% và dưới 350%; nếu tính thẳng, tỷ lệ phải từ 0.7% đến dưới 0.9%");
    CHECK(answer(fit("0", "10", "50%")) ==
          "explained by a tier of no points; a ratio would need a threshold above 990%, a plain ratio a rate "
          "from 0% to below 5%");
}
