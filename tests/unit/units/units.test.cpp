// Who a unit is: spellings, lists of units, and the names of a run.
#include "dti/evaluate/data.hpp"
#include "support/loaded.hpp"
#include "units/find_unit.hpp"
#include "units/spelling.hpp"
#include "units/unit_list.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>

using dti_test::loaded_files;

namespace {

const dti::unit_list& list(const char* id) {
    const dti::unit_list* found = dti::find_unit_list(id);
    REQUIRE(found != nullptr);
    return *found;
}

dti::shared_rules rules(const std::string& key = "") {
    return dti_test::parse_rules("dti: 1\nindex: test\ntitle: {en: Test}\n" + key +
                                 "sub_indices:\n  - id: a\n    indicators:\n"
                                 "      - {id: plan, max_score: 5, formula: points}\n");
}
const std::string provinces = "units: provinces-63\n";

struct loaded : loaded_files {
    loaded(const std::string& key, const std::string& text) : loaded_files(rules(key), {{"a.csv", text}}) {}
    loaded(const std::string& key, const std::vector<dti::data_text>& texts)
        : loaded_files(rules(key), texts) {}

    /// Names as shown, each with how it is written elsewhere.
    [[nodiscard]] std::string names() const {
        std::string text;
        for (const dti::unit_info& unit : data->units()) {
            text +=
                (text.empty() ? "" : "; ") + unit.name + (unit.written.empty() ? "" : " < " + unit.written);
        }
        return text;
    }
};

std::string small(const std::string& name) {
    return dti::small_key(dti::spelling_key(name));
}

/// One row a name, in a long table: the same unit may stand in several.
std::string names_of(const std::string& key, const std::vector<std::string>& names) {
    std::string text = "unit,indicator,name,value\n";
    for (const std::string& name : names) {
        text += name + ",,group,\n";
    }
    const loaded csv(key, text);
    return csv.data ? csv.names() : csv.mistakes();
}

std::string chosen(const loaded& csv, const char* wanted) {
    const dti::unit_choice choice = dti::find_unit(*csv.data, wanted);
    CHECK(choice.unit.has_value() != choice.mistake.has_value());
    return choice.unit ? csv.data->units()[*choice.unit].name : choice.mistake->code;
}

}  // namespace

TEST_CASE("the tone mark of an open syllable stands on either vowel") {
    const std::map<std::string, std::string> pairs{
        {"Hoà Bình", "Hòa Bình"}, {"Thanh Hoá", "Thanh Hóa"}, {"Thuỷ", "Thủy"}, {"khoẻ", "khỏe"},
        {"HOÀ BÌNH", "HÒA BÌNH"}, {"toạ-độ", "tọa-độ"},       {"uỵ", "ụy"},     {"xoã, hoè", "xõa, hòe"}};
    for (const auto& [on_second, on_first] : pairs) {
        CHECK(dti::spelling_key(on_second) == on_first);
        CHECK(dti::spelling_key(on_first) == on_first);
        CHECK(dti::spelling_key(dti::spelling_key(on_second)) == on_first);
    }
    CHECK(dti::spelling_key("Hoa\u0300 Bi\u0300nh") == "Hòa Bình");  // whatever the form of Unicode
}

TEST_CASE("other syllables have one spelling") {
    // u behind q is no vowel; a closed syllable has its tone on the second; ă, â, ê, ơ, ư are other vowels.
    for (const char* name : {"quý", "Quỳ Hợp", "qúy", "hoàn", "Hoàng", "khoét", "huỳnh", "thuyền", "hoặc",
                             "Huế", "thuở", "hoắc", "tuyết", "già", "Mỹ", "hóán"}) {
        CHECK(dti::spelling_key(name) == name);
    }
    CHECK(dti::spelling_key("Quý") != dti::spelling_key("Qúy"));
}

TEST_CASE("runs of blanks and of dashes are one") {
    CHECK(dti::spelling_key("  Bắc\u00A0  Ninh\t") == "Bắc Ninh");
    for (const char* name :
         {"Bà Rịa - Vũng Tàu", "Bà Rịa-Vũng Tàu", "Bà Rịa – Vũng Tàu", "Bà Rịa \u2010\u2014 Vũng Tàu"}) {
        CHECK(dti::spelling_key(name) == "Bà Rịa-Vũng Tàu");
    }
    CHECK(dti::spelling_key("-5 -") == "-5-");
    CHECK(dti::spelling_key(" \u00A0") == "");
    CHECK(dti::spelling_key("a\xFF b") == "a\xFF b");  // not UTF-8
}

