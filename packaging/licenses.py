#!/usr/bin/env python3
"""Writes packaging/third-party-licenses.txt: the licence of each font and each crate that ships in the program.

    packaging/licenses.py            write the file
    packaging/licenses.py --check    fail (exit code 1) where the file is not what this script would write

Of a crate with a choice of licences, one is taken, in the order of PREFERRED. Its text is the crate's own file, or, where the
crate brings none, the standard text with the authors that its manifest names. Needs `cargo` and the sources of the crates
(`cargo fetch`), and nothing else. A crate whose licence is not in PREFERRED fails the run: somebody has to read it first.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OUTPUT = HERE / "third-party-licenses.txt"

# The first that a crate offers is the one that it ships under here.
PREFERRED = ["MIT", "Apache-2.0", "Zlib", "BSD-3-Clause", "BSD-2-Clause", "ISC", "Unicode-3.0", "CC0-1.0", "MPL-2.0"]
# Parts of a conjunction (`A AND B`), whose texts are shown beside the first.
ALSO = ["Unicode-3.0", "BSD-3-Clause"]
# The crates that carry fonts, and the licence texts of the faces that are built in.
FONTS = [
    ("Noto Sans (regular, bold, italic, bold italic)", "notosans", "SIL Open Font License 1.1", ("notosans", "LICENSE_OFL.txt")),
    ("Noto Emoji", "epaint_default_fonts", "SIL Open Font License 1.1", ("epaint_default_fonts", "OFL.txt")),
    ("Hack", "epaint_default_fonts", "MIT and Bitstream Vera License", ("epaint_default_fonts", "Hack-Regular.txt")),
]
BSD_3_CLAUSE = """\
Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following
conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following disclaimer
in the documentation and/or other materials provided with the distribution.

3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products derived
from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT
NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE
COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR
OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE."""
NAMES = ("LICENSE", "LICENCE", "COPYING", "UNLICENSE", "COPYRIGHT")


def main() -> int:
    text = document()
    if "--check" not in sys.argv[1:]:
        OUTPUT.write_text(text, encoding="utf-8")
        return 0
    if OUTPUT.exists() and OUTPUT.read_text(encoding="utf-8") == text:
        return 0
    print(f"{OUTPUT.relative_to(ROOT)} is out of date: run packaging/licenses.py", file=sys.stderr)
    return 1


def document() -> str:
    crates = shipped()
    by_name = {crate["name"]: crate for crate in crates}
    parts = ["Fonts that are built into the program\n" + "=" * 37 + "\n"]
    shown = set()
    for face, crate, licence, (holder, file) in FONTS:
        parts.append(f"{face}, from the crate {crate}: {licence}\n")
        if (holder, file) not in shown:
            shown.add((holder, file))
            parts.append(indented(read(folder(by_name[holder]) / "fonts" / file)))
    parts.append("Crates that ship in the program\n" + "=" * 31 + "\n")
    groups: dict[str, list[str]] = {}
    for crate in crates:
        groups.setdefault(text_of(crate), []).append(f"{crate['name']} {crate['version']}: {crate['license']}")
    for text, names in sorted(groups.items(), key=lambda group: group[1]):
        parts.append("\n".join(names) + "\n")
        parts.append(indented(text))
    return "\n".join(parts)


def shipped() -> list[dict]:
    """The packages that the program is linked from on any system, without those that only build or test it."""
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--all-features"]
    metadata = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]
    reached, waiting = set(), [root]
    while waiting:
        package = waiting.pop()
        if package in reached:
            continue
        reached.add(package)
        for dependency in nodes[package]["deps"]:
            is_macro = any("proc-macro" in target["kind"] for target in packages[dependency["pkg"]]["targets"])
            if not is_macro and any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                waiting.append(dependency["pkg"])
    reached.discard(root)
    return sorted((packages[package] for package in reached), key=lambda package: (package["name"], package["version"]))


def text_of(crate: dict) -> str:
    expression = crate["license"] or ""
    offered = re.findall(r"[A-Za-z0-9.+-]+", expression.replace("/", " "))
    chosen = next((licence for licence in PREFERRED if licence in offered), None)
    if chosen is None:
        sys.exit(f"{crate['name']}: the licence `{expression}` is not in PREFERRED of packaging/licenses.py")
    wanted = [chosen] + [also for also in ALSO if also in offered and " AND " in expression and also != chosen]
    return "\n\n".join(file_of(crate, licence) for licence in wanted)


def file_of(crate: dict, licence: str) -> str:
    """The crate's own text of a licence; the standard text where it brings none."""
    here = folder(crate)
    files = sorted(file for file in here.iterdir() if file.is_file() and file.name.upper().startswith(NAMES))
    mark = {
        "MIT": "Permission is hereby granted, free of charge, to any person obtaining",
        "Apache-2.0": "Apache License",
        "Zlib": "This software is provided 'as-is'",
        "BSD-3-Clause": "Redistribution and use in source and binary forms",
        "BSD-2-Clause": "Redistribution and use in source and binary forms",
        "ISC": "Permission to use, copy, modify, and",
        "Unicode-3.0": "UNICODE LICENSE V3",
        "CC0-1.0": "CC0 1.0 Universal",
        "MPL-2.0": "Mozilla Public License",
    }[licence]
    for file in files:
        text = read(file)
        if mark.lower() in " ".join(text.split()).lower():
            return text
    authors = ", ".join(author.split(" <")[0] for author in crate["authors"]) or f"the authors of {crate['name']}"
    if licence == "MIT":
        return f"Copyright (c) {authors}\n\n" + read(ROOT / "LICENSE-MIT").split("\n\n", 2)[2]
    if licence == "Apache-2.0":
        return f"Copyright {authors}. Licensed under the Apache License, Version 2.0: see LICENSE-APACHE of Quatrefoil."
    if licence == "BSD-3-Clause":
        return f"Copyright (c) {authors}\n\n{BSD_3_CLAUSE}"
    sys.exit(f"{crate['name']}: no text of {licence} is at hand; add it to packaging/licenses.py")


def folder(crate: dict) -> Path:
    return Path(crate["manifest_path"]).parent


def read(file: Path) -> str:
    text = file.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))


def indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.split("\n")) + "\n"


if __name__ == "__main__":
    sys.exit(main())
