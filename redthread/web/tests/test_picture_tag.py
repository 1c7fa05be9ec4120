"""`{% picture %}`: the drawing for each width, its caption, and the figures as a table to be read aloud."""

from __future__ import annotations

from django.template import Context, Template

from redthread.pictures.picture import Picture, Table

DRAWN = Picture(
    "<svg id='wide'/>",
    "Svar & <b>runder</b>",
    "Alle <i>inviterte</i>",
    Table(("Runde", "Andel"), (("Før <1>", "75 %"), ("Etter", "for få svar"))),
    "<svg id='narrow'/>",
)


def shown(drawn: Picture = DRAWN, number: int | None = None) -> str:
    context = Context({"drawn": drawn, "number": number})
    return Template("{% load pictures %}{% picture drawn number %}").render(context)


def test_both_drawings_stand_in_a_figure_with_its_caption() -> None:
    page = shown()
    assert page.startswith("<figure class=\"picture\"><svg id='wide'/><svg id='narrow'/><figcaption")
    assert ">Alle &lt;i&gt;inviterte&lt;/i&gt;</figcaption>" in page


def test_one_of_several_has_its_number_in_front_of_the_caption() -> None:
    assert ">Figur 3. Alle &lt;i&gt;inviterte&lt;/i&gt;</figcaption>" in shown(number=3)
    assert ">Figur 3.</figcaption>" in shown(DRAWN._replace(caption=""), 3)


def test_the_table_behind_has_headings_and_says_what_is_hidden() -> None:
    page = shown()
    assert "<summary>Vis tallene</summary>" in page
    assert 'tabindex="0" role="region" aria-label="Svar &amp; &lt;b&gt;runder&lt;/b&gt;"' in page
    assert '<caption class="sr-only">Svar &amp; &lt;b&gt;runder&lt;/b&gt;</caption>' in page
    assert '<th scope="col">Runde</th><th scope="col">Andel</th>' in page
    assert '<tr><th scope="row">Før &lt;1&gt;</th><td>75 %</td></tr>' in page
    assert '<tr><th scope="row">Etter</th><td>for få svar</td></tr>' in page
