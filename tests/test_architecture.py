"""What the house promises of every file: read from the source, so that a new file keeps it as well."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from redthread.sharing.models import Audience, Content

PACKAGE = Path(__file__).resolve().parent.parent / "redthread"
HARD_LIMIT, LONGEST_TEMPLATE, LONGEST_STYLE = 400, 150, 300
NOT_NAMES = {"utils", "helpers", "services", "managers", "common", "base", "misc", "signals", "admin"}
# Those of the live room tell other processes through PostgreSQL, for which Django has no words.
MAY_SPEAK_SQL = (
    "config/",
    "people/imports/",
    "core/locked_rows.py",
    "live/changes.py",
    "live/neighbours.py",
    "search/engines.py",  # FTS5 and tsvector, for which Django has no common words
)
MAY_MARK_SAFE = ("web/templatetags/", "web/fields.py", "web/icons.py")


def sources(*folders: str) -> Iterator[tuple[str, str]]:
    """Path below the package, and text, of every Python file that is not a test or a migration."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).parts
        if not {"tests", "migrations", "assets"} & set(parts):
            name = "/".join(parts)
            if not folders or any(folder in name for folder in folders):
                yield name, path.read_text(encoding="utf-8")


def templates() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        yield str(path.relative_to(PACKAGE)), path.read_text(encoding="utf-8")


def calls(text: str) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))


def name_of(call: ast.Call) -> str:
    """`get` of `x.get(…)`, `get` of `get(…)`."""
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


# Access: a view finds things only through what came out of a door.


def naked_lookups(text: str) -> list[str]:
    """Statements in views that look something up by what stood in the address, and by nothing else."""
    found = []
    for function in ast.walk(ast.parse(text)):
        if isinstance(function, ast.FunctionDef):
            from_address = {argument.arg for argument in function.args.args if _is_plain(argument.annotation)}
            found += [
                f"{function.name}, line {statement.lineno}"
                for statement in ast.walk(function)
                if isinstance(statement, ast.Return | ast.Assign | ast.AnnAssign | ast.Expr | ast.For)
                and _looks_up(statement)
                and not _is_held(statement, function, from_address)
            ]
    return found


def _is_plain(annotation: ast.expr | None) -> bool:
    """What an address gives: a word or a number, and the request itself."""
    return annotation is None or any(
        word in ast.unparse(annotation) for word in ("str", "int", "UUID", "Request")
    )


def _looks_up(statement: ast.stmt) -> bool:
    return any(
        (isinstance(node, ast.Attribute) and node.attr == "objects")
        or (isinstance(node, ast.Name) and node.id in ("get_object_or_404", "get_list_or_404"))
        for node in ast.walk(statement)
    )


def _is_held(statement: ast.stmt, function: ast.FunctionDef, from_address: set[str]) -> bool:
    """Whether something that a door gave stands in the statement, or the person who asks."""
    known = {argument.arg for argument in function.args.args} - from_address
    known |= {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    } - from_address
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in known:
            return True
        if isinstance(node, ast.Attribute) and node.attr in ("user", "access", "person"):
            return True
    return False


def test_views_find_things_only_through_a_door() -> None:
    naked = {name: found for name, text in sources("views") if (found := naked_lookups(text))}
    assert naked == {}


def test_a_lookup_past_the_door_is_noticed() -> None:
    text = """
def gathering(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    network = network_for(request, slug, needs=VIEW)
    return show(get_object_or_404(Gathering, public_id=pk))
"""
    assert naked_lookups(text) == ["gathering, line 4"]
    assert naked_lookups(text.replace("Gathering, public_id", "network.gatherings, public_id")) == []


def test_every_view_stands_behind_a_method_check() -> None:
    """Views are the functions that take a request and answer; doors and helpers of theirs do not."""
    open_ones = []
    for name, text in sources("views"):
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and _is_view(node):
                words = " ".join(ast.unparse(one) for one in node.decorator_list)
                if "require_" not in words:
                    open_ones.append(f"{name}: {node.name}")
    assert open_ones == []


def _is_view(node: ast.FunctionDef) -> bool:
    is_public = not node.name.startswith("_") and node.args.args[:1]
    has_answer = node.returns is not None and ast.unparse(node.returns).endswith("HttpResponse")
    return bool(is_public and has_answer and node.args.args[0].arg == "request" and node.decorator_list)


