# SPDX-License-Identifier: LGPL-2.1-or-later
"""Bar charts as SVG, in nothing but text: readable on light and on dark ground."""

from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH = 860
LABELS = 190  # where the bars begin
VALUES = 130  # room for the number behind the longest bar
BAR = 14
GAP = 10
TOP = 68

STYLE = """
text { font: 13px sans-serif; fill: #24292f; }
.title { font-size: 16px; font-weight: bold; }
.about, .value { fill: #57606a; }
.value { font-size: 12px; }
.axis { stroke: #8c959f; }
.s0 { fill: #0969da; } .s1 { fill: #1a7f37; } .s2 { fill: #bf8700; } .s3 { fill: #8250df; }
.other { opacity: 0.45; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .about, .value { fill: #9198a1; }
  .axis { stroke: #6e7681; }
  .s0 { fill: #4493f8; } .s1 { fill: #3fb950; } .s2 { fill: #d29922; } .s3 { fill: #ab7df8; }
}
"""


@dataclass(frozen=True)
class Series:
    name: str
    values: dict  # client to number or None
    digits: int = 0


@dataclass(frozen=True)
class Chart:
    """One group of bars for each client, one bar in it for each series, all on one scale."""

    title: str
    about: str
    series: tuple
    ours: frozenset  # whose bars are not faint

    def clients(self):
        names = dict.fromkeys(name for series in self.series for name in series.values)
        return [name for name in names if self.bars(name)]

    def bars(self, name):
        """Number of the series, value, digits: of those that have one."""
        return [
            (number, series.values[name], series.digits)
            for number, series in enumerate(self.series)
            if series.values.get(name) is not None
        ]


def _text(x, y, words, kind="", anchor="start"):
    place = f'x="{x:.0f}" y="{y:.0f}"'
    return f'<text {place} class="{kind}" text-anchor="{anchor}">{escape(words)}</text>'


def _bar(place, number, value, longest, faint, digits):
    width = (WIDTH - LABELS - VALUES) * value / longest
    return (
        f'<rect x="{LABELS}" y="{place}" width="{max(width, 1):.1f}" height="{BAR}" '
        f'class="s{number}{faint}"/>'
        + _text(LABELS + max(width, 1) + 6, place + BAR - 3, f"{value:,.{digits}f}", "value")
    )


def _legend(chart):
    if len(chart.series) < 2:
        return
    x = LABELS
    for number, series in enumerate(chart.series):
        if all(value is None for value in series.values.values()):
            continue
        yield f'<rect x="{x}" y="{TOP - 18}" width="10" height="10" class="s{number}"/>'
        yield _text(x + 15, TOP - 9, series.name)
        x += 45 + 8 * len(series.name)


def _groups(chart, longest):
    place = TOP
    for name in chart.clients():
        bars = chart.bars(name)
        faint = "" if name in chart.ours else " other"
        yield _text(LABELS - 10, place + len(bars) * BAR / 2 + 5, name, anchor="end")
        for number, value, digits in bars:
            yield _bar(place, number, value, longest, faint, digits)
            place += BAR
        place += GAP


def draw(chart):
    """The whole file; "" when there is nothing to show."""
    clients = chart.clients()
    if not clients:
        return ""
    bars = [chart.bars(name) for name in clients]
    longest = max(value for group in bars for _, value, _ in group)
    height = TOP + sum(len(group) * BAR + GAP for group in bars)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img">',
        f"<title>{escape(chart.title)}</title>",
        f"<style>{STYLE}</style>",
        _text(10, 20, chart.title, "title"),
        _text(10, 38, chart.about, "about"),
        *_legend(chart),
        *_groups(chart, longest),
        f'<path d="M{LABELS} {TOP - 4}V{height - GAP + 4}" class="axis"/>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"
