#include "table/written_figure.hpp"

#include "dti/text/wording.hpp"

namespace dti::inline v0 {

std::optional<written_number> read_number(std::string_view text, const file_notation& written, position where,
                                          file_report& report) {
    number_result read = parse_number(text, written.style);
    if (!read.number) {
        report.error(where, wording::bad_number(text, read.fault, written.style, written.switched_by));
    } else {
        warn_of_doubt(text, read.number->doubt, read.number->value, written, where, report);
    }
    return read.number;
}

void warn_of_doubt(std::string_view text, notation_doubt doubt, const exact& value,
                   const file_notation& written, position where, file_report& report) {
    if (doubt == notation_doubt::thousands) {
        report.warning(where, wording::thousands_dot(text, written.switched_by));
    } else if (doubt == notation_doubt::decimal) {
        report.warning(where, wording::decimal_dot(text, value));
    }
}

}  // namespace dti::inline v0
