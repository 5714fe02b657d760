"""Documents written down: one HTML page that needs nothing else, Markdown, or PDF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cards.language import _
from game.errors import UserError
from game.extras import need
from game.resources import version

if TYPE_CHECKING:
    from jinja2 import Environment

    from game.report.blocks import Document
    from game.report.claims import Resting

FORMATS: Final = ("html", "md", "pdf")
EXTRA: Final = "report"
NUMBER: Final = re.compile("\0(\\d+)\0")  # of a line, where a link may stand


def needs(formats: tuple[str, ...]) -> None:
    """UserError in one line if a package isn't there that these formats need."""
    drawn = ("matplotlib",) if set(formats) != {"md"} else ()
    need(EXTRA, "jinja2", *drawn, *(("weasyprint",) if "pdf" in formats else ()))


def render(document: Document, form: str) -> bytes:
    """The document in one of FORMATS."""
    if form == "pdf":
        return pdf(document)
    return (markdown(document) if form == "md" else html(document)).encode()


def html(document: Document, *, printed: bool = False) -> str:
    """One page, with its style and pictures inside; `printed`: for paper, where nothing can be opened."""
    from markupsafe import Markup, escape

    def linked(line: int) -> str:
        return f'<a href="#line-{line}">{line}</a>' if line and document.record and not printed else str(line)

    def cited(one: Resting) -> str:
        words = escape(document.cite(one, lambda line: f"\0{line}\0"))
        return Markup(NUMBER.sub(lambda found: linked(int(found[1])), words))  # noqa: S704 (escaped; links are ours)

    template = _environment(escapes=True).get_template("report.html.j2")
    return template.render(document=document, printed=printed, version=version(), cited=cited)


def markdown(document: Document) -> str:
    """The same without pictures: their tables stand in their place."""
    template = _environment(escapes=False).get_template("report.md.j2")
    return template.render(document=document, version=version(), cited=document.cite)


def pdf(document: Document) -> bytes:
    """The same on A4; weasyprint needs Pango, which is of the system."""
    try:
        import weasyprint
    except OSError as error:
        raise UserError(
            _("weasyprint finds no Pango on this system"),
            right=_("install Pango, or print the HTML page from a browser"),
        ) from error
    written = weasyprint.HTML(string=html(document, printed=True), url_fetcher=_fetches_nothing).write_pdf()
    return bytes(written)


def _fetches_nothing(url: str, *_: object, **__: object) -> dict[str, object]:
    raise ValueError(f"a report is whole in itself, and asked for {url}")


def _environment(*, escapes: bool) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("game.report"),
        autoescape=escapes,  # noqa: S701 (off for Markdown alone)
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.globals["_"] = _
    environment.filters["cell"] = _cell
    environment.filters["prose"] = escaped
    return environment


def escaped(text: str) -> str:
    """Text as Markdown shows it: signs that would be markup are escaped."""
    for sign in "\\`*_[]<>#":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _cell(text: str) -> str:
    """The same in a table."""
    return escaped(text).replace("|", "\\|")
