"""The editions to judge: builds them with the release binary, as a user would."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
OUT = ROOT / "tests/conformance/.out"
SHELVES = [ROOT / "tests/corpus", ROOT / "sources", ROOT.parent / "shared/articles"]
EXTENSIONS = [".pdf", ".epub", ".txt", ".html"]


def build_editions() -> list[Path]:
    """Every edition of every shelf that is there, made anew."""
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, stdin=subprocess.DEVNULL, check=True)
    program = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target") / "release/quatrefoil"
    shutil.rmtree(OUT, ignore_errors=True)
    for shelf in SHELVES:
        if not shelf.is_dir():
            continue
        built = subprocess.run(
            [program, "build", shelf, "--out", OUT / shelf.name], stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=ROOT
        )
        # 1 says that an article has errors; some of the corpus have, on purpose, and their editions are made all the same.
        if built.returncode not in (0, 1):
            sys.exit(f"run: `quatrefoil build {shelf}` ended with {built.returncode}:\n{built.stderr}")
        if not editions_in([OUT / shelf.name]):
            sys.exit(f"run: `quatrefoil build {shelf}` made no edition:\n{built.stderr}")
    return editions_in([OUT])


def editions_in(folders: list[Path]) -> list[Path]:
    return sorted(file.resolve() for folder in folders for file in folder.rglob("*") if file.suffix in EXTENSIONS)


def absent(editions: list[Path]) -> list[Path]:
    """An article that has one edition has all four: those it lacks."""
    made = set(editions)
    articles = {edition.with_suffix("") for edition in editions}
    wanted = {article.with_name(article.name + extension) for article in articles for extension in EXTENSIONS}
    return sorted(wanted - made)
