"""What `redthread analyse` writes of a scale and of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from redthread.core.errors import InputError
from redthread.stats.answers import as_answers
from redthread.stats.errors import StatsError
from redthread.stats.indices import index_of
from redthread.stats.moments import moments_of
from redthread.stats.omega import omega_from
from redthread.stats.paths.model import fit_model
from redthread.stats.reliability import Reliability, reliability_from
from redthread.stats.wording import (
    fit_sentences,
    number,
    reliability_sentence,
    scaled_sentence,
    warning_sentence,
    without_omega,
)

if TYPE_CHECKING:
    from redthread.config.commands.answer_files import Answers
    from redthread.config.commands.scale_files import Range, Scales
    from redthread.stats.answers import Matrix
    from redthread.stats.paths.model import Fitted

FEWEST = 3
METHOD = (
    "Cronbach's alpha with Feldt's 95 % interval; McDonald's omega from a one-factor model by maximum "
    "likelihood, 95 % interval by the delta method; people who answered every item"
)


def scale_result(name: str, scales: Scales, answers: Answers) -> dict[str, Any]:
    """Raises InputError with the name of the scale."""
    items, matrix = scales.items[name], scales.answers(answers, name)
    try:
        moments = moments_of(*as_answers(matrix, items))
        found = reliability_from(moments)
    except StatsError as error:
        raise InputError(f"Scale {name}: {error}") from None
    if found.people < FEWEST:
        text = f"only {found.people} people have answered every item. Of so few, alpha says nothing; it takes"
        raise InputError(f"Scale {name}: {text} {FEWEST} or more.")
    turned = [item for item in items if item in scales.reversed]
    notes = _turning(found, turned, scales.range)
    made: dict[str, Any] = {
        "alpha": found.alpha,
        "alpha_ci": list(found.alpha_ci),
        "omega": None,
        "omega_ci": None,
    }
    try:
        omega = omega_from(moments)
        made |= {"omega": omega.omega, "omega_ci": list(omega.omega_ci)}
    except StatsError as error:
        notes.append(without_omega(error))
    made |= {"mean": found.mean, "sd": found.sd, "people": found.people, "items": found.items}
    made |= _items(found)
    made |= {"left_out": len(matrix) - found.people, "missing": "listwise", "method": METHOD, "notes": notes}
    made["reversed"] = turned
    made["index"] = _index(matrix)
    made["sentence"] = reliability_sentence(found.alpha, found.alpha_ci, found.people, found.items)
    return made


def _items(found: Reliability) -> dict[str, Any]:
    return {
        "if_dropped": {item.name: item.alpha_without for item in found.each},
        "item_rest": {item.name: item.item_rest for item in found.each},
        "item_mean": {item.name: item.mean for item in found.each},
        "item_sd": {item.name: item.sd for item in found.each},
    }


def _turning(found: Reliability, turned: list[str], limits: Range | None) -> list[str]:
    """What was turned, and what perhaps should be, or should not."""
    notes = []
    if turned and limits:
        low, high = (f"{limit:g}".replace(".", ",") for limit in limits)
        notes.append(f"Snudd før noe ble regnet ut ({low} til {high}): {', '.join(turned)}.")
    rest = {item.name: item.item_rest for item in found.each}
    for item in found.against_the_rest:
        start = f"{item} går mot resten av skalaen ({number(rest[item] or 0.0)})"
        if item in turned:
            notes.append(f"{start} etter at det er snudd. Skal det snus?")
        else:
            notes.append(f"{start}. Spørsmålet er trolig ikke snudd: før det opp under [reversed].")
    return notes


def _index(matrix: Matrix) -> dict[str, Any]:
    """The mean of those who have answered half of the items or more."""
    index = index_of(matrix)
    return {"mean": index.mean, "sd": index.sd, "people": index.people, "at_least": index.at_least}


def model_result(answers: Answers, model: str, *, missing: str, errors: str) -> dict[str, Any]:
    fitted = fit_model(
        answers.matrix,
        names=answers.names,
        model=model,
        missing=cast(Literal["listwise", "fiml"], missing),
        errors=cast(Literal["standard", "robust"], errors),
    )
    return {
        "estimates": [one._asdict() for one in fitted.estimates],
        **_fit(fitted),
        **_scaled(fitted),
        "r2": fitted.explained,
        "people": fitted.people,
        "left_out": fitted.left_out,
        "missing": fitted.missing,
        "errors": fitted.errors,
        "method": "maximum likelihood" if missing == "listwise" else "full information maximum likelihood",
        "sentences": fit_sentences(fitted.fit, fitted.people)
        + ([scaled_sentence(fitted.scaled)] if fitted.scaled else []),
        "warnings": [warning_sentence(one) for one in fitted.warnings],
    }


def _fit(fitted: Fitted) -> dict[str, Any]:
    fit = fitted.fit
    return {
        "chi2": fit.chi2,
        "df": fit.df,
        "p": fit.p,
        "cfi": fit.cfi,
        "tli": fit.tli,
        "rmsea": fit.rmsea,
        "rmsea_ci": list(fit.rmsea_ci),
        "srmr": fit.srmr,
        "baseline_chi2": fit.baseline_chi2,
        "baseline_df": fit.baseline_df,
    }


def _scaled(fitted: Fitted) -> dict[str, Any]:
    """Of robust errors, where it can be calculated; else nothing."""
    one = fitted.scaled
    return {
        "chi2_scaled": one.chi2 if one else None,
        "scaling_factor": one.factor if one else None,
        "p_scaled": one.p if one else None,
    }
