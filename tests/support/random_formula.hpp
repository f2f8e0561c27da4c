// Random formulas as text, each with its meaning on rationals: an evaluation that shares nothing with the
// library's.
#pragma once

#include "support/formula.hpp"
#include "support/random.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dti_test {

using dti::exact;
// Without expression templates: they dangle where a lambda returns one.
using rational =
    boost::multiprecision::number<boost::multiprecision::cpp_rational_backend, boost::multiprecision::et_off>;
using integer = dti::big_integer;

/// What a formula is evaluated on: numbers a, b, c, the yes_no reported, the choice role.
struct figures {
    std::array<rational, 3> numbers;
    bool reported = false;
    std::size_t role = 0;
};

constexpr std::array<const char*, 3> names{"a", "b", "c"};
constexpr std::array<const char*, 3> options{"leader", "deputy", "member"};

/// A value, or nothing after a needed division by zero.
using value = std::optional<rational>;

/// A formula as text with how tightly it binds, and its meaning.
struct term {
    std::string text;
    int level =
        0;  ///< 0 if, 1 or, 2 and, 3 not, 4 comparison, 5 sum, 6 term, 7 unary minus, 8 power, 9 primary
    std::function<value(const figures&)> meaning;
};

inline integer floor_of(const rational& x) {
    const integer top = boost::multiprecision::numerator(x);
    const integer bottom = boost::multiprecision::denominator(x);
    integer quotient = top / bottom;
    if (top < 0 && quotient * bottom != top) {
        --quotient;
    }
    return quotient;
}

class formula_maker {
  public:
    explicit formula_maker(random_source& random) : random_(random) {}

    term number(int depth) {
        switch (depth <= 0 ? random_.below(3) : random_.below(20)) {
            case 0:
            case 1:
                return name();
            case 2:
                return literal();
            case 3:
            case 4:
                return sum(depth);
            case 5:
            case 6:
                return product(depth);
            case 7:
                return quotient(depth);
            case 8:
                return negated(depth);
            case 9:
                return power(depth);
            case 10:
            case 11:
                return extreme(depth);
            case 12:
                return rounded(depth);
            case 13:
                return clamped(depth);
            case 14:
                return absolute(depth);
            case 15:
            case 16:
                return conditional(depth);
            case 17:
                return steps(depth);
            case 18:
                return line(depth);
            default:
                return choice(depth);
        }
    }

  private:
    std::string space() {
        return random_.once_in(6) ? (random_.once_in(2) ? "  " : "\n") : random_.once_in(3) ? "" : " ";
    }

    /// The text of a part where at least `level` is asked for; now and then in brackets without need.
    std::string part(const term& item, int level) {
        return item.level < level || random_.once_in(12) ? "(" + space() + item.text + space() + ")"
                                                         : item.text;
    }

    term name() {
        if (random_.once_in(8)) {
            return {"max_score", 9, [](const figures&) { return value(10); }};
        }
        if (random_.once_in(8)) {
            return {"reported", 9, [](const figures& on) { return value(on.reported ? 1 : 0); }};
        }
        const std::size_t index = random_.below(names.size());
        return {names[index], 9, [index](const figures& on) { return value(on.numbers[index]); }};
    }

    term literal() {
        const std::int64_t digits = random_.between(0, random_.once_in(2) ? 12 : 99999);
        std::string text = std::to_string(digits);
        rational number = digits;
        if (random_.once_in(2)) {
            const std::string fraction = std::to_string(random_.between(0, 999));
            text += '.' + fraction;
            integer scale = 1;
            for (std::size_t i = 0; i < fraction.size(); ++i) {
                scale *= 10;
            }
            number += rational(integer(fraction), scale);
        }
        if (random_.once_in(4)) {
            text += '%';
            number /= 100;
        }
        return {text, 9, [number](const figures&) { return value(number); }};
    }

