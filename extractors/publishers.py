"""Which part of the department publishes on a host, as far as the host alone tells."""

from __future__ import annotations

from urllib.parse import urlsplit

from extractors.records import SPECIMEN_HOST

COMPONENTS = {
    "cbp.gov": "CBP",
    "cisa.gov": "CISA",
    "us-cert.gov": "CISA",
    "dhs.gov": "DHS",
    "fema.gov": "FEMA",
    "fletc.gov": "FLETC",
    "ice.gov": "ICE",
    "oig.dhs.gov": "OIG",
    "secretservice.gov": "USSS",
    "tsa.gov": "TSA",
    "uscg.mil": "USCG",
    "uscis.gov": "USCIS",
}
"""Domain to the usual short name; subdomains are of the same component unless they stand here themselves."""


NAMES = {
    "CBP": "U.S. Customs and Border Protection",
    "CISA": "Cybersecurity and Infrastructure Security Agency",
    "DHS": "U.S. Department of Homeland Security",
    "FEMA": "Federal Emergency Management Agency",
    "FLETC": "Federal Law Enforcement Training Centers",
    "ICE": "U.S. Immigration and Customs Enforcement",
    "OIG": "U.S. Department of Homeland Security, Office of Inspector General",
    "USSS": "United States Secret Service",
    "TSA": "Transportation Security Administration",
    "USCG": "United States Coast Guard",
    "USCIS": "U.S. Citizenship and Immigration Services",
}
"""The full name of each component, as it signs its publications."""


def component_of(address: str | None) -> str | None:
    """Give the component on whose host a document lay; ``None`` for other hosts and without an address."""
    try:
        host = urlsplit(address or "").hostname or ""
    except ValueError:
        return None
    labels = host.removesuffix(SPECIMEN_HOST).split(".")
    domains = (".".join(labels[start:]) for start in range(len(labels)))
    return next((COMPONENTS[domain] for domain in domains if domain in COMPONENTS), None)
