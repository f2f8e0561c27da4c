#include "profile/read_profile.hpp"

#include "dti/text/wording.hpp"
#include "profile/profile_part.hpp"
#include "profile/read_targets.hpp"
#include "table/csv_table.hpp"
#include "table/unicode.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace dti::inline v0 {
namespace {

class profile_reader final : profile_part {
  public:
    profile_reader(const shared_source& text, data_collector& collected, diagnostics& mistakes)
        : profile_part(*text, collected.rules(), collected.names(), {notation::plain, "`numbers: vi`"},
                       mistakes),
          data_(collected),
          text_(text) {}

    void read(const tree_node& root) {
        if (root.kind != node_kind::map) {
            error(root, wording::profile_no_map());
            return;
        }
        if (root.find("dti") != nullptr) {
            error(root, wording::definition_as_data());
            return;
        }
        check_keys(root, {"unit", "title", "index", "as_of", "numbers", "synthetic", "group", "ranked",
                          "code", "official", "values", "subtotals", "targets", "references"});
        require(root, root, "the profile", {"unit"});
        check_index(root);
        read_notation(root);
        source_number_ = data_.begin_file(text_, written());
        const std::optional<std::size_t> unit = enter_unit(root);
        if (!unit) {
            return;
        }
        unit_ = *unit;
        unit_profile& profile = data_.profile(unit_);
        read_titles(root, profile);
        if (const tree_node* official = map_at(root, "official")) {
            if (profile.official.is_given()) {
                error(*official, wording::duplicate_statement(unit_name(root), "official"));
            }
            read_official(*official, profile.official);
        }
        read_values(root);
        for (const tree_node& item : list_at(root, "subtotals")) {
            read_subtotal(item);
        }
        read_references(root);
        if (const tree_node* targets = map_at(root, "targets")) {
            std::vector<target> found_targets =
                read_targets(*targets, {*text_, source_number_, rules(), names(), written()}, found());
            add_targets(std::move(found_targets), profile.targets);
        }
    }

  private:
    /// Several files may say what a unit is to reach, but not of one figure.
    void add_targets(std::vector<target> added, std::vector<target>& targets) {
        std::map<std::tuple<target_level, std::size_t, std::string>, std::string> places;
        for (const target& item : targets) {
            places.emplace(std::tuple(item.level, item.subject, item.name),
                           data_.place_text(item.source, item.where));
        }
        for (target& item : added) {  // a file alone has no two: its keys differ
            const auto place = places.find({item.level, item.subject, item.name});
            if (place == places.end()) {
                targets.push_back(std::move(item));
            } else {
                found().error(
                    source(), item.where,
                    wording::duplicate_target(item.name.empty() ? "text" : item.name, place->second));
            }
        }
    }

    std::optional<std::size_t> enter_unit(const tree_node& root) {
        const tree_node* name = scalar_at(root, "unit");
        unit_statement unit;
        // A profile that lacks its unit is read to the end all the same, for its other mistakes.
        unit.name = name == nullptr ? stated<std::string_view>{source().name(), place(root)}
                                    : stated<std::string_view>{trimmed(name->text), place(*name)};
        if (const tree_node* group = scalar_at(root, "group")) {
            unit.group = {trimmed(group->text), place(*group)};
        }
        if (const tree_node* code = scalar_at(root, "code")) {
            unit.code = {trimmed(code->text), place(*code)};
        }
        unit.ranked = flag_at(root, "ranked");
        unit.synthetic = flag_at(root, "synthetic");
        return data_.enter_unit(unit, report());
    }

    static std::string_view unit_name(const tree_node& root) {
        const tree_node* name = root.find("unit");
        return name == nullptr ? std::string_view() : std::string_view(name->text);
    }

