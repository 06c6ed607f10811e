"""The judges of a PDF: two standards, a screen reader's view, syntax, and the structure and fonts as poppler sees them."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .judge import Crashed, Finding, Room, Verdicts, last_words, one_by_one


def page_validation_ua1(room: Room, editions: list[Path]) -> Verdicts:
    yield from page_validation(room, "ua1", editions)


def page_validation_2a(room: Room, editions: list[Path]) -> Verdicts:
    yield from page_validation(room, "2a", editions)


def page_validation(room: Room, profile: str, editions: list[Path]) -> Verdicts:
    script = Path(__file__).with_name("page_validation.py")
    yield from room.lines([room.python("python"), script, profile, *editions], editions)


def outloud(room: Room, editions: list[Path]) -> Verdicts:
    ended = room.run([room.python("outloud"), "--json", "-", "--fail-on", "error", *editions], editions)
    try:
        results = json.loads(ended.stdout)["results"]
    except ValueError as garbled:
        raise Crashed(last_words(ended)) from garbled
    for result in results:
        edition = Path(result["path"])
        findings = [Finding(edition, "unreadable", result["error"])] if result["error"] else []
        for found in result["findings"]:
            if found["severity"] == "error":
                place = f"page {found['page']}: " if found.get("page") else ""
                findings.append(Finding(edition, found["rule"], place + found["message"]))
        yield edition, findings


def qpdf(room: Room, editions: list[Path]) -> Verdicts:
    program = room.program("qpdf")

    def findings(edition: Path) -> Iterator[tuple[str, str]]:
        ended = room.run([program, "--check", edition], [edition])
        if ended.returncode != 0 or ended.stderr:
            yield "syntax", last_words(ended)

    yield from one_by_one(editions, findings)


def pdffonts(room: Room, editions: list[Path]) -> Verdicts:
    program = room.program("pdffonts")

    def findings(edition: Path) -> Iterator[tuple[str, str]]:
        ended = room.run([program, edition], [edition])
        yield from complaints_of(ended)
        fonts = ended.stdout.splitlines()[2:]
        if not fonts:
            yield "no-font", "no font at all"
        for font in fonts:
            # From the right, since a font's name and encoding may hold spaces: emb, sub, uni, object, generation.
            name, embedded, subset, unicode = font.split()[0], *font.split()[-5:-2]
            for wanted, answer in [("embedded", embedded), ("subset", subset), ("unicode", unicode)]:
                if answer != "yes":
                    yield f"not-{wanted}", f"{name}: {wanted} is `{answer}`"

    yield from one_by_one(editions, findings)


def struct_text(room: Room, editions: list[Path]) -> Verdicts:
    program = room.program("pdfinfo")

    def findings(edition: Path) -> Iterator[tuple[str, str]]:
        ended = room.run([program, "-struct-text", edition], [edition])
        yield from complaints_of(ended)
        structure = ended.stdout
        if not structure.strip():
            yield "empty", "no structure tree"
        elif '"' not in structure:
            yield "wordless", "the structure tree leads to no text"

    yield from one_by_one(editions, findings)


def complaints_of(ended: subprocess.CompletedProcess) -> Iterator[tuple[str, str]]:
    if ended.returncode != 0 or ended.stderr:
        yield "complaint", last_words(ended)
