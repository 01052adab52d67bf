"""Meetings: the call, who comes, the minutes, and what was decided and promised there."""
