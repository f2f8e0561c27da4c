// The shipped definitions against what ministries and provinces printed.
#include <doctest/doctest.h>

#include "dti/dti.hpp"
#include "dti/load.hpp"

#include <map>
#include <string>

namespace {

using dti::exact;

struct scored {
    dti::data_set data;
    dti::scorecard<exact> card;

    [[nodiscard]] const dti::unit_score<exact>& unit(const std::string& name) const {
        for (std::size_t i = 0; i < data.units().size(); ++i) {
            if (data.units()[i].name == name) {
                return card.units[i];
            }
        }
        FAIL("no unit " << name);
        return card.units.front();
    }
    [[nodiscard]] std::string total(const std::string& name) const {
        return dti::to_text(*unit(name).values.total, 4);
    }
};

scored score_file(const std::string& index, const std::string& file) {
    const dti::model<exact> model(dti::load_definition(index));
    dti::data_set data = dti::load_data(model.shared(), DTI_TEST_SOURCE_DIR "/examples/data/" + file);
    dti::scorecard<exact> card = dti::score(model, data);
    REQUIRE(card.ok());
    return {std::move(data), std::move(card)};
}

}  // namespace

TEST_CASE("2022: totals from the published main-index values") {
    const scored result = score_file("provincial-2022-published", "provincial-2022-published.csv");
    CHECK(result.total("Đà Nẵng") == "0.8002");
    CHECK(result.total("Quảng Ninh") == "0.7024");
    CHECK(result.total("Cần Thơ") == "0.6924");
    CHECK(result.total("Hồ Chí Minh") == "0.7164");
    CHECK(dti::to_text(*result.unit("Đà Nẵng").rank) == "1");
    CHECK(dti::to_text(*result.unit("Hồ Chí Minh").rank) == "2");
    CHECK(dti::to_text(*result.unit("Quảng Ninh").rank) == "3");
    CHECK(dti::to_text(*result.unit("Cần Thơ").rank) == "4");
    CHECK(result.unit("Cần Thơ").rank->of == 4);
}

TEST_CASE("2022: the published 0.7163 of Hồ Chí Minh lies within what the printed main indices allow") {
    // The ministry adds unrounded points; we have the eight values rounded to 4 decimals, so each may lie
    // 0.00005 to either side, and the total, whose weights sum to 1, as well.
    const scored result = score_file("provincial-2022-published", "provincial-2022-published.csv");
    const exact total = *result.unit("Hồ Chí Minh").values.total;
    const exact half_a_digit(1, 20000);
    const exact low = total - half_a_digit;
    const exact high = total + half_a_digit;
    CHECK(low == exact(716305, 1000000));
    CHECK(high == exact(716405, 1000000));
    // 0.7163 itself was rounded: the unrounded total lies in [0.71625, 0.71635), which meets [low, high].
    CHECK(exact(71625, 100000) <= high);
    CHECK(low < exact(71635, 100000));
    CHECK(dti::round_half_up(low, 4) == exact(7163, 10000));
}

TEST_CASE("2022: pillars share the foundation, over 700 and 650") {
    const scored result = score_file("provincial-2022-published", "provincial-2022-published.csv");
    const auto& pillars = result.unit("Đà Nẵng").values.pillars;
    // (100 + 90 + 82.53 + 84.87 + 75.78 + 171.5) / 700 and so on, added by hand from the published values.
    CHECK(*pillars[0] == exact(60468, 100) / 700);
    CHECK(*pillars[1] == exact(55072, 100) / 650);
    CHECK(*pillars[2] == exact(511135, 1000) / 650);
}

TEST_CASE("2020: total = 0.4·government + 0.3·economy + 0.3·society") {
    const scored result = score_file("provincial-2020", "provincial-2020-published.csv");
    CHECK(result.total("Bắc Ninh") == "0.4096");
    CHECK(*result.unit("Bắc Ninh").values.total == exact(40956, 100000));
    CHECK(result.total("Sóc Trăng") == "0.2428");
}
