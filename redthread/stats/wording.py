"""What a figure says, in one plain Norwegian sentence, and by which literature."""

from __future__ import annotations

from redthread.stats.errors import StatsError
from redthread.stats.paths.fit import Fit
from redthread.stats.paths.heywood import Warned
from redthread.stats.paths.scaling import Scaled

GOOD, ACCEPTABLE, HIGH, POOR = "good", "acceptable", "above", "poor"
AND = " og "


def number(value: float, decimals: int = 2) -> str:
    """0.087 as «0,087»."""
    text = f"{value:.{decimals}f}".replace(".", ",")
    return text.replace("-", "−")


def judge_rmsea(value: float) -> str:
    """≤ 0.05 close, ≤ 0.08 reasonable (Browne & Cudeck 1993); 0.08-0.10 mediocre (MacCallum et al. 1996)."""
    return GOOD if value <= 0.05 else ACCEPTABLE if value <= 0.08 else HIGH if value <= 0.10 else POOR


def judge_cfi(value: float) -> str:
    """≥ 0.95 good (Hu & Bentler 1999), ≥ 0.90 acceptable (Bentler & Bonett 1980). TLI is read in the same
    way.
    """
    return GOOD if value >= 0.95 else ACCEPTABLE if value >= 0.90 else POOR


def judge_srmr(value: float) -> str:
    """≤ 0.05 good, ≤ 0.08 acceptable (Hu & Bentler 1999)."""
    return GOOD if value <= 0.05 else ACCEPTABLE if value <= 0.08 else POOR


def judge_reliability(value: float) -> str:
    """≥ 0.80 good, ≥ 0.70 acceptable (Nunnally 1978)."""
    return GOOD if value >= 0.80 else ACCEPTABLE if value >= 0.70 else POOR


RMSEA = {
    GOOD: "er godt innenfor det som regnes som god tilpasning (høyst 0,05)",
    ACCEPTABLE: "er innenfor det som regnes som akseptabelt (høyst 0,08)",
    HIGH: "er i overkant av det som regnes som akseptabelt (høyst 0,08)",
    POOR: "er høyere enn det som regnes som akseptabelt (over 0,10 er dårlig)",
}
CFI = {
    GOOD: "er godt (minst 0,95)",
    ACCEPTABLE: "er akseptabelt, men under det som regnes som godt (minst 0,95)",
    POOR: "er lavere enn det som regnes som akseptabelt (minst 0,90)",
}
SRMR = {
    GOOD: "er godt (høyst 0,05)",
    ACCEPTABLE: "er akseptabelt (høyst 0,08)",
    POOR: "er høyere enn det som regnes som akseptabelt (høyst 0,08)",
}
RELIABILITY = {
    GOOD: "spørsmålene måler godt sammen",
    ACCEPTABLE: "spørsmålene måler akseptabelt sammen",
    POOR: "spørsmålene måler for dårlig sammen til å leses som én skala",
}
WITHOUT_OMEGA = {
    "too_few_items": "to spørsmål avgjør ikke en faktor.",
    "too_many_items": "det er for mange spørsmål til én faktor.",
    "too_few": "det må være flere personer enn spørsmål.",
    "collinear": "{} følger nøyaktig av hverandre. Ta ut ett av dem.",
    "heywood": "med én felles faktor blir restvariansen til {} negativ. Spørsmålene måler knapt én ting.",
}


def rmsea_sentence(value: float) -> str:
    return f"RMSEA {number(value, 3)} {RMSEA[judge_rmsea(value)]}."


def fit_sentences(fit: Fit, people: int) -> list[str]:
    """One for each measure, and first what the test says."""
    if fit.df == 0:
        return [
            "Modellen har like mange parametere som dataene har varianser og kovarianser. "
            "Tilpasningen sier ingenting."
        ]
    found = [_chi_square(fit, people), rmsea_sentence(fit.rmsea)]
    if fit.cfi is not None:
        found.append(f"CFI {number(fit.cfi, 3)} {CFI[judge_cfi(fit.cfi)]}.")
    if fit.tli is not None:
        found.append(f"TLI {number(fit.tli, 3)} {CFI[judge_cfi(fit.tli)]}.")
    found.append(f"SRMR {number(fit.srmr, 3)} {SRMR[judge_srmr(fit.srmr)]}.")
    return found


def scaled_sentence(scaled: Scaled) -> str:
    return (
        f"Skalert for svar som ikke er normalfordelte, er χ² = {number(scaled.chi2, 1)} "
        f"({_chance(scaled.p)}; faktor {number(scaled.factor, 3)})."
    )


def _chance(p: float) -> str:
    return "p < 0,001" if p < 0.001 else f"p = {number(p, 3)}"


def _chi_square(fit: Fit, people: int) -> str:
    p = fit.p or 0.0
    start = f"χ² = {number(fit.chi2, 1)} med {fit.df} frihetsgrader ({_chance(p)}, n = {people}): "
    if p < 0.05:
        return start + "modellen gjengir ikke dataene helt."
    return start + "dataene avviker ikke mer fra modellen enn tilfeldigheter kan gi."


def reliability_sentence(alpha: float, interval: tuple[float, float], people: int, items: int) -> str:
    low, high = interval
    start = (
        f"Cronbachs alfa er {number(alpha)} ({number(low)} til {number(high)}) for {items} spørsmål og "
        f"{people} personer: "
    )
    sentence = start + RELIABILITY[judge_reliability(alpha)] + "."
    if judge_reliability(low) != judge_reliability(alpha):
        sentence += " Intervallet er så bredt at det også kan være svakere."
    return sentence


def without_omega(error: StatsError) -> str:
    """Why a scale has no omega."""
    *others, last = error.items or ("",)
    names = AND.join([", ".join(others), last]) if others else last
    why = WITHOUT_OMEGA.get(error.reason, "det finnes ingen løsning med én felles faktor.")
    return "Omega er ikke regnet ut: " + why.format(names)


def warning_sentence(warned: Warned) -> str:
    """What an impossible estimate means."""
    names = AND.join(warned.items)
    if warned.kind == "negative_variance":
        text = (
            f"Variansen til {names} er beregnet til {number(warned.value, 3)}, men en varians kan ikke "
            "være negativ."
        )
        return text + " Modellen passer ikke til dataene, eller det er for få svar."
    if warned.kind == "correlation_above_1":
        text = f"{names} henger sammen med {number(warned.value, 3)}, mer enn 1."
        return text + " De lar seg ikke skille fra hverandre."
    return f"Faktorene {names} følger av hverandre. Modellen skiller mellom mer enn dataene gjør."
