#include "cli/options.hpp"

#include "dti/version.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

using dti::diagnostics;
using dti::cli::command;
using dti::cli::command_line;
using dti::cli::number_mode;
using dti::cli::output_format;
using dti::cli::parse_command_line;
using dti::cli::score_view;

namespace {

using words = std::vector<std::string>;

/// A command line that must be right.
command_line parse(const words& given) {
    diagnostics found;
    std::optional<command_line> line = parse_command_line(given, found);
    INFO(found.to_text());
    REQUIRE(line.has_value());
    CHECK(found.empty());
    return std::move(*line);
}

/// The mistakes of a command line that must be wrong, as `code: text (help)`.
words mistakes(const words& given) {
    diagnostics found;
    CHECK_FALSE(parse_command_line(given, found).has_value());
    words texts;
    for (const dti::diagnostic& item : found.items()) {
        CHECK(item.file == "dti");
        CHECK_FALSE(item.where);
        texts.push_back(item.what.code + ": " + item.what.text +
                        (item.what.help.empty() ? "" : " (" + item.what.help + ')'));
    }
    return texts;
}

words score_with(words options) {
    options.insert(options.begin(), {"score", "index.yaml", "data.csv"});
    return options;
}

}  // namespace

TEST_CASE("options: what a command takes when nothing else is said") {
    const command_line list = parse({"list"});
    CHECK(list.what == command::list);
    CHECK(list.format == output_format::table);
    CHECK(list.wanted == dti::language::en);
    CHECK(list.output.empty());

    const command_line check = parse({"check", "a", "b.yaml"});
    CHECK(check.what == command::check);
    CHECK(check.indexes == words{"a", "b.yaml"});

    const command_line score = parse({"score", "a", "b.csv", "c.csv"});
    CHECK(score.what == command::score);
    CHECK(score.indexes == words{"a"});
    CHECK(score.data == words{"b.csv", "c.csv"});
    CHECK(score.view == score_view::units);
    CHECK(score.mode == number_mode::exact);
    CHECK(score.numbers == dti::notation::plain);
    CHECK_FALSE(score.digits.has_value());
}

TEST_CASE("options: every option, before, between and behind the other words, with a blank or `=`") {
    CHECK(parse({"list", "--format", "csv"}).format == output_format::csv);
    CHECK(parse({"list", "--format=json"}).format == output_format::json);
    CHECK(parse({"list", "--format=table"}).format == output_format::table);
    CHECK(parse({"check", "--lang", "vi", "a"}).wanted == dti::language::vi);
    CHECK(parse({"check", "a", "--lang=en"}).wanted == dti::language::en);
    CHECK(parse({"list", "--output", "x.txt"}).output == "x.txt");
    CHECK(parse(score_with({"--by", "indicator"})).view == score_view::indicators);
    CHECK(parse(score_with({"--by", "unit"})).view == score_view::units);
    CHECK(parse(score_with({"--ranks"})).view == score_view::ranks);
    CHECK(parse(score_with({"--ranks", "--by", "unit"})).view == score_view::ranks);
    CHECK(parse(score_with({"--mode", "fast"})).mode == number_mode::fast);
    CHECK(parse(score_with({"--mode", "exact"})).mode == number_mode::exact);
    CHECK(parse(score_with({"--numbers", "vi"})).numbers == dti::notation::vi);
    CHECK(parse(score_with({"--digits", "0"})).digits == 0);
    CHECK(parse(score_with({"--digits=30"})).digits == 30);

    const command_line mixed =
        parse({"score", "--lang", "vi", "a", "--digits", "6", "b.csv", "--format", "csv", "c.csv"});
    CHECK(mixed.indexes == words{"a"});
    CHECK(mixed.data == words{"b.csv", "c.csv"});
    CHECK(mixed.digits == 6);
}

TEST_CASE("options: a word is a command only where a command stands") {
    CHECK(parse({"check", "list", "score"}).indexes == words{"list", "score"});
    CHECK(parse({"score", "check", "list"}).data == words{"list"});
}

TEST_CASE("options: behind `--` a name may begin with `-`") {
    CHECK(parse({"score", "a", "--", "-b.csv"}).data == words{"-b.csv"});
    CHECK(parse({"check", "--", "-a"}).indexes == words{"-a"});
}

TEST_CASE("options: help and version") {
    for (const char* help : {"-h", "--help"}) {
        const command_line line = parse({help});
        CHECK(line.what == command::help);
        for (const char* name : {"list", "check", "score"}) {
            CHECK(line.help.find(name) != std::string::npos);
        }
    }
    CHECK(parse({"--version"}).help == "dti " + std::string(dti::version_text) + '\n');
    const std::string score = parse({"score", "--help"}).help;
    for (const char* name : {"INDEX", "DATA", "--by", "--ranks", "--mode", "--numbers", "--digits",
                             "--format", "--lang", "--output"}) {
        CHECK(score.find(name) != std::string::npos);
    }
    CHECK(parse({"list", "unexpected", "-h"}).help.find("--format") != std::string::npos);
}

