"""What is asked: scales, items, versions by role, branching and indices, as a file that can be carried.

Pure: no Django, nothing of ours. `parse` reads a file, `write` writes one, and `coding` turns what somebody
answered into the numbers that are stored.
"""
