#include "profile/read_targets.hpp"

#include "dti/evaluate/data.hpp"
#include "dti/evaluate/deadline.hpp"
#include "dti/text/wording.hpp"
#include "profile/profile_part.hpp"
#include "table/csv_table.hpp"
#include "table/unicode.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace dti::inline v0 {
namespace {

bool are_digits(std::string_view text) noexcept {
    return !text.empty() && std::all_of(text.begin(), text.end(), detail::is_digit);
}

bool is_year(std::string_view text) noexcept {
    return text.size() == 4 && are_digits(text);
}

/// What a key of `targets` may be about.
struct subject {
    target_level level = target_level::indicator;
    std::size_t at = 0;
};

/// The keys of a target that are no figures.
constexpr std::array<std::string_view, 5> remarks{"text", "lead", "with", "deadline", "note"};

bool is_remark(std::string_view key) noexcept {
    return std::find(remarks.begin(), remarks.end(), key) != remarks.end();
}

class target_reader final : profile_part {
  public:
    target_reader(const target_context& about, diagnostics& mistakes)
        : profile_part(about.source, about.rules, about.names, about.written, mistakes),
          source_number_(about.source_number) {}

    std::vector<target> read(const tree_node& targets) {
        for (std::size_t i = 0; i < targets.keys.size(); ++i) {
            const std::vector<subject> subjects = find_subjects(targets.keys[i].text);
            if (subjects.empty()) {
                const std::vector<std::string> ids = all_ids();
                unknown(targets.keys[i], targets.children[i],
                        wording::unknown_name("indicator, sub-index, pillar or index", targets.keys[i].text,
                                              suggest(targets.keys[i].text, ids)));
            } else if (targets.children[i].kind == node_kind::null) {
                error(targets.keys[i], wording::target_without_figure(targets.keys[i].text));
            } else if (expect(targets.children[i], node_kind::map, quoted(targets.keys[i].text))) {
                read_subject(targets.keys[i], targets.children[i], subjects);
            }
        }
        return std::move(targets_);
    }

  private:
    [[nodiscard]] const definition& index() const { return rules().source(); }

    std::vector<subject> find_subjects(std::string_view id) {
        std::vector<subject> subjects;
        if (const std::optional<std::size_t> indicator = rules().find_indicator(id)) {
            subjects.push_back({target_level::indicator, *indicator});
        }
        for (std::size_t i = 0; i < index().sub_indices.size(); ++i) {
            if (index().sub_indices[i].id == id) {
                subjects.push_back({target_level::sub_index, i});
            }
        }
        for (std::size_t i = 0; i < index().pillars.size(); ++i) {
            if (index().pillars[i].id == id) {
                subjects.push_back({target_level::pillar, i});
            }
        }
        if (index().id == id) {
            subjects.push_back({target_level::index, 0});
        }
        return subjects;
    }

    std::vector<std::string> all_ids() {
        std::vector<std::string> ids{index().id};
        for (const compiled_indicator& item : rules().indicators()) {
            ids.push_back(item.source->id);
        }
        for (const sub_index& part : index().sub_indices) {
            ids.push_back(part.id);
        }
        for (const pillar& view : index().pillars) {
            ids.push_back(view.id);
        }
        return ids;
    }

    /// What a target of a subject may be called.
    std::vector<std::string> names_of(const subject& about) {
        if (about.level == target_level::indicator) {
            return names().figures_of(rules().indicators()[about.at].source->id);
        }
        return {"points", "value", "rank"};
    }

    void read_subject(const tree_node& key, const tree_node& map, const std::vector<subject>& subjects) {
        target common;
        common.level = subjects.front().level;
        common.subject = subjects.front().at;
        common.text = text_at(map, "text");
        common.note = text_at(map, "note");
        common.lead = agencies_at(map, "lead");
        common.with = agencies_at(map, "with");
        common.where = place(key);
        common.source = source_number_;
        read_deadline(map, common.deadline);
        bool any_figure = false;
        for (std::size_t i = 0; i < map.keys.size(); ++i) {
            if (!is_remark(map.keys[i].text)) {
                any_figure = true;
                read_figure(map.keys[i], map.children[i], subjects, common);
            }
        }
        if (!any_figure && common.text.empty()) {
            error(key, wording::target_without_figure(key.text));
        } else if (!any_figure) {
            targets_.push_back(std::move(common));
        }
    }

    /// Names of agencies, each once and in form NFC: they are compared.
    std::vector<std::string> agencies_at(const tree_node& map, std::string_view key) {
        std::vector<std::string> agencies;
        const tree_node* node = map.find(key);
        if (node != nullptr && node->kind == node_kind::list) {
            (void)within(node->children, most_agencies, "number of agencies", "of a target");
        }
        for (const std::string& word : words_at(map, key)) {
            std::string name = to_nfc(trimmed(word));
            if (name.empty()) {
                error(*node, wording::empty_agency(key));
            } else if (agencies.size() < most_agencies &&
                       std::find(agencies.begin(), agencies.end(), name) == agencies.end()) {
                agencies.push_back(std::move(name));
            }
        }
        return agencies;
    }

