"""What every judge shares: findings, the room they work in, and how their programs are run."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# A judge that hangs must not hang CI: what one edition may take, over what the start may take.
SECONDS_TO_START = 600
SECONDS_AN_EDITION = 30

# A virtual machine that ends within a minute repays no thorough compiling, and two cores have others to serve.
SHORT_LIVED = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m"]


class Missing(Exception):
    """The judge's program is not on this machine."""


class Crashed(Exception):
    """The judge's program ended in a way that is no verdict."""


@dataclass(frozen=True)
class Finding:
    edition: Path
    rule: str
    message: str


Verdicts = Iterator[tuple[Path, list[Finding]]]


@dataclass(frozen=True)
class Judge:
    name: str
    extension: str
    judge: Callable[["Room", list[Path]], Verdicts]
    in_a_browser: bool = False


@dataclass(frozen=True)
class Room:
    """Where the installed judges are."""

    folder: Path

    def python(self, name: str) -> Path:
        return self._there(self.folder / "python/bin" / name)

    def jar(self, path: str) -> Path:
        return self._there(self.folder / path)

    def program(self, name: str) -> str:
        found = shutil.which(name)
        if found is None:
            raise Missing(name)
        return found

    def node(self, script: str, editions: list[Path]) -> Verdicts:
        """Runs a script of this folder that prints one JSON line an edition."""
        self._there(self.folder / "node_modules/puppeteer-core")
        self.program("chromium")
        yield from self.lines([self.program("node"), Path(__file__).parent / script, *editions], editions)

    def lines(self, command: list, editions: list[Path]) -> Verdicts:
        """Runs a program that prints one JSON line an edition. What it said before it crashed still counts."""
        ended = self.run(command, editions)
        for line in ended.stdout.splitlines():
            verdict = json.loads(line)
            edition = Path(verdict["edition"])
            yield edition, [Finding(edition, found["rule"], found["message"]) for found in verdict["findings"]]
        if ended.returncode != 0:
            raise Crashed(last_words(ended))

    def run(self, command: list, editions: list[Path]) -> subprocess.CompletedProcess:
        """Runs a program over editions: no standard input, a limit on its time, English."""
        environment = {**os.environ, "QUATREFOIL_JUDGES": str(self.folder), "LC_ALL": "C.UTF-8"}
        limit = SECONDS_TO_START + SECONDS_AN_EDITION * len(editions)
        try:
            return subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", env=environment, timeout=limit
            )
        except subprocess.TimeoutExpired as late:
            raise Crashed(f"no answer after {limit} s") from late

    def _there(self, path: Path) -> Path:
        if not path.exists():
            raise Missing(str(path.relative_to(self.folder)))
        return path


def last_words(ended: subprocess.CompletedProcess) -> str:
    words = (ended.stderr or ended.stdout).strip().splitlines()[-8:]
    return f"exit code {ended.returncode}: " + "\n    ".join(words)


def one_by_one(editions: Iterable[Path], findings: Callable[[Path], Iterable[tuple[str, str]]]) -> Verdicts:
    """For judges that are quick to start: asks about each edition alone."""
    for edition in editions:
        yield edition, [Finding(edition, rule, message) for rule, message in findings(edition)]
