"""The judges of an EPUB: the standard, and its accessibility."""

import json
import tempfile
from pathlib import Path

from .judge import SHORT_LIVED, Crashed, Finding, Room, Verdicts, last_words


def epubcheck(room: Room, editions: list[Path]) -> Verdicts:
    (site,) = room.python("../lib").glob("python3*/site-packages/epubcheck") or [None]
    jar = room.jar(str(site.relative_to(room.folder) / "epubcheck.jar"))
    with tempfile.TemporaryDirectory() as folder:
        reports = [Path(folder, f"{number}.json") for number in range(len(editions))]
        command = [room.program("java"), *SHORT_LIVED, "-cp", jar, Path(__file__).with_name("EpubCheckAll.java")]
        for edition, report in zip(editions, reports):
            command += [edition, report]
        ended = room.run(command, editions)
        for edition, report in zip(editions, reports):
            if report.exists():
                yield edition, list(messages_of(edition, json.loads(report.read_text(encoding="utf-8"))))
        if ended.returncode != 0:
            raise Crashed(last_words(ended))


def messages_of(edition: Path, report: dict):
    """Fatals, errors, warnings and usages alike: the bar is nothing to report."""
    for message in report["messages"]:
        for location in message["locations"] or [{}]:
            place = f"{location.get('path', '')}:{location.get('line', -1)}: "
            yield Finding(edition, f"{message['ID']} {message['severity'].lower()}", place + message["message"])


def ace(room: Room, editions: list[Path]) -> Verdicts:
    yield from room.node("ace.mjs", editions)


def reader(room: Room, editions: list[Path]) -> Verdicts:
    yield from room.node("reader.mjs", editions)
