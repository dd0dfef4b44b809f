"""The beginning of the sample company: its structure, its people, the starter library spread over departments."""

from collections.abc import Callable
from typing import Any

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.db import wired
from wiki.demo.cast import DOMAIN, MEMBERS, POSTS, UNITS, Member, Unit
from wiki.demo.places import ACTORS, GUIDELINES, PROCESSES, TOUCHPOINTS
from wiki.demo.year import Scene, Year
from wiki.entries import queries
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.release import content_of
from wiki.entries.service import Edit, Intent, save
from wiki.library.importing import import_path, starter_folder
from wiki.people.departments import DepartmentData, change_department, create_department
from wiki.people.functions import FunctionData, add_holder, create_function
from wiki.people.newcomers import set_first_day
from wiki.people.passwords import hash_password
from wiki.people.rights import note
from wiki.people.roles_given import set_roles
from wiki.people.service import PersonData, create_person

FOUNDED, SPREAD = 400, 390
"""Days ago: the wiki is set up; every entry has its department."""


def found(year: Year) -> None:
    """Everything there must be before anything can happen."""
    with year.on(FOUNDED) as scene:
        for unit in UNITS:
            _department(scene, unit)
        password_hash = hash_password(clock.token())
        for member in MEMBERS:
            if not member.came:
                welcome(scene, member, password_hash)
        for unit in UNITS:
            department = scene.department(unit.name)
            change_department(scene.session, SYSTEM, department, _data(scene, unit))
        _functions(scene)
    with year.clock_at(FOUNDED):
        report = import_path(year.runtime, SYSTEM, starter_folder(), release=True)
    if not report.ok:
        raise RuntimeError(report.as_text())
    with year.on(SPREAD) as scene:
        _spread(scene)


def welcome(scene: Scene, member: Member, password_hash: str) -> None:
    """An account for somebody who begins to work here. Nobody knows the password: `/demo` lets in without."""
    data = PersonData(member.name, member.email, scene.department(member.unit).id, member.language)
    person = create_person(scene.session, data, password_hash)
    if member.came:
        set_first_day(scene.session, None, person, scene.day(0))
    note(scene.session, SYSTEM, "person:added", f"person:{person.id}")
    if member.role:
        set_roles(scene.session, SYSTEM, person, {member.role})


def _department(scene: Scene, unit: Unit) -> None:
    above = scene.department(unit.above).id if unit.above else None
    create_department(scene.session, SYSTEM, DepartmentData(unit.name, unit.english, above))


def _data(scene: Scene, unit: Unit) -> DepartmentData:
    above = scene.department(unit.above).id if unit.above else None
    head = scene.person(unit.head).id if unit.head else None
    return DepartmentData(unit.name, unit.english, above, head, f"{unit.mailbox}@{DOMAIN}")


def _functions(scene: Scene) -> None:
    for post in POSTS:
        data = FunctionData(post.name, post.english, scene.department(post.unit).id, post.single)
        function = create_function(scene.session, SYSTEM, data)
        for name in post.holders:
            add_holder(scene.session, SYSTEM, function, scene.person(name))


def _spread(scene: Scene) -> None:
    """Give every touchpoint, process and guideline its department, and steps the functions that do them."""
    for unit, slugs in TOUCHPOINTS.items():
        for slug in slugs:
            _edit(scene, scene.entry("touchpoint", slug), _in_department(scene, unit))
    for unit, slugs in PROCESSES.items():
        for slug in slugs:
            _edit(scene, scene.entry("process", slug), _in_department(scene, unit), _with_functions(scene))
    for slug in GUIDELINES:
        _edit(scene, scene.entry("guideline", slug), _in_department(scene, "CX-Team"))


Change = Callable[[dict[str, Any]], None]


def _edit(scene: Scene, entry: Entry, *changes: Change) -> None:
    kind = wired(scene.session, Kinds).of(entry)
    head = queries.head(scene.session, entry.id)
    if head is None:
        raise RuntimeError(f"{entry.slug} has no version")
    content = dict(content_of(kind, head))
    for change in changes:
        change(content)
    edit = Edit(content, head.number, note="Abteilung und Funktionen eingetragen", minor=True, intent=Intent.RELEASE)
    save(scene.session, scene.actor("Miriam Vogt"), entry, edit)


def _in_department(scene: Scene, unit: str) -> Change:
    slug = scene.department(unit).slug

    def change(content: dict[str, Any]) -> None:
        content["department"] = slug

    return change


def _with_functions(scene: Scene) -> Change:
    slugs = {words: scene.function(name).slug for words, name in ACTORS.items()}

    def change(content: dict[str, Any]) -> None:
        content["steps"] = [_step(dict(step), slugs) for step in content["steps"]]

    return change


def _step(step: dict[str, Any], slugs: dict[str, str]) -> dict[str, Any]:
    function = slugs.get((step.get("actor") or {}).get("de", ""))
    if function:
        step["function"] = function
        del step["actor"]
    return step