    template <class Combine>
    term binary(const std::string& sign, int level, const term& left, const term& right, Combine combine) {
        return {part(left, level) + space() + sign + space() + part(right, level + 1), level,
                [left, right, combine](const figures& on) -> value {
                    const value a = left.meaning(on);
                    const value b = right.meaning(on);
                    return a && b ? combine(*a, *b) : std::nullopt;
                }};
    }

    term sum(int depth) {
        const term left = number(depth - 1);
        const term right = number(depth - 1);
        if (random_.once_in(2)) {
            return binary("+", 5, left, right,
                          [](const rational& a, const rational& b) { return value(a + b); });
        }
        return binary("-", 5, left, right, [](const rational& a, const rational& b) { return value(a - b); });
    }

    term product(int depth) {
        return binary("*", 6, number(depth - 1), number(depth - 1),
                      [](const rational& a, const rational& b) { return value(a * b); });
    }

    term quotient(int depth) {
        return binary("/", 6, number(depth - 1), number(depth - 1),
                      [](const rational& a, const rational& b) { return b == 0 ? value() : value(a / b); });
    }

    term negated(int depth) {
        const term inner = number(depth - 1);
        return {"-" + space() + part(inner, 7), 7, [inner](const figures& on) -> value {
                    const value x = inner.meaning(on);
                    return x ? value(-*x) : std::nullopt;
                }};
    }

    term power(int depth) {
        const term base = number(depth - 2);
        const int exponent = static_cast<int>(random_.between(-3, 4));
        return {part(base, 9) + space() + "^" + space() + std::to_string(exponent), 8,
                [base, exponent](const figures& on) -> value {
                    const value x = base.meaning(on);
                    if (!x || (exponent < 0 && *x == 0)) {
                        return std::nullopt;
                    }
                    rational result = 1;
                    for (int i = 0; i < std::abs(exponent); ++i) {
                        result *= *x;
                    }
                    return exponent < 0 ? rational(1 / result) : result;
                }};
    }

    term extreme(int depth) {
        const bool smallest = random_.once_in(2);
        std::vector<term> parts;
        std::string text = smallest ? "min(" : "max(";
        for (std::size_t i = 1 + random_.below(3); i > 0; --i) {
            parts.push_back(number(depth - 1));
            text += (parts.size() > 1 ? "," : "") + space() + part(parts.back(), 0);
        }
        return {text + ")", 9, [parts, smallest](const figures& on) -> value {
                    value best;
                    for (const term& item : parts) {
                        const value x = item.meaning(on);
                        if (!x) {
                            return std::nullopt;
                        }
                        if (!best || (smallest ? *x < *best : *x > *best)) {
                            best = x;
                        }
                    }
                    return best;
                }};
    }

    term rounded(int depth) {
        const term inner = number(depth - 1);
        const std::size_t kind = random_.below(4);
        const int digits = kind == 3 ? static_cast<int>(random_.below(10)) : 0;
        static constexpr std::array<const char*, 4> words{"floor(", "ceil(", "round(", "round("};
        return {
            words[kind] + part(inner, 0) + (kind == 3 ? "," + space() + std::to_string(digits) : "") + ")", 9,
            [inner, kind, digits](const figures& on) -> value {
                const value x = inner.meaning(on);
                if (!x) {
                    return std::nullopt;
                }
                if (kind < 2) {
                    return rational(kind == 0 ? floor_of(*x) : integer(-floor_of(-*x)));
                }
                integer scale = 1;
                for (int i = 0; i < digits; ++i) {
                    scale *= 10;
                }
                const rational magnitude(floor_of(boost::multiprecision::abs(*x) * scale + rational(1, 2)),
                                         scale);
                return *x < 0 ? rational(-magnitude) : magnitude;
            }};
    }

