"""Threads of comments; knows nothing of what they hang on."""
