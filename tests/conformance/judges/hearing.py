"""A hearing is one judge before all editions of its format; the verdict is over all hearings."""

import os
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from .alarms import Alarm
from .judge import Crashed, Finding, Judge, Missing, Room

AT_A_TIME = 2


@dataclass
class Hearing:
    judge: Judge
    editions: list[Path]
    judged: set[Path] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    crash: str | None = None
    missing: str | None = None
    seconds: float = 0

    def hold(self, room: Room) -> "Hearing":
        start = time.monotonic()
        try:
            for edition, findings in self.judge.judge(room, self.editions) if self.editions else ():
                self.judged.add(edition)
                self.findings += findings
        except Missing as missing:
            self.missing = str(missing)
        except Crashed as crash:
            self.crash = str(crash)
        except Exception as fault:  # a judge whose answer nobody understands has given none
            self.crash = f"{type(fault).__name__}: {fault}"
        self.seconds = time.monotonic() - start
        return self

    @property
    def unjudged(self) -> set[Path]:
        return set(self.editions) - self.judged


def hold_all(judges: list[Judge], editions: list[Path], room: Room) -> list[Hearing]:
    """Holds the hearings two at a time, and prints a row as each ends."""
    print(f"{'judge':20} {'editions':>9} {'findings':>9} {'seconds':>8}", flush=True)
    hearings = []
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        waiting = [Hearing(judge, [edition for edition in editions if edition.suffix == judge.extension]) for judge in judges]
        for done in as_completed([pool.submit(hearing.hold, room) for hearing in waiting]):
            hearing = done.result()
            hearings.append(hearing)
            editions_judged = f"{len(hearing.judged)}/{len(hearing.editions)}"
            print(f"{hearing.judge.name:20} {editions_judged:>9} {len(hearing.findings):>9} {hearing.seconds:>8.1f}", flush=True)
    return hearings


@dataclass
class Verdict:
    """Over pairs of a judge and an edition. The run holds only when there is no fault."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    faults: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    rung: set[Alarm] = field(default_factory=set)

    def __str__(self) -> str:
        counts = f"{self.passed} passed, {self.failed} failed" + (f", {self.skipped} skipped" if self.skipped else "")
        return "\n".join([*self.notices, *self.faults, counts])


def verdict_on(hearings: list[Hearing], alarms: list[Alarm], *, in_ci: bool, stale_matters: bool) -> Verdict:
    verdict = Verdict()
    for hearing in hearings:
        count(hearing, alarms, verdict, in_ci)
    if stale_matters:
        ran = {hearing.judge.name for hearing in hearings if hearing.judged}
        stale = [alarm for alarm in alarms if alarm.judge in ran and alarm not in verdict.rung]
        verdict.faults += [f"nothing rang this known false alarm: {alarm}" for alarm in stale]
    if verdict.passed + verdict.failed == 0:
        verdict.faults.append("nothing was judged")
    return verdict


def count(hearing: Hearing, alarms: list[Alarm], verdict: Verdict, in_ci: bool) -> None:
    name = hearing.judge.name
    if hearing.missing and not in_ci:
        verdict.notices.append(f"skipped: no {name} ({hearing.missing})")
        verdict.skipped += len(hearing.unjudged)
        return
    if hearing.missing:
        verdict.faults.append(f"{name} is missing: {hearing.missing}")
    if hearing.crash:
        verdict.faults.append(f"{name} crashed: {hearing.crash}")
    if not hearing.editions:
        verdict.faults.append(f"{name} had no edition to judge")
    verdict.faults += [f"{shown(edition)}: {name} gave no verdict" for edition in sorted(hearing.unjudged)]

    guilty = set(hearing.unjudged)
    alike: dict[tuple[Path, str], list[str]] = {}
    for finding in hearing.findings:
        known = {alarm for alarm in alarms if alarm.covers(name, finding)}
        verdict.rung |= known
        if not known:
            guilty.add(finding.edition)
            alike.setdefault((finding.edition, finding.rule), []).append(finding.message)
    for (edition, rule), messages in alike.items():
        more = f" (and {len(messages) - 1} more)" if len(messages) > 1 else ""
        verdict.faults.append(f"{shown(edition)}: {name}: {rule}: {messages[0]}{more}")
    verdict.failed += len(guilty)
    verdict.passed += len(hearing.judged - guilty)


def shown(edition: Path) -> str:
    return os.path.relpath(edition)
