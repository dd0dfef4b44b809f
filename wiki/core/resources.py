"""Where the files that travel with the program lie: in a checkout beside the package, in a wheel inside it."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource_folder(name: str) -> Path:
    """The folder `templates`, `content` or `roles`, wherever the program was installed."""
    bundled = _PACKAGE / "bundled" / name
    return bundled if bundled.is_dir() else _PACKAGE.parent / name


def package_folder(name: str) -> Path:
    """A folder inside the package: `static`, `translations`, `migrations`."""
    return _PACKAGE / name
