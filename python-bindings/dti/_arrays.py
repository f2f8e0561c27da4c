"""Arrays of figures for batches: what fits goes to C++ as it is, the rest is converted or refused."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from . import _core, _figures

Array = np.ndarray[typing.Any, typing.Any]
References = Mapping[str, Mapping[str, Mapping[str, float]]]

FLOAT64 = np.dtype(np.float64)


class Scorer:
    """An index, prepared for arrays with certain columns."""

    __slots__ = ("_columns", "_references", "_scorer")

    def __init__(self, index: _core.Definition, fields: Mapping[str, _core.Field], columns: Sequence[str]) -> None:
        positions = {name: at for at, name in enumerate(fields)}
        for name in columns:
            if name not in positions:
                near = difflib.get_close_matches(str(name), positions, 1)
                raise ValueError(f"no figure is called {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
        if len(set(columns)) < len(columns):
            raise ValueError("columns name a figure twice")
        self._columns = list(columns)
        self._scorer = _core.Scorer(index, [positions[name] for name in columns])
        self._references = [tuple(names) for names in self._scorer.references()]

    def score(
        self,
        figures: typing.Any,
        results: Sequence[str],
        out: typing.Any,
        groups: Sequence[typing.Any] | None,
        ranked: Sequence[bool] | None,
        references: References | None,
        progress: Callable[[int], object] | None,
        errors: str,
    ) -> _core.BatchResult:
        """See `Index.batch`."""
        if type(figures) is not np.ndarray or figures.dtype is not FLOAT64:
            figures = as_floats(figures, self._columns)
        if out is not None and not isinstance(out, dict):
            out = checked_out(out)
        if errors not in ("raise", "coerce"):
            raise ValueError(f"errors is 'raise' or 'coerce', not {errors!r}")
        return self._scorer.score(
            figures,
            results,
            out,
            None if groups is None else group_numbers(groups),
            None if ranked is None else np.asarray(ranked, dtype=bool).astype(np.uint8),
            () if references is None else self._reference_values(references),
            progress,
            errors == "raise",
        )

    def _reference_values(self, references: References) -> list[float]:
        """The values in the order of C++; NaN where none is given."""
        values = dict.fromkeys(self._references, float("nan"))
        for indicator, functions in references.items():
            for function, figures in functions.items():
                for name, value in figures.items():
                    if (indicator, function, name) not in values:
                        raise ValueError(f"the index has no {function}({name}) in indicator {indicator!r}")
                    values[indicator, function, name] = float(value)
        return list(values.values())


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
    if isinstance(out, np.ma.MaskedArray) or not isinstance(out, (np.ndarray, Mapping)):
        raise TypeError(f"out must be an array, or a dict of arrays, not {type(out).__name__}")
    return dict(out) if isinstance(out, Mapping) else out


def group_numbers(groups: Sequence[typing.Any]) -> Array:
    """A number for each group."""
    _, numbers = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    return numbers.reshape(-1).astype(np.uint32)
