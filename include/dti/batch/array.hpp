// Views over arrays of doubles that somebody else owns, with any strides.
//
// In: what NumPy, Arrow or a std::vector hands over. Out: single numbers, or 64 of them in a row. Strides are
// in bytes; they may be negative, zero, or no multiple of eight.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace dti::inline v0 {

/// An array that is only read: scenario × unit × field. Its elements lie within one block of memory: what is
/// between the first and the last of them may be read too, though it is not used. A stride of an axis of
/// length one does not matter.
struct const_array_view {
    const void* data = nullptr;  ///< of scenario 0, unit 0, field 0
    std::ptrdiff_t scenario_stride = 0;
    std::ptrdiff_t unit_stride = 0;
    std::ptrdiff_t field_stride = 0;

    [[nodiscard]] const std::byte* place(std::size_t scenario, std::size_t unit,
                                         std::size_t field) const noexcept {
        return static_cast<const std::byte*>(data) + static_cast<std::ptrdiff_t>(scenario) * scenario_stride +
               static_cast<std::ptrdiff_t>(unit) * unit_stride +
               static_cast<std::ptrdiff_t>(field) * field_stride;
    }
    [[nodiscard]] double load(std::size_t scenario, std::size_t unit, std::size_t field) const noexcept {
        double value = 0;
        std::memcpy(&value, place(scenario, unit, field), sizeof value);
        return value;
    }
};

/// An array that is written: scenario × unit × item. Nothing is written where `data` is null. Two items at
/// one place (a stride of zero) keep the last one written, which is not specified.
struct array_view {
    void* data = nullptr;
    std::ptrdiff_t scenario_stride = 0;
    std::ptrdiff_t unit_stride = 0;
    std::ptrdiff_t item_stride = 0;

    [[nodiscard]] bool is_wanted() const noexcept { return data != nullptr; }
    operator const_array_view() const noexcept { return {data, scenario_stride, unit_stride, item_stride}; }
    void store(std::size_t scenario, std::size_t unit, std::size_t item, double value) const noexcept {
        std::byte* const place =
            static_cast<std::byte*>(data) + static_cast<std::ptrdiff_t>(scenario) * scenario_stride +
            static_cast<std::ptrdiff_t>(unit) * unit_stride + static_cast<std::ptrdiff_t>(item) * item_stride;
        std::memcpy(place, &value, sizeof value);
    }
    /// Stores one item of some units in a row.
    void store_units(std::size_t scenario, std::size_t first_unit, std::size_t item,
                     std::span<const double> values) const noexcept {
        std::byte* place = static_cast<std::byte*>(data) +
                           static_cast<std::ptrdiff_t>(scenario) * scenario_stride +
                           static_cast<std::ptrdiff_t>(first_unit) * unit_stride +
                           static_cast<std::ptrdiff_t>(item) * item_stride;
        if (unit_stride == static_cast<std::ptrdiff_t>(sizeof(double))) {
            std::memcpy(place, values.data(), values.size_bytes());
            return;
        }
        for (const double value : values) {
            std::memcpy(place, &value, sizeof value);
            place += unit_stride;
        }
    }
};

/// An array of bytes that is written: scenario × unit × item. Nothing is written where `data` is null.
struct byte_view {
    std::uint8_t* data = nullptr;
    std::ptrdiff_t scenario_stride = 0;
    std::ptrdiff_t unit_stride = 0;
    std::ptrdiff_t item_stride = 0;

    [[nodiscard]] bool is_wanted() const noexcept { return data != nullptr; }
    [[nodiscard]] std::uint8_t& at(std::size_t scenario, std::size_t unit, std::size_t item) const noexcept {
        return data[static_cast<std::ptrdiff_t>(scenario) * scenario_stride +
                    static_cast<std::ptrdiff_t>(unit) * unit_stride +
                    static_cast<std::ptrdiff_t>(item) * item_stride];
    }
    void store(std::size_t scenario, std::size_t unit, std::size_t item, std::uint8_t value) const noexcept {
        at(scenario, unit, item) = value;
    }
};

/// A dense array, the field (item) outermost of a scenario: one column of all units after the other.
[[nodiscard]] inline const_array_view columns_view(const double* data, std::size_t units,
                                                   std::size_t fields) noexcept {
    constexpr auto size = static_cast<std::ptrdiff_t>(sizeof(double));
    const auto column = static_cast<std::ptrdiff_t>(units) * size;
    return {data, column * static_cast<std::ptrdiff_t>(fields), size, column};
}
[[nodiscard]] inline array_view columns_view(double* data, std::size_t units, std::size_t items) noexcept {
    constexpr auto size = static_cast<std::ptrdiff_t>(sizeof(double));
    const auto column = static_cast<std::ptrdiff_t>(units) * size;
    return {data, column * static_cast<std::ptrdiff_t>(items), size, column};
}
/// A dense array, the field (item) innermost: one row of a unit after the other.
[[nodiscard]] inline const_array_view rows_view(const double* data, std::size_t units,
                                                std::size_t fields) noexcept {
    constexpr auto size = static_cast<std::ptrdiff_t>(sizeof(double));
    const auto row = static_cast<std::ptrdiff_t>(fields) * size;
    return {data, row * static_cast<std::ptrdiff_t>(units), row, size};
}
[[nodiscard]] inline array_view rows_view(double* data, std::size_t units, std::size_t items) noexcept {
    constexpr auto size = static_cast<std::ptrdiff_t>(sizeof(double));
    const auto row = static_cast<std::ptrdiff_t>(items) * size;
    return {data, row * static_cast<std::ptrdiff_t>(units), row, size};
}

}  // namespace dti::inline v0
