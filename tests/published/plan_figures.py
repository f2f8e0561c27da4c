#!/usr/bin/env python3
"""Recomputes every figure that the five plans print together with its parts, and finds the slips.

    plan_figures.py [--update]

`plan_figures.csv` holds the figures as printed, in Vietnamese notation. What does not add up, and what one plan prints
twice with different figures, has to be exactly what the tables between the marks in `indicators/SOURCES.md` list;
`--update` writes them. Printed precision is honoured: a figure stands for all that rounds to it, half-up.

Kinds of figures, and what their parts mean:

    ratio      a/b            printed: the share; without one only a <= b is asked for
    sum        a + b + ...    printed: the sum
    among      a + b + ...    printed: the whole of which these are parts, and not all
    mean       a; b; ...      printed: the unweighted mean
    product    a × b          nothing printed
    count      names          printed: how many there are
    points     p/m            printed: the share p/m that earned the points
    threshold  p/m            printed: the raw rate; p/m = rate/T for some threshold T up to 100%
    base       n/r; n/r; ...  n is r for every 100 of one base, which is not printed
    figure     none           printed, and compared with the plan's other figures of the same name
"""

from __future__ import annotations

import argparse
import csv
import difflib
import re
import sys
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import List, NamedTuple, Optional, Tuple

HERE = Path(__file__).resolve().parent
FIGURES = HERE / "plan_figures.csv"
SOURCES = HERE.parents[1] / "indicators" / "SOURCES.md"
BEGIN, END = "<!-- plan figures: begin -->", "<!-- plan figures: end -->"

PLANS = {
    "ninh-thuan-2023": "Ninh Thuận 2023",
    "quang-nam-2023": "Quảng Nam 2023",
    "hai-duong-2023": "Hải Dương 2023",
    "task-groups-2024": "Task groups 2024",
    "quang-ngai-2023": "Quảng Ngãi 2023",
}

NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?%?")

Interval = Tuple[Fraction, Optional[Fraction]]  # from, to; no end: anything above


class Row(NamedTuple):
    plan: str
    place: str
    what: str
    kind: str
    parts: str
    printed: str
    note: str


class Result(NamedTuple):
    """What the parts give: as text, the values it may stand for, and whether it is what was printed."""

    text: str
    values: Interval
    agrees: bool


class Unreadable(Exception):
    """A text that is no number in Vietnamese notation."""


def number(text: str) -> Fraction:
    text = text.strip()
    if not NUMBER.fullmatch(text):
        raise Unreadable(text)
    value = Fraction(text.rstrip("%").replace(".", "").replace(",", "."))
    return value / 100 if text.endswith("%") else value


def half_step(text: str) -> Fraction:
    """Half a unit of the last decimal written."""
    decimals = len(text.strip().rstrip("%").partition(",")[2])
    step = Fraction(1, 2 * 10**decimals)
    return step / 100 if text.strip().endswith("%") else step


def around(text: str) -> Interval:
    """What a printed figure stands for; `hơn X` (more than X) has no upper end."""
    if text.startswith("hơn "):
        return number(text[4:]), None
    return number(text) - half_step(text), number(text) + half_step(text)


def written(value: Fraction, like: str) -> str:
    """A value in Vietnamese notation, rounded half-up to the decimals of another figure, and a percentage like it."""
    decimals = len(like.rstrip("%").partition(",")[2])
    scaled = floor(value * (100 if like.endswith("%") else 1) * 10**decimals + Fraction(1, 2))
    whole, rest = divmod(scaled, 10**decimals)
    text = f"{whole:,}".replace(",", ".")
    return text + (f",{rest:0{decimals}d}" if decimals else "") + ("%" if like.endswith("%") else "")


def split(parts: str, separator: str) -> List[str]:
    return [part.strip() for part in parts.split(separator)]


def exact(value: Fraction, printed: str) -> Result:
    """A value that follows from exact parts."""
    if not printed:
        return Result(written(value, ""), (value, value), True)
    text = written(value, printed)
    return Result(text, (value, value), number(text) == number(printed))


def compute_ratio(row: Row) -> Result:
    part, whole = map(number, split(row.parts, "/"))
    if part > whole:
        return Result(f"{row.parts}: more than all", (part, part), False)
    return exact(part / whole, row.printed) if row.printed else exact(part, "")


def compute_sum(row: Row) -> Result:
    readable, unreadable = Fraction(0), []
    for part in split(row.parts, "+"):
        try:
            readable += number(part)
        except Unreadable:
            unreadable.append(part)
    if not unreadable:
        return exact(readable, row.printed)
    total = number(row.printed)
    gap = written(total - readable, "")
    return Result(f"{', '.join(unreadable)} is no number; {gap} would add up", (total, total), False)


def compute_among(row: Row) -> Result:
    total = sum(map(number, split(row.parts, "+")), Fraction(0))
    return Result(written(total, ""), around(row.printed), total <= number(row.printed))


def compute_mean(row: Row) -> Result:
    parts = [number(part) for part in split(row.parts, ";")]
    return exact(sum(parts, Fraction(0)) / len(parts), row.printed)


def compute_product(row: Row) -> Result:
    product, low, high = Fraction(1), Fraction(1), Fraction(1)
    for part in split(row.parts, "×"):
        product *= number(part)
        low *= around(part)[0]
        high *= around(part)[1]
    return Result(written(product, ""), (low, high), True)


