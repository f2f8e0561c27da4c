// Fuzz target: any bytes as a definition. What compiles has its examples run, is reviewed, and scores a unit
// without figures.
#include "dti/aggregate/score.hpp"
#include "dti/analyse/review_definition.hpp"
#include "dti/evaluate/examples.hpp"
#include "dti/load.hpp"
#include "promises.hpp"

#include <cstdint>

namespace {

template <class Number>
void score_nothing(const dti::shared_rules& rules) {
    dti::data_set data(rules);
    data.add_unit({.name = "empty"});
    const dti::scorecard<Number> card = dti::score(dti::model<Number>(rules), data);
    dti_fuzz::promise(card.units.size() == 1, "the unit is scored");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    dti::diagnostics found;
    const dti::shared_rules rules = dti::parse_definition("index.yaml", std::string(text), found);
    dti_fuzz::promise((rules != nullptr) != found.has_errors(), "a definition or an error", found.to_text());
    if (rules != nullptr) {
        for (const dti::example_failure& failure : dti::check_examples(rules)) {
            found.error(*rules->text(), failure.where, failure.what);
        }
        dti::review_definition(*rules, found);
        score_nothing<dti::exact>(rules);
        score_nothing<double>(rules);
    }
    dti_fuzz::check_promises(found, text);
    return 0;
}
