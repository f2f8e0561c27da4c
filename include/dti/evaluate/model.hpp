// A compiled definition with its constants in one number type: what scoring reads.
//
// In: a compiled definition. Out: a `model<double>`, `model<exact>` or one of a type of your own. Immutable,
// owns all it needs, safe to share between threads.
#pragma once

#include "dti/evaluate/compiled_definition.hpp"
#include "dti/number/number.hpp"

#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace dti::inline v0 {

template <number_type Number>
class model {
  public:
    /// The numbers of one indicator.
    struct indicator_numbers {
        Number max_score{};
        Number min_score{};
        Number weight{};
        std::vector<Number> points_constants;
        std::vector<std::vector<Number>> derive_constants;  ///< one list a derived figure
    };
    /// The numbers of one sub-index.
    struct sub_index_numbers {
        Number max_score{};
        Number weight{};
    };

    explicit model(shared_rules rules) : rules_(std::move(rules)) {
        for (const compiled_indicator& item : rules_->indicators()) {
            indicator_numbers& numbers = indicators_.emplace_back();
            numbers.max_score = convert(item.source->max_score);
            numbers.min_score = convert(item.source->min_score);
            numbers.weight = convert(item.source->weight);
            if (item.points) {
                numbers.points_constants = convert(item.points->constants);
            }
            for (const derived_program& derived : item.derive) {
                numbers.derive_constants.push_back(convert(derived.code.constants));
            }
        }
        for (std::size_t i = 0; i < rules_->source().sub_indices.size(); ++i) {
            sub_indices_.push_back(
                {convert(rules_->sub_index_max(i)), convert(rules_->source().sub_indices[i].weight)});
        }
    }

    [[nodiscard]] const compiled_definition& rules() const noexcept { return *rules_; }
    [[nodiscard]] const shared_rules& shared() const noexcept { return rules_; }
    [[nodiscard]] const indicator_numbers& numbers(std::size_t indicator) const {
        return indicators_[indicator];
    }
    /// The same to be changed, before anybody uses the model: for numbers that are better than the converted
    /// ones.
    [[nodiscard]] indicator_numbers& numbers(std::size_t indicator) { return indicators_[indicator]; }
    [[nodiscard]] const sub_index_numbers& sub_index(std::size_t index) const { return sub_indices_[index]; }

  private:
    static Number convert(const exact& value) { return number_traits<Number>::from_exact(value); }
    static std::vector<Number> convert(const std::vector<exact>& values) {
        std::vector<Number> converted;
        converted.reserve(values.size());
        for (const exact& value : values) {
            converted.push_back(convert(value));
        }
        return converted;
    }

    shared_rules rules_;
    std::vector<indicator_numbers> indicators_;
    std::vector<sub_index_numbers> sub_indices_;
};

/// A model straight from a definition. Throws dti::error with every mistake of the definition.
template <number_type Number>
[[nodiscard]] model<Number> compile(definition source) {
    return model<Number>(compile_definition(std::move(source)));
}

}  // namespace dti::inline v0