TEST_CASE("options: no command, an unknown one, an option in its place") {
    CHECK(mistakes({}) == words{"usage: which command? `list`, `check`, `score`, `explain`, `gains`, `gaps`, "
                                "`whatif`, `fit` (see `dti --help`)"});
    CHECK(mistakes({""}) == words{"unknown-command: there is no command `` (see `dti --help`)"});
    CHECK(mistakes({"scoer", "a", "b"}) ==
          words{"unknown-command: there is no command `scoer` (did you mean `score`?)"});
    CHECK(mistakes({"translate"}) ==
          words{"unknown-command: there is no command `translate` (see `dti --help`)"});
    CHECK(mistakes({"--versoin"}) ==
          words{"unknown-option: there is no option `--versoin` (did you mean `--version`?)"});
    CHECK(mistakes({"--format", "csv", "list"}) ==
          words{"usage: `--format` stands before the command (options of a command stand behind it)"});
}

TEST_CASE(
    "options: unknown options name the nearest, and words that may be their values are not told as well") {
    CHECK(mistakes({"list", "--formt", "csv"}) ==
          words{"unknown-option: there is no option `--formt` (did you mean `--format`?)"});
    CHECK(mistakes({"list", "--formt=csv"}) ==
          words{"unknown-option: there is no option `--formt` (did you mean `--format`?)"});
    CHECK(mistakes(score_with({"--rank", "-x"})) ==
          words{"unknown-option: there is no option `--rank` (did you mean `--ranks`?)",
                "unknown-option: there is no option `-x` (see `dti --help`)"});
    CHECK(mistakes({"list", "--ranks"}) ==
          words{"unknown-option: there is no option `--ranks` (see `dti --help`)"});
    CHECK(mistakes({"list", "a", "b"}) == words{"usage: unexpected word `a` (see `dti list --help`)"});
}

TEST_CASE("options: words that are no value of an option, all in one run") {
    CHECK(mistakes(score_with({"--format", "xml", "--lang=fr", "--by", "unti", "--mode", "fsat", "--numbers",
                               "vn", "--digits", "x"})) ==
          words{"unknown-word: `xml` is no value of `--format` (valid: `table`, `csv`, `json`)",
                "unknown-word: `fr` is no value of `--lang` (valid: `en`, `vi`)",
                "unknown-word: `unti` is no value of `--by` (did you mean `unit`? valid: `unit`, "
                "`indicator`, `group`)",
                "unknown-word: `fsat` is no value of `--mode` (did you mean `fast`? valid: `exact`, `fast`)",
                "unknown-word: `vn` is no value of `--numbers` (did you mean `vi`? valid: `plain`, `vi`)",
                "bad-decimals: expected a number of decimals from 0 to 30, found `x`"});
    for (const char* digits : {"", "-1", "31", "2.5", "007", "1e1"}) {
        CAPTURE(digits);
        CHECK(mistakes(score_with({"--digits", digits})) ==
              words{"bad-decimals: expected a number of decimals from 0 to 30, found `" +
                    std::string(digits) + '`'});
    }
}

TEST_CASE("options: what is missing, doubled or does not go together") {
    CHECK(mistakes({"check"}) == words{"usage: `dti check` needs an INDEX (dti check INDEX…)"});
    CHECK(mistakes({"score"}) == words{"usage: `dti score` needs an INDEX (dti score INDEX DATA…)"});
    CHECK(mistakes({"score", "a"}) == words{"usage: `dti score` needs a DATA file (dti score INDEX DATA…)"});
    CHECK(mistakes({"score", "", "b.csv"}) ==
          words{"usage: `dti score` needs an INDEX (dti score INDEX DATA…)"});
    CHECK(mistakes({"score", "--formt"}) ==
          words{"unknown-option: there is no option `--formt` (did you mean `--format`?)"});
    CHECK(mistakes({"list", "--output", ""}) == words{"usage: `--output` needs the name of a file"});
    CHECK(mistakes({"list", "--format"}) == words{"usage: `--format` needs a value (see `dti list --help`)"});
    CHECK(mistakes({"list", "--lang="}) == words{"usage: `--lang` needs a value (see `dti list --help`)"});
    CHECK(mistakes({"list", "--format", "csv", "--format", "csv"}) ==
          words{"usage: `--format` is given twice"});
    CHECK(mistakes(score_with({"--ranks=yes"})) ==
          words{"usage: `--ranks` takes no value (see `dti score --help`)"});
    CHECK(mistakes(score_with({"--ranks", "--by", "indicator"})) ==
          words{"usage: `--ranks` and `--by` exclude each other"});
}
