"""lavaan's syntax: what is read, what is added, and the line of what cannot be read."""

from __future__ import annotations

import pytest

from redthread.stats.errors import StatsError
from redthread.stats.paths.identification import degrees_of_freedom
from redthread.stats.paths.syntax import Term, read_model
from redthread.stats.paths.table import Table, table_of


def told(text: str, *, has_means: bool = False, is_fixed_x: bool = True) -> Table:
    return table_of(read_model(text), has_means=has_means, is_fixed_x=is_fixed_x)


def rows(table: Table) -> set[str]:
    return {f"{row.lhs} {row.op} {row.rhs}".strip() for row in table.parameters}


def test_terms_with_all_that_may_stand_before_them() -> None:
    text = """
    # a comment; with a sign
    f =~ x1 + 0.5*x2 + a*x3   ! another
       + start(0.8)*x4 + NA*x5 + label("b")*x6
    y + z ~ f; y ~~ -1e-2*z
    y ~ 1
    ab := a*b
    """
    assert read_model(text) == [
        Term(3, "f", "=~", "x1"),
        Term(3, "f", "=~", "x2", fixed=0.5),
        Term(3, "f", "=~", "x3", label="a"),
        Term(3, "f", "=~", "x4", start=0.8),
        Term(3, "f", "=~", "x5", is_freed=True),
        Term(3, "f", "=~", "x6", label="b"),
        Term(5, "y", "~", "f"),
        Term(5, "z", "~", "f"),
        Term(5, "y", "~~", "z", fixed=-0.01),
        Term(6, "y", "~1", ""),
        Term(7, "ab", ":=", "a*b"),
    ]


@pytest.mark.parametrize(
    "text", ["f =~ x1 +\n x2 + x3", "f =~\n x1 + x2\n + x3", "f=~x1+x2+x3", "f =~ x1 + x2; f =~ x3"]
)
def test_a_formula_may_be_broken_over_lines(text: str) -> None:
    assert [term.rhs for term in read_model(text)] == ["x1", "x2", "x3"]


def test_what_is_added_to_a_structural_model() -> None:
    table = told("f =~ x1 + x2 + x3\ng =~ y1 + y2 + y3\nf ~ age + sex\ng ~ f\ny4 ~ f")
    assert rows(table) >= {"age ~~ sex", "age ~~ age", "g ~~ y4", "f ~~ f", "x1 ~~ x1"}
    assert "f ~~ g" not in rows(table)
    assert [p.fixed for p in table.parameters if p.op == "=~"] == [1, None, None, 1, None, None]
    assert table.variables.exogenous == ("age", "sex")


def test_exogenous_variables_are_held_or_modelled() -> None:
    """df is the same; what is held is neither observed nor free."""
    held, modelled = told("y ~ x1 + x2\nz ~ y"), told("y ~ x1 + x2\nz ~ y", has_means=True, is_fixed_x=False)
    assert degrees_of_freedom(held) == degrees_of_freedom(modelled) == 2
    assert (held.free, modelled.free) == (5, 12)


def test_equal_names_are_one_parameter() -> None:
    table = told("f =~ x1 + a*x2 + a*x3 + b*x4\nb == a")
    assert [p.free for p in table.parameters if p.op == "=~"] == [None, 0, 0, 0]
    fixed = told("f =~ a*x1 + a*x2 + b*x3\nb == 0.7")
    assert [p.fixed for p in fixed.parameters if p.op == "=~"] == [1, 1, 0.7]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The model is empty"),
        ("# only this", "The model is empty"),
        ("hello", "line 1, column 1: «hello» has no operator"),
        ("y ~ x\nz ~", "line 2, column 3: something is missing on one side of ~"),
        ("y ~ x +", "line 1, column 5: something is missing in «x +»"),
        ("y ~ 2x", "«2x» is no name"),
        ("y ~ x*", "a name is missing"),
        ("y ~ x ~ z", "two operators"),
        ("y ~ c(1,2)*x", "several groups"),
        ("y ~ start(a)*x", "takes a number"),
        ("y | t1", "«|» is not supported"),
        ("y ~ y", "y cannot be explained by itself"),
        ("f =~ f", "f cannot be explained by itself"),
        ("y ~ 1*x + 2*x", "line 1: y ~ x is fixed at both 1 and 2"),
        ("y ~ a*x + b*x", "is called both a and b"),
        ("y ~ a*x\na == b", "no parameter is called «b»"),
        ("f =~ 1*x1 + a*x2 + a*x3\na == 1\na == 2", "«a» is fixed at both 1 and 2"),
        ("y ~ x" * 30_000, "longer than"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(StatsError) as refused:
        told(text)
    assert said in str(refused.value)
    assert refused.value.reason == "syntax"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("y ~ x\n  f =~ a +\n    b + 3c", "line 3, column 9"),
        ("y ~ 3 + x3 + c(1)*x", "line 1, column 5"),
        ("y ~ x3 + 3", "line 1, column 10"),
        ("y~x; z =~ a + start(b)*c", "line 1, column 21"),
    ],
)
def test_the_place_is_where_it_stands_in_the_text(text: str, place: str) -> None:
    with pytest.raises(StatsError, match=place):
        read_model(text)
