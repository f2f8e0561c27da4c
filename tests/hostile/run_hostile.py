#!/usr/bin/env python3
"""Feeds hostile files to every place of the program that reads one, and looks at how it refuses them.

Whatever the file: the exit status is one the contract names, every line on standard error is a message with its place
(or the line, caret and help below one), at most twenty of a file, nothing is on standard output, nothing of C++ shows,
and neither time nor memory grow beyond a bound. The files are made in a temporary folder.

Usage: run_hostile.py --dti PROGRAM [--sanitized] [--quick] [--only WORDS]
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time

import files

MESSAGE = re.compile(r"(?P<file>.+?)(:[1-9]\d*:[1-9]\d*)?: (?P<level>error|warning)\[[a-z-]+\]: \S.*")
BELOW = re.compile(r"  (\d+| +) \| .*|  help: .+|.+: at least \d+ more (errors|warnings) not shown")
FORBIDDEN = ("terminate", "what()", "std::", "YAML::", "yaml-cpp", "boost", "Sanitizer", "runtime error",
             "basic_string", "bad_alloc", "out of memory", "Assertion", "Traceback", "core dumped", "0x0")
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
SHOWN_PER_FILE = 20
MOST_BYTES = 60_000


def limits(options):
    """To be run in the child: its time, and its memory where no sanitizer reserves terabytes."""
    seconds = 60 if options.sanitized else 10
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not options.sanitized:
        resource.setrlimit(resource.RLIMIT_AS, (1500 << 20, 1500 << 20))


def complaints(done, allowed, may_print):
    """What is wrong with one run. `check` shows the sound definition beside failed examples
    and errors of the data."""
    if done.returncode not in allowed:
        yield f"exit status {done.returncode}, not one of {sorted(allowed)}"
    if done.returncode != 0 and done.stdout and not may_print:
        yield f"{len(done.stdout)} bytes on standard output beside an error"
    if len(done.stderr) > MOST_BYTES:
        yield f"{len(done.stderr)} bytes on standard error"
    try:
        text = done.stderr.decode("utf-8")
    except UnicodeDecodeError as problem:
        yield f"standard error is not UTF-8: {problem}"
        return
    if done.returncode != 0 and not text:
        yield "no message"
    if OBEYED.search(text):
        yield f"a character that a terminal obeys: {OBEYED.search(text).group()!r}"
    for word in FORBIDDEN:
        if word in text:
            yield f"`{word}` on standard error"
    shown = {}
    for line in text.split("\n")[:-1]:
        if BELOW.fullmatch(line):
            continue
        message = MESSAGE.fullmatch(line)
        if message is None:
            yield f"a line that is no message: {line[:200]!r}"
            return
        key = message["file"], message["level"]
        shown[key] = shown.get(key, 0) + 1
    if any(count > SHOWN_PER_FILE for count in shown.values()):
        yield f"more than {SHOWN_PER_FILE} messages of a file: {shown}"


def feed_pipe(path):
    """Opens the other end of a pipe and closes it again."""
    os.close(os.open(path, os.O_WRONLY))


def run(case, place, words, folder, options):
    for pipe in case.pipes:
        threading.Thread(target=feed_pipe, args=(folder / pipe,), daemon=True).start()
    start = time.monotonic()
    try:
        done = subprocess.run([options.dti, *words], cwd=folder, capture_output=True, check=False, timeout=180,
                              preexec_fn=lambda: limits(options), stdin=subprocess.DEVNULL)
        wrong = list(complaints(done, case.status, words[0] == "check"))
        if case.says and done.returncode != 0 and case.says.encode() not in done.stderr:
            wrong.append(f"does not say {case.says!r}")
        text = done.stderr.decode("utf-8", "replace")[:600]
    except subprocess.TimeoutExpired:
        wrong, text = ["no end after 180 s"], ""
    seconds = time.monotonic() - start
    name = f"{words[0]}: {case.name} as {place}"
    report = "".join(f"{name}: {problem}\n" for problem in wrong)
    return report + (text + "\n" if wrong else ""), seconds, name


def runs_of(case, folder):
    """Writes the case's file and names the runs that read it: by each place that the file may stand at."""
    for place in case.places:
        own = folder / place
        own.mkdir(parents=True, exist_ok=True)
        path = case.make(own, place)
        if path is None:
            continue
        yield from ((place, words) for words in files.commands(place, path, own))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dti", required=True, help="the program")
    parser.add_argument("--sanitized", action="store_true", help="it is built under sanitizers: slower, no memory limit")
    parser.add_argument("--quick", action="store_true", help="half the size of what only costs time")
    parser.add_argument("--only", default="", metavar="WORDS", help="only cases whose name holds this")
    parser.add_argument("--slowest", type=int, default=0, metavar="N", help="show the N slowest runs")
    options = parser.parse_args()
    options.dti = str(pathlib.Path(options.dti).resolve())
    size = 0.02 if options.sanitized else 0.1 if options.quick else 0.2
    cases = [case for case in files.cases(size)
             if options.only in case.name]

    def run_case(number_and_case):
        number, case = number_and_case
        with tempfile.TemporaryDirectory(prefix="hostile-") as root:
            folder = pathlib.Path(root)
            return [run(case, place, words, folder / place, options) for place, words in runs_of(case, folder)]

    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        done = [result for results in pool.map(run_case, enumerate(cases)) for result in results]
    failed = [report for report, _, _ in done if report]
    print("".join(failed), end="")
    for _, seconds, name in sorted(done, key=lambda item: -item[1])[:options.slowest]:
        print(f"{seconds:6.2f} s  {name}")
    print(f"hostile: {len(done) - len(failed)} of {len(done)} runs passed, {len(failed)} failed")
    return 1 if failed or not done else 0


if __name__ == "__main__":
    sys.exit(main())
