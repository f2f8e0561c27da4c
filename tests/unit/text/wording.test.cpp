#include "dti/text/wording.hpp"

#include "support/print.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace wording = dti::wording;
using dti::exact;
using dti::message;
using dti::notation;
using dti::number_fault;

namespace {

/// Every message, each with hostile texts where a user's text goes in.
std::vector<message> every_message(const std::string& text) {
    const std::vector<std::string> names(40, text);
    std::vector<message> all{
        wording::wrong_kind("`x`", "a list", "a map"),
        wording::unknown_key(text, text, names),
        wording::unknown_key(text, "", names),
        wording::duplicate_key(text, {3, 1}),
        wording::missing_key("an indicator", "id"),
        wording::unsupported_version(text, 1),
        wording::unknown_word("ties", text, "", names),
        wording::bad_decimals(text, true, 30),
        wording::bad_index_id(text),
        wording::bad_name("sub-index", text),
        wording::duplicate_id("indicator", text),
        wording::reserved_name("pillar", text),
        wording::unknown_name("sub-index", text, text),
        wording::missing_title(),
        wording::out_of_range("weight", "0 or more", -1),
        wording::empty_list("sub_indices", "sub-index"),
        wording::nothing_to_earn(text),
        wording::sums_differ(text, 100, 99),
        wording::choice_options(text, text, true),
        wording::choice_options(text, text, false),
        wording::folded_formula(),
        wording::comma_in_braces(text),
        wording::derive_cycle(names),
        wording::derive_no_expression(),
        wording::example_fails(text, "6.03", "6.02"),
        wording::example_unusable(text, "it is missing"),
        wording::missing_column("unit"),
        wording::unknown_column(text, ""),
        wording::duplicate_column(text),
        wording::empty_unit(),
        wording::duplicate_unit(text, text, "line 3"),
        wording::ambiguous_unit(text, text, text),
        wording::unlisted_unit(text, text, text),
        wording::unlisted_unit_of(text, text, text, true, names),
        wording::unlisted_unit_code(text, text, {{text, text}, {text, text}}),
        wording::unit_code(text, text, text, text, {{text, text}, {text, text}}),
        wording::unit_code(text, text, text, "", {}),
        wording::unit_code_unknown(text, text, {{text, text}}),
        wording::unit_code_elsewhere(text, text, text, text, text),
        wording::unit_code_elsewhere(text, text, text, text, ""),
        wording::duplicate_figure(text, text, "line 3"),
        wording::unit_conflict(text, "group"),
        wording::no_units(),
        wording::bad_yes_no(text),
        wording::bad_option(text, "", names),
        wording::thousands_dot("1.970", "--numbers vi"),
        wording::thousands_dot("1.970", ""),
        wording::decimal_dot("0.123", 123),
        wording::one_definition(text, names),
        wording::one_definition(text, {}),
        wording::duplicate_code(text, text, text, {3, 1}),
        wording::duplicate_code(text, text, text, {}),
        wording::hides_profile_key(text, text),
        wording::nothing_can_earn(text),
        wording::max_not_reached(text, 4, 10),
        wording::threshold_not_reached(text, text, "steps", 80, {text, true, 1}),
        wording::threshold_not_reached(text, "", "line", 80, {"", false, 5}),
        wording::anchor_not_reached(text, exact(12, 10), {text, true, 1}),
        wording::rate_above_1(text, text, exact(3, 2), "1.5%"),
        wording::rate_above_1(text, text, exact(3, 2), names),
        wording::negative_figure(text, text, -1),
        wording::missing_column("unit", text),
        wording::unknown_unit_name(text, ""),
        wording::definition_as_data(),
        wording::profile_as_definition(),
        wording::wrong_index(text, text),
        wording::unknown_figure(text, text, "", names),
        wording::reference_unused(2),
        wording::subtotal_repeats(text),
        wording::subtotal_and_points(text),
        wording::subtotal_mixed(text, text),
        wording::subtotal_unscored(text),
        wording::subtotal_maximum(25, 20),
        wording::subtotal_clamped(text, 25, 20),
        wording::bad_deadline(text),
        wording::bad_year(text),
        wording::target_without_figure(text),
        wording::target_form(text),
        wording::mixed_synthetic(),
        wording::missing_figure(text, text, text),
        wording::empty_denominator(text, text),
        wording::contradiction(text, "1", "2"),
        wording::reference_needed("drills", "cohort_max", "count"),
        wording::too_large(text, text),
        wording::entered_clamped(text, text, 12, 10),
        wording::formula_expected("`then`", text),
        wording::formula_expected("`then`", ""),
        wording::formula_character("="),
        wording::formula_chained(),
        wording::formula_if_in_brackets(),
        wording::formula_number_and_name("2", "x"),
        wording::formula_exponent(text, 64),
        wording::formula_round_digits(text),
        wording::formula_unknown_function(text, "min"),
        wording::formula_unknown_name(text, "", names),
        wording::formula_points_alone(),
        wording::formula_arguments("clamp", 3, 2),
        wording::formula_table_pairs("line", 2, 1),
        wording::formula_line_else(),
        wording::formula_type("a number", "a choice"),
        wording::formula_branches(),
        wording::formula_clamp_bounds(1, 0),
        wording::formula_cohort_in_derive(),
        wording::formula_threshold_constant(),
        wording::formula_threshold_order(1, 2),
        wording::formula_not_a_choice(text),
        wording::formula_choice_incomplete(text, names),
        wording::example_expected("`/`", text),
        wording::example_above_max(11, 10),
        wording::example_order(),
        wording::example_zero_rate(),
        wording::example_max_score(20, 10),
        wording::example_which_figure(2, 0),
        wording::cannot_read("no such file"),
        wording::cannot_write("no space"),
        wording::bad_utf8(),
        wording::control_character(7),
        wording::empty_file("a definition"),
        wording::yaml_syntax("x"),
        wording::yaml_unterminated(),
        wording::yaml_unclosed('{'),
        wording::yaml_entry(']'),
        wording::yaml_indentation(),
        wording::yaml_colon(),
        wording::yaml_no_colon(text),
        wording::yaml_indicator(text),
        wording::yaml_directive(),
        wording::yaml_behind_end(),
        wording::yaml_alias(),
        wording::yaml_tag(),
        wording::yaml_second_document(),
        wording::yaml_key(),
        wording::csv_open_quote(),
        wording::csv_stray_quote(),
        wording::csv_row_length(3, 4, true),
        wording::usage("x", "y"),
        wording::fit_percent_needed(text),
        wording::fit_percent_refused("MAX", text),
        wording::fit_points_above_max(text, text),
        wording::unknown_command(text, ""),
        wording::unknown_option(text, "--lang"),
        wording::unknown_index(text, ""),
        wording::unknown_unit(text, "", names),
        wording::limit("length of a formula", 4000, "bytes"),
        wording::unknown_scenario(text, "", names),
        wording::change_of_nothing(text, text),
        wording::ambiguous_percent(text, text, text),
        wording::unsigned_percentage_points(text),
        wording::percentage_points_of_number(text, text, exact(100)),
        wording::change_of_answer(text, text, names),
        wording::bad_change({"bad-number", "no number", ""}),
        wording::no_figure_to_change(text, text, text),
        wording::no_maximum(text, text),
        wording::negative_change(text, text, text),
        wording::no_change(text),
    };
    for (const number_fault fault :
         {number_fault::empty, number_fault::not_a_number, number_fault::decimal_comma,
          number_fault::thousands_comma, number_fault::decimal_point, number_fault::comparison,
          number_fault::spaced_percent, number_fault::too_long}) {
        all.push_back(wording::bad_number(text, fault, notation::plain, "--numbers vi"));
        all.push_back(wording::bad_number(text, fault, notation::vi, "the definition"));
    }
    return all;
}

}  // namespace

