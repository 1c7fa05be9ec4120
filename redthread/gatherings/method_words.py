"""The closed sets that a method's script is written in, with the words people see.

What the live room does in a phase follows from these and from nothing else, so a set grows only together
with the room that runs it.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Need(TextChoices):
    """What a network looks for a method to."""

    START = "start", _("komme i gang og høre hvordan det går")
    IDEAS = "ideas", _("få fram alles ideer")
    STORY = "story", _("lære av en fortelling fra praksis")
    SHARE = "share", _("vise fram og lære av hverandres arbeid")
    CHALLENGE = "challenge", _("utfordre det vi tar for gitt")
    CHOOSE = "choose", _("bli enige om mål og retning")
    TAKE_HOME = "take_home", _("ta med noe hjem til egen skole")
    LOOK_BACK = "look_back", _("se tilbake og vurdere")


class PhaseKind(TextChoices):
    READ = "read", _("lese eller lytte til oppgaven")
    WRITE = "write", _("skrive hver for seg")
    ROUND = "round", _("runde etter tur")
    CLARIFY = "clarify", _("oppklarende spørsmål")
    DISCUSS = "discuss", _("samtale")
    SORT = "sort", _("sortere i temaer")
    VOTE = "vote", _("prioritere")
    MAKE = "make", _("lage noe sammen")
    PHOTO = "photo", _("ta bilde av det som er laget")
    PRESENT = "present", _("legge fram")
    ROTATE = "rotate", _("gå fra bord til bord")
    OBSERVE = "observe", _("se på praksis")
    COMMIT = "commit", _("skrive hva vi tar med hjem")
    PAUSE = "pause", _("pause")


class Seats(TextChoices):
    """Who sits with whom during the phase."""

    ALONE = "alone", _("hver for seg")
    PAIR = "pair", _("to og to")
    TABLE = "table", _("ved bordet")
    OWN_SCHOOL = "own_school", _("med egen skole")
    SAME_ROLE = "same_role", _("med samme rolle")
    ALL = "all", _("alle sammen")


class Writes(TextChoices):
    """Who may write in the phase."""

    NOBODY = "nobody", _("ingen")
    EACH = "each", _("alle")
    TURN = "turn", _("den som har ordet")
    SCRIBE = "scribe", _("skriveren")
    VISITORS = "visitors", _("de som er på besøk")


class Sees(TextChoices):
    """Who sees what is written or shown in the phase, when it is revealed."""

    AUTHOR = "author", _("bare den som skriver")
    PAIR = "pair", _("de to")
    TABLE = "table", _("bordet")
    OWN_SCHOOL = "own_school", _("egen skole")
    ALL = "all", _("alle i rommet")


class Revealed(TextChoices):
    """When they see it. LATER: not in this phase; a later phase that uses it decides."""

    LATER = "later", _("ikke i denne fasen")
    AT_ONCE = "at_once", _("med en gang")
    ON_TURN = "on_turn", _("én og én, når den legges fram")
    AT_END = "at_end", _("når fasen er slutt")


class Names(TextChoices):
    ANONYMOUS = "anonymous", _("uten navn")
    NAMED = "named", _("med navn")
    CHOSEN = "chosen", _("som den enkelte velger")


class Repeat(TextChoices):
    """What is done again within the phase. UNTIL_EMPTY: round after round until nobody has more."""

    ONCE = "once", _("én gang")
    PERSON = "person", _("én gang for hver person")
    TABLE = "table", _("én gang for hvert bord")
    UNTIL_EMPTY = "until_empty", _("runde på runde til alle er tomme")


class Drives(TextChoices):
    """Who moves the phase on: everybody at once, or each table at its own pace."""

    FACILITATOR = "facilitator", _("den som leder økta, for alle samtidig")
    TABLE = "table", _("hvert bord i sitt tempo")


class RoleKey(TextChoices):
    FACILITATOR = "facilitator", _("den som leder økta")
    TIMEKEEPER = "timekeeper", _("tidtaker")
    WATCH = "watch", _("viddevakt")
    SCRIBE = "scribe", _("skriver")
    STAND_BY = "stand_by", _("de som står igjen")
    LEADER_PAIR = "leader_pair", _("øktlederpar")
    TELLER = "teller", _("den som forteller")
    FRIEND = "friend", _("kritisk venn")
    HOST = "host", _("bordvert")


class Rule(TextChoices):
    """Rules that the room holds during the phase."""

    SILENT = "silent", _("ingen snakker")
    ONE_AT_A_TIME = "one_at_a_time", _("én ting om gangen")
    PASS_ALLOWED = "pass_allowed", _("lov å si pass")
    CLARIFY_ONLY = "clarify_only", _("bare oppklarende spørsmål")
    NO_CRITICISM = "no_criticism", _("ingen kritikk ennå")
    NO_REPLY = "no_reply", _("ingen svarer eller motsier")
    QUESTIONS_ONLY = "questions_only", _("bare spørsmål, ingen råd")
    TELLER_LISTENS = "teller_listens", _("den som fortalte, lytter")
    STRONGEST_AGAINST = "strongest_against", _("alle sier det sterkeste mot")
    TWO_STAY = "two_stay", _("to blir igjen ved hvert bord")
    HIDDEN_COUNT = "hidden_count", _("antallet vises først når alle har valgt")
    NO_PHOTOS = "no_photos", _("ingen bilder")
    FOR_LEADERS = "for_leaders", _("de som planlegger, leser det etterpå, uten navn")