    std::optional<stated<bool>> flag_at(const tree_node& root, std::string_view key) {
        const tree_node* given = root.find(key);
        const tree_node* node =
            given == nullptr || given->kind == node_kind::null ? nullptr : scalar_at(root, key);
        if (node == nullptr) {
            return std::nullopt;
        }
        const std::optional<bool> flag = parse_flag(node->text);
        if (!flag) {
            error(*node, wording::bad_yes_no(node->text));
            return std::nullopt;
        }
        return stated<bool>{*flag, place(*node)};
    }

    void read_titles(const tree_node& root, unit_profile& profile) {
        const tree_node* title = root.find("title");
        if (title != nullptr && title->kind == node_kind::scalar) {
            profile.title = {title->text, title->text};  // a name is the same in every language
        } else {
            read_title(root, profile.title);
        }
        read_text(root, "as_of", profile.as_of);
    }

    void read_official(const tree_node& map, official_result& out) {
        check_keys(map, {"value", "rank", "of", "sub_indices", "pillars"});
        read_official(map, out.total);
        const definition& index = rules().source();
        read_official_parts(map, "sub_indices", "sub-index", index.sub_indices, out.total.of,
                            out.sub_indices);
        read_official_parts(map, "pillars", "pillar", index.pillars, out.total.of, out.pillars);
    }

    /// Parts of the index by id; the number of units ranked is that of the total where none is given.
    template <class Part>
    void read_official_parts(const tree_node& map, std::string_view key, std::string_view what,
                             const std::vector<Part>& parts, const std::optional<written_number>& of,
                             std::map<std::size_t, official_figure>& out) {
        const tree_node* given = map_at(map, key);
        if (given == nullptr) {
            return;
        }
        std::vector<std::string> ids;
        for (const Part& part : parts) {
            ids.push_back(part.id);
        }
        for (std::size_t i = 0; i < given->keys.size(); ++i) {
            const tree_node& id = given->keys[i];
            const auto place = std::find(ids.begin(), ids.end(), id.text);
            if (place == ids.end()) {
                unknown(id, given->children[i], wording::unknown_name(what, id.text, suggest(id.text, ids)));
            } else if (expect(given->children[i], node_kind::map, quoted(id.text)) &&
                       check_keys(given->children[i], {"value", "rank", "of"})) {
                official_figure figure;
                figure.of = of;
                read_official(given->children[i], figure);
                if (figure.is_given()) {
                    out.emplace(static_cast<std::size_t>(place - ids.begin()), std::move(figure));
                }
            }
        }
    }

    void read_official(const tree_node& map, official_figure& out) {
        out.value = number_at(map, "value");
        out.rank = number_at(map, "rank");
        if (map.find("of") != nullptr) {
            out.of = number_at(map, "of");
        }
        if (out.value && (out.value->value < 0 || out.value->value > 1)) {
            error(
                *map.find("value"),
                wording::official_value(out.value->value, out.value->value > 1 && !(out.value->value > 100)));
        }
        if (out.of && map.find("of") != nullptr && (out.of->value < 1 || !out.of->value.is_integer())) {
            error(*map.find("of"), wording::out_of_range("`of`", "a number of units", out.of->value));
            out.of.reset();
        }
        if (out.rank && (out.rank->value < 1 || (out.of && out.rank->value > out.of->value))) {
            error(*map.find("rank"),
                  wording::out_of_range("the official rank", out.of ? "1 to `of`" : "1 or more",
                                        out.rank->value));
        }
    }

    /// The position of an indicator by its id; nothing, with an error, for an unknown one.
    std::optional<std::size_t> find_indicator(const tree_node& key, const tree_node& value) {
        const std::optional<std::size_t> position = rules().find_indicator(key.text);
        if (!position) {
            std::vector<std::string> ids;
            for (const compiled_indicator& item : rules().indicators()) {
                ids.push_back(item.source->id);
            }
            unknown(key, value, wording::unknown_name("indicator", key.text, suggest(key.text, ids)));
        }
        return position;
    }

