"""CPU time, ratios and tables say what they should."""

import os
import subprocess
import sys
import time
import unittest

from harness.cpu import cpu_seconds, parse_stat, tree
from harness.options import parse
from harness.ratios import Ratio, over_games, paired
from harness.report import Played, markdown, valid
from harness.rounds import Result, twin
from harness.windows import Window
from harness.workloads import WORKLOADS

BURN = "import time\nwhile time.process_time() < 0.2: pass"


def window(micros: float, fault: str = "") -> Window:
    return Window(1_000_000, micros, 2.0, fault)


def played(naru: list[Window], nginx: list[Window]) -> Played:
    results = (Result("naru", tuple(naru), 100.0, "25"), Result("nginx", tuple(nginx), 20.0, ""))
    return Played(WORKLOADS[0], (results,))


class CpuTest(unittest.TestCase):
    def test_a_command_name_may_hold_spaces_and_parentheses(self) -> None:
        line = "42 (a ) (b) S 7 42 42 0 -1 0 1 2 3 4 10 20 30 40 20 0 1 0 5 999 512 0\n"
        stat = parse_stat(line)
        self.assertEqual(
            (stat.pid, stat.parent, stat.ticks, stat.resident_pages), (42, 7, 100, 512)
        )

    def test_the_time_of_a_child_that_has_ended_counts(self) -> None:
        before = cpu_seconds(os.getpid())
        subprocess.run([sys.executable, "-c", BURN], check=True)
        self.assertGreaterEqual(cpu_seconds(os.getpid()) - before, 0.19)

    def test_a_living_grandchild_belongs_to_the_tree(self) -> None:
        nested = "import subprocess, sys; subprocess.run(['cat'])"
        with subprocess.Popen([sys.executable, "-c", nested], stdin=subprocess.PIPE) as child:
            deadline = time.monotonic() + 10
            while len(tree(child.pid)) < 2 and time.monotonic() < deadline:
                os.sched_yield()
            seen = len(tree(child.pid))
            assert child.stdin is not None
            child.stdin.close()
        self.assertEqual(seen, 2)


class RatiosTest(unittest.TestCase):
    def test_a_ratio_is_the_median_of_rounds_not_the_ratio_of_medians(self) -> None:
        ours, theirs = [window(10), window(40), window(30)], [window(20), window(40), window(100)]
        self.assertEqual(paired(ours, theirs), Ratio(0.5, 0.3, 1.0, 3))

    def test_a_round_counts_only_when_both_windows_do(self) -> None:
        ours, theirs = [window(10), window(90, "cut")], [window(20), window(10)]
        self.assertEqual(paired(ours, theirs), Ratio(0.5, 0.5, 0.5, 1))

    def test_no_round_no_ratio(self) -> None:
        self.assertIsNone(paired([window(10, "cut")], [window(10)]))

    def test_of_several_games_the_median_of_their_medians_counts(self) -> None:
        hundred = [window(100)] * 3
        games = [
            ([window(each) for each in micros], hundred)
            for micros in ((90, 100, 300), (102, 102, 102), (10, 104, 104))
        ]
        self.assertEqual(over_games(games), Ratio(1.02, 1.0, 1.04, 3))

    def test_of_one_game_its_rounds_count(self) -> None:
        game = ([window(10), window(30)], [window(20), window(20)])
        self.assertEqual(over_games([game]), Ratio(1.0, 0.5, 1.5, 2))


class ReportTest(unittest.TestCase):
    def test_the_baseline_has_no_ratio_column(self) -> None:
        text = markdown(["fact"], [played([window(10)], [window(20)])], "nginx")
        self.assertIn("| naru | nginx | naru / nginx |", text)
        self.assertIn("| 10.0 | 20.0 | **0.500** (0.500 to 0.500) |", text)

    def test_the_half_width_of_equals_stands_beside_their_ratio(self) -> None:
        games = tuple(
            (
                Result(twin("nginx"), (window(micros),), 20.0, ""),
                Result("nginx", (window(100),), 20.0, ""),
            )
            for micros in (99, 100, 103)
        )
        text = markdown([], [Played(WORKLOADS[0], games)], "nginx")
        self.assertIn("**1.000** (0.990 to 1.030), half-width 0.020", text)

    def test_a_window_that_does_not_count_is_named(self) -> None:
        run = [played([window(10, "3 of 9 requests failed")], [window(20)])]
        self.assertFalse(valid(run))
        self.assertIn(
            "`h1-100b`, naru, round 1: 3 of 9 requests failed", markdown([], run, "nginx")
        )


class OptionsTest(unittest.TestCase):
    def test_another_build_is_named_by_its_place(self) -> None:
        options = parse(["--contestants=naru,naru:/builds/old", "--baseline=naru:/builds/old"])
        self.assertEqual([each.name for each in options.contestants], ["naru", "naru:/builds/old"])

    def test_in_several_games_the_baseline_runs_twice(self) -> None:
        options = parse(["--contestants=naru,nginx", "--games=5"])
        self.assertEqual(
            [each.name for each in options.playing()], ["nginx again", "naru", "nginx"]
        )

    def test_in_one_game_everybody_runs_once(self) -> None:
        options = parse(["--contestants=naru,nginx"])
        self.assertEqual([each.name for each in options.playing()], ["naru", "nginx"])


if __name__ == "__main__":
    unittest.main()
