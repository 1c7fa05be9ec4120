"""The installed command `redthread`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module, metadata
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

ERROR, INTERRUPTED = 2, 130
SHARES_READERS = {"analyse", "disclose"}  # with pages, in their language; commands speak English


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit code; what went wrong is told in words, not as a stack."""
    options = parser().parse_args(arguments)
    os.umask(0o077)  # whatever is written here is for this account alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "redthread.config.settings")
    try:
        return run(options)
    except ImproperlyConfigured as error:
        return complain(error)
    except KeyboardInterrupt:
        return INTERRUPTED


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.utils.translation import get_language, override

    from redthread.config.gate import RefusedError
    from redthread.config.storage import close_database
    from redthread.core.errors import InputError, RuleError

    try:
        command = import_module(f"redthread.config.commands.{options.module}")
        with override("en" if options.module in SHARES_READERS else get_language()):
            return int(command.run(options))
    except (RefusedError, RuleError, InputError) as error:
        return complain(error)
    finally:
        close_database()


def complain(error: Exception) -> int:
    sys.stderr.write(f"redthread: {error}\n")
    return ERROR


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="redthread", description="Runs learning networks of school leaders.")
    top.add_argument("--version", action="version", version=metadata_version())
    commands = top.add_subparsers(required=True, metavar="command")

    def command(name: str, module: str, help_text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help_text, description=help_text)
        made.set_defaults(module=module)
        return made

    serve = command("serve", "serve", "Serve the web pages and do the background work.")
    serve.add_argument("--no-work", action="store_true", help="leave background work to `redthread work`")
    serve.add_argument("--demo", action="store_true", help="fill an empty database with a fictional town")
    serve.add_argument("--reload", action="store_true", help="start again when code changes (developers)")
    work = command("work", "work", "Do the background work only: mails and periodic duties.")
    work.add_argument("--parent", type=int, default=0, help=argparse.SUPPRESS)
    command("demo", "demo", "Fill an empty database with a fictional town and its networks.")
    add_import(command("import", "imports", "Read units or people from files; all of a file or nothing."))
    add_group(command("group", "group", "Compose tables for several rounds with the fewest repeat meetings."))
    add_check_text(
        command("check-text", "check_text", "Mark what in a text can identify somebody, on this machine.")
    )
    add_analyse(command("analyse", "analyse", "Scales and models of a file of answers, on this machine."))
    add_grim(command("grim", "grim", "Check whether percentages can come from the number of people stated."))
    add_lint_report(
        command("lint-report", "lint_report", "Look a report's text through for figures that cannot be.")
    )
    add_disclose(command("disclose", "disclose", "Count people in tables, without giving anybody away."))
    add_instrument(
        command("instrument", "instrument", "Check a questionnaire, or take it to and from an XLSForm.")
    )
    command("reindex", "reindex", "Make the search's index anew. The worker keeps it up to date by itself.")
    command("doctor", "doctor", "Tell how this installation is doing.")
    link = command("signin-link", "signin_link", "Print a link that signs one person in, once.")
    link.add_argument("email")
    backup = command("backup", "backup", "Write database and files to one archive, also while serving.")
    backup.add_argument("file", type=Path)
    backup.add_argument("--with-key", action="store_true", help="put the secret key in the archive as well")
    restore = command("restore", "restore", "Verify an archive and put it in place of an empty installation.")
    restore.add_argument("file", type=Path)
    restore.add_argument("--replace", action="store_true", help="replace what is there (it is set aside)")
    restore.add_argument("--verify", action="store_true", help="only verify the archive")
    return top


def add_import(importer: argparse.ArgumentParser) -> None:
    kinds = importer.add_subparsers(required=True, metavar="kind", dest="kind")
    units = kinds.add_parser("units", help="schools and owners, as saved from the national register (JSON)")
    units.add_argument("files", nargs="*", metavar="file", help="saved pages, or folders of them")
    units.add_argument("--fetch", action="store_true", help="ask the service at REDTHREAD_NSR_URL instead")
    units.add_argument("--may-close-all", action="store_true", help="also when many units would be closed")
    people = kinds.add_parser("people", help="people and their positions (CSV or XLSX)")
    people.add_argument("file")
    for kind in (units, people):
        kind.add_argument("--try", dest="is_trial", action="store_true", help="tell, and change nothing")


