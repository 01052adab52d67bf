"""Persons, how they sign in, how they are verified, and their sessions."""
