"""Stops and links between things: where a need stands and what came of it."""
