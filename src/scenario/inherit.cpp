#include "scenario/inherit.hpp"

#include "dti/load.hpp"
#include "dti/text/suggest.hpp"
#include "dti/text/wording.hpp"
#include "file/file_report.hpp"
#include "table/unicode.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace dti::inline v0 {
namespace {

class heir {
  public:
    heir(std::vector<scenario_draft> drafts, const source_text& source, diagnostics& found)
        : drafts_(std::move(drafts)), report_(source, found), states_(drafts_.size(), state::waiting) {
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            positions_.emplace(to_nfc(drafts_[i].made.name), i);
            names_.push_back(drafts_[i].made.name);
        }
    }

    std::vector<scenario> run() {
        for (std::size_t i = 0; i < drafts_.size() && !report_.full(); ++i) {
            settle_line_of(i);
        }
        std::vector<scenario> made;
        for (scenario_draft& draft : drafts_) {
            made.push_back(std::move(draft.made));
        }
        return made;
    }

  private:
    enum class state : std::uint8_t { waiting, open, done };

    /// Settles a scenario, those that it inherits first.
    void settle_line_of(std::size_t index) {
        std::vector<std::size_t> line;
        std::optional<std::size_t> next = index;
        while (next && states_[*next] == state::waiting) {
            states_[*next] = state::open;
            line.push_back(*next);
            next = parent_of(*next);
        }
        if (next && states_[*next] == state::open) {
            report_circle(line, *next);
            next = std::nullopt;
        }
        for (; !line.empty(); line.pop_back()) {
            if (next) {
                take_over(drafts_[line.back()], drafts_[*next].made.changes);
            }
            states_[line.back()] = state::done;
            next = line.back();
        }
    }

    std::optional<std::size_t> parent_of(std::size_t index) {
        const scenario_draft& draft = drafts_[index];
        if (draft.inherits.empty()) {
            return std::nullopt;
        }
        const auto found = positions_.find(to_nfc(draft.inherits));
        if (found == positions_.end()) {
            report_.error(draft.inherits_at,
                          wording::unknown_name("scenario", draft.inherits, suggest(draft.inherits)));
            return std::nullopt;
        }
        return found->second;
    }

    /// The circle is told once, at the `inherits` that leads back to where it has been.
    void report_circle(const std::vector<std::size_t>& line, std::size_t again) {
        std::vector<std::string> ring;
        for (auto item = std::find(line.begin(), line.end(), again); item != line.end(); ++item) {
            ring.push_back(names_[*item]);
        }
        ring.push_back(names_[again]);
        report_.error(drafts_[line.back()].inherits_at, wording::scenario_cycle(ring));
    }

    void take_over(scenario_draft& draft, const std::vector<scenario_change>& inherited) {
        std::vector<scenario_change>& own = draft.made.changes;
        std::set<std::pair<std::string, std::string>> changed;
        for (const scenario_change& change : own) {
            changed.emplace(to_nfc(change.unit), change.figure);
        }
        std::vector<scenario_change> all;
        for (const scenario_change& change : inherited) {
            if (changed.count({to_nfc(change.unit), change.figure}) == 0) {
                all.push_back(change);
            }
        }
        inherited_ += all.size();
        if (inherited_ > load_limits::scenario_changes) {
            report_.fatal(draft.inherits_at, wording::limit("number of inherited changes",
                                                            load_limits::scenario_changes, "in a file"));
            return;
        }
        std::move(own.begin(), own.end(), std::back_inserter(all));
        own = std::move(all);
    }

    std::string suggest(std::string_view name) {
        return suggestions_++ < diagnostics::shown_per_file ? nearest_name(name, names_) : std::string();
    }

    std::vector<scenario_draft> drafts_;
    file_report report_;
    std::vector<state> states_;
    std::vector<std::string> names_;
    std::map<std::string, std::size_t> positions_;
    std::size_t inherited_ = 0;
    std::size_t suggestions_ = 0;
};

}  // namespace

std::vector<scenario> inherit(std::vector<scenario_draft> drafts, const shared_source& source,
                              diagnostics& found) {
    return heir(std::move(drafts), *source, found).run();
}

}  // namespace dti::inline v0
