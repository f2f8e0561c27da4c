"""The scores of a cohort."""

from __future__ import annotations

import functools
import html
import json
import typing
from decimal import Decimal
from fractions import Fraction

from . import _core
from ._notes import Note, read_notes

if typing.TYPE_CHECKING:
    import pandas as pd

Mode = typing.Literal["float", "exact", "fast"]
View = typing.Literal["unit", "indicator", "group", "rank"]


class Result:
    """What units earn, unrounded, and why.

    Frames have one row a unit, in the order of the data. A figure that is not there (the total of a unit below the
    definition's `min_coverage`, points that are excluded) is NaN, in exact mode None. The dtype is float64, in exact
    mode object with a `fractions.Fraction` in each cell.

    `print(result)` shows the table of the command line.
    """

    def __init__(self, data: _core.Data, mode: Mode, lang: str) -> None:
        self._data = data
        self._mode: Mode = mode
        self._lang = lang
        self._scores = _core.Scores(data, mode == "fast")

    @property
    def warnings(self) -> list[_core.Diagnostic]:
        """What was said as `DataWarning` about the scores."""
        return self._scores.warnings

    @property
    def data(self) -> _core.Data:
        """The data as read; what asks about the same data again takes it instead of the frame."""
        return self._data

    @property
    def mode(self) -> Mode:
        """`float`, `exact` or `fast`: see `Index.score`."""
        return self._mode

    @property
    def units(self) -> list[str]:
        """Names of the units, in the order of the data."""
        return self._data.units

    @functools.cached_property
    def total(self) -> pd.Series[typing.Any]:
        """Value of the index by unit, from 0 to 1."""
        return self._series("total")

    @functools.cached_property
    def total_points(self) -> pd.Series[typing.Any]:
        """Points of the total by unit."""
        return self._series("total_points")

    @functools.cached_property
    def ranks(self) -> pd.Series[typing.Any]:
        """Rank in the total by unit, 1 for the highest: among the units of these data, or of the unit's group.

        The dtype is Int64, or Float64 where the definition averages ties; missing for a unit that has no rank.
        """
        return self.level_ranks["total"].rename("rank")

    @functools.cached_property
    def level_ranks(self) -> pd.DataFrame:
        """Ranks in the total, in each pillar and in each sub-index, by unit."""
        import pandas as pd

        index = self._data.index
        ids = ["total", *(row["id"] for row in index.pillars("en")), *(row["id"] for row in index.sub_indices("en"))]
        frame = pd.DataFrame(self._scores.ranks(), index=self._unit_index(), columns=pd.Index(ids, name="level"))
        return frame.astype("Float64" if index.averages_ties else "Int64")

    @functools.cached_property
    def sub_indices(self) -> pd.DataFrame:
        """Values of the sub-indices, from 0 to 1."""
        return self._frame("sub_indices", "sub_index", [row["id"] for row in self._data.index.sub_indices("en")])

    @functools.cached_property
    def pillars(self) -> pd.DataFrame:
        """Values of the pillars, from 0 to 1."""
        return self._frame("pillars", "pillar", [row["id"] for row in self._data.index.pillars("en")])

    @functools.cached_property
    def indicators(self) -> pd.DataFrame:
        """Points of the indicators, from 0 (or the indicator's minimum) to its maximum."""
        return self._frame("points", "indicator", self._indicator_ids)

    @functools.cached_property
    def attainment(self) -> pd.DataFrame:
        """Points of the indicators over their maxima."""
        return self._frame("attainment", "indicator", self._indicator_ids)

    @functools.cached_property
    def computed(self) -> pd.DataFrame:
        """Points that the formulas give, also where entered points stand in their place."""
        return self._frame("computed", "indicator", self._indicator_ids)

    @functools.cached_property
    def status(self) -> pd.DataFrame:
        """What became of each indicator: scored, entered, in_subtotal, missing, excluded or unscored."""
        import pandas as pd

        columns = pd.Index(self._indicator_ids, name="indicator")
        return pd.DataFrame(self._scores.statuses(), index=self._unit_index(), columns=columns, dtype=object)

    @functools.cached_property
    def coverage(self) -> pd.Series[typing.Any]:
        """Share of the total's maximum whose indicators are known, from 0 to 1."""
        return self._series("coverage")

    @functools.cached_property
    def low(self) -> pd.Series[typing.Any]:
        """Total points with every missing indicator at its minimum."""
        return self._series("low")

    @functools.cached_property
    def high(self) -> pd.Series[typing.Any]:
        """Total points with every missing indicator at its maximum."""
        return self._series("high")

    @functools.cached_property
    def notes(self) -> list[Note]:
        """What policies decided and what the figures rest on, as under the table of the command line."""
        return read_notes(self._document("unit", None, self._lang)["notes"])

    def table(self, by: View = "unit", *, digits: int | None = None, lang: str | None = None) -> pd.DataFrame:
        """Make the table that `dti score --format csv` prints, with the decimals that the definition prints.

        Parameters
        ----------
        by : {'unit', 'indicator', 'rank', 'group'}
            One row a unit; one an indicator of each unit; one a unit and level with its rank; where targets are
            counted, one a group or lead agency.
        digits : int, optional
            Decimals of points and values instead of the definition's, half-up.
        lang : {'en', 'vi'}, optional
            The language of the notes; the columns are the same in both.

        Returns
        -------
        pandas.DataFrame
            Figures as float64, in exact mode as `decimal.Decimal`, every digit as printed.
        """
        return frame_of_rows(self._document(by, digits, lang or self._lang)["rows"])

    def to_text(self, by: View = "unit", *, digits: int | None = None, lang: str | None = None) -> str:
        """Make the table that `dti score` prints: by rank, with headings and notes in the language asked for."""
        return self._answer(by, digits, lang or self._lang, "table")

    def __len__(self) -> int:
        return len(self._data)

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        most = 30
        lines = self.to_text().splitlines()
        if len(lines) <= most:
            return "\n".join(lines)
        rest = f"… {len(lines) - most} more lines: print(result)"
        return "\n".join([*lines[:most], rest])

    def _repr_html_(self) -> str:
        from ._answer import notes_html

        index = self._data.index
        title = f"{index.title(self._lang)} · {index.id}"
        table: str = self.table()._repr_html_()  # type: ignore[operator]
        return f"<p><b>{html.escape(title)}</b></p>{table}{notes_html(self.notes)}"

    @property
    def _indicator_ids(self) -> list[str]:
        return [row["id"] for row in self._data.index.indicators("en")]

    def _unit_index(self) -> pd.Index[typing.Any]:
        import pandas as pd

        return pd.Index(self.units, name="unit")

    def _frame(self, level: str, axis: str, columns: list[str]) -> pd.DataFrame:
        import pandas as pd

        values: typing.Any
        if self._mode == "exact":
            values = [[to_fraction(pair) for pair in row] for row in self._scores.fractions(level)]
            dtype: typing.Any = object
        else:
            values = self._scores.floats(level)
            dtype = float
        return pd.DataFrame(values, index=self._unit_index(), columns=pd.Index(columns, name=axis), dtype=dtype)

    def _series(self, level: str) -> pd.Series[typing.Any]:
        return self._frame(level, level, [level])[level]

    def _answer(self, by: View, digits: int | None, lang: str, form: str) -> str:
        options = {"by": by, "lang": lang, "format": form, "mode": "fast" if self._mode == "fast" else "exact"}
        text, _ = _core.answer("score", self._data, options if digits is None else {**options, "digits": digits})
        return text

    def _document(self, by: View, digits: int | None, lang: str) -> dict[str, typing.Any]:
        number: type[typing.Any] = Decimal if self._mode == "exact" else float
        document: dict[str, typing.Any] = json.loads(self._answer(by, digits, lang, "json"), parse_float=number)
        return document


def to_fraction(pair: tuple[int, int] | None) -> Fraction | None:
    """Make a fraction of what C++ hands over; the pair is in lowest terms or not."""
    return None if pair is None else Fraction(*pair)


def frame_of_rows(rows: list[dict[str, typing.Any]]) -> pd.DataFrame:
    """Make a data frame of a command's JSON rows; a column without a single entry is NaN, as from a CSV file."""
    import pandas as pd

    frame = pd.DataFrame(rows)
    empty = [name for name in frame.columns if frame[name].isna().all()]
    return frame.astype(dict.fromkeys(empty, float))
