"""Personas and their customer journeys."""
