#!/usr/bin/env python3
"""Builds each hostile case alone with the release program, under caps of memory and processor time, and then all as one shelf.

    cargo build --release && fuzz/hostile.py [--sample N] [--only WORDS] [--keep DIR] [--program FILE]

Prints the ten worst by processor time and by memory. Fails when a case takes more than 10 s or 1 GiB, ends with another exit code than
0, 1 or 2, or says something without the name of a file.
"""

import argparse
import concurrent.futures
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

import hostile_files
from hostile_files import MIB

MOST_SECONDS = 10
MOST_MEMORY = 1024 * MIB
# Above the limits, so that what is over one is measured rather than killed. Memory that is reserved and never touched counts here.
KILLED_AFTER = 20
KILLED_ABOVE = 4096 * MIB
# Of the whole shelf, where every core works at once.
SHELF_SECONDS = 3600
WORKERS = 2
# `a.md:3:1: warning[rule]: message`
MESSAGE = re.compile(r"^(.+?)(:\d+:\d+)?: (note|warning|error)\[[a-z-]+\]: .")
# What stops a run: "error: FILE: why", or a name in backticks.
STOPPED = re.compile(r"^error: (.+: .|.*`.+`)")


class Result(NamedTuple):
    name: str
    size: int
    code: int
    seconds: float
    memory: int
    faults: list


def main():
    order = orders()
    chosen = hostile_files.cases()
    if order.only:
        chosen = [case for case in chosen if any(word in case[0] for word in order.only.split(","))]
    if order.sample:
        step = max(1, len(chosen) // order.sample)
        chosen = chosen[::step][:order.sample]
    folder = Path(order.keep or tempfile.mkdtemp(prefix="hostile-"))
    try:
        faults = run_all(order, chosen, folder)
    finally:
        if not order.keep:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if faults else 0)


def orders():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, metavar="N", help="only N cases, evenly chosen [default: all]")
    parser.add_argument("--only", metavar="WORDS", help="only cases whose name has one of these words, joined by commas")
    parser.add_argument("--keep", metavar="DIR", help="make the cases there and leave them")
    parser.add_argument("--program", default="target/release/quatrefoil", metavar="FILE")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many cases are built at once")
    parser.add_argument("--no-shelf", action="store_true", help="leave out the build of all as one shelf")
    return parser.parse_args()


def run_all(order, chosen, folder):
    program = Path(order.program).resolve()
    if not program.is_file():
        sys.exit(f"{order.program} is not there: run `cargo build --release`")
    results, done = [], 0
    with concurrent.futures.ThreadPoolExecutor(order.jobs) as pool:
        for result in pool.map(lambda case: build_alone(program, folder, case), chosen):
            results.append(result)
            done += 1
            if done % 50 == 0:
                print(f"{done} of {len(chosen)} cases", flush=True)
            if result.faults:
                print(f"FAULT {result.name} ({result.size / 1024:.0f} KiB): {'; '.join(result.faults)}", flush=True)
    print(f"{done} cases")
    table("processor time", sorted(results, key=lambda result: -result.seconds))
    table("memory", sorted(results, key=lambda result: -result.memory))
    faults = [result for result in results if result.faults]
    print(f"{len(faults)} of {len(results)} cases have faults")
    if not order.no_shelf:
        whole = build_shelf(program, folder, results)
        print(f"the whole shelf: exit code {whole.code}, {whole.seconds:.1f} s, {whole.memory / MIB:.0f} MiB")
        if whole.faults:
            print(f"FAULT the whole shelf: {'; '.join(whole.faults)}")
            faults.append(whole)
    return faults


def table(what, results):
    print(f"\nthe ten worst by {what}:")
    print(f"{'case':40} {'KiB':>8} {'code':>5} {'seconds':>8} {'MiB':>6}")
    for result in results[:10]:
        print(f"{result.name:40} {result.size / 1024:8.0f} {result.code:5} {result.seconds:8.1f} {result.memory / MIB:6.0f}")


