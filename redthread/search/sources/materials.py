"""What lies in the networks' archives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from redthread.archive.links import host_of
from redthread.archive.models import Material
from redthread.core import dates
from redthread.search.scopes import of_network
from redthread.search.things import Document, Seen, Shown, Source, Viewer, Wanted
from redthread.sharing.models import Audience

KIND = "material"


def documents() -> Iterator[Document]:
    found = Material.objects.filter(audience=Audience.NETWORK).select_related("method")
    for one in found.prefetch_related("themes").order_by("added_at", "pk").iterator(chunk_size=500):
        about = [one.about, one.file_name, host_of(one.url), one.method.name if one.method else ""]
        themes = [theme.name for theme in one.themes.all()]
        body = "\n".join([*about, *themes])
        yield Document(KIND, one.public_id, (of_network(one.network_id),), one.title, body)


def seen(viewer: Viewer, wanted: Wanted) -> Iterable[Seen]:
    things = wanted.get(KIND, ())
    found = Material.objects.filter(
        audience=Audience.NETWORK, network__in=viewer.networks, public_id__in=things
    )
    return [Seen(KIND, one.public_id, partial(_shown, viewer, one)) for one in found]


def _shown(viewer: Viewer, one: Material) -> Shown:
    one.network = viewer.networks[one.network_id].network
    what = one.file_name or host_of(one.url) or str(one.get_kind_display())
    where = " · ".join([what, dates.day_and_year(one.added_at), one.network.name])
    return Shown(KIND, one.public_id, one.title, one.get_absolute_url(), where, one.about)


SOURCE = Source((KIND,), ("",), documents, seen)
