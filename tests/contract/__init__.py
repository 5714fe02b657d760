"""The contracts of other frameworks, as far as possible by their own tests."""