    void read_values(const tree_node& root) {
        const tree_node* values = map_at(root, "values");
        for (std::size_t i = 0; values != nullptr && i < values->keys.size(); ++i) {
            const tree_node& given = values->children[i];
            const std::optional<std::size_t> indicator = find_indicator(values->keys[i], given);
            if (indicator && given.kind != node_kind::null &&
                expect(given, node_kind::map, quoted(values->keys[i].text))) {
                read_indicator(*indicator, given);
            }
        }
    }

    /// A name that is a figure of the indicator is that figure, even where it reads like a remark.
    void read_indicator(std::size_t indicator, const tree_node& given) {
        const compiled_indicator& item = rules().indicators()[indicator];
        remark said;
        bool any = false;
        for (std::size_t i = 0; i < given.keys.size(); ++i) {
            const tree_node& key = given.keys[i];
            const tree_node& value = given.children[i];
            const bool entered =
                key.text == "points" || (key.text == "verified" && !item.find_slot("verified"));
            if (entered || item.find_slot(key.text)) {
                read_figure(item, entered ? "points" : key.text, key.text, value);
                continue;
            }
            any = true;
            if (key.text == "self") {
                said.self = read_written(value, key.text);
            } else if (key.text == "source") {
                said.source = text_at(given, key.text);
            } else if (key.text == "evidence") {
                said.evidence = text_at(given, key.text);
            } else if (key.text == "note") {
                said.note = text_at(given, key.text);
            } else {
                report_unknown(item, key, value);
            }
        }
        if (any) {
            add_remark(given, data_.profile(unit_).on_indicators[indicator], std::move(said));
        }
    }

    /// Several files may say something of an indicator, but only one what the unit gives itself.
    void add_remark(const tree_node& given, remark& all, remark said) {
        if (said.self) {
            if (all.self) {
                error(*given.find("self"), wording::duplicate_statement(data_.unit_name(unit_), "self"));
            }
            all.self = std::move(said.self);
        }
        for (const auto& [whole, part] :
             {std::pair(&all.source, &said.source), std::pair(&all.evidence, &said.evidence),
              std::pair(&all.note, &said.note)}) {
            *whole += (whole->empty() || part->empty() ? "" : "; ") + *part;
        }
    }

    void read_figure(const compiled_indicator& item, std::string_view name, std::string_view key,
                     const tree_node& value) {
        if (value.kind == node_kind::null || !expect(value, node_kind::scalar, quoted(key))) {
            return;
        }
        const std::optional<figure_field> field = names().find(item.source->id + '.' + std::string(name));
        data_.set_figure(unit_, *field, value.text, place(value), report());
    }

    void report_unknown(const compiled_indicator& item, const tree_node& key, const tree_node& value) {
        std::vector<std::string> valid = names().figures_of(item.source->id);
        for (const char* word : {"self", "verified", "source", "evidence", "note"}) {
            valid.emplace_back(word);
        }
        unknown(key, value,
                wording::unknown_figure(item.source->id, key.text, suggest(key.text, valid), valid));
    }

    void read_subtotal(const tree_node& node) {
        if (!expect(node, node_kind::map, "a subtotal")) {
            return;
        }
        check_keys(node, {"of", "points", "max_score", "note"});
        require(node, node, "a subtotal", {"of", "points"});
        subtotal sum;
        for (const tree_node& item : list_at(node, "of")) {
            if (expect(item, node_kind::scalar, "an indicator of a subtotal")) {
                if (const std::optional<std::size_t> indicator = find_indicator(item, item)) {
                    add_to_subtotal(*indicator, item, sum);
                }
            }
        }
        const tree_node* of = node.find("of");
        if (of != nullptr && of->kind == node_kind::list && of->children.empty()) {
            error(*of, wording::empty_list("a subtotal", "indicator"));
        }
        const std::optional<written_number> points = number_at(node, "points");
        const tree_node* at_points = node.find("points");
        sum.max_score = number_at(node, "max_score");
        sum.note = text_at(node, "note");
        if (at_points != nullptr && at_points->kind == node_kind::null) {
            error(*at_points, wording::wrong_kind("`points`", "a single value", "nothing"));
        }
        if (!points || sum.indicators.empty()) {
            return;
        }
        sum.points = points->value;
        sum.where = place(*at_points);
        sum.source = source_number_;
        warn_of_maximum(node, sum);
        data_.profile(unit_).subtotals.push_back(std::move(sum));
    }

