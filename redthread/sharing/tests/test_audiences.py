"""The ladder in words, and the preview."""

from django.template.loader import render_to_string

from redthread.networks.models import Network
from redthread.sharing.audiences import owner_reached, who_sees
from redthread.sharing.models import Audience
from redthread.sharing.preview import preview_of
from redthread.testing import make
from redthread.testing.cast import Cast


def test_each_step_says_who_will_see_it(cast: Cast) -> None:
    told = [who_sees(step, network=cast.network, school=cast.asen) for step in Audience]
    assert [
        word in sentence
        for word, sentence in zip(
            ["Bare du", "forbereder", "Åsen skole", "Rektornettverk øst", "Fjordvik kommune"],
            told,
            strict=True,
        )
    ] == [True] * 5
    assert "Ledelsen hos skoleeier ser det ikke" in told[3]


def test_the_owner_named_is_the_one_who_will_see_it(cast: Cast) -> None:
    far = make.owner("Sunndal kommune")
    school = make.school(far, "Sunndal skole")
    cast.network.kind = Network.Kind.REGIONAL
    assert owner_reached(cast.network, school) == far
    assert owner_reached(cast.network, far) == far
    assert owner_reached(cast.network, None) == cast.owner


def test_the_preview_shows_the_snapshot_and_who_sees_it(cast: Cast) -> None:
    preview = preview_of(
        audience=Audience.OWNER,
        network=cast.network,
        school=cast.asen,
        title="Oppsummering",
        snapshot=[{"label": "Hva vi gjorde", "text": "To <linjer>\nher"}],
    )
    page = render_to_string("sharing/_preview.html", {"preview": preview})
    assert "Ledelsen i Fjordvik kommune ser dette" in page
    assert "To &lt;linjer&gt;<br>her" in page
