#include "dti/report/explain_words.hpp"

#include <doctest/doctest.h>

using dti::exact;
using dti::language;

TEST_CASE("explain_words: a figure says where it comes from") {
    dti::explained_figure shown;
    shown.name = "rate";
    shown.origin = dti::figure_origin::derived;
    shown.text = "0.5";
    shown.formula = "part / whole";
    shown.filled = "1 / 2";
    CHECK(dti::to_line(shown, language::en) == "rate = part / whole = 1 / 2 = 0.5");
    shown.origin = dti::figure_origin::missing;
    CHECK(dti::to_line(shown, language::vi) == "rate: chưa có số liệu");
    shown.origin = dti::figure_origin::empty;
    shown.filled = "1 / 0";
    CHECK(dti::to_line(shown, language::en) == "rate = part / whole = 1 / 0, which divides by zero");
    CHECK(dti::origin_line("data.csv:2:3", {{}, "Báo cáo 12", {}, "ước tính"}, language::vi) ==
          "data.csv:2:3; nguồn: Báo cáo 12; ghi chú: ước tính");
}

TEST_CASE("explain_words: a target in every form") {
    dti::target item;
    item.name = "rate";
    item.kind = dti::target_kind::at_least;
    item.figure = *dti::parse_number("80%").number;
    item.lead = {"Sở TT&TT", "Sở Nội vụ"};
    item.deadline = "ongoing";
    CHECK(dti::to_line(item, language::en) ==
          "rate ≥ 80%; lead agency: Sở TT&TT; Sở Nội vụ; deadline: ongoing");
    CHECK(dti::to_line(item, language::vi) ==
          "rate ≥ 80%; cơ quan chủ trì: Sở TT&TT; Sở Nội vụ; thời hạn: thường xuyên");
    item = {};
    item.name = "count";
    item.figure = *dti::parse_number("150").number;
    item.kind = dti::target_kind::over;
    CHECK(dti::to_line(item, language::en) == "count > 150");
    item.kind = dti::target_kind::times;
    item.from = "2022";
    CHECK(dti::to_line(item, language::en) == "count ≥ 150 times that of 2022");
    item.kind = dti::target_kind::answer;
    item.note = "annex 2";
    CHECK(dti::to_line(item, language::vi) == "count: có; ghi chú: annex 2");
    item.answer = "connected";
    CHECK(dti::to_line(item, language::en) == "count: connected; note: annex 2");
    item = {};
    item.text = "duy trì";
    CHECK(dti::to_line(item, language::vi) == "chỉ tiêu định tính: duy trì");
}

TEST_CASE("explain_words: what a policy did names the rule of the definition") {
    dti::indicator_explanation explained;
    explained.score.status = dti::score_status::missing;
    explained.score.reason = dti::score_reason::missing_figure;
    explained.missing = {"owners"};
    dti::definition source;
    source.missing = dti::missing_policy::zero;
    const dti::compiled_indicator item;
    CHECK(dti::policy_line(explained, source, item, language::en) ==
          "no figure for owners: counts as 0 points (missing: zero)");
    explained.score.status = dti::score_status::excluded;
    source.missing = dti::missing_policy::exclude;
    CHECK(dti::policy_line(explained, source, item, language::vi) ==
          "chưa có số liệu owners: không tính cả điểm đạt lẫn điểm tối đa (missing: exclude)");
    explained.score = {};
    explained.score.status = dti::score_status::scored;
    CHECK(dti::policy_line(explained, source, item, language::en).empty());
}
