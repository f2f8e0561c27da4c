"""The ways in which people write the data of one case: wide CSV, long CSV, YAML profiles, and these mixed.

Whatever the form, the figures are the same, so the result has to be the same to the byte; only the rows follow the
order in which the files first name the units. Every layout draws the rest at random: separators, line ends, the
byte-order mark, composed and decomposed letters, the Vietnamese notation, block and flow style, the order of keys, and
remarks that must not change any figure (`self`, `official`, `targets`, titles, sources, further columns).
"""

from __future__ import annotations

import csv
import io
import random
import re
import unicodedata
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Dict, List, Optional, Set, Tuple

import reference

Cell = Tuple[str, str, str]  # indicator, name, text in the plain notation; of the unit itself where the indicator is ""


@dataclass
class Layout:
    """One way of writing a case to files."""

    name: str
    files: Dict[str, str] = field(default_factory=dict)  # in the order of the command line
    arguments: List[str] = field(default_factory=list)
    order: List[str] = field(default_factory=list)  # the units, as the files first name them
    features: Set[str] = field(default_factory=set)


def layouts(rng: random.Random, definition: dict, units: List[dict]) -> List[Layout]:
    """The case in every form that can say it: subtotals and references stand in profiles alone."""
    plans = [("profiles", {unit["unit"]: ["profile"] for unit in units})]
    if not any(unit.get("subtotals") or unit.get("references") for unit in units):
        plans += [(form, {unit["unit"]: [form] for unit in units}) for form in ("wide", "long")]
    plans.append(("mixed", {unit["unit"]: draw_homes(rng, unit) for unit in units}))
    return [Writer(rng, definition, units, name, homes).layout for name, homes in plans]


def draw_homes(rng: random.Random, unit: dict) -> List[str]:
    """The files that share the figures of a unit; a profile is its own alone."""
    homes = [rng.choice(["wide", "wide2", "long", "profile"])]
    if rng.random() < 0.4:
        homes = rng.sample(["wide", "wide2", "long", "long2", "profile"], rng.randint(2, 3))
    if (unit.get("subtotals") or unit.get("references")) and "profile" not in homes:
        homes.append("profile")
    return homes


# ---------------------------------------------------------------------------------------------------------------------
# Texts

_NUMBER = re.compile(r"-?\d+(\.\d+)?%?")


def in_vietnamese(rng: random.Random, text: str) -> str:
    """A figure as it is written in Vietnam: a decimal comma, and points before groups of three digits, or none."""
    if not _NUMBER.fullmatch(text):
        return text
    whole, point, fraction = text.partition(".")
    digits = re.search(r"\d+", whole).group()
    if len(digits) > 3 and rng.random() < 0.7:
        whole = whole.replace(digits, f"{int(digits):,}".replace(",", "."))
    return whole + point.replace(".", ",") + fraction


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


