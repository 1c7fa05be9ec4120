"""The drawn family of one try-out, and how ideas have spread in the network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from redthread.betweenwork.lineage import Branch, by_key, families, lanes_of, schools_in, tree_of
from redthread.betweenwork.lineage_drawing import draw_spread, draw_tree
from redthread.betweenwork.lineage_reading import Lineage, read_everywhere, read_lineage, with_stories
from redthread.betweenwork.try_out_access import access_for, try_out_for
from redthread.core.kept_nowhere import kept_nowhere
from redthread.networks.access import SignedInRequest, login_required

MOST_FAMILIES = 6


@login_required
@require_GET
@kept_nowhere
def family(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = try_out_for(request, slug, pk)
    lineage = with_stories(access, read_lineage(access))
    branches = tree_of(found.public_id, lineage.nodes)
    context = {
        "network": access.network,
        "title": by_key(lineage.nodes)[found.public_id].title,
        "try_out": found,
        "rows": draw_tree(branches),
        "nodes": [branch.node for branch in branches],
        "schools": lineage.schools,
        "count": len(schools_in(branches)),
    }
    return render(request, "betweenwork/family.html", context)


@login_required
@require_GET
@kept_nowhere
def spread(request: HttpRequest, slug: str) -> HttpResponse:
    access = access_for(request, slug)
    drawn = _drawn(with_stories(access, read_lineage(access)))
    return render(request, "betweenwork/spread.html", {"network": access.network, **drawn})


@login_required
@require_GET
@kept_nowhere
def spread_everywhere(request: SignedInRequest) -> HttpResponse:
    """The same over all the networks that the person is in."""
    drawn = _drawn(read_everywhere(request.user, timezone.now()))
    return render(request, "betweenwork/spread_everywhere.html", drawn)


def _drawn(lineage: Lineage) -> dict[str, Any]:
    wide = families(lineage.nodes)
    names = {key: school.name for key, school in lineage.schools.items()}
    return {
        "picture": draw_spread(lineage.nodes, lanes_of(lineage.nodes, wide, names)),
        "nodes": sorted(lineage.nodes, key=lambda node: (node.begins, node.title, node.key)),
        "schools": lineage.schools,
        "families": [
            (_first(tree), tree[0].node.title, len(schools_in(tree))) for tree in wide[:MOST_FAMILIES]
        ],
    }


def _first(tree: Sequence[Branch]) -> str:
    """Where the family is drawn: beside its oldest try-out, for the oldest of all may be a story."""
    return next(f"{branch.node.href}slekt/" for branch in tree if not branch.node.is_story)
