"""Departments, persons, functions, sign-in."""
