"""The laws of the house (docs/architecture.md), each a property, held against every size that ships."""
