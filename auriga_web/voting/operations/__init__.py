"""Writing votes: drafting, deciding in two, casting, counting, and what follows."""
