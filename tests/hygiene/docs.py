#!/usr/bin/env python3
"""Checks that the documents show what is: a block marked `<!-- file: PATH -->` equals that file (or a part of it, its lines
taken as they stand), and one marked `<!-- run: COMMAND -->` what the command prints, `dti` being the built program.

`--update` rewrites the blocks.
"""
import argparse
import pathlib
import re
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"(<!-- (file|run): (.+?) -->\n+```\w*\n)(.*?)(```)", re.S)


def output_of(command, program):
    words = shlex.split(command)
    if words[0] == "dti":
        words[0] = program
    done = subprocess.run(words, cwd=ROOT, capture_output=True, timeout=120, check=False)
    return (done.stdout + done.stderr).decode("utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dti", required=True)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    program = str(pathlib.Path(options.dti).resolve())
    checked, wrong = 0, 0
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        text = path.read_text(encoding="utf-8")

        def actual(match):
            kind, what = match.group(2), match.group(3)
            shown = (ROOT / what).read_text(encoding="utf-8") if kind == "file" else output_of(what, program)
            return match.group(1) + shown + match.group(5)

        for match in BLOCK.finditer(text):
            checked += 1
            if actual(match) != match.group(0) and not options.update:
                wrong += 1
                print(f"{path.relative_to(ROOT)}: the block `{match.group(3)}` is not what is; scripts: docs.py --update")
        if options.update:
            path.write_text(BLOCK.sub(actual, text), encoding="utf-8")
    print(f"docs: {checked - wrong} passed, {wrong} failed")
    return 1 if wrong or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
