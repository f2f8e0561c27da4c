// A graph of values → steps: fuses common shapes, gives every value a column.
//
// In: the graph of one part and the value that it is for. Out: its steps, at the end of a column program.
#pragma once

#include "dti/batch/columns/graph.hpp"

#include <optional>
#include <utility>

namespace dti::inline v0::detail {

/// Where the tile's own columns begin in its table, and how many own columns a program uses.
struct own_columns {
    std::uint32_t table_base = 0;  ///< place in the table of own column 0
    std::uint32_t fixed = 0;       ///< own columns with a purpose; temporary ones follow
    std::uint32_t used = 0;        ///< all of them so far, temporary ones included
};

class column_emitter {
  public:
    column_emitter(column_graph& graph, column_program& out, own_columns& own)
        : graph_(graph), out_(out), own_(own) {}

    /// Adds the steps that put `root` into own column `target`, and the end of part `part`.
    void emit(value_index root, std::uint32_t target, std::uint32_t part) {
        needed_ = graph_.find_needed_and_checks(root);
        count_uses(root);
        fuse();
        find_last_uses(root);
        place_.assign(graph_.values().size(), 0);
        for (value_index index = 0; index < graph_.values().size(); ++index) {
            if (is_operation(index, column_op::clear_marks)) {  // before anything is marked
                out_.steps.push_back({.op = column_op::clear_marks, .mask = graph_.at(index).mask});
                swallowed_[index] = 1;
            }
        }
        for (const auto& [index, mask] : graph_.checks()) {
            if (graph_.at(index).kind == value_kind::column) {
                out_.steps.push_back(
                    {.op = column_op::check, .checked = true, .mask = mask, .a = graph_.at(index).a});
            } else {  // a constant that is no number: no lane can be computed
                out_.steps.push_back({.op = column_op::fill, .out = target, .x = graph_.at(index).x});
                out_.steps.push_back(
                    {.op = column_op::check, .checked = true, .mask = mask, .a = table(target)});
            }
        }
        for (value_index index = 0; index < graph_.values().size(); ++index) {
            if (needed_[index] != 0 && swallowed_[index] == 0 &&
                graph_.at(index).kind == value_kind::operation) {
                emit_value(index, index == root ? std::optional(target) : std::nullopt);
            }
        }
        const column_value& value = graph_.at(root);
        if (value.kind == value_kind::constant) {
            out_.steps.push_back({.op = column_op::fill, .out = target, .x = value.x});
        } else if (value.kind == value_kind::column) {
            out_.steps.push_back({.op = column_op::copy, .out = target, .a = value.a});
        }
        out_.steps.push_back({.op = column_op::finish, .out = 0, .a = table(target), .first = part});
        own_.used = std::max(own_.used, own_.fixed + static_cast<std::uint32_t>(busy_.size()));
    }

  private:
    /// What a clamp or ratio takes the place of: x · (y · v kept within low..high).
    struct fusion {
        value_index argument = 0;  ///< v, or the dividend
        value_index divisor = 0;
        bool is_ratio = false;
        bool is_steps = false;  ///< of the ratio, and no clamp
        bool checked = false;
        std::uint32_t mask = 0;
        double x = 1;
        double y = 1;
        double low = 0;
        double high = 0;
    };

    [[nodiscard]] std::uint32_t table(std::uint32_t own) const noexcept { return own_.table_base + own; }
    [[nodiscard]] bool is_constant(value_index index) const {
        return graph_.at(index).kind == value_kind::constant;
    }
    [[nodiscard]] bool is_operation(value_index index, column_op op) const {
        return graph_.at(index).kind == value_kind::operation && graph_.at(index).op == op;
    }

    void count_uses(value_index root) {
        uses_.assign(graph_.values().size(), 0);
        ++uses_[root];
        for (value_index index = 0; index < graph_.values().size(); ++index) {
            const column_value& value = graph_.at(index);
            if (needed_[index] != 0 && value.kind == value_kind::operation) {
                for (std::size_t i = 0; i < operand_count(value.op); ++i) {
                    ++uses_[operand(value, i)];
                }
            }
        }
    }

