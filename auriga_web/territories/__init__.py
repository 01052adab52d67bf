"""Comuni, zone sociali and other places, with their boundaries, and who lives where."""
