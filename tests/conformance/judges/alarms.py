"""known-false-alarms.toml: findings that are the judge's own mistake, each with its reason."""

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from .judge import Finding

FIELDS = {"judge", "edition", "rule", "message", "reason"}


@dataclass(frozen=True)
class Alarm:
    judge: str
    edition: str
    rule: str
    message: str
    reason: str

    def covers(self, judge: str, finding: Finding) -> bool:
        """`edition`, `rule` and `message` are patterns: `*` stands for anything."""
        return (
            self.judge == judge
            and fnmatchcase(finding.edition.name, self.edition)
            and fnmatchcase(finding.rule, self.rule)
            and fnmatchcase(finding.message, self.message)
        )


def known_alarms(file: Path) -> list[Alarm]:
    alarms = []
    for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("alarm", []):
        if set(entry) != FIELDS or not all(entry.values()):
            raise SystemExit(f"{file.name}: an alarm has exactly {', '.join(sorted(FIELDS))}, none empty: {entry}")
        alarms.append(Alarm(**entry))
    return alarms
