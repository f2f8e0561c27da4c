// Numbers with a bound on what they are off by: sums, products, quotients, and whether an order is sure.
//
// In: doubles and their errors. Out: the same of results. A bound is computed in doubles as well: each
// operation counts 2^-52 of its result, twice what it is off by, and the other half covers the roundings of
// the bound. Next: adjoint_forwards.hpp.
#pragma once

#include "dti/batch/columns/kernels.hpp"

namespace dti::inline v0::kernels {

inline constexpr double unit_error = 0x1p-52;
/// What a product or quotient is off by where it is so small that it loses digits.
inline constexpr double least_error = 0x1p-1000;

/// A number and what it is off by at the most.
struct near_number {
    double value;
    double error;
};

DTI_KERNEL double size_of(double value) {
    return __builtin_fabs(value);
}
DTI_KERNEL near_number near_sum(near_number a, near_number b) {
    const double sum = a.value + b.value;
    return {sum, a.error + b.error + DTI_ROUNDED(unit_error * size_of(sum))};
}
DTI_KERNEL near_number near_product(near_number a, near_number b) {
    const double product = DTI_ROUNDED(a.value * b.value);
    const double lost = ((a.value != 0) & (b.value != 0)) ? least_error : 0.0;
    return {product, DTI_ROUNDED(size_of(a.value) * b.error) + DTI_ROUNDED(size_of(b.value) * a.error) +
                         DTI_ROUNDED(a.error * b.error) + DTI_ROUNDED(unit_error * size_of(product)) + lost};
}
/// Not finite where the divisor may be 0.
DTI_KERNEL near_number near_quotient(near_number a, near_number b) {
    const double quotient = a.value / b.value;
    const double lost = a.value != 0 ? least_error : 0.0;
    const double least = size_of(b.value) - b.error;
    const double error = (a.error + DTI_ROUNDED(size_of(quotient) * b.error)) / least +
                         DTI_ROUNDED(unit_error * size_of(quotient)) + lost;
    return {quotient, least > 0 ? error : __builtin_inf()};
}

DTI_KERNEL near_number truth(bool holds) {
    return {holds ? 1.0 : 0.0, 0.0};
}

/// Whether doubles do not tell the order of two numbers; that they are the same, only where neither is off
/// and none moves.
DTI_KERNEL std::uint64_t is_doubtful(near_number a, near_number b, bool moves) {
    const double error = a.error + b.error;
    const bool apart = size_of(a.value - b.value) > error;
    const bool same = !moves & (error == 0);
    return (apart | same) ? zero : one;
}

}  // namespace dti::inline v0::kernels
