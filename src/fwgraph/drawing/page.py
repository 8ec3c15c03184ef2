"""The explorer and a view in one file, which opens without a server and asks no other host."""

import base64
import re
from urllib.parse import quote

from fwgraph.drawing import bundle, palette
from fwgraph.drawing.xml import escape_xml
from fwgraph.view import View, view_json

PAGE = "explorer.html"
ASSET = re.compile(r'<(link|script) [^>]*?(?:href|src)="static/([^"]+)"[^>]*>(?:</script>)?\n?')
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
NO_SCRIPT = '<noscript><p class="notice">This page needs JavaScript.</p></noscript>'


def standalone_explorer(view: View) -> str:
    """Return the page; raises Unreadable where the explorer is not there."""
    title = escape_xml(view.title)
    scripts: list[str] = []

    def replace_asset(element: re.Match[str]) -> str:
        kind, name = element.groups()
        if kind == "link":
            return inline_asset(name)
        # A script inside the page knows no "defer": it stands where the body is complete.
        scripts.append(f"<script>{bundle.bundle_text(name)}</script>\n")
        return ""

    text = ASSET.sub(replace_asset, bundle.bundle_text(PAGE))
    text = re.sub(r"<noscript>.*?</noscript>", NO_SCRIPT, text, flags=re.DOTALL)
    text = re.sub(r"<title>.*?</title>", lambda _: f"<title>fwgraph: {title}</title>", text)
    text = re.sub(r"<h1>.*?</h1>", lambda _: f"<h1>{title}</h1>", text, count=1)
    text = text.replace("<html ", '<html data-pages="no" ', 1)
    text = text.replace(
        '<meta charset="utf-8">',
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        1,
    )
    data = f'<script type="application/json" id="graph">{inline_json(view)}</script>\n'
    before, end, after = text.rpartition("</body>")
    return "".join([before, data, start_script(view), *scripts, end, after])


def start_script(view: View) -> str:
    """Return a script that says what to show first, where the explorer would choose badly.

    Of a larger graph it shows dependence and descent, which a narrowed view may not have.
    """
    if view.focus:
        address = f"#thing={quote(view.focus, safe='/:')}"
    elif not any(relation.family in ("dependence", "descent") for relation in view.relations):
        address = "#everything"
    else:
        return ""
    return (
        "<script>if (location.hash.length < 2) "
        f'history.replaceState(null, "", "{address}")</script>\n'
    )


def inline_asset(name: str) -> str:
    """Return a file that a page links as part of the page."""
    if name.endswith(".css"):
        css = palette.palette_css() if name == "palette.css" else bundle.bundle_text(name)
        return f"<style>\n{css}</style>\n"
    icon = base64.b64encode(bundle.bundle_file(name).read_bytes()).decode()
    return f'<link rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,{icon}">\n'


def inline_json(view: View) -> str:
    """Return a view as JSON in which nothing can end the element around it."""
    return view_json(view).decode().replace("<", "\\u003c")
