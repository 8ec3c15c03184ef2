"""The table of cue phrases: which relation each stands for, by docs/decisions/0009."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase and, by the kind of thing that it leads to, the relation that it stands for.

    The things come after the phrase or directly ``before`` it, as objects or ``swapped``.
    What the phrase ``denies`` is a denial where it stands, and nothing where it is negated.
    """

    phrase: str
    software: str = ""
    platform: str = ""
    specification: str = ""
    before: bool = False
    swapped: bool = False
    denies: bool = False


PART_OF, RESEMBLES = ("dcterms:isPartOf",), ("fw:resembles", "fw:resembles", "")
INSPIRED, RECOMMENDS = ("fw:inspiredBy",) * 3, ("fw:recommends",)
BUILT_ON = ("fw:builtOn", "fw:runsOn", "doap:implements")
INTEGRATES = ("fw:integratesWith", "fw:integratesWith", "doap:implements")
RUNS_ON = ("fw:runsOn", "fw:runsOn", "doap:implements")
USES, IMPLEMENTS = ("fw:uses", "fw:runsOn", "doap:implements"), ("", "", "doap:implements")
REQUIRES = ("fw:requires", "fw:runsOn", "doap:implements")
NEEDLESS = ("fw:dependsOn",) * 2
OUT_OF = r"(?:extracted|spun (?:off|out)) (?:of|from)"
MODEL = r"model+ed (?:after|on)|in the tradition of"
SAME = r"(?:the )?same (?:\w+ )?(?:\w+ )?(?:api|interface|syntax|design|style)s? as"
PEOPLE = r"(?:directs|points|refers) (?:\w+ )?to|in favou?r of"
MOVE = r"(?:migrate|migrating|switch|upgrade) to"
INSTEAD = r"(?:use|using|see|try)(?=[^.,;]{1,60} instead\b)"
NOT_BUT = r"instead of [^.,;]{1,40}, (?:please )?(?:use|try|consider)"
OPTIONAL = r"with or without|(?:optionally|can|may)(?: also)? (?:use|uses|using)"
CUES = (
    Cue(r"(?:formerly|previously|originally) (?:known as|called|named)", "fw:renamedFrom"),
    Cue(r"formerly(?= (?-i:[A-Z]))", "fw:renamedFrom"),
    Cue(r"(?:now|later) (?:known as|called)|renamed(?: \w+)? to", "fw:renamedFrom", swapped=True),
    Cue(r"(?:fork|forked) (?:of|from)", "fw:forkOf"),
    Cue(r"(?:successor|replacement) (?:to|of|for)|supersedes|replaces", "fw:successorOf"),
    Cue(r"(?:ancestor|predecessor) (?:of|to)", "fw:successorOf", swapped=True),
    Cue(r"(?:supplanted|superseded|replaced|succeeded) by", "fw:successorOf", swapped=True),
    Cue(r"(?:an?|its|the) successor(?! (?:to|of))", "fw:successorOf", before=True, swapped=True),
    Cue(rf"version of [^.;]{{0,80}}\b(?:that|which) powers?|port of|{OUT_OF}", "fw:descendsFrom"),
    Cue(r"(?:is|are)(?: an?)? (?:part|member) of|(?:is|are) an?(?= \w+ project\b)", *PART_OF),
    Cue(r"compatible with"),
    Cue(rf"similar (?:\w+ ){{0,2}}to|(?:seems?|looks?) like|{SAME}", *RESEMBLES),
    Cue(r"(?:familiar|known) to(?=[^.,;]{1,40} (?:users|developers)\b)", *RESEMBLES),
    Cue(r"(?<=-)(?:like|style)", *RESEMBLES, before=True),
    Cue(rf"(?:inspired|influenced) by|{MODEL}", *INSPIRED),
    Cue(r"(?:ideas|concepts) (?:from|of)", INSPIRED[0]),
    Cue(r"inspired(?! by)", *INSPIRED, before=True),
    Cue(rf"{PEOPLE}|{MOVE}|{INSTEAD}|{NOT_BUT}", *RECOMMENDS),
    Cue(r"(?:consider|recommends?|suggests?)(?: (?:using|trying|moving to))?", *RECOMMENDS),
    Cue(r"(?:with|and) an? (?:\w+ ){0,3}(?:web)?server based (?:up)?on", *USES),
    Cue(r"powers|(?<=that )power|(?<=which )power", "fw:builtOn", swapped=True),
    Cue(r"(?:(?<=to be )|(?<=that are ))(?:built|based) (?:up)?on(?: (?:an? )?top of)?"),
    Cue(r"(?:buil[dt]s?|based|layered) (?:up)?on(?: (?:an? )?top of)?", *BUILT_ON),
    Cue(r"(?:built )?atop|on (?:an? )?top of|powered by", *BUILT_ON),
    Cue(r"(?:layer|wrapper) (?:over|around|for|on)|wraps|wrapping", *BUILT_ON),
    Cue(
        r"(?:based|powered)(?! (?:on|upon|by)\b)", "fw:builtOn", "", "doap:implements", before=True
    ),
    Cue(r"extends", "fw:extends"),
    Cue(r"(?:extensions?|plug-?ins?|add-?ons?) (?:to|for)", "fw:extends"),
    Cue(r"used (?:to \w+|by|in)", "fw:uses", swapped=True),
    Cue(r"included (?:with|in)", "fw:bundles", swapped=True),
    Cue(OPTIONAL, *INTEGRATES[:2]),
    Cue(r"integrations?(?! with)|(?:is|are) optional", *INTEGRATES[:2], before=True),
    Cue(r"integrated (?:in)?to", "fw:integratesWith", swapped=True),
    Cue(r"(?:integration|bindings?|integrated|interfaces) (?:with|for)", *INTEGRATES),
    Cue(r"integration support for", INTEGRATES[0], "fw:runsOn"),
    Cue(r"adapt[eo]rs? (?:with|for)", *INTEGRATES[:2]),
    Cue(r"(?:integrates|works|work) (?:\w+ ){0,3}with", *INTEGRATES),
    Cue(r"handles?|handling|offers?|offering|provides?|providing", "", "", ""),
    Cue(r"implements|implementing|conforms to|complies with|speaks", *IMPLEMENTS),
    Cue(r"support for|supports|supporting|compatible with", *INTEGRATES),
    Cue(r"(?:runs?|running|works?|tested|hosted) (?:on|under)|deploys? (?:to|on)", *RUNS_ON),
    Cue(r"(?:made|designed|written) (?:\w+ )?for", "fw:runsOn", "fw:runsOn"),
    Cue(r"requires?|requiring|depends on|needs|depending on", *REQUIRES),
    Cue(r"includes?|including|bundles|ships with", "fw:bundles", "fw:integratesWith"),
    Cue(r"uses|using|(?<!to )use|utili[sz]es|combines|combining|employs|relies on", *USES),
    Cue(r"leverages|leveraging|runs with|(?:built|developed|made|backed) (?:with|by)", *USES),
    Cue(r"(?<!ing )(?<!ed )(?<!en )(?<!ible )with(?= (?-i:[A-Z]))", "fw:uses"),
    Cue(r"templating", "fw:uses", before=True),
    Cue(r"pre-?installed", "fw:requires", before=True),
    Cue(r"(?:web )?(?:app(?:lication)?s?|frameworks?|servers?)", *IMPLEMENTS, before=True),
    Cue(r"standard|compliance|compliant|support", *IMPLEMENTS, before=True),
    Cue(
        r"independent(?:ly)? (?:from|of)|(?:used )?outside(?: of)?|without", *NEEDLESS, denies=True
    ),
)
"""Where two phrases begin at the same place, the first of them in the table is read.

A phrase without a relation is there to be passed over, and to end what is said before it.
"""
LIST_CUE = Cue("", "", "fw:runsOn")
VERSION_CUE = Cue("", "", "fw:runsOn")
"""What is said without a phrase: by a list of systems before one, and by a version."""

ONE_OF_SEVERAL = ("fw:uses", "fw:requires")
"""Relations to one of several things of which any will do: they are integrations, then."""
OF_IDEAS = (RESEMBLES[0], INSPIRED[0])
"""Relations that a platform named with its version does not turn into one to run on."""
DENIABLE = (BUILT_ON, INTEGRATES, RUNS_ON, USES, REQUIRES, RECOMMENDS, RESEMBLES, IMPLEMENTS)


def compile_cues(*, before: bool) -> tuple[tuple[Cue, ...], re.Pattern[str]]:
    """Return the cues on one side of their things, and what finds them by number."""
    cues = tuple(cue for cue in CUES if cue.before is before)
    edge = r"(?<!\w)" if before else r"(?<![\w-])"
    phrases = "|".join(f"({cue.phrase})" for cue in cues)
    return cues, re.compile(rf"{edge}(?:{phrases})(?!\w)", re.IGNORECASE)


PREFIX_CUES, SUFFIX_CUES = compile_cues(before=False), compile_cues(before=True)
