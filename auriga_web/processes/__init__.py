"""Processes: a purpose, an owner, a promise, a territory, and phases that open what can be done."""
