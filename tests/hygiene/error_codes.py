#!/usr/bin/env python3
"""Every code of a message is documented and shown: the codes of include/dti/text/wording/, the sections of
docs/errors.md and the codes that the golden cases print are the same set.

In the cases of good/ only warnings count. The sections are in alphabetical order, and each has an example line that a
golden case prints.

Usage: error_codes.py ROOT
"""
import itertools
import pathlib
import re
import sys

# Codes that no run of the program can print, each with the reason. They are documented all the same.
UNREACHABLE = {}

FACTORY = re.compile(r'\{\s*"([a-z][a-z0-9-]*)",')
SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
EXAMPLE = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PRINTED = re.compile(r": (error|warning)\[([a-z0-9-]+)\]: ")


def check(root):
    problems = []
    defined = set()
    for header in (root / "include/dti/text/wording").glob("*.hpp"):
        defined.update(FACTORY.findall(header.read_text(encoding="utf-8")))

    printed, lines = set(), set()
    for file in (root / "tests/golden").glob("*/*/stderr"):
        text = file.read_bytes().decode("utf-8", "replace")
        lines.update(text.splitlines())
        printed.update(code for level, code in PRINTED.findall(text)
                       if file.parent.parent.name == "bad" or level == "warning")

    text = (root / "docs/errors.md").read_text(encoding="utf-8")
    heads = list(SECTION.finditer(text))
    documented = [head[1] for head in heads]
    for head, following in itertools.zip_longest(heads, heads[1:]):
        section = text[head.end():following.start() if following else len(text)]
        examples = "".join(EXAMPLE.findall(section)).splitlines()
        if head[1] not in UNREACHABLE and not examples:
            problems.append(f"docs/errors.md: {head[1]} has no example")
        problems += [f"docs/errors.md: no golden case prints: {line}" for line in examples if line not in lines]
    if documented != sorted(set(documented)):
        problems.append("docs/errors.md: the sections are not in alphabetical order, or one stands twice")

    problems += [f"{code} has no section in docs/errors.md" for code in sorted(defined - set(documented))]
    problems += [f"docs/errors.md: no message has the code {code}" for code in sorted(set(documented) - defined)]
    problems += [f"{code} is printed by no case of tests/golden" for code in sorted(defined - printed - set(UNREACHABLE))]
    problems += [f"{code} is printed by tests/golden and made by no factory of wording/" for code in sorted(printed - defined)]
    problems += [f"{code} is called unreachable, and a golden case prints it" for code in sorted(printed & set(UNREACHABLE))]
    return len(defined), problems


def main():
    count, problems = check(pathlib.Path(sys.argv[1]))
    print("\n".join(problems))
    print(f"{count} codes, {len(problems)} problems")
    return 1 if problems or not count else 0


if __name__ == "__main__":
    sys.exit(main())
