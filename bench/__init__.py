"""Benchmarks: never asserted, always with their reference."""
