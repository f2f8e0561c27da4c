#!/usr/bin/env python3
"""Runs the program on every golden case and compares what it prints, byte for byte.

A case is a folder below good/ or bad/ with a file `command` (the words behind `dti`, quoted as in a shell) and the
expected `stdout`, `stderr` and `status`; the program runs inside the folder, so paths in messages are short. A missing
`stdout` or `stderr` means that nothing is printed. `--update` rewrites what is expected: read the difference before
committing it.
"""
import argparse
import pathlib
import shlex
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def run_case(program, folder):
    words = shlex.split((folder / "command").read_text(encoding="utf-8"))
    done = subprocess.run([program, *words], cwd=folder, capture_output=True, timeout=60, check=False)
    return {"stdout": done.stdout, "stderr": done.stderr, "status": b"%d\n" % done.returncode}


def read(path):
    return path.read_bytes() if path.exists() else b""


def update(folder, actual):
    for name, content in actual.items():
        if content:
            (folder / name).write_bytes(content)
        else:
            (folder / name).unlink(missing_ok=True)


def differences(folder, actual):
    for name, content in actual.items():
        expected = read(folder / name)
        if content != expected:
            yield (f"{folder.relative_to(HERE)}: {name} differs\n--- expected\n{expected.decode('utf-8', 'replace')}"
                   f"--- actual\n{content.decode('utf-8', 'replace')}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dti", required=True, help="the program")
    parser.add_argument("--update", action="store_true", help="rewrite what is expected")
    options = parser.parse_args()
    program = str(pathlib.Path(options.dti).resolve())
    folders = sorted(path.parent for path in HERE.glob("*/*/command"))
    failed = 0
    for folder in folders:
        actual = run_case(program, folder)
        if options.update:
            update(folder, actual)
            continue
        found = list(differences(folder, actual))
        kind = folder.parent.name
        if (kind == "bad") != (actual["status"] != b"0\n"):
            found.append(f"{folder.relative_to(HERE)}: exit status {actual['status'].decode().strip()} in a case of {kind}/")
        failed += bool(found)
        print("\n".join(found), end="\n" if found else "")
    print(f"golden: {len(folders) - failed} passed, {failed} failed")
    return 1 if failed or not folders else 0


if __name__ == "__main__":
    sys.exit(main())
