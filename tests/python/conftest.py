"""What the tests of the Python package share: where files are, and the program to compare with."""

from __future__ import annotations

import dataclasses
import decimal
import json
import os
import pathlib
import subprocess
import typing

import hypothesis
import numpy as np
import pytest

import dti

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "examples" / "data"

# Every shipped file of units, with the definition that it is for.
SHIPPED = [
    ("provincial-2020", "provincial-2020-published.csv"),
    ("provincial-2020", "bac-ninh-2020.yaml"),
    ("provincial-2022-published", "provincial-2022-published.csv"),
    ("provincial-2022", "provincial-2022-synthetic.csv"),
    ("provincial-2022", "ninh-thuan-2022.yaml"),
    ("hai-duong-2023", "hai-duong-2022.yaml"),
    ("quang-nam-2023", "quang-nam-2022.yaml"),
    ("quang-ngai-2023", "quang-ngai-2022.yaml"),
    ("task-groups-2024", "task-groups-2024.yaml"),
    (str(ROOT / "examples" / "phones.yaml"), "phones.csv"),
    (str(ROOT / "examples" / "phones.yaml"), "phones-long.csv"),
    (str(ROOT / "examples" / "phones.yaml"), "phones-ward.yaml"),
]

hypothesis.settings.register_profile("dti", deadline=None, derandomize=True, print_blob=False)
hypothesis.settings.load_profile("dti")


@dataclasses.dataclass
class Program:
    """The program `dti`, with which Python must agree."""

    path: str

    def run(self, *words: object, cwd: pathlib.Path = ROOT) -> str:
        command = [self.path, *map(str, words)]
        done = subprocess.run(command, cwd=cwd, capture_output=True, timeout=60, check=True, encoding="utf-8")
        return done.stdout

    def rows(self, *words: object) -> list[dict[str, typing.Any]]:
        """The rows of a command's JSON, numbers with the decimals that they are printed with."""
        text = self.run(*words, "--format", "json")
        rows: list[dict[str, typing.Any]] = json.loads(text, parse_float=decimal.Decimal)["rows"]
        return rows


@pytest.fixture(scope="session")
def program() -> Program:
    return Program(os.environ.get("DTI_PROGRAM", str(ROOT / "build" / "release" / "dti")))


@pytest.fixture(scope="session")
def provincial() -> dti.Index:
    return dti.load("provincial-2022")


@pytest.fixture(scope="session")
def phones() -> dti.Index:
    return dti.load(ROOT / "examples" / "phones.yaml")


@pytest.fixture(scope="session")
def cohort(provincial: dti.Index) -> dti.Data:
    return provincial.read(DATA / "provincial-2022-synthetic.csv")


def random_figures(index: dti.Index, *shape: int, seed: int = 1) -> np.ndarray[typing.Any, np.dtype[np.float64]]:
    """Figures that every column may hold; the last axis are the columns."""
    generator = np.random.default_rng(seed)
    figures = generator.uniform(0.05, 1, (*shape, len(index.columns)))
    for at, name in enumerate(index.columns):
        field = index.fields[name]
        if field.kind == "yes_no":
            figures[..., at] = generator.integers(0, 2, shape)
        elif field.kind == "choice":
            figures[..., at] = generator.integers(0, len(field.options), shape)
    return figures
