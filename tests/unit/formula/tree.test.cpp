#include "dti/formula/tree.hpp"

#include "dti/formula/parse.hpp"
#include "support/print.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace {

dti::formula_tree tree_of(std::string_view text) {
    std::vector<dti::formula_fault> faults;
    std::optional<dti::formula_tree> tree = dti::parse_formula(text, faults);
    REQUIRE(tree.has_value());
    return std::move(*tree);
}

}  // namespace

TEST_CASE("tree: every node but the root is the child of exactly one other, and knows its byte") {
    const std::string text =
        "if a >= 80% and not reported then steps(b, 1: 5, 2: max(a, b, 1), else: 0) "
        "else clamp(line(a, 0: 0, 1: -b^2), 0, choice(role, x: 1, else: cohort_max(a)))";
    const dti::formula_tree tree = tree_of(text);
    std::vector<int> parents(tree.nodes.size());
    for (const dti::formula_node& node : tree.nodes) {
        CHECK(node.offset < text.size());
        for (const dti::node_index child : node.children) {
            REQUIRE(child < tree.nodes.size());
            ++parents[child];
        }
    }
    CHECK(parents[tree.root] == 0);
    CHECK(std::count(parents.begin(), parents.end(), 1) + 1 ==
          static_cast<std::ptrdiff_t>(tree.nodes.size()));
}

TEST_CASE("tree: the offset of a node is that of its operator, function or first character") {
    const dti::formula_tree tree = tree_of("(a + 12.5) * max(b, 1)");
    const auto offset = [&](dti::formula_op op) {
        return std::find_if(tree.nodes.begin(), tree.nodes.end(),
                            [&](const auto& node) { return node.op == op; })
            ->offset;
    };
    CHECK(offset(dti::formula_op::add) == 3);
    CHECK(offset(dti::formula_op::multiply) == 11);
    CHECK(offset(dti::formula_op::maximum) == 13);
    CHECK(offset(dti::formula_op::number) == 5);
}

TEST_CASE("tree: the limits are those of the documentation") {
    CHECK(dti::formula_limits::length == 4000);
    CHECK(dti::formula_limits::nesting == 100);
    CHECK(dti::formula_limits::exponent == 64);
}
