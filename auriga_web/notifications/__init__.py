"""Hears what happened below and tells those who follow it."""
