"""The commands of `redthread`, one file each; `run` answers the exit code."""
