"""Ctrl-C stops a batch within a second, and leaves everything usable."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time

import pytest
from conftest import ROOT

# Scores for minutes, if nobody stops it.
ENDLESS = """
import signal, sys
import numpy as np
import dti
signal.signal(signal.SIGINT, signal.default_int_handler)  # shells take it from what runs in the background
index = dti.load("provincial-2022")
width = len(index.columns)
shape = {"scenarios": (10**6, 63, width), "units": (6 * 10**7, width), "gaps": (10**5, 63, width)}[sys.argv[1]]
value = np.nan if sys.argv[1] == "gaps" else 1.0
figures = np.broadcast_to(np.float64(value), shape)
total = np.empty(shape[:-1])
print("begins", flush=True)
try:
    while True:
        index.batch(figures, out=total, errors="coerce")
except KeyboardInterrupt:
    assert index.batch(np.ones((63, width))).total[0] > 0
    print("stopped", flush=True)
"""


@pytest.mark.parametrize("kind", ["scenarios", "units", "gaps"])
def test_interrupt(kind: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS, kind], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        watch = threading.Timer(60, process.kill)
        watch.start()
        assert process.stdout.readline() == "begins\n"
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        sent = time.monotonic()
        try:
            assert process.stdout.readline() == "stopped\n"
            assert time.monotonic() - sent < 1
            assert process.wait(10) == 0
        finally:
            watch.cancel()
            process.kill()
