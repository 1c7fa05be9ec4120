"""A photo from a phone, made anew: small enough to show, without place, device or anything hidden in it."""

from __future__ import annotations

from io import BytesIO
from typing import IO, NamedTuple

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from redthread.core.errors import RuleError

LARGEST_FILE = 10 * 1024 * 1024
LONGEST_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")
# What a hundred megabytes of memory can unpack. Phones write baseline JPEG, which is read at reduced size.
MOST_PIXELS = {"JPEG": 50_000_000, "MPO": 50_000_000, "PNG": 16_000_000, "WEBP": 6_000_000}
MOST_PROGRESSIVE = 25_000_000


class Picture(NamedTuple):
    """A JPEG of ours, at most 1600 pixels on its longest side."""

    content: bytes
    width: int
    height: int


def make_anew(file: IO[bytes], size: int) -> Picture:
    """Read the picture by what it is, not by its name, and write it again from its pixels alone.

    Raises RuleError for a file that is too large, is no picture of a kind we take, or is damaged.
    """
    if size > LARGEST_FILE:
        raise RuleError(_("Bildet er større enn 10 MB. Velg et mindre bilde."))
    try:
        with Image.open(file, formats=FORMATS) as image:
            if image.width * image.height > _most_pixels(image):
                raise RuleError(_("Bildet har for mange bildepunkter. Velg et mindre bilde."))
            return _written(_upright(image))
    except RuleError:
        raise
    except Exception as error:  # a damaged or hostile file can make the reader fail in any way
        raise RuleError(
            _("Vi kan ikke lese bildet. Velg et bilde i formatet JPEG, PNG eller WebP.")
        ) from error


def _most_pixels(image: Image.Image) -> int:
    most = MOST_PIXELS[image.format or ""]
    return min(most, MOST_PROGRESSIVE) if "progressive" in image.info else most


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the phone was held, at most 1600 pixels, without transparency."""
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    turned = ImageOps.exif_transpose(image).convert("RGBA")
    paper = Image.new("RGB", turned.size, "white")
    paper.paste(turned, mask=turned.getchannel("A"))
    return paper


def _written(image: Image.Image) -> Picture:
    out = BytesIO()
    image.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return Picture(out.getvalue(), image.width, image.height)


def photo_answer(file: FieldFile) -> HttpResponse:
    """The picture and nothing else: it cannot run, be kept, or be taken for another kind of file."""
    try:
        with file.open("rb") as opened:
            content = opened.read()
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = 'inline; filename="bilde.jpg"'
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
