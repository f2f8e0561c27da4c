#include "cli/options.hpp"

#include "dti/text/suggest.hpp"
#include "dti/text/wording.hpp"
#include "dti/version.hpp"

#include <CLI/CLI.hpp>

namespace dti::cli {
namespace {

/// The raw words of the options, before they mean anything.
struct raw_options {
    std::string format = "table";
    std::string wanted = "en";
    std::string output;
    std::vector<std::string> indexes;
    std::string index;
    std::vector<std::string> data;
    std::string by = "unit";
    bool ranks = false;
    std::string mode = "exact";
    std::string numbers = "plain";
    std::string digits;
};

void usage_error(diagnostics& found, message what) { found.error("dti", std::move(what)); }

void add_common(CLI::App& app, raw_options& raw) {
    app.add_option("--format", raw.format, "table, csv or json")->type_name("FORMAT")->capture_default_str();
    app.add_option("--lang", raw.wanted, "language of tables: en or vi")->type_name("LANG")->capture_default_str();
    app.add_option("--output", raw.output, "write to a file, whole or not at all")->type_name("FILE");
    app.allow_extras();
    app.set_help_flag("-h,--help", "print this help");
}

void add_score(CLI::App& app, raw_options& raw) {
    app.add_option("INDEX", raw.index, "a shipped definition (see `dti list`) or the path of one");
    app.add_option("DATA", raw.data, "CSV files with the figures of the units");
    app.add_option("--by", raw.by, "one row a `unit`, or one an `indicator` of each unit")->type_name("WHAT")->capture_default_str();
    app.add_flag("--ranks", raw.ranks, "ranks in the total, the pillars and the sub-indices");
    app.add_option("--mode", raw.mode, "exact (rational numbers) or fast (double)")->type_name("MODE")->capture_default_str();
    app.add_option("--numbers", raw.numbers, "how figures are written in DATA: plain (1234.5) or vi (1.234,5)")
        ->type_name("NOTATION")
        ->capture_default_str();
    app.add_option("--digits", raw.digits, "decimals of points and values, instead of the definition's")->type_name("N");
}

/// Turns a word into the enumerator of the same position, or reports it.
template <class Enum>
Enum read_word(std::string_view option, const std::string& word, const std::vector<std::string>& valid, diagnostics& found) {
    const auto place = std::find(valid.begin(), valid.end(), word);
    if (place == valid.end()) {
        usage_error(found, wording::unknown_word(option, word, nearest_name(word, valid), valid));
        return {};
    }
    return static_cast<Enum>(place - valid.begin());
}

std::optional<int> read_digits(const std::string& text, diagnostics& found) {
    if (text.empty()) {
        return std::nullopt;
    }
    const bool digits = text.size() <= 2 && text.find_first_not_of("0123456789") == std::string::npos;
    if (!digits || std::stoi(text) > max_decimals) {
        usage_error(found, wording::bad_decimals(text, false, max_decimals));
        return std::nullopt;
    }
    return std::stoi(text);
}

/// What CLI11 could not place: unknown options first, since they shift everything behind them.
void report_extras(const CLI::App& app, diagnostics& found) {
    std::vector<std::string> known;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            known.push_back("--" + name);
        }
    }
    for (const std::string& word : app.remaining()) {
        if (word.size() > 1 && word.front() == '-') {
            const std::string name = word.substr(0, word.find('='));
            usage_error(found, wording::unknown_option(name, nearest_name(name, known)));
        } else {
            usage_error(found, wording::usage("unexpected word " + wording::quote(word), "see `dti " + app.get_name() + " --help`"));
        }
    }
}

