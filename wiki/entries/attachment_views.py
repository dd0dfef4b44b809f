"""Being written."""

from flask import Blueprint

from wiki.entries.kinds import Kind


def register(_blueprint: Blueprint, _kind: Kind) -> None:
    """Nothing yet."""
