#include "cli/options.hpp"

#include "dti/text/suggest.hpp"
#include "dti/text/wording.hpp"
#include "dti/version.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace dti::cli {
namespace {

struct command_entry {
    command what;
    std::string name;
    std::string purpose;
};

const std::vector<command_entry>& commands() {
    static const std::vector<command_entry> entries{
        {command::list, "list", "the shipped definitions"},
        {command::check, "check", "validate definitions and run their worked examples"},
        {command::score, "score", "score and rank the units of data files"},
    };
    return entries;
}

std::vector<std::string> command_names() {
    std::vector<std::string> names;
    for (const command_entry& entry : commands()) {
        names.push_back(entry.name);
    }
    return names;
}

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

void usage_error(diagnostics& found, message what) {
    found.error("dti", std::move(what));
}

std::optional<command_line> help_text(std::string text) {
    command_line line;
    line.help = std::move(text);
    return line;
}

std::string overview() {
    CLI::App app(
        "Scores composite indices, such as Vietnam's provincial Digital Transformation Index, exactly.",
        "dti");
    app.set_version_flag("--version", std::string(version_text), "print the version");
    app.set_help_flag("-h,--help", "print this help");
    app.require_subcommand(1);
    app.get_formatter()->label("SUBCOMMAND", "COMMAND");
    app.footer("`dti COMMAND --help` tells the options of a command.");
    for (const command_entry& entry : commands()) {
        app.add_subcommand(entry.name, entry.purpose)->group("Commands");
    }
    return app.help();
}

/// An option with one value, given at most once.
CLI::Option* add_word(CLI::App& app, const std::string& name, std::string& word, const std::string& purpose,
                      const std::string& type) {
    return app.add_option(name, word, purpose)
        ->type_name(type)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void add_options(CLI::App& app, command what, raw_options& raw) {
    if (what == command::check) {
        app.add_option("INDEX", raw.indexes, "shipped definitions (see `dti list`) or the paths of others")
            ->type_name("")
            ->required();
    } else if (what == command::score) {
        app.add_option("INDEX", raw.index, "a shipped definition (see `dti list`) or the path of one")
            ->type_name("")
            ->required();
        app.add_option("DATA", raw.data, "CSV files with the figures of the units")
            ->type_name("")
            ->required();
        add_word(app, "--by", raw.by, "one row a `unit`, or one an `indicator` of each unit", "WHAT")
            ->capture_default_str();
        app.add_flag("--ranks", raw.ranks, "ranks in the total, the pillars and the sub-indices")
            ->disable_flag_override();
        add_word(app, "--mode", raw.mode, "exact (rational numbers) or fast (double)", "MODE")
            ->capture_default_str();
        add_word(app, "--numbers", raw.numbers,
                 "how figures are written in DATA: plain (1234.5) or vi (1.234,5)", "NOTATION")
            ->capture_default_str();
        add_word(app, "--digits", raw.digits, "decimals of points and values, instead of the definition's",
                 "N");
    }
    add_word(app, "--format", raw.format, "table, csv or json", "FORMAT")->capture_default_str();
    add_word(app, "--lang", raw.wanted, "language of tables: en or vi", "LANG")->capture_default_str();
    add_word(app, "--output", raw.output, "write to a file, whole or not at all", "FILE");
    app.set_help_flag("-h,--help", "print this help");
    app.get_formatter()->label("REQUIRED", "");
    app.allow_extras();
}

/// Turns a word into the enumerator of the same position, or reports it.
template <class Enum>
Enum read_word(std::string_view option, const std::string& word, const std::vector<std::string>& valid,
               diagnostics& found) {
    const auto place = std::find(valid.begin(), valid.end(), word);
    if (place == valid.end()) {
        usage_error(found, wording::unknown_word(option, word, nearest_name(word, valid), valid));
        return {};
    }
    return static_cast<Enum>(place - valid.begin());
}

std::optional<int> read_digits(const std::string& text, diagnostics& found) {
    const bool digits =
        !text.empty() && text.size() <= 2 && text.find_first_not_of("0123456789") == std::string::npos;
    if (!digits || std::stoi(text) > max_decimals) {
        usage_error(found, wording::bad_decimals(text, false, max_decimals));
        return std::nullopt;
    }
    return std::stoi(text);
}

/// What CLI11 could not place. Words only where no option is unknown: they may be what was meant as its
/// value.
void report_extras(const CLI::App& app, diagnostics& found) {
    std::vector<std::string> known;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            known.push_back("--" + name);
        }
    }
    std::vector<std::string> words;
    for (const std::string& word : app.remaining()) {
        if (word.size() > 1 && word.front() == '-' && word != "--") {
            const std::string name = word.substr(0, word.find('='));
            usage_error(found, wording::unknown_option(name, nearest_name(name, known)));
        } else if (word != "--") {
            words.push_back(word);
        }
    }
    for (std::size_t i = 0; i < words.size() && !found.has_errors(); ++i) {
        usage_error(found, wording::usage("unexpected word " + wording::quote(words[i]),
                                          "see `" + app.get_name() + " --help`"));
    }
}

