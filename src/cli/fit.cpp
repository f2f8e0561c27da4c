// `dti fit`: which rules and thresholds explain a printed score.
#include "dti/analyse/fit.hpp"
#include "cli/app.hpp"
#include "cli/output.hpp"
#include "dti/number/number.hpp"
#include "dti/report/fit_card.hpp"
#include "dti/text/wording.hpp"

namespace dti::cli {
namespace {

/// One of the three figures, or nothing where its text is reported.
std::optional<written_number> read_figure(const std::string& text, notation style, findings& found) {
    number_result result = parse_number(text, style);
    if (!result.number) {
        found.usage_error(wording::bad_number(text, result.fault, style, "--numbers vi"));
    } else if (result.number->doubt == notation_doubt::thousands) {
        found.add({severity::warning, program_name, {}, wording::thousands_dot(text, "--numbers vi"), {}});
    } else if (result.number->doubt == notation_doubt::decimal) {
        found.add(
            {severity::warning, program_name, {}, wording::decimal_dot(text, result.number->value), {}});
    }
    return std::move(result.number);
}

std::optional<written_number> read_points(const std::string& text, std::string_view place, notation style,
                                          findings& found) {
    std::optional<written_number> figure = read_figure(text, style, found);
    if (figure && text.back() == '%') {
        found.usage_error(wording::fit_percent_refused(place, text));
        return std::nullopt;
    }
    return figure;
}

/// A maximum; a fraction is exact whatever its parts are written with.
std::optional<written_number> read_max_score(const std::string& text, notation style, findings& found) {
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos) {
        return read_points(text, "MAX", style, found);
    }
    const std::optional<written_number> top = read_points(text.substr(0, slash), "MAX", style, found);
    const std::optional<written_number> bottom = read_points(text.substr(slash + 1), "MAX", style, found);
    if (!top || !bottom) {
        return std::nullopt;
    }
    if (!(bottom->value > 0)) {
        found.usage_error(wording::out_of_range("the denominator of MAX", "above 0", bottom->value));
        return std::nullopt;
    }
    return written_number{top->value / bottom->value};
}

std::optional<written_number> read_rate(const std::string& text, notation style, findings& found) {
    std::optional<written_number> figure = read_figure(text, style, found);
    if (figure && text.back() != '%') {
        found.usage_error(wording::fit_percent_needed(text));
        return std::nullopt;
    }
    return figure;
}

std::optional<printed_score> read_score(const command_line& line, findings& found) {
    std::optional<written_number> points = read_points(line.points, "POINTS", line.numbers, found);
    std::optional<written_number> max_score = read_max_score(line.max_score, line.numbers, found);
    std::optional<written_number> rate = read_rate(line.percent, line.numbers, found);
    if (points && points->value.is_negative()) {
        found.usage_error(wording::out_of_range("POINTS", "0 or more", points->value));
    }
    if (max_score && !(max_score->value > 0)) {
        found.usage_error(wording::out_of_range("MAX", "above 0", max_score->value));
    }
    if (rate && rate->value.is_negative()) {
        found.usage_error(wording::out_of_range("PERCENT", "0 or more", rate->value * 100));
    }
    if (found.has_errors()) {
        return std::nullopt;
    }
    return printed_score{std::move(*points), std::move(*max_score), std::move(*rate)};
}

}  // namespace

std::string run_fit(const command_line& line, findings& found) {
    const std::optional<printed_score> score = read_score(line, found);
    if (!score) {
        return {};
    }
    const std::optional<score_fit> fit = fit_score(*score);
    if (!fit) {
        found.usage_error(wording::fit_points_above_max(line.points, line.max_score));
        return {};
    }
    return format_document(fit_grid(*fit, line.wanted),
                           {"fit",
                            {},
                            std::string(number_traits<exact>::mode),
                            fit_heading(*score, *fit, line.wanted),
                            {fit_answer(*fit, line.wanted)}},
                           line.format);
}

}  // namespace dti::cli
