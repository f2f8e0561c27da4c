"""What policies decided and what results rest on: nothing is silent."""

from __future__ import annotations

import dataclasses
import typing

if typing.TYPE_CHECKING:
    from collections.abc import Iterable


@dataclasses.dataclass(frozen=True)
class Case:
    """A unit, an indicator, or an indicator of a unit that a note is about."""

    unit: str | None
    indicator: str | None


@dataclasses.dataclass(frozen=True)
class Note:
    """A line under a table: how often something was decided, and where.

    `code` is a stable word, such as `missing_as_zero`; `text` is in the language that was asked for.
    """

    code: str
    count: int
    text: str
    cases: tuple[Case, ...]

    def __str__(self) -> str:
        return self.text


def read_notes(rows: Iterable[dict[str, typing.Any]]) -> list[Note]:
    """Make notes of what the JSON of a command lists."""
    return [
        Note(row["code"], row["count"], row["text"], tuple(Case(case["unit"], case["indicator"]) for case in row["cases"]))
        for row in rows
    ]