TEST_CASE("marks left out") {
    CHECK(dti::without_marks("Đắk Lắk, Ưu") == "Dak Lak, Uu");
    CHECK(dti::without_marks("Й が") == "Й が");  // there a mark makes another letter
    const auto leaves_out = [](const char* given, const char* whole) {
        return dti::leaves_out_marks(small(given), small(whole));
    };
    CHECK(leaves_out("dak lak", "Đắk Lắk"));
    CHECK(leaves_out("Đăk Lăk", "Đắk Lắk"));
    CHECK(leaves_out("ĐẮK LẮK", "Đắk Lắk"));
    CHECK(!leaves_out("Đằk Lắk", "Đắk Lắk"));
    CHECK(!leaves_out("Đắk Lắ", "Đắk Lắk"));
    CHECK(!leaves_out("Đắk Lắk 2", "Đắk Lắk"));
    CHECK(!leaves_out("Đắk Lắk", "dak lak"));
}

TEST_CASE("63 provinces, and the 34 formed from them") {
    REQUIRE(dti::unit_lists().size() == 2);
    const dti::unit_list& before = list("provinces-63");
    const dti::unit_list& after = list("provinces-34");
    CHECK(before.units().size() == 63);
    CHECK(after.units().size() == 34);
    CHECK(before.until() == "2025-06-30");
    CHECK(after.from() == "2025-07-01");
    std::multiset<std::string> parts;
    std::set<std::string> colliding;
    for (const dti::unit_list* one : {&before, &after}) {
        std::set<std::string> codes;
        std::set<std::string> plain;
        for (const dti::listed_unit& unit : one->units()) {
            CAPTURE(unit.name);
            CHECK(codes.insert(unit.code).second);
            CHECK(plain.insert(dti::without_marks(small(unit.name))).second);  // by_plain_ relies on it
            CHECK(unit.code.size() == 2);
            CHECK(unit.name.find_first_of("\"\r") == std::string::npos);
            CHECK(unit.formed_from.empty() == (one == &before));
            CHECK(one->find_name(unit.name) == &unit);
            parts.insert(unit.formed_from.begin(), unit.formed_from.end());
            const dti::listed_unit* was = before.find_code(unit.code);
            const bool renamed = unit.formed_from == std::vector<std::string>{unit.code};
            if (was != nullptr && was->name != unit.name && !renamed) {
                colliding.insert(unit.code);
            }
        }
    }
    CHECK(parts.size() == 63);
    for (const dti::listed_unit& unit : before.units()) {
        CHECK(parts.count(unit.code) == 1);
    }
    CHECK(colliding == std::set<std::string>{"15", "24", "44", "52", "80", "82", "91"});
    CHECK(dti::find_unit_list("provinces") == nullptr);
}

TEST_CASE("a listed name in any usual spelling") {
    const auto name = [](const char* text) {
        const dti::listed_unit* unit = list("provinces-63").find_name(text);
        return unit == nullptr ? std::string() : unit->name;
    };
    for (const char* text : {"Hòa Bình", "Hoà Bình", "Hoa Binh", "HÒA BÌNH", "hoa  binh", "Tỉnh Hòa Bình",
                             "tinh hoa binh", "TỈNH HOÀ BÌNH", "Hoa Bình"}) {
        CHECK(name(text) == "Hòa Bình");
    }
    for (const char* text : {"TP. Hồ Chí Minh", "TP.Hồ Chí Minh", "tp ho chi minh", "Thành phố Hồ Chí Minh",
                             "Thanh pho Ho Chi Minh", "Hồ Chí Minh"}) {
        CHECK(name(text) == "Hồ Chí Minh");
    }
    CHECK(name("Thanh Hoá") == "Thanh Hóa");
    CHECK(name("Bà Rịa-Vũng Tàu") == "Bà Rịa - Vũng Tàu");
    for (const char* text : {"", "Tỉnh", "TP.", "Hòa Bính", "Huế", "15", "Hà Nội 2"}) {
        CHECK(name(text) == "");
    }
    CHECK(list("provinces-34").find_name("TP Huế")->code == "46");
    CHECK(list("provinces-63").find_code("1")->name == "Hà Nội");  // a spreadsheet has taken the 0
    CHECK(list("provinces-63").find_code("") == nullptr);
    CHECK(list("provinces-63").nearest("TP.HCM") == "Hồ Chí Minh");
    CHECK(list("provinces-63").nearest("TPHCM") == "Hồ Chí Minh");
    CHECK(list("provinces-63").nearest("Bắc Cạn") == "Bắc Kạn");
    CHECK(list("provinces-63").nearest("Phường Mẫu") == "");
}

