"""The network's try-outs for one person: one's own school's first, then the others', the newest first."""

from __future__ import annotations

from typing import NamedTuple

from redthread.betweenwork.lineage import Node
from redthread.betweenwork.lineage_reading import Lineage, read_lineage
from redthread.networks.access import Access
from redthread.people.models import Organisation

MOST = 60  # on one page; the picture and the table of the spread hold them all


class Line(NamedTuple):
    node: Node
    schools: list[Organisation]


class TryOutList(NamedTuple):
    """`school` is the one that is chosen, if any; `others` are no more than `MOST`."""

    own: list[Line]
    others: list[Line]
    schools: list[Organisation]
    school: Organisation | None
    more: int
    has_any: bool


def try_out_list(access: Access, school: str) -> TryOutList:
    lineage = read_lineage(access)
    chosen = next((one for one in lineage.schools.values() if one.public_id == school), None)
    tries = {taker.school for node in lineage.nodes for taker in node.takers}
    newest = sorted(lineage.nodes, key=lambda node: (-node.begins.toordinal(), node.title, node.key))
    if chosen is not None:
        newest = [node for node in newest if any(taker.school == chosen.pk for taker in node.takers)]
    others = [node for node in newest if not node.is_own]
    return TryOutList(
        own=[_line(node, lineage) for node in newest if node.is_own],
        others=[_line(node, lineage) for node in others[:MOST]],
        schools=[one for one in lineage.schools.values() if one.pk in tries],
        school=chosen,
        more=max(0, len(others) - MOST),
        has_any=bool(lineage.nodes),
    )


def _line(node: Node, lineage: Lineage) -> Line:
    return Line(node, [lineage.schools[taker.school] for taker in node.takers])
