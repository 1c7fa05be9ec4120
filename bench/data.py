"""The country of networks by itself: `python -m bench.data` builds it anew and tells how long it took."""

from __future__ import annotations

from bench.kit.ready import empty, make_ready, options, set_environment


def main() -> None:
    chosen = options(__doc__ or "").parse_args()
    set_environment("sqlite" if chosen.database == "both" else chosen.database, is_small=chosen.small)
    import django
    from django.utils import timezone

    django.setup()
    empty()
    make_ready(is_small=chosen.small, now=timezone.now())


if __name__ == "__main__":
    main()
