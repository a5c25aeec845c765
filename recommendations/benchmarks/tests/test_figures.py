"""What the figures and tables say."""

from recommendations.benchmarks.figures import latencies
from recommendations.benchmarks.goals import goals
from recommendations.benchmarks.report import table


def test_percentiles_are_values_that_were_measured():
    found = latencies([number / 1000 for number in range(100, 0, -1)])

    assert (found.count, found.p50, found.p95, found.p99, found.worst) == (100, 50, 95, 99, 100)


def test_a_single_measurement_is_every_percentile():
    assert latencies([0.25]).p50 == latencies([0.25]).p99 == 250


def speed(ours, slow, free):
    figures = {"ours": {"p50": ours}, "written_slow": {"p50": slow}, "written_free": {"p50": free}}
    return {"pipeline": {"5000": {"bands": 5000, "latencies": figures}}}


def test_a_goal_is_met_at_its_bound_and_missed_below_it():
    assert [met for _, _, met in goals(speed(10, 50, 20))] == ["yes", "yes"]
    assert [met for _, _, met in goals(speed(10, 49, 19))] == ["NO", "NO"]


def test_a_table_has_even_columns_and_numbers_to_the_right():
    assert table("T", ["what", "ms"], [["a", 1.25], ["longer", 110.0]]).splitlines() == [
        "## T",
        "",
        "| what   | ms    |",
        "|--------|-------|",
        "| a      |   1.2 |",
        "| longer | 110.0 |",
    ]
