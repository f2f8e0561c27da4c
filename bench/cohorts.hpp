// What the benchmarks score: an index with complete figures of 63 units, as columns; and the ways of the
// library to score it, behind functions that are compiled once.
//
// Three indices of 98 indicators: `shipped` is provincial-2022 with its synthetic cohort, whose gaps are
// filled with another unit's figures; `random` and `mixed` are of random_index.hpp's kind.
#pragma once

#include "hand_written.hpp"

#include "dti/batch/array.hpp"
#include "dti/batch/instruction_set.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

inline constexpr std::array<std::string_view, 3> index_names{"shipped", "random", "mixed"};

/// Ends the program where two results differ in a bit: a benchmark of wrong results is worth nothing.
void require_same(double found, double expected, std::string_view what);
/// The same where they differ by more than 1e-12 of the greater.
void require_near(double found, double expected, std::string_view what);

struct stream_sums;
struct stream_way;

/// An index, its figures, and what they must give.
class cohort {
  public:
    /// Domain: one of `index_names`.
    explicit cohort(std::string_view index);
    /// The shipped cohort as it is: figures missing here and there, some points entered instead.
    static cohort with_gaps();

    std::size_t fields = 0;
    std::vector<double>
        columns;           ///< 63 figures a field; 64 more behind the last, see score_columns_by_hand()
    hand_index by_hand;    ///< of complete figures
    hand_result expected;  ///< of score<double>; NaN where there is no total or rank

    void check(const double* totals, const double* ranks, std::string_view what) const;
    void check(const hand_result& found, std::string_view what) const {
        check(found.total.data(), found.rank.data(), what);
    }

    /// The scalar path: score<double> and score<exact> on the data set.
    void score_double() const;
    void score_exact() const;

  private:
    friend class column_run;
    friend stream_sums stream_by_columns(const cohort& scored, const stream_way& way, std::size_t scenarios);
    friend class published_run;
    friend class gradient_run;
    struct parts;
    cohort() = default;
    void fill(std::string_view index, bool complete);
    std::shared_ptr<const parts> parts_;
};

/// A cohort by its name, made once: benchmarks are called again for each of their repetitions.
[[nodiscard]] const cohort& cohort_of(std::string_view index);

/// The column path on a cohort.
class column_run {
  public:
    column_run(const cohort& scored, dti::instruction_set wanted);

    /// Totals and ranks of all units of all scenarios.
    void score(const dti::const_array_view& figures, std::size_t scenarios, double* totals, double* ranks);
    void score(const double* columns, hand_result& result);

  private:
    struct parts;
    std::shared_ptr<parts> parts_;
    std::size_t fields_;
};

/// What is published of a cohort: points of every indicator, values, totals and ranks; by the column path,
/// and certified to be what exact arithmetic prints. Ends the program where some certified figure is not.
class published_run {
  public:
    published_run(const cohort& scored, dti::instruction_set wanted);

    void score_fast();
    void score_certified();
    /// The same, and all that a cohort needs before: doubles, bounds.
    void prepare_and_score();
    /// Figures and comparisons that the certified path left to exact arithmetic.
    [[nodiscard]] std::size_t settled() const;

  private:
    struct parts;
    std::shared_ptr<parts> parts_;
};

/// The derivatives of all units of a cohort by all its numbers, both sides.
class gradient_run {
  public:
    /// Checks the results of some units against find_gains().
    gradient_run(const cohort& scored, dti::instruction_set wanted);

    void find();
    /// What comes before: figures into columns.
    void prepare() const;
    /// The same by exact arithmetic, as `dti gains` finds them for one unit.
    void find_exactly(std::size_t unit) const;

  private:
    struct parts;
    std::shared_ptr<parts> parts_;
};

/// Compiles the formulas of an index.
class formulas {
  public:
    explicit formulas(std::string_view index);
    void compile() const;

  private:
    struct parts;
    std::shared_ptr<const parts> parts_;
};

/// Reads the shipped definition from its YAML text.
class definition_text {
  public:
    definition_text();
    void load() const;
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

  private:
    std::string text_;
};

/// The instruction sets of this machine.
[[nodiscard]] std::vector<dti::instruction_set> instruction_sets();
[[nodiscard]] std::string word_of(dti::instruction_set wanted);

}  // namespace bench
