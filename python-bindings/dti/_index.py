"""An index: what scores data and answers questions about them."""

from __future__ import annotations

import functools
import html
import json
import os
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence

from . import _arrays, _core, _figures
from ._errors import warn
from ._notes import read_notes
from ._result import Mode, Result

if typing.TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ._answer import Answer
    from ._figures import Numbers

    Lang = typing.Literal["en", "vi"]

MOST_DECIMALS = 15  # of figures in answers: as many as a float keeps


def shipped() -> list[str]:
    """Ids of the definitions that are part of the package, such as `provincial-2022`."""
    return _core.shipped()


def load(path_or_id: str | os.PathLike[str], *, lang: Lang = "en") -> Index:
    """Load an index.

    Parameters
    ----------
    path_or_id : str or path
        The id of a shipped definition (see `shipped`), or the path of a YAML file.
    lang : {'en', 'vi'}
        The language of titles, tables and notes, where a call does not say another.

    Raises
    ------
    Error
        The definition has mistakes, or there is no such id; every mistake is in `diagnostics`.
    FileError
        The file cannot be read.
    """
    return Index(_core.Definition.load(os.fsdecode(path_or_id)), lang)


def loads(text: str, *, name: str = "<text>", lang: Lang = "en") -> Index:
    """Load an index from the text of a YAML file; `name` is what messages call it."""
    return Index(_core.Definition.parse(name, text), lang)


