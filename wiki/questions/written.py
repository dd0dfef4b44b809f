"""Questions that an author wrote by hand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wiki.core import markdown
from wiki.core.text import LANGUAGES, fold
from wiki.questions.picking import option_key, options_of
from wiki.questions.question import OWN, Option, Question, ReadOn

_CASE_AND_QUESTION = re.compile(r"(.*(?<!\d)[.!?…][“”»\"]?)\s+([A-ZÄÖÜ][^?]*\?)")
"""A paragraph that ends with a question; what stands before it is the case."""
MOST_WRONG = 5
"""So many wrong answers of a hand-written question are shown."""


@dataclass(frozen=True)
class Written:
    """What an author wrote, by language. The last question of `texts` (Markdown) is the question, what stands before it
    tells the case; without text the title is the question."""

    titles: Mapping[str, str]
    texts: Mapping[str, str]
    right: Mapping[str, str]
    wrong: Mapping[str, Sequence[str]]
    why: Mapping[str, str]


def written_question(
    key: str, written: Written, language: str, read_on: ReadOn | None = None, entry_ids: tuple[int, ...] = ()
) -> Question | None:
    """The question in `language`, or where it is not written in that one, wholly in the other. None while it lacks the
    question, the right answer or a wrong one. `read_on`: where its reader learns more."""
    for each in (language, *(other for other in LANGUAGES if other != language)):
        quoted, prompt = _asked(written, each)
        right = written.right.get(each, "")
        wrong = _wrong_answers(written.wrong.get(each, ()), right)
        if prompt and right and wrong:
            named = [Option("right", right), *(Option(f"wrong-{index}", text) for index, text in enumerate(wrong))]
            return Question(
                key=key,
                sort=OWN,
                prompt=prompt,
                options=options_of(key, named),
                right=option_key(key, "right"),
                why=written.why.get(each, ""),
                read_on=read_on,
                quoted=quoted,
                language=each,
                entry_ids=entry_ids,
            )
    return None


def _wrong_answers(lines: Sequence[str], right: str) -> list[str]:
    """The wrong answers, each once, without one that says the same as the right one."""
    found = {fold(line): line for line in reversed(lines) if line.strip()}
    return [line for folded, line in reversed(found.items()) if folded != fold(right)][:MOST_WRONG]


def _asked(written: Written, language: str) -> tuple[str, str]:
    """What is told before, and the question."""
    paragraphs = [part for part in written.texts.get(language, "").split("\n\n") if part.strip()]
    if not paragraphs:
        return "", written.titles.get(language, "")
    *before, last = (markdown.plain(part) for part in paragraphs)
    found = _CASE_AND_QUESTION.fullmatch(last)
    if found is not None:
        before, last = [*before, found[1]], found[2]
    return "\n\n".join(before), last
