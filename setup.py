"""Which packages make up the distribution, and the compiled rules; everything else about it is in pyproject.toml.

The rulebook and its translations live once in git, in docs/. A wheel carries them in game/docs; an editable
install reads it from the checkout. `game.resources.rulebook` knows both places.

A wheel carries `rules/` twice, as source and compiled by mypyc, and Python prefers the compiled one. An editable
install has no compiled rules, so that what is edited is what runs; `make compiled` builds some beside it. Without a
C compiler, and where ACCORD_PURE=1 is set, the rules run as plain Python.
"""

import os
import sys
from pathlib import Path

from setuptools import Extension, find_packages, setup
from setuptools.command.build_ext import build_ext

ROOMS = ["rules", "cards", "game"]
COMPILING = {"bdist_wheel", "bdist_egg", "build", "build_ext", "install"}  # of setuptools' commands
OPTIMISED = "2"  # what docs/performance.md was measured with; 0 builds much faster


def compiled_rules() -> list[Extension]:
    """Every chapter of the rules as one unit; none where they are to run as plain Python."""
    if not COMPILING & set(sys.argv):
        return []
    if os.environ.get("ACCORD_PURE", "0") not in {"", "0"}:
        say("ACCORD_PURE is set")
        return []
    try:
        from mypyc.build import mypycify  # noqa: PLC0415 (a build without it is possible)
    except ImportError:
        say("mypy[mypyc] is not installed")
        return []
    chapters = [str(path) for path in sorted(Path("rules").glob("*.py")) if path.name != "__init__.py"]
    level = os.environ.get("ACCORD_OPTIMISED", OPTIMISED)
    checked = ["--config-file=", "--strict", "--always-true=COMPILING", *chapters]  # see rules/integers.py
    unit = mypycify(checked, opt_level=level, group_name="accord_rules")
    if os.name == "posix":
        for extension in unit:
            # Nobody but the unit itself calls its functions, so they may be inlined; floats are rounded as Python's are
            extension.extra_compile_args += ["-fvisibility=hidden", "-ffp-contract=off"]
    return unit


class BuildRules(build_ext):
    """Compile the rules, or say in one line why they are left as they are."""

    def run(self) -> None:
        try:
            super().run()
        except Exception as error:  # noqa: BLE001 (every compiler fails in its own way)
            for built in map(Path, self.get_outputs()):
                built.unlink(missing_ok=True)
            self.extensions = []
            say(f"they could not be compiled ({' '.join(str(error).split())})")


def say(reason: str) -> None:
    """Pip shows this with --verbose; `accord --version` says what came of it."""
    print(f"accord: the rules will run as plain Python: {reason}", file=sys.stderr)  # noqa: T201 (a build has no other voice)


setup(
    packages=[*ROOMS, *find_packages(include=[f"{room}.*" for room in ROOMS]), "game.docs"],
    package_dir={"game.docs": "docs"},
    package_data={
        "rules": ["py.typed"],
        "cards": ["py.typed", "**/*.toml", "**/*.po"],
        "game": ["py.typed", "bots/**/*.toml", "report/templates/*"],
        "game.docs": ["rulebook.md", "rulebook.*.md"],
    },
    include_package_data=False,
    ext_modules=compiled_rules(),
    cmdclass={"build_ext": BuildRules},
)
