// Nothing is silent: what policies decided, counted under every table and listed in JSON.
//
// In: a scorecard and its data. Out: notes with a stable code, a count, a sentence in either language, and
// the cases.
#pragma once

#include "dti/aggregate/score.hpp"
#include "dti/report/grid.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <string>
#include <vector>

namespace dti::inline v0 {

/// One kind of decision; `cases` names unit and indicator of each (the indicator may be empty).
struct note {
    struct place {
        std::string unit;
        std::string indicator;
    };
    std::string code;
    std::size_t count = 0;
    std::string text;
    std::vector<place> cases;
};

/// An official result in words: `value 0.5934, rank 27 of 63`; empty where there is none.
[[nodiscard]] inline std::string to_text(const official_figure& official, language wanted) {
    const bool vietnamese = wanted == language::vi;
    std::string text;
    if (official.value) {
        text =
            (vietnamese ? "giá trị " : "value ") + to_text(official.value->value, official.value->decimals);
    }
    if (official.rank) {
        text += (text.empty() ? "" : ", ") + std::string(vietnamese ? "thứ hạng " : "rank ") +
                to_shortest_text(official.rank->value);
    }
    if (official.rank && official.of) {
        text += (vietnamese ? " trên " : " of ") + to_shortest_text(official.of->value);
    }
    return text;
}

/// The published values of sub-indices and pillars, each with its title; empty where there are none.
[[nodiscard]] inline std::vector<std::string> official_parts(const official_result& official,
                                                             const definition& index, language wanted) {
    std::vector<std::string> lines;
    const auto add = [&](const auto& parts, const std::map<std::size_t, official_figure>& figures) {
        for (const auto& [at, figure] : figures) {
            const std::string& title = parts[at].title.in(wanted);
            lines.push_back((title.empty() ? parts[at].id : title) + ": " + to_text(figure, wanted));
        }
    };
    add(index.sub_indices, official.sub_indices);
    add(index.pillars, official.pillars);
    return lines;
}

namespace detail {

/// Sentences by code, English and Vietnamese; `{}` is the count.
inline std::string note_sentence(std::string_view code, std::size_t count, language wanted) {
    struct sentence {
        std::string_view code;
        std::string_view en;
        std::string_view vi;
    };
    static constexpr auto sentences = std::to_array<sentence>({
        {"missing_as_zero", "no figure, counted as 0 points: {}", "chưa có số liệu, tính 0 điểm: {}"},
        {"missing_excluded", "no figure, left out of points and maximum: {}",
         "chưa có số liệu, không tính cả điểm đạt lẫn điểm tối đa: {}"},
        {"empty_as_zero", "empty denominator, counted as 0 points: {}", "mẫu số bằng 0, tính 0 điểm: {}"},
        {"empty_as_max", "empty denominator, counted as full points: {}",
         "mẫu số bằng 0, tính điểm tối đa: {}"},
        {"empty_excluded", "empty denominator, left out of points and maximum: {}",
         "mẫu số bằng 0, không tính cả điểm đạt lẫn điểm tối đa: {}"},
        {"entered_over_formula", "entered by assessors in place of the formula's result: {}",
         "điểm nhập thay cho kết quả của công thức: {}"},
        {"entered_clamped", "entered outside the allowed range and brought to its border: {}",
         "điểm nhập ngoài khoảng cho phép, đưa về giới hạn: {}"},
        {"synthetic", "synthetic data, invented for demonstration, units: {}",
         "số liệu mô phỏng, chỉ để minh họa, số đơn vị: {}"},
        {"assumed_maxima", "≈ rests on an assumed max score, indicators: {}",
         "≈ dựa trên điểm tối đa giả định, số chỉ số thành phần: {}"},
        {"below_coverage", "below the minimum coverage, a range instead of total and rank, units: {}",
         "dưới mức bao phủ tối thiểu, chỉ có khoảng điểm thay cho tổng và thứ hạng, số đơn vị: {}"},
        {"sub_index_empty", "no value, nothing in them counts, sub-indices of units: {}",
         "không có giá trị do không còn gì để tính, số chỉ số chính của các đơn vị: {}"},
        {"fast_mode",
         "computed in double; figures so near a rounding tie that --mode exact may print another digit: {}",
         "tính bằng số thực double; số liệu sát ngưỡng làm tròn mà --mode exact có thể in khác chữ số cuối: "
         "{}"},
        {"in_subtotal", "counted in a published subtotal, own points not known: {}",
         "tính trong điểm cộng gộp đã công bố, chưa biết điểm riêng: {}"},
        {"official", "official results, shown beside and never mixed in, units: {}",
         "số công bố, chỉ đặt bên cạnh để đối chiếu, không tính vào kết quả, số đơn vị: {}"},
        {"counts",
         "targets: {}; those of one code count once, met when all are; a row under several agencies counts "
         "under each; progress is the mean of what has data",
         "số chỉ tiêu: {}; các phần cùng một mã tính là một, đạt khi mọi phần đều đạt; chỉ tiêu do nhiều cơ "
         "quan chủ trì được tính ở từng cơ quan; tiến độ bình quân chỉ tính phần có số liệu"},
        {"gains_still", "figures that move nothing as they are, not listed: {}",
         "số liệu hiện không làm thay đổi điểm, không liệt kê: {}"},
        {"gains_by", "gain and loss are in total points by 1 of the figure, of a rate by 100%, figures: {}",
         "điểm tăng thêm, điểm mất tính theo tổng điểm khi số liệu thay đổi 1 (tỷ lệ: 100%), số liệu: {}"},
        {"gap_targets", "measured against targets with a figure, the others against their maximum: {}",
         "so với chỉ tiêu có số, phần còn lại so với điểm tối đa: {}"},
        {"gap_wishes", "targets without a figure that can be computed with, shown but not measured: {}",
         "chỉ tiêu không có số để tính, chỉ nêu, không so: {}"},
        {"gap_entered", "points entered by assessors, which no figure changes: {}",
         "điểm nhập, không số liệu nào thay đổi được: {}"},
        {"gap_leads", "a gap counts, as a whole, under every agency that leads it: {} gaps with several",
         "điểm còn thiếu tính trọn cho từng cơ quan chủ trì: {} dòng có nhiều cơ quan"},
        {"unranked", "scored without a rank, units: {}", "được chấm nhưng không xếp hạng, số đơn vị: {}"},
        {"unit_names", "names spelled another way in the data, units: {}",
         "tên viết khác trong tệp số liệu, số đơn vị: {}"},
    });
    for (const sentence& entry : sentences) {
        if (entry.code == code) {
            return fmt::format(fmt::runtime(wanted == language::vi ? entry.vi : entry.en), count);
        }
    }
    return std::string(code);
}

/// ` (Ninh Thuận: value 0.5934, rank 27 of 63)`, for the first units that have any.
inline std::string official_results(const data_set& data, language wanted) {
    constexpr std::size_t most = 5;
    std::string text;
    std::size_t units = 0;
    for (std::size_t unit = 0; unit < data.units().size() && units <= most; ++unit) {
        const official_result& official = data.profile(unit).official;
        if (!official.is_given() || ++units > most) {
            continue;
        }
        text += (text.empty() ? " (" : "; ") + data.units()[unit].name;
        if (official.total.is_given()) {
            text += ": " + to_text(official.total, wanted);
        }
        for (const std::string& part : official_parts(official, data.rules().source(), wanted)) {
            text += "; " + part;
        }
    }
    return text + (units > most ? "; …)" : ")");
}

}  // namespace detail

/// What a rank is a rank in: this file, never the country. Counts the units that are ranked.
[[nodiscard]] inline note rank_scope(const data_set& data, language wanted) {
    std::map<std::string, std::size_t> groups;
    std::size_t ranked = 0;
    for (const unit_info& unit : data.units()) {
        if (unit.ranked) {
            ++groups[unit.group];
            ++ranked;
        }
    }
    const bool vietnamese = wanted == language::vi;
    const bool several_files = data.sources().size() > 1;
    const std::string_view files =
        vietnamese ? (several_files ? "các tệp" : "tệp") : (several_files ? "these files" : "this file");
    std::string text =
        vietnamese
            ? fmt::format("{} {} đơn vị của {} (không phải thứ hạng cả nước)",
                          groups.size() > 1 ? "Thứ hạng trong từng nhóm," : "Thứ hạng trong", ranked, files)
            : fmt::format("{} the {} unit{} of {}",
                          groups.size() > 1 ? "rank within its group among" : "rank among", ranked,
                          ranked == 1 ? "" : "s", files);
    if (groups.size() > 1) {
        text += ": ";
        for (const auto& [group, count] : groups) {
            text += fmt::format("{}{} ({})", group == groups.begin()->first ? "" : ", ",
                                group.empty() ? "–" : group, count);
        }
    }
    return {"rank_scope", ranked, std::move(text), {}};
}

/// Units, or `only` one, whose name in the data is not the one shown, with the first few:
/// `Hoa Binh → Hòa Bình`. Counts 0 where there are none.
[[nodiscard]] inline note unit_names(const data_set& data, language wanted,
                                     std::optional<std::size_t> only = std::nullopt) {
    constexpr std::size_t most = 5;
    note item;
    item.code = "unit_names";
    std::string shown;
    for (std::size_t i = only.value_or(0); i < (only ? *only + 1 : data.units().size()); ++i) {
        const unit_info& unit = data.units()[i];
        if (unit.written.empty()) {
            continue;
        }
        item.cases.push_back({unit.name, {}});
        if (item.cases.size() <= most) {
            shown += (shown.empty() ? "" : "; ") + wording::shorten(unit.written) + " → " +
                     wording::shorten(unit.name);
        }
    }
    item.count = item.cases.size();
    item.text = detail::note_sentence(item.code, item.count, wanted) + " (" + shown +
                (item.count > most ? "; …)" : ")");
    return item;
}

/// All notes on a scorecard, in a fixed order; kinds that did not occur are left out.
template <number_type Number>
[[nodiscard]] std::vector<note> notes_on(const scorecard<Number>& card, const data_set& data,
                                         language wanted) {
    std::vector<note> notes;
    const auto collect = [&](std::string_view code, auto&& applies) {
        note item;
        item.code = code;
        for (std::size_t unit = 0; unit < card.units.size(); ++unit) {
            applies(item, unit);
        }
        item.count = item.cases.size();
        if (item.count > 0) {
            item.text = detail::note_sentence(code, item.count, wanted);
            notes.push_back(std::move(item));
        }
    };
    const auto each_indicator = [&](std::string_view code, auto&& applies) {
        collect(code, [&](note& item, std::size_t unit) {
            for (std::size_t i = 0; i < card.units[unit].indicators.size(); ++i) {
                const compiled_indicator& rule = data.rules().indicators()[i];
                if (applies(card.units[unit].indicators[i], rule)) {
                    item.cases.push_back({data.units()[unit].name, rule.source->id});
                }
            }
        });
    };
    const auto each_unit = [&](std::string_view code, auto&& applies) {
        collect(code, [&](note& item, std::size_t unit) {
            if (applies(card.units[unit], data.units()[unit])) {
                item.cases.push_back({data.units()[unit].name, {}});
            }
        });
    };
    using item_score = indicator_score<Number>;
    const empty_policy policy = data.rules().source().empty_denominator;
    const auto decided = [](const item_score& item, score_reason reason, score_status status) {
        return item.reason == reason && item.status == status;
    };

    each_unit("synthetic", [](const auto&, const unit_info& unit) { return unit.synthetic; });
    each_indicator("missing_as_zero", [&](const item_score& item, const auto&) {
        return decided(item, score_reason::missing_figure, score_status::missing);
    });
    each_indicator("missing_excluded", [&](const item_score& item, const auto&) {
        return decided(item, score_reason::missing_figure, score_status::excluded);
    });
    each_indicator(policy == empty_policy::max ? "empty_as_max" : "empty_as_zero",
                   [&](const item_score& item, const auto&) {
                       return decided(item, score_reason::empty_denominator, score_status::scored);
                   });
    each_indicator("empty_excluded", [&](const item_score& item, const auto&) {
        return decided(item, score_reason::empty_denominator, score_status::excluded);
    });
    each_indicator("entered_over_formula", [&](const item_score& item, const compiled_indicator& rule) {
        return item.status == score_status::entered && rule.points.has_value();
    });
    collect("entered_clamped", [&](note& item, std::size_t unit) {
        const auto add = [&](std::size_t indicator) {
            item.cases.push_back({data.units()[unit].name, data.rules().indicators()[indicator].source->id});
        };
        for (std::size_t i = 0; i < card.units[unit].indicators.size(); ++i) {
            if (card.units[unit].indicators[i].clamped) {
                add(i);
            }
        }
        for (const subtotal_score<Number>& sum : card.units[unit].subtotals) {
            if (sum.clamped) {
                add(sum.source->indicators.front());
            }
        }
    });
    each_indicator("in_subtotal", [](const item_score& item, const auto&) {
        return item.status == score_status::in_subtotal;
    });
    collect("sub_index_empty", [&](note& item, std::size_t unit) {
        const definition& source = data.rules().source();
        const std::vector<sub_index>& parts = source.sub_indices;
        const bool counts = source.headline == headline_kind::counts;  // there "no data" says it
        for (std::size_t i = 0; i < parts.size() && !counts; ++i) {
            const bool any_scored = std::any_of(parts[i].indicators.begin(), parts[i].indicators.end(),
                                                [](const indicator& part) { return part.scored; });
            if (any_scored && !card.units[unit].values.sub_indices[i]) {
                item.cases.push_back({data.units()[unit].name, {}});
            }
        }
    });
    each_unit("below_coverage",
              [](const unit_score<Number>& unit, const auto&) { return unit.below_coverage; });
    each_unit("unranked", [](const auto&, const unit_info& unit) { return !unit.ranked; });
    collect("official", [&](note& item, std::size_t unit) {
        if (data.profile(unit).official.is_given()) {
            item.cases.push_back({data.units()[unit].name, {}});
        }
    });
    if (!notes.empty() && notes.back().code == "official") {
        notes.back().text += detail::official_results(data, wanted);
    }
    if (note names = unit_names(data, wanted); names.count > 0) {
        notes.push_back(std::move(names));
    }

    note assumed;
    assumed.code = "assumed_maxima";
    for (const compiled_indicator& rule : data.rules().indicators()) {
        if (rule.source->scored && rule.source->confidence.max_score == confidence::assumed) {
            assumed.cases.push_back({{}, rule.source->id});
        }
    }
    assumed.count = assumed.cases.size();
    if (assumed.count > 0) {
        assumed.text = detail::note_sentence(assumed.code, assumed.count, wanted);
        notes.push_back(std::move(assumed));
    }
    return notes;
}

/// The notes that concern one unit, or one of its indicators: `only` is its position in the definition.
[[nodiscard]] inline std::vector<note> notes_on_unit(const scorecard<exact>& card, const data_set& data,
                                                     std::size_t unit, std::optional<std::size_t> only,
                                                     language wanted) {
    std::vector<note> notes;
    for (note& item : notes_on(card, data, wanted)) {
        const auto elsewhere = [&](const note::place& at) {
            return (!at.unit.empty() && at.unit != data.units()[unit].name) ||
                   (only && !at.indicator.empty() &&
                    at.indicator != data.rules().indicators()[*only].source->id);
        };
        item.cases.erase(std::remove_if(item.cases.begin(), item.cases.end(), elsewhere), item.cases.end());
        if (!item.cases.empty() && item.code != "official") {  // the heading shows it
            item.count = item.cases.size();
            item.text = item.code == "unit_names" ? unit_names(data, wanted, unit).text
                                                  : detail::note_sentence(item.code, item.count, wanted);
            notes.push_back(std::move(item));
        }
    }
    return notes;
}

/// What a result that is not exact says of itself: how many of its figures `--mode exact` may print
/// differently.
[[nodiscard]] inline note fast_mode_note(const grid& table, language wanted) {
    return {"fast_mode", table.near_ties, detail::note_sentence("fast_mode", table.near_ties, wanted), {}};
}

/// Notes as a JSON array.
[[nodiscard]] inline std::string to_json(const std::vector<note>& notes) {
    std::string json = "[";
    for (const note& item : notes) {
        json += json.size() == 1 ? "\n    " : ",\n    ";
        json += "{\"code\": " + to_json_text(item.code) + ", \"count\": " + std::to_string(item.count) +
                ", \"text\": " + to_json_text(item.text) + ", \"cases\": [";
        for (std::size_t i = 0; i < item.cases.size(); ++i) {
            const auto text_or_null = [](const std::string& text) {
                return text.empty() ? std::string("null") : to_json_text(text);
            };
            json += (i == 0 ? "{\"unit\": " : ", {\"unit\": ") + text_or_null(item.cases[i].unit) +
                    ", \"indicator\": " + text_or_null(item.cases[i].indicator) + '}';
        }
        json += "]}";
    }
    return json + (notes.empty() ? "]" : "\n  ]");
}

}  // namespace dti::inline v0
