#include "array_view.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

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

bool has_doubles(const py::array& array) {
    const py::dtype type = array.dtype();
    return type.num() == py::dtype::num_of<double>() && type.byteorder() == '=';
}

void require_doubles(const py::array& array, const std::string& name) {
    if (!has_doubles(array)) {
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

result_shape shape_of(const figures_view& figures, std::optional<std::size_t> items) {
    result_shape shape;
    const auto add = [&](std::size_t size) { shape.sizes.at(shape.axes++) = static_cast<py::ssize_t>(size); };
    if (figures.has_scenarios) {
        add(figures.scenarios);
    }
    add(figures.units);
    if (items) {
        add(*items);
    }
    return shape;
}

namespace {

result_view view_of(py::array array, const figures_view& figures) {
    const py::ssize_t unit_axis = figures.has_scenarios ? 1 : 0;
    const py::ssize_t* const strides = array.strides();
    array_view view{array.mutable_data(), figures.has_scenarios ? strides[0] : 0, strides[unit_axis],
                    array.ndim() > unit_axis + 1 ? strides[unit_axis + 1] : 0};
    return {std::move(array), view};
}

}  // namespace

array_maker::array_maker()
    : empty_(py::module_::import("numpy").attr("empty")),
      ndarray_(py::module_::import("numpy").attr("ndarray")) {}

bool array_maker::is_plain(const py::object& figures) const {
    return py::type::handle_of(figures).is(ndarray_) &&
           has_doubles(py::reinterpret_borrow<py::array>(figures));
}

result_view array_maker::make(const result_shape& shape, const figures_view& figures) const {
    py::object sizes = py::int_(shape.sizes.front());
    if (shape.axes > 1) {
        py::tuple all(shape.axes);
        for (std::size_t axis = 0; axis < shape.axes; ++axis) {
            all[axis] = shape.sizes.at(axis);
        }
        sizes = std::move(all);
    }
    PyObject* const made = PyObject_CallOneArg(empty_.ptr(), sizes.ptr());
    if (made == nullptr) {
        throw py::error_already_set();
    }
    return view_of(py::reinterpret_steal<py::array>(made), figures);
}

result_view check_result(py::array array, const result_shape& shape, const figures_view& figures,
                         const std::string& name) {
    require_doubles(array, name);
    if (!array.writeable()) {
        throw py::value_error(name + " is read-only");
    }
    const auto begin = shape.sizes.begin();
    if (!std::equal(begin, begin + static_cast<std::ptrdiff_t>(shape.axes), array.shape(),
                    array.shape() + array.ndim())) {
        throw py::value_error(name + " must have the shape " +
                              shape_text(shape.sizes.data(), static_cast<py::ssize_t>(shape.axes)) +
                              ", not " + shape_text(array));
    }
    for (py::ssize_t axis = 0; axis < array.ndim() && array.size() > 0; ++axis) {
        if (array.shape(axis) > 1 && array.strides(axis) == 0) {
            throw py::value_error(name + " has several elements in one place");
        }
    }
    return view_of(std::move(array), figures);
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
