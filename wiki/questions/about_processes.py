"""Questions about processes: what comes next, and who does a step."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from wiki.core.text import fold
from wiki.entries.fields import Payload
from wiki.questions.asking import Source, said
from wiki.questions.picking import FEWEST_WRONG, MOST_WRONG, different, mixed, option_key, options_of
from wiki.questions.question import ANSWERS_FOR, NEXT_STEP, Option, Question, ReadOn
from wiki.questions.texts import alike, says

PROCESS = "process"
_BY_CUSTOMERS = "customer"


@dataclass(frozen=True)
class Step:
    """A step with a title in the language. `doer` is a function's name or a role in words; `number` counts from 1."""

    key: str
    number: int
    lane: str
    title: str
    happens: str
    doer: str


def read_steps(source: Source, functions: Mapping[str, str]) -> Sequence[Step]:
    """The steps of a process; none where one lacks a title in the language. `functions`: slug → name."""
    steps = [_step(source, number, row, functions) for number, row in enumerate(source.content.get("steps", ()), 1)]
    return steps if all(each.title for each in steps) else ()


def _step(source: Source, number: int, row: Payload, functions: Mapping[str, str]) -> Step:
    slug = row.get("function", "")
    doer = functions.get(slug, "") if slug else said(row, "actor", source.language)
    title, happens = (said(row, name, source.language) for name in ("title", "happens"))
    return Step(row["key"], number, row["lane"], title, happens, doer)


def what_comes_next(source: Source, steps: Sequence[Step]) -> Iterator[Question | None]:
    """What comes right after each step, but the last."""
    return (_next(source, steps, each) for each in _asked_about(source, steps) if each.number < len(steps))


def who_does(source: Source, steps: Sequence[Step]) -> Iterator[Question | None]:
    """Who does each step; what customers do themselves is no question, nor what a title gives away."""
    done = (each for each in _asked_about(source, steps) if each.doer and each.lane != _BY_CUSTOMERS)
    return (_doer(source, steps, each) for each in done if not says(each.title, [each.doer]))


def _asked_about(source: Source, steps: Sequence[Step]) -> list[Step]:
    """The steps in a settled order, without those of the same title: nobody could tell which is meant."""
    titles = Counter(fold(each.title) for each in steps)
    once = [each for each in steps if titles[fold(each.title)] == 1]
    return mixed(once, f"{PROCESS}:{source.slug}", lambda each: each.key)


def _next(source: Source, steps: Sequence[Step], step: Step) -> Question | None:
    """The step behind it, beside others of the same process."""
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


def _other_steps(steps: Sequence[Step], step: Step, right: Step, key: str) -> list[Step]:
    """Steps that do not come next: near ones first, the one behind the right one last, since both may go on at once."""

    def distance(each: Step) -> tuple[bool, int]:
        return each.number == right.number + 1, abs(each.number - step.number)

    chosen: list[Step] = []
    for each in sorted(mixed(steps, key, lambda step: step.key), key=distance):
        if each in (step, right) or any(alike(each.title, other.title) for other in (step, right, *chosen)):
            continue
        chosen.append(each)
    return chosen[:MOST_WRONG]


def _doer(source: Source, steps: Sequence[Step], step: Step) -> Question | None:
    """Who does the step, beside those who do others."""
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


def _at_step(source: Source, step: Step) -> ReadOn:
    return ReadOn(f"{source.read_on.url}#step-{step.key}", source.title)
