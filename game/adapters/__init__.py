"""Other frameworks' interfaces to the game: each file is one, and asks for its extra by name."""