class Index:
    """A definition with its formulas compiled; made by `load`.

    It is never changed, and may be used by several threads at once.
    """

    def __init__(self, definition: _core.Definition, lang: Lang = "en") -> None:
        definition.title(lang)  # refuses other languages
        self._definition = definition
        self._lang: Lang = lang
        self._prepared: dict[tuple[str, ...] | None, _arrays.Prepared] = {}

    @property
    def id(self) -> str:
        """The id, such as `provincial-2022`."""
        return self._definition.id

    @property
    def title(self) -> str:
        """The title in the language of the index."""
        return self._definition.title(self._lang)

    @property
    def document(self) -> str:
        """The decision that the index is from; may be empty."""
        return self._definition.document

    @functools.cached_property
    def fields(self) -> dict[str, _core.Field]:
        """What data may name, `indicator.figure` or `indicator.points`, in the definition's order."""
        return {field.name: field for field in self._definition.fields}

    @functools.cached_property
    def columns(self) -> list[str]:
        """The inputs that the index needs: the last axis of arrays, in this order.

        All inputs of scored indicators, and `indicator.points` of those whose points assessors enter.
        """
        return [field.name for field in self.fields.values() if field.needed]

    @property
    def indicators(self) -> pd.DataFrame:
        """The indicators with title, code, sub-index, maximum, weight, formula and confidence, by id."""
        import pandas as pd

        return pd.DataFrame(self._definition.indicators(self._lang)).set_index("id")

    @property
    def sub_indices(self) -> dict[str, str]:
        """Titles of the sub-indices by id."""
        return {row["id"]: row["title"] for row in self._definition.sub_indices(self._lang)}

    @property
    def pillars(self) -> dict[str, str]:
        """Titles of the pillars by id."""
        return {row["id"]: row["title"] for row in self._definition.pillars(self._lang)}

    def read(
        self,
        data: typing.Any,
        *,
        units: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
        numbers: Numbers = "plain",
    ) -> _core.Data:
        """Read data once, to ask about them several times.

        Parameters
        ----------
        data
            - `pandas.DataFrame`: *wide*, one row a unit (named by the column `unit` or else by the frame's index) and
              columns `indicator.name` or two levels `(indicator, name)`; or *long*, columns `unit`, `indicator`,
              `name`, `value`. Columns `group`, `ranked` and `synthetic` may stand beside.
            - `dict`: one unit `{"indicator.name": figure}`, units `{unit: {"indicator.name": figure}}`, or columns
              `{"unit": […], "indicator.name": […]}`.
            - `numpy.ndarray`: units × inputs, or a structured array with the names of a wide frame.
            - a path, or several: CSV files and YAML profiles, as the command line reads them.
            - `Data`: what this method has read.
            A figure is a number of any kind (bool for yes or no; `Decimal` and `Fraction` are exact; a float is the
            shortest decimal that prints like it), or a text as in a file, such as `"60.29%"`. None, NaN, NA and `""`
            are missing.
        units, columns : sequence of str, optional
            Names for the axes of an array: units `0`, `1`, … and `Index.columns` where they are not given.
        numbers : {'plain', 'vi'}
            How texts write numbers: `1234.5` or `1.234,5`.

        Raises
        ------
        Error
            The data have mistakes: unknown names, figures that are none, contradictions; all are in `diagnostics`.
        FileError
            A file cannot be read.
        TypeError, ValueError
            The data are of another form, or a figure of another type.

        Warns
        -----
        DataWarning
            A figure may be meant otherwise.
        """
        found = _figures.read(self._definition, self.fields, self.columns, data, numbers, units, columns)
        if found is not data:
            warn(found.warnings)
        return found

    def score(
        self,
        data: typing.Any,
        *,
        mode: Mode = "float",
        units: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
        numbers: Numbers = "plain",
        lang: Lang | None = None,
    ) -> Result:
        """Score the units of a cohort.

        Parameters
        ----------
        data, units, columns, numbers
            See `read`.
        mode : {'float', 'exact', 'fast'}
            - `float`: computed exactly, given as the nearest float64.
            - `exact`: computed exactly, given as `fractions.Fraction`.
            - `fast`: computed in float64; for arrays and many scenarios `batch` is faster still.
        lang : {'en', 'vi'}, optional
            The language of tables and notes.

        Returns
        -------
        Result
            Values, points, ranks and what became of each indicator.

        Raises
        ------
        Error
            Also where the definition's policies call something an error, such as a missing figure.
        """
        if mode not in ("float", "exact", "fast"):
            raise ValueError(f"mode is 'float', 'exact' or 'fast', not {mode!r}")
        self._definition.title(lang or self._lang)
        read = self.read(data, units=units, columns=columns, numbers=numbers)
        result = Result(read, mode, lang or self._lang)
        warn(result.warnings)
        return result

    def explain(
        self,
        data: typing.Any,
        *,
        unit: str | None = None,
        indicator: str | None = None,
        digits: int | None = None,
        numbers: Numbers = "plain",
        lang: Lang | None = None,
    ) -> Answer:
        """Tell how each point of a unit arises: figures, rule, steps, source and confidence.

        Parameters
        ----------
        data, numbers
            See `read`.
        unit : str, optional
            The unit, in any usual spelling; needed where the data hold several.
        indicator : str, optional
            Explain this indicator alone.
        digits : int, optional
            Decimals of points and values in the text, instead of the definition's.

        Returns
        -------
        Answer
            One row an indicator; `print()` shows the explanation as text.
        """
        return self._ask("explain", data, numbers, lang, digits, unit=unit, indicator=indicator)

    def gains(
        self,
        data: typing.Any,
        *,
        unit: str | None = None,
        indicator: str | None = None,
        rivals: bool = False,
        digits: int | None = None,
        numbers: Numbers = "plain",
        lang: Lang | None = None,
    ) -> Answer:
        """Tell what a little more of each figure adds to the total points of a unit.

        Parameters
        ----------
        data, numbers
            See `read`.
        unit, indicator
            See `explain`.
        rivals : bool
            Add a row for each rival whose total moves with the figure.
        digits : int, optional
            Decimals of points in the text, instead of the definition's.

        Returns
        -------
        Answer
            One row a figure: `indicator`, `name`, `value`, `gain_up` and `gain_down` (right and left derivative; a
            rate's unit is 1 = 100%; `inf` where the total jumps), `step`, `step_gain`, `left`, `threshold`,
            `threshold_gain`, `unit`.
        """
        return self._ask("gains", data, numbers, lang, digits, unit=unit, indicator=indicator, rivals=rivals)

    def gaps(
        self,
        data: typing.Any,
        *,
        unit: str | None = None,
        by: typing.Literal["points", "share", "lead", "group"] = "points",
        targets: str | os.PathLike[str] | None = None,
        to_max: bool = False,
        total: float | str | None = None,
        to_rank: int | None = None,
        top: int | None = None,
        lead: str | None = None,
        due: str | None = None,
        digits: int | None = None,
        numbers: Numbers = "plain",
        lang: Lang | None = None,
    ) -> Answer:
        """Tell what each indicator of a unit lacks against its target or maximum, and the figure that closes it.

        Parameters
        ----------
        data, numbers
            See `read`.
        unit
            See `explain`.
        by : {'points', 'share', 'lead', 'group'}
            The order of the text; `lead` and `group` add gaps up by lead agency and by sub-index.
        targets : path, optional
            A file of targets instead of those of the profile.
        to_max : bool
            Measure against the maximum, whatever targets there are.
        total, to_rank : number, optional
            Total points or a rank that is wanted: the column `chosen` numbers the fewest gaps that reach it.
        top, lead, due : optional
            Only the first gaps of each part, those of one agency, or those due by a date.
        digits : int, optional
            Decimals of points and values in the text, instead of the definition's.

        Returns
        -------
        Answer
            One row an indicator: `rank`, `indicator`, `code`, `points`, `target_points`, `gap`, `share`, `needed`
            (`name=value`) and more.
        """
        options: dict[str, typing.Any] = {"unit": unit, "by": by, "to_max": to_max, "lead": lead, "due": due}
        options["targets"] = None if targets is None else os.fsdecode(targets)
        for name, value in (("total", total), ("to_rank", to_rank), ("top", top)):
            options[name] = None if value is None else _figures.text_of_value(value, None, name, "plain")
        return self._ask("gaps", data, numbers, lang, digits, **options)

    def whatif(
        self,
        data: typing.Any,
        changes: Mapping[str, typing.Any] | None = None,
        *,
        unit: str | None = None,
        scenario: str | os.PathLike[str] | None = None,
        names: Iterable[str] = (),
        targets: bool = False,
        against: typing.Any = None,
        compare: bool = False,
        digits: int | None = None,
        numbers: Numbers = "plain",
        lang: Lang | None = None,
    ) -> Answer:
        """Tell what other figures would make of the points, total and rank of a unit.

        Parameters
        ----------
        data, numbers
            See `read`.
        changes : dict, optional
            The figures that change, by `indicator.name` or `indicator.points`: numbers, or texts such as `"80%"`,
            `"+5pp"`, `"+3"`, `"*1.1"`, `"max"`, `"yes"` (docs/answers.md).
        unit
            See `explain`.
        scenario : path, optional
            A file of scenarios; `names` chooses among them.
        targets : bool
            The targets of the unit's profile that it is not at yet.
        against : optional
            The same units at a later time, in any form of `data`.
        compare : bool
            Put the scenarios of `changes`, `targets` and `scenario` side by side.
        digits : int, optional
            Decimals of points and values in the text, instead of the definition's.

        Returns
        -------
        Answer
            One row a level: `level`, `id`, `before`, `after`, `change` and more; side by side one column a scenario.
        """
        if not changes and scenario is None and not targets and against is None:
            raise TypeError("whatif() needs changes, scenario=, targets=True or against=")
        if isinstance(changes, str) or not isinstance(changes or {}, Mapping):
            raise TypeError("changes must be a dict of figures by indicator.name")
        options: dict[str, typing.Any] = {"unit": unit, "compare": compare, "from_targets": targets}
        options["changes"] = [
            f"{name}={_figures.text_of_value(value, self.fields.get(name), name, numbers)}"
            for name, value in _figures.flattened(changes or {}).items()
        ]
        options["scenario"] = None if scenario is None else os.fsdecode(scenario)
        options["names"] = [names] if isinstance(names, str) else list(names)
        later = None if against is None else self.read(against, numbers=numbers)
        if against is not None:
            options["against"] = _figures.paths_of(against) or ["against"]
        return self._ask("whatif", data, numbers, lang, digits, later=later, **options)

    def batch(
        self,
        figures: typing.Any,
        *,
        results: Sequence[str] = ("total", "total_points", "ranks"),
        out: np.ndarray[typing.Any, typing.Any] | Mapping[str, np.ndarray[typing.Any, typing.Any]] | None = None,
        columns: Sequence[str] | None = None,
        groups: Sequence[typing.Any] | None = None,
        ranked: Sequence[bool] | None = None,
        references: Mapping[str, Mapping[str, Mapping[str, float]]] | None = None,
        progress: Callable[[int], object] | None = None,
        errors: typing.Literal["raise", "coerce"] = "raise",
    ) -> _core.BatchResult:
        """Score arrays of figures: one cohort or many scenarios of it, in float64, at the speed of a loop in C++.

        Any float64 array is read in place, whatever its strides; the fastest has the units of an input beside each
        other, as in `numpy.asfortranarray`. Python's lock is released meanwhile, and Ctrl-C stops it. The results have
        the bits of `score(…, mode="fast")`.

        Parameters
        ----------
        figures : array_like
            units × inputs, or scenarios × units × inputs. NaN is missing, and so is what a masked array hides; a yes_no
            is 1 or 0, a choice the position of its option from 0. A data frame has its columns by name. Arrays of
            other real numbers are converted, which copies them.
        results : sequence of str
            What is wanted: `total`, `total_points`, `ranks` (units, or scenarios × units), `sub_indices`, `pillars`,
            `indicators` (points) with one more axis. NaN stands where there is no result.
        out : array or dict of arrays, optional
            Arrays to write to: an array takes the total, a dict those that it names; nothing else is computed then.
            Writable float64 of the results' shapes with any strides, that share no element with others or `figures`.
        columns : sequence of str, optional
            What the last axis holds, instead of `Index.columns`: inputs, derived figures or `indicator.points`, in any
            order. What is not among them is missing; leaving it out is faster than NaN.
        groups, ranked : sequences, optional
            Of each unit its group and whether it is ranked, the same in all scenarios.
        references : dict, optional
            `{indicator: {"cohort_max": {name: value}}}` for a run of one unit.
        progress : callable, optional
            Called with how many scenarios were done since the last call (of one cohort: units), such as
            `tqdm(total=…).update`.
        errors : {'raise', 'coerce'}
            Whether cells that the definition's policies call an error, or that hold no figure, raise `Error` after all
            is computed, or are NaN.

        Returns
        -------
        BatchResult
            An array for each result; those of `out` are the caller's.

        Raises
        ------
        TypeError, ValueError
            Arrays of another type or shape, read-only or overlapping `out`, unknown names.
        Error
            See `errors`.
        """
        prepared = self._prepared.get(None if columns is None else tuple(columns))
        if prepared is None:
            prepared = self._prepare(columns)
        raises = errors == "raise"
        if not raises and errors != "coerce":
            raise ValueError(f"errors is 'raise' or 'coerce', not {errors!r}")
        return prepared.score(
            figures,
            results,
            out if out is None else _arrays.checked_out(out),
            groups if groups is None else _arrays.group_numbers(groups),
            ranked if ranked is None else _arrays.ranked_flags(ranked),
            references if references is None else prepared.reference_values(references),
            progress,
            raises,
        )

    def __repr__(self) -> str:
        return f"<Index {self.id}: {self.title}, {len(self._definition.indicators('en'))} indicators>"

    def _repr_html_(self) -> str:
        import pandas as pd

        counts = self.indicators.groupby("sub_index", sort=False).agg(
            indicators=("title", "size"), max_score=("max_score", "sum")
        )
        counts.insert(0, "title", pd.Series(self.sub_indices))
        table: str = counts._repr_html_()  # type: ignore[operator]
        return f"<p><b>{html.escape(self.title)}</b> · {html.escape(self.id)}<br>{html.escape(self.document)}</p>{table}"

    def __reduce__(self) -> tuple[typing.Any, ...]:
        name, text = self._definition.source
        return (functools.partial(loads, name=name, lang=self._lang), (text,))

    def _prepare(self, columns: Sequence[str] | None) -> _arrays.Prepared:
        """Prepare for arrays with these columns, and keep that: it takes longer than scoring."""
        most_kept = 16
        made = _arrays.prepare(self._definition, self.fields, self.columns if columns is None else columns)
        if len(self._prepared) >= most_kept:
            self._prepared.clear()
        self._prepared[None if columns is None else tuple(columns)] = made
        return made

    def _ask(
        self,
        command: str,
        data: typing.Any,
        numbers: Numbers,
        lang: Lang | None,
        digits: int | None,
        *,
        later: _core.Data | None = None,
        **options: typing.Any,
    ) -> Answer:
        """Ask what a command answers: once for the frame, in full, and once for the text."""
        read = self.read(data, numbers=numbers)
        if options.get("unit") is None and len(read) != 1:
            raise TypeError(f"{command}() needs unit=: the data hold {len(read)} units")
        options = {name: value for name, value in options.items() if value is not None}
        options.update(lang=lang or self._lang, numbers="vi" if numbers == "vi" else "computed")
        full = {**options, "format": "json", "digits": MOST_DECIMALS}
        shown = options if digits is None else {**options, "digits": digits}
        document, warnings = _core.answer(command, read, full, later)
        text, _ = _core.answer(command, read, shown, later)
        warn(warnings)
        from ._answer import make_answer

        parsed = json.loads(document)
        for row in parsed["rows"]:
            for side in ("gain_up", "gain_down"):  # JSON has no infinite numbers
                if isinstance(row.get(side), str):
                    row[side] = float(row[side])
        return make_answer(parsed["rows"], text, read_notes(parsed["notes"]))
