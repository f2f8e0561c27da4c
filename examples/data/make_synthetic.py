#!/usr/bin/env python3
"""Writes provincial-2022-synthetic.csv beside it: figures of 63 provinces for the index of 2022, invented for demonstration and
tests. They are noise around a hidden level drawn for each province and say nothing of any real one.

Everything a definition can be given is in it: counts, choices, yes and no, money, entered points, points over a formula,
missing figures, provinces below the minimum coverage, and equal totals. The same on every machine: of the random module only
random() is used, whose sequence Python guarantees.

`--check` compares with the file instead of writing it.
"""
import argparse
import csv
import pathlib
import random
import sys

OUTPUT = pathlib.Path(__file__).resolve().parent / "provincial-2022-synthetic.csv"
SEED = 2022

PROVINCES = pathlib.Path(__file__).resolve().parents[2] / "indicators" / "units" / "vn-provinces.csv"

# What is invented for each indicator. ratio: part, whole, least and most of the whole, lowest and highest rate in hundredths of
# a percent (above 100%: many reach all). count and money: the most, money in tenths. choice: options, worst first. points: the
# maximum in hundredths of a point.
FIGURES = """
committee_head                  choice head other deputy leader
leader_directs                  ratio attended sessions 3 6 5000 15000, ratio chaired meetings 4 12 5000 15000
leader_documents                ratio signed documents 20 60 3000 10000
portal_section                  yes_no exists
portal_items                    points 1000
portal_reads                    points 1000
broadcast_programme             points 1000
broadcast_frequency             points 1000
loudspeaker_programme           ratio with_programme communes 60 500 2000 10000
loudspeaker_frequency           points 1000
party_resolution                yes_no issued
five_year_plan                  yes_no issued
annual_plan                     yes_no issued
government_economy_society_plans yes_no issued
expert_hiring_policy            yes_no issued
minimum_budget_policy           yes_no issued
online_service_policy           yes_no issued
sme_policy                      yes_no issued
technology_firm_policy          yes_no issued
architecture                    yes_no issued
data_regulation                 yes_no issued
smartphone_adults               ratio owners adults 200000 3000000 4500 9500
smartphone_households           ratio with_smartphone households 80000 900000 5500 10500
fibre_households                ratio connected households 80000 900000 4000 9500
cloud_data_centre               choice level none deployed connected
digital_platforms               ratio deployed required 7 8 2000 11000
platform_ai                     choice level none part all
data_network_agencies           ratio connected agencies 150 700 4000 11500
digital_team_communes           ratio with_team communes 60 500 6000 11500
digital_team_villages           ratio with_team villages 600 4000 6000 11500
digital_staff                   ratio assigned staff 10000 60000 100 2000
security_staff                  ratio assigned staff 10000 60000 50 1500
staff_trained                   ratio trained staff 10000 60000 1500 9000
staff_onetouch                  points 777
workers_trained                 points 500
citizens_onetouch               points 500
schools                         ratio carrying_out schools 300 2000 1500 9000
colleges                        ratio carrying_out institutions 4 90 1000 9000
not_established_4_11            points 777
not_established_4_12            points 777
not_established_4_13            points 777
level_dossiers                  ratio approved systems 20 120 2000 11000
level_protection                ratio protected systems 20 120 500 9000
workstation_protection          ratio protected workstations 3000 30000 2000 10500
server_protection               ratio protected servers 20 200 2500 11000
drills                          count drills 3
security_spending_share         ratio security total 20000 400000 300 1500
security_experts_spending       money amount 40
security_audit_spending         money amount 40
security_training_spending      money amount 40
security_communication_spending money amount 40
systems_audited                 ratio audited systems 20 120 1500 9500
incidents_handled               ratio handled incidents 5 400 7000 11000
portal_requirements             points 911
open_data                       points 909
national_data_services          points 909
shared_data_applications        points 909
data_platform                   points 909
full_online_services            points 909
active_services                 points 909
online_dossiers                 points 909
prefilled_services              points 909
active_accounts                 points 909
service_satisfaction            points 909
procedure_system                points 909
online_inspections              points 909
meeting_platform                points 909
supervision_platform            points 909
citizen_assistant               points 909
staff_assistant                 points 909
governance_platform             points 909
government_ai                   points 909
government_spending             points 909
government_investment           points 909
government_recurrent            points 909
digital_economy_share           ratio digital grdp 20000 900000 400 2200
technology_firms                points 1112
platform_firms                  points 1111
smedx_firms                     points 1111
platform_smes                   ratio using smes 1500 60000 50 2600
marketplace_transactions        points 1111
econtract_firms                 ratio using firms 1500 60000 200 6000
etax_firms                      ratio paying firms 1500 60000 8500 10500
postal_broadband                ratio connected postal_points 100 500 6000 10500
domain_names                    points 1111
economy_investment              points 1111
economy_recurrent               ratio spending budget 5000000 60000000 1 35
digital_identity                ratio accounts population 300000 4000000 500 8500
bank_accounts                   ratio holders people 250000 3500000 3500 9500
personal_signatures             points 2000
digital_addresses               ratio addressed households 80000 900000 1000 10000
ict_skills                      ratio skilled people 300000 4000000 2000 8000
citizen_participation           points 2000
society_investment              points 2000
society_recurrent               points 1750
"""
# Points that assessors put over a formula's result, in the columns of these indicators; the maximum in hundredths of a point.
ENTERED_OVER = {"smartphone_adults": 1000, "digital_economy_share": 2000, "digital_identity": 2000}

