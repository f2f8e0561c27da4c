#include "array_view.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace dti::python {
namespace {

std::string shape_text(const py::ssize_t* sizes, py::ssize_t count) {
    std::string text = "(";
    for (py::ssize_t i = 0; i < count; ++i) {
        text += (i == 0 ? "" : ", ") + std::to_string(sizes[i]);
    }
    return text + (count == 1 ? ",)" : ")");
}
std::string shape_text(const py::array& array) {
    return shape_text(array.shape(), array.ndim());
}

void require_doubles(const py::array& array, const std::string& name) {
    if (!py::isinstance<py::array_t<double>>(array)) {
        throw py::type_error(name + " must hold native float64, not " +
                             py::str(array.dtype()).cast<std::string>());
    }
}

/// The addresses between which all elements lie.
struct extent {
    std::intptr_t first = 0;
    std::intptr_t behind = 0;  ///< equal to `first` where there are no elements

    explicit extent(const py::array& array) {
        first = behind = reinterpret_cast<std::intptr_t>(array.data());
        if (array.size() == 0) {
            return;
        }
        for (py::ssize_t axis = 0; axis < array.ndim(); ++axis) {
            const py::ssize_t reach = (array.shape(axis) - 1) * array.strides(axis);
            (reach < 0 ? first : behind) += reach;
        }
        behind += array.itemsize();
    }
    [[nodiscard]] bool meets(const extent& other) const {
        return first < other.behind && other.first < behind;
    }
};

}  // namespace

figures_view view_figures(const py::array& figures, std::size_t fields) {
    require_doubles(figures, "figures");
    const py::ssize_t axes = figures.ndim();
    if (axes != 2 && axes != 3) {
        throw py::value_error(
            "figures must have the shape (units, inputs) or (scenarios, units, inputs), not " +
            shape_text(figures));
    }
    if (static_cast<std::size_t>(figures.shape(axes - 1)) != fields) {
        throw py::value_error("figures must have " + std::to_string(fields) +
                              " inputs on the last axis, one for each of `columns`; the shape is " +
                              shape_text(figures));
    }
    figures_view result;
    result.has_scenarios = axes == 3;
    result.view = {figures.data(), axes == 3 ? figures.strides(0) : 0, figures.strides(axes - 2),
                   figures.strides(axes - 1)};
    result.scenarios = axes == 3 ? static_cast<std::size_t>(figures.shape(0)) : 1;
    result.units = static_cast<std::size_t>(figures.shape(axes - 2));
    if (result.units > UINT32_MAX) {
        throw py::value_error("at most 4294967295 units can be ranked among each other");
    }
    return result;
}

std::vector<py::ssize_t> result_shape(const figures_view& figures, std::optional<std::size_t> items) {
    std::vector<py::ssize_t> shape;
    if (figures.has_scenarios) {
        shape.push_back(static_cast<py::ssize_t>(figures.scenarios));
    }
    shape.push_back(static_cast<py::ssize_t>(figures.units));
    if (items) {
        shape.push_back(static_cast<py::ssize_t>(*items));
    }
    return shape;
}

array_view view_result(py::array& result, const std::vector<py::ssize_t>& shape, const figures_view& figures,
                       const std::string& name) {
    require_doubles(result, name);
    if (!result.writeable()) {
        throw py::value_error(name + " is read-only");
    }
    if (!std::equal(shape.begin(), shape.end(), result.shape(), result.shape() + result.ndim())) {
        throw py::value_error(name + " must have the shape " +
                              shape_text(shape.data(), static_cast<py::ssize_t>(shape.size())) + ", not " +
                              shape_text(result));
    }
    for (py::ssize_t axis = 0; axis < result.ndim() && result.size() > 0; ++axis) {
        if (result.shape(axis) > 1 && result.strides(axis) == 0) {
            throw py::value_error(name + " has several elements in one place");
        }
    }
    const py::ssize_t unit_axis = figures.has_scenarios ? 1 : 0;
    return {result.mutable_data(), figures.has_scenarios ? result.strides(0) : 0, result.strides(unit_axis),
            result.ndim() > unit_axis + 1 ? result.strides(unit_axis + 1) : 0};
}

void refuse_overlap(const py::array& result, const std::string& name, const py::array& other,
                    const std::string& other_name) {
    if (!extent(result).meets(extent(other))) {
        return;
    }
    // Arrays that lie between each other's elements have none in common. Where that takes long to find out,
    // they count as overlapping.
    constexpr int most_work = 10'000;
    const py::object may_share = py::module_::import("numpy").attr("may_share_memory");
    if (may_share(result, other, py::arg("max_work") = most_work).cast<bool>()) {
        throw py::value_error(name + " and " + other_name + " overlap in memory");
    }
}

}  // namespace dti::python
