// Random formulas, written as text, parsed, compiled and run, against their direct evaluation on rationals;
// and random garbage, which must end in a fault inside the text and in nothing worse.
#include "support/random_formula.hpp"

#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

using dti::exact;
using dti_test::figures;
using dti_test::formula_maker;
using dti_test::options;
using dti_test::random_figures;
using dti_test::random_source;
using dti_test::rational;
using dti_test::term;
using dti_test::to_exact;

namespace {

/// Parses and compiles any text; whatever comes of it, faults lie within the text, and what compiles also
/// runs.
void try_text(const std::string& text, const dti::formula_scope& meaning, std::size_t& compiled) {
    std::vector<dti::formula_fault> faults;
    const std::optional<dti::formula_tree> tree = dti::parse_formula(text, faults);
    std::optional<dti::program> code;
    if (tree && !tree->entered) {
        code = dti::compile_formula(*tree, meaning, faults);
    }
    if ((!tree || (!tree->entered && !code)) == faults.empty()) {
        FAIL("faults and result disagree: ", text);
    }
    for (const dti::formula_fault& fault : faults) {
        if (fault.offset > text.size() || fault.what.code.empty() || fault.what.text.empty() ||
            dti::find_invalid_utf8(fault.what.text) || fault.what.text.size() > 3000) {
            FAIL("fault at ", fault.offset, ' ', fault.what.text, " in: ", text);
        }
    }
    if (code) {
        ++compiled;
        const std::vector<exact> slots{exact(5, 2), 0, -3, 1, 2};
        const dti_test::bound_figures<exact> bound(*code, slots,
                                                   {1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
        static_cast<void>(dti::run<exact>(*code, bound.inputs()));
        const dti_test::bound_figures<double> fast(*code, slots,
                                                   {1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
        static_cast<void>(dti::run<double>(*code, fast.inputs()));
    }
}

}  // namespace

TEST_CASE("property: random formulas mean what their text says") {
    random_source random(1970);
    formula_maker maker(random);
    const dti::formula_scope meaning = dti_test::random_scope();
    std::size_t empty = 0;
    std::size_t full = 0;
    for (int i = 0; i < 6000; ++i) {
        const term made = maker.number(static_cast<int>(random.below(6)));
        if (made.text.size() > dti::formula_limits::length) {
            continue;
        }
        std::vector<dti::formula_fault> faults;
        const std::optional<dti::formula_tree> tree = dti::parse_formula(made.text, faults);
        std::optional<dti::program> code = tree ? dti::compile_formula(*tree, meaning, faults) : std::nullopt;
        if (!code) {
            // Only what depends on constants may be refused: crossed clamp bounds, and powers of powers of
            // powers.
            if (faults.empty() ||
                (faults.front().what.code != "formula-order" && faults.front().what.code != "limit")) {
                FAIL((faults.empty() ? std::string("no fault") : faults.front().what.text),
                     " in: ", made.text);
            }
            continue;
        }
        for (int j = 0; j < 3; ++j) {
            const figures on = random_figures(random);
            const dti_test::bound_figures<exact> bound(
                *code, {to_exact(on.numbers[0]), to_exact(on.numbers[1]), to_exact(on.numbers[2]),
                        on.reported ? 1 : 0, static_cast<int>(on.role)});
            const dti::program_result<exact> result = dti::run<exact>(*code, bound.inputs());
            const dti_test::value expected = made.meaning(on);
            ++(expected ? full : empty);
            if (result.empty == expected.has_value() || (expected && result.value != to_exact(*expected))) {
                CAPTURE(made.text);
                CAPTURE(on.numbers[0].str());
                CAPTURE(on.numbers[1].str());
                CAPTURE(on.numbers[2].str());
                CAPTURE(on.reported);
                CAPTURE(on.role);
                FAIL("expected ", expected ? expected->str() : "a division by zero", ", found ",
                     result.empty ? "a division by zero" : dti::to_shortest_text(result.value));
            }
        }
    }
    // Both outcomes were really met.
    CHECK(full > 4000);
    CHECK(empty > 200);
}

TEST_CASE("property: random bytes never crash, and give a fault within the text") {
    random_source random(99);
    const dti::formula_scope meaning = dti_test::random_scope();
    std::size_t compiled = 0;
    for (int i = 0; i < 20000; ++i) {
        std::string text;
        for (std::size_t length = random.below(40); length > 0; --length) {
            text += static_cast<char>(random.once_in(3) ? random.bits() & 0xFFU : 32 + random.below(96));
        }
        try_text(text, meaning, compiled);
    }
    CHECK(true);
}

TEST_CASE("property: random words of the language never crash, and give a fault within the text") {
    static constexpr std::array<std::string_view, 58> words{
        "a",
        "b",
        "c",
        "role",
        "reported",
        "max_score",
        "points",
        "điểm",
        "if",
        "then",
        "else",
        "and",
        "or",
        "not",
        "(",
        ")",
        "(",
        ")",
        ",",
        ":",
        ";",
        "+",
        "-",
        "*",
        "/",
        "^",
        "^64",
        "<",
        "<=",
        "==",
        "=",
        "!=",
        "1",
        "0",
        "0.5",
        "80%",
        "4%",
        "9999",
        "min(",
        "max(",
        "abs(",
        "floor(",
        "ceil(",
        "round(",
        "clamp(",
        "steps(",
        "line(",
        "choice(role,",
        "leader:",
        "1: ",
        "2: ",
        "else: ",
        "cohort_max(",
        "cohort_count(",
        "share_of_best(a)",
        "\xFF",
        "%",
        ".",
    };
    random_source random(41);
    const dti::formula_scope meaning = dti_test::random_scope();
    std::size_t compiled = 0;
    for (int i = 0; i < 40000; ++i) {
        std::string text;
        for (std::size_t length = random.below(18); length > 0; --length) {
            text += words[random.below(words.size())];
            text += random.once_in(3) ? "" : " ";
        }
        try_text(text, meaning, compiled);
    }
    CHECK(compiled > 100);
}

TEST_CASE("property: right formulas with one byte changed never crash") {
    random_source random(5);
    formula_maker maker(random);
    const dti::formula_scope meaning = dti_test::random_scope();
    std::size_t compiled = 0;
    for (int i = 0; i < 10000; ++i) {
        std::string text = i % 7 == 0 ? "0.4/10 points = 4%; 10/10 points = 80%" : maker.number(3).text;
        if (text.empty() || text.size() > 300) {
            continue;
        }
        const std::size_t at = random.below(text.size());
        switch (random.below(3)) {
            case 0:
                text.erase(at, 1 + random.below(4));
                break;
            case 1:
                text.insert(at, 1, static_cast<char>(32 + random.below(96)));
                break;
            default:
                text[at] = static_cast<char>(random.bits() & 0xFFU);
        }
        try_text(text, meaning, compiled);
    }
    CHECK(compiled > 100);
}
