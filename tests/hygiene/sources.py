#!/usr/bin/env python3
"""Nothing is lost: every source of src/ is listed in src/CMakeLists.txt and the other way round (of python-bindings/ in
its own), every public header of a folder has a test file of its own name, and every test file a header. A header whose
content is split into parts in a folder of its name (text/wording.hpp and text/wording/) is tested with them, in one
file.

Usage: sources.py ROOT
"""
import pathlib
import re
import sys

WITHOUT_TEST = {"dti.hpp", "batch.hpp", "answers.hpp", "gradients.hpp", "fwd.hpp", "version.hpp", "export.hpp"}  # they declare or collect, and do nothing


def check(root):
    problems = []

    source_dir = root / "src"
    listed = set(re.findall(r"^\s*(?:add_executable\(\w+ )?([\w/]+\.cpp)\b",
                            (source_dir / "CMakeLists.txt").read_text(encoding="utf-8"), re.MULTILINE))
    present = {path.relative_to(source_dir).as_posix() for path in source_dir.rglob("*.cpp")}
    problems += [f"src/{name} is not listed in src/CMakeLists.txt" for name in sorted(present - listed)]
    problems += [f"src/{name} is listed in src/CMakeLists.txt and does not exist" for name in sorted(listed - present)]

    python_dir = root / "python-bindings"
    module = set(re.findall(r"^\s*(src/\w+\.cpp)\b", (python_dir / "CMakeLists.txt").read_text(encoding="utf-8"), re.MULTILINE))
    in_module = {path.relative_to(python_dir).as_posix() for path in python_dir.rglob("*.cpp")}
    problems += [f"python-bindings/{name} is listed in its CMakeLists.txt or exists, but not both" for name in sorted(module ^ in_module)]
    present |= {f"python-bindings/{name}" for name in in_module}

    header_dir, test_dir = root / "include" / "dti", root / "tests" / "unit"
    headers = {path.relative_to(header_dir).with_suffix("").as_posix() for path in header_dir.rglob("*.hpp")
               if path.relative_to(header_dir).as_posix() not in WITHOUT_TEST}
    tests = {path.relative_to(test_dir).as_posix().removesuffix(".test.cpp") for path in test_dir.rglob("*.test.cpp")}
    parts = {name for name in headers if name.rpartition("/")[0] in headers}
    problems += [f"include/dti/{name}.hpp has no tests/unit/{name}.test.cpp" for name in sorted(headers - parts - tests)]
    core_folders = {path.name for path in header_dir.iterdir() if path.is_dir()}
    problems += [f"tests/unit/{name}.test.cpp tests no header of that name" for name in sorted(tests - headers)
                 if name.split("/")[0] in core_folders]
    return len(present) + len(headers), problems


def main():
    count, problems = check(pathlib.Path(sys.argv[1]))
    print("\n".join(problems))
    print(f"{count} sources and headers, {len(problems)} problems")
    return 1 if problems or not count else 0


if __name__ == "__main__":
    sys.exit(main())
