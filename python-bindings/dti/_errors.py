"""Mistakes in definitions and data, as exceptions and warnings."""

from __future__ import annotations

import sys
import typing
import warnings

if typing.TYPE_CHECKING:
    from collections.abc import Iterable

    from ._core import Diagnostic


class Error(ValueError):
    """A definition, data or an argument has mistakes.

    The text is what the command line prints: each mistake with its place, the line and help.

    Attributes
    ----------
    diagnostics : tuple of Diagnostic
        Each mistake, and warnings beside them, as values: code, message, file, line, column, help.
    """

    diagnostics: tuple[Diagnostic, ...]

    def __init__(self, text: str, diagnostics: Iterable[Diagnostic] = ()) -> None:
        super().__init__(text)
        self.diagnostics = tuple(diagnostics)

    def __str__(self) -> str:
        return str(self.args[0]).rstrip("\n")


class FileError(Error, OSError):
    """A file is absent, a directory, or cannot be read."""


class DataWarning(UserWarning):
    """Data are read as they stand, though something else may be meant; no figure changes by it."""


def warn(found: Iterable[Diagnostic]) -> None:
    """Warn of each diagnostic, at the line that called the package."""
    level = 2
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__package__") == __package__:
        frame = frame.f_back
        level += 1
    for item in found:
        warnings.warn(str(item).rstrip("\n"), DataWarning, stacklevel=level)