void report_repeated(const CLI::App& app, diagnostics& found) {
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_multi_option_policy() == CLI::MultiOptionPolicy::TakeLast && option->count() > 1) {
            usage_error(found, wording::usage(wording::quote(option->get_name()) + " is given twice", ""));
        }
    }
}

std::optional<command_line> interpret(const CLI::App& app, command what, const raw_options& raw,
                                      diagnostics& found) {
    report_extras(app, found);
    report_repeated(app, found);
    command_line line;
    line.what = what;
    line.format = read_word<output_format>("--format", raw.format, {"table", "csv", "json"}, found);
    line.wanted = read_word<language>("--lang", raw.wanted, {"en", "vi"}, found);
    line.output = raw.output;
    if (app.count("--output") > 0 && raw.output.empty()) {
        usage_error(found, wording::usage("`--output` needs the name of a file", ""));
    }
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
        if (app.count("--digits") > 0) {
            line.digits = read_digits(raw.digits, found);
        }
        if (!found.has_errors() && (raw.index.empty() || raw.data.empty())) {
            usage_error(found, wording::usage(raw.index.empty() ? "`dti score` needs an INDEX"
                                                                : "`dti score` needs a DATA file",
                                              "dti score INDEX DATA…"));
        }
    } else if (what == command::check && raw.indexes.empty() && !found.has_errors()) {
        usage_error(found, wording::usage("`dti check` needs an INDEX", "dti check INDEX…"));
    }
    return found.has_errors() ? std::nullopt : std::optional<command_line>(std::move(line));
}

/// An option without its value, or a flag with one: CLI11's text begins with the name, that of a flag without
/// dashes.
message explain_mismatch(const CLI::ArgumentMismatch& mistake, const CLI::App& app) {
    const std::string text = mistake.what();
    const std::string name = text.substr(0, text.find_first_of(": "));
    const bool flag = name.front() != '-';
    return wording::usage(
        flag ? wording::quote("--" + name) + " takes no value" : wording::quote(name) + " needs a value",
        "see `" + app.get_name() + " --help`");
}

/// The first word where a command should stand.
void report_no_command(const std::string& word, diagnostics& found) {
    const std::string option = nearest_name(word, std::vector<std::string>{"--help", "--version"});
    if (word.empty() || word.front() != '-') {
        usage_error(found, wording::unknown_command(word, nearest_name(word, command_names())));
    } else if (!option.empty()) {
        usage_error(found, wording::unknown_option(word, option));
    } else {
        usage_error(found, wording::usage(wording::quote(word) + " stands before the command",
                                          "options of a command stand behind it"));
    }
}

}  // namespace

std::optional<command_line> parse_command_line(const std::vector<std::string>& words, diagnostics& found) {
    if (words.empty()) {
        usage_error(found,
                    wording::usage("which command? " + wording::list(command_names()), "see `dti --help`"));
        return std::nullopt;
    }
    const std::string& first = words.front();
    if (first == "-h" || first == "--help") {
        return help_text(overview());
    }
    if (first == "--version") {
        return help_text("dti " + std::string(version_text) + '\n');
    }
    const auto chosen = std::find_if(commands().begin(), commands().end(),
                                     [&](const command_entry& entry) { return entry.name == first; });
    if (chosen == commands().end()) {
        report_no_command(first, found);
        return std::nullopt;
    }
    raw_options raw;
    CLI::App app(chosen->purpose, "dti " + chosen->name);
    add_options(app, chosen->what, raw);
    try {
        app.parse(
            std::vector<std::string>(words.rbegin(), words.rend() - 1));  // CLI11 takes them last to first
    } catch (const CLI::CallForHelp&) {
        return help_text(app.help());
    } catch (const CLI::RequiredError&) {
        // interpret() says what is missing, and what else is wrong
    } catch (const CLI::ArgumentMismatch& mistake) {
        usage_error(found, explain_mismatch(mistake, app));
        return std::nullopt;
    } catch (const CLI::ParseError& mistake) {
        usage_error(found, wording::usage(mistake.what(), "see `" + app.get_name() + " --help`"));
        return std::nullopt;
    }
    return interpret(app, chosen->what, raw, found);
}

}  // namespace dti::cli