    term clamped(int depth) {
        const term x = number(depth - 1);
        const term low = number(0);
        const term high = number(depth - 1);
        return {"clamp(" + part(x, 0) + "," + space() + part(low, 0) + "," + space() + part(high, 0) + ")", 9,
                [x, low, high](const figures& on) -> value {
                    const value inner = x.meaning(on);
                    const value bottom = low.meaning(on);
                    const value top = high.meaning(on);
                    if (!inner || !bottom || !top) {
                        return std::nullopt;
                    }
                    const rational capped = *inner < *top ? *inner : *top;
                    return capped > *bottom ? capped : *bottom;
                }};
    }

    term absolute(int depth) {
        const term inner = number(depth - 1);
        return {"abs(" + part(inner, 0) + ")", 9, [inner](const figures& on) -> value {
                    const value x = inner.meaning(on);
                    return x ? value(boost::multiprecision::abs(*x)) : std::nullopt;
                }};
    }

    term conditional(int depth) {
        const term test = condition(depth - 1);
        const term yes = number(depth - 1);
        const term no = number(depth - 1);
        return {"if " + part(test, 0) + " then " + part(yes, 0) + " else " + part(no, 0), 0,
                [test, yes, no](const figures& on) -> value {
                    const value holds = test.meaning(on);
                    return !holds ? std::nullopt : *holds != 0 ? yes.meaning(on) : no.meaning(on);
                }};
    }

    /// A truth, as 1 or 0.
    term condition(int depth) {
        switch (depth <= 0 ? 6 + random_.below(2) : random_.below(10)) {
            case 0:
            case 1: {
                const term left = condition(depth - 1);
                const term right = condition(depth - 1);
                return {part(left, 2) + " and " + part(right, 3), 2,
                        [left, right](const figures& on) -> value {
                            const value a = left.meaning(on);
                            return a && *a != 0 ? right.meaning(on) : a;
                        }};
            }
            case 2:
            case 3: {
                const term left = condition(depth - 1);
                const term right = condition(depth - 1);
                return {part(left, 1) + " or " + part(right, 2), 1,
                        [left, right](const figures& on) -> value {
                            const value a = left.meaning(on);
                            return a && *a == 0 ? right.meaning(on) : a;
                        }};
            }
            case 4: {
                const term inner = condition(depth - 1);
                return {"not " + part(inner, 3), 3, [inner](const figures& on) -> value {
                            const value a = inner.meaning(on);
                            return a ? value(*a == 0 ? 1 : 0) : std::nullopt;
                        }};
            }
            case 5: {
                const term test = condition(depth - 1);
                const term yes = condition(depth - 1);
                const term no = condition(depth - 1);
                return {"if " + part(test, 0) + " then " + part(yes, 0) + " else " + part(no, 0), 0,
                        [test, yes, no](const figures& on) -> value {
                            const value holds = test.meaning(on);
                            return !holds ? std::nullopt : *holds != 0 ? yes.meaning(on) : no.meaning(on);
                        }};
            }
            case 6:
                return {"reported", 9, [](const figures& on) { return value(on.reported ? 1 : 0); }};
            default: {
                const term left = number(depth - 1);
                const term right = number(depth - 1);
                static constexpr std::array<const char*, 6> signs{"<", "<=", ">", ">=", "==", "!="};
                const std::size_t kind = random_.below(signs.size());
                return {part(left, 5) + space() + signs[kind] + space() + part(right, 5), 4,
                        [left, right, kind](const figures& on) -> value {
                            const value a = left.meaning(on);
                            const value b = right.meaning(on);
                            if (!a || !b) {
                                return std::nullopt;
                            }
                            const std::array<bool, 6> truth{*a<*b, *a <= *b, *a> * b, *a >= *b, *a == *b,
                                                            *a != *b};
                            return truth[kind] ? 1 : 0;
                        }};
            }
        }
    }

