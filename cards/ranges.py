"""Within what bounds the numbers and lists of a scenario's files may lie."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cards.base import Int, Weight

SEATS_MAX = 8
AREAS_MAX = 60
POSITIONS_MAX = 5
CARDS_MAX = 60

PressName = Literal["sanction", "condemn", "rally", "relief", "lean"]
ActName = Literal["hostile-assault", "support", "arm", "sanction", "absence"]

Meter = Annotated[Int, Field(ge=0, le=12)]
Strength = Annotated[Int, Field(ge=0, le=9)]
Position = Annotated[Int, Field(ge=0, le=POSITIONS_MAX - 1)]
Points = Annotated[Int, Field(ge=0, le=1000)]
Percent = Annotated[Int, Field(ge=0, le=100)]
Sixths = Annotated[Int, Field(ge=0, le=6)]
Turn = Annotated[Int, Field(ge=1, le=64)]
Place = Annotated[Int, Field(ge=0, le=11)]
TollMax = Annotated[Int, Field(ge=1, le=999)]
Positions = Annotated[tuple[Position, ...], Field(min_length=1, max_length=POSITIONS_MAX)]
Worth = Annotated[tuple[Points, ...], Field(min_length=2, max_length=POSITIONS_MAX)]
Outset = Annotated[Weight, Field(ge=0, le=100)]
