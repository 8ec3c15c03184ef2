"""Write the pages of docs/ that are made from the code: ``python -m docs.make``."""

from docs.make.pages import DOCS, make_pages

if __name__ == "__main__":
    pages = make_pages()
    for stale in sorted({*(DOCS / "rules").glob("*.md")} - pages.keys()):
        stale.unlink()
    for path, text in pages.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
