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
        {command::check, "check", "validate definitions, run their worked examples, look over data"},
        {command::score, "score", "score and rank the units of data files"},
        {command::explain, "explain", "how each point of a unit arises: figures, rule, steps, source"},
        {command::gains, "gains", "what one more of each figure adds to the total of a unit"},
        {command::gaps, "gaps",
         "where a unit loses points against its targets, and what would close each gap"},
        {command::what_if, "whatif", "what other figures would make of a unit's points, total and rank"},
        {command::fit, "fit", "which rules and thresholds explain a printed score"},
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
    std::string unit;
    std::string indicator;
    bool rivals = false;
    bool to_max = false;
    std::string targets;
    std::string order = "points";
    std::string lead;
    std::string due;
    std::string top;
    std::string total;
    std::string to_rank;
    std::vector<std::string> changes;
    std::string scenario;
    std::vector<std::string> names;
    std::vector<std::string> against;
    bool from_targets = false;
    bool compare = false;
    std::string points;
    std::string max_score;
    std::string percent;
};

void usage_error(diagnostics& found, message what) {
    found.error(program_name, std::move(what));
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

/// A word without dashes. CLI11 alone would call it by its type.
template <class Word>
void add_place(CLI::App& app, const std::string& name, Word& word, const std::string& purpose) {
    app.add_option(name, word, purpose)->type_name("")->required();
}

void add_index_and_data(CLI::App& app, raw_options& raw) {
    add_place(app, "INDEX", raw.index, "a shipped definition (see `dti list`) or the path of one");
    add_place(app, "DATA", raw.data, "files with the figures of the units: CSV, or YAML profiles");
}

void add_numbers(CLI::App& app, raw_options& raw, const std::string& what) {
    add_word(app, "--numbers", raw.numbers,
             "how figures are written in " + what + ": plain (1234.5) or vi (1.234,5)", "NOTATION")
        ->capture_default_str();
}

void add_unit(CLI::App& app, raw_options& raw, const std::string& purpose) {
    add_word(app, "--unit", raw.unit, purpose + " (needed where DATA holds several)", "NAME");
}

void add_flag(CLI::App& app, const std::string& name, bool& flag, const std::string& purpose) {
    app.add_flag(name, flag, purpose)->disable_flag_override();
}

/// An option that may be given several times, one value each.
void add_words(CLI::App& app, const std::string& name, std::vector<std::string>& words,
               const std::string& purpose, const std::string& type) {
    app.add_option(name, words, purpose)
        ->type_name(type)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_digits(CLI::App& app, raw_options& raw) {
    add_word(app, "--digits", raw.digits, "decimals of points and values, instead of the definition's", "N");
}

void add_options(CLI::App& app, command what, raw_options& raw) {
    switch (what) {
        case command::help:
        case command::list:
            break;
        case command::check:
            add_place(
                app, "INDEX", raw.indexes,
                "shipped definitions (see `dti list`) or the paths of others; files of units among them "
                "are looked over with the one definition that is given");
            add_numbers(app, raw, "CSV files");
            break;
        case command::score:
            add_index_and_data(app, raw);
            add_word(app, "--by", raw.by,
                     "one row a `unit`, or one an `indicator` of each unit; where targets are counted, one a "
                     "`group` or lead agency",
                     "WHAT")
                ->capture_default_str();
            add_flag(app, "--ranks", raw.ranks, "ranks in the total, the pillars and the sub-indices");
            add_word(app, "--mode", raw.mode, "exact (rational numbers) or fast (double)", "MODE")
                ->capture_default_str();
            add_numbers(app, raw, "CSV files");
            add_digits(app, raw);
            break;
        case command::explain:
            add_index_and_data(app, raw);
            add_unit(app, raw, "the unit to explain");
            add_word(app, "--indicator", raw.indicator, "explain this indicator alone", "ID");
            add_numbers(app, raw, "CSV files");
            add_digits(app, raw);
            break;
        case command::gains:
            add_index_and_data(app, raw);
            add_unit(app, raw, "whose gains");
            add_word(app, "--indicator", raw.indicator, "the figures of this indicator alone", "ID");
            add_flag(app, "--rivals", raw.rivals, "also whose points move when the unit's figures do");
            add_numbers(app, raw, "CSV files");
            add_digits(app, raw);
            break;
        case command::gaps:
            add_index_and_data(app, raw);
            add_unit(app, raw, "whose gaps");
            add_word(app, "--targets", raw.targets, "targets to measure against, in place of the profile's",
                     "FILE");
            add_flag(app, "--to-max", raw.to_max, "measure against the maximum, whatever targets there are");
            add_word(app, "--by", raw.order,
                     "order by `points` or by `share` of the total, or add up by `lead` agency or `group` "
                     "(sub-index)",
                     "WHAT")
                ->capture_default_str();
            add_word(app, "--lead", raw.lead, "only what this agency answers for", "NAME");
            add_word(app, "--due", raw.due, "only what is due by then: 2023-12-31, 2023-12, 2023-Q3 or 2023",
                     "DATE");
            add_word(app, "--top", raw.top, "only the first N gaps of each part", "N");
            add_word(app, "--total", raw.total, "which indicators could bring the total to so many points",
                     "POINTS");
            add_word(app, "--to-rank", raw.to_rank,
                     "which indicators could bring the unit to this rank, rivals held as in DATA", "RANK");
            add_numbers(app, raw, "CSV files and POINTS");
            add_digits(app, raw);
            break;
        case command::what_if:
            add_index_and_data(app, raw);
            add_unit(app, raw, "whose figures change");
            add_words(app, "--set", raw.changes,
                      "another figure: indicator.name=80%, also +5pp, +3, *1.1, max; again for more of them; "
                      "60%..90%:1pp tries each value, and every combination with other ranges",
                      "CHANGE");
            add_word(app, "--scenario", raw.scenario, "named changes in a file: INFO, JSON, XML or INI",
                     "FILE");
            add_words(app, "--name", raw.names, "only this scenario of the file; again for more of them",
                      "NAME");
            add_flag(app, "--targets", raw.from_targets, "the targets of the unit's profile as a scenario");
            add_words(app, "--against", raw.against, "the same units at a later time; again for more files",
                      "DATA");
            add_flag(app, "--compare", raw.compare, "scenarios side by side, and who overtakes whom");
            add_numbers(app, raw, "CSV files and CHANGE");
            add_digits(app, raw);
            break;
        case command::fit:
            add_place(app, "POINTS", raw.points, "the points as printed");
            add_place(app, "MAX", raw.max_score,
                      "their maximum: exact when it is a whole number or a fraction");
            add_place(app, "PERCENT", raw.percent, "the percentage as printed, with its sign");
            add_numbers(app, raw, "POINTS, MAX and PERCENT");
            break;
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
    const std::optional<int> digits = parse_decimals(text);
    if (!digits) {
        usage_error(found, wording::bad_decimals(text, false, max_decimals));
    }
    return digits;
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

/// Options that are given, but with nothing in them.
void refuse_empty_words(const CLI::App& app, const raw_options& raw, diagnostics& found) {
    const auto refuse = [&](const std::string& option, const std::string& word, std::string_view what) {
        if (app.get_option_no_throw(option) != nullptr && app.count(option) > 0 && word.empty()) {
            usage_error(found, wording::usage(wording::quote(option) + " needs " + std::string(what), ""));
        }
    };
    refuse("--output", raw.output, "the name of a file");
    refuse("--unit", raw.unit, "the name of a unit");
    refuse("--indicator", raw.indicator, "the id of an indicator");
    refuse("--lead", raw.lead, "the name of an agency");
    refuse("--due", raw.due, "a date");
    refuse("--top", raw.top, "a number of gaps");
    refuse("--total", raw.total, "a number of points");
    refuse("--to-rank", raw.to_rank, "a rank");
    refuse("--scenario", raw.scenario, "the name of a file");
}

/// What stands without dashes, after all that has other mistakes.
void require_places(const CLI::App& app, command what, const raw_options& raw, diagnostics& found) {
    const auto require = [&](bool given, const std::string& place, const std::string& usage) {
        if (!given && !found.has_errors()) {
            usage_error(found, wording::usage(wording::quote(app.get_name()) + " needs " + place,
                                              app.get_name() + ' ' + usage));
        }
    };
    switch (what) {
        case command::help:
        case command::list:
            break;
        case command::check:
            require(!raw.indexes.empty(), "an INDEX", "INDEX…");
            break;
        case command::score:
            require(!raw.index.empty(), "an INDEX", "INDEX DATA…");
            require(!raw.data.empty(), "a DATA file", "INDEX DATA…");
            break;
        case command::explain:
        case command::gains:
        case command::gaps:
        case command::what_if:
            require(!raw.index.empty(), "an INDEX", "INDEX DATA… --unit NAME");
            require(!raw.data.empty(), "a DATA file", "INDEX DATA… --unit NAME");
            break;
        case command::fit:
            require(!raw.points.empty(), "POINTS", "POINTS MAX PERCENT");
            require(!raw.max_score.empty(), "a MAX", "POINTS MAX PERCENT");
            require(!raw.percent.empty(), "a PERCENT", "POINTS MAX PERCENT");
            break;
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
    line.view = read_word<score_view>("--by", raw.by, {"unit", "indicator", "group"}, found);
    line.order = read_word<gap_order>("--by", raw.order, {"points", "share", "lead", "group"}, found);
    line.mode = read_word<number_mode>("--mode", raw.mode, {"exact", "fast"}, found);
    line.numbers = read_word<notation>("--numbers", raw.numbers, {"plain", "vi"}, found);
    if (raw.ranks) {
        line.view = score_view::ranks;
        if (raw.by != "unit") {
            usage_error(found, wording::usage("`--ranks` and `--by` exclude each other", ""));
        }
    }
    if (app.get_option_no_throw("--digits") != nullptr && app.count("--digits") > 0) {
        line.digits = read_digits(raw.digits, found);
    }
    line.output = raw.output;
    line.indexes = what == command::check ? raw.indexes : std::vector<std::string>{raw.index};
    line.data = raw.data;
    line.unit = raw.unit;
    line.indicator = raw.indicator;
    line.rivals = raw.rivals;
    line.to_max = raw.to_max;
    line.targets = raw.targets;
    line.lead = raw.lead;
    line.due = raw.due;
    line.top = raw.top;
    line.total = raw.total;
    line.to_rank = raw.to_rank;
    line.changes = raw.changes;
    line.scenario = raw.scenario;
    line.names = raw.names;
    line.against = raw.against;
    line.from_targets = raw.from_targets;
    line.compare = raw.compare;
    line.points = raw.points;
    line.max_score = raw.max_score;
    line.percent = raw.percent;
    refuse_empty_words(app, raw, found);
    require_places(app, what, raw, found);
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
