"""An extract job whose worker dies over any page that says so; sent to workers by its name."""

import os
from pathlib import Path

import pyarrow as pa

import flows.extract as stage
from extractors.registry import Ocr
from flows.archives.payloads import read_body
from flows.archives.records import read_record
from flows.settings import Limits
from flows.shards import PayloadAddress

_extract_payload = stage.extract_payload


def _deadly(warc: Path, address: PayloadAddress, ocr: Ocr) -> dict[str, pa.Table]:
    payload = read_body(read_record(warc, address.record_offset)).payload
    if b"deadly" in payload:
        os._exit(11)
    return _extract_payload(warc, address, ocr)


def extract_job(plan: str, folder: str, skip: tuple[str, ...], ocr: str, limits: Limits) -> None:
    stage.extract_payload = _deadly
    stage.extract_job(plan, folder, skip, ocr, limits)


def die_at_once(plan: str, folder: str, skip: tuple[str, ...], ocr: str, limits: Limits) -> None:
    os._exit(12)