def compute_count(row: Row) -> Result:
    names = split(row.parts, ";")
    assert len(set(names)) == len(names), row
    return exact(Fraction(len(names)), row.printed)


def thresholds(row: Row) -> Interval:
    """The thresholds T with points/max = rate/T, for some points and rate that print as these."""
    points, maximum = split(row.parts, "/")
    (points_low, points_high), (rate_low, rate_high) = around(points), around(row.printed)
    return rate_low * number(maximum) / points_high, rate_high * number(maximum) / points_low


def compute_points(row: Row) -> Result:
    points, maximum = map(number, split(row.parts, "/"))
    low, high = thresholds(row)
    text = written(points / maximum, row.printed)
    return Result(text, around(row.printed), low < 1 < high)


def compute_threshold(row: Row) -> Result:
    low, high = thresholds(row)
    text = f"only a threshold of {written(low, ',0%')} to {written(high, ',0%')}"
    return Result(text, around(row.printed), low < 1)


def compute_base(row: Row) -> Result:
    lows, highs = [], []
    for pair in split(row.parts, ";"):
        count, rate = split(pair, "/")
        low, high = around(rate)
        lows.append(100 * number(count) / high)
        highs.append(100 * number(count) / low)
    low, high = max(lows), min(highs)
    return Result(f"{written(low, '')} to {written(high, '')}", (low, high), low < high)


def compute_figure(row: Row) -> Result:
    return Result(row.printed, around(row.printed), True)


COMPUTE = {
    "ratio": compute_ratio,
    "sum": compute_sum,
    "among": compute_among,
    "mean": compute_mean,
    "product": compute_product,
    "count": compute_count,
    "points": compute_points,
    "threshold": compute_threshold,
    "base": compute_base,
    "figure": compute_figure,
}


def read_rows() -> List[Row]:
    with FIGURES.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        if tuple(next(reader)) != Row._fields:
            sys.exit(f"{FIGURES.name}: the columns have to be {', '.join(Row._fields)}")
        rows = []
        for cells in reader:
            if len(cells) != len(Row._fields) or cells[0] not in PLANS or cells[3] not in COMPUTE:
                sys.exit(f"{FIGURES.name}:{reader.line_num}: unknown plan or kind, or cells too few or too many")
            rows.append(Row(*cells))
    return rows


def stands_for(row: Row, result: Result) -> Interval:
    """What a row says of its figure: what is printed, or else what its parts give."""
    return around(row.printed) if row.printed else result.values


def apart(one: Interval, other: Interval) -> bool:
    """Whether no value lies in both."""
    return any(high is not None and high < low for (_, high), (low, _) in ((one, other), (other, one)))


def said(row: Row, result: Result) -> str:
    """A row on one side of a conflict: its parts, and what is printed or follows from them."""
    if not row.parts:
        return row.printed
    value = row.printed or ("" if row.kind == "ratio" else result.text)
    return f"{row.parts}: {value}" if value else row.parts


def table(header: List[str], lines: List[List[str]]) -> List[str]:
    return ["| " + " | ".join(cells) + " |" for cells in (header, ["---"] * len(header), *lines)]


def report(rows: List[Row]) -> Tuple[str, int]:
    """The two tables, and how many slips there are."""
    results = [COMPUTE[row.kind](row) for row in rows]
    slips = [[PLANS[row.plan], row.place, row.what, row.parts, row.printed, result.text, row.note]
             for row, result in zip(rows, results) if not result.agrees]
    conflicts = []
    for i, (row, result) in enumerate(zip(rows, results)):
        for other, its in zip(rows[i + 1:], results[i + 1:]):
            same = (row.plan, row.what) == (other.plan, other.what)
            if same and apart(stands_for(row, result), stands_for(other, its)):
                sides = [f"{said(r, found)} ({r.place})" for r, found in ((row, result), (other, its))]
                conflicts.append([PLANS[row.plan], row.what, *sides])
    lines = table(["plan", "place", "what", "parts", "printed", "recomputed", "remark"], slips)
    lines += ["", "Two figures for one thing in the same plan:", ""]
    lines += table(["plan", "what", "one figure", "the other"], conflicts)
    return "\n".join(lines), len(slips)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--update", action="store_true", help="write the tables into SOURCES.md")
    update = options.parse_args().update
    rows = read_rows()
    found, slips = report(rows)
    page = SOURCES.read_text(encoding="utf-8")
    if page.count(BEGIN) != 1 or page.count(END) != 1:
        sys.exit(f"{SOURCES.name}: the marks {BEGIN} and {END} have to stand there once each")
    before, rest = page.split(BEGIN)
    listed, after = rest.split(END)
    if update:
        SOURCES.write_text(f"{before}{BEGIN}\n\n{found}\n\n{END}{after}", encoding="utf-8")
    elif listed.strip() != found:
        print(*difflib.unified_diff(listed.strip().splitlines(), found.splitlines(), "listed", "found", lineterm=""),
              sep="\n")
        print(f"{SOURCES.name} does not list what was found; after reading the difference: plan_figures.py --update")
        return 1
    print(f"{len(rows)} figures, {slips} slips")
    return 0


if __name__ == "__main__":
    sys.exit(main())
