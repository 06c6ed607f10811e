"""The judges of a page: the standard, WCAG by two programs, and its use in a real browser."""

import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .judge import SHORT_LIVED, Crashed, Finding, Room, Verdicts, last_words


def nu(room: Room, editions: list[Path]) -> Verdicts:
    jar = room.jar("node_modules/vnu-jar/build/dist/vnu.jar")
    # `--verbose` names each page as it is checked, which alone proves that it was.
    command = [room.program("java"), *SHORT_LIVED, "-jar", jar, "--verbose", "--format", "json", *editions]
    ended = room.run(command, editions)
    try:
        messages = json.loads(ended.stderr)["messages"]
    except ValueError as garbled:
        raise Crashed(last_words(ended)) from garbled
    judged = set(ended.stdout.splitlines())
    for edition in editions:
        if str(edition) in judged:
            yield edition, [finding(edition, message) for message in messages if page_of(message) == edition]


def page_of(message: dict) -> Path | None:
    return Path(unquote(urlsplit(message["url"]).path)) if "url" in message else None


def finding(edition: Path, message: dict) -> Finding:
    kind = message.get("subType", message["type"])
    return Finding(edition, kind, f"line {message.get('lastLine', '?')}: {message['message']}")


def axe(room: Room, editions: list[Path]) -> Verdicts:
    yield from room.node("axe.mjs", editions)


def pa11y(room: Room, editions: list[Path]) -> Verdicts:
    yield from room.node("pa11y.mjs", editions)


def browser(room: Room, editions: list[Path]) -> Verdicts:
    yield from room.node("../browser.mjs", editions)
