#!/usr/bin/env python3
"""Scores the 63 provinces of the shipped synthetic cohort, finds the gaps of one, asks what closing them would bring,
and draws both: provinces.py [PICTURE.png]. The figures are invented for demonstration.
"""

from __future__ import annotations

import pathlib
import sys
import textwrap

import matplotlib

matplotlib.use("Agg")  # draws without a screen
import matplotlib.pyplot as plt

import dti

DATA = pathlib.Path(__file__).resolve().parents[1] / "data" / "provincial-2022-synthetic.csv"
UNIT = "Ninh Thuận"

# Load, and read the data once: each question below takes what was read.
index = dti.load("provincial-2022", lang="vi")
data = index.read(DATA)

# Score. Values are not rounded; a province with too few figures has a range instead of a total.
result = index.score(data)
totals = result.total.dropna().sort_values()
print(f"{len(totals)} of {len(result)} provinces have a total; the best:")
for unit, value in totals[::-1][:3].items():
    print(f"  {result.ranks[unit]}. {unit}: {value:.4f}")

# Where does one province lose points, and what would close each gap?
gaps = index.gaps(data, unit=UNIT).dropna(subset=["needed"]).nlargest(8, "gap")
titles = index.indicators["title"]
print(f"{UNIT}, rank {result.ranks[UNIT]}, loses most at:")
for gap in gaps.itertuples():
    print(f"  {titles[gap.indicator]}: {gap.gap:.2f} points, closed by {gap.needed}")

# What if it closed the five largest?
changes = {f"{gap.indicator}.{gap.needed.partition('=')[0]}": gap.needed.partition("=")[2] for gap in gaps[:5].itertuples()}
answer = index.whatif(data, changes, unit=UNIT).set_index("level")
before, after = answer.loc["rank", ["before", "after"]]
print(f"closing the first five: rank {before:.0f} → {after:.0f}, value {answer.loc['total', 'after']:.4f}")

# Draw: everybody's place on the left, what one of them lacks on the right.
figure, (places, lacks) = plt.subplots(1, 2, figsize=(13, 11), layout="constrained")
places.barh(totals.index, totals, color=["tab:red" if unit == UNIT else "tab:blue" for unit in totals.index], height=0.7)
places.axvline(answer.loc["total", "after"], color="tab:red", linestyle="--", linewidth=1)
places.text(answer.loc["total", "after"] + 0.01, 2, f"{UNIT}\nnếu đạt 5 chỉ số", color="tab:red", fontsize=9)
places.set(xlim=(0, 1), ylim=(-1, len(totals)), xlabel="Giá trị chỉ số (0–1)")
places.set_title(f"{len(totals)} tỉnh, thành phố có tổng điểm", loc="left")
places.tick_params(axis="y", labelsize=8)

shown = gaps[::-1]
bars = lacks.barh([textwrap.fill(titles[name], 32) for name in shown["indicator"]], shown["gap"], color="tab:red", height=0.6)
lacks.bar_label(bars, [needed.replace("=", " → ") for needed in shown["needed"]], padding=4, fontsize=9)
lacks.set(xlim=(0, shown["gap"].max() * 1.25), xlabel="Điểm còn thiếu, và số liệu cần đạt")
lacks.set_title(f"{UNIT}: những khoảng cách lớn nhất", loc="left")

for axes in (places, lacks):
    axes.spines[["top", "right"]].set_visible(False)
figure.suptitle(f"{index.title}\nSố liệu mô phỏng, chỉ để minh họa", fontsize=13)
picture = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "provinces.png")
figure.savefig(picture, dpi=110)
print(f"drawn: {picture.name}")
