"""Six hundred hostile articles, pictures and configurations, each made when it is asked for and none stored.

A case is a folder: the article, and what lies beside it. The same case has the same bytes on every machine and every day.
"""

import json
import random
import struct
import zlib
from pathlib import Path

KIB = 1 << 10
MIB = 1 << 20
# What most cases are as large as. The time of a rule that is quadratic shows at this size, and six hundred cases take minutes.
USUAL = 256 * KIB
COUNT = 600

# Pieces of Markdown that begin something, end something that was not begun, or mean something else on the next line.
MARKDOWN = {
    "star": b"*", "stars": b"**a", "star-word": b"*a ", "underscore": b"_", "under-word": b"_a ", "tilde": b"~~a ",
    "tick": b"`", "ticks-growing": b"`` a ", "bracket": b"[", "brackets": b"[a](", "bracket-end": b"]", "image": b"![",
    "images": b"![](a.png)", "link": b"[a](b)", "link-title": b'[a](b "', "reference": b"[a][b]", "definition": b"[a]: b\n",
    "note": b"[^1]", "note-used": b"[^1] a\n\n[^1]: b\n\n", "note-open": b"[^a", "angle": b"<", "auto-link": b"<https://a.b>",
    "bare-address": b"https://a.b/c ", "mail": b"a@b.c ", "entity": b"&amp;", "entity-open": b"&", "entity-control": b"&#150;",
    "backslash": b"\\", "hard-break": b"a  \n", "heading": b"# a\n", "heading-empty": b"#\n", "headings-deep": b"###### a\n\n",
    "setext": b"a\n===\n", "setext-dashes": b"a\n-\n", "rule": b"---\n", "quote": b">", "quotes": b"> a\n\n", "bullet": b"- ",
    "bullets": b"- a\n", "bullets-loose": b"- a\n\n", "number": b"1. a\n", "numbers-apart": b"1. a\n\n2) b\n\n", "task": b"- [ ] a\n",
    "fence": b"```\n", "fence-tilde": b"~~~ a\n", "code-indented": b"    a\n\n", "pipe": b"|", "table": b"|a|b|\n|-|-|\n|c|d|\n\n",
    "row": b"|a|b|c|\n", "alert": b"> [!NOTE]\n> a\n\n", "fenced-box": b"::: tip\n", "box-end": b":::\n", "attributes": b"# a {#b}\n",
    "dollars": b"$a$ ", "highlight": b"==a== ", "superscript": b"^a^ ", "wiki-link": b"[[a|b]] ", "comment": b"<!--", "definition-list": b"a\n: b\n\n",
}

HTML = {
    "pre": b"<pre>", "pre-words": b"<pre>a\n\n\n b</pre>\n\n", "p": b"<p>", "p-closed": b"<p>a</p>\n", "div": b"<div>", "div-lines": b"<div>\n\n",
    "span": b"<span>a</span> ", "b-open": b"<b>", "b-i-crossed": b"<b><i>a</b></i> ", "close-only": b"</div>", "br": b"<br>",
    "table": b"<table>", "table-cell": b"<table><tr><td>a</td></tr></table>\n\n", "cell-open": b"<td>", "row-open": b"<tr><td rowspan=9>",
    "span-large": b"<table><tr><td colspan=1000 rowspan=65534>a</table>\n\n", "ul": b"<ul><li>", "li": b"<li>a\n", "dl": b"<dl><dt>a<dd>b</dl>\n\n",
    "heading": b"<h2>a</h2>\n\n", "heading-open": b"<h3>", "script": b"<script>", "style": b"<style>a", "comment-open": b"<!-- a ", "cdata": b"<![CDATA[",
    "doctype": b"<!DOCTYPE a>", "instruction": b"<?a", "details": b"<details><summary>a</summary>b</details>\n\n", "img": b"<img src=a alt=b>",
    "a-open": b'<a href="#a">', "a-id": b'<a id="a"></a>', "ruby": b"<ruby>a<rt>b</ruby>", "svg": b"<svg><path d=", "attribute-open": b'<p a="', "blockquote": b"<blockquote>",
}

# Lines of plain text that some rule of its reader looks at.
TEXT = {
    "bullet": b"- a", "dot": "• a".encode(), "number": b"1. a", "letter": b"(a) a", "roman": b"iv. a", "heading": b"CHAPTER IV", "capitals": b"TAKE CARE",
    "colon": b"Note: a", "question": b"What is it?", "title-case": b"The Left Eye", "underline": b"a\n===", "dashes": b"a\n---", "pipe": b"| a | b |",
    "columns": b"a     b     c", "tabs": b"a\tb\tc", "quoted": b"> a", "quoted-deep": b">>>>>> a", "mail-head": b"From: a", "date": b"12 May 2026",
    "contents": b"Chapter 1 ........ 12", "indent": b"        a", "star": b"* * *", "brackets": b"[1] a", "note": b"a [1]", "page": b"\x0c", "address": b"https://example.org/a",
    "dialogue": '“a,” said b.'.encode(), "hyphen": b"hy-\nphen", "word": b"word", "sentence": b"Take one tablet a day.", "frame": b"+---+---+", "speaker": b"FIRST WITCH. When?",
    "dose": b"345 mg", "count": b"99,999 of them", "zwj": "a\u200db".encode(), "nbsp": "a\u00a0".encode(), "marks": "a\u0301\u0301\u0301".encode(), "mark": "\u0301".encode(),
    "hebrew": "עברית".encode(), "mixed": "a עב 1".encode(), "arabic": "بب".encode(), "thai": "กขค".encode(), "han": "漢字".encode(), "emoji": "👩‍👩‍👧‍👦".encode(), "regional": "🇦".encode(),
    "hangul": "ᄀ".encode(), "devanagari": "क्क्क".encode(), "tag-letters": "\U000e0061".encode(), "private": "\ue000".encode(), "replacement": "\ufffd".encode(),
    "bidi": "\u202e".encode(), "isolate": "\u2067a".encode(), "soft-hyphen": "a\u00ad".encode(), "joiner": "\u2060".encode(), "line-separator": "a\u2028".encode(),
    "next-line": "a\u0085".encode(), "control": b"a\x01", "delete": b"\x7f", "c1": "\u0096".encode(), "nul": b"a\x00b", "byte": b"\x96 a", "surrogate": b"\xed\xa0\x80", "cut": b"\xe2\x82",
}


def repeated(piece, size):
    """A piece again and again, cut at the size."""
    return (piece * (size // len(piece) + 1))[:size]


def on_one_line(piece, size):
    return repeated(piece.rstrip(b"\n") if piece.strip(b"\n") else piece, size)


def on_lines(piece, size):
    return repeated(piece if piece.endswith(b"\n") else piece + b"\n", size)


def in_paragraphs(piece, size):
    return repeated(piece.rstrip(b"\n") + b"\n\n", size)


def nested(piece, size):
    """Each line begins with one more of it."""
    lines, length, depth = [], 0, 1
    while length < size:
        lines.append(piece.rstrip(b"\n") * depth + b" a\n")
        length += len(lines[-1])
        depth += 1
    return b"".join(lines)


SHAPES = {"line": on_one_line, "lines": on_lines, "paragraphs": in_paragraphs}


def shaped(pieces, each):
    """Each piece in some of the shapes, in turn, so that all shapes come equally often."""
    shapes, turn = list(SHAPES.items()), 0
    for name, piece in pieces.items():
        for _ in range(each):
            shape, make = shapes[turn % len(shapes)]
            yield f"{name}-{shape}", lambda make=make, piece=piece: make(piece, USUAL)
            turn += 1


def words(random_, count, most=9):
    letters = "etaoinshrdlu"
    return " ".join("".join(random_.choice(letters) for _ in range(random_.randint(1, most))) for _ in range(count))


# ---------------------------------------------------------------- articles

def markdown_cases():
    for name, made in shaped(MARKDOWN, 2):
        yield f"markdown-{name}", lambda made=made: {"a.md": b"# Title\n\n" + made()}
    for name in ["quote", "bullet", "bracket", "star-word", "fence", "heading", "number", "alert"]:
        yield f"markdown-{name}-nested", lambda name=name: {"a.md": nested(MARKDOWN[name], USUAL // 4)}


def html_cases():
    for name, made in shaped(HTML, 1):
        yield f"html-{name}", lambda made=made: {"a.md": b"# Title\n\n" + made()}
    attributes = b" ".join(b"a%d=b" % number for number in range(20_000))
    yield "html-many-attributes", lambda: {"a.md": b"<p " + attributes + b">words</p>\n"}
    yield "html-many-attributes-many-tags", lambda: {"a.md": (b"<p " + attributes[:1000] + b">words</p>\n\n") * 400}
    yield "html-long-attribute", lambda: {"a.md": b'<p title="' + b"a" * MIB + b'">words</p>\n'}
    yield "html-long-name", lambda: {"a.md": b"<" + b"a" * MIB + b">words\n"}
    yield "html-table-large", lambda: {"a.md": b"<table>" + b"<tr>" + (b"<td>a" * 499 + b"\n<tr>") * 499 + b"</table>\n"}
    yield "html-list-deep", lambda: {"a.md": b"<ul><li>a" * 20_000}
    yield "html-mixed-deep", lambda: {"a.md": b"<div><b><ul><li><table><tr><td><blockquote>" * 4000}


def text_cases():
    for name, made in shaped(TEXT, 2):
        yield f"text-{name}", lambda made=made: {"a.txt": b"Title\n\n" + made()}


def front_matter(text, body=b"\n# Title\n\nWords.\n"):
    return {"a.md": text + body}


def front_matter_cases():
    def yaml(name, inside):
        return f"front-yaml-{name}", lambda: front_matter(b"---\n" + inside() + b"\n---\n")

    def toml(name, inside):
        return f"front-toml-{name}", lambda: front_matter(b"+++\n" + inside() + b"\n+++\n")

    large = 60 * KIB
    yield yaml("flow-deep", lambda: b"title: " + b"[" * (large // 1))
    yield yaml("map-deep", lambda: b"title: " + b"{a: " * (large // 4))
    yield yaml("indent-deep", lambda: b"".join(b" " * depth + b"a:\n" for depth in range(330)))
    yield yaml("list-deep", lambda: b"- " * (large // 2))
    yield yaml("anchors", lambda: b"a: &a [1]\n" + b"".join(b"b%d: [*a, *a, *a]\n" % n for n in range(3000)))
    yield yaml("laughs", lambda: b"a0: &a0 [x,x]\n" + b"".join(b"a%d: &a%d [*a%d,*a%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 60)))
    yield yaml("many-keys", lambda: b"\n".join(b"k%d: v" % n for n in range(5000)))
    yield yaml("same-key", lambda: b"title: a\n" * 6000)
    yield yaml("merge", lambda: b"<<: {<<: {<<: *x}}\n" * 2000)
    yield yaml("long-title", lambda: b"title: " + b"a " * (large // 2))
    yield yaml("long-key", lambda: b"a" * large + b": b")
    yield yaml("quotes-open", lambda: b'title: "' + b"\\x" * (large // 2))
    yield yaml("folded", lambda: b"title: >\n" + b"  a\n\n" * (large // 5))
    yield yaml("tags", lambda: b"title: !!binary " + b"!a " * (large // 3))
    yield yaml("controls", lambda: b'title: "a\\0b\\x85\\u2028\\ud800"\nauthor: "\\x96"')
    yield yaml("tabs", lambda: b"title:\t\ta\n\tb: c")
    yield yaml("documents", lambda: b"title: a\n...\n" * 4000)
    yield yaml("comments", lambda: b"# a\n" * (large // 4))
    yield yaml("authors", lambda: b"authors:\n" + b"  - name: a\n" * (large // 12))
    yield yaml("dates", lambda: b"date: 2026-02-31\nreviewed: 99999999999-1-1\nnext-review: 0000-00-00")
    yield yaml("lang", lambda: b"lang: " + b"-".join([b"abcdefgh"] * 6000))
    yield yaml("words-hostile", lambda: "title: \u200d\u00a0\ufeff\nsubtitle: \"\u0301\"\nauthor: [\u202e]".encode())
    yield yaml("addresses", lambda: b"canonical: https://" + b"a." * 20_000 + b"b\nbase-url: javascript:a")
    yield yaml("cover", lambda: b"cover: ../../../../etc/passwd\ncover-alt: a")
    yield yaml("never-ends", lambda: b"title: a\n" * 40_000)
    yield yaml("crlf", lambda: b"title: a\r\nauthor: b\r\r\n")
    yield toml("arrays-deep", lambda: b"title = " + b"[" * large)
    yield toml("tables-deep", lambda: b"[" + b"a." * (large // 2) + b"a]")
    yield toml("inline-deep", lambda: b"a = " + b"{a=" * (large // 3))
    yield toml("many-tables", lambda: b"\n".join(b"[[a]]" for _ in range(large // 6)))
    yield toml("dotted", lambda: b"\n".join(b"a.b.c.d%d = 1" % n for n in range(4000)))
    yield toml("string-open", lambda: b'title = """' + b"a\n" * (large // 2))
    yield toml("numbers", lambda: b"title = 1e999999\nversion = 0x" + b"f" * 9000)
    yield toml("dates", lambda: b"date = 9999-99-99T99:99:99Z\nreviewed = 1979-05-27")
    yield toml("controls", lambda: b'title = "a\\u0000b\\u0085\\u2028"\nauthor = "\\u0096"')
    yield toml("never-ends", lambda: b'a = "b"\n' * 40_000)
    for name, beside in {
        "deep": b"title = " + b"[" * large, "byte": b"title = \"\x96\"", "large": b"# a\n" * 40_000, "empty": b"", "controls": b'title = "\\u0096"',
        "laughs": b"a = 1\n" + b"[a.b]\n" * 9000, "directory-words": b'cover = "/dev/zero"',
    }.items():
        yield f"front-beside-{name}", lambda beside=beside: {"a.md": b"# Title\n\nWords.\n", "a.toml": beside}


def tree(body=None, meta=None, notes=None):
    body = body if body is not None else {"blocks": [{"kind": {"paragraph": [{"text": "words"}]}}]}
    meta = meta or {"title": [{"text": "Title"}], "lang": "en"}
    return {"schema": 1, "meta": meta, "body": body, "notes": notes or []}


def json_cases():
    def case(name, made):
        def files():
            value = made()
            return {"a.tree.json": value if isinstance(value, bytes) else json.dumps(value).encode()}

        return f"json-{name}", files

    def blocks(*blocks):
        return tree({"blocks": [{"kind": block} for block in blocks]})

    def paragraph(text):
        return {"paragraph": [{"text": text}]}

    def deep_inlines(depth):
        inline = {"text": "a"}
        for _ in range(depth):
            inline = {"emphasis": [inline]}
        return blocks({"paragraph": [inline]})

    def deep_blocks(depth):
        block = paragraph("a")
        for _ in range(depth):
            block = {"quote": [{"kind": block}]}
        return blocks(block)

    def deep_sections(depth):
        body = {"blocks": [{"kind": paragraph("a")}]}
        for number in range(depth):
            body = {"sections": [{"id": f"s{number}", "title": [{"text": "a"}], "body": body}]}
        return tree(body)

    yield case("empty", lambda: b"")
    yield case("null", lambda: b"null")
    yield case("brackets", lambda: b"[" * MIB)
    yield case("braces", lambda: b'{"a":' * 200_000)
    yield case("string-open", lambda: b'{"schema": "' + b"a" * MIB)
    yield case("escapes", lambda: b'{"schema": "' + b"\\u0096" * 100_000 + b'"}')
    yield case("number", lambda: b'{"schema": ' + b"9" * MIB + b"}")
    yield case("number-exponent", lambda: b'{"schema": 1e99999999}')
    yield case("same-key", lambda: b"{" + b'"schema": 1,' * 50_000 + b'"schema": 1}')
    yield case("unknown-keys", lambda: {**tree(), **{f"k{n}": n for n in range(20_000)}})
    for depth in (23, 24, 25, 100):
        yield case(f"inlines-{depth}", lambda depth=depth: deep_inlines(depth))
        yield case(f"blocks-{depth}", lambda depth=depth: deep_blocks(depth))
    for depth in (5, 6, 60):
        yield case(f"sections-{depth}", lambda depth=depth: deep_sections(depth))
    yield case("schema-large", lambda: {**tree(), "schema": 4294967296})
    yield case("title-empty", lambda: tree(meta={"title": [], "lang": "en"}))
    yield case("paragraphs", lambda: blocks(*[paragraph("a")] * 20_000))
    yield case("paragraph-long", lambda: blocks(paragraph("a " * 200_000 + "a")))
    yield case("word-long", lambda: blocks(paragraph("a" * 300_000)))
    yield case("control", lambda: blocks(paragraph("a\u0096b")))
    yield case("joiner", lambda: blocks(paragraph("a\u200d")))
    yield case("surrogate", lambda: b'{"schema": 1, "meta": {"title": [{"text": "\\ud800"}], "lang": "en"}, "body": {}, "notes": []}')
    yield case("not-tidy", lambda: blocks({"paragraph": [{"text": "a"}, {"text": "b"}]}))
    yield case("code-large", lambda: blocks({"code": {"text": "a\n" * 50_000 + "a"}}))
    yield case("code-line", lambda: blocks({"code": {"text": "a" * 200_000}}))
    columns = [{"header": [{"text": "h"}], "align": "auto"} for _ in range(1000)]
    rows = [{"cells": [[{"text": "a"}]] * 1000}]
    yield case("table-wide", lambda: blocks({"table": {"columns": columns, "row_headers": "none", "rows": rows}}))
    note = {"blocks": [{"kind": paragraph("a")}]}
    references = [{"note": {"note": n}} for n in range(1, 5000)]
    yield case("notes-many", lambda: tree({"blocks": [{"kind": {"paragraph": references}}]}, None, [note] * 4999))
    yield case("note-missing", lambda: blocks({"paragraph": [{"note": {"note": 4294967295}}]}))
    for numbering in ("decimal", "lower-alpha", "upper-roman"):
        yield case(f"list-start-{numbering}", lambda numbering=numbering: blocks({"list": {
            "marker": {"ordered": {"start": 4294967294, "numbering": numbering}}, "spacing": "tight", "items": [note] * 3}}))
    yield case("utf16", lambda: json.dumps(tree()).encode("utf-16"))
    sample = Path("tests/corpus/every-kind.json")
    if sample.is_file():
        whole = sample.read_bytes()
        for number in range(6):
            yield case(f"mutant-{number}", lambda number=number: mutant(whole, f"json-{number}", JSON_WORDS))


# ---------------------------------------------------------------- pictures

SHOWN = b"# Title\n\nWords before.\n\n![A picture of an eye](p%s)\n\nWords after.\n"


def drawing_cases():
    def case(name, made):
        return f"svg-{name}", lambda: {"a.md": SHOWN % b".svg", "p.svg": made()}

    def svg(inside, attributes=b'width="100" height="100"'):
        return b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ' + attributes + b">" + inside + b"</svg>"

    def laughs(piece, levels, each):
        """Each level shows the one before some times."""
        made = b'<g id="l0">' + piece + b"</g>"
        for level in range(1, levels):
            made += b'<g id="l%d">' % level + b'<use xlink:href="#l%d"/>' % (level - 1) * each + b"</g>"
        return svg(b"<defs>" + made + b"</defs>" + b'<use xlink:href="#l%d"/>' % (levels - 1))

    square = b'<rect width="9" height="9"/>'
    numbers = b" ".join(b"%d %d" % (n * 7 % 100, n * 13 % 100) for n in range(100_000))
    yield case("empty", lambda: svg(b""))
    yield case("laughs", lambda: laughs(square, 12, 10))
    yield case("laughs-within", lambda: laughs(square, 5, 9))
    yield case("laughs-text", lambda: laughs(b"<text>aaaaaaaaaa</text>", 5, 9))
    yield case("entities", lambda: b'<!DOCTYPE svg [' + b'<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(9)) + b"]>" + svg(b"<text>&a8;</text>"))
    yield case("entity-itself", lambda: b'<!DOCTYPE svg [<!ENTITY a "&a;">]>' + svg(b"<text>&a;</text>"))
    yield case("deep", lambda: svg(b"<g>" * 60_000 + b"</g>" * 60_000))
    yield case("deep-within", lambda: svg(b"<g>" * 60 + square + b"</g>" * 60))
    yield case("deep-open", lambda: svg(b"<g>" * 600_000))
    yield case("shapes", lambda: svg(square * 90_000))
    yield case("shapes-too-many", lambda: svg(square * 200_000))
    yield case("shapes-stroked", lambda: svg(b'<rect width="9" height="9" stroke="#000" stroke-dasharray="1"/>' * 50_000))
    yield case("path-long", lambda: svg(b'<path d="M' + numbers + b'" stroke="#000"/>'))
    yield case("path-dashed", lambda: svg(b'<path d="M0 0H1000000" stroke="#000" stroke-dasharray="0.0001"/>'))
    yield case("path-markers", lambda: svg(b'<marker id="m">' + square * 90 + b'</marker><path d="M' + numbers[:9000] + b'" marker-mid="url(#m)"/>'))
    yield case("path-arcs", lambda: svg(b'<path d="M0 0' + b"A1e9 1e9 0 1 1 1 1" * 20_000 + b'"/>'))
    yield case("path-numbers", lambda: svg(b'<path d="M1e38 1e38L-1e38 -1e38L1e999 nanL0 0z"/>'))
    yield case("clip-chain", lambda: svg(b"".join(
        b'<clipPath id="c%d" clip-path="url(#c%d)">%s</clipPath>' % (n, n + 1, square) for n in range(3000)) + b'<rect width="9" height="9" clip-path="url(#c0)"/>'))
    yield case("clip-itself", lambda: svg(b'<clipPath id="c" clip-path="url(#c)">' + square + b'</clipPath><rect width="9" height="9" clip-path="url(#c)"/>'))
    yield case("mask-chain", lambda: svg(b"".join(
        b'<mask id="c%d" mask="url(#c%d)">%s</mask>' % (n, n + 1, square) for n in range(3000)) + b'<rect width="9" height="9" mask="url(#c0)"/>'))
    yield case("masks-nested", lambda: svg(b'<mask id="m">' + square + b"</mask>" + b'<g mask="url(#m)">' * 60 + square + b"</g>" * 60))
    yield case("pattern-chain", lambda: svg(b"".join(
        b'<pattern id="c%d" width="9" height="9" patternUnits="userSpaceOnUse"><rect width="9" height="9" fill="url(#c%d)"/></pattern>' % (n, n + 1)
        for n in range(3000)) + b'<rect width="9" height="9" fill="url(#c0)"/>'))
    yield case("pattern-small", lambda: svg(b'<pattern id="c" width="0.001" height="0.001" patternUnits="userSpaceOnUse">' + square + b'</pattern><rect width="99" height="99" fill="url(#c)"/>'))
    yield case("patterns-used", lambda: svg(b'<pattern id="c" width="9" height="9">' + square * 90 + b"</pattern>" + b'<rect width="9" height="9" fill="url(#c)"/>' * 900))
    yield case("gradient-stops", lambda: svg(b'<linearGradient id="g">' + b'<stop offset="0.5" stop-color="red"/>' * 50_000 + b'</linearGradient><rect width="9" height="9" fill="url(#g)"/>'))
    yield case("gradient-chain", lambda: svg(b"".join(b'<linearGradient id="g%d" xlink:href="#g%d"/>' % (n, n + 1) for n in range(20_000)) + b'<rect width="9" height="9" fill="url(#g0)"/>'))
    yield case("gradients", lambda: svg(b'<linearGradient id="g"><stop/><stop offset="1" stop-color="red"/></linearGradient>' + b'<rect width="9" height="9" fill="url(#g)"/>' * 20_000))
    yield case("filter-large", lambda: svg(b'<filter id="f" width="1e9" height="1e9"><feGaussianBlur stdDeviation="1e9"/></filter><rect width="9" height="9" filter="url(#f)"/>'))
    yield case("filters", lambda: svg(b'<filter id="f">' + b'<feTurbulence numOctaves="999999"/><feMorphology radius="1e9"/>' * 2000 + b'</filter><rect width="9" height="9" filter="url(#f)"/>'))
    yield case("filters-used", lambda: svg(b'<filter id="f"><feGaussianBlur stdDeviation="9"/></filter>' + b'<rect width="9" height="9" filter="url(#f)"/>' * 5000))
    yield case("text-long", lambda: svg(b'<text y="9">' + b"a" * MIB + b"</text>"))
    yield case("text-line-breaks", lambda: svg(b'<text y="9">' + b"<tspan>a</tspan>" * 40_000 + b"</text>"))
    yield case("text-joiners", lambda: svg("<text y='9'>".encode() + "a\u0301\u200d".encode() * 40_000 + b"</text>"))
    yield case("text-arabic", lambda: svg(b"<text y='9'>" + "بب".encode() * 60_000 + b"</text>"))
    yield case("text-path", lambda: svg(b'<path id="p" d="M' + numbers[:200_000] + b'"/><text><textPath xlink:href="#p">' + b"a" * 60_000 + b"</textPath></text>"))
    yield case("text-lists", lambda: svg(b'<text x="' + b"1 " * 90_000 + b'" rotate="' + b"1 " * 90_000 + b'">' + b"a" * 90_000 + b"</text>"))
    yield case("style-large", lambda: svg(b"<style>" + b"".join(b".a%d{fill:red}" % n for n in range(20_000)) + b"</style>" + square * 2000))
    yield case("style-selectors", lambda: svg(b"<style>" + b"g " * 4000 + b"rect{fill:red}</style>" + b"<g>" * 50 + square * 2000 + b"</g>" * 50))
    yield case("style-star", lambda: svg(b"<style>" + b"*{fill:red}" * 3000 + b"</style>" + square * 3000))
    yield case("classes", lambda: svg(b'<style>.a{fill:red}</style><rect width="9" height="9" class="' + b"a " * 400_000 + b'"/>'))
    yield case("size-large", lambda: svg(square, b'width="1e9" height="1e9"'))
    yield case("size-odd", lambda: svg(square, b'width="-1" height="nan" viewBox="0 0 0 0"'))
    yield case("size-narrow", lambda: svg(square, b'width="30000000" height="1"'))
    yield case("size-small", lambda: svg(square, b'width="0.0000001" height="0.0000001"'))
    yield case("transforms", lambda: svg(b'<g transform="' + b"scale(2) " * 60_000 + b'">' + square + b"</g>"))
    yield case("transform-singular", lambda: svg(b'<g transform="scale(0)">' + square * 9 + b"</g>" + b'<g transform="matrix(1e38 0 0 1e38 1e38 0)">' + square + b"</g>"))
    yield case("switch", lambda: svg(b"<switch>" * 50 + square + b"</switch>" * 50))
    yield case("ids-same", lambda: svg(b'<rect id="a" width="9" height="9"/>' * 50_000 + b'<use xlink:href="#a"/>' * 30_000))
    yield case("use-many", lambda: svg(b'<rect id="a" width="9" height="9"/>' + b'<use xlink:href="#a"/>' * 40_000))
    yield case("use-itself", lambda: svg(b'<g id="a"><use xlink:href="#a"/></g>'))
    yield case("image-inside", lambda: svg(b'<image width="9" height="9" xlink:href="data:image/png;base64,' + b"A" * MIB + b'"/>'))
    yield case("image-nested", lambda: svg(b'<image width="9" height="9" xlink:href="data:image/svg+xml;utf8,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E"/>' * 2000))
    yield case("image-outside", lambda: svg(b'<image width="9" height="9" xlink:href="/dev/zero"/><image xlink:href="file:///etc/passwd"/>'))
    yield case("attributes", lambda: svg(b"<rect " + b" ".join(b'a%d="1"' % n for n in range(30_000)) + b' width="9" height="9"/>'))
    yield case("namespaces", lambda: svg(b"".join(b'<g xmlns:a%d="b%d">' % (n, n) for n in range(60)) + square + b"</g>" * 60))
    yield case("cdata", lambda: svg(b"<style><![CDATA[" + b"]] >" * 50_000 + b"]]></style>" + square))
    yield case("bytes", lambda: svg(b"<text>\xff\xfe</text>"))
    yield case("opacity-groups", lambda: svg(b'<g opacity="0.5">' * 60 + square * 500 + b"</g>" * 60))
    yield case("opacities", lambda: svg(b"".join(b'<rect width="9" height="9" fill-opacity="0.%05d"/>' % n for n in range(20_000))))


def png(width, height, depth=8, colour=0, rows=None, extra=b"", interlaced=0):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colour, 1)
    if rows is None:
        packer = zlib.compressobj(9)
        row = b"\0" * (1 + (width * depth * channels + 7) // 8)
        rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced))
    palette = chunk(b"PLTE", b"\0\0\0") if colour == 3 else b""
    return b"\x89PNG\r\n\x1a\n" + head + extra + palette + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def chunk_of(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_cases():
    def case(name, made):
        return f"png-{name}", lambda: {"a.md": SHOWN % b".png", "p.png": made()}

    noise = random.Random("noise")
    yield case("one-pixel", lambda: png(1, 1))
    yield case("no-size", lambda: png(0, 0, rows=b""))
    yield case("claims-large", lambda: png(2**31 - 1, 2**31 - 1, rows=zlib.compress(b"\0")))
    yield case("claims-within", lambda: png(6000, 6000, 16, 6, rows=zlib.compress(b"\0")))
    for name, depth, colour in [("grey", 8, 0), ("rgb", 8, 2), ("rgba", 8, 6), ("rgba-16", 16, 6), ("bits", 1, 0), ("palette", 8, 3)]:
        yield case(f"limit-{name}", lambda depth=depth, colour=colour: png(6300, 6300, depth, colour))
    yield case("limit-interlaced", lambda: png(6300, 6300, 8, 6, interlaced=1))
    yield case("narrow", lambda: png(1, 3_000_000))
    yield case("wide", lambda: png(30_000_000, 1, 1))
    yield case("rows-missing", lambda: png(100, 100, rows=zlib.compress(b"\0" * 50)))
    yield case("rows-more", lambda: png(10, 10, rows=zlib.compress(b"\0" * (64 * MIB))))
    yield case("filter-unknown", lambda: png(10, 10, rows=zlib.compress((b"\x09" + b"\0" * 10) * 10)))
    yield case("zlib-broken", lambda: png(100, 100, rows=b"\x78\x9c" + bytes(range(256))))
    yield case("text-packed", lambda: png(10, 10, extra=chunk_of(b"zTXt", b"a\0\0" + zlib.compress(b"a" * (100 * MIB)))))
    yield case("icc-packed", lambda: png(10, 10, extra=chunk_of(b"iCCP", b"a\0\0" + zlib.compress(b"a" * (100 * MIB)))))
    yield case("chunks-many", lambda: png(10, 10, extra=chunk_of(b"tEXt", b"a\0b") * 200_000))
    yield case("chunk-length", lambda: png(10, 10)[:33] + b"\xff\xff\xff\xffIDAT" + b"a" * 99)
    yield case("cut", lambda: png(300, 300, 8, 6)[:-40])
    yield case("noise", lambda: png(1500, 1500, 8, 6, rows=zlib.compress(b"".join(b"\0" + noise.randbytes(6000) for _ in range(1500)), 1)))
    yield case("no-palette", lambda: png(10, 10, 8, 3).replace(b"PLTE", b"plTe"))
    yield case("resolution", lambda: png(10, 10, extra=chunk_of(b"pHYs", struct.pack(">IIB", 2**32 - 1, 0, 1))))
    yield case("animated", lambda: png(10, 10, extra=chunk_of(b"acTL", struct.pack(">II", 2**31, 0))))
    yield case("transparent", lambda: png(10, 10, 8, 0, extra=chunk_of(b"tRNS", b"\0" * 2)))
    yield case("zeros", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * MIB)
    yield case("many-shown", lambda: png(10, 10))
    sample = Path("sources/images/medicine-bottle.png")
    if sample.is_file():
        for number in range(8):
            yield case(f"mutant-{number}", lambda number=number: mutant(sample.read_bytes(), f"png-{number}", [b"IDAT", b"IHDR", b"\0\0\0\0", b"\xff" * 4]))


def jpeg_part(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(width, height, channels=3, before=b"", after=b"\0" * 100, end=b"\xff\xd9", kind=0xC0):
    frame = struct.pack(">BHHB", 8, height, width, channels) + b"".join(bytes([n + 1, 0x11, 0]) for n in range(channels))
    scan = bytes([channels]) + b"".join(bytes([n + 1, 0]) for n in range(channels)) + b"\0\x3f\0"
    tables = jpeg_part(0xDB, b"\0" + b"\1" * 64) + jpeg_part(0xC4, b"\0" + b"\1" + b"\0" * 15 + b"\0")
    return b"\xff\xd8" + before + tables + jpeg_part(kind, frame) + jpeg_part(0xDA, scan) + after + end


def jpeg_cases():
    def case(name, made):
        return f"jpeg-{name}", lambda: {"a.md": SHOWN % b".jpg", "p.jpg": made()}

    yield case("usual", lambda: jpeg(10, 10))
    yield case("limit", lambda: jpeg(6300, 6300))
    yield case("claims-large", lambda: jpeg(65535, 65535))
    yield case("no-size", lambda: jpeg(0, 0))
    yield case("no-height", lambda: jpeg(10, 0))
    yield case("no-end", lambda: jpeg(10, 10, end=b""))
    yield case("only-start", lambda: b"\xff\xd8")
    yield case("fill-bytes", lambda: b"\xff\xd8" + b"\xff" * (4 * MIB))
    yield case("scans", lambda: jpeg(10, 10, after=jpeg_part(0xDA, b"\1\1\0\0\x3f\0") * 100_000))
    yield case("segments", lambda: jpeg(10, 10, before=jpeg_part(0xE1, b"") * 1_000_000))
    yield case("comments", lambda: jpeg(10, 10, before=jpeg_part(0xFE, b"a" * 65_000) * 200))
    yield case("length-none", lambda: jpeg(10, 10, before=b"\xff\xe1\0\0"))
    yield case("length-over", lambda: jpeg(10, 10, before=b"\xff\xe1\xff\xff")[:200])
    yield case("channels-none", lambda: jpeg(10, 10, 0))
    yield case("channels-four", lambda: jpeg(10, 10, 4))
    yield case("channels-many", lambda: jpeg(10, 10, 200))
    yield case("progressive", lambda: jpeg(6000, 6000, kind=0xC2))
    yield case("lossless", lambda: jpeg(10, 10, kind=0xC3))
    yield case("arithmetic", lambda: jpeg(10, 10, kind=0xC9))
    exif = b"Exif\0\0MM\0*\0\0\0\x08"
    yield case("exif-itself", lambda: jpeg(10, 10, before=jpeg_part(0xE1, exif + struct.pack(">HHHIII", 1, 0x8769, 4, 1, 8, 8))))
    yield case("exif-many", lambda: jpeg(10, 10, before=jpeg_part(0xE1, exif + struct.pack(">H", 5000) + struct.pack(">HHII", 0x0112, 3, 1, 9 << 16) * 5000)))
    yield case("exif-far", lambda: jpeg(10, 10, before=jpeg_part(0xE1, exif[:-4] + b"\xff\xff\xff\xff")))
    yield case("exif-cut", lambda: jpeg(10, 10, before=jpeg_part(0xE1, exif + b"\xff\xff")))
    yield case("density", lambda: jpeg(10, 10, before=jpeg_part(0xE0, b"JFIF\0\1\2\1\0\0\xff\xff\0\0")))
    yield case("icc", lambda: jpeg(10, 10, before=b"".join(jpeg_part(0xE2, b"ICC_PROFILE\0" + bytes([n, 255]) + b"a" * 60_000) for n in range(1, 255))))
    yield case("adobe", lambda: jpeg(10, 10, 4, before=jpeg_part(0xEE, b"Adobe\0d\0\0\0\0\xff")))
    yield case("restart", lambda: jpeg(10, 10, after=b"\xff\xd0" * MIB))
    yield case("large", lambda: jpeg(4000, 4000, after=b"a" * (60 * MIB)))
    yield case("too-large", lambda: jpeg(4000, 4000, after=b"a" * (65 * MIB)))


# ---------------------------------------------------------------- configurations

CONFIGURATIONS = {
    "empty": b"", "byte": b"\xff\xfe", "deep": b"a = " + b"[" * 100_000, "inline-deep": b"a = " + b"{a=" * 50_000, "dotted-deep": b".".join([b"a"] * 50_000) + b" = 1",
    "table-deep": b"[" + b".".join([b"a"] * 50_000) + b"]", "unknown": b"nothing = 1", "unknown-many": b"\n".join(b"k%d = 1" % n for n in range(20_000)),
    "out-root": b'out = "/"', "out-parent": b'out = "../../.."', "out-shelf": b'out = "."', "out-nul": b'out = "a\\u0000b"', "out-article": b'out = "a.md"', "out-long": b'out = "' + b"a" * 5000 + b'"',
    "out-device": b'out = "/dev/null"', "to-none": b"to = []", "to-wrong": b'to = ["docx"]', "to-many": b"to = [" + b'"pdf",' * 20_000 + b"]", "style-missing": b'style = "none.toml"',
    "style-device": b'style = "/dev/zero"', "style-folder": b'style = "."', "language": b'language = "-"', "charset": b'charset = "utf-7"', "base": b'base-url = "javascript:alert(1)"',
    "exclude-all": b'exclude = ["*"]', "exclude-many": b"exclude = [" + b'"a*b*c*d*e*f*g",' * 5000 + b"]", "exclude-stars": b'exclude = ["' + b"*a" * 3000 + b'"]', "exclude-bad": b'exclude = ["[", "\\\\"]',
    "exclude-classes": b'exclude = ["' + b"[a-z]{1,9}" * 2000 + b'"]', "limits-zero": b'[limits]\nwords = 0', "limits-large": b"[limits]\nwords = 18446744073709551615", "limits-none": b'[limits]\narticle = "1 B"',
    "limits-negative": b"[limits]\ndepth = -1", "limits-words": b'[limits]\narticle = "1e9 GiB"', "folders-many": b"".join(b'[folders."f%d"]\nlanguage = "de"\n' % n for n in range(5000)),
    "folders-out": b'[folders."../.."]\nlanguage = "de"', "folders-nul": b'[folders."a\\u0000"]\nlanguage = "de"', "clinic-logo": b'[clinic]\nlogo = "/dev/zero"',
    "clinic-words": b'[clinic]\nname = "' + b"a " * 100_000 + b'"', "clinic-control": b'[clinic]\nname = "a\\u0096b"\nphone = "\\u202e"', "clinic-empty": b'[clinic]\nname = " "\nphone = ""\nlogo = ""',
    "large": b"# a\n" * (4 * MIB // 4), "crlf": b'out = "o"\r\nlanguage = "de"\r\n', "bom": b'\xef\xbb\xbfout = "o"', "date": b"out = 1979-05-27", "number": b"out = 1", "twice": b'out = "a"\nout = "b"',
}

SHEETS = {
    "empty": b"", "deep": b"a = " + b"[" * 50_000, "unknown": b"a = 1", "not-text": b"\xff", "page-none": b'[paper]\nsize = "A99"', "measure": b'[paper]\nmargins = "-1 pt"',
    "size-huge": b'[paper.text]\nsize = "1e30 pt"', "size-none": b'[paper.text]\nsize = "0 pt"', "colour": b'[paper]\nink = "#fffffe"', "infinite": b"[paper.text]\nleading = inf", "nan": b"[paper.text]\nleading = nan",
}


def configuration_cases():
    article = b"# Title\n\nWords.\n"
    for name, text in CONFIGURATIONS.items():
        yield f"config-{name}", lambda text=text: {"a.md": article, "quatrefoil.toml": text}
    for name, text in SHEETS.items():
        yield f"style-{name}", lambda text=text: {"a.md": article, "quatrefoil.toml": b'style = "s.toml"', "s.toml": text}


# ---------------------------------------------------------------- at the limits

def limit_cases():
    chance = random.Random("limits")

    def prose(size, paragraph=80):
        one = "".join(words(chance, paragraph) + ".\n\n" for _ in range(200)).encode()
        return repeated(one, size)

    yield "limit-book-3-mib.md", lambda: {"a.md": b"# Title\n\n" + prose(3 * MIB)}
    yield "limit-book-3-mib.txt", lambda: {"a.txt": b"Title\n\n" + prose(3 * MIB)}
    yield "limit-words", lambda: {"a.md": b"a " * 1_990_000}
    yield "limit-words-lines", lambda: {"a.txt": b"a\n" * 1_990_000}
    yield "limit-words-paragraphs", lambda: {"a.md": b"a\n\n" * 1_000_000}
    yield "limit-words-over", lambda: {"a.md": b"a " * 2_100_000}
    yield "limit-one-word-md", lambda: {"a.md": b"a" * (31 * MIB)}
    yield "limit-one-word-txt", lambda: {"a.txt": b"a" * (31 * MIB)}
    yield "limit-blank-lines-md", lambda: {"a.md": b"a" + b"\n" * (31 * MIB) + b"b"}
    yield "limit-blank-lines-txt", lambda: {"a.txt": b"a" + b"\n" * (31 * MIB) + b"b"}
    yield "limit-spaces-md", lambda: {"a.md": b"a" + b" " * (31 * MIB) + b"b"}
    yield "limit-spaces-txt", lambda: {"a.txt": b"a" + b" " * (31 * MIB) + b"b"}
    yield "limit-nul", lambda: {"a.txt": b"a" + b"\0" * (31 * MIB) + b"b"}
    yield "limit-size-over", lambda: {"a.md": b"a " * (17 * MIB)}
    yield "limit-punctuation", lambda: {"a.md": b"." * (8 * MIB)}
    yield "limit-stars", lambda: {"a.md": b"* " * (2 * MIB)}
    yield "limit-marks", lambda: {"a.txt": b"a" + "\u0301".encode() * MIB}
    yield "limit-han", lambda: {"a.txt": "漢".encode() * MIB}
    yield "limit-comment", lambda: {"a.md": b"<!--" + b"a " * (8 * MIB) + b"-->\n\nwords"}
    cells = b"|a" * 10 + b"|\n"
    yield "limit-cells", lambda: {"a.md": cells + b"|-" * 10 + b"|\n" + cells * 24_990}
    yield "limit-cells-over", lambda: {"a.md": cells + b"|-" * 10 + b"|\n" + cells * 30_000}
    yield "limit-columns", lambda: {"a.md": b"|a" * 5000 + b"|\n" + b"|-" * 5000 + b"|\n" + (b"|b" * 5000 + b"|\n") * 20}
    yield "limit-notes", lambda: {"a.md": b"".join(b"a[^%d]\n\n[^%d]: b\n\n" % (n, n) for n in range(30_000))}
    yield "limit-headings", lambda: {"a.md": b"".join(b"## a%d\n\nb\n\n" % n for n in range(30_000))}
    yield "limit-links", lambda: {"a.md": b"".join(b"[a%d](https://example.org/%d)\n\n" % (n, n) for n in range(50_000))}
    yield "limit-links-within", lambda: {"a.md": b"".join(b"# a%d\n\n[b](#a%d)\n\n" % (n, n * 7 % 20_000) for n in range(20_000))}
    yield "limit-depth", lambda: {"a.md": b"> " * 24 + b"a\n\n" + b"".join(b"  " * n + b"- a\n" for n in range(40))}
    yield "limit-pictures", lambda: {"a.md": b"".join(b"![a](p%d.png)\n\n" % n for n in range(300)), **{f"p{n}.png": png(64, 64 + n) for n in range(300)}}
    yield "limit-same-picture", lambda: {"a.md": b"![a](p.png)\n\n" * 5000, "p.png": png(64, 64)}
    yield "limit-same-drawing", lambda: {"a.md": b"![a](p.svg)\n\n" * 500, "p.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">' + b'<rect width="9" height="9"/>' * 900 + b"</svg>"}


# ---------------------------------------------------------------- mutants

MARKDOWN_WORDS = [*MARKDOWN.values(), *HTML.values(), *TEXT.values(), b"\0", b"\n", b"\n\n", b"  ", "\u00a0".encode(), "\u200d".encode(), b"&#150;"]
JSON_WORDS = [b"{", b"}", b"[", b"]", b'"', b",", b":", b"null", b"-1", b"4294967296", b'""', b'"\\u0096"', b'"\\u200d"', b'"a"', b"true", b"1e9"]


def mutant(whole, seed, dictionary):
    """A few splices, repeats, cuts and hostile words in a file, the same for the same seed."""
    chance, made = random.Random(seed), bytearray(whole)
    for _ in range(chance.randint(1, 40)):
        at = chance.randrange(len(made) + 1)
        length = min(chance.choice([1, 8, 64, 1024]), len(made) - at)
        kind = chance.randrange(5)
        if kind == 0:
            made[at:at] = chance.choice(dictionary) * chance.choice([1, 1, 2, 50])
        elif kind == 1 and length:
            made[at] ^= 1 << chance.randrange(8)
        elif kind == 2:
            del made[at:at + length]
        elif kind == 3:
            made[at:at] = bytes(made[at:at + length]) * chance.choice([1, 2, 30])
        else:
            other = chance.randrange(len(made) + 1)
            made[at:at] = made[other:other + length]
    return bytes(made)


def mutant_cases():
    seeds = sorted(path for folder in ["sources", "tests/corpus"] for path in Path(folder).glob("*") if path.suffix in (".md", ".txt"))
    number = 0
    while seeds:
        path = seeds[number % len(seeds)]
        yield f"mutant-{number}-{path.stem}", lambda path=path, number=number: {
            "a" + path.suffix: mutant(path.read_bytes(), f"{path.name}-{number}", MARKDOWN_WORDS)}
        number += 1


def cases():
    """The name of each case and what makes its files. Those of no family of their own are mutants."""
    made = []
    for family in [configuration_cases, front_matter_cases, json_cases, drawing_cases, png_cases, jpeg_cases, html_cases, markdown_cases, text_cases, limit_cases]:
        made.extend(family())
    fill = mutant_cases()
    made.extend(next(fill) for _ in range(max(0, COUNT - len(made))))
    return made