def add_group(group: argparse.ArgumentParser) -> None:
    group.add_argument("people", help="CSV or XLSX with a column id, and any others")
    group.add_argument("--size", type=int, required=True, help="people at a table")
    group.add_argument("--rounds", type=int, default=1)
    group.add_argument("--history", type=Path, help="what an earlier run wrote (JSON)")
    group.add_argument(
        "--spread", default="", metavar="COLUMNS", help="columns to vary at each table: role,school"
    )
    group.add_argument("--seconds", type=float, default=10, help="the most time it may take (10)")
    group.add_argument("--seed", type=int, default=1, help="another seed gives other tables")
    group.add_argument("--json", type=Path, metavar="FILE", help="where to write (else to the screen)")


def add_check_text(checker: argparse.ArgumentParser) -> None:
    checker.add_argument("file", help="the text (UTF-8), or - for what is piped in")
    checker.add_argument(
        "--names", type=Path, metavar="FILE", help="your own names, one a line: «skole: Brekka»"
    )
    checker.add_argument("--inhabitants", type=int, help="of the municipality; few make more identifying")
    checker.add_argument("--schools", type=int, help="in the municipality; few make more identifying")
    checker.add_argument("--json", type=Path, metavar="FILE", help="where to write the marks (else a list)")


def add_analyse(analyse: argparse.ArgumentParser) -> None:
    analyse.add_argument("answers", type=Path, help="CSV: a row a person, a column a question, numbers")
    analyse.add_argument("--scales", type=Path, metavar="FILE", help='TOML: [scales] culture = ["q1", "q2"]')
    analyse.add_argument("--model", type=Path, metavar="FILE", help="a model in lavaan's syntax")
    analyse.add_argument("--missing", choices=("listwise", "fiml"), default="listwise")
    analyse.add_argument(
        "--errors",
        choices=("standard", "robust"),
        default="standard",
        help="robust: as lavaan's MLR, with the scaled test",
    )
    analyse.add_argument("--json", type=Path, metavar="FILE", help="where to write (else to the screen)")
    analyse.add_argument("--html", type=Path, metavar="FILE", help="a report to read or print")


def add_grim(grim: argparse.ArgumentParser) -> None:
    grim.add_argument("--n", type=int, required=True, help="how many people the report says have answered")
    grim.add_argument("--percent", action="append", metavar="P", help="as it is written: 2.5 (several times)")
    grim.add_argument("--mean", action="append", metavar="M", help="a mean of whole-number answers: 3.27")
    grim.add_argument("--items", type=int, default=1, help="items behind each mean (1)")
    grim.add_argument("--whole", action="store_true", help="the percentages are all the parts of one whole")
    grim.add_argument("--json", action="store_true", help="write JSON")


def add_lint_report(lint: argparse.ArgumentParser) -> None:
    lint.add_argument("file", help="the text (UTF-8), or - for what is piped in")
    lint.add_argument("--n", type=int, help="how many have answered, where the text does not say")
    lint.add_argument("--json", action="store_true", help="write JSON")


def add_disclose(disclose: argparse.ArgumentParser) -> None:
    disclose.add_argument("people", type=Path, help="CSV: a row a person, a column a background")
    disclose.add_argument(
        "--tables", nargs="+", required=True, metavar="TABLE", help='columns with * between: "school*role"'
    )
    disclose.add_argument("--k", type=int, default=5, help="fewer people than this are never shown (5)")
    disclose.add_argument(
        "--unions",
        action="store_true",
        help="also groups of fewer than k that no table has are kept from being found (shows less)",
    )
    disclose.add_argument("--json", type=Path, metavar="FILE", help="where to write (else to the screen)")


def add_instrument(instrument: argparse.ArgumentParser) -> None:
    tasks = instrument.add_subparsers(required=True, metavar="task", dest="task")
    check = tasks.add_parser("check", help="tell what should be mended before it is sent, and where")
    check.add_argument("file", type=Path, help="a questionnaire (TOML) or an XLSForm (XLSX)")
    for task, source in (("to-xlsform", "a questionnaire (TOML)"), ("from-xlsform", "an XLSForm (XLSX)")):
        made = tasks.add_parser(task, help=f"from {source} to the other")
        made.add_argument("file", type=Path, help=source)
        made.add_argument("out", type=Path, help="where to write")


def metadata_version() -> str:
    try:
        return metadata.version("redthread")
    except metadata.PackageNotFoundError:
        return "checkout"


if __name__ == "__main__":
    sys.exit(main())
