"""Access roles, read from `roles/*.md` at start: what each is for, its duties and the permissions it grants."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from wiki.access.permissions import Permission
from wiki.config import ConfigurationError
from wiki.core.text import LANGUAGES

_FILE = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_SECTION = re.compile(r"^<!-- (de|en) -->$", re.MULTILINE)
NEEDED = ("employee", "administrator")


@dataclass(frozen=True)
class Role:
    """One access role. `names` and `texts` by language; the texts are Markdown."""

    slug: str
    names: dict[str, str]
    texts: dict[str, str]
    permissions: frozenset[Permission]

    def name(self, language: str) -> str:
        """The role's name in `language`."""
        return self.names[language]


@dataclass(frozen=True)
class Roles:
    """All access roles by slug."""

    by_slug: dict[str, Role]

    def permissions_of(self, slugs: list[str]) -> frozenset[Permission]:
        """What the roles grant together; a role whose file is gone grants nothing."""
        granted = [self.by_slug[each].permissions for each in slugs if each in self.by_slug]
        return frozenset().union(*granted)


def load_roles(folder: Path) -> Roles:
    """Read every role in `folder`; ConfigurationError names the file that cannot be used."""
    found = {file.stem: _read(file) for file in sorted(folder.glob("*.md")) if file.stem != "README"}
    missing = [name for name in NEEDED if name not in found]
    if missing:
        raise ConfigurationError(f"{folder}: no role file for {', '.join(missing)}")
    return Roles(found)


def _read(file: Path) -> Role:
    parts = _FILE.match(file.read_text("utf-8"))
    if parts is None:
        raise ConfigurationError(f"{file}: must begin with front matter between two lines ---")
    try:
        head = yaml.safe_load(parts[1]) or {}
        names = {language: str(head["name"][language]) for language in LANGUAGES}
        permissions = frozenset(Permission(each) for each in head["permissions"])
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{file}: {error}") from error
    except (KeyError, TypeError) as error:
        raise ConfigurationError(f"{file}: the front matter needs name (de, en) and permissions") from error
    except ValueError as error:
        raise ConfigurationError(f"{file}: {error}; known are {', '.join(Permission)}") from error
    pieces = _SECTION.split(parts[2])
    texts = dict(zip(pieces[1::2], (piece.strip() for piece in pieces[2::2]), strict=True))
    if set(texts) != set(LANGUAGES):
        raise ConfigurationError(f"{file}: needs one section <!-- de --> and one <!-- en -->")
    return Role(file.stem, names, texts, permissions)
