"""The product's own small set of icons: strokes on a 24 by 24 grid, drawn for this product."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

# The value is what stands inside <svg>; stroke and size come from CSS, so an icon takes the text's colour.
SHAPES: dict[str, str] = {
    "thread": '<path d="M4 5c9 0 7 7 2 7s-2 7 6 7 5-7 8-7"/><circle cx="20" cy="12" r="1.4"/>',
    "calendar": '<rect x="4" y="5.5" width="16" height="14.5" rx="2"/>'
    '<path d="M4 10h16M8.5 3.5v4M15.5 3.5v4"/>',
    "people": '<circle cx="9" cy="8.5" r="3.2"/><path d="M3.5 19.5c0-3.4 2.4-5.5 5.5-5.5s5.5 2.1 5.5 5.5"/>'
    '<path d="M15 5.6a3.2 3.2 0 0 1 0 5.8M17 14.5c2.2.6 3.5 2.4 3.5 5"/>',
    "school": '<path d="M3.5 20.5h17M5.5 20.5v-9M18.5 20.5v-9M3.5 11.5 12 5l8.5 6.5"/>'
    '<path d="M10 20.5v-5h4v5"/>',
    "paper": '<path d="M7 3.5h7l4 4v13H7z"/><path d="M14 3.5v4h4M10 12.5h5M10 16h5"/>',
    "pen": '<path d="m5 19 1-4L16.5 4.5l3 3L9 18z"/><path d="m14 7 3 3"/>',
    "clock": '<circle cx="12" cy="12" r="8.2"/><path d="M12 7.5V12l3 2"/>',
    "place": '<path d="M12 20.5c4-4.5 6-7.6 6-10.5a6 6 0 0 0-12 0c0 2.9 2 6 6 10.5z"/>'
    '<circle cx="12" cy="10" r="2.1"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "minus": '<path d="M5 12h14"/>',
    "cross": '<path d="m6 6 12 12M18 6 6 18"/>',
    "grip": '<path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01"/>',
    "up": '<path d="m6 14.5 6-6 6 6"/>',
    "down": '<path d="m6 9.5 6 6 6-6"/>',
    "right": '<path d="m9.5 6 6 6-6 6"/>',
    "left": '<path d="m14.5 6-6 6 6 6"/>',
    "mail": '<rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="m4.5 7 7.5 6 7.5-6"/>',
    "download": '<path d="M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14"/>',
    "print": '<path d="M7.5 9V4h9v5M7 17H4.5V9h15v8H17"/><path d="M7.5 14h9v6h-9z"/>',
    "wall": '<rect x="3.5" y="5" width="17" height="11" rx="1.5"/><path d="M12 16v3.5M8.5 19.5h7"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5 5"/>',
    "keep": '<path d="M7 4.5h10V20l-5-4-5 4z"/>',
    "person": '<circle cx="12" cy="8.5" r="3.8"/><path d="M4.5 20c.5-4 3.5-6.3 7.5-6.3s7 2.3 7.5 6.3"/>',
}


def icon(name: str) -> SafeString:
    """The icon as inline SVG, hidden from screen readers (the text beside it says the same).

    Raises KeyError when there is no such icon.
    """
    # Every shape is written above; nothing from outside gets in here.
    return mark_safe(  # noqa: S308
        f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{SHAPES[name]}</svg>'
    )
