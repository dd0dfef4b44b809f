"""Holes: places in a page for what is the reader's own. A page with holes is rendered once and filled for each reader.

A hole is written as a mark nobody can guess: text that people write must never become a hole, or it could carry what
belongs to its reader, such as the token of forms, elsewhere.
"""

import re
import secrets
from collections.abc import Mapping

from markupsafe import Markup

NAMES = ("name", "initials", "inbox_number", "inbox_badge", "inbox_menu_badge", "form_token")
_SECRET = secrets.token_hex(16)
_MARK = re.compile(f"\ue100{_SECRET}:([a-z_]+)\ue101")


def hole(name: str) -> Markup:
    """The mark of a hole, to be rendered in the place of the value."""
    return Markup(f"\ue100{_SECRET}:{name}\ue101")  # noqa: S704 - holds nothing that was written by people


def cut(html: str) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
    """The text between the holes, and their names."""
    parts = _MARK.split(html)
    return tuple(part.encode() for part in parts[::2]), tuple(parts[1::2])


def fill(segments: tuple[bytes, ...], names: tuple[str, ...], values: Mapping[str, str]) -> bytes:
    """The page with `values` (safe HTML) in its holes."""
    parts = [segments[0]]
    for name, segment in zip(names, segments[1:], strict=True):
        parts.append(values[name].encode())
        parts.append(segment)
    return b"".join(parts)
