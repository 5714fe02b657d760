"""SVG as matplotlib writes it, made fit to stand inside a page: ids of its own, a title and a description, no size."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from game.analysis.pictures import styled

if TYPE_CHECKING:
    from matplotlib.figure import Figure

GREY: Final = "#595959"
SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "http://www.w3.org/1999/xlink"
HREF: Final = f"{{{XLINK}}}href"
OWN: Final = re.compile(r"url\(#([^)]+)\)")
FRACTION: Final = re.compile(r"-?\d+\.\d{3,}")


@contextmanager
def drawing() -> Iterator[None]:
    """The style of all pictures of a page: their letters are kept as letters."""
    import matplotlib as mpl

    font: dict[Any, Any] = {
        "svg.fonttype": "none",
        "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans", "sans-serif"],
    }
    lines: dict[Any, Any] = {
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": GREY,
        "xtick.color": GREY,
    }
    with styled(), mpl.rc_context({**font, **lines, "ytick.color": GREY}):
        yield


def inline(figure: Figure, name: str, title: str, description: str) -> str:
    """The figure as one SVG element; inside `drawing`."""
    written = io.BytesIO()
    figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    root = ET.fromstring(written.getvalue())  # noqa: S314 (our own)
    for unused in root.findall(f"{{{SVG}}}metadata"):
        root.remove(unused)
    _own_ids(root, name)
    for key in ("width", "height"):
        root.attrib.pop(key, None)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    _label(root, name, title, description)
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    return FRACTION.sub(lambda number: f"{float(number[0]):.2f}", ET.tostring(root, encoding="unicode"))


def _own_ids(root: ET.Element, name: str) -> None:
    """Put the picture's name before every id, so that no two pictures of a page share one; drop those never used."""
    used = set()
    for element in root.iter():
        used |= {key for value in element.attrib.values() for key in OWN.findall(value)}
        if HREF in element.attrib:
            used.add(element.attrib[HREF].removeprefix("#"))
    for element in root.iter():
        if element.get("id") in used:
            element.set("id", f"{name}-{element.get('id')}")
        else:
            element.attrib.pop("id", None)
        for key, value in list(element.attrib.items()):
            element.set(key, OWN.sub(lambda found: f"url(#{name}-{found[1]})", value))
        if HREF in element.attrib:
            element.set("href", f"#{name}-{element.attrib.pop(HREF).removeprefix('#')}")


def _label(root: ET.Element, name: str, title: str, description: str) -> None:
    for at, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(f"{{{SVG}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = text
        root.insert(at, element)
