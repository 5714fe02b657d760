"""What happened in a game, and why: a report for the debrief.

`course` reads a record; the chapters turn it into claims, each with the lines of the record that it rests on; `pages`
puts them in order; `render` writes the pages down.
"""
