#include "dti/analyse/gain_sides.hpp"

#include "support/analysed.hpp"
#include "support/print.hpp"

#include <doctest/doctest.h>

using dti::exact;
using dti::gain_kind;

TEST_CASE("both sides of a figure, on a kink, at a jump and where a policy makes an error") {
    const auto sides = [](const std::string& formula, const std::string& figure) {
        const dti_test::analysed made(dti_test::one_formula(formula, {"a"}), 1, {{0, "i", "a", figure}});
        const dti::varied_indicator varied(made.all, 0, 0);
        const dti::unit_total total(made.model, made.card.units[0]);
        return dti::find_own_sides(varied, total, total.points(), 0, *varied.present(0));
    };
    const dti::gain_pair bent = sides("clamp(a, 0, 3)", "3");
    CHECK(bent.up.is_zero());
    CHECK(bent.down == dti::gain{gain_kind::finite, exact(1)});
    const dti::gain_pair jump = sides("steps(a, 3: 5)", "3");
    CHECK(jump.up.is_zero());
    CHECK(jump.down.kind == gain_kind::rises);
    const dti::gain_pair fall = sides("if a > 3 then 1 else 2", "3");
    CHECK(fall.up.kind == gain_kind::falls);
    CHECK(fall.down.is_zero());
    const dti::gain_pair refused = sides("if a > 3 then 1 / (a - a) else 2", "3");
    CHECK(refused.up.kind == gain_kind::none);
    CHECK(refused.down.is_zero());
}
