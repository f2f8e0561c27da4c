#!/usr/bin/env python3
"""Times NumPy on the cohort that `dti_bench --figures INDEX` writes: numpy_cohort.py FILE [--repetitions N] [--seconds S].

Two ways: `whole` is the best that an analyst would write for this cohort, all indicators of a kind in one array of
its own; `expressions` evaluates one compiled expression an indicator over its columns. Arrays are laid out as fits
each way best, before the clock runs. Totals are checked to 1e-12 and ranks exactly. Prints JSON: seconds of CPU a
cohort, one figure a repetition.
"""
import argparse
import json
import sys
import time

import numpy as np

DIVIDED = ("ratio", "share", "threshold", "best")


def ranks_of(index, total):
    """Competition ranks: 1 + how many are better."""
    key = -(np.floor(total * 10000 + 0.5) if index["printed"] else total)
    return np.searchsorted(np.sort(key), key) + 1


def total_of(index, earned):
    parts = [i for i, most in enumerate(index["maxima"]) if most]
    maxima = np.array([[index["maxima"][i]] for i in parts], dtype=float)
    shares = np.array([index["shares"][i] for i in parts], dtype=float)
    shares /= shares.sum()
    return lambda: shares @ np.minimum(np.maximum(earned / maxima, 0), 1)


def whole(index):
    """A function that scores the cohort: one array operation for all like indicators."""
    columns = np.array(index["columns"], dtype=float)
    groups = {"divided": [], "entered": [], "flag": [], "step": [], "tiers": [], "option": [], "halves": []}
    for item in index["indicators"]:
        groups["divided" if item["rule"] in DIVIDED else item["rule"]].append(item)
    groups["divided"].sort(key=lambda item: item["rule"] == "best")  # the best ones in a row
    in_order = [item for group in groups.values() for item in group]
    points = np.zeros((len(in_order), index["units"]))
    by_part = sorted(range(len(in_order)), key=lambda i: in_order[i]["part"])
    parts = [in_order[i]["part"] for i in by_part]
    starts = [i for i, part in enumerate(parts) if i == 0 or part != parts[i - 1]]
    by_part, starts = np.array(by_part), np.array(starts)
    sorted_points = np.empty_like(points)
    earned = np.zeros((len(starts), index["units"]))
    total = total_of(index, earned)

    def figures(group, number=0):
        return np.ascontiguousarray(columns[[item["column"] + number for item in groups[group]]])

    def numbers(group, pick):
        return np.array([[float(pick(item))] for item in groups[group]]).reshape(-1, 1)

    steps = []
    at = 0
    for name, group in groups.items():
        if group:
            steps.append(STEPS[name](points[at:at + len(group)], group, lambda number=0, name=name: figures(name, number),
                                     lambda pick, name=name: numbers(name, pick)))
        at += len(group)

    def score():
        for step in steps:
            step()
        np.take(points, by_part, axis=0, out=sorted_points, mode="clip")
        np.add.reduceat(sorted_points, starts, axis=0, out=earned)
        result = total()
        return result, ranks_of(index, result)
    return score


def divided(out, group, figures, numbers):
    """All that divides: clamp(slope · a / b, 0, cap) · factor, in place."""
    part, of_whole = figures(0), figures(1)
    slope = numbers(lambda item: {"threshold": item["slope"], "share": 1 / (item["slope"] or 1)}.get(item["rule"], 1))
    cap = numbers(lambda item: item["most"] if item["rule"] == "threshold" else 1)
    factor = numbers(lambda item: 1 if item["rule"] == "threshold" else item["most"])
    first_best = sum(item["rule"] != "best" for item in group)
    best = out[first_best:]

    def step():
        np.divide(part, of_whole, out=out)
        if len(best):
            np.divide(best, best.max(axis=1, keepdims=True), out=best)
        np.multiply(out, slope, out=out)
        np.minimum(out, cap, out=out)
        np.maximum(out, 0, out=out)
        np.multiply(out, factor, out=out)
    return step


def entered(out, _group, figures, numbers):
    given, most = figures(), numbers(lambda item: item["most"])

    def step():
        np.minimum(given, most, out=out)
        np.maximum(out, 0, out=out)
    return step


