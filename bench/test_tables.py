"""What the scripts of this folder make of measurements: ratios, rows, the comparison of counts. No figure is measured."""
import json
import pathlib
import unittest

import callgrind
import curves
import run


class Table(unittest.TestCase):
    def setUp(self):
        self.measured = run.Measurements()
        for ours, reference in ((2e-6, 1e-6), (9e-6, 3e-6), (4e-6, 4e-6)):
            self.measured.add("ours", [ours, ours, 1], "s")
            self.measured.add("reference", [reference], "s")

    def test_ratio_is_the_median_of_the_ratios_of_each_round(self):
        row = self.measured.result(run.Row("name", "ours", "reference", 1.5))
        self.assertEqual((row["ratio"], row["least"], row["greatest"]), (2, 1, 3))
        self.assertEqual((row["ours"], row["reference"], row["limit"], row["unit"]), (4e-6, 3e-6, 1.5, "s"))

    def test_a_row_that_was_not_measured_is_left_out(self):
        self.assertIsNone(self.measured.result(run.Row("name", "ours", "elsewhere", 4)))
        self.assertIsNone(self.measured.result(run.Row("name", "elsewhere", "reference", 4)))

    def test_a_missed_limit_shows(self):
        rows = [self.measured.result(run.Row(f"at most {limit}", "ours", "reference", limit)) for limit in (1.9, 2, None)]
        lines = run.table(rows).splitlines()[2:]
        self.assertEqual(lines[0], "| at most 1.9 | 4 µs | 3 µs | 2 | 1 – 3 | 1.9 | **missed** |")
        self.assertEqual(lines[1], "| at most 2 | 4 µs | 3 µs | 2 | 1 – 3 | 2 | holds |")
        self.assertEqual(lines[2], "| at most None | 4 µs | 3 µs | 2 | 1 – 3 |  |  |")

    def test_figures(self):
        self.assertEqual([run.figure(2.5, "s"), run.figure(0.0123, "s"), run.figure(4e-9, "s"), run.figure(7692, "kB")],
                         ["2.5 s", "12.3 ms", "4 ns", "7.69 MB"])
        self.assertEqual([run.ratio_text(1 / 20), run.ratio_text(0.98), run.ratio_text(3.591)], ["1/20", "0.98", "3.59"])

    def test_names_of_rows_are_different(self):
        names = [row.name for row in run.rows()]
        self.assertEqual(len(names), len(set(names)))


class Counts(unittest.TestCase):
    def test_five_in_a_hundred_either_way(self):
        lines, off = callgrind.compare({"same": 104, "more": 106, "fewer": 94, "new": 5},
                                       {"same": 100, "more": 100, "fewer": 100, "gone": 1})
        self.assertEqual(off, 3)
        self.assertTrue(lines[0].endswith("+4.000%"))
        self.assertIn("too many", lines[1])
        self.assertIn("fewer", lines[2])
        self.assertIn("no baseline", lines[3])

    def test_each_baseline_has_every_path(self):
        kept = json.loads(pathlib.Path(callgrind.BASELINE).read_text(encoding="utf-8"))
        for compiler, counts in kept.items():
            self.assertEqual(sorted(counts), sorted([*callgrind.FUNCTIONS, *callgrind.PROGRAMS]), compiler)


class Curves(unittest.TestCase):
    def test_a_point_shows_its_time_and_that_of_one(self):
        lines = curves.table({"units": [(63, 6.3e-6, 5.5), (1_000_000, 2, 1700)], "threads": [(2, 4, 6)]}).splitlines()[2:]
        self.assertEqual(lines, ["| units | 63 | 6.3 µs | 100 ns | 5.5 MB |", "| units | 10⁶ | 2 s | 2 µs | 1,700.0 MB |",
                                 "| threads | 2 | 4 s |  | 6.0 MB |"])


if __name__ == "__main__":
    unittest.main()
