#!/usr/bin/env python3
"""Checks that indicators/SOURCES.md lists every indicator of a definition as the definition has it: what stands between
`<!-- provenance: INDEX DATA -->` and `<!-- end of provenance -->` is a table made of what `dti explain` prints of INDEX, and
counts by confidence, which have to be those of `dti check`.

`--update` rewrites the blocks.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "indicators" / "SOURCES.md"
BLOCK = re.compile(r"(<!-- provenance: (\S+) (\S+) -->\n)(.*?)(<!-- end of provenance -->)", re.S)
WORDS = ["published", "derived", "recalled", "assumed"]
FIELDS = ["title", "max_score", "formula"]
URL = re.compile(r"https?://[^\s,;()]+")


def rows_of(program, *words):
    """The rows of a command's JSON; maxima stay as printed."""
    done = subprocess.run([program, *words, "--format", "json"], cwd=ROOT, capture_output=True, timeout=120, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr.decode("utf-8"))
    return json.loads(done.stdout.decode("utf-8"), parse_float=str)["rows"]


def cell(text):
    return URL.sub(r"<\g<0>>", " ".join((text or "").split()).replace("|", "\\|"))


def table_of(indicators):
    lines = ["| code | indicator | title | max score | | rule | | where |", "|---|---|---|---|---|---|---|---|"]
    for row in indicators:
        known = {entry["field"]: entry["confidence"] for entry in row["confidence_by_field"]}
        formula = "entered" if row["formula"] in (None, "points") else f"`{row['formula']}`"
        lines.append("| " + " | ".join([row["code"], cell(row["title"]), known["title"], row["max_score"], known["max_score"],
                                        formula, known["formula"], cell(row["source"])]) + " |")
    return lines


def counts_of(indicators):
    """By field, and by the weakest field (an empty prefix), named as `dti check` names them."""
    counts = collections.Counter()
    for row in indicators:
        counts[row["confidence"]] += 1
        for entry in row["confidence_by_field"]:
            counts[f"{entry['field']}_{entry['confidence']}"] += 1
    return {prefix + word: counts[prefix + word] for prefix in ["", *(f"{field}_" for field in FIELDS)] for word in WORDS}


def explained_of(program, index, data):
    """The indicators with their Vietnamese titles, as the sources have them, and the notes in the page's English."""
    explained, english = ([row for row in rows_of(program, "explain", index, data, "--lang", language)
                           if row["level"] == "indicator"] for language in ["vi", "en"])
    for row, other in zip(explained, english):
        row["source"] = other["source"]
    return explained


def block_of(program, index, data):
    explained = explained_of(program, index, data)
    counts = counts_of(explained)
    checked = rows_of(program, "check", index)[0]
    problems = [f"{index}: {name} is {count} in the table and {checked[name]} in `dti check`"
                for name, count in counts.items() if checked[name] != count]
    lines = [*table_of(explained), "", "| indicators by | " + " | ".join(WORDS) + " |", "|---|---|---|---|---|"]
    for name, prefix in [("weakest field", ""), ("title", "title_"), ("max score", "max_score_"), ("rule", "formula_")]:
        lines.append(f"| {name} | " + " | ".join(str(counts[prefix + word]) for word in WORDS) + " |")
    return "\n" + "\n".join(lines) + "\n\n", problems


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dti", required=True)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    program = str(pathlib.Path(options.dti).resolve())
    text = PAGE.read_text(encoding="utf-8")
    blocks, problems = 0, []

    def actual(match):
        nonlocal blocks
        blocks += 1
        block, found = block_of(program, match.group(2), match.group(3))
        problems.extend(found)
        if block != match.group(4) and not options.update:
            problems.append(f"{PAGE.relative_to(ROOT)}: the table of {match.group(2)} is not what is; provenance.py --update")
        return match.group(1) + block + match.group(5)

    updated = BLOCK.sub(actual, text)
    if options.update:
        PAGE.write_text(updated, encoding="utf-8")
    print("\n".join([*problems, f"provenance: {blocks} tables, {len(problems)} problems"]))
    return 1 if problems or not blocks else 0


if __name__ == "__main__":
    sys.exit(main())
