"""Answers about one unit: data frames that also print as the command line does."""

from __future__ import annotations

import html
import typing

import pandas as pd

from ._result import frame_of_rows

if typing.TYPE_CHECKING:
    from collections.abc import Iterable

    from ._notes import Note


class Answer(pd.DataFrame):
    """A data frame of gains, gaps, changes or explanations.

    It is an ordinary data frame, with the columns of the command's CSV (docs/answers.md) and figures that are not
    rounded. What is computed from it is a plain `pandas.DataFrame`.

    Attributes
    ----------
    notes : list of Note
        What the answer rests on, and what is not in it.
    text : str
        The table of the command line, in the language asked for; `print(answer)` shows it.
    """

    _metadata: typing.ClassVar[list[str]] = ["notes", "text"]

    notes: list[Note]
    text: str

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        table: str = pd.DataFrame(self)._repr_html_()  # type: ignore[operator]
        return table + notes_html(self.notes)


def make_answer(rows: list[dict[str, typing.Any]], text: str, notes: list[Note]) -> Answer:
    """Make the data frame of a command's JSON rows."""
    answer = Answer(frame_of_rows(rows))
    answer.notes = notes
    answer.text = text
    return answer


def notes_html(notes: Iterable[Note]) -> str:
    """Make a list in HTML; nothing where there are no notes."""
    items = "".join(f"<li>{html.escape(note.text)}</li>" for note in notes)
    return f"<ul>{items}</ul>" if items else ""
