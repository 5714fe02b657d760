"""The texts of a scenario that people read: where each stands, and the same scenario in another language.

Which fields are for people is said by their types, which `cards.base` defines (`Prose`, `Spoken`), so what
follows knows no field by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from gettext import NullTranslations
from types import UnionType
from typing import Annotated, Any, Final, Union, cast, get_args, get_origin

from pydantic import BaseModel

from cards.base import Prose, Spoken, on_one_line
from cards.errors import ScenarioError
from cards.language import _
from cards.locate import Path, file_of
from cards.schema import Written

SPOKEN: Final = "word"  # the context of an id that is read as a word or two

Tell = Callable[[str, object, Path], str]
"""What stands for a text with that mark at that place."""


@dataclass(frozen=True)
class Message:
    """A text as a catalogue knows it, and where it stands."""

    text: str
    context: str | None
    file: str
    place: str


def messages_of(written: Written) -> list[Message]:
    """Everything in a scenario that people read, in the order of its files."""
    found: list[Message] = []

    def note(text: str, mark: object, path: Path) -> str:
        if text:
            found.append(_message(written, text, mark, path))
        return text

    _told(written, Written, (), note)
    return found


def in_language(written: Written, messages: NullTranslations) -> Written:
    """The same scenario with its texts translated; ids and numbers are untouched."""

    def translate(text: str, mark: object, path: Path) -> str:
        if not text or not isinstance(mark, Prose):
            return text  # an id stays an id: `spoken` is asked where it is shown
        told = messages.pgettext(_place(written, path), text) if mark.apart else messages.gettext(text)
        if on_one_line(text) and not on_one_line(told):
            problem = _("{place}: its translation should be one line of plain text")
            raise ScenarioError(problem.format(place=_place(written, path)))
        if told != text and mark.longest and len(told) > mark.longest:
            problem = _("{place}: its translation should have at most {longest} characters")
            raise ScenarioError(problem.format(place=_place(written, path), longest=mark.longest))
        return told

    return cast("Written", _told(written, Written, (), translate))


def spoken(word: str, messages: NullTranslations) -> str:
    """An id as it is read."""
    return messages.pgettext(SPOKEN, word.replace("-", " "))


def _message(written: Written, text: str, mark: object, path: Path) -> Message:
    file, place = file_of(path)[0], _place(written, path)
    if isinstance(mark, Spoken):
        return Message(text.replace("-", " "), SPOKEN, file, place)
    return Message(text, place if isinstance(mark, Prose) and mark.apart else None, file, place)


def _place(written: Written, path: Path) -> str:
    """`card by-video-link, context`: the things with a name of their own on the way, then the keys behind them."""
    value: Any = written
    inside = len(path) - len(file_of(path)[1])
    told: list[str] = []
    for at, key in enumerate(path):
        value = getattr(value, str(key)) if isinstance(value, BaseModel) else value[key]
        if at < inside:
            continue
        name = getattr(value, "id", getattr(value, "kind", None)) if isinstance(value, BaseModel) else None
        if name is not None and told:
            told = [f"{told[-1].replace('_', ' ')} {name}"]
        else:
            told.append(str(key))
    return ", ".join(told)


def _told(value: object, type_: object, path: Path, tell: Tell) -> object:
    """The value with each of its texts told anew; whatever holds none is the same object."""
    mark = _mark(type_)
    if mark is not None and isinstance(value, str):
        return tell(value, mark, path)
    if isinstance(value, BaseModel):
        return _model(value, path, tell)
    if isinstance(value, tuple):
        entry = _inner(type_, 0)
        entries = tuple(_told(one, entry, (*path, at), tell) for at, one in enumerate(value))
        return entries if any(new is not old for new, old in zip(entries, value, strict=True)) else value
    if isinstance(value, dict):
        entry = _inner(type_, -1)
        table = {key: _told(one, entry, (*path, key), tell) for key, one in value.items()}
        return table if any(table[key] is not value[key] for key in value) else value
    return value


def _model(model: BaseModel, path: Path, tell: Tell) -> BaseModel:
    types = _types(type(model))
    values: dict[str, object] = {name: getattr(model, name) for name in types}
    values |= model.__pydantic_extra__ or {}
    told = {name: _told(value, types.get(name), (*path, name), tell) for name, value in values.items()}
    changed = {name: value for name, value in told.items() if value is not values[name]}
    return model.model_copy(update=changed) if changed else model


@lru_cache(maxsize=128)
def _types(model: type[BaseModel]) -> dict[str, object]:
    """The types of a model's fields with their marks; pydantic keeps the outermost ones apart."""
    return {
        name: Annotated[field.annotation, *marks] if (marks := field.metadata) else field.annotation
        for name, field in model.model_fields.items()
    }


def _mark(type_: object) -> Prose | Spoken | None:
    """What the type says of a text of that type."""
    if get_origin(type_) is Annotated:
        kind, *metadata = get_args(type_)
        return next((one for one in metadata if isinstance(one, (Prose, Spoken))), None) or _mark(kind)
    if get_origin(type_) in (Union, UnionType):
        return next((mark for mark in map(_mark, get_args(type_)) if mark is not None), None)
    return None


def _inner(type_: object, at: int) -> object:
    """The type of an entry of a list, or of the values of a table."""
    while get_origin(type_) is Annotated:
        type_ = get_args(type_)[0]
    if get_origin(type_) in (Union, UnionType):
        type_ = next((one for one in get_args(type_) if one is not type(None)), None)
        return _inner(type_, at)
    arguments = get_args(type_)
    return arguments[at] if arguments else None
