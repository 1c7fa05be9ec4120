"""Answers that are made the same on every machine, and the models that are held against other software."""

from __future__ import annotations

import numpy as np

from redthread.stats.answers import Matrix

PEOPLE = 240
NAMES = (
    *("culture1", "culture2", "culture3", "culture4", "quality1", "quality2", "quality3"),
    *("mastery1", "mastery2", "mastery3", "years", "degree"),
)
ITEMS = NAMES[:10]

# What lavaan calls each measure of fit, and what we call it.
FITS = {
    "chisq": "chi2",
    "df": "df",
    "pvalue": "p",
    "cfi": "cfi",
    "tli": "tli",
    "rmsea": "rmsea",
    "srmr": "srmr",
    "baseline.chisq": "baseline_chi2",
    "baseline.df": "baseline_df",
}
SCALED = {"chisq.scaled": "chi2", "chisq.scaling.factor": "factor", "pvalue.scaled": "p"}


def complete_answers() -> Matrix:
    """Ten items on a scale from 1 to 5, years as leader and degree, for 240 people who do not exist."""
    draws = np.random.Generator(np.random.PCG64(2026)).random((PEOPLE, 24))
    noise = np.log(draws / (1 - draws)) / 1.8
    years = np.floor(draws[:, 20] * 20)
    degree = (draws[:, 21] > 0.45).astype(float)
    culture, own = noise[:, 10], noise[:, 12]
    quality = 0.4 * culture + 0.8 * noise[:, 11]
    mastery = 0.5 * culture + 0.3 * quality + 0.03 * years + 0.7 * own
    factors = [culture] * 4 + [quality] * 3 + [mastery] * 3
    weights = (1.0, 0.9, 0.8, 0.6, 1.0, 0.8, 0.7, 1.0, 0.9, 0.7)
    columns = [
        np.clip(np.round(3 + w * f + 0.7 * noise[:, n]), 1, 5)
        for n, (w, f) in enumerate(zip(weights, factors, strict=True))
    ]
    return np.column_stack([*columns, years, degree])


def answers_with_gaps() -> Matrix:
    """The same, where about one of ten has not answered, more often those with many years."""
    answers = complete_answers()
    draws = np.random.Generator(np.random.PCG64(11)).random(answers.shape)
    limit = np.where(answers[:, 10] > 12, 0.16, 0.07)[:, None]
    return np.where(draws < limit, np.nan, answers)


FACTORS = """
culture =~ culture1 + culture2 + culture3 + culture4
quality =~ quality1 + quality2 + quality3
mastery =~ mastery1 + mastery2 + mastery3
"""
MODELS = {
    "three factors": FACTORS,
    "indirect": FACTORS
    + """
quality ~ a*culture
mastery ~ b*quality + c*culture
indirect := a*b
total := c + (a*b)
ratio := a*b/(a*b + c)
""",
    "with background": FACTORS
    + """
mastery ~ culture + quality + years
quality ~ culture + degree
culture1 ~~ culture2
""",
    "paths": """
mastery1 ~ b*quality1 + culture1 + years
quality1 ~ a*culture1 + degree
mastery2 ~ quality1 + years
through := a*b
""",
    "second order": FACTORS + "\nall =~ culture + quality + mastery\n",
    "equal": """
culture =~ culture1 + l*culture2 + l*culture3 + m*culture4
mastery =~ mastery1 + n*mastery2 + mastery3
m == n
culture1 ~ 1
""",
    "variances one": """
culture =~ NA*culture1 + culture2 + culture3
culture ~~ 1*culture
mastery =~ NA*mastery1 + mastery2 + mastery3
mastery ~~ 1*mastery
culture ~~ 0*mastery
""",
    "growth": """
level =~ 1*culture1 + 1*culture2 + 1*culture3 + 1*culture4
slope =~ 0*culture1 + 1*culture2 + 2*culture3 + 3*culture4
level ~ 1
slope ~ 1
culture1 ~ 0*1
culture2 ~ 0*1
culture3 ~ 0*1
culture4 ~ 0*1
""",
    "one indicator": """
culture =~ culture1 + culture2 + culture3
one =~ mastery1
one ~ culture
""",
    "circle": """
mastery1 ~ quality1 + culture1 + years
quality1 ~ mastery1 + degree + culture4
mastery1 ~~ quality1
""",
    "nothing left": "mastery1 ~ quality1 + culture1",
    "random background": """
mastery1 ~ years + degree
years ~~ years
""",
    "levels of factors": FACTORS
    + """
culture1 ~ 0*1
quality1 ~ 0*1
mastery1 ~ 0*1
culture + quality + mastery ~ 1
""",
    "background of all": FACTORS
    + """
culture + quality + mastery ~ years + degree
culture1 ~ degree
""",
    "held and equal": """
culture =~ 1*culture1 + 0.8*culture2 + culture3
mastery =~ mastery1 + start(1.2)*mastery2 + mastery3
mastery ~ 0.5*culture
culture1 ~~ e*culture1
culture2 ~~ e*culture2
mastery1 ~~ r*culture1
mastery2 ~~ r*culture2
mastery3 ~~ 0.1*culture3
culture1 + culture2 ~ level*1
""",
    "shared and own": """
all =~ culture1 + culture2 + culture3 + culture4 + quality1 + quality2 + quality3
quality =~ quality1 + quality2 + quality3
all ~~ 0*quality
""",
    "factors among items": """
culture =~ culture1 + culture2 + culture3
mastery1 ~ a*culture + quality1
quality1 ~ b*culture
quality2 ~ culture + years
culture ~~ degree
quality1 ~~ quality2
through := a*b
""",
    "only covariances": """
culture1 ~~ culture2 + quality1
culture2 ~~ 0*quality1
quality1 ~~ quality1
""",
}