TEST_CASE("the names of a run without a list") {
    CHECK(names_of("", {"Hoà Bình", "Hòa  Bình", "hòa bình"}) == "Hoà Bình < Hòa  Bình; hòa bình");
    CHECK(names_of("", {"Hoa Binh", "Hòa Bình"}) == "Hòa Bình < Hoa Binh");
    CHECK(names_of("", {"Hòa Bình", "Hoa Binh"}) == "Hòa Bình < Hoa Binh");
    CHECK(names_of("", {"Ha\u0300 No\u0323\u0302i", "Hà Nội"}) == "Ha\u0300 No\u0323\u0302i");
    CHECK(names_of("", {"Hoa Bình", "Hòa Bình"}) == "Hoa Bình; Hòa Bình");  // half of the marks is not none
    CHECK(names_of("", {"Thanh Hóa", "Thanh Hòa"}) == "Thanh Hóa; Thanh Hòa");
    CHECK(names_of("", {"Thanh Hóa", "Thanh Hòa", "Thanh Hoa", "Thanh Hoa"}) == "ambiguous-unit 4:1 -");
    CHECK(names_of("", {"Thanh Hóa", "Thanh Hoa", "Thanh Hòa", "Thanh Hõa"}) == "ambiguous-unit 3:1 -");
    CHECK(names_of("", {"Thanh Hoa", "Thanh Hóa", "Thanh Hòa"}) == "ambiguous-unit 2:1 -");
    CHECK(names_of("", {"Tỉnh Hòa Bình", "Hòa Bình", "provinces-63:15"}) ==
          "Tỉnh Hòa Bình; Hòa Bình; provinces-63:15");
}

TEST_CASE("a unit that stands twice under two spellings") {
    const loaded csv("", "unit,plan.points\nHoà Bình,1\nHoa Binh,2\n");
    CHECK(csv.mistakes() == "duplicate-unit 3:1 -");
    CHECK(csv.message() == "unit `Hoa Binh` (`Hoà Bình`) stands twice");
    const loaded fuller("", "unit,plan.points\nHoa Binh,1\nHòa Bình,2\n");
    CHECK(fuller.message() == "unit `Hòa Bình` (`Hoa Binh`) stands twice");
    const loaded files("", {{"a.csv", "unit,plan.points\nHoa Binh,1\nThanh Hoa,2\n"},
                            {"b.csv", "unit\nHòa Bình\nThanh Hóa\nThanh Hòa\n"}});
    CHECK(files.mistakes() == "ambiguous-unit 3:1 -");
    CHECK(files.found.items()[0].file == "a.csv");
    CHECK(files.message() == "unit `Thanh Hoa` can be `Thanh Hóa` or `Thanh Hòa`");
}

TEST_CASE("the names of a run with a list") {
    CHECK(names_of(provinces, {"TỈNH HOÀ BÌNH", "Hoa Binh", "Xã Mẫu"}) == "Hòa Bình < TỈNH HOÀ BÌNH; Xã Mẫu");
    CHECK(names_of(provinces, {"provinces-63:15", "Yen Bai"}) == "Yên Bái < provinces-63:15");
    CHECK(names_of(provinces, {"Long An", "Long Ấn"}) ==
          "Long An; Long Ấn");  // a listed name has no more marks
    CHECK(names_of(provinces, {"provinces-34:15", "provinces-34:15", "provinces-63:99"}) ==
          "unit-code 2:1; unit-code 4:1 -");
    const loaded odd(provinces, "unit\nHòa Bính\nHuế\nYên Bái\n15\nPhường Mẫu\n");
    CHECK(odd.mistakes() == "?unlisted-unit 2:1; ?unlisted-unit 3:1; ?unlisted-unit 5:1");
    CHECK(odd.names() == "Hòa Bính; Huế; Yên Bái; 15; Phường Mẫu");
    CHECK(odd.help(0) == "did you mean `Hòa Bình`?");
    CHECK(odd.help(1) == "in provinces-63 it is `Thừa Thiên Huế`");
    CHECK(odd.help(2) ==
          "it is `Yên Bái` in provinces-63 and `Lào Cai` in provinces-34; write the name, or "
          "`provinces-63:15`");
    const loaded scheme(provinces, "unit\nprovince-63:15\nprovinces-63: 15\n");
    CHECK(scheme.mistakes() == "?unlisted-unit 2:1");
    CHECK(scheme.help() == "did you mean `provinces-63:15`?");
    CHECK(scheme.names() == "province-63:15; Yên Bái < provinces-63: 15");
    const loaded merged("units: provinces-34\n", "unit\nHà Giang\nThừa Thiên Huế\n17\nprovinces-63:15\n");
    CHECK(merged.mistakes() == "?unlisted-unit 2:1; ?unlisted-unit 3:1; ?unlisted-unit 4:1; unit-code 5:1 -");
    CHECK(merged.help(0) == "in provinces-34 it is part of `Tuyên Quang`");
    CHECK(merged.help(1) == "in provinces-34 it is `Huế`");
    CHECK(merged.help(2) == "it is `Hòa Bình` in provinces-63; write the name");
    CHECK(merged.message(3) ==
          "`provinces-63:15` is `Yên Bái`, and this index scores provinces-34, where 15 is `Lào Cai`");
}

