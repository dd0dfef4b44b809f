"""What all wikis of a run of tests share. Each test has a wiki of its own; templates, addresses, catalogues and SQL are
the same in all of them and are prepared once, as in a process that serves."""

from collections.abc import Callable
from types import CodeType
from typing import Any

from babel import Locale
from babel.support import NullTranslations, Translations
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine
from werkzeug.routing import Rule

import wiki.app
from wiki.core.db import make_engine
from wiki.web.late_rules import LateRule


class Compiled(BytecodeCache):
    """Templates compiled once."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what another wiki compiled."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for the next."""
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


TEMPLATES = Compiled()
_OF_RULE = ("_parts", "_trace", "_converters", "_build", "_build_unknown", "arguments")
_engines: dict[str, Engine] = {}
_catalogues: dict[tuple[str, str, str], NullTranslations] = {}
_load = Translations.load


def share() -> None:
    """From now on addresses, catalogues and SQL are prepared once."""
    LateRule.compile = _once(LateRule.compile)  # type: ignore[method-assign]
    Translations.load = _catalogue  # type: ignore[assignment, method-assign]
    wiki.app.make_engine = _engine  # type: ignore[attr-defined]


def remember(engine: Engine) -> None:
    """Engines for the same database system write SQL with this one from now on; it has been connected."""
    _engines.setdefault(engine.dialect.name, engine)


def _engine(url: str, *, echo: bool = False) -> Engine:
    engine = make_engine(url, echo=echo)
    first = _engines.get(engine.dialect.name, engine)
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    return engine


def _catalogue(folder: str, locales: list[Locale], domain: str) -> NullTranslations:
    key = (folder, ",".join(map(str, locales)), domain)
    if key not in _catalogues:
        _catalogues[key] = _load(folder, locales, domain)
    return _catalogues[key]


def _once(compile_now: Callable[[Rule], None]) -> Callable[[Rule], None]:
    known: dict[tuple[Any, ...], Rule] = {}

    def compile_rule(rule: Rule) -> None:
        key = (rule.rule, rule.subdomain, rule.host, repr(rule.defaults), rule.merge_slashes)
        made = known.setdefault(key, rule)
        if made is rule:
            compile_now(rule)
        else:
            for name in _OF_RULE:
                setattr(rule, name, getattr(made, name))

    return compile_rule
