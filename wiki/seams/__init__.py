"""Seams: where a process changes hands or channel between two steps, and what was agreed about it."""
