"""Editions that are broken on purpose, and what each judge must say of them. Made here, so that no broken file stands in git."""

import zipfile
from pathlib import Path

# Edition → judge → rules that the judge must name; more may be named.
EXPECTED = {
    "untagged.pdf": {
        "page-validation-ua1": {"PDFUA1-STRUCT-TREE-ROOT-001", "PDFUA1-CONTENT-TAGGING-001"},
        "page-validation-2a": {"PDFA2A-STRUCT-TREE-ROOT-001"},
        "outloud": {"DOC-002"},
        "struct-text": {"empty"},
        "pdffonts": {"not-embedded", "not-subset", "not-unicode"},
    },
    "damaged.pdf": {"qpdf": {"syntax"}, "struct-text": {"complaint"}, "pdffonts": {"complaint"}},
    "careless.epub": {
        "epubcheck": {"RSC-005 error"},
        "ace": {"image-alt critical", "metadata-accessmode serious"},
    },
    "remarkable.epub": {"epubcheck": {"OPF-086b usage"}},
    "misleading.epub": {"reader": {"contents", "cover", "image", "cut-off", "link", "empty"}},
    "careless.html": {"nu": {"error", "warning"}, "axe": {"image-alt"}, "pa11y": {"WCAG2AA.Principle1.Guideline1_1.1_1_1.H37"}},
    "pale-in-the-dark.html": {"axe": {"color-contrast"}},
    "pale-when-narrow.html": {"axe": {"color-contrast"}},
    "pale-in-forced-colours.html": {"axe": {"color-contrast"}},
    "trapped.html": {"browser": {"skip-link", "tab-order"}},
    "idle-skip-link.html": {"browser": {"skip-link"}},
    "unseen-focus.html": {"browser": {"focus"}},
    "covered-focus.html": {"browser": {"focus"}},
    "wide.html": {"browser": {"reflow"}},
    "cramped.html": {"browser": {"clipped"}},
    "crooked.html": {"browser": {"edge"}},
    "fixed-size.html": {"browser": {"text-size"}},
    "nameless-scroller.html": {"browser": {"scroll-region"}},
    "glaring-at-night.html": {"browser": {"mode"}},
    "blank-on-paper.html": {"browser": {"mode"}},
    "styled-by-attribute.html": {"browser": {"policy"}},
    "talkative.html": {"browser": {"no-script", "self-contained", "console", "policy"}},
}


def make_broken_editions(folder: Path) -> None:
    (folder / "untagged.pdf").write_bytes(untagged_pdf())
    # The first offset of the table of objects leads to the wrong place.
    (folder / "damaged.pdf").write_bytes(untagged_pdf().replace(b"\n0000000009 ", b"\n0000000004 "))
    write_epub(folder / "careless.epub", '<img src="leaf.png"/>', metadata="")
    write_epub(folder / "remarkable.epub", '<p epub:type="bridgehead">Words.</p>', metadata=MODIFIED)
    write_epub(folder / "misleading.epub", MISLEADING, metadata=MODIFIED, first_in_contents="gone.xhtml")
    for name, markup in PAGES.items():
        (folder / name).write_text(markup, encoding="utf-8")


def untagged_pdf() -> bytes:
    content = b"BT /F1 18 Tf 72 720 Td (A flat page) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    pdf = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(pdf))
    return pdf + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer


WIDE_TABLE = "<table><tr><th>" + "unbreakable" * 9 + "</th></tr></table>"
MISLEADING = f'<p><a href="gone.xhtml">A way to nowhere</a> <img alt="A leaf" src="gone.png"/></p>{WIDE_TABLE}'
MODIFIED = '<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>'

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""

PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:uuid:00000000-0000-4000-8000-000000000000</dc:identifier>
<dc:title>A careless book</dc:title><dc:language>en</dc:language>{metadata}</metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="text" href="text.xhtml" media-type="application/xhtml+xml"/>
<item id="empty" href="empty.xhtml" media-type="application/xhtml+xml"/>
<item id="leaf" href="leaf.png" media-type="image/png"/></manifest>
<spine><itemref idref="text"/><itemref idref="empty"/></spine></package>
"""

CONTENT = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>A careless book</title></head><body>{body}</body></html>
"""


def write_epub(file: Path, body: str, metadata: str, first_in_contents: str = "text.xhtml") -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("package.opf", PACKAGE.format(metadata=metadata))
        contents = f'<nav epub:type="toc"><ol><li><a href="{first_in_contents}">Text</a></li></ol></nav>'
        archive.writestr("nav.xhtml", CONTENT.format(body=contents))
        archive.writestr("text.xhtml", CONTENT.format(body=f"<section><h1>A careless book</h1>{body}</section>"))
        archive.writestr("empty.xhtml", CONTENT.format(body="<p></p>"))
        archive.writestr("leaf.png", ONE_PIXEL)


ONE_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def page(style: str = "", before: str = "", body: str = "") -> str:
    """A page with nothing wrong but what is added to it."""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A page</title><meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1.125rem/1.6 sans-serif; background: #fff; color: #111 }}
a {{ color: #003b5c }}
.skip {{ position: absolute; left: -999px }}
.skip:focus {{ left: 0 }}
:focus-visible {{ outline: 3px solid #003b5c }}
@media screen and (prefers-color-scheme: dark) {{ body {{ background: #222; color: #eee }} a {{ color: #9cd }} :focus-visible {{ outline-color: #9cd }} }}
{style}
</style></head><body>{before or '<a class="skip" href="#text">Skip to the text</a>'}
<main id="text"><h1>A page</h1><p>Words and <a href="#text">a first link</a>.</p>{body}<p><a href="#text">The last link</a></p></main></body></html>
"""


WHOLE_PAGE = page()
PAGES = {
    "careless.html": '<!doctype html><title>A page</title><h1>A page</h1><img src="data:,"><p id="a">One</p><p id="a">Two</p>',
    "pale-in-the-dark.html": page("@media (prefers-color-scheme: dark) { p { color: #444 } }"),
    "pale-when-narrow.html": page("@media (max-width: 400px) { p { color: #bbb } }"),
    "pale-in-forced-colours.html": page("@media (forced-colors: active) { p { forced-color-adjust: none; color: #777; background: #666 } }"),
    "trapped.html": page(before='<p><a href="elsewhere.html">No skip link</a></p>', body='<p><a href="#text" tabindex="2">Out of turn</a></p>'),
    "idle-skip-link.html": page(before='<a class="skip" href="#late">Skip</a><p><a href="#text">One</a></p><p><a href="#text">Two</a></p>'),
    "unseen-focus.html": page(":focus-visible { outline: none }"),
    "covered-focus.html": page("header { position: fixed; inset: 0; background: #fff }", body="<header>A banner over everything</header>"),
    "wide.html": page(body=WIDE_TABLE),
    "cramped.html": page("div { height: 1.7em; overflow: hidden }", body="<div>Words that fit on one line only while it is a long line.</div>"),
    "crooked.html": page("p { max-width: 12ch } b { position: relative; left: 3px }", body="<p>A word or two, and <b>one line that stands beside the others</b></p>"),
    "fixed-size.html": page("p { font-size: 16px }"),
    "glaring-at-night.html": page("@media screen and (prefers-color-scheme: dark) { body { background: #fff; color: #111 } }"),
    "blank-on-paper.html": page("@media print { main { display: none } }"),
    "styled-by-attribute.html": page(body='<p style="color: #333">Grey by itself</p>'),
    "nameless-scroller.html": page("div { overflow-x: auto }", body=f"<div>{WIDE_TABLE}</div>"),
    "talkative.html": page(body='<script>console.log("hello")</script><img alt="A leaf" src="leaf.png">'),
}