def test_what_carries_content_is_private_when_it_is_made() -> None:
    for model in apps.get_models():
        if issubclass(model, Content):
            assert model._meta.get_field("audience").default == Audience.PRIVATE, model


# Input never becomes a part of a query, a page or a name.


def test_nobody_chooses_what_a_list_is_ordered_by() -> None:
    strange = [
        f"{name}:{call.lineno}"
        for name, text in sources()
        for call in calls(text)
        if name_of(call) == "order_by"
        for argument in call.args
        if not isinstance(argument, ast.Constant | ast.Call)
    ]
    assert strange == []


def test_no_input_is_unpacked_into_a_query() -> None:
    into = {"filter", "exclude", "annotate", "alias", "values", "values_list", "get", "create", "update"}
    strange = [
        f"{name}:{call.lineno}"
        for name, text in sources()
        for call in calls(text)
        if name_of(call) in into
        for keyword in call.keywords
        if keyword.arg is None and re.search(r"request|POST|GET|cleaned_data", ast.unparse(keyword.value))
    ]
    assert strange == []


def test_sql_is_written_in_few_places() -> None:
    speaking = {
        name
        for name, text in sources()
        for call in calls(text)
        if name_of(call) in {"raw", "extra", "RawSQL", "execute", "executemany"}
        and not name.startswith(MAY_SPEAK_SQL)
    }
    assert speaking == set()


def test_text_is_marked_as_safe_only_in_the_kit() -> None:
    marking = {
        name
        for name, text in sources()
        if re.search(r"\bmark_safe\(|\bSafeString\(", text) and not name.startswith(MAY_MARK_SAFE)
    }
    assert marking == set()


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("inline script", r"<script(?![^>]*\bsrc=)"),
        ("inline style", r"<style|\sstyle="),
        ("inline handler", r"\son(?!e=)[a-z]+=|javascript:|hx-on"),
        ("unescaped text", r"\|\s*safe\b|autoescape off"),
        ("another host", r"(?:src|href|action)=[\"']https?://"),
    ],
)
def test_no_template_has(what: str, pattern: str) -> None:
    assert [name for name, text in templates() if re.search(pattern, text)] == [], what


# Shape.


def test_time_is_given_and_never_looked_up_in_actions() -> None:
    looking = [name for name, text in sources("actions") if re.search(r"(timezone|datetime)\.now\(", text)]
    assert looking == []


def test_changes_are_called_by_the_names_of_what_they_take() -> None:
    """In actions, whoever is given `by` gets everything by name (and `now` beside it)."""
    wrong = []
    for name, text in sources("actions"):
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                names = {argument.arg for argument in node.args.args + node.args.kwonlyargs}
                if "by" in names and (node.args.args or "now" not in names):
                    wrong.append(f"{name}: {node.name}")
    assert wrong == []


@pytest.mark.parametrize(
    "word",
    [
        "from django.dispatch",
        "from django.db.models.signals",
        "from django.views.generic",
        "import ModelForm",
        "forms.ModelForm",
        "GenericForeignKey",
        "from unittest import mock",
    ],
)
def test_the_house_does_without(word: str) -> None:
    assert [name for name, text in sources() if word in text] == []


def test_files_are_called_after_what_is_in_them() -> None:
    assert [name for name, _text in sources() if Path(name).stem in NOT_NAMES] == []


def test_files_are_short_or_say_why_they_are_not() -> None:
    long_ones = [
        f"{name}: {lines}"
        for name, text in sources()
        if (lines := text.count("\n")) > HARD_LIMIT and "Longer than" not in text[:600]
    ]
    assert long_ones == []


def test_templates_and_style_sheets_are_short() -> None:
    long_ones = [name for name, text in templates() if text.count("\n") > LONGEST_TEMPLATE]
    for kind in ("*.css", "*.js"):
        for path in PACKAGE.rglob(f"static/**/{kind}"):
            if path.read_text(encoding="utf-8").count("\n") > LONGEST_STYLE:
                long_ones.append(str(path.relative_to(PACKAGE)))
    assert long_ones == []


def test_every_package_has_tests() -> None:
    rooms = [path.parent for path in PACKAGE.glob("*/__init__.py") if path.parent.name != "testing"]
    assert [room.name for room in rooms if not list(room.glob("tests/test_*.py"))] == []
