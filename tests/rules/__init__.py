"""The rulebook, section by section: where its sentences are intricate, one test a sentence."""
