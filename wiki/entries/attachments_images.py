"""Raster images, made anew: what is kept holds pixels and nothing else, no place, camera, thumbnail or trailer."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from flask_babel import lazy_gettext as _l
from PIL import Image, ImageCms, ImageOps

from wiki.core.errors import Invalid, Problem

MOST_PIXELS = 40_000_000
MOST_EDGE = 4_000
MOST_ANIMATION = 2 * 1024 * 1024
MOST_FRAMES = 200

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF87a": "GIF", b"GIF89a": "GIF"}
_EXTENSIONS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
_MODES = {
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA"),
    "JPEG": ("L", "RGB"),
    "WEBP": ("RGB", "RGBA"),
    "GIF": ("1", "L", "P", "RGB", "RGBA"),
}
_METADATA = ("exif", "xmp", "icc_profile", "comment", "photoshop", "XML:com.adobe.xmp", "Raw profile type exif")

TOO_MANY_PIXELS = _l("This image has more than 40 million pixels. Make it smaller and send it again.")
DAMAGED = _l("This image is damaged.")

Save = Callable[[Image.Image, BytesIO], None]


@dataclass(frozen=True)
class Remade:
    """An image as it is kept."""

    data: bytes
    media_type: str
    extension: str
    width: int
    height: int


def format_of(data: bytes) -> str | None:
    """PNG, JPEG, GIF or WEBP by signature, None for anything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return next((name for signature, name in _SIGNATURES.items() if data.startswith(signature)), None)


def remade(data: bytes, *, rewrite: bool) -> Remade | None:
    """The image in `data` as it is kept, None when it is no image. Raises Invalid for a damaged or absurd one."""
    name = format_of(data)
    if name is None:
        return None
    try:
        return _remade(data, name, rewrite)
    except Invalid:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _refused(TOO_MANY_PIXELS) from error
    except Exception as error:
        # A decoder fed with hostile bytes may raise anything (struct.error, SyntaxError, IndexError, KeyError …).
        raise _refused(DAMAGED) from error


def _refused(message: object) -> Invalid:
    return Invalid([Problem("file", message)], message)


def _remade(data: bytes, name: str, rewrite: bool) -> Remade:
    with Image.open(BytesIO(data), formats=[name]) as image:
        if image.width * image.height > MOST_PIXELS:
            raise _refused(TOO_MANY_PIXELS)
        if name == "GIF" and _is_small_animation(image, len(data)):
            return _kept(image, name, _animation(image) if rewrite or _tells(image) else data)
        image.load()
        fits = max(image.size) <= MOST_EDGE
        if not rewrite and fits and not _tells(image) and getattr(image, "n_frames", 1) == 1:
            return _kept(image, name, data)
        plain = _plain(image, name)
        return _kept(plain, name, _saved(plain, name))


def _kept(image: Image.Image, name: str, data: bytes) -> Remade:
    return Remade(data, Image.MIME[name], _EXTENSIONS[name], image.width, image.height)


def _tells(image: Image.Image) -> bool:
    """Whether the file carries more than pixels."""
    return bool(image.getexif()) or any(key in image.info for key in _METADATA) or bool(getattr(image, "text", None))


def _plain(image: Image.Image, name: str) -> Image.Image:
    transparency = image.info.get("transparency")
    upright = ImageOps.exif_transpose(image)
    plain = _in_srgb(upright)
    if plain.mode not in _MODES[name]:
        plain = plain.convert("RGBA" if plain.has_transparency_data and name != "JPEG" else "RGB")
        transparency = None
    keyed = transparency is not None and plain.mode in ("P", "L", "RGB", "1")
    plain.info = {"transparency": transparency} if keyed else {}
    if max(plain.size) > MOST_EDGE:
        if plain.mode in ("1", "P"):
            plain = plain.convert("RGBA" if plain.info else "RGB")
        plain.info = {}
        plain.thumbnail((MOST_EDGE, MOST_EDGE), Image.Resampling.LANCZOS)
    return plain


def _in_srgb(image: Image.Image) -> Image.Image:
    """The image with the colours its profile means; the profile itself is not kept."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK", "L"):
        return image.convert("RGB") if image.mode == "CMYK" else image.copy()
    mode = "L" if image.mode == "L" else "RGB"
    if mode == "L":
        return image.copy()
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return image.convert("RGB")
    return turned if turned is not None else image.convert("RGB")


def _saved(image: Image.Image, name: str) -> bytes:
    out = BytesIO()
    options: dict[str, dict[str, object]] = {
        "PNG": {"optimize": False, "compress_level": 6},
        "JPEG": {"quality": 88, "progressive": True},
        "WEBP": {"quality": 88, "method": 4},
        "GIF": {"save_all": False},
    }
    image.save(out, name, **options[name])
    return out.getvalue()


def _is_small_animation(image: Image.Image, size: int) -> bool:
    if not getattr(image, "is_animated", False) or size > MOST_ANIMATION or max(image.size) > MOST_EDGE:
        return False
    frames = 1
    try:
        while frames <= MOST_FRAMES:
            image.seek(frames)
            frames += 1
    except EOFError:
        pass
    image.seek(0)
    return frames <= MOST_FRAMES and frames * image.width * image.height <= MOST_PIXELS


def _animation(image: Image.Image) -> bytes:
    frames, durations = [], []
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        durations.append(image.info.get("duration", 100))
        frames.append(image.convert("RGBA"))
    loop = image.info.get("loop")
    image.seek(0)
    for frame in frames:
        frame.info = {}
    out = BytesIO()
    again = {} if loop is None else {"loop": loop}
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=durations, disposal=2, **again)
    return out.getvalue()
