"""Which packages make up the distribution; everything else about it is in pyproject.toml.

The rulebook and its translations live once in git, in docs/. A wheel carries them in game/docs; an editable
install reads it from the checkout. `game.resources.rulebook` knows both places.
"""

from setuptools import find_packages, setup

ROOMS = ["rules", "cards", "game"]

setup(
    packages=[*ROOMS, *find_packages(include=[f"{room}.*" for room in ROOMS]), "game.docs"],
    package_dir={"game.docs": "docs"},
    package_data={
        "rules": ["py.typed"],
        "cards": ["py.typed", "**/*.toml", "**/*.po"],
        "game": ["py.typed", "bots/**/*.toml"],
        "game.docs": ["rulebook.md", "rulebook.*.md"],
    },
    include_package_data=False,
)
