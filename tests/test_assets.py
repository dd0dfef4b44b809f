"""What browsers get is what was built from the sources; no node is needed to tell."""

import gzip
import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILT = ROOT / "wiki" / "static" / "dist"


def _fingerprint() -> str:
    """The same as `fingerprint` in assets/build.mjs."""
    paths = [path.relative_to(ROOT).as_posix() for path in (ROOT / "assets").rglob("*") if path.is_file()]
    whole = hashlib.sha256()
    for path in sorted([*paths, "package.json", "package-lock.json"]):
        whole.update(f"{path}\n{hashlib.sha256((ROOT / path).read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def test_the_bundle_was_built_from_these_sources() -> None:
    assert (BUILT / "sources.sha256").read_text().strip() == _fingerprint(), "run: npm ci && npm run build"


def test_every_built_file_is_named_after_its_content() -> None:
    manifest = json.loads((BUILT / "manifest.json").read_text())
    for name, file in manifest.items():
        digest = hashlib.sha256((BUILT / file).read_bytes()).hexdigest()
        assert digest[:12] in file, name


def test_the_first_visit_stays_light() -> None:
    manifest = json.loads((BUILT / "manifest.json").read_text())
    texts = [gzip.compress((BUILT / manifest[name]).read_bytes()) for name in ("app.css", "app.js", "icons.svg")]
    font = (BUILT / manifest["inter-latin.woff2"]).read_bytes()
    assert sum(map(len, [*texts, font])) < 130_000  # of 150,000; the rest is for the page and its kind's own sheet


def test_no_host_of_a_registry_and_no_path_of_a_machine_is_written_down() -> None:
    lock = (ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    for name in ("runtime.txt", "build.txt", "development.txt"):
        assert "://" not in (ROOT / "requirements" / name).read_text(), name
