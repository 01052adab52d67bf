"""Answers designed together, with their versions, costs and milestones."""
