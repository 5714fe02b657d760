"""Why an action is not possible: a section of the rulebook, a code and the sentence a player reads."""

from __future__ import annotations


class RulesError(Exception):
    """An action that the rules forbid.

    `section` is the rulebook's ("3.3"), `code` a short stable name ("short-of-influence"); `str(error)` is one line
    that begins with the section and says what would be right.
    """

    def __init__(self, section: str, code: str, text: str, *values: str | int) -> None:
        """Keep the text unformatted: most errors are only asked whether they exist."""
        super().__init__(text)
        self.section = section
        self.code = code
        self.template = text
        self.values = values

    @property
    def text(self) -> str:
        """The sentence without its section."""
        return self.template.format(*self.values)

    def __str__(self) -> str:
        """The sentence with its section."""
        return f"§{self.section} {self.text}"
