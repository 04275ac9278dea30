"""What the load generators print is read as it was meant."""

import unittest

from harness import payloads
from harness.loads import Outcome, UnreadableReport
from harness.loads.h2load import H2load
from harness.loads.handshakes import Handshakes
from harness.loads.wrk import Wrk
from harness.requests import Request, Target

TARGET = Target(Request("h1.bench.test", "/100b", payloads.SMALL), 8080, None)

WRK = """Running 2s test @ http://127.0.0.1:8080/100b
  1 threads and 50 connections
  52420 requests in 2.00s, 12.40MB read
Requests/sec:  26210.00
"""

H2LOAD = """finished in 345.12ms, 388733.33 req/s, 51.92MB/s
requests: 1000 total, 1000 started, 1000 done, {good} succeeded, {bad} failed, 0 errored, 0 timeout
status codes: {good} 2xx, 0 3xx, 0 4xx, {bad} 5xx
traffic: 1.56MB (1633184) total, 7.8KB (8165) headers (space savings 96.19%), 0B ({data}) data
"""


class ReportsTest(unittest.TestCase):
    def test_wrk_counts_requests(self) -> None:
        self.assertEqual(Wrk(50).outcome(WRK, TARGET), Outcome(52420, 0))

    def test_wrk_takes_bad_answers_from_the_requests(self) -> None:
        report = WRK + "  Non-2xx or 3xx responses: 20\n"
        self.assertEqual(Wrk(50).outcome(report, TARGET), Outcome(52400, 20))

    def test_wrk_counts_socket_errors(self) -> None:
        report = WRK + "  Socket errors: connect 1, read 2, write 3, timeout 4\n"
        self.assertEqual(Wrk(50).outcome(report, TARGET), Outcome(52420, 10))

    def test_h2load_counts_requests(self) -> None:
        report = H2LOAD.format(good=1000, bad=0, data=100_000)
        self.assertEqual(H2load(10, 50).outcome(report, TARGET), Outcome(1000, 0))

    def test_h2load_does_not_count_an_error_status(self) -> None:
        report = H2LOAD.format(good=990, bad=10, data=99_000)
        self.assertEqual(H2load(10, 50).outcome(report, TARGET), Outcome(990, 10))

    def test_h2load_does_not_count_an_answer_without_its_body(self) -> None:
        report = H2LOAD.format(good=1000, bad=0, data=99_700)
        self.assertEqual(H2load(10, 50).outcome(report, TARGET), Outcome(997, 3))

    def test_handshakes_counts_both(self) -> None:
        report = '{"done": 7, "failed": 2}\n'
        self.assertEqual(Handshakes(8).outcome(report, TARGET), Outcome(7, 2))

    def test_a_report_cut_short_is_refused(self) -> None:
        for load in (Wrk(50), H2load(10, 50), Handshakes(8)):
            with self.subTest(load), self.assertRaises(UnreadableReport):
                load.outcome("unable to connect", TARGET)


class CommandsTest(unittest.TestCase):
    def test_wrk_rounds_a_window_up_to_whole_seconds(self) -> None:
        self.assertIn("-d1s", Wrk(50).command(TARGET, 0.5, None))

    def test_h2load_sends_a_number_of_requests_once_the_rate_is_known(self) -> None:
        command = H2load(10, 50).command(TARGET, 0.5, 20_000.0)
        self.assertEqual(command[command.index("-n") + 1], "10000")

    def test_h2load_uses_every_stream_at_least_once(self) -> None:
        command = H2load(10, 50).command(TARGET, 0.5, 10.0)
        self.assertEqual(command[command.index("-n") + 1], "500")

    def test_h2load_runs_for_a_time_while_the_rate_is_unknown(self) -> None:
        command = H2load(10, 50).command(TARGET, 0.5, None)
        self.assertEqual(command[command.index("-D") + 1], "500ms")


if __name__ == "__main__":
    unittest.main()
