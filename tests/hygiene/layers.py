#!/usr/bin/env python3
"""The layer rule: folders of include/dti are the data flow.

A folder includes itself, the folders before it, and the two ground floors number/ and text/. No header includes one
that includes it. The core knows the standard library (without <ranges> and <format>), Boost's headers and fmt.
load.hpp belongs to dti::yaml; dti.hpp, batch.hpp, answers.hpp and gradients.hpp are the whole core in four parts: all stand outside the
layers, and no layer includes them.

Usage: layers.py ROOT
"""
import pathlib
import re
import sys

GROUND = ["number", "text"]
FLOW = ["definition", "formula", "evaluate", "aggregate", "batch", "analyse", "report"]
UMBRELLAS = ["dti/dti.hpp", "dti/batch.hpp", "dti/answers.hpp", "dti/gradients.hpp"]
OUTSIDE = {*UMBRELLAS, "dti/load.hpp"}
EVERYWHERE = {"dti/fwd.hpp", "dti/version.hpp", "dti/export.hpp"}
ALLOWED_LIBRARIES = ("boost/", "fmt/")
REFUSED_STANDARD = {"ranges", "format"}  # clang 14 with libstdc++ 12 rejects the one, neither has the other

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def may_include(source, target):
    """Whether a header in folder `source` may include one in folder `target`."""
    if target in GROUND or target == source:
        return True
    return source in FLOW and target in FLOW and FLOW.index(target) < FLOW.index(source)


def folder_of(header):
    """The folder of dti/<folder>/x.hpp, or None for dti/x.hpp."""
    parts = header.split("/")
    return parts[1] if len(parts) > 2 else None


def find_cycle(graph):
    """A list of headers that include each other in a ring, or None."""
    state, path = {}, []

    def visit(header):
        state[header] = "open"
        path.append(header)
        for target in graph.get(header, ()):
            if state.get(target) == "open":
                return path[path.index(target):] + [target]
            if target not in state:
                ring = visit(target)
                if ring:
                    return ring
        path.pop()
        state[header] = "done"
        return None

    for header in sorted(graph):
        if header not in state:
            ring = visit(header)
            if ring:
                return ring
    return None


def reached_from(start, graph):
    """Every header that `start` includes, directly or through others."""
    reached, waiting = set(), [start]
    while waiting:
        for target in graph.get(waiting.pop(), ()):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    return reached


def check(root):
    include = root / "include"
    problems, graph = [], {}
    for path in sorted((include / "dti").rglob("*.hpp")):
        header = path.relative_to(include).as_posix()
        folder = folder_of(header)
        graph[header] = []
        if folder is not None and folder not in GROUND + FLOW:
            problems.append(f"{header}: folder {folder}/ is in no layer; give it a place in layers.py")
            continue
        text = path.read_text(encoding="utf-8")
        for match in INCLUDE.finditer(text):
            quote, target = match.groups()
            place = f"include/{header}:{text.count(chr(10), 0, match.start(2)) + 1}"
            if quote == '"' and not target.startswith("dti/"):
                target = (path.parent / target).resolve().relative_to(include.resolve()).as_posix()
            if not target.startswith("dti/"):
                if target in REFUSED_STANDARD:
                    problems.append(f"{place}: <{target}> is refused")
                elif "/" in target and not target.startswith(ALLOWED_LIBRARIES):
                    problems.append(f"{place}: <{target}> is neither standard, Boost nor fmt")
                elif "/" not in target and target.endswith(".h"):
                    problems.append(f"{place}: <{target}>: use the C++ header")
                continue
            if not (include / target).exists():
                problems.append(f"{place}: {target} does not exist")
                continue
            graph[header].append(target)
            if header in OUTSIDE or target in EVERYWHERE:
                continue
            if folder is None:
                problems.append(f"{place}: a header outside the layers includes {target}")
            elif target in OUTSIDE:
                problems.append(f"{place}: no layer includes {target}")
            elif not may_include(folder, folder_of(target)):
                problems.append(f"{place}: {folder}/ may not include {folder_of(target)}/")
    ring = find_cycle(graph)
    if ring:
        problems.append("headers include each other in a ring: " + " -> ".join(ring))
    problems += [f"include/{name}: it is the core alone, without load.hpp" for name in UMBRELLAS
                 if "dti/load.hpp" in graph.get(name, ())]
    reached = set().union(*(reached_from(name, graph) for name in UMBRELLAS))
    for header in sorted(set(graph) - OUTSIDE - EVERYWHERE - reached):
        problems.append(f"{header} is reached from neither {' nor '.join(UMBRELLAS)}")
    return len(graph), problems


def main():
    count, problems = check(pathlib.Path(sys.argv[1]))
    print("\n".join(problems))
    print(f"{count} headers, {len(problems)} problems")
    return 1 if problems or not count else 0


if __name__ == "__main__":
    sys.exit(main())
