// `answer`: what a command of the program says about data, as its table or its JSON.
//
// In: the command, data, and the command's options by the names of `cli::command_line`. Out: the text, and
// warnings. So Python says what the program says, rounded once and in the same words.
#include "bind.hpp"

#include "cli/answers.hpp"
#include "cli/asked_scenarios.hpp"

#include <pybind11/stl.h>

#include <initializer_list>
#include <string>
#include <utility>

namespace dti::python {
namespace {

using cli::command_line;
using cli::findings;

/// A Python word as one of ours; a ValueError names all of them.
template <class Value>
Value word_of(const std::string& argument, const std::string& given,
              std::initializer_list<std::pair<const char*, Value>> words) {
    std::string known;
    for (const auto& [word, value] : words) {
        if (given == word) {
            return value;
        }
        known += (known.empty() ? "'" : ", '") + std::string(word) + '\'';
    }
    throw py::value_error(argument + " is one of " + known + ", not '" + given + '\'');
}

/// Options by name. Each may be taken once; what nobody takes is a mistake of the package.
class option_reader {
  public:
    explicit option_reader(py::dict options) : options_(std::move(options)) {}

    template <class Value>
    void take(const char* name, Value& value) {
        if (options_.contains(name)) {
            const py::object given = options_.attr("pop")(name);
            try {
                value = given.cast<Value>();
            } catch (const py::cast_error&) {
                throw py::type_error(std::string(name) + " cannot be " + py::repr(given).cast<std::string>());
            }
        }
    }
    template <class Value>
    void take_word(const char* name, Value& value,
                   std::initializer_list<std::pair<const char*, Value>> words) {
        std::string word;
        take(name, word);
        if (!word.empty()) {
            value = word_of(name, word, words);
        }
    }
    void finish() const {
        if (!options_.empty()) {
            throw py::type_error("unknown options: " + py::str(options_.attr("keys")()).cast<std::string>());
        }
    }

  private:
    py::dict options_;
};

command_line read_options(const std::string& command, const py::dict& given) {
    using cli::gap_order;
    using cli::number_mode;
    using cli::output_format;
    using cli::score_view;
    option_reader options(given.attr("copy")());
    command_line line;
    options.take_word("format", line.format,
                      {{"table", output_format::table}, {"json", output_format::json}});
    options.take_word("lang", line.wanted, {{"en", language::en}, {"vi", language::vi}});
    options.take_word("mode", line.mode, {{"exact", number_mode::exact}, {"fast", number_mode::fast}});
    options.take_word("numbers", line.numbers,
                      {{"plain", notation::plain}, {"vi", notation::vi}, {"computed", notation::computed}});
    options.take("digits", line.digits);
    options.take("unit", line.unit);
    options.take("indicator", line.indicator);
    if (command == "score") {
        options.take_word("by", line.view,
                          {{"unit", score_view::units},
                           {"indicator", score_view::indicators},
                           {"group", score_view::groups},
                           {"rank", score_view::ranks}});
    } else if (command == "gains") {
        options.take("rivals", line.rivals);
    } else if (command == "gaps") {
        options.take_word("by", line.order,
                          {{"points", gap_order::points},
                           {"share", gap_order::share},
                           {"lead", gap_order::lead},
                           {"group", gap_order::group}});
        options.take("to_max", line.to_max);
        options.take("targets", line.targets);
        options.take("lead", line.lead);
        options.take("due", line.due);
        options.take("top", line.top);
        options.take("total", line.total);
        options.take("to_rank", line.to_rank);
    } else if (command == "whatif") {
        options.take("changes", line.changes);
        options.take("scenario", line.scenario);
        options.take("names", line.names);
        options.take("from_targets", line.from_targets);
        options.take("compare", line.compare);
        options.take("against", line.against);
    }
    options.finish();
    return line;
}

std::string run(const std::string& command, const command_line& line, const cli::inputs& given,
                const data_set* later, findings& found) {
    if (command == "score") {
        return answer_score(line, given, found);
    }
    if (command == "explain") {
        return answer_explain(line, given, found);
    }
    if (command == "gains") {
        return answer_gains(line, given, found);
    }
    if (command == "gaps") {
        cli::inputs own = given;  // the targets of a file become a source of the data
        return answer_gaps(line, own, found);
    }
    if (command == "whatif") {
        return check_sources(line, found) ? answer_what_if(line, given, later, found) : std::string();
    }
    throw py::value_error("no command '" + command + '\'');
}

std::pair<std::string, std::vector<diagnostic>> answer(const std::string& command, const data_handle& data,
                                                       const py::dict& options, const data_handle* later) {
    const command_line line = read_options(command, options);
    const py::gil_scoped_release release;
    findings found;
    std::string text =
        run(command, line, *data.given, later == nullptr ? nullptr : &later->given->data, found);
    if (found.has_errors()) {
        throw error(std::move(found));
    }
    return {std::move(text), warnings_of(found)};
}

}  // namespace

void bind_answers(py::module_& module) {
    module.def("answer", &answer, py::arg("command"), py::arg("data"), py::arg("options"),
               py::arg("later") = nullptr);
}

}  // namespace dti::python