    struct pair {
        rational at;
        term result;
    };
    std::vector<pair> pairs(int depth, std::size_t fewest, std::string& text) {
        std::vector<pair> made;
        rational at = random_.between(-4, 2);
        for (std::size_t i = fewest + random_.below(3); i > 0; --i) {
            made.push_back({at, number(depth - 1)});
            const rational tenth = at * 10;
            const std::string digits = boost::multiprecision::numerator(tenth).str();
            text += "," + space() + "(" + digits + ") / 10" + space() + ":" + space() +
                    part(made.back().result, 0);
            at += rational(random_.between(1, 30), 10);
        }
        return made;
    }

    term steps(int depth) {
        const term x = number(depth - 1);
        std::string text = "steps(" + part(x, 0);
        const std::vector<pair> made = pairs(depth, 1, text);
        const bool has_other = random_.once_in(2);
        const term other = number(depth - 1);
        text += has_other ? ", else: " + part(other, 0) : "";
        return {text + ")", 9, [x, made, has_other, other](const figures& on) -> value {
                    const value at = x.meaning(on);
                    if (!at) {
                        return std::nullopt;
                    }
                    for (std::size_t i = made.size(); i > 0; --i) {
                        if (made[i - 1].at <= *at) {
                            return made[i - 1].result.meaning(on);
                        }
                    }
                    return has_other ? other.meaning(on) : value(0);
                }};
    }

    term line(int depth) {
        const term x = number(depth - 1);
        std::string text = "line(" + part(x, 0);
        const std::vector<pair> made = pairs(depth, 2, text);
        return {text + ")", 9, [x, made](const figures& on) -> value {
                    const value at = x.meaning(on);
                    if (!at) {
                        return std::nullopt;
                    }
                    if (*at <= made.front().at) {
                        return made.front().result.meaning(on);
                    }
                    for (std::size_t i = 1; i < made.size(); ++i) {
                        if (*at == made[i].at) {
                            return made[i].result.meaning(on);
                        }
                        if (*at < made[i].at) {
                            const value low = made[i - 1].result.meaning(on);
                            const value high = made[i].result.meaning(on);
                            if (!low || !high) {
                                return std::nullopt;
                            }
                            const rational share = (*at - made[i - 1].at) / (made[i].at - made[i - 1].at);
                            return rational(*low * (1 - share) + *high * share);
                        }
                    }
                    return made.back().result.meaning(on);
                }};
    }

    term choice(int depth) {
        std::string text = "choice(role";
        std::array<std::optional<term>, options.size()> listed;
        const bool has_other = random_.once_in(2);
        const std::size_t first = random_.below(options.size());
        for (std::size_t i = 0; i < options.size(); ++i) {
            const std::size_t option = (i + first) % options.size();
            if (has_other && random_.once_in(2)) {
                continue;
            }
            listed[option] = number(depth - 1);
            text += "," + space() + options[option] + space() + ":" + space() + part(*listed[option], 0);
        }
        const term other = number(depth - 1);
        text += has_other ? "," + space() + "else" + space() + ":" + space() + part(other, 0) : "";
        return {text + ")", 9, [listed, other](const figures& on) -> value {
                    return listed[on.role] ? listed[on.role]->meaning(on) : other.meaning(on);
                }};
    }

    random_source& random_;
};

inline dti::formula_scope random_scope() {
    dti::formula_scope result = dti_test::scope_of({"a", "b", "c"});
    result.entries.push_back({"reported", dti::figure_type::yes_no});
    result.entries.push_back({"role", dti::figure_type::choice, {options.begin(), options.end()}});
    result.inputs = result.entries.size();
    return result;
}

inline figures random_figures(random_source& random) {
    figures on;
    for (rational& number : on.numbers) {
        number = random.once_in(5)
                     ? rational(random.between(-1, 1))
                     : rational(integer(random.between(-5000, 5000)), integer(random.between(1, 400)));
    }
    on.reported = random.once_in(2);
    on.role = random.below(options.size());
    return on;
}

inline exact to_exact(const rational& number) {
    return {boost::multiprecision::numerator(number), boost::multiprecision::denominator(number)};
}

}  // namespace dti_test