std::optional<command_line> interpret(const CLI::App& app, command what, const raw_options& raw, diagnostics& found) {
    report_extras(app, found);
    command_line line;
    line.what = what;
    line.format = read_word<output_format>("--format", raw.format, {"table", "csv", "json"}, found);
    line.wanted = read_word<language>("--lang", raw.wanted, {"en", "vi"}, found);
    line.output = raw.output;
    line.indexes = raw.indexes;
    if (what == command::score) {
        line.indexes = {raw.index};
        line.data = raw.data;
        line.view = read_word<score_view>("--by", raw.by, {"unit", "indicator"}, found);
        if (raw.ranks) {
            line.view = score_view::ranks;
            if (raw.by != "unit") {
                usage_error(found, wording::usage("`--ranks` and `--by` exclude each other", ""));
            }
        }
        line.mode = read_word<number_mode>("--mode", raw.mode, {"exact", "fast"}, found);
        line.numbers = read_word<notation>("--numbers", raw.numbers, {"plain", "vi"}, found);
        line.digits = read_digits(raw.digits, found);
        if (!found.has_errors() && (raw.index.empty() || raw.data.empty())) {
            usage_error(found, wording::usage(raw.index.empty() ? "`dti score` needs an INDEX" : "`dti score` needs a DATA file",
                                              "dti score INDEX DATA…"));
        }
    } else if (what == command::check && raw.indexes.empty() && !found.has_errors()) {
        usage_error(found, wording::usage("`dti check` needs an INDEX", "dti check INDEX…"));
    }
    return found.has_errors() ? std::nullopt : std::optional<command_line>(std::move(line));
}

std::optional<command_line> help_text(std::string text) {
    command_line line;
    line.help = std::move(text);
    return line;
}

}  // namespace

std::optional<command_line> parse_command_line(const std::vector<std::string>& words, diagnostics& found) {
    raw_options raw;
    CLI::App app("Scores composite indices, such as Vietnam's provincial Digital Transformation Index, exactly.", "dti");
    app.set_version_flag("--version", "dti " + std::string(version_text));
    app.set_help_flag("-h,--help", "print this help");
    app.allow_extras();
    app.footer("`dti COMMAND --help` tells the options of a command.");

    CLI::App* list = app.add_subcommand("list", "the shipped definitions");
    CLI::App* check = app.add_subcommand("check", "validate definitions and run their worked examples");
    CLI::App* score = app.add_subcommand("score", "score and rank the units of data files");
    check->add_option("INDEX", raw.indexes, "shipped definitions or paths");
    add_score(*score, raw);
    for (CLI::App* command : {list, check, score}) {
        add_common(*command, raw);
    }

    try {
        app.parse(std::vector<std::string>(words.rbegin(), words.rend()));  // CLI11 takes them last to first
    } catch (const CLI::CallForHelp&) {
        for (const CLI::App* command : app.get_subcommands()) {
            return help_text(command->help("dti"));
        }
        return help_text(app.help());
    } catch (const CLI::CallForVersion&) {
        return help_text("dti " + std::string(version_text) + "\n");
    } catch (const CLI::ParseError& mistake) {
        usage_error(found, wording::usage(mistake.what(), "see `dti --help`"));
        return std::nullopt;
    }

    const std::vector<CLI::App*> chosen = app.get_subcommands();
    const std::vector<std::string> outside = app.remaining(false);
    if (chosen.empty() || !outside.empty()) {
        const std::string word = outside.empty() ? std::string() : outside.front();
        if (word.empty()) {
            usage_error(found, wording::usage("which command? list, check or score", "see `dti --help`"));
        } else if (word.front() == '-') {
            usage_error(found, wording::unknown_option(word, nearest_name(word, std::vector<std::string>{"--help", "--version"})));
        } else {
            usage_error(found, wording::unknown_command(word, nearest_name(word, std::vector<std::string>{"list", "check", "score"})));
        }
        return std::nullopt;
    }
    if (chosen.size() > 1) {
        usage_error(found, wording::usage("one command at a time", "see `dti --help`"));
        return std::nullopt;
    }
    const command what = chosen.front() == list ? command::list : chosen.front() == check ? command::check : command::score;
    return interpret(*chosen.front(), what, raw, found);
}

}  // namespace dti::cli