def build_alone(program, folder, case):
    """One case, made, built and measured. Its files stay for the shelf; its editions do not."""
    name, make = case
    place, out = folder / "shelf" / name, folder / "out" / name
    place.mkdir(parents=True, exist_ok=True)
    size = 0
    for file, made in make().items():
        (place / file).write_bytes(made)
        size += len(made)
    orders = [program, "build", ".", "--jobs", "1", "--format", "short"]
    # A configuration may say where the editions go.
    if "quatrefoil.toml" not in os.listdir(place):
        orders += ["--out", out]
    code, seconds, memory, said = measured(orders, place, KILLED_AFTER, MOST_MEMORY)
    if out.is_dir():
        shutil.rmtree(out)
    faults = faults_of(code, said)
    if seconds > MOST_SECONDS:
        faults.append(f"{seconds:.1f} s")
    if memory > MOST_MEMORY:
        faults.append(f"{memory / MIB:.0f} MiB")
    return Result(name, size, code, seconds, memory, faults)


def build_shelf(program, folder, results):
    """All cases at once. Those that faulted alone are left out: they are told already, and one that hangs would hide the others."""
    faulty = {result.name for result in results if result.faults}
    for name in faulty:
        shutil.rmtree(folder / "shelf" / name, ignore_errors=True)
    orders = [program, "build", ".", "--jobs", str(WORKERS), "--format", "short", "--out", folder / "out"]
    code, seconds, memory, said = measured(orders, folder / "shelf", SHELF_SECONDS, 2 * MOST_MEMORY)
    faults = faults_of(code, said)
    for result in results:
        # Each article that was made alone is made among the others, too.
        made = {"a.html", "a.pdf", "a.txt", "a.epub"} <= set(os.listdir(folder / "out" / result.name) if (folder / "out" / result.name).is_dir() else [])
        if result.name not in faulty and result.code == 0 and not made and "quatrefoil.toml" not in os.listdir(folder / "shelf" / result.name):
            faults.append(f"{result.name} is not made")
    return Result("shelf", sum(result.size for result in results), code, seconds, memory, faults)


def measured(orders, place, most_seconds, most_memory):
    """Exit code (negative: the signal), processor seconds, memory at its peak, and what was said."""
    def caps():
        resource.setrlimit(resource.RLIMIT_CPU, (most_seconds, most_seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (KILLED_ABOVE, KILLED_ABOVE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 30, 2 << 30))

    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(orders, cwd=place, stdin=subprocess.DEVNULL, stdout=said, stderr=said, preexec_fn=caps)
        # One that waits for ever takes no processor time.
        waits = threading.Timer(60 * most_seconds, child.kill)
        waits.start()
        _, status, used = os.wait4(child.pid, 0)
        waits.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = said.read(64 * MIB).decode("utf-8", "replace")
    return child.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, words


def faults_of(code, said):
    faults = []
    lines = said.split("\n")
    if code < 0:
        faults.append(f"killed by {signal.Signals(-code).name}")
    elif code not in (0, 1, 2):
        faults.append(f"exit code {code}")
    if "this is our bug" in said or "panicked at" in said:
        place = next((line for line in lines if "panicked at" in line), "a panic")
        faults.append(place.strip())
    nameless = [line for line in lines if re.search(r"\b(note|warning|error)\[[a-z-]+\]", line) and not MESSAGE.match(line)]
    faults += [f"no file is named: {line[:120]}" for line in nameless[:1]]
    named = any(MESSAGE.match(line) or STOPPED.match(line) for line in lines)
    if code in (1, 2) and not named:
        faults.append(f"exit code {code}, and no file is named: {said.strip()[-200:]}")
    control = next((c for c in said if c < " " and c not in "\n\t" or "\x7f" <= c <= "\x9f"), None)
    if control:
        faults.append(f"a control character in what is said: {control!r}")
    return faults


if __name__ == "__main__":
    main()
