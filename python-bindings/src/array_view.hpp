// NumPy's arrays as the library's views: no element is copied.
//
// In: arrays that Python holds. Out: pointers and strides that are good as long as the array is, or a
// TypeError or ValueError that says what does not fit.
#pragma once

#include "dti/batch/array.hpp"

#include <pybind11/numpy.h>

#include <array>
#include <cstddef>
#include <optional>
#include <string>

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

/// The sizes of an array of results: two axes or three, the last one left out where a unit has one figure.
struct result_shape {
    std::array<py::ssize_t, 3> sizes{};
    std::size_t axes = 0;
};
/// The shape of results with `items` a unit; without them one figure.
[[nodiscard]] result_shape shape_of(const figures_view& figures, std::optional<std::size_t> items);

/// An array of results with its view.
struct result_view {
    py::array array;
    array_view view;
};
/// What every call asks of NumPy, looked up once.
class array_maker {
  public:
    array_maker();
    /// Whether an object is an array that needs no conversion: of NumPy's own class, with native float64.
    [[nodiscard]] bool is_plain(const py::object& figures) const;
    /// A new array: numpy.empty is faster than pybind11's constructors, which counts where a call takes 5 µs.
    [[nodiscard]] result_view make(const result_shape& shape, const figures_view& figures) const;

  private:
    py::object empty_;
    py::object ndarray_;
};

/// A caller's array; `name` is what messages call it.
[[nodiscard]] result_view check_result(py::array array, const result_shape& shape,
                                       const figures_view& figures, const std::string& name);

/// A ValueError where two arrays have elements in common.
void refuse_overlap(const py::array& result, const std::string& name, const py::array& other,
                    const std::string& other_name);

}  // namespace dti::python
