"""Where areas lie on a drawn map when their scenario doesn't say: by neighbourhood, layer by layer."""

from __future__ import annotations

from collections.abc import Sequence

Places = tuple[tuple[int, int], ...]  # column and row of each area


def lay_out(neighbours: Sequence[Sequence[int]]) -> Places:
    """Places by neighbourhood: as many steps from an area at the edge as columns, the nearest of each in order.

    >>> lay_out([[1], [0, 2], [1]])
    ((0, 0), (1, 0), (2, 0))
    """
    places: dict[int, tuple[int, int]] = {}
    row = 0
    while len(places) < len(neighbours):
        left = [area for area in range(len(neighbours)) if area not in places]
        layers = _layers(min(left, key=lambda area: (len(neighbours[area]), area)), neighbours)
        for column, layer in enumerate(layers):
            for down, area in enumerate(sorted(layer, key=lambda area: _pull(area, neighbours, places))):
                places[area] = (column, row + down)
        row += max(len(layer) for layer in layers)
    return tuple(places[area] for area in range(len(neighbours)))


def _layers(first: int, neighbours: Sequence[Sequence[int]]) -> list[list[int]]:
    layers, seen = [[first]], {first}
    while True:
        following = list(dict.fromkeys(near for area in layers[-1] for near in neighbours[area] if near not in seen))
        if not following:
            return layers
        seen.update(following)
        layers.append(following)


def _pull(area: int, neighbours: Sequence[Sequence[int]], places: dict[int, tuple[int, int]]) -> tuple[float, int]:
    """Where the neighbours that have a place would like an area to lie."""
    rows = [places[near][1] for near in neighbours[area] if near in places]
    return (sum(rows) / len(rows) if rows else 0.0, area)
