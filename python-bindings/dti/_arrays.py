"""Arrays of figures for batches: what fits goes to C++ as it is, the rest is converted or refused."""

from __future__ import annotations

import difflib
import functools
import typing
from collections.abc import Mapping, Sequence

import numpy as np

from . import _core, _figures

Array = np.ndarray[typing.Any, typing.Any]
References = Mapping[str, Mapping[str, Mapping[str, float]]]


class Prepared:
    """An index, prepared for arrays with certain columns."""

    __slots__ = ("score", "scorer")

    def __init__(self, scorer: _core.Scorer) -> None:
        self.scorer = scorer
        self.score = scorer.score  # bound once: a call takes 5 µs

    def reference_values(self, references: References) -> list[float]:
        """The values in the order of C++; NaN where none is given."""
        values = {tuple(names): float("nan") for names in self.scorer.references()}
        for indicator, functions in references.items():
            for function, figures in functions.items():
                for name, value in figures.items():
                    if (indicator, function, name) not in values:
                        raise ValueError(f"the index has no {function}({name}) in indicator {indicator!r}")
                    values[indicator, function, name] = float(value)
        return list(values.values())


def prepare(index: _core.Definition, fields: Mapping[str, _core.Field], columns: Sequence[str]) -> Prepared:
    """Look the columns up, and prepare the index for them."""
    positions = {name: at for at, name in enumerate(fields)}
    for name in columns:
        if name not in positions:
            near = difflib.get_close_matches(str(name), positions, 1)
            raise ValueError(f"no figure is called {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    if len(set(columns)) < len(columns):
        raise ValueError("columns name a figure twice")
    convert = functools.partial(as_floats, columns=list(columns))
    return Prepared(_core.Scorer(index, [positions[name] for name in columns], convert))


def as_floats(figures: typing.Any, columns: Sequence[str]) -> Array:
    """Figures as a plain array of native float64: a view where that is possible."""
    if _figures.is_frame(figures):
        missing = [name for name in columns if name not in figures.columns]
        if missing:
            raise ValueError(f"the data frame lacks the column {missing[0]!r}, and {len(missing) - 1} more")
        figures = figures[list(columns)]
    if isinstance(figures, np.ma.MaskedArray):
        require_real(figures.dtype)
        return np.ma.filled(figures.astype(np.float64), np.nan)
    array = np.asarray(figures)
    require_real(array.dtype)
    return array.astype(np.float64, copy=False)


def require_real(dtype: np.dtype[typing.Any]) -> None:
    if dtype.kind not in "biuf":
        raise TypeError(f"figures must be real numbers, not {dtype}; Decimal and Fraction are for score(mode='exact')")


def checked_out(out: typing.Any) -> typing.Any:
    """`out` as C++ takes it: an array, or a dict of arrays."""
    if type(out) is dict:
        return out
    if isinstance(out, np.ma.MaskedArray) or not isinstance(out, (np.ndarray, Mapping)):
        raise TypeError(f"out must be an array, or a dict of arrays, not {type(out).__name__}")
    return dict(out) if isinstance(out, Mapping) else out


def ranked_flags(ranked: Sequence[bool]) -> Array:
    """1 for each unit that is ranked, else 0."""
    return np.asarray(ranked, dtype=bool).astype(np.uint8)


def group_numbers(groups: Sequence[typing.Any]) -> Array:
    """A number for each group."""
    _, numbers = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    return numbers.reshape(-1).astype(np.uint32)
