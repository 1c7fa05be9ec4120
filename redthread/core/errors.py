"""The errors that are meant for people."""


class RuleError(Exception):
    """A rule of the field says no. The text is for people: what is wrong, then what to do."""


class InputError(Exception):
    """Something from outside (a file, a pasted text) cannot be accepted; nothing of it was stored.

    `problems` holds one line a problem, each with the place (row and column) where it is.
    """

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
