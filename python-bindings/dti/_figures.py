"""Data in Python's forms → the text of a table, which the library reads like a file.

So every rule of the data (names, spellings, missing figures, mistakes with their places) is the library's own; what is
decided here is only how a Python value is written down, without losing a digit.
"""

from __future__ import annotations

import csv
import io
import math
import os
import sys
import typing
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np

from . import _core

if typing.TYPE_CHECKING:
    import pandas as pd

Numbers = typing.Literal["plain", "vi"]

FLAGS = ("ranked", "synthetic")


class Table(typing.NamedTuple):
    """Columns of Python values, and what messages call them."""

    name: str
    columns: dict[str, Sequence[typing.Any]]
    by_position: bool = False  # choices stand as positions of their options


def read(
    index: _core.Definition,
    fields: Mapping[str, _core.Field],
    default_columns: Sequence[str],
    data: typing.Any,
    numbers: Numbers,
    units: Sequence[str] | None,
    columns: Sequence[str] | None,
) -> _core.Data:
    """Read data of any form that `Index.score` takes."""
    is_array = isinstance(data, np.ndarray)
    if (units is not None or columns is not None) and not is_array:
        raise TypeError("units= and columns= name the axes of an array; other data name their own")
    if isinstance(data, _core.Data):
        if not data.fits(index):
            raise ValueError(f"the data were read for another index ({data.index.id})")
        return data
    paths = paths_of(data)
    if paths is not None:
        return _core.Data.load(index, paths, numbers)
    if is_array:
        table = table_of_array(data, default_columns, units, columns)
    elif is_frame(data):
        table = table_of_frame(data)
    elif isinstance(data, Mapping):
        table = table_of_mapping(data)
    else:
        raise TypeError(
            f"data must be a pandas DataFrame, a dict, a NumPy array, or the path of a file or several, "
            f"not {type(data).__name__}"
        )
    text = text_of_table(table, fields, numbers)
    return _core.Data.parse(index, table.name, text.encode(), "vi" if numbers == "vi" else "computed")


def paths_of(data: typing.Any) -> list[str] | None:
    """Paths as texts, or None for data that are no path and no list of paths."""
    if isinstance(data, (str, os.PathLike)):
        return [os.fsdecode(data)]
    if isinstance(data, (list, tuple)) and data and all(isinstance(item, (str, os.PathLike)) for item in data):
        return [os.fsdecode(item) for item in data]
    return None


def is_frame(data: object) -> bool:
    """Whether data are a pandas DataFrame; where pandas was never imported nothing is."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(data, pandas.DataFrame)


def table_of_frame(frame: pd.DataFrame) -> Table:
    """A frame's columns. Its index names the units, unless a column does."""
    names = [".".join(map(str, label)) if isinstance(label, tuple) else str(label) for label in frame.columns]
    names = [name.rstrip(".") for name in names]  # of two levels, a column beside the figures has one
    if len(set(names)) < len(names):
        twice = next(name for at, name in enumerate(names) if name in names[:at])
        raise ValueError(f"the column {twice!r} stands twice in the data frame")
    columns: dict[str, Sequence[typing.Any]] = {}
    if "unit" not in names:
        columns["unit"] = [str(label) for label in frame.index]
    for at, name in enumerate(names):
        series = frame.iloc[:, at]
        missing = series.isna().to_numpy()
        values = series.to_numpy(dtype=object)
        columns[name] = [None if is_missing else value for value, is_missing in zip(values, missing)]
    return Table("<DataFrame>", columns)


def table_of_mapping(data: Mapping[typing.Any, typing.Any]) -> Table:
    """A dict of one unit, of units, or of columns, told apart by its values."""
    if not data:
        raise ValueError("the dict holds no figures")
    if all(isinstance(value, Mapping) for value in data.values()):
        rows = [{"unit": unit, **flattened(figures)} for unit, figures in data.items()]
        names = list(dict.fromkeys(name for row in rows for name in row))
        return Table("<dict>", {name: [row.get(name) for row in rows] for name in names})
    if any(is_column(value) for value in data.values()):
        lengths = {str(name): len(value) if is_column(value) else -1 for name, value in data.items()}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"columns of data must be sequences of one length, not {lengths}")
        return Table("<dict>", {str(name): list(value) for name, value in data.items()})
    row = flattened(data)
    return Table("<dict>", {name: [value] for name, value in {"unit": "unit", **row}.items()})


def is_column(value: object) -> bool:
    return not isinstance(value, (str, bytes, Mapping)) and isinstance(value, Iterable) and hasattr(value, "__len__")


def flattened(figures: Mapping[typing.Any, typing.Any]) -> dict[str, typing.Any]:
    """`{"indicator": {"name": value}}` as `{"indicator.name": value}`; what is flat already stays."""
    flat: dict[str, typing.Any] = {}
    for name, value in figures.items():
        if isinstance(value, Mapping):
            flat.update({f"{name}.{inner}": figure for inner, figure in value.items()})
        else:
            flat[str(name)] = value
    return flat


