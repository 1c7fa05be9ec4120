"""A photo is written again from its pixels, whatever was sent."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from redthread.core.errors import RuleError
from redthread.core.photos import LARGEST_FILE, Picture, make_anew

PLACE = b"59.9139N-Oslo"


def image(size: tuple[int, int] = (40, 30), kind: str = "JPEG", mode: str = "RGB", **more: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "red").save(out, kind, **more)
    return out.getvalue()


def anew(content: bytes) -> Picture:
    return make_anew(BytesIO(content), len(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_kind_we_take_becomes_a_jpeg_of_ours(kind: str) -> None:
    made = anew(image((2800, 1750), kind))
    with Image.open(BytesIO(made.content)) as read:
        assert (read.format, read.size) == ("JPEG", (1600, 1000))
    assert (made.width, made.height) == (1600, 1000)


def test_place_device_and_comment_are_gone() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Telefonmerke"
    exif[0x9286] = PLACE
    given = image(exif=exif, comment=PLACE, icc_profile=PLACE)
    assert PLACE in given
    made = anew(given).content
    assert PLACE not in made
    assert b"Telefonmerke" not in made
    assert not Image.open(BytesIO(made)).getexif()


def test_a_photo_is_turned_as_the_phone_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made = anew(image((40, 20), exif=exif))
    assert (made.width, made.height) == (20, 40)


def test_transparency_becomes_paper() -> None:
    made = anew(image(kind="PNG", mode="RGBA"))
    assert Image.open(BytesIO(made.content)).mode == "RGB"


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that would unpack to a flood of pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


HOSTILE = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "pdf": b"%PDF-1.7\n1 0 obj\n<< /OpenAction << /S /JavaScript >> >>",
    "gif": image(kind="GIF", mode="P"),
    "bmp": image(kind="BMP"),
    "tiff": image(kind="TIFF"),
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    "flood": png_that_claims(60_000, 60_000),
    "smaller flood": png_that_claims(9_000, 9_000),
    "cut": image((400, 300))[:400],
    "empty": b"",
    "noise": bytes(range(256)) * 40,
    "html after the magic bytes": b"\xff\xd8\xff\xe0<script>alert(1)</script>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_picture_of_ours_is_refused_in_words(name: str) -> None:
    with pytest.raises(RuleError) as refused:
        anew(HOSTILE[name])
    assert "Velg et" in str(refused.value)


def test_a_flood_of_pixels_is_refused_by_what_it_says_of_itself_before_it_is_unpacked() -> None:
    progressive = image((5_100, 5_000), progressive=True)
    for flood in (png_that_claims(4_100, 4_000), progressive):
        with pytest.raises(RuleError, match="for mange bildepunkter"):
            anew(flood)


def test_a_picture_with_a_page_hidden_behind_it_loses_the_page() -> None:
    made = anew(image() + b"<script>alert(1)</script>")
    assert b"<script>" not in made.content


def test_a_file_over_ten_megabytes_is_not_even_read() -> None:
    with pytest.raises(RuleError, match="10 MB"):
        make_anew(BytesIO(b""), LARGEST_FILE + 1)
