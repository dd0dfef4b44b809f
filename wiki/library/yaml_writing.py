"""Front matter out, always the same bytes for the same content: block style, no wrapping, quotes only where needed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.resolver import Resolver

_STEP = "  "
_STRING = "tag:yaml.org,2002:str"
_ESCAPED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_ESCAPED_IN_BLOCK = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_SYNTAX = re.compile(r"\A[?:,\[\]{}#&*!|>'\"%@`]|\A-(?: |\Z)|\A---|\A\.\.\.|: |:\Z| #|\A\s|\s\Z")
_BOOLEANS_WITHOUT_RESOLVER = frozenset("yYnN")
"""YAML 1.1 reads these as yes and no; the library does not."""

_resolver = Resolver()


@dataclass(frozen=True)
class Bare:
    """A value that is written without quotes whatever type YAML gives it: a number, a day, yes or no, a choice."""

    text: str


def write_mapping(content: Mapping[str, Any]) -> str:
    """`content` (str, Bare, lists and maps of them) as YAML, ending in a line end; empty for nothing."""
    return "".join(f"{line}\n" for line in _mapping(content, ""))


def _mapping(content: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, value in content.items():
        if isinstance(value, Mapping):
            yield f"{indent}{name}:"
            yield from _mapping(value, indent + _STEP)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield f"{indent}{name}:"
            yield from _listing(value, indent + _STEP)
        else:
            yield from _scalar(f"{indent}{name}: ", value, indent + _STEP)


def _listing(items: Sequence[Any], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, Mapping):
            lines = _mapping(item, indent + _STEP)
            yield f"{indent}- {next(lines).removeprefix(indent + _STEP)}"
            yield from lines
        else:
            yield from _scalar(f"{indent}- ", item, indent + _STEP)


def _scalar(before: str, value: "str | Bare", indent: str) -> Iterator[str]:
    if isinstance(value, Bare):
        yield before + value.text
    elif "\n" in value and _fits_block(value):
        yield f"{before}|-"
        for line in value.split("\n"):
            yield indent + line if line else ""
    else:
        yield before + _quoted(value)


def _fits_block(text: str) -> bool:
    lines = text.split("\n")
    if _ESCAPED_IN_BLOCK.search(text) or not lines[0] or not lines[-1]:
        return False
    return not lines[0].startswith(" ") and not any(line.endswith(" ") for line in lines)


def _quoted(text: str) -> str:
    if _ESCAPED.search(text):
        return f'"{_ESCAPED.sub(_escape, text.replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34)))}"'
    if not text or _SYNTAX.search(text) or _read_differently(text):
        return "'" + text.replace("'", "''") + "'"
    return text


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    short = {"\n": "\\n", "\t": "\\t"}.get(character)
    if short:
        return short
    return f"\\x{ord(character):02X}" if ord(character) < 0x100 else f"\\u{ord(character):04X}"


def _read_differently(text: str) -> bool:
    tag = _resolver.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return text in _BOOLEANS_WITHOUT_RESOLVER or tag != _STRING
