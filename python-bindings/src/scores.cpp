// `Scores`: everything that scoring computes, unrounded, as doubles or as exact fractions.
#include "bind.hpp"

#include "dti/batch/score_columns.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace dti::python {
namespace {

/// What there is a figure of, for each unit one or several.
enum class level : std::uint8_t {
    total,
    total_points,
    sub_indices,
    pillars,
    points,
    attainment,
    computed,
    coverage,
    low,
    high
};

level level_of(const std::string& name) {
    static const std::vector<std::string> names{"total",  "total_points", "sub_indices", "pillars",
                                                "points", "attainment",   "computed",    "coverage",
                                                "low",    "high"};
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
        throw py::value_error("no level '" + name + '\'');
    }
    return static_cast<level>(found - names.begin());
}

template <number_type Number>
std::optional<exact> to_exact(const std::optional<Number>& value) {
    return value ? std::optional(number_traits<Number>::to_exact(*value)) : std::nullopt;
}

double to_double(const exact& value) {
    return value.to_double();
}
double to_double(double value) {
    return value;
}

/// `Scores`, with the numbers of either mode.
class scores {
  public:
    scores(std::shared_ptr<const cli::inputs> given, bool fast) : given_(std::move(given)) {
        diagnostics found;
        if (fast && given_->rules->source().headline == headline_kind::total) {
            take(score_columns(model<double>(given_->rules), given_->data), found);
        } else {  // whether a target is met is a comparison: there is no fast mode of it
            take(score(model<exact>(given_->rules), given_->data), found);
        }
        warnings_ = warnings_of(found);
    }

    [[nodiscard]] const std::vector<diagnostic>& warnings() const noexcept { return warnings_; }

    /// Of each unit its figures, NaN where there is none.
    [[nodiscard]] py::array_t<double> floats(const std::string& name) const {
        const level wanted = level_of(name);
        return std::visit(
            [&](const auto& card) {
                const auto width = static_cast<py::ssize_t>(width_of(wanted));
                py::array_t<double> result({static_cast<py::ssize_t>(card.units.size()), width});
                double* to = result.mutable_data();
                for (const auto& unit : card.units) {
                    each(unit, wanted, [&](const auto& value) {
                        *to++ = value ? to_double(*value) : std::numeric_limits<double>::quiet_NaN();
                    });
                }
                return result;
            },
            card_);
    }

    /// The same as pairs of numerator and denominator.
    [[nodiscard]] py::list fractions(const std::string& name) const {
        const level wanted = level_of(name);
        py::list rows;
        std::visit(
            [&](const auto& card) {
                for (const auto& unit : card.units) {
                    py::list row;
                    each(unit, wanted, [&](const auto& value) {
                        const std::optional<exact> number = to_exact(value);
                        row.append(number ? py::object(to_fraction(*number)) : py::none());
                    });
                    rows.append(std::move(row));
                }
            },
            card_);
        return rows;
    }

    /// Of each unit its rank in the total, in each pillar and in each sub-index, NaN where it has none.
    [[nodiscard]] py::array_t<double> ranks() const {
        return std::visit([&](const auto& card) { return ranks_of(card); }, card_);
    }

    /// What became of each indicator of each unit, in words.
    [[nodiscard]] std::vector<std::vector<std::string_view>> statuses() const {
        std::vector<std::vector<std::string_view>> rows;
        std::visit(
            [&](const auto& card) {
                for (const auto& unit : card.units) {
                    std::vector<std::string_view>& row = rows.emplace_back();
                    for (const auto& item : unit.indicators) {
                        row.push_back(score_status_words[static_cast<std::size_t>(item.status)]);
                    }
                }
            },
            card_);
        return rows;
    }

  private:
    template <number_type Number>
    void take(scorecard<Number> card, diagnostics& found) {
        report_faults(card.faults, given_->data, found);
        if (found.has_errors()) {
            throw error(std::move(found));
        }
        report_clamped(card, given_->data, found);
        card_ = std::move(card);
    }

