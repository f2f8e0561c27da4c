// What is to be said beside a what-if: which figures are others, what became of changes that move nothing,
// what may be put on top of an official total, who overtakes whom.
//
// In: changed data, targets as changes, a comparison. Out: notes (notes.hpp); kinds that did not occur are
// left out.
#pragma once

#include "dti/analyse/change_data.hpp"
#include "dti/analyse/explanation.hpp"
#include "dti/analyse/target_change.hpp"
#include "dti/analyse/what_if.hpp"
#include "dti/report/explain_words.hpp"
#include "dti/report/notes.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dti::inline v0 {

namespace detail {

/// A note that counts, and names the first few.
class listing_note {
  public:
    void add(std::string unit, std::string indicator, const std::string& shown) {
        if (note_.cases.size() < most_shown) {
            shown_ += (shown_.empty() ? "" : "; ") + shown;
        }
        note_.cases.push_back({std::move(unit), std::move(indicator)});
    }
    /// Adds the note, if anything is in it. The sentence ends where the count goes.
    void finish(std::vector<note>& notes, std::string_view code, language wanted, std::string_view en,
                std::string_view vi) {
        if (note_.cases.empty()) {
            return;
        }
        note_.code = code;
        note_.count = note_.cases.size();
        note_.text = std::string(wanted == language::vi ? vi : en) + ' ' + std::to_string(note_.count) +
                     " (" + shown_ + (note_.count > most_shown ? "; …)" : ")");
        notes.push_back(std::move(note_));
    }

  private:
    static constexpr std::size_t most_shown = 10;

    note note_;
    std::string shown_;
};

/// How figures of a run are called and written.
class figure_teller {
  public:
    figure_teller(const analysed_cohort& all, std::size_t unit, language wanted)
        : all_(all), unit_(unit), language_(wanted) {}

    /// `access.rate`, with the unit in front where that is another one than the what-if is about.
    [[nodiscard]] std::string name(const figure_place& at) const {
        const compiled_indicator& item = all_.rules().indicators()[at.indicator];
        const std::string unit = at.unit == unit_ ? "" : all_.data().units()[at.unit].name + ": ";
        return unit + item.source->id + '.' +
               (at.slot == item.slots() ? "points" : item.scope.entries[at.slot].name);
    }
    /// `access.rate 60% → 80%`.
    [[nodiscard]] std::string change(const figure_change& made) const {
        const figure_place at{made.unit, made.indicator, made.slot};
        return name(at) + ' ' + present_text(at, made.value.percent) + " → " + text(at, made.value);
    }
    [[nodiscard]] const std::string& unit(const figure_place& at) const {
        return all_.data().units()[at.unit].name;
    }
    [[nodiscard]] const std::string& indicator(const figure_place& at) const {
        return all_.rules().indicators()[at.indicator].source->id;
    }

  private:
    [[nodiscard]] std::string text(const figure_place& at, const figure& given) const {
        const compiled_indicator& item = all_.rules().indicators()[at.indicator];
        if (given.decimals >= max_decimals && reads_as_percent(all_, at.unit, at.indicator, at.slot)) {
            return to_explained_text(given.value * 100) + '%';  // it does not end
        }
        return to_given_text(given, at.slot == item.slots() ? nullptr : &item.scope.entries[at.slot],
                             language_);
    }
    [[nodiscard]] std::string present_text(const figure_place& at, bool percent) const {
        const compiled_indicator& item = all_.rules().indicators()[at.indicator];
        const figure& given = all_.data().at(at.unit, item.first_field + at.slot);
        if (given.given) {
            return text(at, given);
        }
        const std::optional<exact> present = present_figure(all_, at.unit, at.indicator, at.slot);
        return present ? text(at, supposed_figure(*present, percent)) : "–";
    }

    const analysed_cohort& all_;
    std::size_t unit_;
    language language_;
};

}  // namespace detail

/// What changes do to the data: the figures with their former values, and those that do nothing or more than
/// was said.
[[nodiscard]] inline std::vector<note> change_notes(const analysed_cohort& all, const changed_data& changed,
                                                    std::size_t unit, language wanted) {
    struct sentence {
        std::string_view code;
        std::string_view en;
        std::string_view vi;
    };
    static constexpr std::array<sentence, 4> effects{{
        {"change_by_points",
         "changed, but the entered points stand:", "có thay đổi, nhưng điểm nhập vẫn giữ nguyên:"},
        {"change_by_subtotal", "changed, but the published subtotal stands:",
         "có thay đổi, nhưng điểm cộng gộp đã công bố vẫn giữ nguyên:"},
        {"change_unscored", "changed, but not scored:", "có thay đổi, nhưng thuộc chỉ số không chấm:"},
        {"change_unused", "changed, but not used by the rule as things stand:",
         "có thay đổi, nhưng quy tắc hiện không dùng đến:"},
    }};
    const detail::figure_teller tell(all, unit, wanted);
    std::vector<note> notes;
    detail::listing_note every;
    std::array<detail::listing_note, effects.size()> idle;
    for (std::size_t i = 0; i < changed.changes.size(); ++i) {
        const figure_change& item = changed.changes[i];
        const figure_place at{item.unit, item.indicator, item.slot};
        every.add(tell.unit(at), tell.indicator(at), tell.change(item));
        if (changed.effects[i] != change_effect::counts) {
            idle[static_cast<std::size_t>(changed.effects[i]) - 1].add(tell.unit(at), tell.indicator(at),
                                                                       tell.name(at));
        }
    }
    every.finish(notes, "changed_figures", wanted, "figures changed:", "số liệu thay đổi:");
    for (std::size_t i = 0; i < effects.size(); ++i) {
        idle[i].finish(notes, effects[i].code, wanted, effects[i].en, effects[i].vi);
    }
    const auto list = [&](const std::vector<figure_place>& places, std::string_view code, std::string_view en,
                          std::string_view vi) {
        detail::listing_note listed;
        for (const figure_place& at : places) {
            listed.add(tell.unit(at), tell.indicator(at), tell.name(at));
        }
        listed.finish(notes, code, wanted, en, vi);
    };
    list(changed.beside_parts, "put_over_parts",
         "derived figures that count as set, whatever their parts give:",
         "số liệu suy ra lấy theo giá trị đặt, không tính từ các phần:");
    list(changed.gave_way, "gave_way_to_parts",
         "derived figures that were given, computed from their parts now:",
         "số liệu suy ra đã cho, nay tính lại từ các phần:");
    return notes;
}