    void read_deadline(const tree_node& map, std::string& out) {
        const tree_node* node = map.find("deadline");
        if (node == nullptr || node->kind == node_kind::null ||
            !expect(*node, node_kind::scalar, "`deadline`")) {
            return;
        }
        if (!parse_deadline(node->text)) {
            error(*node, wording::bad_deadline(node->text));
        }
        out = node->text;
    }

    void read_figure(const tree_node& key, const tree_node& value, const std::vector<subject>& subjects,
                     const target& common) {
        target made = common;
        made.name = key.text;
        made.where = place(key);
        std::vector<std::string> valid;
        bool known = false;
        for (const subject& about : subjects) {
            const std::vector<std::string> names = names_of(about);
            if (!known && std::find(names.begin(), names.end(), key.text) != names.end()) {
                known = true;
                made.level = about.level;
                made.subject = about.at;
            }
            valid.insert(valid.end(), names.begin(), names.end());
        }
        if (!known) {
            valid.insert(valid.end(), remarks.begin(), remarks.end());
            unknown(key, value, wording::unknown_key(key.text, suggest(key.text, valid), valid));
        } else if (read_amount(key, value, made)) {
            targets_.push_back(std::move(made));
        }
    }

    bool read_amount(const tree_node& key, const tree_node& value, target& out) {
        if (value.kind != node_kind::map) {
            if (const scope_entry* words = words_of(out); words != nullptr && is_answer(value, *words)) {
                return read_answer(value, *words, out);
            }
            out.kind = target_kind::at_least;
            return take(read_target_number(value, key.text), out);
        }
        if (!check_keys(value, {"over", "at_most", "times", "plus", "from"})) {
            return false;
        }
        if (const scope_entry* words = words_of(out);
            words != nullptr && words->type == figure_type::choice) {
            error(key, wording::target_of_choice(key.text, words->options));
            return false;
        }
        constexpr std::array<std::pair<std::string_view, target_kind>, 4> forms{
            {{"over", target_kind::over},
             {"at_most", target_kind::at_most},
             {"times", target_kind::times},
             {"plus", target_kind::plus}}};
        const tree_node* amount = nullptr;
        std::size_t given = 0;
        for (const auto& [name, kind] : forms) {
            if (const tree_node* node = value.find(name)) {
                amount = node;
                out.kind = kind;
                ++given;
            }
        }
        const tree_node* from = value.find("from");
        const bool relative = out.kind == target_kind::times || out.kind == target_kind::plus;
        if (given != 1 || (from != nullptr && !relative)) {
            error(key, wording::target_form(key.text));
            return false;
        }
        if (relative) {
            require(value, value, quoted(key.text), {"from"});
            if (from != nullptr && expect(*from, node_kind::scalar, "`from`")) {
                if (!is_year(from->text)) {
                    error(*from, wording::bad_year(from->text));
                }
                out.from = from->text;
            }
        }
        return take(read_target_number(*amount, key.text), out);
    }

    /// The figure that a target is about where it is given in words, else null.
    const scope_entry* words_of(const target& about) {
        if (about.level != target_level::indicator) {
            return nullptr;
        }
        const compiled_indicator& item = rules().indicators()[about.subject];
        const std::optional<std::size_t> slot = item.find_slot(about.name);
        const scope_entry* entry = slot ? &item.scope.entries[*slot] : nullptr;
        const bool in_words =
            entry != nullptr && (entry->type == figure_type::yes_no || entry->type == figure_type::choice);
        return in_words ? entry : nullptr;
    }

    /// Anything for a choice; for a yes/no its words: a number is the least that is to be reached, as always.
    static bool is_answer(const tree_node& value, const scope_entry& about) {
        return value.kind == node_kind::scalar &&
               (about.type == figure_type::choice || parse_yes_no(value.text));
    }

    bool read_answer(const tree_node& value, const scope_entry& about, target& out) {
        figure_reading read = dti::read_figure(value.text, &about, notation::plain, "");
        if (read.mistake) {
            error(value, std::move(*read.mistake));
            return false;
        }
        out.kind = target_kind::answer;
        out.figure.value = std::move(read.value.value);
        out.answer = about.type == figure_type::choice ? value.text : std::string();
        return true;
    }

    std::optional<written_number> read_target_number(const tree_node& node, std::string_view name) {
        if (node.kind == node_kind::null) {
            error(node, wording::wrong_kind(quoted(name), "a single value", "nothing"));
            return std::nullopt;
        }
        return read_written(node, name);
    }

    static bool take(std::optional<written_number> number, target& out) {
        if (number) {
            out.figure = std::move(*number);
        }
        return number.has_value();
    }

    static constexpr std::size_t most_agencies = 100;

    std::uint32_t source_number_;
    std::vector<target> targets_;
};

}  // namespace

std::vector<target> read_targets(const tree_node& targets, const target_context& about, diagnostics& found) {
    return target_reader(about, found).read(targets);
}

}  // namespace dti::inline v0
