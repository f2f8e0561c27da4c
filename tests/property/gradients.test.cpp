// Gradients of whole cohorts are the gains of each unit: on random indices whose figures stand on kinks, of
// rules that are lines and of any others, and on the shipped ones.
#include "support/gradients.hpp"
#include "support/random_case.hpp"
#include "support/random_lines.hpp"

#include "dti/load.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

using dti_test::first_difference;
using dti_test::gradient_counts;
using dti_test::random_case;
using dti_test::random_source;

namespace {

const auto all_gains = [](const dti::analysed_cohort& all, std::size_t unit) {
    return dti::find_gains(all, unit);
};

template <class Reference>
void require_gains(const random_case& made, gradient_counts& counts, Reference reference) {
    const dti::analysed_cohort all(made.model, made.data, made.card);
    const dti_test::gradient_arrays found = dti_test::find_gradients(all, dti::instruction_set::portable);
    REQUIRE(first_difference(all, found, counts, reference) == "");
    for (const dti::instruction_set wanted : {dti::instruction_set::avx2, dti::instruction_set::avx512}) {
        if (dti::supported(wanted)) {
            REQUIRE(dti_test::same_bits(found, dti_test::find_gradients(all, wanted)));
        }
    }
}

}  // namespace

TEST_CASE("gradients are the gains of every unit and figure, on random indices") {
    random_source random(63);
    gradient_counts counts;
    for (int indices = 0; indices < 400;) {
        const random_case made(random);
        if (made.card.ok()) {
            ++indices;
            INFO("index " << indices);
            require_gains(made, counts, all_gains);
        }
    }
    CHECK(counts.slopes > 200);
    CHECK(counts.jumps > 20);
    CHECK(counts.kinks > 20);
}

TEST_CASE("gradients are the gains of every unit and figure, on rules that are lines") {
    random_source random(98);
    gradient_counts counts;
    for (int indices = 0; indices < 120;) {
        const dti::shared_rules rules = dti_test::random_line_rules(random);
        const random_case made(rules, dti_test::random_line_cohort(rules, 1 + random.below(6), random));
        if (made.card.ok()) {
            ++indices;
            INFO("index " << indices);
            require_gains(made, counts, dti_test::find_sides_alone);
        }
    }
    CHECK(counts.slopes > 1000);
    CHECK(counts.jumps > 200);
    CHECK(counts.kinks > 200);
}

TEST_CASE("gradients of cohorts of more than one tile") {
    random_source random(64);
    gradient_counts counts;
    for (const std::size_t units : {63U, 64U, 65U, 131U}) {
        const dti::shared_rules rules = dti_test::random_line_rules(random);
        const random_case made(rules, dti_test::random_line_cohort(rules, units, random));
        CAPTURE(units);
        REQUIRE(made.card.ok());
        require_gains(made, counts, dti_test::find_sides_alone);
    }
    CHECK(counts.cells > 1000);
}

TEST_CASE("gradients are the gains of all units of the shipped cohort, and of the shipped profiles") {
    const std::string root = DTI_TEST_SOURCE_DIR;
    const auto check = [&](const std::string& index, const std::vector<std::string>& files) {
        CAPTURE(files.front());
        const dti::shared_rules rules = dti::load_definition(root + "/indicators/" + index + ".yaml");
        std::vector<std::string> paths;
        for (const std::string& file : files) {
            paths.push_back(root + "/examples/data/" + file);
        }
        const random_case made(rules, dti::load_data(rules, paths));
        REQUIRE(made.card.ok());
        gradient_counts counts;
        require_gains(made, counts, dti_test::find_sides_alone);
        return counts;
    };
    const gradient_counts counts = check("provincial-2022", {"provincial-2022-synthetic.csv"});
    CHECK(counts.slopes > 3000);
    CHECK(counts.jumps > 0);
    check("provincial-2022", {"ninh-thuan-2022.yaml"});
}
