"""The rules of Accord: pure functions over `State`, told by an immutable `Scenario`.

No input or output, no clock, no randomness, no globals that change. Everything outside talks to `rules.kernel`.
"""
