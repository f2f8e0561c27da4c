// The words of tables in both languages, in one place.
//
// In: a key (a column, a status, a confidence) and a language. Out: what the reader sees. Keys of CSV and
// JSON never change with the language; only headings and words of tables do.
#pragma once

#include "dti/definition/definition.hpp"

#include <array>
#include <string>
#include <string_view>

namespace dti::inline v0 {

namespace detail {

struct word {
    std::string_view key;
    std::string_view en;
    std::string_view vi;
};

inline constexpr auto words = std::to_array<word>({
    {"rank", "rank", "thứ hạng"},
    {"unit", "unit", "đơn vị được đánh giá"},
    {"group", "group", "nhóm"},
    {"total_points", "total points", "tổng điểm đạt"},
    {"total", "value", "giá trị chỉ số"},
    {"whole", "total", "tổng"},
    {"coverage", "coverage", "mức bao phủ"},
    {"low", "lowest points", "điểm thấp nhất"},
    {"high", "highest points", "điểm cao nhất"},
    {"confidence", "confidence", "độ tin cậy"},
    {"synthetic", "synthetic", "số liệu mô phỏng"},
    {"indicator", "indicator", "chỉ số thành phần"},
    {"code", "code", "mã"},
    {"title", "title", "tên"},
    {"points", "points", "điểm đạt"},
    {"max_score", "max score", "điểm tối đa"},
    {"attainment", "attainment", "tỷ lệ điểm đạt"},
    {"status", "status", "trạng thái"},
    {"computed", "computed", "điểm theo công thức"},
    {"level", "level", "cấp"},
    {"id", "id", "mã định danh"},
    {"value", "value", "giá trị chỉ số"},
    {"of", "of", "trên tổng số"},
    {"index", "index", "bộ chỉ số"},
    {"sub_indices", "sub-indices", "chỉ số chính"},
    {"pillars", "pillars", "trụ cột"},
    {"indicators", "indicators", "chỉ số thành phần"},
    {"examples", "worked examples", "ví dụ tính"},
    {"failed", "failed examples", "ví dụ không đạt"},
    {"max_points", "max points", "điểm tối đa"},
    {"sub_index", "sub-index", "chỉ số chính"},
    {"pillar", "pillar", "trụ cột"},
    {"scored", "scored", "chấm theo công thức"},
    {"entered", "entered", "điểm nhập"},
    {"in_subtotal", "in subtotal", "trong điểm cộng gộp"},
    {"missing", "missing", "chưa có số liệu"},
    {"excluded", "excluded", "không tính"},
    {"unscored", "unscored", "không chấm"},
    {"published", "published", "đã công bố"},
    {"derived", "derived", "suy ra"},
    {"recalled", "recalled", "theo hiểu biết, chưa có nguồn"},
    {"assumed", "assumed", "giả định"},
    {"official_value", "official value", "số công bố: giá trị"},
    {"official_rank", "official rank", "số công bố: thứ hạng"},
    {"figures", "figures", "số liệu"},
    {"rule", "rule", "quy tắc"},
    {"filled", "with figures", "thay số"},
    {"steps", "steps", "các bước"},
    {"policy", "treatment", "cách xử lý"},
    {"source", "source", "nguồn"},
    {"evidence", "evidence", "tài liệu kiểm chứng"},
    {"note", "note", "ghi chú"},
    {"self", "self-assessed", "tự đánh giá"},
    {"weight", "weight", "trọng số"},
    {"subtotal", "subtotal", "điểm cộng gộp"},
    {"official", "official figure", "số công bố"},
    {"targets", "targets", "chỉ tiêu"},
    {"state", "state", "tình trạng"},
    {"met", "met", "đạt"},
    {"not_met", "not met", "chưa đạt"},
    {"no_data", "no data", "chưa có số liệu"},
    {"no_figure", "without a figure", "định tính"},
    {"progress", "mean progress", "tiến độ bình quân"},
    {"target_without_figure", "target without a figure", "chỉ tiêu định tính"},
    {"lead", "lead agency", "cơ quan chủ trì"},
    {"with", "co-ordinating agency", "cơ quan phối hợp"},
    {"deadline", "deadline", "thời hạn"},
    {"ongoing", "ongoing", "thường xuyên"},
    {"as_of", "as of", "thời điểm"},
    {"document", "document", "văn bản"},
    {"formula", "formula", "công thức"},
    {"plain_ratio", "plain ratio", "tính thẳng theo tỷ lệ"},
    {"threshold_ratio", "ratio to a threshold", "tỷ lệ so với ngưỡng"},
    {"tier", "tier", "mức cố định"},
    {"fits", "fits", "khớp"},
    {"yes", "yes", "có"},
    {"no", "no", "không"},
    {"threshold_low", "threshold from", "ngưỡng từ"},
    {"threshold_high", "threshold to", "ngưỡng đến"},
    {"threshold", "round thresholds", "ngưỡng tròn"},
    {"rate_low", "rate from", "tỷ lệ từ"},
    {"rate_high", "rate to", "tỷ lệ đến"},
    {"share", "share of the maximum", "phần của điểm tối đa"},
    {"threshold_ends", "ends of the thresholds", "đầu mút của ngưỡng"},
    {"rate_ends", "ends of the rates", "đầu mút của tỷ lệ"},
    {"name", "figure", "số liệu"},
    {"figure", "value", "giá trị"},
    {"gain_up", "gain per 1 more", "điểm tăng thêm khi tăng 1"},
    {"gain_down", "loss per 1 less", "điểm mất khi giảm 1"},
    {"step", "one step", "một bước"},
    {"step_gain", "adds points", "thêm điểm"},
    {"left", "points left", "điểm còn có thể đạt"},
    {"threshold_next", "next threshold", "ngưỡng kế tiếp"},
    {"threshold_gain", "pays points", "thêm điểm khi đạt ngưỡng"},
    {"target_points", "target points", "điểm theo chỉ tiêu"},
    {"gap", "gap", "điểm còn thiếu"},
    {"gap_share", "share of all gaps", "tỷ trọng điểm còn thiếu"},
    {"needed", "needed", "mức cần đạt"},
    {"block", "part", "phần"},
    {"basis", "measured against", "so với"},
    {"maximum", "maximum", "điểm tối đa"},
    {"target", "target", "chỉ tiêu"},
    {"total_gain", "adds to the total", "thêm vào tổng điểm"},
    {"chosen", "fewest that do", "ít nhất để đạt"},
    {"slip", "lost by slipping", "điểm mất nếu tụt"},
    {"slip_figure", "if it slips to", "nếu tụt xuống"},
    {"indicator_count", "indicators", "số chỉ số thành phần"},
    {"gaps_stated", "Gaps that rest on figures and on maxima that are not assumed",
     "Điểm còn thiếu theo số liệu đã có và điểm tối đa không phải giả định"},
    {"gaps_uncertain", "Gaps on assumed maxima, or without figures",
     "Điểm còn thiếu theo điểm tối đa giả định, hoặc chưa có số liệu"},
    {"gaps_held", "At target: to be held", "Đã đạt chỉ tiêu: cần giữ"},
    {"round_thresholds", "round thresholds in order", "các ngưỡng tròn theo thứ tự"},
    {"before", "before", "trước"},
    {"after", "after", "sau"},
    {"change", "change", "thay đổi"},
    {"certain", "certain", "chắc chắn"},
    {"uncertain", "uncertain", "chưa chắc chắn"},
    {"scenario", "scenario", "kịch bản"},
    {"rank_own", "rank by its own change", "thứ hạng do tự thay đổi"},
    {"rank_rivals", "rank by the others' change", "thứ hạng do đơn vị khác thay đổi"},
    {"passes", "overtakes", "vượt"},
    {"passed_by", "is overtaken by", "bị vượt bởi"},
});

}  // namespace detail

/// The word for a key, or the key itself.
[[nodiscard]] inline std::string word_for(std::string_view key, language wanted) {
    for (const detail::word& entry : detail::words) {
        if (entry.key == key) {
            return std::string(wanted == language::vi ? entry.vi : entry.en);
        }
    }
    return std::string(key);
}

}  // namespace dti::inline v0
