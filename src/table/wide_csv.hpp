// Wide CSV: one row a unit, one column a figure.
//
// In: a CSV table. Out: units and figures in a data_collector.
#pragma once

#include "dti/export.hpp"
#include "file/file_report.hpp"
#include "table/csv_table.hpp"
#include "table/data_collector.hpp"

namespace dti::inline v0 {

/// Reads the file that `report` speaks for; the collector has begun it.
DTI_API void read_wide_csv(csv_table& table, data_collector& data, file_report& report);

}  // namespace dti::inline v0
