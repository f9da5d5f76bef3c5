"""A figure of matplotlib with the look of quoth. Importing this needs matplotlib; `plots` says so when it is missing.

No global state: no pyplot, no settings of matplotlib are read or written but its defaults for fonts.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from PIL import Image

from ._html import ADDED, NEUTRAL

Look = tuple[str, str, str]
DPI = 100
COLOURS = 64


class Drawing(Figure):
    """A figure that notebooks show, with its meaning in words in `alt`."""

    def __init__(self, width: float = 6.4, height: float = 4.8, dark: bool = False) -> None:
        self.ink, self.ground = ("#EEEEEE", "#111111") if dark else ("#1A1A1A", "#FFFFFF")
        self.alt = ""
        super().__init__(figsize=(width, height), dpi=DPI, facecolor=self.ground)
        self.set_layout_engine("constrained", w_pad=0.1, h_pad=0.1)
        FigureCanvasAgg(self)

    def axes_of(self, title: str, across: Sequence[str], down: Sequence[str]) -> Axes:
        """Make axes with a name for each column, above, and for each row."""
        axes = self.subplots()
        axes.set_facecolor(self.ground)
        axes.set_title(title, color=self.ink, fontsize=11, loc="left", parse_math=False)
        axes.set_xlim(-0.5, max(1, len(across)) - 0.5)
        axes.set_ylim(max(1, len(down)) - 0.5, -0.5)
        axes.set_xticks(range(len(across)), across, color=self.ink, fontsize=9, parse_math=False)
        axes.set_yticks(range(len(down)), down, color=self.ink, fontsize=9, parse_math=False)
        axes.tick_params(length=0, labeltop=True, labelbottom=False)
        for spine in axes.spines.values():
            spine.set_visible(False)
        return axes

    def cell(self, axes: Axes, column: int, row: int, words: str, share: float | None) -> None:
        """Draw a cell of a matrix: words on a tint, the stronger the greater the share."""
        tint = (*_channels(ADDED), 0.0 if share is None else 0.05 + 0.5 * share)
        axes.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=tint, edgecolor=NEUTRAL, linewidth=0.6))
        axes.text(column, row, words, ha="center", va="center", color=self.ink, fontsize=9, parse_math=False)

    def line(self, axes: Axes, row: int, points: Sequence[tuple[int, str]], looks: Mapping[str, Look]) -> None:
        """Draw a row of a timeline: a line from the first point to the last, a shape at each."""
        if points:
            axes.plot([points[0][0], points[-1][0]], [row, row], color=NEUTRAL, linewidth=1.2, zorder=1)
        for place, look in points:
            shape, colour, _ = looks[look]
            axes.plot([place], [row], shape, color=colour, markersize=9, zorder=2)

    def between(self, axes: Axes, place: float, words: str) -> None:
        """Write words between two columns, under the rows."""
        if words:
            axes.axvline(place, color=NEUTRAL, linewidth=0.8, linestyle=":", zorder=0)
            axes.annotate(
                words,
                (place, 0),
                (0, -4),
                xycoords=("data", "axes fraction"),
                textcoords="offset points",
                ha="center",
                va="top",
                color=self.ink,
                fontsize=8,
            )

    def legend_of(self, axes: Axes, looks: Sequence[Look]) -> None:
        """Say in words what each shape is."""
        handles = [
            Line2D([], [], marker=shape, color=colour, linestyle="", label=name) for shape, colour, name in looks
        ]
        self.legend(
            handles=handles,
            loc="outside lower center",
            ncols=len(handles),
            frameon=False,
            labelcolor=self.ink,
            fontsize=9,
        )

    def png(self) -> bytes:
        """Give the figure as a PNG; the same figure gives the same bytes."""
        data = io.BytesIO()
        with warnings.catch_warnings():
            # A script that the font lacks is drawn as boxes: the table behind the figure has the words.
            warnings.filterwarnings("ignore", message=".*missing from.*font")
            self.savefig(data, format="png", metadata={"Software": None})
        small = io.BytesIO()
        Image.open(data).convert("RGB").quantize(COLOURS).save(small, format="png", optimize=True)
        return small.getvalue()

    def _repr_png_(self) -> tuple[bytes, dict[str, Any]]:
        return self.png(), {"alt": self.alt}


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue
