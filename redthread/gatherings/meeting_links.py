"""A pasted link to a meeting on screen: found in what was pasted, unwrapped, checked and named. Pure.

Any https address with a host name is taken, since schools use many tools. Those we know are called by name
(«Bli med i Teams»). Of others the host is shown, so that everybody sees where the link leads.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext as _

# Host (or what it ends with, after a dot) and the name of the tool.
TOOLS = {
    "teams.microsoft.com": "Teams",
    "teams.live.com": "Teams",
    "meet.google.com": "Google Meet",
    "zoom.us": "Zoom",
    "whereby.com": "Whereby",
    "join.nhn.no": "Norsk helsenett",
    "webex.com": "Webex",
    "meet.jit.si": "Jitsi",
}
WRAPPER = "safelinks.protection.outlook.com"  # Outlook's wrapping of links in mails, which ends some day
LONGEST = 500
ADDRESS = re.compile(r"https?://[^\s<>\"«»]+", re.IGNORECASE)


def tidy(pasted: str) -> str:
    """The link in what was pasted, which may be a whole invitation; the text itself when there is none.

    The first link to a known tool is taken, else the first link. Outlook's wrapping is taken off.
    """
    found = [_unwrapped(address.rstrip(".,;)")) for address in ADDRESS.findall(pasted)]
    known = [address for address in found if tool_of(address)]
    return (known or found or [pasted.strip()])[0]


def is_safe(link: str) -> bool:
    """Whether it is https to a named host, with no user name that makes another host look like it."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return False
    has_name = "." in host and not host.replace(".", "").isdigit()
    return parts.scheme == "https" and has_name and "@" not in parts.netloc and len(link) <= LONGEST


def tool_of(link: str) -> str:
    """«Teams» of a link to Teams, in both its forms; empty for a host that we do not know."""
    host = host_of(link)
    return next((tool for end, tool in TOOLS.items() if host == end or host.endswith(f".{end}")), "")


@lru_cache(maxsize=512)
def host_of(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "").lower()
    except ValueError:
        return ""


def words_for_link(link: str) -> str:
    """What a button or a line of a mail calls it."""
    tool = tool_of(link)
    if tool:
        return _("Bli med i %(tool)s") % {"tool": tool}
    return _("Bli med på skjerm (%(host)s)") % {"host": host_of(link)}


def _unwrapped(address: str) -> str:
    if not host_of(address).endswith(f".{WRAPPER}"):
        return address
    inner = parse_qs(urlsplit(address).query).get("url", [""])[0]
    return inner if inner.startswith("https://") else address
