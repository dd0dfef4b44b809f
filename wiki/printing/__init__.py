"""Entries and whole libraries as documents: on paper and as PDF."""
