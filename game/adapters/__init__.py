"""Accord through the interfaces of other frameworks: each a client of the seven functions, each with an extra."""
