"""Charts: well-formed, safe under the content policy, true to their numbers."""

import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from config.plots import BadPlot, Bar, Dot, Series, Words, bars, columns, histogram, lines, scatter
from config.plots.frame import NARROW
from config.plots.scales import axis, plain, said
from config.plots.svg import cut, element, short

WORDS = Words("reach", "얼마나 닿는가", "밴드마다 몇 번 나오는지", "날", "번", "아직 없음")
SVG = "{http://www.w3.org/2000/svg}"
ATTRIBUTES = {
    *("id", "class", "role", "aria-labelledby", "viewBox", "href", "transform", "text-anchor"),
    *("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "d", "points"),
}
NUMBERS = st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=1, max_size=30)

EVERY_CHART = {
    "bars": lambda v: bars(WORDS, [Bar(f"밴드 {n}", abs(x), href="/b/1") for n, x in enumerate(v)]),
    "columns": lambda v: columns(WORDS, list(map(str, v)), [Series("가", v), Series("나", v)]),
    "histogram": lambda v: histogram(WORDS, v, list(range(len(v) + 1))),
    "lines": lambda v: lines(WORDS, range(len(v)), [Series(str(n), v) for n in range(7)]),
    "scatter": lambda v: scatter(
        WORDS,
        [Dot(x, -x, f"점 {n}", n % 7, is_named=True, href="/b/1") for n, x in enumerate(v)],
        groups=[str(n) for n in range(7)],
    ),
}
every_chart = pytest.mark.parametrize("chart", EVERY_CHART.values(), ids=EVERY_CHART)


def tree(drawn, width="wide"):
    """The drawing of a figure for that width."""
    figure = ElementTree.fromstring(drawn)
    return next(svg for svg in figure if svg.get("class") == f"plot-{width}")


def marks(drawn, tag):
    return [
        node.attrib for node in tree(drawn).iter(SVG + tag) if "plot-mark" in node.attrib["class"]
    ]


def written(drawn):
    return [node.text for node in tree(drawn).iter(SVG + "text")]


@every_chart
@given(values=NUMBERS)
def test_a_chart_is_well_formed_and_has_no_style_of_its_own(chart, values):
    """RELIABILITY D11: class names alone pass the content policy."""
    for node in tree(chart(values)).iter():
        assert set(node.attrib) <= ATTRIBUTES
        assert not any(word in str(node.attrib) for word in ("javascript:", "url(", "nan", "inf"))


@every_chart
@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_a_chart_says_what_it_is_to_those_who_cannot_see_it(chart, width):
    svg = tree(chart([1, 2]), width)
    ids = {node.get("id"): node.text for node in svg}

    names = svg.get("aria-labelledby").split()
    assert svg.get("role") == "img"
    assert [ids[name] for name in names] == [WORDS.title, WORDS.description]


@every_chart
def test_nothing_to_draw_is_said(chart):
    assert written(chart([])) == ["아직 없음"]


@every_chart
@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_numbers_that_are_none_are_refused(chart, bad):
    with pytest.raises(BadPlot, match="finite"):
        chart([1, bad])


def test_templates_print_a_chart_as_it_is():
    chart = bars(WORDS, [Bar("<b>&\x00", 1)])

    assert Template("{{ chart }}").render(Context({"chart": chart})) == chart
    assert "&lt;b&gt;&amp;" in chart


def test_bars_are_as_long_as_their_values():
    drawn = bars(WORDS, [Bar("가", 10), Bar("나", 5), Bar("다", 0)])

    long, half, none = (float(mark["width"]) for mark in marks(drawn, "rect"))
    assert (half, none) == (pytest.approx(long / 2, abs=0.01), 0)
    assert written(drawn) == ["가", "10", "나", "5", "다", "0"]


def test_a_bar_tells_its_name_with_a_link():
    drawn = bars(WORDS, [Bar("실리카겔", 3, said="3번", href="/admin/bands/band/1/")])

    (link,) = tree(drawn).iter(SVG + "a")
    assert (link.get("href"), link[0].text) == ("/admin/bands/band/1/", "실리카겔")
    assert written(drawn)[-1] == "3번"


def test_columns_stand_on_zero_and_hang_from_it():
    up, down = marks(columns(WORDS, ["가", "나"], [Series("차", [4, -2])]), "rect")

    assert float(up["height"]) == pytest.approx(2 * float(down["height"]), abs=0.02)
    assert float(up["y"]) + float(up["height"]) == pytest.approx(float(down["y"]), abs=0.02)


def test_a_histogram_is_as_wide_as_its_edges():
    narrow, wide = marks(histogram(WORDS, [3, 1], [0, 1, 3]), "rect")

    assert float(wide["width"]) > 1.9 * float(narrow["width"])
    assert float(narrow["height"]) == pytest.approx(3 * float(wide["height"]), abs=0.05)


def test_a_line_runs_through_its_points():
    drawn = lines(WORDS, [0, 1, 2], [Series("가", [0, 10, 0])])

    (path,) = tree(drawn).iter(SVG + "path")
    points = [tuple(map(float, at.split())) for at in path.get("d")[1:].split("L")]
    assert points[0][1] == points[2][1] > points[1][1]
    assert points[1][0] == pytest.approx((points[0][0] + points[2][0]) / 2, abs=0.01)


