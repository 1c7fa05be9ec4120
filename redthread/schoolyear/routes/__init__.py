"""Readers of school routes: days, events, tables of months and plain text become proposed periods. Pure.

Nothing here decides: every reader gives what it found, what is wrong with its place, and what it did not
understand, for a person to look through.
"""
