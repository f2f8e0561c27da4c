#!/usr/bin/env python3
"""Runs golden cases under locales whose decimal sign, thousands and letters differ, and compares every byte.

LOCPATH names the folder of make_locales. A locale that is not there would be the locale C in disguise: fails then.

Usage: run_locales.py --dti PROGRAM --locales FOLDER
"""
import argparse
import os
import pathlib
import shlex
import subprocess
import sys

GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "golden"
LOCALES = ("vi_VN.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "C", "POSIX")
# Of good and bad cases alike: what prints or reads numbers, compares names, or tells reasons of the system.
WORDS = ("score-20", "numbers", "number", "print", "check-shipped", "list", "help", "fast", "decimals", "encoding",
         "names", "cannot", "unknown", "rank", "example", "explain", "fit", "percent", "weights", "too-large", "limit")


def exists(folder, name):
    """Whether the C library finds the locale; asked in a process of its own, as it reads LOCPATH only once."""
    code = "import locale, sys; locale.setlocale(locale.LC_ALL, sys.argv[1])"
    return subprocess.run([sys.executable, "-c", code, name], env=os.environ | {"LOCPATH": folder}, check=False,
                          stderr=subprocess.DEVNULL).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dti", required=True, help="the program")
    parser.add_argument("--locales", required=True, help="the folder of make_locales")
    options = parser.parse_args()
    program = str(pathlib.Path(options.dti).resolve())
    locales = str(pathlib.Path(options.locales).resolve())
    lacking = [name for name in LOCALES if not exists(locales, name)]
    if lacking:
        print(f"not installed: {', '.join(lacking)}")
        return 1
    cases = [path.parent for path in sorted(GOLDEN.glob("*/*/command"))
             if any(word in path.parent.name for word in WORDS)]
    failed = 0
    for folder in cases:
        words = shlex.split((folder / "command").read_text(encoding="utf-8"))
        expected = [(folder / name).read_bytes() if (folder / name).exists() else b"" for name in ("stdout", "stderr")]
        for name in LOCALES:
            environment = {key: value for key, value in os.environ.items() if not key.startswith("LC_")}
            environment |= {"LOCPATH": locales, "LC_ALL": name, "LANG": name, "LANGUAGE": name[:2]}
            done = subprocess.run([program, *words], cwd=folder, env=environment, capture_output=True, timeout=60,
                                  check=False)
            if [done.stdout, done.stderr] != expected:
                failed += 1
                print(f"{folder.name} under {name} prints something else:\n{(done.stdout + done.stderr)[:500]}")
    print(f"locales: {len(cases)} cases under {len(LOCALES)} locales, {failed} differ")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