    [[nodiscard]] std::size_t width_of(level wanted) const {
        const definition& source = given_->rules->source();
        switch (wanted) {
            case level::sub_indices:
                return source.sub_indices.size();
            case level::pillars:
                return source.pillars.size();
            case level::points:
            case level::attainment:
            case level::computed:
                return given_->rules->indicators().size();
            default:
                return 1;
        }
    }

    /// Calls with each figure of a unit.
    template <number_type Number, class Visit>
    void each(const unit_score<Number>& unit, level wanted, Visit&& visit) const {
        switch (wanted) {
            case level::total:
                return visit(unit.values.total);
            case level::total_points:
                return visit(unit.values.total_points);
            case level::coverage:
                return visit(std::optional<exact>(unit.coverage));
            case level::low:
                return visit(unit.low);
            case level::high:
                return visit(unit.high);
            case level::sub_indices:
                std::for_each(unit.values.sub_indices.begin(), unit.values.sub_indices.end(), visit);
                return;
            case level::pillars:
                std::for_each(unit.values.pillars.begin(), unit.values.pillars.end(), visit);
                return;
            case level::points:
            case level::attainment:
            case level::computed:
                break;
        }
        for (std::size_t i = 0; i < unit.indicators.size(); ++i) {
            const indicator_score<Number>& item = unit.indicators[i];
            if (wanted == level::computed) {
                visit(item.computed);
            } else if (wanted == level::points || !item.points) {
                visit(item.points);
            } else {
                const exact& most = given_->rules->indicators()[i].source->max_score;
                visit(std::optional<Number>(*item.points / number_traits<Number>::from_exact(most)));
            }
        }
    }

    template <number_type Number>
    [[nodiscard]] py::array_t<double> ranks_of(const scorecard<Number>& card) const {
        const definition& source = given_->rules->source();
        const std::size_t pillars = source.pillars.size();
        const std::size_t levels = 1 + pillars + source.sub_indices.size();
        py::array_t<double> result(
            {static_cast<py::ssize_t>(card.units.size()), static_cast<py::ssize_t>(levels)});
        auto places = result.template mutable_unchecked<2>();
        for (std::size_t at = 0; at < levels; ++at) {
            std::vector<std::optional<Number>> values;
            for (const unit_score<Number>& unit : card.units) {
                values.push_back(at == 0         ? unit.values.total
                                 : at <= pillars ? unit.values.pillars[at - 1]
                                                 : unit.values.sub_indices[at - 1 - pillars]);
            }
            const std::vector<std::optional<rank>> ranked = rank_level<Number>(source, given_->data, values);
            for (std::size_t unit = 0; unit < ranked.size(); ++unit) {
                places(static_cast<py::ssize_t>(unit), static_cast<py::ssize_t>(at)) =
                    ranked[unit] ? ranked[unit]->place() : std::numeric_limits<double>::quiet_NaN();
            }
        }
        return result;
    }

    std::shared_ptr<const cli::inputs> given_;  // scorecards point into the data
    std::variant<scorecard<exact>, scorecard<double>> card_;
    std::vector<diagnostic> warnings_;
};

/// One of Python's integers, however large.
py::int_ to_integer(const big_integer& value) {
    const std::string digits = to_digits(value);
    PyObject* const made = PyLong_FromString(digits.c_str(), nullptr, 10);
    if (made == nullptr) {
        throw py::error_already_set();
    }
    return py::reinterpret_steal<py::int_>(made);
}

}  // namespace

py::tuple to_fraction(const exact& value) {
    if (!value.is_promoted()) {
        return py::make_tuple(value.small_numerator(), value.small_denominator());
    }
    return py::make_tuple(to_integer(value.big_numerator()), to_integer(value.big_denominator()));
}

void bind_scores(py::module_& module) {
    py::class_<scores>(module, "Scores")
        .def(py::init([](const data_handle& data, bool fast) {
                 const py::gil_scoped_release release;
                 return std::make_unique<scores>(data.given, fast);
             }),
             py::arg("data"), py::arg("fast"))
        .def_property_readonly("warnings", &scores::warnings)
        .def("floats", &scores::floats, py::arg("level"))
        .def("fractions", &scores::fractions, py::arg("level"))
        .def("ranks", &scores::ranks)
        .def("statuses", &scores::statuses);
}

}  // namespace dti::python
