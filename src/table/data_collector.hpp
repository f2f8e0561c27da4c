// What the files of one run say about their units, gathered into one data set.
//
// In: units and figures, from a reader of any format (wide_csv.hpp is one). Out: a dti::data_set. What needs
// more than one row or file to judge is judged here: which names are one unit, units and figures that stand
// twice, files that contradict each other, synthetic units among real ones, the limit on figures.
#pragma once

#include "dti/evaluate/data.hpp"
#include "dti/export.hpp"
#include "dti/load.hpp"
#include "file/file_report.hpp"
#include "table/figure_names.hpp"
#include "table/written_figure.hpp"
#include "units/unit_index.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace dti::inline v0 {

/// A statement about a unit with its place; nothing where a file says nothing.
template <class Value>
struct stated {
    Value value{};
    position where{};
};

/// What one row or profile says about a unit itself.
struct unit_statement {
    stated<std::string_view> name;
    std::optional<stated<std::string_view>> group;
    std::optional<stated<bool>> ranked;
    std::optional<stated<bool>> synthetic;
    std::optional<stated<std::string_view>> code;  ///< checked where the definition names a list of units
};

class DTI_API data_collector {
  public:
    /// Domain: `rules` is not null. `most_figures` bounds units times figures of the definition: every unit
    /// holds room for all of them, whatever its row says.
    explicit data_collector(shared_rules rules, std::size_t most_figures = load_limits::csv_cells);

    [[nodiscard]] const compiled_definition& rules() const noexcept { return *rules_; }
    [[nodiscard]] const figure_names& names() const noexcept { return names_; }

    /// What follows stands in this file. Returns which of the data's sources it is.
    std::uint32_t begin_file(shared_source source, file_notation written);

    /// A place for a message: `line 3`, with the file's name in front where that is another one.
    [[nodiscard]] std::string place_text(std::uint32_t file, position where) const;

    /// Enters a unit, or finds it among those that are there. Nothing, with an error, when the name is empty
    /// or means no one unit, when the unit stands in this file before and the file has one entry a unit (not
    /// `again`), or when there are too many units.
    [[nodiscard]] std::optional<std::size_t> enter_unit(const unit_statement& unit, file_report& report,
                                                        bool again = false);

    [[nodiscard]] const std::string& unit_name(std::size_t unit) const { return data_.units()[unit].name; }

    /// What is known of a unit beside its figures.
    [[nodiscard]] unit_profile& profile(std::size_t unit) { return data_.make_profile(unit); }

    /// A cohort figure for a run of one unit; `where` is where a run of several is told that it is not used.
    /// Another value of the same one is an error in a run of one unit.
    void set_reference(const std::string& indicator, const std::string& function, const std::string& name,
                       exact value, position where);

    /// Reads and sets a figure of a unit. An empty text is a missing figure.
    void set_figure(std::size_t unit, const figure_field& field, std::string_view text, position where,
                    file_report& report);

    /// The data of all files, unless there are errors.
    [[nodiscard]] std::optional<data_set> finish(diagnostics& found);

  private:
    /// What is known of a unit beside its unit_info.
    struct unit_record {
        std::uint32_t last_file = 0;
        position last_place;
        bool has_group = false;
        bool has_ranked = false;
        bool has_synthetic = false;
        const listed_unit* listed = nullptr;
    };

    [[nodiscard]] std::optional<std::size_t> find_unit(const stated<std::string_view>& name,
                                                       file_report& report);
    [[nodiscard]] std::optional<std::size_t> find_spelling(const stated<std::string_view>& name,
                                                           file_report& report);
    [[nodiscard]] std::optional<std::size_t> add_unit(const unit_reading& name, position where,
                                                      file_report& report);
    void warn_of_unlisted(std::string_view name, position where, file_report& report);
    void check_code(std::size_t index, const unit_statement& unit, file_report& report) const;
    void check_conflicts(diagnostics& found) const;
    void merge(std::size_t index, const unit_statement& unit, file_report& report);
    void check_synthetic(diagnostics& found) const;
    void check_subtotals(diagnostics& found) const;
    void check_references(diagnostics& found) const;

    shared_rules rules_;
    std::size_t most_figures_;
    figure_names names_;
    data_set data_;
    const unit_list* list_;  ///< null where the definition names none
    unit_index index_;
    std::unordered_map<std::string, std::size_t> spellings_;  ///< units by name as it stands in a file
    std::unordered_set<std::string> refused_;                 ///< names in this file that stand for no unit
    std::vector<unit_record> records_;
    std::vector<unit_index::conflict> ambiguous_;
    std::size_t unlisted_ = 0;
    std::uint32_t file_ = 0;
    file_notation written_;
    /// A reference that an earlier file gives another value.
    struct reference_conflict {
        std::uint32_t file = 0;
        position where;
        message what;
    };
    std::vector<reference_conflict> contradicting_;
    /// Where the first references of each file stand.
    std::map<std::uint32_t, position> references_;
};

}  // namespace dti::inline v0
