#!/usr/bin/env python3
"""Sets the best that can be built today beside us: a whole shelf, four editions of each article, in one run on the same cores.

    shelf.py QUATREFOIL [COUNT [PEER_COUNT]]

QUATREFOIL is the program; COUNT different articles of some 10 KB are made here (1,000), and the first PEER_COUNT of them (100) are
given to the peers: for each core one `pandoc lua` process that writes HTML, EPUB, plain text and typst source, and one process with
typst that makes the PDF of it (PyPI `pypandoc_binary`, `typst`). Both work into empty folders.

Run it where nothing was removed for some minutes: an ext4 without a journal looks through the file numbers that became free lately
before it gives one away, and runs of ours took twice the time there.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypandoc

from typst import Compiler

WORDS = """your doctor may ask for a blood test before the treatment begins and again after twelve weeks because some medicines
change how the liver works and it is better to see this early than late most people notice nothing at all but if you feel very
tired lose your appetite or see that your skin turns yellow call the ward at any hour of day or night with new symptoms side effects
hope trial study patients survival therapy hormone receptor positive negative cells tumour growth option research family support
question answer nurse plan care daily rest walk food sleep pain relief tablet dose month year""".split()


def main() -> None:
    if sys.argv[1] == "--typst":
        return set_pages()
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    peer_count = int(sys.argv[3]) if len(sys.argv) > 3 else 100
    with tempfile.TemporaryDirectory() as folder:
        shelf = Path(folder, "shelf")
        shelf.mkdir()
        for number in range(count):
            (shelf / f"article-{number}.md").write_text(article(number))
        ours = timed(lambda: subprocess.run(
            [program, "build", shelf, "--out", Path(folder, "out")], check=True, capture_output=True))
        print(f"quatrefoil: {count} articles in {ours:.2f} s, {count / ours:.1f} a second")
        peers = timed(lambda: run_peers(sorted(shelf.glob("*.md"))[:peer_count]))
        made = len(list(shelf.glob("*.pdf")))
        print(f"pandoc and typst: {made} articles in {peers:.2f} s, {made / peers:.1f} a second")


def timed(run) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def run_peers(articles: list[Path]) -> None:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    running = []
    for core in range(cores):
        names = "".join(f"{path}\n" for path in articles[core::cores])
        writers = subprocess.Popen(
            [pypandoc.get_pandoc_path(), "lua", Path(__file__).with_suffix(".lua")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        running.append(subprocess.Popen([sys.executable, __file__, "--typst"], stdin=writers.stdout))
        writers.stdin.write(names)
        writers.stdin.close()
        running.append(writers)
    for process in running:
        if process.wait():
            sys.exit("a peer failed")


def set_pages() -> None:
    """A PDF for each typst source that is named on standard input."""
    compiler = Compiler(b"Fonts are loaded now.", ignore_system_fonts=True)
    for line in sys.stdin:
        stem = line.strip()
        Path(f"{stem}.pdf").write_bytes(compiler.compile(input=Path(f"{stem}.typ").read_bytes(), format="pdf"))


def article(number: int) -> str:
    """Some 1,800 words under 13 headings, with two lists, different for each number."""
    pick = random.Random(number)
    sentence = lambda length: " ".join(pick.choice(WORDS) for _ in range(length)).capitalize()
    parts = [f"---\ntitle: {sentence(6)}\nlang: en\n---"]
    for section in range(13):
        parts.append(f"## {sentence(5)}")
        parts += [". ".join(sentence(14) for _ in range(3)) + "." for _ in range(3)]
        if section in (3, 7):
            parts.append("\n".join(f"{item}. {sentence(16)}." for item in range(1, 5)))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