    void add_to_subtotal(std::size_t indicator, const tree_node& at, subtotal& sum) {
        const compiled_indicator& item = rules().indicators()[indicator];
        if (!item.source->scored) {
            error(at, wording::subtotal_unscored(item.source->id));
            return;
        }
        if (!sum.indicators.empty()) {
            const compiled_indicator& first = rules().indicators()[sum.indicators.front()];
            if (first.sub_index != item.sub_index || first.source->weight != item.source->weight) {
                error(at, wording::subtotal_mixed(first.source->id, item.source->id));
                return;
            }
        }
        if (std::find(sum.indicators.begin(), sum.indicators.end(), indicator) != sum.indicators.end()) {
            error(at, wording::duplicate_id("indicator", item.source->id));
            return;
        }
        sum.indicators.push_back(indicator);
    }

    void warn_of_maximum(const tree_node& node, const subtotal& sum) {
        if (!sum.max_score) {
            return;
        }
        exact maxima;
        for (const std::size_t indicator : sum.indicators) {
            const dti::indicator& item = *rules().indicators()[indicator].source;
            maxima += item.bonus ? exact(0) : item.max_score;
        }
        if (maxima != sum.max_score->value) {
            report().warning(place(*node.find("max_score")),
                             wording::subtotal_maximum(sum.max_score->value, maxima));
        }
    }

    void read_references(const tree_node& root) {
        const tree_node* references = map_at(root, "references");
        for (std::size_t i = 0; references != nullptr && i < references->keys.size(); ++i) {
            const tree_node& functions = references->children[i];
            const std::optional<std::size_t> indicator = find_indicator(references->keys[i], functions);
            if (!indicator || !expect(functions, node_kind::map, quoted(references->keys[i].text))) {
                continue;
            }
            for (std::size_t j = 0; j < functions.keys.size(); ++j) {
                read_reference(rules().indicators()[*indicator], functions.keys[j], functions.children[j]);
            }
        }
    }

    void read_reference(const compiled_indicator& item, const tree_node& function, const tree_node& figures) {
        static const std::vector<std::string> functions{"cohort_max", "cohort_min", "cohort_mean",
                                                        "cohort_sum", "cohort_count"};
        if (std::find(functions.begin(), functions.end(), function.text) == functions.end()) {
            unknown(function, figures,
                    wording::unknown_key(function.text,
                                         function.text == "share_of_best" ? functions.front()
                                                                          : suggest(function.text, functions),
                                         functions));
            return;
        }
        if (!expect(figures, node_kind::map, quoted(function.text))) {
            return;
        }
        for (std::size_t i = 0; i < figures.keys.size(); ++i) {
            const tree_node& key = figures.keys[i];
            if (!item.find_slot(key.text)) {
                std::vector<std::string> valid = names().figures_of(item.source->id);
                valid.pop_back();  // points are no figure of a formula
                unknown(key, figures.children[i],
                        wording::unknown_figure(item.source->id, key.text, suggest(key.text, valid), valid));
            } else if (const std::optional<written_number> value =
                           read_written(figures.children[i], key.text)) {
                data_.set_reference(item.source->id, function.text, key.text, value->value, place(key));
            }
        }
    }

    data_collector& data_;
    const shared_source& text_;
    std::uint32_t source_number_ = 0;
    std::size_t unit_ = 0;
};

}  // namespace

void read_profile(const tree_node& root, const shared_source& source, data_collector& data,
                  diagnostics& found) {
    profile_reader(source, data, found).read(root);
}

}  // namespace dti::inline v0
