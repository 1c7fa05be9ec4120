"""OR-Tools CP-SAT on the same instance: `python cpsat.py GROUPS SIZE ROUNDS SECONDS`.

Prints the fewest repeat meetings found. The time is the solver's own; building the model comes on top. There
is always an answer: until the solver has a better one, it is that of the simple rotation below. Run by
itself, without our package: it must work in a venv that has OR-Tools only.
"""

import itertools
import sys
from collections import Counter

from ortools.sat.python import cp_model

WORKERS = 2


def main() -> None:
    groups, size, rounds, seconds = (*map(int, sys.argv[1:4]), float(sys.argv[4]))
    solver = cp_model.CpSolver()
    settings = solver.parameters
    settings.max_time_in_seconds, settings.num_workers = seconds, WORKERS
    # Measured, these give it fewest repeats: presolving and looking for symmetry take all of a short time,
    # and it does better from nothing than with the rotation as a hint (44 and 66 on 8×4 over 8 rounds).
    settings.cp_model_presolve, settings.symmetry_level, settings.linearization_level = False, 0, 0
    status = solver.solve(model_of(groups, size, rounds))
    answers = [repeats(rotation(groups, size, rounds))]
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        answers.append(round(solver.objective_value))
    print(min(answers))


def model_of(groups: int, size: int, rounds: int) -> cp_model.CpModel:
    """Everybody in one group a round, all groups full; each meeting of two after their first costs one."""
    people, model = range(groups * size), cp_model.CpModel()
    sits = {(p, r, g): model.new_bool_var("") for p in people for r in range(rounds) for g in range(groups)}
    pairs = list(itertools.combinations(people, 2))
    meets = {(a, b, r): model.new_bool_var("") for a, b in pairs for r in range(rounds)}
    for r in range(rounds):
        for p in people:
            model.add_exactly_one(sits[p, r, g] for g in range(groups))
            model.add(sum(meets[min(p, o), max(p, o), r] for o in people if o != p) == size - 1)
        for g in range(groups):
            model.add(sum(sits[p, r, g] for p in people) == size)
    for (a, b, r), meet in meets.items():
        for g in range(groups):
            model.add_bool_or(sits[a, r, g].negated(), sits[b, r, g].negated(), meet)
    _break_symmetry(model, sits, size, rounds)
    again = []
    for a, b in pairs:
        more = model.new_int_var(0, rounds - 1, "")
        model.add(more >= sum(meets[a, b, r] for r in range(rounds)) - 1)
        again.append(more)
    model.minimize(sum(again))
    return model


def _break_symmetry(
    model: cp_model.CpModel, sits: dict[tuple[int, int, int], cp_model.IntVar], size: int, rounds: int
) -> None:
    """The first round in order, and its first group apart in all others, each in the group of their number.

    Groups have no order, and where nobody need meet twice, as here, no best answer is lost by this.
    """
    for (p, r, g), sit in sits.items():
        if r == 0 and g == p // size:
            model.add(sit == 1)
    for r, p in itertools.product(range(1, rounds), range(size)):
        model.add(sits[p, r, p] == 1)


def rotation(groups: int, size: int, rounds: int) -> list[list[int]]:
    """The group of each person: those with place c at their table move on by c groups from round to round."""
    people = range(groups * size)
    return [[(person // size + r * (person % size)) % groups for person in people] for r in range(rounds)]


def repeats(rounds: list[list[int]]) -> int:
    met: Counter[tuple[int, int]] = Counter()
    for one in rounds:
        met.update((a, b) for a, b in itertools.combinations(range(len(one)), 2) if one[a] == one[b])
    return sum(times - 1 for times in met.values())


if __name__ == "__main__":
    main()
