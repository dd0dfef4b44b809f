"""Permissions, roles and the guard."""