/// Which targets of a profile are no changes.
[[nodiscard]] inline std::vector<note> target_notes(const analysed_cohort& all, const target_changes& read,
                                                    std::size_t unit, language wanted) {
    const unit_profile& profile = all.data().profile(unit);
    const definition& source = all.rules().source();
    const auto subject = [&](const target& item) -> const std::string& {
        switch (item.level) {
            case target_level::indicator:
                return all.rules().indicators()[item.subject].source->id;
            case target_level::sub_index:
                return source.sub_indices[item.subject].id;
            case target_level::pillar:
                return source.pillars[item.subject].id;
            default:
                return source.id;
        }
    };
    std::vector<note> notes;
    const auto list = [&](const std::vector<std::size_t>& targets, std::string_view code, std::string_view en,
                          std::string_view vi) {
        detail::listing_note listed;
        for (const std::size_t at : targets) {
            const target& item = profile.targets[at];
            const std::string& id = subject(item);
            listed.add(all.data().units()[unit].name,
                       item.level == target_level::indicator ? id : std::string(),
                       id + (item.name.empty() ? "" : '.' + item.name));
        }
        listed.finish(notes, code, wanted, en, vi);
    };
    list(read.reached, "targets_reached", "targets that are reached already:", "chỉ tiêu đã đạt:");
    list(read.no_figure, "targets_without_figure",
         "targets in words alone, or counted from a year that is not in the data, left out:",
         "chỉ tiêu định tính, hoặc so với năm chưa có số liệu, không tính:");
    list(read.results, "targets_of_results",
         "targets of the index or of a part of it, which follow from the figures, left out:",
         "chỉ tiêu về bộ chỉ số hoặc một phần của nó, là kết quả tính từ số liệu, không tính:");
    return notes;
}

/// Who overtakes whom, and what comes on top of an official total. `before` are the data that the comparison
/// starts from.
[[nodiscard]] inline std::vector<note> what_if_notes(const what_if& result, const data_set& before,
                                                     std::size_t unit, const report_style& style) {
    std::vector<note> notes;
    const language wanted = style.wanted;
    const auto list = [&](const std::vector<std::size_t>& rivals, std::string_view code, std::string_view en,
                          std::string_view vi) {
        detail::listing_note listed;
        for (const std::size_t rival : rivals) {
            listed.add(before.units()[rival].name, {}, before.units()[rival].name);
        }
        listed.finish(notes, code, wanted, en, vi);
    };
    list(result.passes, "passes", "overtakes:", "vượt:");
    list(result.passed_by, "passed_by", "is overtaken by:", "bị vượt bởi:");
    if (!result.official) {
        return notes;
    }
    const official_change& official = *result.official;
    const auto text = [&](const exact& points) { return to_text(points, official.decimals); };
    const bool falls = official.certain.is_negative();
    notes.push_back({"official_change",
                     1,
                     detail::say(wanted, "on top of the official total, the rest held: {} {} {} = {} points",
                                 "so với tổng điểm công bố, phần còn lại giữ nguyên: {} {} {} = {} điểm",
                                 text(official.points), falls ? "−" : "+",
                                 text(falls ? -official.certain : official.certain),
                                 text(official.points + official.certain)),
                     {{before.units()[unit].name, {}}}});
    if (!result.uncertain.empty()) {
        note uncertain;
        uncertain.code = "uncertain_change";
        uncertain.count = result.uncertain.size();
        const int decimals = style.digits.value_or(before.rules().source().print.points);
        uncertain.text = detail::say(
            wanted,
            "uncertain, and not in that sum: {} points of {} indicators without a figure so far, with "
            "entered "
            "points, or with an assumed max score",
            "chưa chắc chắn, không tính vào tổng trên: {} điểm của {} chỉ số thành phần trước đây chưa có số "
            "liệu, có điểm nhập hoặc có điểm tối đa giả định",
            to_text(official.uncertain, decimals), uncertain.count);
        for (const std::size_t indicator : result.uncertain) {
            uncertain.cases.push_back(
                {before.units()[unit].name, before.rules().indicators()[indicator].source->id});
        }
        notes.push_back(std::move(uncertain));
    }
    return notes;
}

}  // namespace dti::inline v0
