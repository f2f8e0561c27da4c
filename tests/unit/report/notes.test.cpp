#include "dti/report/notes.hpp"

#include "support/scored.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::empty_policy;
using dti::language;
using dti::missing_policy;
using dti::note;
using dti_test::given;
using dti_test::make_data;
using dti_test::make_indicator;
using dti_test::with_confidence;

namespace {

/// Two rates of 10 points; `paid` has an assumed maximum.
dti::shared_rules two_rates(missing_policy missing, empty_policy empty, const dti::exact& min_coverage = 0) {
    dti::indicator paid =
        dti_test::with_confidence(dti_test::make_rate("paid", 10), dti::confidence::published);
    paid.confidence.max_score = dti::confidence::assumed;
    dti::definition source = dti_test::make_definition(
        {dti_test::with_confidence(dti_test::make_rate("online", 10), dti::confidence::published), paid});
    source.missing = missing;
    source.empty_denominator = empty;
    source.min_coverage = min_coverage;
    return dti::compile_definition(source);
}

/// The notes as `code count: text [unit.indicator …]`.
std::vector<std::string> notes_of(const dti::shared_rules& rules, const dti::data_set& data,
                                  language wanted = language::en) {
    std::vector<std::string> texts;
    for (const note& item : dti::notes_on(dti_test::score(rules, data), data, wanted)) {
        std::string text = item.code + ' ' + std::to_string(item.count) + ": " + item.text + " [";
        for (const note::place& place : item.cases) {
            text += (text.back() == '[' ? "" : " ") + place.unit + '.' + place.indicator;
        }
        texts.push_back(text + ']');
    }
    return texts;
}

const std::vector<given> full{
    {0, "online", "rate", "50%"}, {0, "paid", "rate", "50%"}, {1, "online", "rate", "50%"}};
const std::vector<dti::unit_info> two_wards{{.name = "A"}, {.name = "B"}};
const std::string assumed = "assumed_maxima 1: ≈ rests on an assumed max score, indicators: 1 [.paid]";

std::vector<given> with_second_paid(const std::vector<given>& more) {
    std::vector<given> figures = full;
    figures.insert(figures.end(), more.begin(), more.end());
    return figures;
}

}  // namespace

TEST_CASE("notes: what became of a missing figure") {
    const dti::shared_rules zero = two_rates(missing_policy::zero, empty_policy::error);
    CHECK(notes_of(zero, make_data(zero, two_wards, full)) ==
          std::vector<std::string>{"missing_as_zero 1: no figure, counted as 0 points: 1 [B.paid]", assumed});
    const dti::shared_rules exclude = two_rates(missing_policy::exclude, empty_policy::error);
    CHECK(notes_of(exclude, make_data(exclude, two_wards, full)) ==
          std::vector<std::string>{
              "missing_excluded 1: no figure, left out of points and maximum: 1 [B.paid]", assumed});
}

TEST_CASE("notes: what became of an empty denominator") {
    const auto of = [](empty_policy policy) {
        const dti::shared_rules rules = two_rates(missing_policy::error, policy);
        return notes_of(rules,
                        make_data(rules, two_wards,
                                  with_second_paid({{1, "paid", "part", "0"}, {1, "paid", "whole", "0"}})));
    };
    CHECK(of(empty_policy::zero) ==
          std::vector<std::string>{"empty_as_zero 1: empty denominator, counted as 0 points: 1 [B.paid]",
                                   assumed});
    CHECK(of(empty_policy::max) ==
          std::vector<std::string>{"empty_as_max 1: empty denominator, counted as full points: 1 [B.paid]",
                                   assumed});
    CHECK(of(empty_policy::exclude) ==
          std::vector<std::string>{
              "empty_excluded 1: empty denominator, left out of points and maximum: 1 [B.paid]", assumed});
}

