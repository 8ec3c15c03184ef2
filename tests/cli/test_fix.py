"""``fwgraph fix``: sorted by moving the fewest entries, dates padded, every other byte kept."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.shapes import cases

import fwgraph
from fwgraph.errors import BadRequest
from fwgraph.rules.data_graph import page_data_graph
from fwgraph.rules.findings import Finding, check_data_graph
from fwgraph.rules.repair import Repair, repair_page
from fwgraph.wiki import known
from fwgraph.wiki.entries import read_sections
from fwgraph.wiki.moin.reader import parse_wiki_page
from fwgraph.wiki.order import name_key
from fwgraph.wiki.page_entry import PageEntry
from fwgraph.wiki.releases import date_literal

PAGE_2016 = Path(__file__).parents[3] / "shared/pages/web-frameworks-2016.moin"
THINGS = fwgraph.load(Path(__file__).parents[1] / "wiki" / "rules" / "things.ttl")
CATEGORIES = known.known_names(THINGS).categories
parse_once = pytest.fixture(scope="module", autouse=True)(cases.parse_once)
PAGE = """\
= Web Frameworks =
== Other Full-Stack Frameworks ==
||Name ||Latest version ||Latest update date ||Description ||
||[[http://b.example/|Birch]] ||2006-1-1 ||2006-9-15 ||since 2001-1-1 ||
||[[http://a.example/|Acorn]] ||1.0 ||[[http://a.example/2006-9-1|2006-9-1]] ||text ||

 * [[http://f.example/|Fig]] (1.0 Released 2010-1-02, initial release 2009-10-1) text
 and more
  * even more

 * [[http://d.example/|Dogwood]] (1.0 Released 2010-01-02) text
 * elder (1.0 Released 2010-01-02, see 2010-1-2) text
"""
FIXED = """\
= Web Frameworks =
== Other Full-Stack Frameworks ==
||Name ||Latest version ||Latest update date ||Description ||
||[[http://a.example/|Acorn]] ||1.0 ||[[http://a.example/2006-9-1|2006-09-01]] ||text ||
||[[http://b.example/|Birch]] ||2006-1-1 ||2006-09-15 ||since 2001-1-1 ||

 * [[http://d.example/|Dogwood]] (1.0 Released 2010-01-02) text

 * elder (1.0 Released 2010-01-02, see 2010-1-2) text
 * [[http://f.example/|Fig]] (1.0 Released 2010-01-02, initial release 2009-10-01) text
 and more
  * even more
"""
SAID = [
    (4, "Birch: date padded: 2006-09-15"),
    (5, "Acorn: date padded: 2006-09-01"),
    (5, "Acorn: moved"),
    (7, "Fig: date padded: 2009-10-01"),
    (7, "Fig: date padded: 2010-01-02"),
    (7, "Fig: moved"),
]


Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page to repair, with a name that has to be quoted everywhere."""
    file = tmp_path / "my page #1.moin"
    file.write_bytes(PAGE.encode())
    return file


def test_the_repaired_page_goes_to_standard_output(page: Path, run: Command) -> None:
    code, out, err = run("fix", page)
    assert (code, out) == (0, FIXED)
    said = [line.removeprefix(f"{page}:").split(": ", 1) for line in err.splitlines()]
    assert sorted((int(number), words) for number, words in said) == sorted(SAID)
    assert page.read_bytes() == PAGE.encode()


@pytest.mark.parametrize("options", [(), ("--update",), ("--write",), ("--update", "--write")])
@pytest.mark.parametrize("ending", ["moin", "md"])
def test_an_empty_page_is_told_and_left(
    ending: str, options: tuple[str, ...], tmp_path: Path, run: Command
) -> None:
    file = tmp_path / f"empty.{ending}"
    file.write_bytes(b" \n")
    code, out, err = run("fix", file, *options)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {file}: ")
    assert file.read_bytes() == b" \n"


def test_showing_and_writing_exclude_each_other(page: Path, run: Command) -> None:
    before = page.read_bytes()
    code, out, err = run("fix", page, "--diff", "--write")
    assert (code, out, page.read_bytes()) == (2, "", before)
    assert "--diff shows what --write would change: give one of them" in err


def test_writing_changes_the_file_once(page: Path, run: Command) -> None:
    code, out, _ = run("fix", page, "--write")
    assert (code, out, page.read_bytes()) == (0, "", FIXED.encode())
    before = page.stat()
    assert run("fix", page, "--write") == (0, "", "")
    assert page.read_bytes() == FIXED.encode()
    assert page.stat().st_mtime_ns == before.st_mtime_ns


PATCHES = [["patch", "-p1", "--quiet"], ["git", "apply", "-p1"]]
PAGES = [PAGE, PAGE.replace("\n", "\r\n"), PAGE.removesuffix("\n"), PAGE.replace("text", "ü")]


@pytest.mark.parametrize("command", PATCHES, ids=["patch", "git"])
@pytest.mark.parametrize("text", PAGES, ids=["plain", "crlf", "no-final-newline", "umlauts"])
def test_the_difference_is_a_patch(text: str, command: list[str], page: Path, run: Command) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    page.write_bytes(text.encode())
    code, out, _ = run("fix", page, "--diff")
    assert (code, page.read_bytes()) == (0, text.encode())
    options = ["--binary"] if command[0] == "patch" else []
    done = subprocess.run(
        [*command, *options],
        input=out.encode(),
        cwd=page.parent,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert page.read_bytes() == repair_page(text, CATEGORIES)[0].encode()


def test_a_page_in_order_has_no_difference(page: Path, run: Command) -> None:
    page.write_bytes(FIXED.encode())
    assert run("fix", page, "--diff") == (0, "", "")
    assert run("fix", page) == (0, FIXED, "")


@pytest.mark.parametrize(
    ("date", "rule"),
    [
        ("2011-05-84", "A release date is a day that the calendar has; 2011-05-84 is none"),
        ("2011-5-84", "A release date is written YYYY-MM-DD: “2011-5-84”"),
        ("2008-10", "A release date is written YYYY-MM-DD: “2008-10”"),
        ("2007.07", "A release date is written YYYY-MM-DD: “2007.07”"),
        ("2006-9-15 or so", "A release date is written YYYY-MM-DD: “2006-9-15 or so”"),
    ],
)
@pytest.mark.parametrize("how", ["--diff", "--write"])
def test_what_needs_a_person_is_left_and_said(
    date: str, rule: str, how: str, page: Path, run: Command
) -> None:
    text = FIXED.replace("Released 2010-01-02) text", f"Released {date}) text")
    page.write_bytes(text.encode())
    code, out, err = run("fix", page, how)
    assert (code, out, page.read_bytes()) == (1, "", text.encode())
    assert err == f"{page}:7:4: left for a person: Dogwood: {rule}\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"\xff\xfe", "this is not UTF-8 text"), (b"", "the page is empty"), (b"a\0", "a NUL byte")],
)
def test_a_file_that_is_no_page_is_left_alone(
    content: bytes, reason: str, page: Path, run: Command
) -> None:
    page.write_bytes(content)
    code, _, err = run("fix", page, "--write")
    assert (code, page.read_bytes()) == (2, content)
    assert err.startswith(f"error: {page}")
    assert reason in err


def test_a_page_that_is_missing_is_said(tmp_path: Path, run: Command) -> None:
    error = f"error: {tmp_path}/missing.moin: there is no such file or folder\n"
    assert run("fix", tmp_path / "missing.moin") == (2, "", error)


def test_several_pages_are_repaired_at_once(page: Path, tmp_path: Path, run: Command) -> None:
    other = tmp_path / "other.moin"
    other.write_text(FIXED.replace("Released 2010-01-02) text", "Released 2008-10) text"))
    assert run("fix", page, other) == (2, "", "error: several pages: say --diff or --write\n")
    code, out, err = run("fix", other, page, "--write")
    assert (code, out, page.read_bytes()) == (1, "", FIXED.encode())
    assert len(err.splitlines()) == len(SAID) + 1


def test_nothing_that_a_terminal_would_obey_is_said(page: Path, run: Command) -> None:
    page.write_bytes(b"= Frameworks =\n * B\x1b[31m (1)\n * A\x1b[31m (2 Released 2011-1-99)\n")
    code, _, err = run("fix", page, "--diff")
    assert (code, "\x1b" in err) == (1, False)


needs_page = pytest.mark.skipif(
    not PAGE_2016.exists(), reason="shared/pages is not beside this checkout"
)


@needs_page
def test_the_page_of_2016(run: Command) -> None:
    lines = PAGE_2016.read_text(encoding="utf-8").split("\n")
    code, out, err = run("fix", PAGE_2016)
    assert code == 1
    web_py, app_wsgi = slice(72, 79, 2), slice(102, 105, 2)
    lines[web_py] = [lines[78], *lines[web_py][:3]]
    lines[app_wsgi] = [lines[104], lines[102]]
    lines[165] = lines[165].replace("2006-9-15", "2006-09-15")
    assert out == "\n".join(lines)
    assert [line.removeprefix(f"{PAGE_2016}:") for line in err.splitlines()] == [
        "79: web.py: moved",
        "105: AppWsgi: moved",
        "166: Spark: date padded: 2006-09-15",
        "152:4: left for a person: GAE framework:"
        " A release date is a day that the calendar has; 2011-05-84 is none",
        "164:4: left for a person: Snakelets: A release date is written YYYY-MM-DD: “2008-10”",
        "168:4: left for a person: Wasp: A release date is written YYYY-MM-DD: “2007.07”",
    ]


# Any page at all. 1999-9-9 stands only where no date of a release is. The lists of a tame
# page stay lists however they are sorted; on a wild one an entry may swallow its neighbours.

HEADINGS = ["== Other Full-Stack Frameworks ==", "== Books ==", "== Best Frameworks ==", "----"]
PROSE = ["Text of 1999-9-9.", "## 1999-9-9", "", "", "{{{", "}}}", "||Name ||Version ||Date ||"]
NAMES = st.sampled_from(
    [
        "alder",
        "Beech",
        "b.eech",
        "BEECH",
        "cedar",
        "Ced-ar",
        "date",
        "Élder",
        "日本",
        "a1",
        "a10",
        "Zz",
    ]
)
DATES = st.sampled_from(
    ["2006-9-15", "2006-09-15", "2006-9-1", "2006-2-30", "2006-02-30", "2008-10", "2007.7.7"]
)
VERSIONS = st.sampled_from(["1.0", "1999-9-9", "v2"])
NAMED = NAMES.map("[[http://x.example/1999-9-9|{}]]".format) | NAMES
NOTE = st.sampled_from(["", ", initial release 2001-2-3", ", seen 1999-9-9"])
RELEASE = st.builds("({} Released {}{})".format, VERSIONS, DATES, NOTE) | st.just("")
TAME_MORE = st.sampled_from(["", "\n  * more of 1999-9-9", "\n and more", "\n\n   far below"])
WILD_MORE = TAME_MORE | st.sampled_from(
    ["\n  * more\n and more", "\n## aside", "\n  x:: y", "\n{{{"]
)
WILD_MARK = st.sampled_from([" * ", " * ", "  * ", " 1. ", "\t* "])
ITEM = st.builds(" * {} {} said 1999-9-9{}".format, NAMED, RELEASE, TAME_MORE)
WILD_ITEM = st.builds("{}{} {} 1999-9-9{}".format, WILD_MARK, NAMED, RELEASE, WILD_MORE)
CELL = DATES | DATES.map("[[http://x.example/1999-9-9|{}]]".format) | DATES.map("''{}''".format)
ROW = st.builds("||{} ||{} ||{} ||1999-9-9 ||".format, NAMED, VERSIONS, CELL)
TAME = st.lists(ITEM, max_size=6) | st.lists(ROW, max_size=6)
WILD = st.lists(WILD_ITEM | ROW | st.sampled_from(PROSE + HEADINGS), max_size=8)


@st.composite
def pages(draw: st.DrawFn, lists: st.SearchStrategy[list[str]]) -> str:
    """A page of such lists, with either line end, with or without a last one."""
    lines = ["= Web Frameworks =\n"]
    for block in draw(st.lists(lists, min_size=1, max_size=4)):
        lines += [*block, "", draw(st.sampled_from(HEADINGS)), ""]
    text = "\n".join(lines).rstrip("\n") + draw(st.sampled_from(["\n", "", "\n\n"]))
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return mark + text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


ANY = pages(TAME) | pages(WILD)


def entries(page: str) -> list[PageEntry]:
    """Return the entries of a page, in order."""
    return [
        entry for each in read_sections(parse_wiki_page(page), CATEGORIES) for entry in each.entries
    ]


def fewest(names: list[str]) -> int:
    """Return how many names have to move, by the textbook: all but the longest run in order."""
    runs: list[int] = []
    for index, name in enumerate(names):
        before = [runs[at] for at in range(index) if name_key(names[at]) <= name_key(name)]
        runs.append(1 + max(before, default=0))
    return len(names) - max(runs, default=0)


def moves(repairs: list[Repair]) -> int:
    """Return how many entries were moved."""
    return sum(each.done == "moved" for each in repairs)


def by_list(page: str) -> list[list[str]]:
    """Return the names in each list that is proven to be one of frameworks."""
    proven = (entry for entry in entries(page) if entry.is_proven)
    groups = groupby(proven, key=lambda each: (each.section, each.list))
    return [[entry.name for entry in group] for _, group in groups]


def outside(page: str) -> list[str]:
    """Return the lines of a page that belong to no entry."""
    inside = {n for each in entries(page) for n in range(each.line, each.last_line + 1)}
    lines = enumerate(page.split("\n"), 1)
    return [line.removesuffix("\r") for number, line in lines if number not in inside]


def unpadded(line: str) -> str:
    """Return a line with its dates short of their zeros, to compare it with its former self."""
    return re.sub(r"(\d{4})-0?(\d{1,2})-0?(\d{1,2})", r"\1-\2-\3", line.removesuffix("\r"))


@settings(max_examples=60, deadline=None)
@given(ANY)
@example(PAGE)
def test_nothing_but_order_and_dates_changes(page: str) -> None:
    new, repairs = repair_page(page, CATEGORIES)
    assert Counter(map(unpadded, new.split("\n"))) == Counter(map(unpadded, page.split("\n")))
    assert outside(new) == outside(page)
    assert new.count("1999-9-9") == page.count("1999-9-9")
    assert (new.count("\r\n"), new.count("\n")) == (page.count("\r\n"), page.count("\n"))
    assert (new.endswith("\n"), new.startswith("\ufeff")) == (
        page.endswith("\n"),
        page.startswith("\ufeff"),
    )
    assert bool(repairs) == (new != page)
    changed = Counter(new.split("\n")) - Counter(page.split("\n"))
    padded = {each.line for each in repairs if each.done.startswith("date padded")}
    if not moves(repairs):
        assert changed.total() == len(padded)


@settings(max_examples=60, deadline=None)
@given(ANY)
@example(PAGE)
def test_a_second_repair_changes_nothing(page: str) -> None:
    new, _ = repair_page(page, CATEGORIES)
    assert repair_page(new, CATEGORIES) == (new, [])


@settings(max_examples=60, deadline=None)
@given(pages(WILD))
def test_a_list_is_sorted_or_left(page: str) -> None:
    new, repairs = repair_page(page, CATEGORIES)
    before, after = by_list(page), by_list(new)
    assert len(after) == len(before)
    for names, found in zip(before, after, strict=True):
        assert found in (names, sorted(names, key=name_key))
    assert moves(repairs) == sum(map(fewest, before)) - sum(map(fewest, after))


@settings(max_examples=60, deadline=None)
@given(pages(TAME))
@example(PAGE)
def test_lists_keep_their_entries_and_the_fewest_move(page: str) -> None:
    new, repairs = repair_page(page, CATEGORIES)
    before, after = by_list(page), by_list(new)
    assert after == [sorted(names, key=name_key) for names in before]
    assert moves(repairs) == sum(map(fewest, before))
    lines = {entry.line: entry.name for entry in entries(page)}
    assert all(lines[each.line] == each.entry for each in repairs if each.done == "moved")


@settings(max_examples=200, deadline=None)
@given(st.lists(NAMES, max_size=9))
def test_the_fewest_move_in_any_list(names: list[str]) -> None:
    page = "= Other Full-Stack Frameworks =\n" + "".join(f" * {name}\n" for name in names)
    new, repairs = repair_page(page, CATEGORIES)
    assert moves(repairs) == fewest(names)
    assert [entry.name for entry in entries(new)] == sorted(names, key=name_key)


@settings(max_examples=15, deadline=None)
@given(pages(TAME))
@example(PAGE)
def test_the_rules_find_no_more_than_what_was_left(page: str) -> None:
    new, repairs = repair_page(page, CATEGORIES)
    try:
        before = check_data_graph(page_data_graph("page.moin", page, None, THINGS))[0]
        after = check_data_graph(page_data_graph("page.moin", new, None, THINGS))[0]
    except BadRequest:
        assert (new, entries(page)) == (page, [])
        return
    assert sum(each.rule == "page-order" for each in before) == moves(repairs)
    assert "page-order" not in {each.rule for each in after}
    written = [each.message.split("“")[1][:-1] for each in after if each.rule == "page-date-format"]
    assert [
        each for each in written if re.fullmatch(r"\d+-\d+-\d+", each) and date_literal(each)
    ] == []
    assert others(after) == others(before)


def others(found: list[Finding]) -> Counter[tuple[str, str]]:
    """Return the findings that no repair is about; which of two is the double may change."""
    repairable = {"page-order", "page-date-format", "page-duplicate", "page-duplicate-homepage"}
    return Counter((each.rule, each.entry) for each in found if each.rule not in repairable)


HEADING = "= Other Full-Stack Frameworks =\n"
SPANNED = "||Zz ||<|2> 1.0 ||2016-01-02 ||\n||Alder ||2016-01-03 ||\n"
NESTED = "  * Birch (1)\n * Zz (1)\n * Alder (1)\n"


@pytest.mark.parametrize("text", [HEADING + SPANNED, HEADING + NESTED], ids=["spanned", "nested"])
def test_a_list_that_would_be_read_otherwise_is_left_and_said(
    text: str, page: Path, run: Command
) -> None:
    page.write_bytes(text.encode())
    code, out, err = run("fix", page, "--diff")
    assert (code, out) == (1, "")
    assert "left for a person" in err


ROWS = """||[[http://z.example/|Zeta]] ||1.0 ||2016-01-01 ||z ||
||[[http://a.example/|Alpha]] ||1.0 ||2016-01-01 ||a ||
"""
ITEMS = " * [[http://z.example/|Zeta]] (1 Released 2016-01-01)\n * [[A|Alpha]] (2)\n"


@pytest.mark.parametrize(
    "head",
    [
        "|| '''Framework''' || '''Version''' || '''Released''' || '''Notes''' ||",
        "||Framework||Version||Released||Notes||",
        "||Name ||Version ||Datum ||Beschreibung ||",
        "||Nombre ||Versión ||Fecha ||Notas ||",
        "||名前 ||バージョン ||日付 ||説明 ||",
        "||Ffff ||Gggg ||Hhhh ||Jjjj ||",
        "|| ''A'' || ''B'' || ''C'' || ''D'' ||",
        "||<-4> Popular ones ||",
    ],
)
def test_a_row_of_headings_stays_first(head: str) -> None:
    page = f"{HEADING}{head}\n{ROWS}"
    first, second = ROWS.splitlines()
    new, repairs = repair_page(page, CATEGORIES)
    assert new == f"{HEADING}{head}\n{second}\n{first}\n"
    assert [(each.line, each.entry) for each in repairs] == [(4, "Alpha")]


def test_headings_that_come_again_part_a_table() -> None:
    head = "||Name ||Version ||Date ||Notes ||\n"
    page = f"{HEADING}{head}||Mu ||1.0 ||2016-01-01 || ||\n{head}||Beta ||1.0 ||2016-01-01 || ||\n"
    assert repair_page(page, CATEGORIES) == (page, [])


UNPROVEN = {
    "three-columns": "== Predefined ==\n||Variable ||Description ||Example ||\n||PAGE ||x ||y ||\n"
    "||DATE ||the date ||today ||\n",
    "settings": "== Framework settings ==\n||Option ||Meaning ||Default ||\n||b ||two ||2 ||\n"
    "||a ||one ||1 ||\n",
    "steps": f"{HEADING} 1. [[http://z.example/|Zip]] it\n 1. [[http://a.example/|Add]] it\n",
    "steps-dated": "== Steps ==\n 1. Zip (1 Released 2016)\n 2. Add (1 Released 2016)\n",
    "features": f"{HEADING}- [[http://z.example/|Zeta]] (1.0 Released 2016-01-01)\n"
    "  * zippy\n  * accurate\n",
    "features-behind-a-blank": f"{HEADING} \u2022 Zeta\n\n  * zippy\n  * accurate\n",
    "features-of-a-line": f"{HEADING}[[http://z.example/|Zeta]] (1.0 Released 2016-01-01) is\n"
    " * zippy\n * accurate\n",
    "words": "= Frameworks =\n * speed\n * documentation\n",
    "events": "== Events ==\n||Zoo ||1 ||2010-01-01 ||\n||Aquarium ||2 ||2010-01-02 ||\n",
}


@pytest.mark.parametrize("text", UNPROVEN.values(), ids=UNPROVEN)
def test_what_is_not_proven_to_list_frameworks_is_never_moved(text: str) -> None:
    assert repair_page(text, CATEGORIES) == (text, [])


def test_what_is_passed_over_is_said_in_one_line(page: Path, run: Command) -> None:
    steps = "text\n 1. [[http://z.example/|Zip]]\n 1. Add\n"
    text = HEADING + ITEMS + steps + UNPROVEN["three-columns"].replace("==", "=")
    page.write_bytes(text.encode())
    note = f"{page}: passed over, since nothing proves that frameworks are listed there: line 5, 8"
    code, _, err = run("fix", page, "--diff")
    assert (code, err.splitlines()) == (0, [f"{page}:3: Alpha: moved", note])
    assert run("validate", page)[2].splitlines() == [note]


def test_a_row_below_a_span_stays_with_its_entry() -> None:
    rows = "||<rowspan=2>[[http://z.example/|Zeta]]||1.0||2016-01-01||\n||2.0||2017-01-01||\n"
    above, below = f"{HEADING}||Name||Version||Date||\n", "||Alpha||1.0||2016-01-01||\n"
    new, repairs = repair_page(above + rows + below, CATEGORIES)
    assert (new, [each.entry for each in repairs]) == (above + below + rows, ["Alpha"])


def test_accents_do_not_part_a_letter_from_itself() -> None:
    names = ["\u00c9mile", "E\u0301mile2", "Flask2", "\u00d6l", "Zed"]
    page = HEADING + "".join(f" * {name} (1)\n" for name in names)
    assert repair_page(page, CATEGORIES) == (page, [])
