"""The hostile files: what each holds, where it may stand, and how it is to be refused."""
import dataclasses
import os
import typing

YAML_PLACES = ("definition", "profile")
CSV_PLACES = ("wide", "long")
DATA_PLACES = YAML_PLACES + CSV_PLACES
SCENARIO_PLACES = ("info", "json", "xml", "ini")  # read by the ending of the name
ALL_PLACES = DATA_PLACES + SCENARIO_PLACES

INDEX = """dti: 1
index: demo
title: {en: Demonstration}
missing: zero
empty_denominator: zero
sub_indices:
  - id: services
    indicators:
      - id: online
        max_score: 10
        inputs: {part: {}, whole: {}}
        derive: {rate: part / whole}
        formula: max_score * clamp(rate, 0, 1)
      - id: mean
        max_score: 10
        inputs: {part: {}, whole: {}}
        derive: {rate: part / whole}
        formula: clamp(rate / cohort_mean(rate), 0, 1)
"""
PROFILE = "unit: Ward 1\nvalues:\n  online: {part: 1, whole: 2}\n"
WIDE = "unit,online.part,online.whole\nWard 1,1,2\n"
LONG = "unit,indicator,name,value\nWard 1,online,part,1\n"
SCENARIOS = {"info": "plan {\n  online.part 2\n}\n", "json": '{\n "plan": {"online.part": 2}\n}\n',
             "xml": "<plan>\n<online.part>2</online.part></plan>\n", "ini": "[plan]\nonline.part = 2\n"}
HEAD = {"definition": INDEX, "profile": PROFILE, "wide": WIDE, "long": LONG, **SCENARIOS}
ENDING = {"definition": ".yaml", "profile": ".yaml", "wide": ".csv", "long": ".csv",
          **{place: "." + place for place in SCENARIO_PLACES}}
WRONG, PATH, FINE = frozenset({1}), frozenset({3}), frozenset({0, 1})


@dataclasses.dataclass
class Case:
    name: str
    places: tuple
    make: typing.Callable
    status: frozenset = WRONG
    says: str = ""
    pipes: tuple = ()  # whose other end is opened and closed at once


def commands(place, path, folder):
    """The runs in which a file at a place is read. What stands beside it is sound."""
    if place == "definition":
        (folder / "data.csv").write_text(WIDE, encoding="utf-8")
        (folder / "x.csv").write_text("unit,i.x\nWard 1,3\nWard 2,\n", encoding="utf-8")
        return [["check", path], ["score", path, "data.csv"], ["score", path, "x.csv"]]
    (folder / "index.yaml").write_text(INDEX, encoding="utf-8")
    if place in SCENARIO_PLACES:
        (folder / "data.csv").write_text(WIDE, encoding="utf-8")
        return [["whatif", "index.yaml", "data.csv", "--scenario", path]]
    return [["score", "index.yaml", path], ["check", "index.yaml", path]]


def text_case(name, places, content, status=WRONG, says=""):
    """A file whose content is text or bytes, or is made by a function of the place."""
    def make(folder, place):
        made = content(place) if callable(content) else content
        path = "file" + ENDING[place]
        (folder / path).write_bytes(made if isinstance(made, bytes) else made.encode("utf-8"))
        return path
    return Case(name, places, make, status, says)


def behind(text):
    """What is valid at a place, and hostile text behind it."""
    return lambda place: (HEAD[place].encode("utf-8")
                          + (text if isinstance(text, bytes) else text.encode("utf-8")))


def definition(indicators="", head="", inputs="{x: {}}", formula="x", more=""):
    """A definition of one indicator with what is given put in."""
    return (f"dti: 1\nindex: demo\ntitle: {{en: D}}\n{head}sub_indices:\n  - id: s\n    indicators:\n"
            + (indicators or f"      - id: i\n        max_score: 10\n        inputs: {inputs}\n"
                             f"        formula: {formula}\n{more}"))


def quoted(formula):
    return '"' + formula + '"'


