"""What somebody receives, as text that can be compared: pages, files, calendars and their headers."""

from __future__ import annotations

import io
import re
from tempfile import NamedTemporaryFile

import docx
import openpyxl
import pypdf
import pyreadstat
from django.http import HttpResponse

# What is another each time, and says nothing.
CHANGING = (
    (re.compile(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ?")[A-Za-z0-9]{64}'), "CSRF"),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "UUID"),
    (re.compile(r"/oppsummering/[A-Za-z0-9_-]{43}/"), "/oppsummering/TOKEN/"),
    (re.compile(r"/dato/(gjest/)?[A-Za-z0-9_-]{32}/"), "/dato/TOKEN/"),
    (re.compile(r"/undersokelse/svar/[A-Za-z0-9_-]{38,48}/"), "/undersokelse/svar/TOKEN/"),
    (re.compile(r"/paaminnelser/[^/\s\"]+/"), "/paaminnelser/SIGNED/"),
    (re.compile(r"/kalender/[A-Za-z0-9_-]{46}\.ics"), "/kalender/TOKEN.ics"),
    (re.compile(r'(data-ticket=")[A-Za-z0-9_:-]+'), "SIGNED"),
    (re.compile(r'(data-ack=")[0-9a-f]{64}'), "SIGNED"),  # over ids as well
    (re.compile(r'(name="key" value=")[0-9a-f-]{32,36}'), "KEY"),
    (re.compile(r'(data-store=")[0-9a-f]{24}'), "SIGNED"),
    (re.compile(r'(name="seen" value=")[0-9a-f]{32}'), "SUM"),  # over ids as well, which are random
)  # fmt: skip


def _sav(content: bytes) -> str:
    """All but when it was written; the library reads nothing but files."""
    with NamedTemporaryFile(suffix=".sav") as file:
        file.write(content)
        file.flush()
        frame, about = pyreadstat.read_sav(file.name)
    return f"{about.column_names_to_labels} {about.variable_value_labels} {frame.to_csv()}"


def text_of(answer: HttpResponse) -> str:
    kind = answer.get("Content-Type", "")
    if "pdf" in kind:
        try:
            reader = pypdf.PdfReader(io.BytesIO(answer.content))
        except pypdf.errors.PdfReadError:  # somebody's file, handed out as it came
            return repr(answer.content)
        return "\n".join(page.extract_text() for page in reader.pages)
    if "wordprocessing" in kind:
        document = docx.Document(io.BytesIO(answer.content))
        return str(document.element.xml)
    if "spreadsheet" in kind:
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        return str([[cell.value for cell in row] for row in sheet or ()])
    if "spss" in kind:
        return _sav(answer.content)
    if kind.startswith("image/"):
        return repr(answer.content)
    return answer.content.decode().replace("\r\n ", "")  # a calendar text's lines are folded


def headers_of(answer: HttpResponse) -> str:
    kept = {name: value for name, value in answer.items() if name not in ("Expires", "Content-Length")}
    return str(sorted(kept.items()))