def flag(out, _group, figures, numbers):
    given, most = figures(), numbers(lambda item: item["most"])
    return lambda: np.multiply(given, most, out=out)


def at_least_two(out, _group, figures, numbers):
    given, most = figures(), numbers(lambda item: item["most"])
    return lambda: np.multiply(given >= 2, most, out=out)


def tiers(out, _group, figures, numbers):
    given, last = figures(), numbers(lambda item: item["most"] - 2)

    def step():
        np.multiply(given >= 400000, last, out=out)
        np.add(out, given >= 20000, out=out)
        np.add(out, given >= 1000, out=out)
    return step


def option(out, group, figures, _numbers):
    worth = np.array([item["worth"] for item in group], dtype=float)
    rows, given = np.arange(len(group))[:, None], figures().astype(np.intp)

    def step():
        out[:] = worth[rows, given]
    return step


def halves(out, _group, figures, numbers):
    first, second, half = (figures(0), figures(1)), (figures(2), figures(3)), numbers(lambda item: item["most"] / 2)

    def step():
        np.multiply(first[0] >= first[1], half, out=out)
        np.add(out, (second[0] >= second[1]) * half, out=out)
    return step


STEPS = {"divided": divided, "entered": entered, "flag": flag, "step": at_least_two, "tiers": tiers, "option": option,
         "halves": halves}


def expression(item):
    """One indicator over its columns a, b, c, d."""
    most, slope = item["most"], item["slope"]
    return {
        "ratio": f"{most} * minimum(maximum(a / b, 0), 1)",
        "share": f"{most} * minimum(maximum(a / b / {slope}, 0), 1)",
        "threshold": f"minimum(maximum({slope} * (a / b), 0), {most})",
        "best": f"{most} * ((a / b) / (a / b).max())",
        "tiers": f"where(a < 1000, 0, where(a < 20000, 1, where(a < 400000, 2, {most})))",
        "step": f"where(a < 2, 0, {most})",
        "entered": f"minimum(maximum(a, 0), {most})",
        "flag": f"{most} * a",
        "option": "where(a == 0, {}, where(a == 1, {}, {}))".format(*item["worth"]),
        "halves": f"where(a / b >= 1, {most / 2}, 0) + where(c / d >= 1, {most / 2}, 0)",
    }[item["rule"]]


def expressions(index):
    """A function that scores the cohort: one expression an indicator."""
    columns = np.array(index["columns"], dtype=float)
    columns = np.vstack([columns, np.ones((3, index["units"]))])
    names = {"minimum": np.minimum, "maximum": np.maximum, "where": np.where}
    parts = [i for i, most in enumerate(index["maxima"]) if most]
    earned = np.zeros((len(parts), index["units"]))
    total = total_of(index, earned)
    rules = []
    for item in index["indicators"]:
        function = eval(f"lambda a, b, c, d: {expression(item)}", names)  # pylint: disable=eval-used
        own = [columns[item["column"] + i] for i in range(4)]
        rules.append((function, own, earned[parts.index(item["part"])]))

    def score():
        earned.fill(0)
        for function, own, target in rules:
            target += function(*own)
        result = total()
        return result, ranks_of(index, result)
    return score


def check(index, way, score):
    total, rank = score()
    expected = np.array(index["total"])
    if np.max(np.abs(total - expected) / np.abs(expected)) > 1e-12 or list(rank) != index["rank"]:
        sys.exit(f"numpy_cohort: {way} gives other results than score<double>")


def seconds_of(score, repetitions, least):
    """CPU seconds a call, one figure a repetition."""
    count = 1
    while True:
        start = time.process_time()
        for _ in range(count):
            score()
        if time.process_time() - start >= least / 2:
            break
        count *= 2
    found = []
    for _ in range(repetitions):
        start = time.process_time()
        for _ in range(count):
            score()
        found.append((time.process_time() - start) / count)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--repetitions", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=0.02, help="of a repetition, at least half of it")
    options = parser.parse_args()
    with open(options.file, encoding="utf-8") as file:
        index = json.load(file)
    found = {}
    for way, make in (("whole", whole), ("expressions", expressions)):
        score = make(index)
        check(index, way, score)
        found[way] = seconds_of(score, options.repetitions, options.seconds)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
