"""Reasons for discontinuation are recognised by what is meant, and not where it is denied."""

import pytest

import fwgraph
from fwgraph.namespaces import local_name
from fwgraph.wiki.known import known_names
from fwgraph.wiki.moin.inline import parse_inline
from fwgraph.wiki.reasons import recognise_reasons

REASONS = """\
is no longer supported
no longer maintained
is no longer actively developed
retired in 2012
has been retired
reached end of life in 2014
End-of-life since 2014
EOL
merged into Pyramid
was superseded by Flask
inactive since 2009
project page returns 404
the site returns a 404
the project is gone
abandonware
was abandoned by its author
development ceased in 2011
development has ceased
dead link
unmaintained
project archived
the repository was archived in 2020
archived
has closed
officially closed as of 3/28/2010
is obsolete
obsolete
deprecated
deprecated in favour of Flask
replaced by Pyramid
last update years ago
last updated in 2009
last commit was in 2008
not maintained
is not maintained anymore
hasn't been updated since 2010
no releases since 2007
no activity since 2007
is defunct
dormant
the domain has expired
website is offline
site is down
discontinued
development stopped
is dead
the project died
succeeded by Foo
use Django instead
the author has moved on
is unsupported
sunset
now part of Zope
has been shut down
project has been discontinued
link no longer works
no longer available
the home page is gone
is inactive
stalled
no longer in development
no longer under active development
isn't maintained
support ended in 2010
no new versions since 2006
withdrawn
is not being developed any more
site has vanished
frozen
""".splitlines()
NO_REASONS = """\
is not discontinued
lets you browse archived mail
lets you browse archives
is never abandoned
is not dead
has not been abandoned
is far from dead
isn't deprecated
supports closed source
a fast web framework
handles 404 pages
serves custom 404 error pages
is not obsolete
was never retired
no longer discontinued
avoids deprecated APIs
with no dead links
is not yet archived
merges templates
is actively maintained
dead simple
is a dead simple framework
keeps inactive sessions
removes abandoned carts
closes connections
the last release is 1.0
is used in closed networks
integrated with SQLAlchemy
replaces CGI
is not inactive
no longer deprecated
is in the latest version on GitHub
an archive of discontinued products
""".splitlines()


def reasons(text: str, graph: fwgraph.Graph) -> list[str]:
    """Return the reasons that the shipped vocabulary recognises in a text."""
    cues = known_names(graph).evidence
    return [local_name(each.value) for each in recognise_reasons([parse_inline(text)], cues)]


@pytest.mark.parametrize("text", REASONS)
def test_a_reason_is_recognised(text: str, graph: fwgraph.Graph) -> None:
    assert reasons(f"A framework, {text}. It was fast.", graph)
    assert reasons(text.capitalize(), graph)


@pytest.mark.parametrize("text", NO_REASONS)
def test_what_is_denied_or_about_something_else_is_no_reason(
    text: str, graph: fwgraph.Graph
) -> None:
    assert reasons(f"A framework that {text}. It is fast.", graph) == []


def test_a_dead_link_is_told_from_an_announcement(graph: fwgraph.Graph) -> None:
    assert reasons("(the site returns a 404)", graph) == ["dead-link"]
    assert reasons("was retired; dead link", graph) == ["announced", "dead-link"]


def test_without_cues_there_are_no_reasons() -> None:
    assert recognise_reasons([parse_inline("discontinued")], {}) == []
