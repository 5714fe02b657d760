"""The notebook runs, and what it says it gives is what it gives.

`ACCORD_GOLDEN=write pytest tests/game/test_notebook.py` keeps what the cells give now.
"""

from __future__ import annotations

import ast
import io
import json
import os
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("scipy")
pytest.importorskip("polars")

NOTEBOOK = Path(__file__).parents[2] / "docs" / "analysis.ipynb"
FRAME = "shape: ("  # how a frame is drawn is its library's affair


def run(source: str, names: dict[str, Any]) -> tuple[str, str]:
    """Run a cell; what it printed, and what its last expression is."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    value: Any = None
    with redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)  # noqa: S102 (our own notebook)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307 (the same)
    return printed.getvalue(), "" if value is None else repr(value)


def outputs(printed: str, value: str, number: int) -> list[dict[str, Any]]:
    """As a notebook keeps them."""
    found: list[dict[str, Any]] = []
    if printed:
        found.append({"name": "stdout", "output_type": "stream", "text": printed.splitlines(keepends=True)})
    if value:
        data = {"text/plain": value.splitlines(keepends=True)}
        found.append({"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"})
    return found


@pytest.mark.slow
def test_the_cells_give_what_stands_under_them() -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    names: dict[str, Any] = {}
    for number, cell in enumerate(cells, 1):
        printed, value = run("".join(cell["source"]), names)
        now = outputs(printed, value, number)
        if os.environ.get("ACCORD_GOLDEN") == "write":
            cell["execution_count"], cell["outputs"] = number, now
        elif value.startswith(FRAME):
            assert cell["outputs"]
        else:
            assert cell["outputs"] == now, "".join(cell["source"])
    if os.environ.get("ACCORD_GOLDEN") == "write":
        NOTEBOOK.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert len(cells) > 8