TEST_CASE("notes: points entered in place of a formula's, and outside their range") {
    const dti::shared_rules rules = two_rates(missing_policy::error, empty_policy::error);
    CHECK(notes_of(rules, make_data(rules, two_wards, with_second_paid({{1, "paid", "points", "11"}}))) ==
          std::vector<std::string>{
              "entered_over_formula 1: entered by assessors in place of the formula's result: 1 [B.paid]",
              "entered_clamped 1: entered outside the allowed range and brought to its border: 1 [B.paid]",
              assumed});
}

TEST_CASE("notes: of units: synthetic, below the minimum coverage, without a rank") {
    const dti::shared_rules rules = two_rates(missing_policy::zero, empty_policy::error, dti::exact(3, 4));
    const std::vector<dti::unit_info> units{{.name = "A", .ranked = false, .synthetic = true},
                                            {.name = "B", .synthetic = true}};
    CHECK(
        notes_of(rules, make_data(rules, units, full)) ==
        std::vector<std::string>{
            "synthetic 2: synthetic data, invented for demonstration, units: 2 [A. B.]",
            "missing_as_zero 1: no figure, counted as 0 points: 1 [B.paid]",
            "below_coverage 1: below the minimum coverage, a range instead of total and rank, units: 1 [B.]",
            "unranked 1: scored without a rank, units: 1 [A.]", assumed});
}

TEST_CASE("notes: a sub-index that is out of the total, except one where nothing is scored") {
    dti::indicator shown = make_indicator("population", 0, {}, {}, "");
    shown.scored = false;
    dti::definition source = dti_test::make_definition(
        {dti_test::make_sub_index(
             "services", {with_confidence(dti_test::make_rate("online", 10), dti::confidence::published)}),
         dti_test::make_sub_index("security", {with_confidence(make_indicator("safe", 10, {}, {}, "points"),
                                                               dti::confidence::published)}),
         dti_test::make_sub_index("context", {shown})});
    source.missing = missing_policy::exclude;
    const dti::shared_rules rules = dti::compile_definition(source);
    CHECK(notes_of(rules, make_data(rules, two_wards,
                                    {{0, "online", "rate", "1"},
                                     {0, "safe", "points", "1"},
                                     {1, "online", "rate", "1"}})) ==
          std::vector<std::string>{
              "missing_excluded 1: no figure, left out of points and maximum: 1 [B.safe]",
              "sub_index_empty 1: no value, nothing in them counts, sub-indices of units: 1 [B.]"});
}

TEST_CASE("notes: how many figures of fast mode are in doubt") {
    dti::grid table;
    table.near_ties = 3;
    const note english = dti::fast_mode_note(table, language::en);
    CHECK(english.code == "fast_mode");
    CHECK(english.count == 3);
    CHECK(english.text ==
          "computed in double; figures so near a rounding tie that --mode exact may print another digit: 3");
}

TEST_CASE("notes: names that the data spells another way, the first five shown") {
    const dti::shared_rules rules = dti::compile_definition(dti_test::make_definition(
        {dti_test::with_confidence(dti_test::make_rate("online", 10), dti::confidence::derived)}));
    std::vector<dti::unit_info> units{{.name = "Hòa Bình", .written = "Hoa Binh"}, {.name = "Huế"}};
    std::vector<given> figures{{0, "online", "rate", "1"}, {1, "online", "rate", "1"}};
    CHECK(notes_of(rules, make_data(rules, units, figures)) ==
          std::vector<std::string>{"unit_names 1: names spelled another way in the data, units: 1 (Hoa Binh "
                                   "→ Hòa Bình) [Hòa Bình.]"});
    for (std::size_t i = 2; i < 7; ++i) {
        const std::string name = std::to_string(i);
        units.push_back({.name = name, .written = name + name});
        figures.push_back({i, "online", "rate", "1"});
    }
    const dti::data_set data = make_data(rules, units, figures);
    CHECK(dti::unit_names(data, language::vi).text ==
          "tên viết khác trong tệp số liệu, số đơn vị: 6 (Hoa Binh → Hòa Bình; 22 → 2; 33 → 3; 44 → 4; 55 → "
          "5; …)");
    CHECK(dti::unit_names(data, language::en, 2).text ==
          "names spelled another way in the data, units: 1 (22 → 2)");
    CHECK(dti::unit_names(data, language::en, 1).count == 0);
}

