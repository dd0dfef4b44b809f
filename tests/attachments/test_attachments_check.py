"""Files are judged by what they hold."""

import warnings
from collections.abc import Iterator
from io import BytesIO

import pytest
from files_attachments import PDF, animation, archive, office, open_document, photograph, picture, png_header_bomb
from flask import Flask
from flask_babel import Babel
from PIL import Image

from wiki.core.errors import Invalid
from wiki.entries import attachments_check, attachments_images
from wiki.entries.attachments_check import check, safe_name


@pytest.fixture(autouse=True)
def _messages() -> Iterator[None]:
    app = Flask("messages")
    Babel(app)
    with app.app_context():
        yield


@pytest.mark.parametrize(
    ("kind", "media_type", "extension"),
    [
        ("PNG", "image/png", "png"),
        ("JPEG", "image/jpeg", "jpg"),
        ("GIF", "image/gif", "gif"),
        ("WEBP", "image/webp", "webp"),
    ],
)
def test_images_keep_their_kind_whatever_they_are_called(kind: str, media_type: str, extension: str) -> None:
    found = check("Grüße aus Köln.exe", picture(kind))
    assert (found.name, found.media_type) == (f"gruesse-aus-koeln.{extension}", media_type)
    assert (found.width, found.height) == (60, 40)
    with Image.open(BytesIO(found.data)) as image:
        assert image.format == kind


def test_a_photograph_loses_what_the_camera_wrote_and_stands_upright() -> None:
    data = photograph()
    assert b"SecretCamera" in data
    found = check("foto.jpg", data + b"<script>trailer</script>")
    assert (found.width, found.height) == (40, 80)
    for secret in (b"Exif", b"Secret", b"ICC_PROFILE", b"<script>"):
        assert secret not in found.data


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png_is_taken(mode: str) -> None:
    image = Image.new("RGB", (8, 8), "red").convert("L").convert(mode) if mode == "I;16" else Image.new(mode, (8, 8))
    out = BytesIO()
    image.save(out, "PNG")
    assert check("a.png", out.getvalue()).media_type == "image/png"


def test_transparency_stays() -> None:
    palette = Image.new("P", (4, 4), 0)
    palette.putpalette([0, 0, 0, 255, 0, 0])
    out = BytesIO()
    palette.save(out, "PNG", transparency=0)
    for data in (out.getvalue(), picture(mode="RGBA")):
        with Image.open(BytesIO(check("a.png", data).data)) as image:
            assert image.convert("RGBA").getpixel((0, 0))[3] == 0


def test_cmyk_becomes_rgb() -> None:
    out = BytesIO()
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(out, "JPEG")
    with Image.open(BytesIO(check("a.jpg", out.getvalue()).data)) as image:
        assert image.mode == "RGB"


def test_large_edges_are_made_smaller() -> None:
    assert (check("a.png", picture(size=(5000, 100))).width) == 4000


def test_a_small_animation_keeps_moving_and_a_long_one_stands_still() -> None:
    small, long = check("a.gif", animation(3)).data, check("b.gif", animation(300)).data
    assert b"Secret" not in small
    with Image.open(BytesIO(small)) as moving, Image.open(BytesIO(long)) as still:
        assert moving.n_frames == 3
        assert moving.info["duration"] == 50
        assert still.n_frames == 1


def test_without_rewriting_only_images_that_tell_something_are_made_anew() -> None:
    plain = picture()
    assert check("a.png", plain, rewrite=False).data == plain
    once = check("b.jpg", photograph(), rewrite=False).data
    assert b"Secret" not in once
    assert check("b.jpg", once, rewrite=False).data == once
    moving = check("c.gif", animation()).data
    assert check("c.gif", moving, rewrite=False).data == moving


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (PDF, "Bericht 2026.txt", "application/pdf"),
        (office(), "a.bin", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (
            office("spreadsheetml.sheet.main+xml"),
            "a",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (open_document(), "a.odt", "application/vnd.oasis.opendocument.text"),
        (open_document("spreadsheet"), "a.zip", "application/vnd.oasis.opendocument.spreadsheet"),
        ("a;b\nä;1\n".encode(), "x.CSV", "text/csv"),
        ("\ufeffGrüße\r\n".encode(), "x.exe", "text/plain"),
        (b"# Title\n", "read.me.md", "text/markdown"),
    ],
)
def test_documents_are_recognised(data: bytes, name: str, media_type: str) -> None:
    found = check(name, data)
    assert found.media_type == media_type
    assert found.data == data


HOSTILE = {
    "svg": (
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
        attachments_check.SVG,
    ),
    "html": (b"<!doctype html><script>alert(1)</script>", attachments_check.REFUSED),
    "html later": (b"  \n <ScRipt>alert(1)</script>", attachments_check.REFUSED),
    "program": (b"MZ\x90\x00\x03", attachments_check.REFUSED),
    "elf": (b"\x7fELF\x02\x01", attachments_check.REFUSED),
    "old office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, attachments_check.REFUSED),
    "latin-1": ("Grüße".encode("latin-1"), attachments_check.REFUSED),
    "empty": (b"", attachments_check.EMPTY),
    "zip": (archive({"a.exe": b"MZ"}), attachments_check.REFUSED),
    "macro": (office(**{"word/vbaProject.bin": b"x"}), attachments_check.MACROS),
    "macro type": (office("wordprocessingml.document.main+xml macroEnabled"), attachments_check.MACROS),
    "active x": (office(**{"word/activeX/a.bin": b"x"}), attachments_check.MACROS),
    "odf macro": (open_document(**{"Basic/Standard/a.xml": b"x"}), attachments_check.MACROS),
    "odf script": (open_document(**{"Scripts/python/a.py": b"x"}), attachments_check.MACROS),
    "zip bomb": (office(**{"word/media/a.bin": b"\0" * 30_000_000}), attachments_check.BOMB),
    "many parts": (archive({f"p{n}": b"" for n in range(5001)}), attachments_check.BOMB),
    "broken zip": (office()[:-40], attachments_check.DAMAGED),
    "broken pdf": (b"%PDF-1.7\nnothing", attachments_check.DAMAGED),
    "pixel bomb": (png_header_bomb(), attachments_images.TOO_MANY_PIXELS),
    "too many pixels": (picture(size=(8000, 6000), mode="1"), attachments_images.TOO_MANY_PIXELS),
    "cut off image": (picture("JPEG", (400, 400))[:300], attachments_images.DAMAGED),
    "only a signature": (b"\x89PNG\r\n\x1a\n", attachments_images.DAMAGED),
    "gif with script": (b"GIF89a/*<script>*/=1;", attachments_images.DAMAGED),
    "webp in name only": (b"RIFF\x10\0\0\0WEBPVP8 \0\0\0\0", attachments_images.DAMAGED),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_a_reason(name: str) -> None:
    data, message = HOSTILE[name]
    with pytest.raises(Invalid) as refused:
        check("picture.png", data)
    assert str(refused.value.message) == str(message)


def test_too_many_pixels_are_refused_whatever_warnings_do() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(Invalid):
            check("a.png", picture(size=(8000, 6000), mode="1"))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\x\\Bild 1.JPG", "bild-1.png"),
        ("\u202egnp.exe", "gnp.png"),
        (".htaccess", "htaccess.png"),
        ("", "file.png"),
        ("日本.png", "file.png"),
        ("x" * 300, "x" * 80 + ".png"),
    ],
)
def test_names_are_made_harmless(name: str, safe: str) -> None:
    assert safe_name(name, "png") == safe
