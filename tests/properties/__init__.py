"""The laws of the house (docs/architecture.md), each a property, held against every size that ships.

A broken law is told as a record. `HYPOTHESIS_PROFILE=thorough` looks twenty times as long, and `-m slow` asks about
whole catalogues of actions.
"""
