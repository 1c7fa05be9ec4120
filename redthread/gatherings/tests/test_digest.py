"""Those who were absent get one page, in their own language, with their own school first."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from redthread.gatherings.digest import Digest, Promise, digest_text
from redthread.gatherings.tests.meeting import SECRET, WHISPER, meet
from redthread.networks.models import Role
from redthread.notices.models import OutgoingMail
from redthread.testing import make
from redthread.testing.cast import Cast

OSLO = ZoneInfo("Europe/Oslo")
WORDS_IN_NINETY_SECONDS = 375  # 250 words a minute, which adults read easy text at


def mails() -> dict[str, OutgoingMail]:
    return {mail.person.email: mail for mail in OutgoingMail.objects.select_related("person")}


def test_only_those_who_were_absent_are_mailed(cast: Cast) -> None:
    meeting = meet(cast)
    make.membership(cast.network, cast.olav, Role.GUEST)
    meeting.came(cast.mona, cast.liv)
    meeting.came(cast.kine, presence="digital")
    meeting.came(cast.rita, cast.eva, presence="absent")
    meeting.lock()
    assert sorted(mails()) == [f"{name}@fjordvik.example" for name in ("eva", "mads", "rita")]
    assert {mail.kind for mail in mails().values()} == {"digest"}
    assert mails()["rita@fjordvik.example"].key == (
        f"digest:{meeting.gathering.public_id}:{cast.rita.public_id}"
    )


def test_nobody_is_mailed_where_no_attendance_was_taken(cast: Cast) -> None:
    meet(cast).lock()
    assert mails() == {}


def test_whose_access_has_ended_is_not_mailed(cast: Cast) -> None:
    meeting = meet(cast)
    meeting.came(cast.mona)
    meeting.came(cast.rita, presence="absent")
    cast.rita.memberships.update(ends_at=meeting.now)
    meeting.lock()
    assert "rita@fjordvik.example" not in mails()


def test_locking_twice_mails_once(cast: Cast) -> None:
    meeting = meet(cast)
    meeting.came(cast.rita, presence="absent")
    meeting.lock()
    before = OutgoingMail.objects.count()
    meeting.lock()
    assert OutgoingMail.objects.count() == before


def test_the_digest_tells_of_decisions_promises_and_what_is_next(cast: Cast) -> None:
    coming = datetime(2031, 12, 2, 9, 0, tzinfo=OSLO)
    make.gathering(cast.network, starts_at=coming, place="Brekka skole")
    make.gathering(cast.network, starts_at=coming - timedelta(days=9), cancelled_at=coming)
    meeting = meet(cast)
    meeting.write("decision", "Felles lesetest i uke 40")
    meeting.write("information", "Ny plan for ferien")
    meeting.write("information", WHISPER, item=meeting.secret)
    meeting.promise(cast.asen, "Åsen prøver to-lærer")
    meeting.promise(cast.brekka, "Brekka prøver lesekurs")
    meeting.promise(cast.brekka, "Ringer hjem", item=meeting.secret)
    meeting.came(cast.rita, cast.mads, presence="absent")
    cast.mads.language = "en"
    cast.mads.save()
    meeting.lock()
    mail = mails()["rita@fjordvik.example"]
    assert mail.subject == "Kortreferat: Oktobersamling"
    assert "- Felles lesetest i uke 40" in mail.text
    assert mail.text.index("Brekka skole: Brekka prøver") < mail.text.index("Åsen skole: Åsen prøver")
    assert "Neste samling: tirsdag 2. desember 2031 kl. 09.00, Brekka skole" in mail.text
    assert meeting.url("minutes") in mail.text
    assert "http" in mail.text
    own = mails()["mads@fjordvik.example"].text
    assert own.index("Åsen skole: Åsen prøver") < own.index("Brekka skole: Brekka prøver")
    assert "Tuesday 2 December 2031" in own
    for text in (mail.text, own):
        for hidden in ("Ny plan for ferien", SECRET, WHISPER, "Ringer hjem"):
            assert hidden not in text


def digest(**fields: object) -> Digest:
    given = {
        "title": "Oktobersamling",
        "network": "Rektornettverk øst",
        "starts_at": datetime(2026, 10, 14, 9, 0, tzinfo=OSLO),
        "decisions": (),
        "promises": (),
        "next_at": None,
        "next_place": "",
        "url": "https://rodtrad.example/x",
        **fields,
    }
    return Digest(**given)  # type: ignore[arg-type]


def promise(school: int, what: str = "Lesekurs") -> Promise:
    return Promise(school, f"Skole {school}", what, "Trinnlederne", date(2026, 11, 20))


def test_an_uneventful_gathering_has_a_short_digest() -> None:
    assert digest_text(digest(), frozenset()) == (
        "Her er det viktigste fra Oktobersamling i Rektornettverk øst, onsdag 14. oktober 2026.\n\n"
        "Hele referatet: https://rodtrad.example/x\n"
    )


def test_a_promise_has_who_and_when_on_one_line() -> None:
    text = digest_text(digest(promises=(promise(3, "Lese\nhøyt"),)), frozenset())
    assert "- Skole 3: Lese høyt – Trinnlederne – innen 20. november\n" in text


def test_what_is_too_much_is_counted_and_ones_own_school_is_never_cut() -> None:
    decisions = tuple(f"Vedtak {number}" for number in range(8))
    promises = tuple(promise(number % 2) for number in range(20))
    text = digest_text(digest(decisions=decisions, promises=promises), {1})
    assert "Vedtak 4" in text
    assert "Vedtak 5" not in text
    assert "- og 3 til i referatet" in text
    assert text.count("Skole 1:") == 10
    assert text.count("Skole 0:") == 0
    assert "- og 10 til i referatet" in text


def test_the_longest_digest_is_read_in_ninety_seconds() -> None:
    endless = "ord " * 3000
    decisions = tuple(endless for _ in range(50))
    promises = tuple(promise(number, endless) for number in range(50))
    text = digest_text(digest(decisions=decisions, promises=promises), {1})
    assert len(text.split()) <= WORDS_IN_NINETY_SECONDS
