"""The editions to judge: builds them with the release binary, as a user would."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
OUT = ROOT / "tests/conformance/.out"
SHELVES = [ROOT / "tests/corpus", ROOT / "sources", ROOT.parent / "shared/articles"]
# One article with a table, a figure, a callout, notes and links shows what a style sheet does to each.
SHOWPIECE = ROOT / "sources/paracetamol-at-home.md"
# What paper is hardest for: set in every style as well, on paper alone.
PAPER_PIECES = [ROOT / "tests/corpus" / name for name in ["tables.md", "lists.md", "images.md", "notes.md", "definitions.md"]]
PAPER = OUT / "paper"
# A sheet that asks for what none of `styles` does: a book that carries its faces.
WITH_FACES = ROOT / "tests/conformance/embedded-fonts.toml"
EXTENSIONS = [".pdf", ".epub", ".txt", ".html"]


def build_editions() -> list[Path]:
    """Every edition of every shelf that is there, and the showpiece in every style and with faces in its book, made anew."""
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, stdin=subprocess.DEVNULL, check=True)
    shutil.rmtree(OUT, ignore_errors=True)
    for shelf in SHELVES:
        if shelf.is_dir():
            # A tree in JSON is an article only when it is named.
            build([shelf, *sorted(shelf.glob("*.json"))], OUT / shelf.name)
    for sheet in sorted((ROOT / "styles").glob("*.toml")):
        build([SHOWPIECE], OUT / "styles" / sheet.stem, "--style", sheet)
        build(PAPER_PIECES, PAPER / sheet.stem, "--style", sheet, "--to", "pdf")
    build([SHOWPIECE], OUT / "styles" / WITH_FACES.stem, "--style", WITH_FACES)
    return editions_in([OUT])


def build(sources: list[Path], out: Path, *options) -> None:
    program = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target") / "release/quatrefoil"
    command = [program, "build", *sources, "--out", out, *options]
    built = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=ROOT)
    # 1 says that an article has errors; some of the corpus have, on purpose, and their editions are made all the same.
    if built.returncode not in (0, 1) or not editions_in([out]):
        sys.exit(f"run: {' '.join(map(str, command))}\nended with {built.returncode}, editions made: {len(editions_in([out]))}\n{built.stderr}")


def editions_in(folders: list[Path]) -> list[Path]:
    return sorted(file.resolve() for folder in folders for file in folder.rglob("*") if file.suffix in EXTENSIONS)


def absent(editions: list[Path]) -> list[Path]:
    """An article that has one edition has all four, but for those set on paper alone: those it lacks."""
    made = set(editions)
    articles = {edition.with_suffix("") for edition in editions if PAPER not in edition.parents}
    wanted = {article.with_name(article.name + extension) for article in articles for extension in EXTENSIONS}
    return sorted(wanted - made)
