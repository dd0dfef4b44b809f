"""Typography and wording of the texts, in both languages."""

import re
from collections.abc import Iterator

from tools.library_lint.reading import Entry, Text
from wiki.core.personal_data import find_in
from wiki.library.report import FileProblem

_CODE = re.compile(r"`[^`]*`|\]\([^)]*\)|\[\[[^\]|]*")
"""Parts of Markdown whose signs are no typography: code, addresses, names of entries."""

BOTH = (
    (re.compile(r"(?<=\S) {2,}(?=\S)"), "two spaces between words"),
    (re.compile(r"[ \t]+$"), "a space at the end of a line"),
    (re.compile(r'"'), "a straight quotation mark"),
    (re.compile(r"\.\.\."), "three dots instead of …"),
    (re.compile(r"(?<=\w) - (?=\w)"), "a hyphen instead of a dash –"),
    (re.compile(r" [,;:!?](?=\s|$)"), "a space before a punctuation mark"),
    (re.compile(r"(?<=\s)-(?=\d)"), "a hyphen instead of a minus −"),
    (re.compile(r"(?i)\b(?:todo|tbd|fixme|xxx|lorem ipsum)\b"), "something left to do"),
    (re.compile(r"[\u200b\ufeff\u00ad]"), "an invisible character"),
)
GERMAN = (
    (re.compile(r"'"), "a straight apostrophe instead of ’"),
    (re.compile(r"”|(?<![\w‚„])“(?=\w)"), "an English quotation mark; German ones are „…“"),
    (re.compile(r"\d (?:%|€)"), "a breaking space between number and unit; put U+00A0 there"),
    (re.compile(r"§ \d|\b(?:Nr|Abs|Art)\. \d"), "a breaking space before the number; put U+00A0 there"),
    (re.compile(r"\b(?:z\. ?B|d\. ?h|u\. ?a|i\. ?d\. ?R)\."), "an abbreviation; write it out"),
    (re.compile(r"(?i)\b(?:strasse|gross\w*|ausser\w*|heiss\w*|weiss\w*|schliess\w*|massnahm\w*|gruess\w*|fliess\w*"
                r"|regelmaessig\w*|fuer|ueber\w*|koenn\w*|moecht\w*|naechst\w*|spaet\w*|waer\w*)\b"),
     "ß or an umlaut written out"),
    (re.compile(r"\b(?:daß|muß|Prozeß)\b"), "the spelling before 1996"),
)  # fmt: skip
ENGLISH = (
    (re.compile(r"„"), "a German quotation mark; English ones are “…”"),
    (re.compile(r"\d\u00a0?\s(?:%)"), "a space before %; English has none"),
    (re.compile(r"\d\s?€"), "the euro sign after the number; English puts it before"),
)
_OPEN, _CLOSE = {"de": "„", "en": "“"}, {"de": "“", "en": "”"}


def findings(entry: Entry) -> Iterator[FileProblem]:
    """What is wrong with the wording of an entry."""
    for text in entry.texts():
        for number, line in enumerate(text.words.split("\n")):
            for message in _wrong(line, text):
                yield FileProblem(entry.file, text.line + number, f"{message} ({text.language})")
        yield from _unpaired(entry, text)
        for match in find_in([text.words]):
            yield FileProblem(entry.file, text.line, f"looks like personal data: {match.text}")


def _wrong(line: str, text: Text) -> Iterator[str]:
    bare = _CODE.sub("¤", line) if text.is_markdown else line
    if text.is_markdown:
        bare = re.sub(r"\s+$", "", bare) if bare != line else bare
        bare = re.sub(r"^\s*(?:[-*>#]+|\d+\.)\s+", "", re.sub(r"\s*\|\s*", "¤", bare))
    for pattern, message in (*BOTH, *(GERMAN if text.language == "de" else ENGLISH)):
        found = pattern.search(bare)
        if found:
            yield f"{message}: …{bare[max(0, found.start() - 15) : found.end() + 15]}…"


def _unpaired(entry: Entry, text: Text) -> Iterator[FileProblem]:
    opened, closed = text.words.count(_OPEN[text.language]), text.words.count(_CLOSE[text.language])
    if opened != closed:
        yield FileProblem(entry.file, text.line, f"quotation marks without a partner ({text.language})")