class Writer:
    def __init__(self, rng: random.Random, definition: dict, units: List[dict], name: str, homes: Dict[str, List[str]]):
        self.rng = rng
        self.definition = definition
        self.indicators = [i for sub_index in definition["sub_indices"] for i in sub_index["indicators"]]
        self.layout = Layout(name)
        self.csv_vi = rng.random() < 0.3
        self.separate = rng.random() < 0.3  # whether some names come decomposed, as some systems store them
        if self.csv_vi:
            self.layout.arguments = ["--numbers", "vi"]
        self.write(units, homes)

    def note(self, feature: str) -> None:
        self.layout.features.add(feature)

    def write(self, units: List[dict], homes: Dict[str, List[str]]) -> None:
        tables: Dict[str, List[Tuple[dict, List[Cell]]]] = {}
        profiles = []
        for unit in units:
            mine = homes[unit["unit"]]
            own = [home for home in mine if home != "profile"]
            if not own and any(unit.get(key) for key in ("group", "ranked")):
                own = [self.rng.choice(["wide", "long"])]  # a profile has no group: a table gives it
            if len(mine) > 1 or (own and "profile" in mine):
                self.note("unit in several files")
            parts: Dict[str, List[Cell]] = {home: [] for home in [*own, *mine]}
            for indicator, values in unit["values"].items():
                for name, text in values.items():
                    parts[self.rng.choice(mine)].append((indicator, name, text))
            for home in own:
                parts[home] += self.of_unit(unit, first=home == own[0], alone="profile" not in mine)
            for home, cells in parts.items():
                if home == "profile":
                    profiles.append((unit, cells, not own))
                else:
                    tables.setdefault(home, []).append((unit, cells))
        written: List[Tuple[str, str, List[str]]] = []
        for home, rows in tables.items():
            text, order = self.wide(rows) if home.startswith("wide") else self.long(rows)
            written.append((f"{home}.csv", text, order))
        for number, (unit, cells, alone) in enumerate(profiles, start=1):
            name = f"unit-{number}.{self.rng.choice(['yaml', 'yaml', 'yml'])}"
            written.append((name, Profile(self, unit, cells, alone).text, [unit["unit"]]))
        self.rng.shuffle(written)
        for name, text, order in written:
            self.layout.files[name] = text
            self.layout.order += [unit for unit in order if unit not in self.layout.order]

    def of_unit(self, unit: dict, first: bool, alone: bool) -> List[Cell]:
        """What is said of a unit itself: in full where it is first written down, elsewhere perhaps once more."""
        cells = []
        for key in ("group", "ranked", "synthetic"):
            # A profile says itself whether it is synthetic; a table beside it may repeat it.
            needed = first and (alone or key != "synthetic")
            if key in unit and (needed or self.rng.random() < 0.3):
                cells.append(("", key, unit[key]))
        return cells

    # CSV -------------------------------------------------------------------------------------------------------------

    def name_of(self, unit: dict) -> str:
        return self.spelt(unit["unit"])

    def spelt(self, text: str) -> str:
        if self.separate and self.rng.random() < 0.5 and decomposed(text) != text:
            self.note("decomposed letters")
            return decomposed(text)
        return text

    def figure(self, text: str, vi: bool) -> str:
        written = in_vietnamese(self.rng, text) if vi else text
        if vi and "." in written:
            self.note("points before groups of three digits")
        return self.spelt(written)

    def csv_text(self, header: List[str], rows: List[List[str]]) -> str:
        text = io.StringIO()
        # In a header of one column nothing would tell the reader of the semicolons below it.
        delimiter = self.rng.choice(",,,;") if len(header) > 1 else ","
        line_end = self.rng.choice(["\n", "\n", "\r\n"])
        quoting = self.rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
        writer = csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
        writer.writerow(header)
        writer.writerows(rows)
        mark = self.rng.choice(["", "", "\ufeff"])
        if delimiter == ";":
            self.note("csv with ;")
        if line_end == "\r\n":
            self.note("csv with CRLF")
        if mark:
            self.note("csv with byte-order mark")
        if self.csv_vi:
            self.note("csv in the Vietnamese notation")
        return mark + text.getvalue()

    def wide(self, rows: List[Tuple[dict, List[Cell]]]) -> Tuple[str, List[str]]:
        given = {(indicator, name) for _, cells in rows for indicator, name, _ in cells}
        columns = [key for key in given if key[0]]
        for tree in self.indicators:
            for name in [*tree.get("inputs", {}), *tree.get("derive", {})]:
                if (tree["id"], name) not in given and self.rng.random() < 0.3:
                    columns.append((tree["id"], name))
        columns.sort()
        self.rng.shuffle(columns)
        columns = [("", key) for key in ("group", "ranked", "synthetic") if ("", key) in given] + columns
        lines = []
        for unit, cells in rows:
            texts = {(indicator, name): text for indicator, name, text in cells}
            line = [self.figure(texts.get(key, ""), self.csv_vi and bool(key[0])) for key in columns]
            lines.append([self.name_of(unit), *line])
        header = ["unit", *(f"{indicator}.{name}" if indicator else name for indicator, name in columns)]
        self.note("wide csv")
        return self.csv_text(header, lines), [unit["unit"] for unit, _ in rows]

    def long(self, rows: List[Tuple[dict, List[Cell]]]) -> Tuple[str, List[str]]:
        places = ["unit", "indicator", "name", "value"]
        if self.rng.random() < 0.4:
            self.note("long csv with further columns")
            places += self.rng.sample(["nguồn", "note", "value 2", "Ghi chú"], self.rng.randint(1, 2))
            self.rng.shuffle(places)
        entries = []
        for unit, cells in rows:
            mine = [(unit, *cell) for cell in cells]
            absent = [(tree["id"], name) for tree in self.indicators for name in tree.get("inputs", {})]
            absent = [key for key in absent if not unit["values"].get(key[0], {}).get(key[1])]
            if absent and self.rng.random() < 0.5:
                self.note("empty value in a long csv")
                mine.append((unit, *self.rng.choice(absent), ""))
            # A unit of which nothing is known is named all the same.
            entries += mine or [(unit, "", "group", "")]
        if self.rng.random() < 0.4:
            self.rng.shuffle(entries)
        lines = []
        for unit, indicator, name, text in entries:
            value = self.figure(text, self.csv_vi and bool(indicator))
            cell = {"unit": self.name_of(unit), "indicator": indicator, "name": name, "value": value}
            lines.append([cell.get(place, "1,5; see \"there\"") for place in places])
        order: List[str] = []
        for unit, *_ in entries:
            if unit["unit"] not in order:
                order.append(unit["unit"])
        named = [unit["unit"] for unit, *_ in entries]
        if any(named[i] != named[i - 1] and named[i] in named[:i] for i in range(1, len(named))):
            self.note("rows of a unit apart in a long csv")
        self.note("long csv")
        return self.csv_text(places, lines), order