TEST_CASE("notes: nothing decided, nothing noted") {
    const dti::shared_rules rules = dti::compile_definition(dti_test::make_definition(
        {dti_test::with_confidence(dti_test::make_rate("online", 10), dti::confidence::derived)}));
    const dti::data_set data = make_data(rules, {{.name = "A"}}, {{0, "online", "rate", "1"}});
    CHECK(notes_of(rules, data).empty());
    CHECK(dti::to_json(std::vector<note>{}) == "[]");
}

TEST_CASE("notes: every sentence in both languages, with its count") {
    for (const char* code :
         {"missing_as_zero", "missing_excluded", "empty_as_zero", "empty_as_max", "empty_excluded",
          "entered_over_formula", "entered_clamped", "synthetic", "assumed_maxima", "below_coverage",
          "unranked", "sub_index_empty", "fast_mode", "unit_names"}) {
        CAPTURE(code);
        const std::string english = dti::detail::note_sentence(code, 17, language::en);
        const std::string vietnamese = dti::detail::note_sentence(code, 17, language::vi);
        CHECK(english != code);
        CHECK(english != vietnamese);
        CHECK(english.find("17") != std::string::npos);
        CHECK(vietnamese.find("17") != std::string::npos);
    }
}

TEST_CASE("notes: as JSON") {
    const std::vector<note> notes{{"rank_scope", 2, "a \"text\"", {}},
                                  {"unranked", 1, "b", {{"A\nB", ""}, {"", "paid"}}}};
    CHECK(dti::to_json(notes) ==
          "[\n"
          "    {\"code\": \"rank_scope\", \"count\": 2, \"text\": \"a \\\"text\\\"\", \"cases\": []},\n"
          "    {\"code\": \"unranked\", \"count\": 1, \"text\": \"b\", \"cases\": [{\"unit\": \"A\\u000aB\", "
          "\"indicator\": null}, "
          "{\"unit\": null, \"indicator\": \"paid\"}]}\n"
          "  ]");
}

TEST_CASE("notes: what a rank is a rank in") {
    const dti::shared_rules rules = two_rates(missing_policy::zero, empty_policy::error);
    dti::data_set data = make_data(rules, two_wards, {});
    data.add_unit({.name = "C", .ranked = false});
    CHECK(dti::rank_scope(data, language::en).code == "rank_scope");
    CHECK(dti::rank_scope(data, language::en).count == 2);
    CHECK(dti::rank_scope(data, language::en).text == "rank among the 2 units of this file");
    CHECK(dti::rank_scope(data, language::vi).text ==
          "Thứ hạng trong 2 đơn vị của tệp (không phải thứ hạng cả nước)");

    for (const char* name : {"a.csv", "b.csv"}) {
        static_cast<void>(data.add_source(std::make_shared<const dti::source_text>(name, "")));
    }
    CHECK(dti::rank_scope(data, language::en).text == "rank among the 2 units of these files");
    CHECK(dti::rank_scope(data, language::vi).text ==
          "Thứ hạng trong 2 đơn vị của các tệp (không phải thứ hạng cả nước)");

    data.unit(0).group = "phường";
    CHECK(dti::rank_scope(data, language::en).text ==
          "rank within its group among the 2 units of these files: – (1), phường (1)");
    CHECK(dti::rank_scope(data, language::vi).text ==
          "Thứ hạng trong từng nhóm, 2 đơn vị của các tệp (không phải thứ hạng cả nước): – (1), phường (1)");
    data.unit(1).ranked = false;
    CHECK(dti::rank_scope(data, language::en).text == "rank among the 1 unit of these files");
}
