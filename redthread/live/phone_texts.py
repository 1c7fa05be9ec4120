"""Every text of the phone in the room, in the language of the one who holds it. The scripts hold none.

`{n}` and the like are filled in by the phone; `_one` and `_many` are the same text for one and for several.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from redthread.live.answering import ANSWERS

Texts = dict[str, str]


def phone_texts() -> Texts:
    """All texts, by the names that the scripts know them by."""
    return {
        **_frame(),
        **_writing(),
        **_round(),
        **_together(),
        **_moving(),
        **_promising(),
        **_answering(),
        **_sight(),
        **_rules(),
        **_roles(),
        **_more(),
    }


def _frame() -> Texts:
    return {
        "fetching": _("Henter økta …"),
        "table_n": _("Bord {n}"),
        "menu": _("Meny"),
        "seat": _("Plass {n}"),
        "you": _("du"),
        "rules": _("Reglene nå"),
        "your_table": _("Bordet"),
        "at_your_table": _("Ved bordet ditt"),
        "soon": _("Vi begynner snart"),
        "you_sit": _("Du sitter ved bord {n}."),
        "people": _("{n} er kommet inn."),
        "time_left_label": _("Tid igjen:"),
        "stands_still": _("Klokka står"),
        "time_left": _("{time} igjen."),
        "time_over": _("Tiden er ute."),
        "seconds": _("{n} sekunder"),
        "minutes": _("{n} minutter"),
        "time_out": _("Time-out"),
        "time_out_help": _("Stopp litt. Noe gikk utenfor reglene. Ta en pust, og begynn på nytt."),
        "time_in": _("Fortsett"),
        "show_time_out": _("Vis time-out"),
        "watch_ends": _("{name} er viddevakt og sier når dere fortsetter."),
        "offline": _("Ikke på nett. Alt du skriver, tas vare på her."),
        "unsent_one": _("1 ting venter på å bli sendt."),
        "unsent_many": _("{n} ting venter på å bli sendt."),
        "stay_open": _("La siden stå åpen til alt er sendt."),
        "full": _("Telefonen har ikke plass til å ta vare på mer. La siden stå åpen til alt er sendt."),
        "not_taken": _("Det gikk ikke. Prøv en gang til."),
        "close": _("Lukk"),
        "next": _("Gå videre sammen"),
        "back": _("Gå tilbake"),
        "done": _("Vi er ferdige"),
        "not_done": _("Vi er ikke ferdige likevel"),
        "we_are_done": _("Bordet har sagt fra at det er ferdig."),
        "more_time": _("2 minutter til"),
        "gone_on": _("Bordet har gått videre. Teksten din står her til du er klar."),
        "go_on": _("Gå videre"),
        "unsent_text": _("Du har en tekst her som ikke er sendt: {title}"),
    }


def _writing() -> Texts:
    return {
        "add": _("Legg til"),
        "send_anyway": _("Send likevel"),
        "write_idea": _("Skriv én idé"),
        "write_answer": _("Skriv svaret ditt"),
        "answered": _("Takk, svaret er tatt imot. Du kan endre det så lenge økta varer."),
        "write_thing": _("Skriv én ting om gangen"),
        "write_note": _("Skriv det du vil ta vare på"),
        "write_question": _("Skriv et spørsmål"),
        "write_product": _("Skriv det dere har kommet fram til"),
        "write_photo": _("Hva viser bildet?"),
        "write_commitment": _("Hva vil dere gjøre?"),
        "write_first": _("Skriv noe først."),
        "sending": _("sendes …"),
        "sent": _("sendt"),
        "sent_late": _("sendt, men kom etterpå"),
        "edit": _("Endre"),
        "edit_label": _("Endre teksten"),
        "save": _("Lagre"),
        "saved": _("Lagret"),
        "cancel": _("Avbryt"),
        "take_back": _("Ta tilbake"),
        "take_away": _("Ta bort"),
        "write_again": _("Bruk teksten på nytt"),
        "with_name": _("Vis navnet mitt"),
        "a_question": _("Spørsmål"),
        "photo": _("Bilde fra bordet"),
        "photo_of_paper": _("Ta bilde av lapper"),
        "take_photo": _("Ta bilde"),
        "photo_says": _("Hva sier bildet?"),
        "photo_sending": _("Bildet sendes …"),
        "photo_sent": _("Bildet er sendt."),
        "paper_sent": _("Bildet er sendt. Skriv gjerne inn lappene også, én om gangen."),
        "photo_waits": _("Bildet ligger på telefonen, og sendes når du er på nett."),
        "photo_too_large": _("Bildet er større enn 10 MB. Velg et mindre bilde."),
        "written_earlier": _("Det du skrev før"),
        "written_earlier_help": _("Bare du ser dette, til du legger det fram."),
        "builds_on": _("Fra «{title}»"),
    }


def _round() -> Texts:
    return {
        "your_turn": _("Det er din tur"),
        "has_turn": _("{name} har ordet"),
        "then": _("Så: {names}."),
        "and_more_one": _("Og én til."),
        "and_more_many": _("Og {n} til."),
        "round_over": _("Runden er ferdig. Alt er ute."),
        "round_nobody": _("Det sitter ingen her ennå."),
        "pick_one": _("Velg én å legge fram"),
        "something_new": _("Noe nytt"),
        "say_new": _("Skriv det med noen få ord"),
        "lay_out": _("Legg fram"),
        "said_it": _("Jeg har sagt det høyt"),
        "pass": _("Pass"),
        "again": _("Jeg kom på noe likevel"),
        "i_am_empty": _("Jeg er tom"),
        "laid_out_one": _("1 er lagt fram"),
        "laid_out_many": _("{n} er lagt fram"),
        "think_of_something": _("Kom du på noe?"),
        "think_help": _("Skriv det ned. Det ligger klart til turen din."),
        "ready_one": _("1 klar til turen din"),
        "ready_many": _("{n} klare til turen din"),
        "skip": _("Hopp over {name}"),
    }


def _together() -> Texts:
    return {
        "no_scribe": _("Ingen er skriver ennå. Én skriver for alle, så blir det ett svar."),
        "i_am_scribe": _("Jeg er skriver"),
        "teller_writes": _("{name} har ordet og skriver nå."),
        "you_listen": _("Nå lytter du til de andre. Du får ordet etterpå."),
        "scribe_writes": _("{name} skriver for dere nå."),
        "visitors_write": _("Nå er det de som er på besøk, som skriver."),
        "make_label": _("Det dere vil vise de andre"),
        "go_on_writing": _("Skriv videre"),
        "done_writing": _("Ferdig"),
        "saves_itself": _("Lagres mens du skriver."),
        "unsorted": _("Ikke sortert ({n})"),
        "all_sorted": _("Alt er sortert."),
        "tick_some": _("Velg én eller flere, og si hvor de hører hjemme."),
        "put_in_one": _("Legg 1 valgt i"),
        "put_in_many": _("Legg {n} valgte i"),
        "out_of_themes": _("Ikke sortert"),
        "new_theme": _("Nytt tema"),
        "make_theme": _("Lag tema"),
        "theme_name": _("Navn på temaet"),
        "name_first": _("Gi temaet et navn først."),
        "rename": _("Nytt navn"),
        "remove_theme": _("Ta bort temaet"),
        "sorted_one": _("1 er sortert."),
        "sorted_many": _("{n} er sortert."),
        "undo": _("Angre"),
        "undone": _("Angret."),
        "put_dot": _("Sett prikk"),
        "take_dot": _("Ta bort prikken"),
        "no_dots_left": _("Du har brukt alle prikkene. Ta bort en først."),
        "dots_left_one": _("1 prikk igjen"),
        "dots_left_many": _("{n} prikker igjen"),
        "dots_used": _("Du har brukt alle prikkene"),
        "dots": _("Prikker: {n}"),
        "counts_later": _("Hvor mange prikker hver har fått, vises når alle har valgt."),
        "nothing_to_choose": _("Det er ikke noe å velge mellom ennå."),
    }


def _moving() -> Texts:
    return {
        "table_presents": _("Bord {n} legger fram"),
        "your_table_presents": _("Det er dere som legger fram nå"),
        "presented_one": _("Lagt fram før: 1"),
        "presented_many": _("Lagt fram før: {n}"),
        "go_to_table": _("Gå til bord {n}"),
        "hangs_there": _("Dette henger ved bord {n}"),
        "nothing_hangs": _("De har ikke hengt opp noe på telefonen. Se på veggen."),
        "leave_note": _("Et spørsmål eller en idé til bord {n}"),
        "left_there": _("Dette er lagt igjen"),
        "you_stay": _("Du står igjen ved bord {n}"),
        "you_stay_help": _("Ta imot dem som kommer, og fortell om det dere har laget."),
        "notes_one": _("1 lapp fra besøkende"),
        "notes_many": _("{n} lapper fra besøkende"),
        "visitors_left": _("Dette la de besøkende igjen"),
        "take_in": _("Ta inn"),
        "taken_in": _("Tatt inn"),
        "from_visitors": _("Lagt igjen av bord {n}"),
        "replied": _("Svar: {reply}"),
        "goes_on_at": _("Vi fortsetter klokka {time}"),
        "ask_to_speak": _("Be om ordet"),
        "do_not_speak": _("Trekk deg fra talerlista"),
        "you_speak_next": _("Du står først på talerlista."),
        "your_place": _("Du er nummer {n} på talerlista."),
        "speakers": _("På talerlista: {names}"),
    }


def _promising() -> Texts:
    return {
        "for_school": _("Dette gjelder {school}."),
        "no_school": _("Du har ikke valgt skole. Skriv hvilken skole det gjelder."),
        "promised": _("Dette står som avtalt"),
        "commit_what": _("Hva vil dere gjøre?"),
        "commit_who": _("Hvem gjør det?"),
        "commit_when": _("Innen når?"),
        "commit_reach": _("Hvordan når dere hele personalet?"),
        "commit_reach_help": _("For eksempel fellestid, trinnmøte eller et besøk i timen."),
        "promise": _("Skriv det inn"),
        "promise_first": _("Skriv hva dere vil gjøre, først."),
        "by_whom": _("Hvem: {who}"),
        "by_when": _("Innen {day}"),
        "by_reach": _("Personalet: {reach}"),
        "you_promised": _("Dette har dere avtalt"),
        "you_wrote": _("Dette skrev du"),
        "thanks": _("Takk for i dag"),
        "thanks_help": _("Økta er avsluttet. Det dere la fram, er tatt vare på."),
    }


def _answering() -> Texts:
    """What is done with the strongest that was said against."""
    return {
        **{f"answer_{key}": str(text) for key, text in ANSWERS.items()},
        "objection_n": _("Innvending {n} av {all}"),
        "objection_before": _("Forrige"),
        "objection_after": _("Neste"),
        "not_answered": _("Ikke avgjort ennå."),
        "no_objections": _("Ingen innvendinger er lagt fram."),
        "answer_which": _("Hva gjør dere med innvendingen?"),
        "answer_how": _("Hva gjør dere med den? Skriv det med noen få ord, og velg."),
        "answer_kept": _("Svaret er skrevet ned."),
        "more_notes": _("Noe mer å ta vare på"),
    }


def _sight() -> Texts:
    """Who sees what is written, and whether names follow."""
    return {
        "sees_later": _("Ingen ser dette før du legger det fram."),
        "sees_author": _("Bare du ser det du skriver her."),
        "sees_pair": _("De du snakker med, ser dette."),
        "sees_pair_end": _("De du snakker med, ser dette når alle er ferdige."),
        "sees_table": _("Bordet ser dette."),
        "sees_table_end": _("Bordet ser dette når alle er ferdige."),
        "sees_role": _("De med samme rolle ser dette."),
        "sees_role_end": _("De med samme rolle ser dette når alle er ferdige."),
        "sees_own_school": _("De fra skolen din ser dette."),
        "sees_own_school_end": _("De fra skolen din ser dette når alle er ferdige."),
        "sees_all": _("Alle i rommet ser dette."),
        "sees_all_end": _("Alle i rommet ser dette når alle er ferdige."),
        "names_anonymous": _("Vises uten navn."),
        "names_named": _("Vises med navn."),
        "names_chosen": _("Du velger selv om navnet skal vises."),
    }


def _rules() -> Texts:
    return {
        "rule_silent": _("Ingen snakker."),
        "rule_one_at_a_time": _("Én ting om gangen."),
        "rule_pass_allowed": _("Det er lov å si pass."),
        "rule_clarify_only": _("Bare oppklarende spørsmål."),
        "rule_no_criticism": _("Ingen kritikk ennå."),
        "rule_no_reply": _("Ingen svarer eller sier imot."),
        "rule_questions_only": _("Bare spørsmål, ingen råd."),
        "rule_teller_listens": _("Den som fortalte, lytter."),
        "rule_strongest_against": _("Alle sier det sterkeste mot."),
        "rule_two_stay": _("To blir igjen ved hvert bord."),
        "rule_hidden_count": _("Antallet vises når alle har valgt."),
        "rule_for_leaders": _("De som planlegger, leser dette etterpå, uten navn."),
        "rule_no_photos": _("Ingen bilder."),
    }


def _roles() -> Texts:
    return {
        "roles": _("Roller ved bordet"),
        "roles_free": _("Roller: {n} av {all} er ledige"),
        "roles_taken": _("Roller ved bordet"),
        "see_roles": _("Se hvem som gjør hva"),
        "you_are": _("Du er {roles}."),
        "has_card": _("Har rollen: {names}"),
        "take_card": _("Ta rollen"),
        "lay_down": _("Legg fra deg rollen"),
        "role_timekeeper": _("tidtaker"),
        "role_watch": _("viddevakt"),
        "role_scribe": _("skriver"),
        "role_stand_by": _("en av dem som står igjen"),
        "role_host": _("bordvert"),
        "role_leader_pair": _("øktlederpar"),
        "role_teller": _("den som forteller"),
        "role_friend": _("kritisk venn"),
        "does_timekeeper": _("Følger klokka, gir ordet videre og sier fra når dere skal gå videre."),
        "does_watch": _("Passer på reglene, og viser time-out når noen går utenfor dem."),
        "does_scribe": _("Skriver for alle ved bordet, med bordets egne ord."),
        "does_stand_by": _("Blir ved bordet og forteller dem som kommer på besøk, hva dere har laget."),
        "does_host": _("Blir ved bordet, ønsker nye velkommen og forteller hva de forrige tenkte."),
        "does_leader_pair": _(
            "Leder samtalen to sammen: én spør, én hører etter hvem som ikke har sagt noe."
        ),
        "does_teller": _("Forteller fra egen praksis, og lytter når de andre tenker høyt."),
        "does_friend": _("Spør for å forstå, og sier det som er vanskelig å se innenfra."),
    }


def _more() -> Texts:
    return {
        "to_task": _("Tilbake til oppgaven"),
        "earlier": _("Tidligere i økta"),
        "nothing_here": _("Her er det ikke lagt fram noe du kan se."),
        "the_floor": _("Talerlista"),
        "change_table": _("Bytt bord"),
        "change_table_help": _("Det du har skrevet, blir med deg. Roller du har, blir igjen ved bordet."),
        "other_phone": _("Fortsett på en annen telefon"),
        "other_phone_help": _(
            "Plassen din og det du har skrevet, følger med. Koden virker i ti minutter, én gang."
        ),
        "other_phone_code": _("Vis en kode å skanne"),
        "other_phone_alt": _("Kode å skanne med den andre telefonen"),
        "leave_title": _("Gå fra økta"),
        "leave_help": _("Det du har skrevet, blir stående. Du kan komme inn igjen så lenge økta varer."),
        "leave": _("Gå fra økta"),
        "code_is": _("Koden til økta er {code}."),
    }
