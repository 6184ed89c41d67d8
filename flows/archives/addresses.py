"""Addresses as web archives sort them."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode, urlsplit


def url_key(url: str) -> str:
    """Give the key under which variants of one address fall together, such as ``gov,dhs)/topics``.

    The form is that of CDX files (SURT): host names reversed, ``www`` and the scheme dropped, letters in
    lower case, query sorted. It is meant for grouping and never followed.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url.strip().lower()
    if not host:
        return url.strip().lower()
    labels = host.removeprefix("www.").split(".")
    where = ",".join(reversed(labels)) + (f":{port}" if port not in (None, 80, 443) else "")
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._").lower().rstrip("/") or "/"
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True))).lower()
    return f"{where}){path}" + (f"?{query}" if query else "")
