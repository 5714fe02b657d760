"""What every kind of claim must rest on, derived from a record: one function a kind, which fails if it isn't so."""

from tests.game.report.derivations import ending, promises, settlement, story
from tests.game.report.derivations.kit import KINDS, derive

__all__ = ["CHAPTERS", "KINDS", "derive"]

CHAPTERS = (story, settlement, promises, ending)  # importing one puts its kinds into KINDS