def test_series_are_told_apart_by_a_legend():
    drawn = lines(WORDS, [0, 1], [Series("V3", [1, 2]), Series("V2", [2, 1])])

    assert written(drawn)[:2] == ["V3", "V2"]
    kinds = [node.get("class") for node in tree(drawn).iter(SVG + "path")]
    assert kinds == ["plot-line plot-1", "plot-line plot-2"] * 2


def test_one_point_alone_is_seen():
    assert len(marks(lines(WORDS, [5], [Series("가", [1])]), "circle")) == 1


def test_days_are_written_below_as_many_as_fit():
    days = [f"2026-11-{day:02}" for day in range(1, 31)]
    drawn = lines(WORDS, range(30), [Series("가", range(30))], names=days)

    shown = [text for text in written(drawn) if text.startswith("2026")]
    assert 4 < len(shown) < 12
    assert shown[0] == days[0]


def test_names_never_cover_each_other():
    dots = [Dot(1, 1, "먼저", is_named=True), Dot(1, 1, "나중", is_named=True), Dot(9, 9, "끝")]
    drawn = scatter(WORDS, dots)

    assert "먼저" in written(drawn)
    assert not {"나중", "끝"} & set(written(drawn))
    assert "나중" in drawn


def test_groups_have_shapes_of_their_own():
    drawn = scatter(WORDS, [Dot(0, 0, group=0), Dot(1, 1, group=1)], groups=["가", "나"])

    assert len(marks(drawn, "circle")) == len(marks(drawn, "polygon")) == 2


@pytest.mark.parametrize(
    "draw",
    [
        lambda: Words("두 낱말", "제목", "설명"),
        lambda: Words("ok", " ", "설명"),
        lambda: bars(WORDS, [Bar("가", -1)]),
        lambda: columns(WORDS, ["가"], [Series("나", [1, 2])]),
        lambda: histogram(WORDS, [1], [0, 1, 2]),
        lambda: histogram(WORDS, [1, 1], [0, 0, 2]),
        lambda: lines(WORDS, [1, 0], [Series("가", [1, 2])]),
        lambda: lines(WORDS, [0, 1], [Series("가", [1, 2])], names=["하나"]),
    ],
)
def test_what_does_not_fit_is_refused(draw):
    with pytest.raises(BadPlot):
        draw()


@given(NUMBERS, st.integers(2, 12), st.booleans())
def test_an_axis_holds_its_values_between_round_ticks(values, about, from_zero):
    found = axis(values, about=about, from_zero=from_zero)

    spread = found.high - found.low
    assert found.low - 1e-9 * spread <= min(values)
    assert found.high + 1e-9 * spread >= max(values)
    assert 2 <= len(found.ticks) <= 2 * about + 4


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=20), st.integers(3, 10))
def test_counts_have_no_fractional_ticks(counts, about):
    found = axis(counts, about=about, from_zero=True)
    assert all(tick.is_integer() for tick in found.ticks)
    assert found.low == 0
    assert found.high >= max(counts)


@every_chart
def test_on_a_small_screen_a_chart_is_drawn_anew_within_its_width(chart):
    """Not made smaller: its letters stay as large, and nothing stands beyond the edge."""
    svg = tree(chart([3, 1, 2]), "narrow")
    width = float(svg.get("viewBox").split()[2])
    ids = [node.get("id") for node in ElementTree.fromstring(chart([3, 1, 2])).iter()]

    assert width == NARROW
    for node in svg.iter(SVG + "rect"):
        assert 0 <= float(node.get("x")) <= float(node.get("x")) + float(node.get("width")) <= width
    for node in svg.iter(SVG + "text"):
        assert 0 <= float(node.get("x")) <= width
    assert len({one for one in ids if one}) == len([one for one in ids if one])


def test_a_narrow_bar_has_its_name_above_it():
    svg = tree(bars(WORDS, [Bar("아주 긴 이름의 밴드", 1.0)]), "narrow")
    name, bar = svg.find(f".//{SVG}text"), svg.find(f".//{SVG}rect")
    assert float(name.get("y")) <= float(bar.get("y"))
    assert name.get("x") == bar.get("x")


def test_ticks_are_written_as_people_read_them():
    assert [said(value, step) for value, step in [(1200, 200), (0.25, 0.05), (-0.0, 0.5)]] == [
        *("1,200", "0.25", "0.0"),
    ]
    assert (plain(3), plain(0.123)) == ("3", "0.12")
    assert (short(-0.001), short(1.5), short(10)) == ("0", "1.5", "10")


def test_long_names_are_cut_with_an_ellipsis():
    assert cut("가" * 50, 10, 100) == "가" * 9 + "…"
    assert cut("가나", 10, 100) == "가나"


def test_attributes_are_escaped_and_empty_ones_left_out():
    assert element("a", href='"><x', class_="") == "<a href='\"&gt;&lt;x'/>"


def test_the_colours_are_there_in_the_light_and_in_the_dark():
    css = (settings.BASE_DIR / "static" / "css" / "plots.css").read_text()

    for number in range(1, 7):
        assert len(re.findall(rf"--plot-{number}: #", css)) == 3
