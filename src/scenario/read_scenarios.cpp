#include "scenario/read_scenarios.hpp"

#include "dti/definition/tree_reader.hpp"
#include "dti/load.hpp"
#include "dti/text/wording.hpp"

#include <map>
#include <tuple>
#include <utility>

namespace dti::inline v0 {
namespace {

class scenario_reader final : tree_reader {
  public:
    scenario_reader(scenario_format format, const shared_source& text, diagnostics& mistakes)
        : tree_reader(*text, mistakes), format_(format), text_(text) {}

    std::vector<scenario_draft> read(const tree_node& root) {
        const tree_node* all = &root;
        const bool wrapped = root.find("scenarios") != nullptr && format_ != scenario_format::ini;
        if (wrapped) {
            for (const tree_node& key : root.keys) {
                if (key.text != "scenarios") {
                    error(key, wording::scenario_beside_all(key.text));
                }
            }
            all = root.find("scenarios");
        }
        std::vector<scenario_draft> drafts;
        if (!expect(*all, node_kind::map, wrapped ? "`scenarios`" : "the file")) {
            return drafts;
        }
        if (all->keys.empty()) {
            error(*all, wording::empty_list(wrapped ? "`scenarios`" : "the file", "scenario"));
        }
        const std::size_t most = load_limits::scenarios;
        const std::size_t count = within(all->keys, most, "number of scenarios", "in a file").size();
        for (std::size_t i = 0; i < count; ++i) {
            drafts.push_back(read_scenario(all->keys[i], all->children[i]));
        }
        return drafts;
    }

  private:
    /// One with mistakes is there all the same: others may inherit it.
    scenario_draft read_scenario(const tree_node& name, const tree_node& content) {
        scenario_draft draft;
        draft.made.name = name.text;
        draft.made.where = place(name);
        draft.made.source = text_;
        if (name.text.empty()) {
            error(name, wording::scenario_nameless("a scenario"));
        }
        if (content.kind != node_kind::null &&
            !expect(content, node_kind::map, "scenario " + quoted(name.text))) {
            return draft;
        }
        bool any = false;
        for (std::size_t i = 0; i < content.keys.size(); ++i) {
            const tree_node& key = content.keys[i];
            const tree_node& value = content.children[i];
            if (key.text == "title") {
                take_text(key, value, draft.made.title);
            } else if (key.text == "inherits") {
                any = true;
                draft.inherits_at = value.offset;
                if (take_text(key, value, draft.inherits) && draft.inherits.empty()) {
                    error(value, wording::scenario_nameless("the inherited scenario"));
                }
            } else if (key.text == "units") {
                any = true;
                read_units(key, value, draft.made);
            } else {
                any = true;
                read_change(key, value, {}, draft.made);
            }
        }
        if (!any) {
            error(name, wording::scenario_without_changes(name.text));
        }
        return draft;
    }

    bool take_text(const tree_node& key, const tree_node& value, std::string& out) {
        if (!expect(value, node_kind::scalar, quoted(key.text))) {
            return false;
        }
        out = value.text;
        return true;
    }

    void read_units(const tree_node& key, const tree_node& units, scenario& made) {
        if (!expect(units, node_kind::map, quoted(key.text))) {
            return;
        }
        if (units.keys.empty()) {
            error(key, wording::empty_list("`units`", "unit"));
        }
        for (std::size_t i = 0; i < units.keys.size(); ++i) {
            const tree_node& unit = units.keys[i];
            const tree_node& changes = units.children[i];
            if (unit.text.empty()) {
                error(unit, wording::scenario_nameless("a unit"));
            } else if (expect(changes, node_kind::map, "unit " + quoted(unit.text))) {
                if (changes.keys.empty()) {
                    error(unit, wording::empty_list("unit " + quoted(unit.text), "change"));
                }
                for (std::size_t j = 0; j < changes.keys.size(); ++j) {
                    read_change(changes.keys[j], changes.children[j], unit.text, made);
                }
            }
        }
    }

    /// `indicator.name` with a value, or `indicator` with names and values.
    void read_change(const tree_node& key, const tree_node& value, const std::string& unit, scenario& made) {
        const bool dotted = key.text.find('.') != std::string::npos;
        if (dotted) {
            add(key, key.text, value, unit, made);
        } else if (value.kind != node_kind::map) {
            report_unknown(key, unit.empty());
        } else if (value.keys.empty()) {
            error(key, wording::empty_list("indicator " + quoted(key.text), "change"));
        } else {
            for (std::size_t i = 0; i < value.keys.size(); ++i) {
                const tree_node& name = value.keys[i];
                if (name.text.find('.') != std::string::npos) {
                    error(name, wording::scenario_figure(name.text, key.text));
                } else {
                    add(name, key.text + '.' + name.text, value.children[i], unit, made);
                }
            }
        }
    }

    void add(const tree_node& key, const std::string& figure, const tree_node& value, const std::string& unit,
             scenario& made) {
        if (!expect(value, node_kind::scalar, quoted(key.text))) {
            return;
        }
        if (value.text.empty()) {
            error(value, wording::wrong_kind(quoted(key.text), "a single value", "nothing"));
            return;
        }
        const auto [first, added] = places_.emplace(std::tuple(made.where, unit, figure), place(key));
        if (!added) {
            error(key, wording::duplicate_key(figure, first->second));
            return;
        }
        made.changes.push_back({unit, figure, value.text, place(key), place(value)});
    }

    /// `words`: whether the words of a scenario are valid here.
    void report_unknown(const tree_node& key, bool words) {
        static const std::vector<std::string> known{"title", "inherits", "units"};
        const std::string nearest = words ? suggest(key.text, known) : std::string();
        const std::string_view help = format_ == scenario_format::info
                                          ? "a text with blanks stands in quotes"
                                          : "other keys are `title`, `inherits` and `units`";
        error(key, wording::scenario_key(key.text, nearest, help));
    }

    [[nodiscard]] position place(const tree_node& node) const { return source().at(node.offset); }

    scenario_format format_;
    const shared_source& text_;
    /// Where each figure of each unit of each scenario is changed.
    std::map<std::tuple<position, std::string, std::string>, position> places_;
};

}  // namespace

std::vector<scenario_draft> read_scenarios(const tree_node& root, scenario_format format,
                                           const shared_source& source, diagnostics& found) {
    return scenario_reader(format, source, found).read(root);
}

}  // namespace dti::inline v0
