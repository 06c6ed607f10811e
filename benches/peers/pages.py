#!/usr/bin/env python3
"""Sets typst beside us: the same text, on one core, in one run.

    pages.py BENCH [ARTICLE…]

BENCH is the program that `cargo bench --bench pdf --no-run` names; ARTICLE is text or Markdown. A book of some 300 pages is made
here. typst (PyPI `typst`) runs in one process with its fonts loaded before the clock starts and writes PDF/UA-1 at the same size
of type; `NOTO_SANS` names the folder of the same face, without which it sets its own. typst remembers what it
set before, so its first run is the one to compare.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import typst

WORDS = """your doctor may ask for a blood test before the treatment begins and again after twelve weeks because some medicines
change how the liver works and it is better to see this early than late most people notice nothing at all but if you feel very
tired lose your appetite or see that your skin turns yellow call the ward at any hour of day or night""".split()

PREAMBLE = """#set document(title: [{title}])
#set page(paper: "a4", margin: 22mm, numbering: "1")
#set text(font: "Noto Sans", size: 12.5pt, lang: "en", hyphenate: false)
#set par(leading: 0.5em)
#title()

"""


def main() -> None:
    bench, articles = sys.argv[1], [Path(path) for path in sys.argv[2:]]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "book.md")
        made.write_text(book(900))
        for article in [*articles, made]:
            ours = subprocess.run([bench, article], capture_output=True, text=True, check=True)
            print(f"{article.name}\n  ours  {ours.stdout.strip()}")
            print(f"  typst {peer(article)}")


def peer(article: Path) -> str:
    source = in_typst(article.read_text(), article.suffix == ".txt")
    fonts = [folder] if (folder := os.environ.get("NOTO_SANS")) else []
    compiler = typst.Compiler(b"Fonts are loaded now.", font_paths=fonts, ignore_system_fonts=True)
    compiler.compile(format="pdf")
    runs = []
    for attempt in range(5):
        # Another title, or typst would answer from what it remembers.
        text = source.replace("#title()", f"#title[{attempt}]").encode()
        start = time.process_time()
        pdf = compiler.compile(input=text, format="pdf", pdf_standards=["ua-1"])
        runs.append((time.process_time() - start) * 1e3)
    pages = max(map(int, re.findall(rb"/Type /Pages[^>]*?/Count (\d+)", pdf)), default=0)
    return f"{pages:5} pages: first {runs[0]:8.2f} ms, again {min(runs):8.2f} ms of CPU, {len(pdf) // 1024:6} KB"


def in_typst(text: str, is_plain: bool) -> str:
    """Paragraphs, headings and numbered items; everything else as it stands."""
    blocks = re.split(r"\n\s*\n", text.strip())
    title = escaped(blocks.pop(0).lstrip("# "))
    lines = [PREAMBLE.format(title=title)]
    for block in blocks:
        heading = None if is_plain else re.match(r"(#+) (.*)", block)
        items = re.findall(r"^\d+\. (.*)$", block, re.M)
        if heading:
            lines.append(f"{'=' * (len(heading[1]) - 1)} {escaped(heading[2])}\n")
        elif items and len(items) == len(block.splitlines()):
            lines.extend(f"+ {escaped(item)}" for item in items)
            lines.append("")
        else:
            lines.append(escaped(block) + "\n")
    return "\n".join(lines)


def escaped(text: str) -> str:
    return re.sub(r"([\\#$*_`<>@\[\]~=/+-])", r"\\\1", text)


def book(sections: int) -> str:
    pick = random.Random(7)
    sentence = lambda length: " ".join(pick.choice(WORDS) for _ in range(length)).capitalize()
    parts = ["# A book to measure"]
    for _ in range(sections):
        parts.append(f"## {sentence(5)}")
        parts += [f"{sentence(58)}." for _ in range(3)]
        parts.append("\n".join(f"{number}. {sentence(16)}." for number in (1, 2, 3)))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