def table_of_array(
    array: np.ndarray[typing.Any, typing.Any],
    default_columns: Sequence[str],
    units: Sequence[str] | None,
    columns: Sequence[str] | None,
) -> Table:
    """The rows of a plain array are units; the fields of a structured one are columns by their names."""
    if array.dtype.names is not None:
        if units is not None or columns is not None:
            raise TypeError("units= and columns= name the axes of a plain array; a structured one names its own")
        return Table("<array>", {name: list(np.atleast_1d(array[name])) for name in array.dtype.names})
    names = list(default_columns if columns is None else columns)
    if array.ndim != 2:
        raise ValueError(f"an array of figures must have the shape (units, inputs), not {array.shape}")
    if array.shape[1] != len(names):
        raise ValueError(f"an array of figures must have {len(names)} columns, one for each name; it has {array.shape}")
    rows = [str(row) for row in range(len(array))] if units is None else [str(unit) for unit in units]
    if len(rows) != len(array):
        raise ValueError(f"{len(rows)} units are named, and the array has {len(array)} rows")
    values = np.ma.filled(array.astype(object), None) if isinstance(array, np.ma.MaskedArray) else array
    return Table("<array>", {"unit": rows, **{name: list(values[:, at]) for at, name in enumerate(names)}}, True)


def text_of_table(table: Table, fields: Mapping[str, _core.Field], numbers: Numbers) -> str:
    """A CSV text, wide or long as the columns are."""
    texts: list[Iterable[str]]
    names = list(table.columns)
    if "indicator" in table.columns and "value" in table.columns:
        indicators, figures = table.columns["indicator"], table.columns.get("name", ())
        of_row = [fields.get(f"{indicator}.{name}") for indicator, name in zip(indicators, figures)]
        of_row += [None] * (len(table.columns["value"]) - len(of_row))
        texts = [
            [text_of_value(value, field, name, numbers) for value, field in zip(values, of_row)]
            if name == "value"
            else [text_of_value(value, None, name, numbers) for value in values]
            for name, values in table.columns.items()
        ]
    else:
        given = {field.indicator for name, field in fields.items() if name in table.columns and not field.derived}
        texts = []
        for name, values in table.columns.items():
            field = fields.get(name)
            beside_parts = field is not None and field.derived and field.indicator in given
            texts.append(
                [
                    text_of_value(value, field, name, numbers, beside_parts, table.by_position)
                    for value in values
                ]
            )
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(zip(*texts))
    return stream.getvalue()


def text_of_value(
    value: typing.Any,
    field: _core.Field | None,
    column: str,
    numbers: Numbers,
    beside_parts: bool = False,
    by_position: bool = False,
) -> str:
    """A figure as it would stand in a file; empty for a missing one."""
    if value is None or isinstance(value, str):
        return value or ""
    kind = "" if field is None else field.kind
    if isinstance(value, (bool, np.bool_)):
        return ("yes" if value else "no") if kind == "yes_no" or column in FLAGS else str(int(value))
    if isinstance(value, (int, np.integer)):
        text = str(int(value))
    elif isinstance(value, (float, np.floating)):
        if math.isnan(value):
            return ""
        text = text_of_float(value)
    elif isinstance(value, Decimal):
        if value.is_nan():
            return ""
        text = format(value, "f")
    elif isinstance(value, Fraction):
        text = text_of_fraction(value, numbers)
    elif is_missing(value):
        return ""
    else:
        raise TypeError(f"column {column!r} holds a {type(value).__name__}; figures are numbers, texts or missing")
    if kind == "yes_no":
        return {"1": "yes", "0": "no"}.get(text, text)
    if field is not None and kind == "choice":
        if by_position and text.isdigit() and int(text) < len(field.options):
            return str(field.options[int(text)])
        return text
    if numbers == "vi":
        return text.replace(".", ",") if kind else text
    # A float that was computed from its parts may differ from what they give by its last digits.
    is_near = beside_parts and isinstance(value, (float, np.floating))
    return f"{text}~" if is_near else unmistakable(text) if kind else text


def text_of_float(value: float | np.floating[typing.Any]) -> str:
    """The shortest decimal that is this float, never with an exponent."""
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    if isinstance(value, np.floating) and not isinstance(value, float):  # float32 and others have fewer digits
        return np.format_float_positional(value, unique=True, trim="-")
    text = format(Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def text_of_fraction(value: Fraction, numbers: Numbers) -> str:
    """An exact fraction; in Vietnamese notation there is only a decimal one."""
    if value.denominator == 1:
        return str(value.numerator)
    if numbers != "vi":
        return f"{value.numerator}/{value.denominator}"
    places = 0
    while value.denominator != 1 and places < 30:
        value, places = value * 10, places + 1
    if value.denominator != 1:
        raise ValueError("with numbers='vi' a fraction must end as a decimal; others go without numbers=")
    return format(Decimal(value.numerator).scaleb(-places), "f")


def unmistakable(text: str) -> str:
    """A number that would read like thousands (1.970) as a fraction, which nobody means otherwise."""
    whole, point, decimals = text.lstrip("-").partition(".")
    is_doubtful = point and len(decimals) == 3 and len(whole) <= 3 and whole != "0"
    return f"{text}/1" if is_doubtful else text


def is_missing(value: object) -> bool:
    """Whether a value is pandas' NA or NaT."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and (value is pandas.NA or value is pandas.NaT)
