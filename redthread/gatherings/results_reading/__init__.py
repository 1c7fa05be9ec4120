"""Tables of published results, read as they were published: accepted whole, or refused with the place."""

from redthread.gatherings.results_reading.files import read_results
from redthread.gatherings.results_reading.table import Figure, ReadTable, ReadUnit, State

__all__ = ["Figure", "ReadTable", "ReadUnit", "State", "read_results"]
