#include "dti/report/goal_note.hpp"

#include "support/analysed.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::exact;
using dti_test::analysed;
using dti_test::make_rate;

namespace {

std::string note_on(const dti::goal_plan& plan, const std::string& rank, dti::language wanted,
                    const analysed& scored, const std::vector<dti::indicator_gap>& gaps) {
    const std::vector<dti::target> targets;
    const dti::gap_ranking ranking = dti::rank_gaps(gaps, dti::gap_key::points);
    return dti::goal_note({scored.all, 0, targets, gaps, ranking, &plan}, plan, rank, {wanted, {}}).text;
}

}  // namespace

TEST_CASE("what is said of a goal: missing, the fewest, reached, out of reach, without an answer") {
    const analysed scored(
        dti::compile_definition(dti_test::make_definition({make_rate("a", 10), make_rate("b", 20)})), 1,
        {{0, "a", "rate", "0.5"}, {0, "b", "rate", "0.25"}});
    const std::vector<dti::indicator_gap> gaps = dti::find_gaps(scored.all, 0, {});
    const auto say = [&](const dti::goal& wanted, const std::string& rank = {},
                         dti::language in = dti::language::en) {
        return note_on(dti::plan_goal(scored.all, 0, gaps, wanted), rank, in, scored, gaps);
    };
    CHECK(
        say({24, false}) ==
        "14.00 points are missing from 10.00 to 24.00; the fewest gaps that supply them, 1: b; closed, they "
        "bring 25.00");
    CHECK(say({9, false}) == "it is reached with 10.00 already");
    CHECK(say({31, false}) ==
          "21.00 points are missing from 10.00 to 31.00; all 2 gaps closed bring no more than 30.00");
    CHECK(
        say({24, true}, "3") ==
        "rank 3 asks for more than 24.00 total points, rivals held as in this file; 14.00 points are missing "
        "from 10.00 to 24.00; the fewest gaps that supply them, 1: b; closed, they bring 25.00");
    CHECK(say({24, false}, {}, dti::language::vi).find("còn thiếu 14.00 điểm") == 0);
    CHECK(
        note_on({dti::goal_doubt::no_rivals}, "3", dti::language::en, scored, gaps) ==
        "the data cannot say what rank 3 asks for: the data hold no other unit that is ranked in its group");
}
