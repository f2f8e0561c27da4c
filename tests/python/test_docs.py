"""The examples of the documents, run; the first example of README and the program that draws as well."""

from __future__ import annotations

import doctest
import pathlib
import re
import struct
import subprocess
import sys

import pandas as pd
import pytest
from conftest import ROOT

FLAGS = doctest.NORMALIZE_WHITESPACE
BLOCK = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("file", ["docs/python.md", "README.md", "python-bindings/README.md"])
def test_document(monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / file).read_text(encoding="utf-8")
    # Blocks alone, each line where it stands in the document; an empty line in one is output.
    lines = [""] * (text.count("\n") + 1)
    for block in BLOCK.finditer(text):
        first = text.count("\n", 0, block.start(1))
        shown = [line or "<BLANKLINE>" for line in block.group(1).splitlines()]
        lines[first : first + len(shown)] = shown
    source = "\n".join(lines)
    test = doctest.DocTestParser().get_doctest(source, {}, file, str(ROOT / file), 0)
    assert test.examples
    with pd.option_context("display.width", 120, "display.max_columns", 20):
        failed, _ = doctest.DocTestRunner(optionflags=FLAGS).run(test)
    assert failed == 0


def test_example(tmp_path: pathlib.Path) -> None:
    picture = tmp_path / "provinces.png"
    program = ROOT / "examples" / "python" / "provinces.py"
    done = subprocess.run(
        [sys.executable, "-W", "error", str(program), str(picture)], capture_output=True, check=True, encoding="utf-8"
    )
    expected = (ROOT / "examples" / "expected" / "provinces.txt").read_text(encoding="utf-8")
    assert done.stdout == expected
    content = picture.read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", content[16:24])
    assert width > 1000
    assert height > 1000
    assert len(content) > 50_000  # not blank
