"""Tests of the library; a package, so that its conftest is not mistaken for the one above."""