SPARSE = (4, 17, 29, 41, 58)  # provinces with so many gaps that they have a range in place of a total
GAPS = 16
# A province with the total of another: its counts multiplied, its rates the same.
EXCHANGED = (22, 9)  # two of its points exchanged: the totals are equal
NUDGED = (50, 36)  # one of its points 0.01 higher: the totals are equal to the decimals printed


def kinds():
    """Of each indicator its id and its figures, each a list of words."""
    for line in FIGURES.strip().splitlines():
        name, rest = line.split(None, 1)
        yield name, [figure.split() for figure in rest.split(",")]


def hundredths(number):
    return f"{number // 100}.{number % 100:02d}"


class Province:
    """The figures of one province by column, drawn around its level; a number is kept as (kind, number) until it is written."""

    def __init__(self, draw):
        self.draw = draw
        self.level = 0.3 + 0.5 * draw()
        self.figures = {}
        for name, figures in kinds():
            for kind, *words in figures:
                getattr(self, kind)(name, *words)
        for name, maximum in ENTERED_OVER.items():
            if draw() < 0.06:
                self.points(name, maximum)

    def share(self):
        return min(max(self.level + 0.4 * (self.draw() - 0.5), 0.0), 1.0)

    def ratio(self, name, part, whole, least, most, lowest, highest):
        size = int(least) + int(self.draw() * (int(most) - int(least) + 1))
        rate = int(lowest) + self.share() * (int(highest) - int(lowest))
        self.figures[f"{name}.{part}"] = ["number", min(int(rate * size / 10000), size)]
        self.figures[f"{name}.{whole}"] = ["number", size]

    def count(self, name, figure, most):
        self.figures[f"{name}.{figure}"] = ["fixed", str(int(self.share() * (int(most) + 1) * 0.999))]

    def money(self, name, figure, most):
        tenths = int(self.share() * int(most))
        self.figures[f"{name}.{figure}"] = ["fixed", f"{tenths // 10}.{tenths % 10}"]

    def yes_no(self, name, figure):
        self.figures[f"{name}.{figure}"] = ["fixed", "yes" if self.share() > 0.35 else "no"]

    def choice(self, name, figure, *options):
        self.figures[f"{name}.{figure}"] = ["fixed", options[int(self.share() * len(options) * 0.999)]]

    def points(self, name, maximum):
        self.figures[f"{name}.points"] = ["points", int(self.share() * int(maximum))]

    def lose(self, count):
        """Leaves out every figure of so many indicators."""
        for _ in range(count):
            names = sorted({column.split(".")[0] for column in self.figures})
            lost = names[int(self.draw() * len(names))]
            self.figures = {column: figure for column, figure in self.figures.items() if column.split(".")[0] != lost}

    def like(self, other, factor):
        """Takes the other's figures, its counts so many times larger."""
        self.figures = {column: [kind, value * factor if kind == "number" else value]
                        for column, (kind, value) in other.figures.items()}

    def text(self, column):
        kind, value = self.figures.get(column, ["fixed", ""])
        return hundredths(value) if kind == "points" else str(value)


def table():
    with PROVINCES.open(encoding="utf-8", newline="") as file:
        names = [(row["code"], row["name"]) for row in csv.DictReader(file) if row["scheme"] == "provinces-63"]
    draw = random.Random(SEED).random
    provinces = []
    for position in range(len(names)):
        province = Province(draw)
        province.lose(GAPS if position in SPARSE else int(draw() * 2.5))
        provinces.append(province)

    provinces[EXCHANGED[0]].like(provinces[EXCHANGED[1]], 3)
    figures = provinces[EXCHANGED[0]].figures
    first, second = [f"{name}.points" for name in ("open_data", "active_accounts")]
    figures[first], figures[second] = figures[second], figures[first]
    provinces[NUDGED[0]].like(provinces[NUDGED[1]], 2)
    provinces[NUDGED[0]].figures["citizen_participation.points"][1] += 1

    columns = []
    for name, figures in kinds():
        for kind, *words in figures:
            columns += {"points": [f"{name}.points"], "ratio": [f"{name}.{word}" for word in words[:2]]}.get(
                kind, [f"{name}.{words[0]}"])
        if name in ENTERED_OVER:
            columns.append(f"{name}.points")
    lines = [",".join(["unit", "code", "synthetic", *columns])]
    for (code, unit), province in zip(names, provinces):
        lines.append(",".join([unit, code, "yes", *[province.text(column) for column in columns]]))
    return ("\n".join(lines) + "\n").encode("utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    made = table()
    if options.check:
        same = OUTPUT.read_bytes() == made
        print(f"{OUTPUT.name}: {'as made' if same else 'not what make_synthetic.py makes; run it'}")
        return 0 if same else 1
    OUTPUT.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
