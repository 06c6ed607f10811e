"""The judges: each takes finished editions of one format and yields, for each that it judged, what it found."""

from .epub import ace, epubcheck, reader
from .html import axe, browser, nu, pa11y
from .judge import Judge, Room
from .pdf import outloud, page_validation_2a, page_validation_ua1, pdffonts, qpdf, struct_text

# The slow come first, so that two at a time end close together.
JUDGES = [
    Judge("axe", ".html", axe, in_a_browser=True),
    Judge("ace", ".epub", ace, in_a_browser=True),
    Judge("browser", ".html", browser, in_a_browser=True),
    Judge("reader", ".epub", reader, in_a_browser=True),
    Judge("pa11y", ".html", pa11y, in_a_browser=True),
    Judge("outloud", ".pdf", outloud),
    Judge("epubcheck", ".epub", epubcheck),
    Judge("nu", ".html", nu),
    Judge("page-validation-ua1", ".pdf", page_validation_ua1),
    Judge("page-validation-2a", ".pdf", page_validation_2a),
    Judge("struct-text", ".pdf", struct_text),
    Judge("pdffonts", ".pdf", pdffonts),
    Judge("qpdf", ".pdf", qpdf),
]

__all__ = ["JUDGES", "Judge", "Room"]