TEST_CASE("wording: each message has a code of small letters and digits, and a text of one line") {
    for (const message& item : every_message("x")) {
        CAPTURE(item.code);
        CHECK_FALSE(item.code.empty());
        CHECK(item.code.find_first_not_of("abcdefghijklmnopqrstuvwxyz-0123456789") == std::string::npos);
        CHECK_FALSE(item.text.empty());
        CHECK(item.text.find('\n') == std::string::npos);
        CHECK(item.help.find('\n') == std::string::npos);
    }
}

TEST_CASE("wording: what a user wrote cannot break a message or flood the screen") {
    const std::string hostile = "\x1B[31m\n\x07\xFF" + std::string(100000, 'x');
    for (const message& item : every_message(hostile)) {
        CAPTURE(item.code);
        CHECK(item.text.size() < 2000);
        CHECK(item.help.size() < 2000);
        for (const char control : {'\x1B', '\n', '\x07', '\xFF'}) {
            CHECK(item.text.find(control) == std::string::npos);
            CHECK(item.help.find(control) == std::string::npos);
        }
    }
}

TEST_CASE("wording: quoting") {
    CHECK(wording::quote("rate") == "`rate`");
    CHECK(wording::quote("") == "``");
    CHECK(wording::quote("tỷ lệ") == "`tỷ lệ`");
    CHECK(wording::quote("a\tb\x7F") == "`a?b?`");
    CHECK(wording::quote(std::string(60, 'x')) == '`' + std::string(60, 'x') + '`');
    CHECK(wording::quote(std::string(61, 'x')) == '`' + std::string(60, 'x') + "…`");
    std::string long_text;
    for (int i = 0; i < 70; ++i) {
        long_text += "ấ";
    }
    CHECK(dti::count_characters(wording::quote(long_text)) == 63);  // 60, the ellipsis and two quotes
}

