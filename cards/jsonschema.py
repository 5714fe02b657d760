"""The JSON schema of a scenario: one property a file, for editors and for `accord scenario schema`."""

from __future__ import annotations

from typing import Any

from cards.schema import Written


def schema() -> dict[str, Any]:
    """A schema of the folder as an object: its properties are file names, each with that file's schema."""
    whole = Written.model_json_schema(by_alias=True, mode="validation")
    files = whole["properties"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A scenario of Accord, file by file",
        "type": "object",
        "properties": {
            f"{name}.toml": files[name] for name in ("scenario", "headlines", "agendas", "sources", "history")
        },
        "patternProperties": {r"^cards-[a-z0-9-]+\.toml$": files["cards"]["additionalProperties"]},
        "$defs": whole["$defs"],
    }
