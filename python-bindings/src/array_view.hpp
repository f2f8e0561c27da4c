// NumPy's arrays as the library's views: no element is copied.
//
// In: arrays that Python holds. Out: pointers and strides that are good as long as the array is, or a
// TypeError or ValueError that says what does not fit.
#pragma once

#include "dti/batch/array.hpp"

#include <pybind11/numpy.h>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dti::python {

namespace py = pybind11;

/// Figures of one cohort (units × inputs) or of many (scenarios × units × inputs).
struct figures_view {
    const_array_view view;
    std::size_t scenarios = 1;
    std::size_t units = 0;
    bool has_scenarios = false;  ///< three axes
};

/// `fields` is how many the last axis must have.
[[nodiscard]] figures_view view_figures(const py::array& figures, std::size_t fields);

/// The shape of results with `items` a unit; none of it where there is one item that needs no axis.
[[nodiscard]] std::vector<py::ssize_t> result_shape(const figures_view& figures,
                                                    std::optional<std::size_t> items);

/// A caller's array of results; `name` is what messages call it.
[[nodiscard]] array_view view_result(py::array& result, const std::vector<py::ssize_t>& shape,
                                     const figures_view& figures, const std::string& name);

/// A ValueError where two arrays have elements in common.
void refuse_overlap(const py::array& result, const std::string& name, const py::array& other,
                    const std::string& other_name);

}  // namespace dti::python
