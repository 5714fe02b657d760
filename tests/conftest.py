"""Hypothesis profiles: `dev` at home, `ci` where CI is set, others by HYPOTHESIS_PROFILE=thorough.

The language is English here, whatever the machine is set to.
"""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

os.environ["ACCORD_LANG"] = "en"
# The program is started hundreds of times: it should find its modules compiled, whatever the machine says.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

settings.register_profile("dev", deadline=None, print_blob=True)
# CI keeps looking for new examples; a failure prints the blob that repeats it, so no database is needed.
settings.register_profile("ci", deadline=None, print_blob=True, database=None, derandomize=False)
# `make test` asks twice: the rules as plain Python in brief, then the compiled ones
settings.register_profile("brief", deadline=None, print_blob=True, database=None, max_examples=25)
settings.register_profile("half", deadline=None, print_blob=True, database=None, max_examples=50)
settings.register_profile("thorough", deadline=None, print_blob=True, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """What a test marked `no_cover` starts is not counted either: pytest-cov pauses in its own process only."""
    with pytest.MonkeyPatch.context() as patch:
        if item.get_closest_marker("no_cover"):
            patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        return (yield)
