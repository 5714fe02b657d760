"""Accord through the interfaces of other frameworks (docs/adapters.md): clients of the narrow waist, like everybody."""
