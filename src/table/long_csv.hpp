// Long CSV: one row a figure, `unit,indicator,name,value`.
//
// In: a CSV table with a column `indicator`, or with `name` and `value`. Out: units and figures in a
// data_collector. A row without an indicator says something of the unit itself: its `group`, its `code`,
// and whether it is `ranked` or `synthetic`. Further columns are allowed; `source`, `evidence` and `note` are
// kept beside the figure.
#pragma once

#include "dti/export.hpp"
#include "file/file_report.hpp"
#include "table/csv_table.hpp"
#include "table/data_collector.hpp"

namespace dti::inline v0 {

/// Whether the header is that of a long table, misspelt perhaps.
[[nodiscard]] DTI_API bool is_long_csv(const csv_table& table);

/// Reads the file that `report` speaks for; the collector has begun it.
DTI_API void read_long_csv(csv_table& table, data_collector& data, file_report& report);

}  // namespace dti::inline v0
