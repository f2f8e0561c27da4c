// An app may set a locale of its own, in C and in C++, and link the library: nothing that the library reads
// or writes changes. Usage: embedded LOCALE FOLDER, the folder with examples of definitions and data.
#include "dti/dti.hpp"
#include "dti/load.hpp"

#include <clocale>
#include <cstdio>
#include <locale>
#include <stdexcept>
#include <string>

namespace {

constexpr const char* definition = R"yaml(dti: 1
index: embedded
title: {vi: Chỉ số IİıiÍ, en: Embedded}
missing: zero
empty_denominator: zero
sub_indices:
  - id: services
    indicators:
      - id: online
        max_score: 12.5
        weight: 1.25
        inputs: {part: {}, whole: {}}
        derive: {rate: part / whole}
        formula: "0.5/12.5 points = 2.5%"
        examples: [{given: {rate: 2.55%}, points: 0.51}, {given: {rate: 50.5%}, points: 10.1}]
      - {id: share, max_score: 1234567.5, inputs: {users: {}}, formula: max_score * share_of_best(users) * 0.333}
)yaml";
constexpr const char* plain =
    "unit,online.part,online.whole,share.users\nÝ "
    "İ,1234.5,10000.25,12345678901234567890123.125\nÔ,1,3,1000.5\n";
constexpr const char* vietnamese =
    "unit;online.part;online.whole;share.users\nÝ "
    "İ;1.234,5;10.000,25;12.345.678.901.234.567.890.123,125\nÔ;1;3;1.000,5\n";
constexpr const char* wrong = "unit,online.part,online.whol\nA,\"1,5\",1.5.5\n";

template <class Number>
std::string scored(const dti::shared_rules& rules, const char* text, dti::notation style) {
    dti::diagnostics found;
    const dti::data_text given{"data.csv", text};
    const std::optional<dti::data_set> data = dti::parse_data(rules, std::span(&given, 1), style, found);
    std::string shown = found.to_text();
    if (!data) {
        return shown;
    }
    const dti::scorecard<Number> card = dti::score(dti::model<Number>(rules), *data);
    dti::report_faults(card.faults, *data, found);
    for (const dti::language language : {dti::language::vi, dti::language::en}) {
        const dti::report_style look{language, 6};
        for (const dti::grid& table :
             {dti::unit_grid(card, *data, look), dti::indicator_grid(card, *data, look),
              dti::rank_grid(card, *data, look)}) {
            shown += to_table(table) + to_csv(table) + to_json_rows(table);
        }
        shown += to_json(dti::notes_on(card, *data, language));
    }
    return shown + found.to_text();
}

/// Everything that the library reads and writes, as one text.
std::string everything(const std::string& folder) {
    dti::diagnostics found;
    const dti::shared_rules rules = dti::parse_definition("index.yaml", definition, found);
    if (rules == nullptr) {
        return found.to_text();
    }
    for (const dti::example_failure& failure : dti::check_examples(rules)) {
        found.error(*rules->text(), failure.where, failure.what);
    }
    dti::review_definition(*rules, found);
    std::string shown = found.to_text();
    for (const char* text : {plain, wrong}) {
        shown += scored<dti::exact>(rules, text, dti::notation::plain);
        shown += scored<double>(rules, text, dti::notation::plain);
    }
    shown += scored<dti::exact>(rules, vietnamese, dti::notation::vi);
    shown += scored<double>(rules, vietnamese, dti::notation::vi);
    dti::diagnostics of_files;
    for (const char* name :
         {"/absent.yaml", "/", "/provincial-2020.yaml", "/provincial-2022-published.yaml"}) {
        const dti::shared_rules loaded = dti::load_definition(folder + name, of_files);
        shown += loaded == nullptr ? "none\n" : loaded->source().id + '\n';
    }
    return shown + of_files.to_text();
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 3) {
        throw std::runtime_error("usage: embedded LOCALE FOLDER");
    }
    const std::string before = everything(argv[2]);
    if (std::setlocale(LC_ALL, argv[1]) == nullptr) {
        throw std::runtime_error(std::string("there is no locale ") + argv[1]);
    }
    std::locale::global(std::locale(argv[1]));
    char comma[8] = "";
    std::snprintf(comma, sizeof comma, "%.1f", 0.5);
    if (std::string(comma) != "0,5") {
        throw std::runtime_error("the locale writes no decimal comma: nothing is tested");
    }
    const std::string after = everything(argv[2]);
    if (before != after) {
        std::printf("---- under C\n%s---- under %s\n%s", before.c_str(), argv[1], after.c_str());
        return 1;
    }
    std::printf("%zu bytes, the same under %s\n", after.size(), argv[1]);
    return before.size() > 5000 ? 0 : 1;
} catch (const std::exception& problem) {
    std::fprintf(stderr, "embedded: %s\n", problem.what());
    return 1;
}
