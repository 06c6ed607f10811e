"""Pages as pictures: a few pages of finished handouts, held against small pictures that a person has looked at."""

import subprocess
import sys
import zlib
from pathlib import Path

from .editions import OUT, ROOT

GOLDEN = ROOT / "tests/conformance/pictures"
DPI = 30
SIGNATURE = b"\x89PNG\r\n\x1a\n"
# The edition below the folder of editions, and the page.
PAGES = [
    ("styles/handout/paracetamol-at-home.pdf", 1),
    ("styles/booklet-a5/paracetamol-at-home.pdf", 2),
    ("styles/large-print-acb/paracetamol-at-home.pdf", 1),
    ("paper/handout/tables.pdf", 1),
    ("paper/handout/lists.pdf", 1),
    ("paper/large-print-ukaaf/lists.pdf", 1),
    ("corpus/callouts.pdf", 1),
]
# A grey value that is this far off is no matter of smoothing; so many parts of all pixels may be.
FAR = 96
MOST = 0.005


def golden_of(edition: str, page: int) -> Path:
    return GOLDEN / f"{edition.removesuffix('.pdf').replace('/', '-')}-{page}.png"


def draw(edition: Path, page: int) -> bytes:
    """A page as a PNG of 8-bit greys."""
    command = ["pdftoppm", "-r", str(DPI), "-f", str(page), "-l", str(page), "-gray", edition]
    drawn = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout
    kind, size, most, pixels = drawn.split(b"\n", 3)
    width, height = map(int, size.split())
    if (kind, most, len(pixels)) != (b"P5", b"255", width * height):
        sys.exit("pictures: pdftoppm drew something that is no page of greys")
    rows = b"".join(b"\0" + pixels[row * width : (row + 1) * width] for row in range(height))
    head = width.to_bytes(4) + height.to_bytes(4) + bytes([8, 0, 0, 0, 0])
    return SIGNATURE + b"".join(chunk(*part) for part in [(b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")])


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


def grey(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and pixels of a picture that `draw` made: one row after another, none of them filtered."""
    width, height, length = (int.from_bytes(png[at : at + 4]) for at in (16, 20, 33))
    rows = zlib.decompress(png[41 : 41 + length])
    if png[:8] != SIGNATURE or len(rows) != (width + 1) * height or any(rows[:: width + 1]):
        sys.exit("pictures: a picture that `accept` did not make")
    return width, height, b"".join(rows[at + 1 : at + 1 + width] for at in range(0, len(rows), width + 1))


def difference(one: bytes, other: bytes) -> str | None:
    """What tells two pictures apart; nothing where they look the same."""
    (width, height, pixels), (other_width, other_height, others) = grey(one), grey(other)
    if (width, height) != (other_width, other_height):
        return f"{other_width} × {other_height} pixels instead of {width} × {height}"
    far = sum(abs(a - b) > FAR for a, b in zip(pixels, others)) / len(pixels)
    return f"{far:.1%} of it looks different" if far > MOST else None


def faults() -> list[str]:
    """The pages that look otherwise than their pictures."""
    found = []
    for edition, page in PAGES:
        golden = golden_of(edition, page)
        told = difference(golden.read_bytes(), draw(OUT / edition, page)) if golden.is_file() else "there is no picture of it"
        if told:
            found.append(f"{edition}, page {page}: {told}; look at it, then `tests/conformance/pictures/accept`")
    known = {golden_of(edition, page) for edition, page in PAGES}
    return found + [f"{stray.name}: a picture of no page" for stray in sorted(GOLDEN.glob("*.png")) if stray not in known]
