"""Made-up pages of any size, the same for the same size: no clock, a fixed seed."""

import random
import re

HEAD = "= Web Frameworks for Python =\nA made-up page.\n\n"
TITLES = (
    "Popular Full-Stack Frameworks",
    "Other Full-Stack Frameworks",
    "Popular Non Full-Stack Frameworks",
    "Other Non Full-Stack Frameworks",
    "Discontinued/Inactive Frameworks",
)
TEXT = "is a framework with [[http://example.org/docs|documentation]], ''routing'' and templates."


def make_page(entries: int, markup: str = "moin") -> str:
    """Return a page of so many entries in the five sections, in alphabetical order."""
    page = make_moin_page(entries)
    return page if markup == "moin" else translate_into_markdown(page)


def translate_into_markdown(page: str) -> str:
    """Return a made-up page in Markdown."""
    page = re.sub(r"\[\[([^|\]]*)\|([^\]]*)\]\]", r"[\2](\1)", page).replace("''", "*")
    page = re.sub(r"^ \* ", "- ", page, flags=re.MULTILINE)
    return re.sub(
        r"^(=+) (.*) =+$", lambda m: f"{'#' * len(m[1])} {m[2]}", page, flags=re.MULTILINE
    )


def make_moin_page(entries: int) -> str:
    """Return such a page in MoinMoin markup."""
    chance = random.Random(entries)
    size = -(-entries // len(TITLES))
    parts = [HEAD]
    for number, title in enumerate(TITLES):
        count = min(size, entries - number * size)
        parts.append(f"== {title} ==\n")
        parts += [make_list_item(number, index, chance) for index in range(count)]
    return "".join(parts)


def make_list_item(section: int, index: int, chance: random.Random) -> str:
    """Return one list item; a few have no release, a few an impossible date."""
    name = f"frame{section}{index:06}"
    day = "31" if chance.random() < 0.01 else f"{chance.randint(1, 28):02}"
    date = f"{chance.randint(2000, 2025)}-{chance.choice(('02', '04', '09'))}-{day}"
    version = f"{chance.randint(0, 9)}.{chance.randint(0, 30)}"
    release = f" ({version} Released {date})" if chance.random() < 0.95 else ""
    return f" * [[http://{name}.example.org/|{name}]]{release} {TEXT}\n\n"
