"""The command that simulates, and what it leaves."""

from io import StringIO
from xml.etree import ElementTree

from django.core.management import call_command

SMALL = {"days": 2, "listeners": 60, "bands": 60, "dimensions": 16, "seed": 1}


def test_the_command_prints_the_days_and_draws_them_without_a_database(tmp_path):
    """CONTRACT S104, S117."""
    said, plot = StringIO(), tmp_path

    call_command("simulate_learning", plots=plot, stdout=said, stderr=StringIO(), **SMALL)

    lines = said.getvalue().splitlines()
    assert lines[2].startswith("| learning loop | 1 |")
    assert len(lines) == 2 + 3 * 2 + 1
    for name in ("learning", "learning-reach", "learning-skewness"):
        drawn = ElementTree.parse(plot / f"{name}.svg").getroot()
        assert drawn.tag.endswith("svg")
        assert len(drawn.findall(".//{*}path")) == 6  # three lines and their keys
