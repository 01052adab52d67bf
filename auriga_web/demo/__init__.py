"""Invented people and stories: a believable small province, or a very large one to measure with."""
