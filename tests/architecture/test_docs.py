"""Pages that are made from the code are as the code is now."""

import re

from tests.support import generate_docs


def test_generated_pages_are_fresh() -> None:
    wanted = generate_docs.pages()
    stale = [
        path.name
        for path, text in wanted.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run: make docs"
    pages = set(generate_docs.COMMAND_PAGES.glob("*.md"))
    assert pages <= set(wanted), "run: make docs"


def test_every_error_has_a_section_and_every_section_an_error() -> None:
    text = generate_docs.ERROR_PAGE.read_text(encoding="utf-8")
    sections = re.findall(r"^## (\S+\.\S+)$", text, re.MULTILINE)
    assert sections == list(generate_docs.errors())