# ---------------------------------------------------------------------------------------------------------------------
# Profiles

_PLAIN_SCALAR = re.compile(r"-?[0-9][0-9.,]*%?|[a-z_]+")  # needs no quotes; in braces no comma may stand in it


class Profile:
    """The YAML file of one unit. `alone` means that no other file speaks of the unit."""

    def __init__(self, writer: Writer, unit: dict, cells: List[Cell], alone: bool):
        self.writer = writer
        self.rng = writer.rng
        self.vi = self.rng.random() < 0.35
        parts: List[List[str]] = [["unit: " + self.scalar(writer.name_of(unit), quote=True)]]
        writer.note("profile")
        if self.vi:
            writer.note("profile in the Vietnamese notation")
            parts.append(["numbers: vi"])
        elif self.rng.random() < 0.2:
            parts.append(["numbers: plain"])
        synthetic = reference.flag(unit.get("synthetic", ""), default=False)
        if synthetic or self.rng.random() < 0.2:
            parts.append(["synthetic: " + ("true" if synthetic else "false")])
        parts += [part for part in self.remarks() if self.rng.random() < 0.3]
        for key, tree in (
            ("values", self.values(unit, cells)),
            ("subtotals", self.subtotals(unit)),
            ("references", self.references(unit)),
            ("official", self.official()),
            ("targets", self.targets()),
        ):
            if tree:
                parts.append([f"{key}:", *self.lines(tree, 2)])
        self.rng.shuffle(parts)
        lines = [line for part in parts for line in part]
        end = self.rng.choice(["\n", "\n", "\r\n"])
        if end == "\r\n":
            writer.note("profile with CRLF")
        mark = self.rng.choice(["", "", "\ufeff"])
        if mark:
            writer.note("profile with byte-order mark")
        self.text = mark + end.join(lines) + end

    # Content ---------------------------------------------------------------------------------------------------------

    def remarks(self) -> List[List[str]]:
        return [
            ["index: " + self.writer.definition["index"]],
            ["title: {vi: Hồ sơ, en: Profile}"],
            ["as_of: 2022-12-31"],
            ["# as reported"],
        ]

    def number(self, text: str) -> str:
        return self.writer.figure(text, self.vi)

    def values(self, unit: dict, cells: List[Cell]) -> dict:
        tree: Dict[str, dict] = {}
        for indicator, name, text in cells:
            tree.setdefault(indicator, {})["verified" if name == "points" else name] = self.number(text)
            if name == "points":
                self.writer.note("verified points")
        for spec in self.writer.indicators:
            draw = self.rng.random()
            if draw < 0.08:
                tree.setdefault(spec["id"], {})["self"] = self.number(self.rng.choice(["0", "1.5", "100", "7.125"]))
                self.writer.note("points by the unit itself")
            elif draw < 0.16:
                remark = self.rng.choice(["source", "evidence", "note"])
                tree.setdefault(spec["id"], {})[remark] = self.rng.choice(["Báo cáo 12/BC, trang 3", "x: y # z", "1"])
        return tree

    def subtotals(self, unit: dict) -> List[dict]:
        trees = []
        for subtotal in unit.get("subtotals", []):
            tree = {"of": subtotal["of"], "points": self.number(subtotal["points"])}
            if "max_score" in subtotal:
                tree["max_score"] = self.number(subtotal["max_score"])
            trees.append(tree)
        return trees

    def references(self, unit: dict) -> dict:
        return {
            indicator: {
                function: {name: self.number(text) for name, text in figures.items()}
                for function, figures in functions.items()
            }
            for indicator, functions in unit.get("references", {}).items()
        }

    def official(self) -> dict:
        if self.rng.random() < 0.7:
            return {}
        self.writer.note("official figures")
        tree = {"value": self.number(self.rng.choice(["0.4449", "1", "0", "0.25"]))}
        if self.rng.random() < 0.7:
            tree.update(rank=self.rng.choice(["1", "7", "63"]), of="63")
        return tree

    def targets(self) -> dict:
        if self.rng.random() < 0.7:
            return {}
        tree: Dict[str, dict] = {}
        definition = self.writer.definition
        levels = {definition["index"]: ["value", "points", "rank"]}
        levels.update({sub_index["id"]: ["value"] for sub_index in definition["sub_indices"]})
        levels.update({pillar["id"]: ["value"] for pillar in definition.get("pillars", [])})
        for spec in self.writer.indicators:
            numbers = [name for name, of in spec.get("inputs", {}).items() if of.get("kind", "number") == "number"]
            if spec["id"] not in levels:
                levels[spec["id"]] = [*numbers, *spec.get("derive", {}), "points"]
        for key in self.rng.sample(sorted(levels), min(len(levels), self.rng.randint(1, 3))):
            name = self.rng.choice(levels[key])
            tree[key] = {name: self.target("1" if name == "rank" else self.rng.choice(["1", "0.5", "80%"]))}
            if self.rng.random() < 0.5:
                tree[key]["deadline"] = self.rng.choice(["2025-12-31", "2023-Q3", "2023", "ongoing"])
            if self.rng.random() < 0.5:
                tree[key]["lead"] = self.rng.choice(["Sở Nội vụ", ["Sở Tài chính", "Công an tỉnh"]])
            if self.rng.random() < 0.3:
                tree[key] = {"text": "Hoàn thành", "with": ["Sở Nội vụ"]}
        self.writer.note("targets")
        return tree

    def target(self, text: str):
        text = self.number(text)
        return self.rng.choice([text, {"over": text}, {"at_most": text}, {"times": "2", "from": "2022"},
                                {"plus": text, "from": "2022"}])  # fmt: skip

    # Style -----------------------------------------------------------------------------------------------------------

    def scalar(self, value: str, quote: bool = False, flow: bool = False) -> str:
        if quote or not _PLAIN_SCALAR.fullmatch(value) or (flow and "," in value) or self.rng.random() < 0.15:
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return value

    def lines(self, tree, indent: int) -> List[str]:
        if isinstance(tree, dict):
            items = [(f"{key}:", value) for key, value in tree.items()]
        else:
            items = [("-", value) for value in tree]
        lines = []
        for head, value in items:
            head = " " * indent + head
            if isinstance(value, str):
                lines.append(f"{head} {self.scalar(value)}")
            elif self.rng.random() < 0.5:
                self.writer.note("profile in flow style")
                lines.append(f"{head} {self.flow(value)}")
            elif head.endswith("-"):
                first, *rest = self.lines(value, indent + 2)
                lines += [head + " " + first.lstrip(), *rest]
            else:
                lines += [head, *self.lines(value, indent + 2)]
        return lines

    def flow(self, value) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self.flow(part)}" for key, part in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.flow(part) for part in value) + "]"
        return self.scalar(value, flow=True)