def structure(size):
    many = int(200_000 * size)
    brackets = 200_000
    for name, bracket in (("lists", "["), ("maps", "{"), ("entries of a list", "- "), ("complex keys", "? "),
                          ("keys of a map", "a: ")):
        yield text_case(f"open {name}", YAML_PLACES, bracket * brackets)
        yield text_case(f"open {name} as a value", YAML_PLACES, lambda place, b=bracket: HEAD[place] + "x: " + b * brackets)
    yield text_case("maps inside each other", YAML_PLACES, "".join(" " * i + "a:\n" for i in range(600)),
                    says="limit")
    yield text_case("lists of one in each line", YAML_PLACES, "".join(" " * i + "-\n" for i in range(600)),
                    says="limit")
    yield text_case("closed brackets", YAML_PLACES, "[" * 60 + "]" * many)
    yield text_case("anchors one after the other", YAML_PLACES, "a: " + "&a " * many)
    yield text_case("tags one after the other", YAML_PLACES, "a: " + "!t " * many)
    yield text_case("alias bomb", YAML_PLACES, "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)), says="yaml-alias")
    yield text_case("cyclic alias", YAML_PLACES, "a: &a [*a, {b: *a}]\n", says="yaml-alias")
    yield text_case("cyclic root", YAML_PLACES, "&a\nunit: *a\ndti: *a\n", says="yaml-alias")
    yield text_case("merge key", YAML_PLACES, behind("x: {<<: *unknown}\n"))
    yield text_case("tags", YAML_PLACES, "a: !!python/object:os.system x\nb: !!binary AAAA\nc: ! x\n", says="yaml-tag")
    yield text_case("anchors", YAML_PLACES, "&a b: &c [&d e]\n", says="yaml-alias")
    yield text_case("second document", YAML_PLACES, behind("---\na: 1\n"), says="yaml-second-document")
    yield text_case("many documents", YAML_PLACES, "---\n" * many)
    yield text_case("document ends", YAML_PLACES, "...\n" * many)
    yield text_case("directives", YAML_PLACES, "%YAML 9.9\n" * many)
    yield text_case("many unknown keys", YAML_PLACES, lambda place: HEAD[place] + "".join(
        f"k{i}:\n" for i in range(int(1_000_000 * size))))
    yield text_case("many duplicate keys", YAML_PLACES, lambda place: HEAD[place] + "k: 1\n" * int(100_000 * size))
    yield text_case("many words in a list", YAML_PLACES, behind("x: [" + "a," * many + "]\n"))
    yield text_case("numbers of a nested list", YAML_PLACES, behind("x:\n" + "  - [1, 2]\n" * many))
    yield text_case("a colon in each word", YAML_PLACES, "a:b:c:" * many)
    yield text_case("quotes of one letter", YAML_PLACES, "- 'a'\n" * many)
    yield text_case("flow and block", YAML_PLACES, "- {a: [b, {c: d}]}\n" * int(100_000 * size))
    yield text_case("comma list", YAML_PLACES, "[" + "," * many)
    yield text_case("colons", YAML_PLACES, ":" * many)
    yield text_case("colons and blanks", YAML_PLACES, ": " * many)
    yield text_case("question marks", YAML_PLACES, "?\n" * many)
    yield text_case("dashes", YAML_PLACES, "-\n" * many)


def long_things(size):
    kinds = {
        "plain value": (lambda n: "x: " + "a" * n, WRONG),
        "quoted value": (lambda n: 'x: "' + "a" * n + '"', WRONG),
        "literal": (lambda n: "x: |\n" + "  a\n" * (n // 4), WRONG),
        "comment": (lambda n: "#" * n, FINE),
        "words": (lambda n: "x: " + "a " * (n // 2), WRONG),
        "single quotes": (lambda n: "x: '" + "''" * (n // 2) + "'", WRONG),
        "open quote": (lambda n: 'x: "' + "a" * n, WRONG),
        "folded": (lambda n: "x: >\n" + "  a\n" * (n // 4), WRONG),
        "comments": (lambda n: "# a\n" * (n // 4), FINE),
        "blanks": (lambda n: " " * n, FINE),
        "line ends": (lambda n: "\n" * n, FINE),
        "key": (lambda n: "k" * n + ": 1\n", WRONG),
        "escapes": (lambda n: 'x: "' + "\\x41" * (n // 4) + '"', WRONG),
    }
    big = 50_000_000 if size >= 0.1 else 5_000_000
    for number, (name, (content, status)) in enumerate(kinds.items()):
        for length, places in ((big if number < 4 else big // 10, ALL_PLACES), (big // 4, YAML_PLACES)):
            yield text_case(f"{name} of {length / 1e6:g} MB", places,
                            lambda place, make=content, n=length: HEAD[place] + make(n), status)
    yield text_case("line without an end", CSV_PLACES, lambda place: HEAD[place] + "a" * big)
    yield text_case("above every limit of bytes", ALL_PLACES, lambda place: HEAD[place] + "\n" * 68_000_000, says="limit")


def encodings():
    for name, hostile in {
            "truncated UTF-8": b"x: \xe1\xba", "a lone continuation": b"x: \x80", "overlong UTF-8": b"x: \xc0\xaf",
            "overlong NUL": b"x: \xc0\x80", "a surrogate": b"x: \xed\xa0\x80", "beyond Unicode": b"x: \xf4\x90\x80\x80",
            "five bytes": b"x: \xf8\x88\x80\x80\x80", "NUL": b"x: a\0b", "escape codes": b"x: \x1b[31m",
            "Latin-1": "x: t\xe9l\xe9".encode("latin-1"), "carriage returns alone": b"x: 1\rdti: 2\r",
            "vertical tab": b"x: \x0b", "delete": b"x: \x7f", "bytes": bytes(range(256)),
    }.items():
        yield text_case(name, ALL_PLACES, behind(hostile), says="bad-encoding")
    yield text_case("UTF-16", ALL_PLACES, lambda place: HEAD[place].encode("utf-16"), says="bad-encoding")
    yield text_case("UTF-16 without its mark", ALL_PLACES, lambda place: HEAD[place].encode("utf-16-be"), says="bad-encoding")
    yield text_case("UTF-32", ALL_PLACES, lambda place: HEAD[place].encode("utf-32"), says="bad-encoding")
    yield text_case("carriage returns instead of line feeds", ALL_PLACES,
                    lambda place: HEAD[place].replace("\n", "\r"), says="bad-encoding")
    yield text_case("nothing", ALL_PLACES, b"", says="empty-file")
    yield text_case("only a byte-order mark", ALL_PLACES, b"\xef\xbb\xbf", says="empty-file")
    yield text_case("only blanks", ALL_PLACES, b" \n \n", says="empty-file")
    yield text_case("two byte-order marks", ALL_PLACES, lambda place: "\ufeff\ufeff" + HEAD[place], says="bad-encoding")
    yield text_case("tabs for indentation", YAML_PLACES, lambda place: HEAD[place].replace("  ", "\t"), says="yaml-syntax")
    disguise = "x\u202eevil\u2066\u200f\u200b\ufeff\x85\x9bz"
    yield text_case("a name in disguise", YAML_PLACES, behind(f"{disguise}: 1\n"), says="unknown-key")
    yield text_case("a column in disguise", CSV_PLACES, lambda place: HEAD[place].replace("unit", "unit," + disguise, 1))
    yield text_case("a figure in disguise", CSV_PLACES, lambda place: HEAD[place].replace(",1", "," + disguise, 1))
    yield text_case("a unit in disguise", CSV_PLACES, lambda place: HEAD[place].replace(",1", ",1x", 1).replace(
        "Ward", disguise, 1))


def paths():
    def directory(folder, place):
        (folder / ("file" + ENDING[place])).mkdir()
        return "file" + ENDING[place]

    def absent(_, place):
        return "absent" + ENDING[place]

    def unreadable(folder, place):
        if os.geteuid() == 0:
            return None  # root may read everything
        path = folder / ("file" + ENDING[place])
        path.write_text(HEAD[place], encoding="utf-8")
        path.chmod(0)
        return path.name

    def link_to_itself(folder, place):
        path = folder / ("file" + ENDING[place])
        path.symlink_to(path.name)
        return path.name

    def long_name(_, place):
        return "x" * 10_000 + ENDING[place]

    def long_path(_, place):
        return "a/" * 2_500 + "x" + ENDING[place]

    def strange_name(folder, place):
        path = folder / ("a\n\x1b[31m\u202eb\x85: error[x]: y" + ENDING[place])
        path.write_text("x", encoding="utf-8")
        return path.name

    def not_utf8_name(folder, place):
        path = os.fsencode(folder) + b"/a\xff" + ENDING[place].encode()
        with open(path, "wb") as file:
            file.write(b"x")
        return os.fsdecode(b"a\xff" + ENDING[place].encode())

    for make, status in ((directory, PATH), (absent, PATH), (unreadable, PATH), (link_to_itself, PATH),
                         (long_name, PATH), (long_path, PATH), (strange_name, WRONG), (not_utf8_name, WRONG)):
        yield Case(make.__name__.replace("_", " "), ALL_PLACES, make, status)

    def pipe(folder, place):
        os.mkfifo(folder / ("pipe" + ENDING[place]))
        return "pipe" + ENDING[place]

    for place in ALL_PLACES:
        yield Case("a pipe that is closed at once", (place,), pipe, WRONG, "empty-file", ("pipe" + ENDING[place],))
    yield Case("a device without an end", DATA_PLACES, lambda folder, place: "/dev/zero", WRONG, "limit")
    yield Case("a device without content", DATA_PLACES, lambda folder, place: "/dev/null", WRONG, "empty-file")


def numbers(size):
    digits = "7" * int(1_000_000 * size)
    yield text_case("a figure of a million digits", CSV_PLACES, lambda place: HEAD[place].replace(",1", "," + digits, 1),
                    says="limit")
    yield text_case("a figure of sixty thousand digits", CSV_PLACES,
                    lambda place: HEAD[place].replace(",1", "," + digits[:60_000], 1), says="limit")
    yield text_case("a figure of a million digits ", ("profile",), PROFILE.replace("1,", digits + ","))
    yield text_case("a figure of sixty thousand digits ", ("profile",), PROFILE.replace("1,", digits[:60_000] + ","),
                    says="limit")
    for key in ("max_score", "weight"):
        for length, kind in ((len(digits), "a million"), (60_000, "sixty thousand")):
            text = INDEX.replace("max_score: 10", f"{key}: {digits[:length]}", 1)
            yield text_case(f"a {key} of {kind} digits", ("definition",), text, says="limit")
    yield text_case("a weight that is a long fraction", ("definition",),
                    INDEX.replace("max_score: 10", "max_score: 10, weight: " + digits[:30_000] + "/" + digits[:30_000], 1))
    for name, formula in (("a literal of 3,900 digits", digits[:3900]), ("a literal of a million digits", digits),
                          ("an exponent of 3,900 digits", "x ^ " + digits[:3900]), ("an exponent of 65", "x ^ 65"),
                          ("decimals of 3,900 digits", "round(x, " + digits[:3900] + ")"),
                          ("a rate of 3,900 digits", "1/10 points = " + digits[:3900] + "%")):
        yield text_case(name, ("definition",), definition(formula=formula))
    for value in (".nan", ".inf", "-.inf", "1e9", "0x10", "0b1", "1_000", "+1", "１２", "٣", "1.", ".5", "--1", "1%%",
                  "null", "~", "true", "[1]", "{a: 1}", "1 2", "1,2,3", "%", "-", "−1", "1/0", "0/0"):
        yield text_case(f"the maximum {value}", ("definition",), INDEX.replace("max_score: 10", f"max_score: {value}", 1))
    for value in (".nan", "1e9", "0x10", "1_000", "+1", "１２", "٣", "1.", ".5", "--1", "1%%", "1 2", "%", "-", "−1", "1/2"):
        yield text_case(f"the figure {value}", CSV_PLACES, lambda place, v=value: HEAD[place].replace(",1", "," + v, 1),
                        says="bad-number")


def formulas(size):
    def in_formula(formula, **more):
        return definition(formula=quoted(formula), **more)

    for name, formula in {
            "open brackets": "(" * 3900, "closed brackets": "(" * 1900 + "x" + ")" * 1900, "if": "if " * 1300,
            "if x then": "if x > 0 then " * 280, "else if": "if x > 0 then 1 else " * 180 + "x", "not": "not " * 990,
            "minus": "-" * 3900, "minus with blanks": "- " * 1900 + "x", "clamps": "clamp(" * 600,
            "mins": "min(x, " * 500, "steps": "steps(x, 1: " * 300, "lines": "line(x, 0: 0, 1: " * 200,
            "choices": "choice(x, a: " * 250, "powers": "x^2^2^2", "else": "steps(x, 1: 1, else: " * 180,
            "garbage": "\u1234" * 1300, "quotes": "'" * 3000, "backslashes": "\\\\" * 1900,
            "names": "x" * 3999, "dots": "." * 3999, "percents": "%" * 3999, "anchors": "1/10 points = 1%; " * 200}.items():
        yield text_case(f"formula: {name}", ("definition",), in_formula(formula))
    for name, formula in {
            "a long sum": "+".join(["x"] * 1999), "a long difference": "-".join(["x"] * 1999),
            "a long quotient": "/".join(["x"] * 1999), "a long product": "*".join(["x"] * 1999),
            "a long or": "x > 0 and x > 1 " + "or x > 0 " * 400, "a long min": "min(" + ",".join(["x"] * 1990) + ")",
            "long steps": "steps(x, " + ", ".join(f"{i}: {i}" for i in range(370)) + ")",
            "a long line": "line(x, " + ", ".join(f"{i}: {i}" for i in range(370)) + ")",
            "long anchors": "; ".join(f"{i / 100}/10 points = {i}%" for i in range(1, 160))}.items():
        if "or" in name:
            formula = f"if {formula} then 1 else 0"
        yield text_case(f"formula: {name}", ("definition",), in_formula(formula), status=FINE)
    yield text_case("formula: a string of 200,000 brackets", ("definition",), in_formula("(" * 200_000))
    yield text_case("formula: powers inside each other", ("definition",), in_formula("((x^64)^64)^64"), says="limit")
    yield text_case("formula: powers of derived figures", ("definition",), definition(
        formula="d9", more="        derive: {d0: x ^ 60, " + ", ".join(f"d{i}: d{i - 1} ^ 60" for i in range(1, 10)) + "}\n"),
        says="limit")
    yield text_case("formula: squares of derived figures", ("definition",), definition(
        formula="d200", more="        derive: {d0: x * x, " + ", ".join(
            f"d{i}: d{i - 1} * d{i - 1}" for i in range(1, 201)) + "}\n"), says="limit")
    yield text_case("derived figures in a circle of 10,000", ("definition",), definition(
        formula="d0", more="        derive: {" + ", ".join(f"d{i}: d{(i + 1) % 10_000}" for i in range(10_000)) + "}\n"),
        says="limit")
    count = 499
    yield text_case("derived figures in a circle", ("definition",), definition(
        formula="d0", more="        derive: {" + ", ".join(f"d{i}: d{(i + 1) % count}" for i in range(count)) + "}\n"),
        says="derive-cycle")
    yield text_case("derived figures in a chain", ("definition",), definition(
        formula="d0", more="        derive: {" + ", ".join(f"d{i}: d{i + 1}" for i in range(count)) + f", d{count}: x" + "}\n"),
        status=FINE)
    yield text_case("derived figures from two before", ("definition",), definition(
        head="missing: zero\n", formula="d90", more="        derive: {d0: x, d1: x, " + ", ".join(
            f"d{i}: if x > 0 then d{i - 1} else d{i - 2}" for i in range(2, 91)) + "}\n"), status=FINE)
    yield text_case("derived figures from all before", ("definition",), definition(
        head="missing: zero\n", formula="d300", more="        derive: {d0: x, " + ", ".join(
            f"d{i}: \"max({', '.join(f'd{j}' for j in range(i))}, 0)\"" for i in range(1, 301)) + "}\n"), status=FINE)
    long_formula = "if x > 0 then " + "+".join(["x"] * 1980) + " else 0"
    yield text_case("a thousand indicators with long formulas", ("definition",), definition("".join(
        f"      - {{id: i{i}, max_score: 10, inputs: {{x: {{}}}}, formula: {long_formula}}}\n"
        for i in range(int(1000 * size)))), status=FINE)
    yield text_case("many indicators", ("definition",), definition("".join(
        f"      - {{id: i{i}, max_score: 10, inputs: {{x: {{}}}}, formula: y{i}}}\n" for i in range(int(30_000 * size)))))
    yield text_case("many indicators of one name", ("definition",), definition("".join(
        "      - {id: i, max_score: 10, inputs: {x: {}}, formula: x}\n" for i in range(int(30_000 * size)))))
    yield text_case("many sub-indices", ("definition",), "dti: 1\nindex: d\ntitle: {en: D}\nsub_indices:\n" + "".join(
        f"  - {{id: s{i}, indicators: [{{id: i{i}, max_score: 1, inputs: {{x: {{}}}}, formula: x}}]}}\n"
        for i in range(int(20_000 * size))) + "pillars:\n" + "".join(
            f"  - {{id: p{i}, title: {{en: P}}, sub_indices: [s{i}, t{i}]}}\n" for i in range(int(20_000 * size))))
    yield text_case("many inputs", ("definition",), definition(
        inputs="{" + ", ".join(f"x{i}: {{}}" for i in range(int(50_000 * size))) + "}", formula="y"))
    yield text_case("many options", ("definition",), definition(
        inputs="{x: {kind: choice, options: [" + ", ".join(f"o{i}" for i in range(int(50_000 * size))) + "]}}",
        formula="'choice(x, o0: 1)'"))
    yield text_case("many examples", ("definition",), definition(more="        examples: [" + ", ".join(
        ["{given: {x: 1}, points: 2}"] * int(50_000 * size)) + "]\n"))
    yield text_case("many examples of an unknown figure", ("definition",), definition(more="        examples: [" + ", ".join(
        ["{given: {y: 1}, points: 2}"] * int(50_000 * size)) + "]\n"))


def tables(size):
    many = int(1_000_000 * size)
    columns = int(100_000 * size)
    yield text_case("a hundred thousand columns", CSV_PLACES, "unit," + ",".join(f"c{i}" for i in range(columns)) + "\n")
    yield text_case("columns below the limit", CSV_PLACES, "unit," + ",".join(f"c{i}" for i in range(19_000)) + "\na\n")
    yield text_case("columns of one name", CSV_PLACES, "unit," + "c," * 19_000 + "\n")
    yield text_case("columns of a known name", CSV_PLACES, "unit," + "online.part," * 19_000 + "\n")
    yield text_case("a million short rows", CSV_PLACES, lambda place: HEAD[place] + "a\n" * many, says="csv-row-length")
    yield text_case("a million empty rows", CSV_PLACES, lambda place: HEAD[place] + ",\n" * many, FINE)
    yield text_case("a million units", ("wide",), "unit\n" + "".join(f"u{i}\n" for i in range(many)), FINE)
    yield text_case("a million units of one name", ("wide",), "unit\n" + "u\n" * many, says="duplicate-unit")
    yield text_case("a million figures", ("long",), LONG + "".join(f"u{i % 1000},x{i},y,z\n" for i in range(many // 4)))
    yield text_case("long names", CSV_PLACES, lambda place: HEAD[place] + "".join("n" * 60_000 + f"{i},1\n" for i in range(100)))
    yield text_case("a cell above the limit", CSV_PLACES, lambda place: HEAD[place] + "n" * 70_000 + ",1,2,3\n", says="limit")
    yield text_case("an open quote", CSV_PLACES, behind('"' + "a,\n" * many), says="csv-quote")
    yield text_case("quotes", CSV_PLACES, behind('"' * (2 * many + 1)))
    yield text_case("a quote in each cell", CSV_PLACES, behind('a"b,1,2,3\n' * many), says="csv-quote")
    yield text_case("a quote in the header", CSV_PLACES, '"' + "unit," * many)
    yield text_case("commas", CSV_PLACES, behind("," * many), FINE | WRONG)
    yield text_case("semicolons", CSV_PLACES, ";" * 10_000 + "\n" + "a;" * many)
    units = int(60_000 * size)
    wide = "unit,online.part,online.whole,mean.part,mean.whole\n"
    digits = "9" * 88
    yield text_case("the mean of thousands of long fractions", ("wide",), wide + "".join(
        f"u{i},1{i:05},{digits}{i * 2 + 1:05},1{i:05},{digits}{i * 2 + 1:05}\n" for i in range(units)), FINE)
    yield text_case("the mean of thousands of fractions", ("wide",), wide + "".join(
        f"u{i},1{i:05},{7 * i + 100_003},{i},{7 * i + 100_003}\n" for i in range(units)), FINE)
    yield text_case("blanks around a cell", CSV_PLACES, behind(" " * many + "a" + " " * many + ",1\n"))
    yield text_case("profile: many unknown indicators", ("profile",), "unit: a\nvalues: {" + ", ".join(
        f"i{i}: {{a: 1}}" for i in range(int(20_000 * size))) + "}\n")
    yield text_case("profile: many unknown targets", ("profile",), "unit: a\ntargets:\n" + "".join(
        f"  i{i}: {{a: 1}}\n" for i in range(int(50_000 * size))))
    yield text_case("profile: many targets", ("profile",), "unit: a\ntargets:\n  online: {" + ", ".join(
        f"r{i}: 1" for i in range(int(50_000 * size))) + "}\n")
    yield text_case("profile: many subtotals", ("profile",), "unit: a\nsubtotals:\n" +
                    "  - {of: [online, mean], points: 1}\n" * int(50_000 * size))
    yield text_case("profile: a long subtotal", ("profile",), "unit: a\nsubtotals:\n  - {of: [" + "online, " * int(
        100_000 * size) + "mean], points: 1}\n")
    yield text_case("profile: many notes", ("profile",), "unit: a\nvalues:\n  online: {part: 1, whole: 2, note: [" +
                    "a, " * int(100_000 * size) + "b]}\n", FINE)
    yield text_case("profile: many names who help", ("profile",), "unit: a\ntargets:\n  online: {rate: 1, with: [" +
                    "a, " * int(100_000 * size) + "b]}\n", FINE)


def scenarios(size):
    deep = 100_000
    many = int(400_000 * size)
    for name, place, text in (
            ("open lists", "json", "[" * deep), ("open maps", "json", '{"a":' * deep),
            ("closed lists", "json", "[" * deep + "]" * deep), ("open maps", "info", "a { " * deep),
            ("open maps in lines", "info", "a\n{\n" * deep), ("open elements", "xml", "<a>" * deep),
            ("closed elements", "xml", "<a>" * deep + "</a>" * deep),
            ("named elements", "xml", "<unit name='a'>" * deep)):
        yield text_case(f"scenarios: {name} in {place}", (place,), text, says="limit")
    for name, place, text in (
            ("a file that is included", "info", '#include "index.yaml"\n'),
            ("a device that is included", "info", 'plan {\n#include "/dev/zero"\n}\n'),
            ("entities", "xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
            ("a document type elsewhere", "xml", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'),
            ("an open quote", "json", '{"plan": "' + "a\\" * many), ("an open quote", "info", 'plan "' + "a" * many),
            ("an open comment", "xml", "<!--" + "-" * many), ("open brackets", "ini", "[" * many),
            ("references", "xml", "<a>" + "&" * many)):
        yield text_case(f"scenarios: {name} in {place}", (place,), text, says="scenario-syntax")
    yield text_case("scenarios: many keys", ("json",), "{" + ", ".join(f'"k{i}": 1' for i in range(many // 8)) + "}")
    yield text_case("scenarios: keys of one name", ("info",), "a { b.c 1 }\n" * (many // 8), says="duplicate-key")
    yield text_case("scenarios: many sections", ("ini",), "".join(f"[s{i}]\ni.x = 1\n" for i in range(many // 8)))
    yield text_case("scenarios: attributes of one name", ("xml",), "<a " + "b='1' " * (many // 8) + "/>",
                    says="duplicate-key")
    yield text_case("scenarios: a circle of a thousand", ("ini",), "".join(
        f"[s{i}]\ninherits = s{(i + 1) % 1000}\n" for i in range(1000)), says="scenario-cycle")
    yield text_case("scenarios: a chain of a thousand", ("ini",), "[s0]\n" + "".join(
        f"x{i}.y = 1\n" for i in range(2000)) + "".join(f"[s{i}]\ninherits = s{i - 1}\n" for i in range(1, 1000)),
        says="limit")
    yield text_case("scenarios: control characters that escapes stand for", ("json",),
                    '{"plan\\u001b[31m": {"online.part": "\\u0000"}}', says="bad-encoding")
    yield text_case("scenarios: control characters by number", ("xml",), "<a online.part='&#27;[31m'/>",
                    says="bad-encoding")


def cases(size):
    """Every case; `size` scales those that are large only to cost time."""
    return [*structure(size), *long_things(size), *encodings(), *paths(), *numbers(size), *formulas(size), *tables(size),
            *scenarios(size)]
