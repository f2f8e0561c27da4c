"""The package itself: what importing it costs, its errors, its version, its looks."""

from __future__ import annotations

import ast
import pathlib
import pickle
import re
import subprocess
import sys
import threading

import numpy as np
import pytest
from conftest import DATA, ROOT

import dti


def test_version() -> None:
    text = (ROOT / "include" / "dti" / "version.hpp").read_text(encoding="utf-8")
    numbers = re.findall(r"#define DTI_VERSION_\w+ (\d+)", text)
    assert dti.__version__ == ".".join(numbers)


@pytest.mark.parametrize("file", sorted((ROOT / "python-bindings" / "dti").glob("*.py*")), ids=lambda file: file.name)
def test_syntax_of_python_3_9(file: pathlib.Path) -> None:
    if file.suffix in (".py", ".pyi"):
        ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 9))


def python(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    return done.stdout


def test_pandas_is_imported_when_it_is_used() -> None:
    script = """
import sys, dti, numpy as np
index = dti.load("provincial-2022")
index.batch(np.ones((63, len(index.columns))))
result = index.score({"unit": "A", "smartphone_adults.rate": "60%"}, mode="exact")
str(result), result.notes, repr(index)
print("pandas" in sys.modules)
result.total
print("pandas" in sys.modules)
"""
    assert python("import warnings; warnings.simplefilter('ignore')\n" + script).split() == ["False", "True"]


def test_shipped() -> None:
    assert "provincial-2022" in dti.shipped()
    for name in dti.shipped():
        index = dti.load(name)
        assert index.id == name
        assert index.title
        assert index.columns or name == "task-groups-2024"
        assert len(index.indicators)


def test_index(provincial: dti.Index) -> None:
    assert provincial.document == "922/QĐ-BTTTT"
    assert provincial.sub_indices["infrastructure"] == "Digital infrastructure"
    assert dti.load("provincial-2022", lang="vi").pillars["digital_economy"] == "Kinh tế số"
    assert provincial.fields["smartphone_adults.rate"].derived
    assert "smartphone_adults.rate" not in provincial.columns
    assert provincial.indicators.loc["smartphone_adults", "max_score"] == 10
    with pytest.raises(AttributeError):
        provincial.fields["smartphone_adults.rate"].name = "other"  # type: ignore[misc]


def test_looks(provincial: dti.Index) -> None:
    assert repr(provincial) == "<Index provincial-2022: Provincial Digital Transformation Index 2022, 98 indicators>"
    assert "<table" in provincial._repr_html_()
    result = provincial.score(DATA / "provincial-2022-synthetic.csv")
    assert repr(result).splitlines()[0] == "Provincial Digital Transformation Index 2022 · provincial-2022"
    assert repr(result).splitlines()[-1].endswith("more lines: print(result)")
    assert "<table" in result._repr_html_()
    assert "<li>" in result._repr_html_()
    assert repr(result.data) == "<Data of 63 units for provincial-2022>"
    assert str(result.notes[0]) == result.notes[0].text


def test_titles_are_escaped() -> None:
    text = '{dti: 1, index: x, title: {en: "<i>&"}, sub_indices: [{id: a, indicators: [{id: b, max_score: 1, formula: points}]}]}'
    index = dti.loads(text)
    assert "&lt;i&gt;&amp;" in index._repr_html_()
    assert "<i>" not in index.score({"b.points": 1})._repr_html_()


def test_errors(tmp_path: pathlib.Path) -> None:
    with pytest.raises(dti.Error) as unknown:
        dti.load("provincial-2023")
    assert unknown.value.diagnostics[0].code == "unknown-index"
    assert isinstance(unknown.value, ValueError)
    with pytest.raises(dti.FileError) as absent:
        dti.load(tmp_path / "absent.yaml")
    assert isinstance(absent.value, OSError)
    assert absent.value.diagnostics[0].code == "cannot-read"
    assert (absent.value.diagnostics[0].line, absent.value.diagnostics[0].level) == (None, "error")
    broken = tmp_path / "broken.yaml"
    broken.write_text("dti: 1\nindex: x\ncolour: red\nsub_indices: []\n", encoding="utf-8")
    with pytest.raises(dti.Error) as mistakes:
        dti.load(broken)
    assert len(mistakes.value.diagnostics) > 1
    assert all(item.file == str(broken) for item in mistakes.value.diagnostics)
    assert str(mistakes.value.diagnostics[0]).startswith(f"{broken}:")
    with pytest.raises(dti.FileError):
        dti.load("provincial-2022").score(tmp_path)
    with pytest.raises(TypeError):
        dti.load(5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="lang"):
        dti.load("provincial-2022", lang="fr")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="mode"):
        dti.load("provincial-2022").score({}, mode="precise")  # type: ignore[arg-type]


def test_core_refuses_what_does_not_fit(provincial: dti.Index) -> None:
    """The compiled half is private, and does not crash either."""
    core = dti._core
    with pytest.raises(TypeError):
        core.Scorer(provincial, [0], np.asarray)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        core.Definition()
    definition = core.Definition.load("provincial-2022")
    for fields in ([291], [0, 0]):
        with pytest.raises(ValueError, match="positions"):
            core.Scorer(definition, fields, np.asarray)
    with pytest.raises((ValueError, TypeError, OverflowError)):
        core.Scorer(definition, [-1], np.asarray)
    scorer = core.Scorer(definition, [0, 1], np.asarray)
    figures = np.zeros((2, 2))
    for wrong in (
        lambda: scorer.score("figures", ["total"], None, None, None, None, None, True),
        lambda: scorer.score(figures.astype("f4"), ["total"], None, None, None, None, None, True),
        lambda: scorer.score(figures, ["totals"], None, None, None, None, None, True),
        lambda: scorer.score(figures, ["total"], None, None, None, (1.0,) * 99, None, True),
        lambda: scorer.score(figures, ["total"], None, np.zeros(3, np.uint32), None, None, None, True),
        lambda: core.answer("score", provincial.read({"unit": "A"}), {"colour": 1}),
        lambda: core.answer("paint", provincial.read({"unit": "A"}), {}),
        lambda: core.Scores(provincial.read({"unit": "A"}), False).floats("sum"),
    ):
        with pytest.raises((ValueError, TypeError)):
            wrong()


def test_results_outlive_what_made_them() -> None:
    def totals() -> list[float]:
        result = dti.load("provincial-2022").score(DATA / "provincial-2022-synthetic.csv")
        return list(result.total.dropna())

    assert len(totals()) > 50


def test_pickle(provincial: dti.Index) -> None:
    copy = pickle.loads(pickle.dumps(provincial))
    figures = np.ones((63, len(provincial.columns)))
    assert copy.id == provincial.id
    assert (copy.batch(figures).total == provincial.batch(figures).total).all()


def test_threads_score(provincial: dti.Index, cohort: dti.Data) -> None:
    expected = provincial.score(cohort).total
    found = []
    threads = [threading.Thread(target=lambda: found.append(provincial.score(cohort).total)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(total.equals(expected) for total in found)
