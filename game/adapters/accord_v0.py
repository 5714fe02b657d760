"""Accord as PettingZoo's users call an environment: `from game.adapters import accord_v0`, then `accord_v0.env()`."""

from game.adapters.pettingzoo import env, parallel_env, raw_env

__all__ = ["env", "parallel_env", "raw_env"]
