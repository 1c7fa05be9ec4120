"""One file with everything an installation knows: rows of every table, stored files, checksums.

A zip of `tables/<table>.jsonl` (one row a line, the same text whatever the database engine),
`files/<path>` and `manifest.json`. Sign-ins in progress are left out; so is the secret key, unless asked for.
"""