TEST_CASE("codes beside names") {
    const loaded wide(provinces,
                      "unit,code,plan.points\nHà Nội,1,1\nBắc Ninh,24,1\nYên Bái,,1\nXã A,07,1\nXã B,27,1\n");
    CHECK(wide.mistakes() == "unit-code 3:10; unit-code 6:6 -");
    CHECK(wide.message() == "`24` is not the code of `Bắc Ninh` in provinces-63");
    CHECK(wide.help() ==
          "24 is `Bắc Giang` in provinces-63 and `Bắc Ninh` in provinces-34; `Bắc Ninh` has 27");
    CHECK(wide.help(1) == "27 is `Bắc Ninh` in provinces-63");
    CHECK(loaded("", "unit,code,plan.points\nBắc Ninh,24,1\nA,x,1\n").mistakes() == "");
    const std::string rows =
        "unit,indicator,name,value,code\nBắc Ninh,,code,24,\nBắc Ninh,plan,points,1,24\n";
    CHECK(loaded(provinces, rows).mistakes() == "unit-code 2:16 -");
    CHECK(loaded("", rows).mistakes() == "");
    const std::string profile = "unit: Bac Ninh\ncode: 24\nvalues: {plan: {points: 1}}\n";
    CHECK(loaded(provinces, {{"a.yaml", profile}}).mistakes() == "unit-code 2:7 -");
    CHECK(loaded("", {{"a.yaml", profile}}).mistakes() == "");
}

TEST_CASE("a definition names a list that there is") {
    dti::diagnostics found;
    CHECK(dti::parse_definition("a.yaml",
                                "dti: 1\nindex: a\ntitle: {en: A}\nunits: province-63\nsub_indices:\n"
                                "  - {id: a, indicators: [{id: b, max_score: 1, formula: points}]}\n",
                                found) == nullptr);
    CHECK(dti_test::summary(found) == "unknown-word 4:8");
    CHECK(found.items()[0].what.help == "did you mean `provinces-63`? valid: `provinces-63`, `provinces-34`");
    CHECK(rules(provinces)->source().units == "provinces-63");
    CHECK(rules()->source().units.empty());
}

TEST_CASE("the unit that a command line names") {
    const loaded plain("", "unit\nThanh Hóa\nThanh Hòa\nHoa Binh\nBến Tre\n");
    CHECK(chosen(plain, "Thanh Hoá") == "Thanh Hóa");
    CHECK(chosen(plain, "Thanh Hoa") == "ambiguous-unit");
    CHECK(chosen(plain, "Hoà Bình") == "Hoa Binh");
    CHECK(chosen(plain, "Ben Tre") == "Bến Tre");
    CHECK(chosen(plain, "ben tre") == "unknown-name");
    const loaded listed(provinces, "unit\nHoa Binh\nYên Bái\nXã Mẫu\n");
    CHECK(chosen(listed, "tỉnh hoà bình") == "Hòa Bình");
    CHECK(chosen(listed, "provinces-63:15") == "Yên Bái");
    CHECK(chosen(listed, "provinces-34:15") == "unit-code");
    CHECK(chosen(listed, "15") == "unknown-name");
    CHECK(chosen(listed, "Xa Mau") == "Xã Mẫu");
    CHECK(chosen(listed, "Hà Nội") == "unknown-name");
    CHECK(dti::find_unit(*listed.data, "Lào Cai").mistake->help == "one of `Hòa Bình`, `Yên Bái`, `Xã Mẫu`");
    CHECK(dti::find_unit(*listed.data, "Huế").mistake->help == "in provinces-63 it is `Thừa Thiên Huế`");
}

TEST_CASE("many units, each in several spellings") {
    std::string text = "unit,indicator,name,value\n";
    constexpr std::size_t units = 20'000;
    for (std::size_t i = 0; i < units; ++i) {
        const std::string number = std::to_string(i);
        text +=
            "Xã Hoà " + number + ",,group,\nXã Hòa " + number + ",,group,\nXa Hoa " + number + ",,group,\n";
    }
    const loaded csv("", text);
    REQUIRE(csv.data);
    CHECK(csv.data->units().size() == units);
}
