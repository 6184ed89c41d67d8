"""The form under which variants of one address fall together, as SQL macros."""

from __future__ import annotations

ADDRESS_KEY = r"""
    CREATE OR REPLACE MACRO unreplayed(url) AS
        regexp_replace(trim(url), '^(?i)(?:https?://(?:[^/?#]+/)+\d{4,14}(?:[a-z]{2}_)?/)+(https?://)', '\1');
    CREATE OR REPLACE MACRO address_parts(url) AS regexp_extract(
        unreplayed(url),
        '^(?i:https?)://(?:[^/?#@]*@)?(?i:www\.)?([^/?#:]+?)\.?(:\d*)?([/][^?#]*)?(\?[^#]*)?(?:#.*)?$',
        ['host', 'port', 'path', 'query']
    );
    CREATE OR REPLACE MACRO joined_parts(parts) AS
        lower(parts['host'])
        || CASE WHEN parts['port'] IN (':', ':80', ':443') THEN '' ELSE parts['port'] END
        || regexp_replace(
            replace(parts['path'], ' ', '%20'),
            '(?i)(/+(index|default)\.(html?|shtml?|php|aspx?|jsp|cfm))?/*$', ''
        )
        || CASE WHEN parts['query'] = '?' THEN '' ELSE replace(parts['query'], ' ', '%20') END;
    CREATE OR REPLACE MACRO address_key(url) AS
        CASE WHEN address_parts(url)['host'] = '' THEN trim(url) ELSE joined_parts(address_parts(url)) END;
    CREATE OR REPLACE MACRO address_path(key) AS split_part(key, '?', 1);
"""
"""Macros that bring variants of one address to one form.

Scheme, ``www.``, user, default port, fragment, trailing slash and ``index.html`` are dropped, hosts are in
lower case, addresses of archived replays are those of what they replay. Paths keep their case.
"""
