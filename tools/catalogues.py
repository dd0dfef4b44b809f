"""The catalogues of `wiki/translations`: `python -m tools.catalogues update` or `check`.

English is the language of the source and has a catalogue too, for its plural forms; German is translated by hand.
The files hold neither dates nor line numbers, and are sorted, so that a diff shows changed words and nothing else.
"""

import fcntl
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "wiki" / "translations"
SOURCE, TRANSLATED = "en", ("de",)
LANGUAGES = (SOURCE, *TRANSLATED)
KEYWORDS = DEFAULT_KEYWORDS | {
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
    "lazy_npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)([a-z])|%%")
HEADER = """\
# {name} texts of the CX wiki.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
NAMES = {"de": "German", "en": "English"}
NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)

Key = tuple[str, str | None]
"""Text and context of a message."""


def extracted() -> Catalog:
    """Every text of the source, with the files it stands in."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = Catalog()
    for name, _line, text, comments, context in extract_from_dir(
        ROOT, methods, options, KEYWORDS, ("TRANSLATORS:",), strip_comment_tags=True, directory_filter=_is_searched
    ):
        found.add(text, locations=[(Path(name).as_posix(), 0)], auto_comments=comments, context=context)
    return found


def _is_searched(folder: object) -> bool:
    parts = Path(str(folder)).resolve().relative_to(ROOT).parts
    return parts[:1] in (("wiki",), ("templates",)) and parts[-1] != "__pycache__"


def messages(catalogue: Catalog) -> dict[Key, Message]:
    """The catalogue's messages without its header, sorted."""
    found = {_key(each): each for each in catalogue if each.id}
    return dict(sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or "")))


def _key(message: Message) -> Key:
    return (message.id if isinstance(message.id, str) else message.id[0], message.context)


def folder(language: str) -> Path:
    """Where the language's two files lie."""
    return FOLDER / language / "LC_MESSAGES"


def read(language: str) -> Catalog:
    """What is translated so far."""
    file = folder(language) / "messages.po"
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as stream:
        found = read_po(stream, locale=language)
    if not len(found):
        raise SystemExit(f"{file} is empty: bring it back from the last commit, then run this again")
    return found


def brought_up_to_date(language: str, source: Catalog) -> Catalog:
    """The catalogue with exactly the source's texts: what was translated stays, what is new is empty."""
    known = messages(read(language))
    result = Catalog(locale=language)
    for key, each in messages(source).items():
        before = known.get(key)
        same = before is not None and before.pluralizable == each.pluralizable
        text = each.id if language == SOURCE else before.string if before is not None and same else _untranslated(each)
        flags = before.flags & {"fuzzy"} if before is not None and language != SOURCE else set()
        files = sorted({(name, 0) for name, _line in each.locations})
        result.add(
            each.id,
            text,
            locations=files,
            flags={*each.flags, *flags},
            auto_comments=each.auto_comments,
            user_comments=before.user_comments if before else (),
            context=each.context,
        )
    return result


def _untranslated(message: Message) -> str | tuple[str, str]:
    return ("", "") if message.pluralizable else ""


def po_bytes(language: str, catalogue: Catalog) -> bytes:
    """The catalogue as the text that translators edit."""
    out = BytesIO()
    write_po(out, catalogue, width=0, omit_header=True, sort_output=True, include_lineno=False)
    return HEADER.format(name=NAMES[language], language=language).encode() + out.getvalue().strip() + b"\n"


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it, without a date."""
    catalogue.creation_date = catalogue.revision_date = NO_DAY
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def update() -> int:
    """Extract, keep what is translated, compile; say what is left to translate and what went away."""
    source = extracted()
    with (FOLDER / ".lock").open("w") as lock:  # two who update at once take turns
        fcntl.flock(lock, fcntl.LOCK_EX)
        _update(source)
    return 0


def _update(source: Catalog) -> None:
    for language in LANGUAGES:
        before = messages(read(language))
        catalogue = brought_up_to_date(language, source)
        target = folder(language)
        target.mkdir(parents=True, exist_ok=True)
        _write(target / "messages.po", po_bytes(language, catalogue))
        _write(target / "messages.mo", mo_bytes(read(language)))
        now = messages(catalogue)
        print(f"{language}: {len(now)} texts, {sum(not _is_translated(each) for each in now.values())} untranslated")
        if language != SOURCE:
            for key in before.keys() - now.keys():
                print(f"{language}: gone: {key[0]!r} = {before[key].string!r}")


def _write(file: Path, data: bytes) -> None:
    """The whole file or none of it: somebody may read or commit it at the same moment."""
    aside = file.with_suffix(f"{file.suffix}.{os.getpid()}")
    aside.write_bytes(data)
    aside.replace(file)


def check() -> int:
    """Print what is wrong with the catalogues; 1 when something is."""
    found = list(problems())
    for each in found:
        print(each)
    return 1 if found else 0


def problems() -> Iterator[str]:
    """Everything that keeps the catalogues from being complete and in step with the source."""
    source = messages(extracted())
    for language in LANGUAGES:
        catalogue = read(language)
        written = messages(catalogue)
        for key in source.keys() - written.keys():
            yield f"{language}: missing (run update): {key[0]!r}"
        for key in written.keys() - source.keys():
            yield f"{language}: no longer in the source (run update): {key[0]!r}"
        for text in catalogue.obsolete:
            yield f"{language}: obsolete (run update): {text!r}"
        for key in source.keys() & written.keys():
            yield from (f"{language}: {what}: {key[0]!r}" for what in _faults(source[key], written[key], language))
        yield from _compiled_otherwise(language, written)


def _faults(source: Message, written: Message, language: str) -> Iterator[str]:
    if not _is_translated(written):
        yield "untranslated"
        return
    if written.fuzzy:
        yield "fuzzy"
    if written.id != source.id:
        yield "plural form differs (run update)"
    if language == SOURCE and written.string != written.id:
        yield "English differs from the source"
    wanted = [placeholders(each) for each in _forms(source.id)]
    for each in _forms(written.string):
        if placeholders(each) not in wanted:
            yield f"placeholders differ: {each!r}"
        if _edges(each) != _edges(_key(source)[0]):
            yield f"space at the edge differs: {each!r}"


def placeholders(text: str) -> set[str]:
    """The `%(name)s` of a text."""
    return {match.group() for match in PLACEHOLDER.finditer(text) if match.group() != "%%"}


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def _forms(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text) if isinstance(text, (tuple, list)) else ()


def _is_translated(message: Message) -> bool:
    forms = _forms(message.string)
    return bool(forms) and all(forms)


def _compiled_otherwise(language: str, written: dict[Key, Message]) -> Iterator[str]:
    file = folder(language) / "messages.mo"
    if not file.exists():
        yield f"{language}: not compiled (run update)"
        return
    with file.open("rb") as stream:
        compiled = {key: _forms(each.string) for key, each in messages(read_mo(stream)).items()}
    wanted = {key: _forms(each.string) for key, each in written.items() if _is_translated(each) and not each.fuzzy}
    if compiled != wanted:
        yield f"{language}: messages.mo differs from messages.po (run update)"


if __name__ == "__main__":
    commands = {"update": update, "check": check}
    if sys.argv[1:2] == [] or sys.argv[1] not in commands:
        sys.exit("python -m tools.catalogues update | check")
    sys.exit(commands[sys.argv[1]]())