TEST_CASE("wording: figures, also those that a formula computed, stay short") {
    CHECK(wording::brief(exact(70, 9)) == "70/9");
    CHECK(wording::brief(exact(5, 4)) == "1.25");
    const exact huge(dti::power_of_ten(5000), 7);
    for (const message& item :
         {wording::out_of_range("weight", "0 or more", -huge),
          wording::formula_threshold_order(huge, huge + 1), wording::formula_clamp_bounds(huge, -huge),
          wording::sums_differ("a", huge, huge), wording::entered_clamped("a", "b", huge, 10),
          wording::contradiction("a", dti::to_text(huge, 2), dti::to_text(huge, 4))}) {
        CAPTURE(item.code);
        CHECK(item.text.size() < 300);
    }
}

TEST_CASE("wording: suggestions and lists") {
    CHECK(wording::did_you_mean("") == "");
    CHECK(wording::did_you_mean("rate") == "did you mean `rate`?");
    CHECK(wording::mean_or_list("", {"a", "b"}) == "valid here: `a`, `b`");
    CHECK(wording::mean_or_list("a", {"a", "b"}) == "did you mean `a`?");
    CHECK(wording::mean_or_list("", {}) == "");
    CHECK(wording::list_owners({{"A", "x"}, {"B", "y"}, {"C", "z"}}) == "`A` in x, `B` in y and `C` in z");
    CHECK(wording::found("") == "the end");
    CHECK(wording::limit("length of a formula", 4000, "bytes").text ==
          "the length of a formula is above the limit of 4000 bytes");
}

TEST_CASE("wording: help for numbers as people write them") {
    CHECK(wording::bad_number("60,29%", number_fault::decimal_comma, notation::plain, "--numbers vi").help ==
          "figures with a decimal comma are read with --numbers vi");
    CHECK(
        wording::bad_number("60,29%", number_fault::decimal_comma, notation::plain, "the definition").help ==
        "write the decimal point as `.`");
    CHECK(wording::bad_number(">150", number_fault::comparison, notation::plain, "x").help.find("targets") !=
          std::string::npos);
    CHECK(wording::thousands_dot("1.970", "--numbers vi").text.find("1970") != std::string::npos);
    CHECK(wording::thousands_dot("1.970", "--numbers vi").help.find("--numbers vi") != std::string::npos);
    CHECK(wording::thousands_dot("1.970", "").help.find("--numbers vi") == std::string::npos);
    CHECK(wording::decimal_dot("0.123", 123).help.find("write `0,123`") != std::string::npos);
    CHECK(wording::decimal_dot("0.123.456", 123456).help.find("write") == std::string::npos);
}
