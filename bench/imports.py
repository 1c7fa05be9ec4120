"""Imports at national size: `./dev bench imports`, or `python -m bench.imports --small` to try it out.

Writes a register of 18,349 units (NSR, version 4, pages of 1,000) and a list of 20,000 people, and times the
two commands that an operator runs, each in a process of its own. The same with a tenth of the rows shows
that memory does not grow with the file. Goals: units ≤ 15 s, people ≤ 30 s, both in constant memory.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from bench.kit.ready import empty, options, set_environment

UNITS, PEOPLE, PAGE = 18_349, 20_000, 1_000
MOST_SECONDS = {"units": 15, "people": 30}
MOST_GROWTH = 1.5  # times the memory of a tenth of the rows


class Measured(NamedTuple):
    database: str
    what: str
    rows: int
    seconds: float
    megabytes: float


def main() -> None:
    parser = options(__doc__ or "")
    parser.add_argument("--measure", nargs=3, metavar=("DATABASE", "KIND", "FOLDER"), help="one, as JSON")
    chosen = parser.parse_args()
    if chosen.measure:
        measure(*chosen.measure)
        return
    databases = ["sqlite", "postgres"] if chosen.database == "both" else [chosen.database]
    share = 10 if chosen.small else 1
    print("database   import        rows  seconds  goal  peak MB  a tenth, MB")
    is_met = True
    for database in databases:
        for what, rows in (("units", UNITS // share), ("people", PEOPLE // share)):
            tenth, whole = run(database, what, rows // 10), run(database, what, rows)
            goal = MOST_SECONDS[what]
            is_met &= whole.seconds <= goal and whole.megabytes <= MOST_GROWTH * tenth.megabytes
            print(
                f"{database:10} {what:10} {whole.rows:7} {whole.seconds:8.1f} {goal:5} "
                f"{whole.megabytes:8.0f} {tenth.megabytes:12.0f}"
            )
    sys.exit(0 if is_met else "a goal is missed")


def run(database: str, what: str, rows: int) -> Measured:
    """Import into an empty database in a process of its own, so that its peak memory is this import's."""
    with tempfile.TemporaryDirectory() as folder:
        write_units(Path(folder), rows if what == "units" else UNITS // 10)
        if what == "people":
            write_people(Path(folder), rows)
        command = [sys.executable, "-m", "bench.imports", "--measure", database, what, folder]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return Measured(*json.loads(told.splitlines()[-1]))


def measure(database: str, what: str, folder: str) -> None:
    set_environment(database, is_small=True)
    import django

    django.setup()
    from redthread.config.storage import prepare_database
    from redthread.people.imports.command import import_people, import_units
    from redthread.people.models import Organisation, Person

    empty()
    prepare_database()
    pages = Path(folder) / "pages"
    with open("/dev/null", "w") as nowhere:
        if what == "people" and import_units([pages], out=nowhere):
            sys.exit("the units were refused")
        started = time.perf_counter()
        if what == "units":
            code = import_units([pages], out=nowhere)
        else:
            code = import_people(Path(folder) / "people.csv", out=nowhere)
        seconds = time.perf_counter() - started
    if code:
        sys.exit(f"the {what} were refused")
    rows = (
        Organisation.objects.exclude(org_number=None).count() if what == "units" else Person.objects.count()
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)
    print(json.dumps([database, what, rows, seconds, peak]))


def numbers() -> Iterator[str]:
    """Possible organisation numbers that nobody has: real ones begin with 8 or 9."""
    weights = (3, 2, 7, 6, 5, 4, 3, 2)
    for start in range(31_000_000, 32_000_000):
        rest = (11 - sum(int(d) * w for d, w in zip(str(start), weights, strict=True)) % 11) % 11
        if rest < 10:
            yield f"{start}{rest}"


def write_units(folder: Path, count: int) -> None:
    from redthread.people.municipalities import municipalities

    places = [municipality.number for municipality in municipalities()]
    units = [
        unit(number, place, places[place % len(places)])
        for place, number in enumerate(islice(numbers(), count))
    ]
    pages = folder / "pages"
    pages.mkdir()
    for page, start in enumerate(range(0, count, PAGE), start=1):
        document = {
            "Sidenummer": page,
            "AntallPerSide": PAGE,
            "TotaltAntallEnheter": count,
            "EnhetListe": units[start : start + PAGE],
        }
        text = json.dumps(document, ensure_ascii=False, indent=1)
        (pages / f"{page:03}.json").write_text(text, encoding="utf-8")


def unit(number: str, place: int, municipality: str) -> dict[str, Any]:
    return {
        "Organisasjonsnummer": number,
        "Navn": f"Skole nummer {place}",
        "FulltNavn": f"Skole nummer {place}",
        "Kommune": {"Kommunenummer": municipality, "Navn": "Et sted", "ErNedlagt": False},
        "Kommunenummer": municipality,
        "Beliggenhetsadresse": {"Adresse": "Skoleveien 1", "Postnummer": "9999", "Poststed": "ET STED"},
        "Maalform": {"Id": "N" if place % 6 == 0 else "B"},
        "Naeringskoder": [{"Prioritet": 1, "Kode": "85.201", "Navn": "Ordinær grunnskoleundervisning"}],
        "ErAktiv": True,
        "ErSkole": True,
        "ErGrunnskole": place % 5 != 0,
        "ErVideregaaendeSkole": place % 5 == 0,
        "ErPrivatskole": False,
        "Skolekategorier": [{"Id": "1", "Navn": "Grunnskole"}],
        "DatoEndret": "2026-08-12T01:10:25.873+00:00",
    }


def write_people(folder: Path, count: int) -> None:
    known = list(islice(numbers(), UNITS // 10))
    words = ("rektor", "avdelingsleder", "ressurslærer", "lærer")
    with open(folder / "people.csv", "w", encoding="cp1252", newline="") as file:
        file.write("Navn;E-post;Orgnr;Stilling;Fra;Stillingsprosent\r\n")
        for place in range(count):
            row = (
                f"Kåre Ødegård {place}", f"person{place}@fjordvik.example", known[place % len(known)],
                words[place % 4], "01.08.2026", "100 %",
            )  # fmt: skip
            file.write(";".join(row) + "\r\n")


if __name__ == "__main__":
    main()
