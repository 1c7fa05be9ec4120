"""Files for the tests: what they say they are, and what only pretends."""

from __future__ import annotations

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << >>\n%%EOF\n"
TYPES = (
    '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def zipped(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def docx(**more: bytes) -> bytes:
    return zipped(**{"[Content_Types].xml": TYPES.encode(), "word__document.xml": b"<w/>", **more})


def photo(kind: str = "JPEG") -> bytes:
    """With the place where it was taken, and who took it."""
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = "Kari Fotograf"
    exif[0x8825] = {1: "N", 2: (60.0, 23.0, 0.0)}
    Image.new("RGB", (60, 40), "tan").save(made, kind, exif=exif)
    return made.getvalue()
