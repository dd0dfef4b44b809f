"""Questions about processes: what comes next, and who does a step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from wiki.core.text import fold
from wiki.questions.asking import Source, words_of
from wiki.questions.picking import FEWEST_WRONG, MOST_WRONG, different, mixed, option_key, options_of
from wiki.questions.question import ANSWERS_FOR, NEXT_STEP, Option, Question, ReadOn
from wiki.questions.texts import alike, says

PROCESS = "process"
_BY_CUSTOMERS = "customer"


@dataclass(frozen=True)
class _Step:
    """A step with a title in the language. `doer` is a function's name or a role in words; `number` counts from 1."""

    key: str
    number: int
    lane: str
    title: str
    happens: str
    doer: str


def about_steps(source: Source, functions: dict[str, str]) -> Iterator[Question]:
    """What comes after each step, and who does each; `functions`: slug → name."""
    steps = [_step(source, number, row, functions) for number, row in enumerate(source.content.get("steps", ()), 1)]
    if not all(each.title for each in steps):
        return
    titles = [fold(each.title) for each in steps]
    for step in steps:
        if titles.count(fold(step.title)) == 1:
            found = (_what_comes_next(source, steps, step), _who_does(source, steps, step))
            yield from (each for each in found if each is not None)


def _step(source: Source, number: int, row: dict[str, object], functions: dict[str, str]) -> _Step:
    slug = str(row.get("function", ""))
    doer = functions.get(slug, "") if slug else words_of(row, "actor", source.language)
    title, happens = (words_of(row, name, source.language) for name in ("title", "happens"))
    return _Step(str(row["key"]), number, str(row["lane"]), title, happens, doer)


def _what_comes_next(source: Source, steps: Sequence[_Step], step: _Step) -> Question | None:
    """The step behind it, beside others of the same process."""
    if step.number == len(steps):
        return None
    key = f"{NEXT_STEP}:{PROCESS}:{source.slug}:{step.key}"[:200]
    right = steps[step.number]
    wrong = _other_steps(steps, step, right, key)
    if len(wrong) < FEWEST_WRONG:
        return None
    others = [Option(each.key, each.title, _("That is step %(number)s.", number=each.number)) for each in wrong]
    return Question(
        key=key,
        sort=NEXT_STEP,
        prompt=_("“%(process)s”: what comes right after “%(step)s”?", process=source.title, step=step.title),
        options=options_of(key, [Option(right.key, right.title), *others]),
        right=option_key(key, right.key),
        why=right.happens,
        read_on=_at_step(source, right),
        quoted=step.happens,
        language=source.language,
        entry_ids=(source.id,),
    )


def _other_steps(steps: Sequence[_Step], step: _Step, right: _Step, key: str) -> list[_Step]:
    """Steps that do not come next: near ones first, the one behind the right one last, since both may go on at once."""

    def distance(each: _Step) -> tuple[bool, int]:
        return each.number == right.number + 1, abs(each.number - step.number)

    chosen: list[_Step] = []
    for each in sorted(mixed(steps, key, lambda step: step.key), key=distance):
        if each in (step, right) or any(alike(each.title, other.title) for other in (step, right, *chosen)):
            continue
        chosen.append(each)
    return chosen[:MOST_WRONG]


def _who_does(source: Source, steps: Sequence[_Step], step: _Step) -> Question | None:
    """Who does the step, beside those who do others; what customers do themselves is no question."""
    if not step.doer or step.lane == _BY_CUSTOMERS:
        return None
    key = f"{ANSWERS_FOR}:{PROCESS}:{source.slug}:{step.key}"[:200]
    nearest = sorted(steps, key=lambda each: (each.lane == _BY_CUSTOMERS, abs(each.number - step.number), each.number))
    named = f"{step.title} {step.happens}"
    wrong = different((each.doer for each in nearest if not says(named, [each.doer])), step.doer)
    if len(wrong) < FEWEST_WRONG:
        return None
    return Question(
        key=key,
        sort=ANSWERS_FOR,
        prompt=_("“%(process)s”: who does “%(step)s”?", process=source.title, step=step.title),
        options=options_of(key, [Option(each, each) for each in (step.doer, *wrong)]),
        right=option_key(key, step.doer),
        why=step.happens,
        read_on=_at_step(source, step),
        language=source.language,
        entry_ids=(source.id,),
    )


def _at_step(source: Source, step: _Step) -> ReadOn:
    return ReadOn(f"{source.read_on.url}#step-{step.key}", source.title)
