"""The library: a material is written once, approved once, and used everywhere in the form each place needs."""
