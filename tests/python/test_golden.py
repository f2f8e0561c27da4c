"""The golden cases of the program, asked in Python: the same texts, the same mistakes."""

from __future__ import annotations

import argparse
import json
import pathlib
import shlex
import typing
import warnings

import pytest
from conftest import ROOT

import dti

GOLDEN = ROOT / "tests" / "golden"
ASKED = {"score", "explain", "gains", "gaps", "whatif"}


def parser() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(exit_on_error=False, add_help=False)
    words.add_argument("index")
    words.add_argument("data", nargs="+")
    words.add_argument("--format", default="table")
    words.add_argument("--ranks", action="store_true")
    for name in ("lang", "unit", "indicator", "by", "mode", "numbers", "targets-file", "scenario", "total", "lead", "due"):
        words.add_argument(f"--{name}")
    for name in ("digits", "to-rank", "top"):
        words.add_argument(f"--{name}", type=int)
    for name in ("rivals", "to-max", "compare"):
        words.add_argument(f"--{name}", action="store_true")
    for name in ("set", "name", "against"):
        words.add_argument(f"--{name}", action="append")
    return words


def read_command(folder: pathlib.Path) -> tuple[str, argparse.Namespace] | None:
    """A command's words, or None for what Python is not asked."""
    command, *words = shlex.split((folder / "command").read_text(encoding="utf-8")) or [""]
    if command not in ASKED:
        return None
    if command == "gaps":  # there --targets has a file behind it
        words = ["--targets-file" if word == "--targets" else word for word in words]
    known = parser()
    if command == "whatif":
        known.add_argument("--targets", action="store_true")
    try:
        return command, known.parse_args(words)
    except (argparse.ArgumentError, SystemExit):
        return None


def ask(command: str, line: argparse.Namespace) -> dti.Result | dti.Answer:
    index = dti.load(line.index, lang=line.lang or "en")
    options: dict[str, typing.Any] = {"numbers": line.numbers or "plain"}
    if command == "score":
        return index.score(line.data, mode=line.mode or "exact", **options)
    options.update(unit=line.unit, digits=line.digits)
    if command in ("explain", "gains"):
        options["indicator"] = line.indicator
    if command == "gains":
        options["rivals"] = line.rivals
    if command == "gaps":
        options.update({name: getattr(line, name) for name in ("total", "lead", "due", "to_max", "to_rank", "top")})
        options.update(by=line.by or "points", targets=line.targets_file)
    if command == "whatif":
        options.update(scenario=line.scenario, names=line.name or (), targets=line.targets, compare=line.compare)
        changes = dict(map(str.strip, word.split("=", 1)) for word in line.set or ())
        return index.whatif(line.data, changes, against=line.against, **options)
    answer: dti.Answer = getattr(index, command)(line.data, **options)
    return answer


# A dict has each figure once.
NOT_SAID = {"whatif-range-twice"}


def cases(kind: str) -> list[typing.Any]:
    found = []
    for file in sorted((GOLDEN / kind).glob("*/command")):
        if file.parent.name in NOT_SAID:
            continue
        if (command := read_command(file.parent)) is not None:
            found.append(pytest.param(file.parent, *command, id=file.parent.name))
    return found


def test_there_are_cases() -> None:
    assert len(cases("good")) > 100
    assert len(cases("bad")) > 100


@pytest.mark.parametrize(("folder", "command", "line"), cases("good"))
def test_good(monkeypatch: pytest.MonkeyPatch, folder: pathlib.Path, command: str, line: argparse.Namespace) -> None:
    monkeypatch.chdir(folder)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        answer = ask(command, line)
    expected = (folder / "stdout").read_text(encoding="utf-8")
    if line.format == "table":
        if isinstance(answer, dti.Result):
            by = "rank" if line.ranks else line.by or "unit"
            assert answer.to_text(by, digits=line.digits) == expected
        else:
            assert str(answer) == expected
    elif line.format == "json":
        document = json.loads(expected)
        codes = [note["code"] for note in document["notes"]]
        assert [note.code for note in answer.notes if note.code != "rank_scope"] == [
            code for code in codes if code not in ("rank_scope", "fast_mode")
        ] or line.ranks or line.by or line.digits is not None
        if not isinstance(answer, dti.Result) and document["rows"]:
            assert list(answer.columns) == list(document["rows"][0])
            assert len(answer) == len(document["rows"])
    told = (folder / "stderr").read_text(encoding="utf-8") if (folder / "stderr").exists() else ""
    for warning in warned:
        assert issubclass(warning.category, dti.DataWarning)
        first_line = str(warning.message).splitlines()[0]
        assert first_line in told or line.data != [first_line.split(":")[0]]
    assert bool(warned) == ("warning[" in told)


@pytest.mark.parametrize(("folder", "command", "line"), cases("bad"))
def test_bad(monkeypatch: pytest.MonkeyPatch, folder: pathlib.Path, command: str, line: argparse.Namespace) -> None:
    told = (folder / "stderr").read_text(encoding="utf-8")
    monkeypatch.chdir(folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises((ValueError, TypeError)) as raised:
            answer = ask(command, line)
            if isinstance(answer, dti.Result):
                answer.to_text("rank" if line.ranks else line.by or "unit", digits=line.digits)
    if isinstance(raised.value, dti.Error) and told.split(":")[0] != "dti":
        assert str(raised.value) == told.rstrip("\n")
        assert raised.value.diagnostics