    /// The other operand of a product with a constant; the constant goes to `factor`.
    [[nodiscard]] std::optional<value_index> scaled(value_index index, double& factor) const {
        if (!is_operation(index, column_op::multiply)) {
            return std::nullopt;
        }
        const column_value& value = graph_.at(index);
        for (const auto& [constant, other] : {std::pair(value.a, value.b), std::pair(value.b, value.a)}) {
            if (is_constant(constant) && !is_constant(other)) {
                factor = graph_.at(constant).x;
                return other;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] bool once(value_index index) const { return uses_[index] == 1; }

    /// Removes a check that a fused step makes itself; true where there was one.
    bool take_check(value_index index, std::uint32_t mask) {
        auto& checks = graph_.checks();
        const auto found = std::find(checks.begin(), checks.end(), std::pair(index, mask));
        if (found == checks.end() || graph_.at(index).kind != value_kind::column) {
            return false;
        }
        checks.erase(found);
        return true;
    }

    [[nodiscard]] std::optional<fusion> find_fusion(value_index index,
                                                    std::vector<value_index>& inner) const {
        fusion made;
        value_index at = index;
        if (const std::optional<value_index> clamped = scaled(at, made.x)) {
            if (!once(*clamped) || graph_.at(index).checked) {
                return std::nullopt;
            }
            at = *clamped;
            inner.push_back(at);
        }
        if (!is_operation(at, column_op::maximum) || !is_constant(graph_.at(at).b)) {
            return std::nullopt;
        }
        made.low = graph_.at(graph_.at(at).b).x;
        const value_index capped = graph_.at(at).a;
        if (!is_operation(capped, column_op::minimum) || !once(capped) || !is_constant(graph_.at(capped).b)) {
            return std::nullopt;
        }
        inner.push_back(capped);
        made.high = graph_.at(graph_.at(capped).b).x;
        made.argument = graph_.at(capped).a;
        made.mask = graph_.at(index).mask;
        if (const std::optional<value_index> product = scaled(made.argument, made.y);
            product && once(made.argument)) {
            inner.push_back(made.argument);
            made.checked = graph_.at(made.argument).checked;
            made.argument = *product;
        } else {
            made.y = 1;
        }
        if (is_constant(made.argument)) {
            return std::nullopt;
        }
        const column_value& argument = graph_.at(made.argument);
        if (is_operation(made.argument, column_op::divide) && once(made.argument) &&
            !is_constant(argument.a) && !is_constant(argument.b)) {
            inner.push_back(made.argument);
            made.is_ratio = made.checked = true;
            made.divisor = argument.b;
            made.argument = argument.a;
        }
        return made;
    }

    [[nodiscard]] std::optional<fusion> find_ratio_steps(value_index index,
                                                         std::vector<value_index>& inner) const {
        const column_value& value = graph_.at(index);
        if (value.op != column_op::steps || !is_operation(value.a, column_op::divide) || !once(value.a)) {
            return std::nullopt;
        }
        const column_value& share = graph_.at(value.a);
        if (is_constant(share.a) || is_constant(share.b)) {
            return std::nullopt;
        }
        inner.push_back(value.a);
        fusion made{.argument = share.a, .divisor = share.b, .mask = value.mask};
        made.is_ratio = made.is_steps = made.checked = true;
        return made;
    }

    void fuse() {
        swallowed_.assign(graph_.values().size(), 0);
        fusions_.resize(graph_.values().size());
        checks_operand_.assign(graph_.values().size(), 0);
        for (auto index = static_cast<value_index>(graph_.values().size()); index-- > 0;) {
            if (needed_[index] == 0 || swallowed_[index] != 0 ||
                graph_.at(index).kind != value_kind::operation) {
                continue;
            }
            std::vector<value_index> inner;
            fusions_[index] = find_ratio_steps(index, inner);
            if (!fusions_[index]) {
                fusions_[index] = find_fusion(index, inner);
            }
            if (std::optional<fusion>& made = fusions_[index]) {
                for (const value_index swallowed : inner) {
                    swallowed_[swallowed] = 1;
                }
                // One mask for all of it: a value within a part has the mask of whoever reads it.
                made->checked = take_check(made->argument, made->mask) || made->checked;
                if (made->is_ratio) {
                    take_check(made->divisor, made->mask);
                }
                continue;
            }
            const column_value& value = graph_.at(index);
            if (value.op == column_op::steps) {
                checks_operand_[index] = take_check(value.a, value.mask) ? 1 : 0;
            } else if (value.op == column_op::divide && value.checked && !is_constant(value.a)) {
                checks_operand_[index] = take_check(value.b, value.mask) ? 1 : 0;
            }
        }
    }

    template <class Visit>
    void for_operands(value_index index, Visit visit) const {
        if (const std::optional<fusion>& made = fusions_[index]) {
            visit(made->argument);
            if (made->is_ratio) {
                visit(made->divisor);
            }
            return;
        }
        const column_value& value = graph_.at(index);
        for (std::size_t i = 0; i < operand_count(value.op); ++i) {
            visit(operand(value, i));
        }
    }

    void find_last_uses(value_index root) {
        last_use_.assign(graph_.values().size(), 0);
        for (value_index index = 0; index < graph_.values().size(); ++index) {
            if (needed_[index] != 0 && swallowed_[index] == 0 &&
                graph_.at(index).kind == value_kind::operation) {
                for_operands(index, [&](value_index used) { last_use_[used] = index; });
            }
        }
        last_use_[root] = static_cast<value_index>(graph_.values().size());
    }

    [[nodiscard]] std::uint32_t column_of(value_index index) const {
        const column_value& value = graph_.at(index);
        return value.kind == value_kind::column ? value.a : table(place_[index]);
    }

    /// A temporary column that nobody uses.
    std::uint32_t take_column() {
        const auto free = std::find(busy_.begin(), busy_.end(), 0);
        const auto at = static_cast<std::uint32_t>(free - busy_.begin());
        if (free == busy_.end()) {
            busy_.push_back(0);
        }
        busy_[at] = 1;
        return own_.fixed + at;
    }

    void emit_value(value_index index, std::optional<std::uint32_t> target) {
        const column_value& value = graph_.at(index);
        column_step step{.op = value.op, .checked = value.checked, .mask = value.mask, .x = value.x};
        step.first = value.first;
        step.count = value.count;
        step.checked = step.checked || (value.op == column_op::steps && checks_operand_[index] != 0);
        step.check_divisor = value.op == column_op::divide && checks_operand_[index] != 0;
        if (const std::optional<fusion>& made = fusions_[index]) {
            step.op = made->is_steps   ? column_op::ratio_steps
                      : made->is_ratio ? column_op::ratio
                                       : column_op::clamp;
            step.checked = made->checked;
            step.a = column_of(made->argument);
            step.b = made->is_ratio ? column_of(made->divisor) : 0;
            step.x = made->is_steps ? value.x : made->x;
            step.y = made->y;
            step.low = made->low;
            step.high = made->high;
        } else {
            set_operands(value, step);
        }
        const bool gives = value.op < column_op::add_product || value.op == column_op::given;
        if (gives) {
            place_[index] = target ? *target : take_column();
            step.out = place_[index];
        }
        out_.steps.push_back(step);
        for_operands(index, [&](value_index used) {
            if (last_use_[used] == index && graph_.at(used).kind == value_kind::operation) {
                busy_[place_[used] - own_.fixed] = 0;
            }
        });
    }

    void set_operands(const column_value& value, column_step& step) const {
        const std::size_t count = operand_count(value.op);
        if (count == 2 && (is_constant(value.a) || is_constant(value.b))) {
            const bool left = is_constant(value.a);
            step.kinds = left ? operand_kinds::constant_column : operand_kinds::column_constant;
            step.x = graph_.at(left ? value.a : value.b).x;
            (left ? step.b : step.a) = column_of(left ? value.b : value.a);
            return;
        }
        step.a = count > 0 ? column_of(value.a) : 0;
        step.b = count > 1 ? column_of(value.b) : 0;
        step.c = count > 2 ? column_of(value.c) : 0;
    }

    column_graph& graph_;
    column_program& out_;
    own_columns& own_;
    std::vector<char> needed_;
    std::vector<std::uint32_t> uses_;
    std::vector<char> swallowed_;
    std::vector<std::optional<fusion>> fusions_;
    std::vector<char> checks_operand_;  // a step that makes the check of what it reads as well
    std::vector<value_index> last_use_;
    std::vector<std::uint32_t> place_;  // own column of each operation's result
    std::vector<char> busy_;            // of the temporary columns
};

}  // namespace dti::inline v0::detail
