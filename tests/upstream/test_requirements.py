"""What files that list requirements say, with the line of each; no script is ever run."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwgraph.namespaces import term
from fwgraph.upstream.requirement_claims import RequirementClaims, python_platforms
from fwgraph.upstream.requirement_files import READERS, read_requirement_file
from fwgraph.upstream.requirements import Item, RequirementLine, UnreadRequirement
from fwgraph.upstream.toml_values import toml_values

DOUBLING = "".join(f"a{n} = a{n + 1} + a{n + 1}\n" for n in range(45))
DOUBLING += "a45 = ['x']\nsetup(install_requires=a0)\n"
Row = tuple[int, str, str, str | None, str | None]


def rows(text: str, name: str) -> list[Row]:
    """Return line, group, name, specifier and marker of the requirements of a file."""
    return [
        (item.line, item.group, item.name, item.specifier, item.marker)
        for item in read_requirement_file(text, name)
        if isinstance(item, RequirementLine)
    ]


def problems(text: str, name: str) -> list[tuple[int, str]]:
    """Return the lines that are not read, and why."""
    items = read_requirement_file(text, name)
    return [(item.line, item.problem) for item in items if isinstance(item, UnreadRequirement)]


def test_the_projects_table_of_a_pyproject() -> None:
    text = (
        "[build-system]\nrequires = ['setuptools']\n"
        '[project]\nname = "x"\nrequires-python = ">=3.10"  # soon 3.11\n'
        'dependencies = [\n  "Zope.Interface>=5,<7",  # a "comment"\n'
        "  'click', \"typing_extensions ; python_version<'3.11'\",\n]\n"
        '[project.optional-dependencies]\n"a.b" = ["Jinja2 >= 3.1", "httpx[http2]"]\n'
        '[dependency-groups]\ndev = ["pytest", {include-group = "docs"}]\n'
        '[tool.x]\n"project".dependencies = ["no"]\ny = """\n[project]\n"""\n'
    )
    assert rows(text, "pyproject.toml") == [
        (5, "python", "python", ">=3.10", None),
        (7, "requires", "zope-interface", ">=5,<7", None),
        (8, "requires", "click", None, None),
        (8, "requires", "typing-extensions", None, "python_version<'3.11'"),
        (11, "a.b", "jinja2", ">= 3.1", None),
        (11, "a.b", "httpx", None, None),
    ]
    python = read_requirement_file(text, "pyproject.toml")[0]
    assert isinstance(python, RequirementLine)
    assert python.phrase == 'requires-python = ">=3.10"'


def test_poetrys_tables() -> None:
    text = (
        '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "^3.8"\nflask = "2.0"\n'
        'Jinja2 = {version = "^3", optional = true}\nclick = "*"\nattrs = {git = "https://x"}\n'
        '[tool.poetry.extras]\ntemplates = ["jinja2"]\n[tool.poetry.dev-dependencies]\nno = "1"\n'
    )
    assert rows(text, "pyproject.toml") == [
        (4, "python", "python", "^3.8", None),
        (5, "requires", "flask", "2.0", None),
        (6, "templates", "jinja2", "^3", None),
        (7, "requires", "click", None, None),
        (8, "requires", "attrs", None, None),
    ]


def test_flits_old_table() -> None:
    text = (
        '[tool.flit.metadata]\nmodule = "x"\nrequires = ["click"]\nrequires-python = ">=3.6"\n'
        '[tool.flit.metadata.requires-extra]\nall = ["jinja2"]\n'
    )
    assert [row[:3] for row in rows(text, "pyproject.toml")] == [
        (3, "requires", "click"), (4, "python", "python"), (6, "all", "jinja2")
    ]  # fmt: skip


def test_dependencies_that_stand_elsewhere_are_told() -> None:
    text = '[project]\nname = "x"\ndynamic = ["version", "dependencies"]\n'
    assert problems(text, "pyproject.toml") == [(3, "dependencies are said to stand elsewhere")]


def test_setup_config() -> None:
    text = (
        "[metadata]\nname = x\n[options]\npython_requires = >=3.7\ninstall_requires =\n"
        "    Werkzeug>=2  # as of 2\n    # not this\n    click ; python_version < '4'\n"
        "[options.extras_require]\ndotenv = python-dotenv\ndocs =\n    Sphinx\n"
    )
    assert rows(text, "setup.cfg") == [
        (4, "python", "python", ">=3.7", None),
        (6, "requires", "werkzeug", ">=2", None),
        (8, "requires", "click", None, "python_version < '4'"),
        (10, "dotenv", "python-dotenv", None, None),
        (12, "docs", "sphinx", None, None),
    ]
    text = "[options]\ninstall_requires = file: requirements.txt\n"
    assert problems(text, "setup.cfg") == [(2, "it points to another file")]


def test_a_setup_script_is_read_by_its_tree() -> None:
    text = (
        "from setuptools import setup\n"
        "base = ['WebOb>=1', 'Paste;\\n python_version<\"4\"']\n"
        "extra: dict = {'i18n': ['Babel'], ':python_version<\"3\"': ['simplejson']}\n"
        "setup(\n  name='x', python_requires='>=3.8',\n"
        "  install_requires=base + '''\n    Mako\n    Beaker>=1.5\n  '''.split('\\n'),\n"
        "  extras_require={**extra, 'all': ('lxml',)},\n)\n"
    )
    assert rows(text, "setup.py") == [
        (2, "requires", "webob", ">=1", None),
        (2, "requires", "paste", None, 'python_version<"4"'),
        (3, "i18n", "babel", None, None),
        (3, "requires", "simplejson", None, 'python_version<"3"'),
        (5, "python", "python", ">=3.8", None),
        (7, "requires", "mako", None, None),
        (8, "requires", "beaker", ">=1.5", None),
        (10, "all", "lxml", None, None),
    ]


def test_what_a_setup_script_sets_and_sums_is_followed() -> None:
    text = (
        "from setuptools import setup\n"
        "rest = '; os_name != \"nt\" ' 'and python_version < \"4\"'\n"
        "loop = 'uvloop>=0.15' + rest\nneeds = ['aiofiles', loop, 'gone']\nneeds.remove('gone')\n"
        "tests = ['pytest', 'Flask']\n"
        "more = {'test': tests, 'all': tests + ['httpx']}\nmore['http3'] = ['aioquic']\n"
        "words = {'name': 'x'}\nwords['install_requires'] = needs\n"
        "words['extras_require'] = more\nsetup(**words)\n"
    )
    assert [row[:4] for row in rows(text, "setup.py")] == [
        (3, "requires", "uvloop", ">=0.15"),
        (4, "requires", "aiofiles", None),
        (4, "requires", "gone", None),
        (6, "test", "pytest", None),
        (6, "test", "flask", None),
        (6, "all", "pytest", None),
        (6, "all", "flask", None),
        (7, "all", "httpx", None),
        (8, "http3", "aioquic", None),
    ]
    assert problems(text, "setup.py") == [(5, "changed on the way, not read")]
    first = read_requirement_file(text, "setup.py")[0]
    assert isinstance(first, RequirementLine)
    assert (first.phrase, first.marker) == (
        "uvloop>=0.15",
        'os_name != "nt" and python_version < "4"',
    )


@pytest.mark.parametrize(
    ("script", "line"),
    [
        ("needs = ['a']\nneeds.extend(['b'])\nsetup(install_requires=needs + ['c'])\n", 2),
        ("needs = {'a'}\nneeds.add('b')\nsetup(install_requires=needs)\n", 2),
        ("needs = ['a', 'b']\ndel needs[0]\nsetup(install_requires=needs)\n", 2),
        ("words = {}\nwords.update(install_requires=['a'])\nsetup(**words)\n", 2),
        ("more = {'x': ['a']}\nmore['x'].append('b')\nsetup(extras_require=more)\n", 2),
        ("more = {'x': ['a']}\nmore['x'] += ['b']\nsetup(extras_require={**more})\n", 2),
    ],
)
def test_what_a_setup_script_changes_is_told(script: str, line: int) -> None:
    assert problems(script, "setup.py") == [(line, "changed on the way, not read")]


@pytest.mark.parametrize(
    "arguments",
    ["extras_require={NAME: ['a']}", "extras_require={**more, 'x': ['b']}",
     "**dict(words, name='x')", "extras_require=dict(**more)"],
)  # fmt: skip
def test_what_of_a_dictionary_is_not_known_is_told(arguments: str) -> None:
    told = problems(f"setup({arguments})\n", "setup.py")
    assert told == [(1, "only running it would tell what this is")]


def test_lines_and_comments_within_the_strings_of_a_setup_script() -> None:
    text = (
        "setup(install_requires='a\\nb>=1\\n', extras_require=dict(\n"
        "  {'x': ['c # why']}, y='''\n# not this\nd\n'''),\n"
        "  python_requires='>=' + '3.8')"
    )
    assert [row[:4] for row in rows(text, "setup.py")] == [
        (1, "requires", "a", None), (1, "requires", "b", ">=1"), (2, "x", "c", None),
        (4, "y", "d", None), (6, "python", "python", ">=3.8"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[options]\ninstall_requires = a; b>=1; c\n",
         [(2, "requires", "a"), (2, "requires", "b"), (2, "requires", "c")]),
        ("[options]\ninstall-requires = a; python_version<'4'\n", [(2, "requires", "a")]),
        ("[options.extras_require]\n  x = a\n  y =\n    b\n    c\n",
         [(2, "x", "a"), (4, "y", "b"), (5, "y", "c")]),
        ("[options]\ntests_require = a\nsetup_requires =\n  b\n", []),
    ],
)  # fmt: skip
def test_forms_of_a_setup_config(text: str, expected: list[tuple[int, str, str]]) -> None:
    assert [row[:3] for row in rows(text, "setup.cfg")] == expected


@pytest.mark.parametrize("name", ["pyproject.toml", "setup.py", "setup.cfg", "requirements.txt"])
def test_what_only_an_extra_requires_is_not_required(name: str) -> None:
    marked = "a>=1; extra == 'x' and os_name != 'nt'"
    text = {
        "pyproject.toml": f'[project]\ndependencies = ["{marked}"]\n',
        "setup.py": f'setup(\ninstall_requires=["{marked}"])\n',
        "setup.cfg": f"[options]\ninstall_requires = {marked}\n",
        "requirements.txt": f"\n{marked}\n",
    }[name]
    assert [row[:3] for row in rows(text, name)] == [(2, "x", "a")]


def test_what_of_a_requirements_file_is_no_name() -> None:
    text = (
        "-i https://x.example/simple\n# these \\\na @ file:///x#egg=b\n./c\nd-1.0.whl\n-e ../e[f]\n"
    )
    assert [row[:3] for row in rows(text, "requirements.txt")] == [(3, "requires", "a")]
    told = [(line, "it names no package") for line in (4, 5, 6)]
    assert problems(text, "requirements.txt") == told


def test_what_an_extra_gathers_from_one_for_developers_is_no_integration() -> None:
    text = (
        "from setuptools import setup\ntests = ['Flask']\nasgi = ['httpx']\n"
        "setup(extras_require={'test': tests + asgi, 'asgi': asgi, 'all': tests + asgi,\n"
        "  'functional': ['waitress']})\n"
    )
    software = {name: term(f"software:{name}") for name in ("flask", "httpx", "waitress")}
    claims = RequirementClaims(term("software:x"), term("document:x-setup"))
    items = read_requirement_file(text, "setup.py")
    claims.add((item for item in items if isinstance(item, RequirementLine)), software)
    assert [(relation, thing) for relation, thing, _ in claims.claims] == [
        ("integratesWith", software["httpx"])
    ]


def test_a_setup_script_is_not_run(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    text = (
        f"open({str(mark)!r}, 'w')\nfrom setuptools import setup\nneeds = ['a']\n"
        "if 1: needs.append('b')\n"
        f"setup(install_requires=needs, extras_require=read(open({str(mark)!r}, 'w')),\n"
        "  python_requires=str(3))\n"
    )
    assert rows(text, "setup.py") == [(3, "requires", "a", None, None)]
    assert problems(text, "setup.py") == [
        (4, "changed on the way, not read"),
        (5, "only running it would tell what this is"),
        (6, "only running it would tell what this is"),
    ]
    assert not mark.exists()


def test_a_requirements_file() -> None:
    text = (
        "# these\nFlask==2.0 --hash=sha256:1\nclick>=7 \\\n  ; python_version < '4'\n"
        "-r other.txt\n--no-index\n-e git+https://x.example/y.git#egg=Some_Thing\n"
        "https://x.example/z.whl\nurllib3 @ https://x.example/u.zip\n"
    )
    assert rows(text, "requirements.txt") == [
        (2, "requires", "flask", "==2.0", None),
        (3, "requires", "click", ">=7", "python_version < '4'"),
        (7, "requires", "some-thing", None, None),
        (9, "requires", "urllib3", None, None),
    ]
    assert problems(text, "requirements.txt") == [
        (5, "it points to another file"), (8, "it names no package")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("setup.py", "print 'x'\n", "line 1: this is not Python 3"),
        ("setup.py", "x = " + "(" * 5000, "line 1: this is not Python 3|too deep"),
        ("setup.py", "x = " + "-" * 100_000 + "1", "too deep"),
        ("pyproject.toml", "[project\n", "Expected"),
        ("pyproject.toml", "a = " + "[" * 5000, "too deep"),
        ("setup.py", DOUBLING, "refer to each other too often"),
        ("setup.py", "import setuptools\n", "no call of setup"),
        ("Pipfile", "", "requirements are read from .toml"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(name: str, text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_requirement_file(text, name)


@pytest.mark.parametrize(
    ("specifier", "platforms"),
    [
        (">=3.10", ["python-3"]), (">=2.7", ["python-2", "python-3"]), ("^3.8", ["python-3"]),
        (">=2.7, !=3.0.*, !=3.1.*", ["python-2", "python-3"]), ("<3", ["python-2"]),
        (">=3.6.*", ["python-3"]), ("~3.9", ["python-3"]), ("==2.7.*", ["python-2"]),
        (">=4", []), ("nonsense", []),
    ],
)  # fmt: skip
def test_platforms_of_versions_of_python(specifier: str, platforms: list[str]) -> None:
    assert list(python_platforms(specifier)) == platforms


def test_values_of_toml_have_their_lines() -> None:
    text = 'a.b = 1\n[t."x y"]\nc = [\n"é", {d = \'q\', e = true},\n]\n[[u]]\nf = """\nz"""\n'
    assert [(value.keys, value.value, value.line) for value in toml_values(text)] == [
        (("a", "b"), "1", 1), (("t", "x y", "c"), "é", 4), (("t", "x y", "c", "d"), "q", 4),
        (("t", "x y", "c", "e"), "true", 4), (("u", "f"), "z", 7),
    ]  # fmt: skip


PIECES = st.sampled_from(
    ["[project]\n", "dependencies", " = ", "[", "]", "{", "}", '"', "'", "a>=1", "\n", ";", "#",
     ",", "setup(", ")", "install_requires=", "[options]\n", "  ", "\\", "-r ", "@", "\0", "é",
     "python"]
)  # fmt: skip


@given(
    st.sampled_from(["x" + ending for ending in READERS]),
    st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)),
)
def test_any_text_is_read_or_refused_in_words(name: str, text: str) -> None:
    items: list[Item] = []
    with suppress(ValueError):
        items = read_requirement_file(text, name)
    assert all(1 <= item.line <= len(text.splitlines()) for item in items)


@pytest.mark.parametrize(
    "words",
    [
        "a " + ">=1," * 240 + "!",
        "a" * 999 + "!",
        "x.whl[" * 50_000,
        "a " + "^1|" * 300,
        "a[" + "," * 900,
    ],
)
def test_odd_requirements_take_no_time(words: str) -> None:
    assert problems(words, "x.txt")[0][0] == 1


def test_a_long_line_of_a_setup_config_takes_no_time() -> None:
    assert rows("a" + " " * 300_000 + "b\n[options]\ninstall_requires = c\n", "setup.cfg") == [
        (3, "requires", "c", None, None)
    ]
