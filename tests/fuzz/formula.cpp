// Fuzz target: any bytes as a formula. Parsing, compiling and running must never crash, whatever the text;
// and what compiles runs in both number types without tripping a sanitizer.
#include "dti/formula/compile.hpp"
#include "dti/formula/parse.hpp"
#include "dti/formula/run.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

const dti::formula_scope& scope() {
    static const dti::formula_scope names = [] {
        dti::formula_scope made;
        made.entries = {{.name = "x"},
                        {.name = "y"},
                        {.name = "flag", .type = dti::figure_type::yes_no},
                        {.name = "role", .type = dti::figure_type::choice, .options = {"leader", "deputy"}},
                        {.name = "rate"}};
        made.inputs = 4;
        made.max_score = 10;
        return made;
    }();
    return names;
}

template <class Number>
void run_program(const dti::program& code) {
    std::vector<Number> constants;
    for (const dti::exact& constant : code.constants) {
        constants.push_back(dti::number_traits<Number>::from_exact(constant));
    }
    std::vector<Number> slots;
    for (const dti::exact& slot :
         {dti::exact(3, 7), dti::exact(-2), dti::exact(1), dti::exact(1), dti::exact(0)}) {
        slots.push_back(dti::number_traits<Number>::from_exact(slot));
    }
    const std::vector<dti::slot_state> states(slots.size(), dti::slot_state::present);
    const std::vector<Number> cohort(code.cohort_terms.size(), Number(2));
    (void)dti::run<Number>(code, {constants, slots, states, cohort});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::vector<dti::formula_fault> faults;
    const std::optional<dti::formula_tree> tree = dti::parse_formula(text, faults);
    if (tree && !tree->entered) {
        if (const std::optional<dti::program> code = dti::compile_formula(*tree, scope(), faults)) {
            run_program<double>(*code);
            run_program<dti::exact>(*code);
        }
    }
    for (const dti::formula_fault& fault : faults) {
        if (fault.offset > text.size() || fault.what.text.empty()) {
            std::abort();  // every fault lies in the text and says something
        }
    }
    return 0;
}
