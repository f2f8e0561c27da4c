"""Scores Vietnam's Digital Transformation Index, and indices like it, exactly.

An index is loaded by its id or from a YAML file, data come as data frames, dicts, arrays or files:

>>> import dti
>>> index = dti.load("provincial-2022")
>>> result = index.score("examples/data/provincial-2022-synthetic.csv")
>>> result.total.nlargest(3)

`docs/python.md` is the tutorial. pandas is imported when a data frame is made, not before.
"""

from __future__ import annotations

import typing

from ._core import BatchResult, Data, Diagnostic, Field
from ._core import version as __version__
from ._errors import DataWarning, Error, FileError
from ._index import Index, load, loads, shipped
from ._notes import Case, Note
from ._result import Result

if typing.TYPE_CHECKING:
    from ._answer import Answer

__all__ = [
    "Answer",
    "BatchResult",
    "Case",
    "Data",
    "DataWarning",
    "Diagnostic",
    "Error",
    "Field",
    "FileError",
    "Index",
    "Note",
    "Result",
    "__version__",
    "load",
    "loads",
    "shipped",
]


def __getattr__(name: str) -> object:
    if name == "Answer":  # a data frame: pandas is imported with it
        from ._answer import Answer

        return Answer
    raise AttributeError(f"module 'dti' has no attribute {name!r}")
