"""Rules read from files: what loads, and what is said about each mistake."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from gapcheck.diagnostics import Diagnostic, draw
from gapcheck.dsl import ast
from gapcheck.model.law import Rulebook
from gapcheck.packs import instruments_schema, load_rulebook, pack_schema, space_schema
from gapcheck.yamldoc import LARGEST_FILE

INSTRUMENTS = """\
instruments:
  untoc:
    title: United Nations Convention against Transnational Organized Crime
    short: {en: Convention, ar: اتفاقية}
    citation: 2225 UNTS 209
    entry_into_force: 2003-09-29
    entry_source: depositary
  tip:
    title: Protocol to Prevent, Suppress and Punish Trafficking in Persons
    short: Trafficking Protocol
    citation: 2237 UNTS 319
    entry_into_force: 2003-12-25
    entry_source: depositary
    parent: untoc
qualifiers:
  basic_concepts: {meaning: the legal system cannot house it, excuses: yes}
"""

TRAFFICKING = """\
space: trafficking
kind: offence
title: Trafficking in persons
story: Somebody {act} {victim}{participation}{unfulfilled}.
told_apart: {dimension: victim, groups: [adult, child]}
one_at_a_time: [participation, unfulfilled]
conditions:
  border_crossing: {label: border, definition: a border is crossed, phrase: " at home"}
unfulfilled: {label: missing element, question: what else is asked for?, phrase: " plainly"}
dimensions:
  act:
    leading: yes
    label: act
    question: which acts does {provision} name?
    values:
      recruitment: {label: recruitment, definition: finding, phrase: recruits}
      transfer: {label: transfer, definition: handing over, phrase: transfers}
      sale: {label: sale, definition: selling, phrase: sells, status: ext}
    groups:
      trade: {label: trade, values: [handover, sale]}
      handover: {label: handover, values: [transfer]}
  victim:
    label: victim
    question: whom?
    values:
      adult: {label: adult, definition: 18 or older, phrase: an adult}
      under_14: {label: under 14, definition: younger than 14, phrase: a small child}
      14_17: {label: 14 to 17, definition: a minor, phrase: a child}
    groups:
      child: {label: child, values: [under_14, 14_17]}
  participation:
    label: participation
    question: who is liable?
    ordinary: principal
    silence: [principal]
    values:
      principal: {label: principal, definition: the doer, phrase: ""}
      attempt: {label: attempt, definition: not completed, phrase: ", in vain"}
"""

LIABILITY = """\
space: victim_liability
kind: liability
title: Liability of victims
story: Somebody is charged with {charge}.
echoes:
  - {source: trafficking, region: charge is own_trafficking}
dimensions:
  charge:
    leading: yes
    label: charge
    question: which charges?
    values:
      own_trafficking: {label: own, definition: the own case, phrase: own trafficking}
      illegal_entry: {label: entry, definition: entry, phrase: illegal entry}
"""

TOOLS = """\
space: tools
kind: tools
title: Tools
story: "{tool} for {offence}"
offences:
  tip_basic: {space: trafficking, region: participation is principal}
dimensions:
  tool:
    leading: yes
    label: tool
    question: which tools?
    values:
      confiscation: {label: confiscation, definition: taking, phrase: confiscation}
  offence:
    label: offence
    question: for which offences?
    values:
      tip_basic: {label: trafficking, definition: trafficking, phrase: trafficking}
"""

PACK = """\
pack: protocol_tip
version: 0.1.0
instrument: tip
facts:
  age_of_child: {kind: number, unit: years, question: until which age is a person a child?}
obligations:
  - id: tip.3.c
    provision: 3(c)
    chapter: prosecution
    force: mandatory
    addressees: [criminal_law]
    assessability: L
    title: No means are needed
    explanation: A child need not have been forced.
    elements:
      - id: child
        title: children
        requires: criminalize trafficking where victim is child
        explanation: children are covered
        remedy: cover children
        net_of: [tip.5.1]
      - id: age
        title: age
        requires: |
          establish age_of_child >= 18 years
        explanation: a child is under eighteen
        remedy: raise the age
  - id: tip.5.1
    provision: 5(1)
    chapter: prosecution
    force: mandatory_qualified
    qualifiers: [basic_concepts]
    addressees: [criminal_law]
    assessability: L
    title: An offence
    explanation: Trafficking is an offence.
    elements:
      - id: product
        title: the product
        requires: criminalize trafficking
        explanation: all of it
        remedy: enact an offence
  - id: tip.3.a
    provision: 3(a)
    chapter: prosecution
    force: definition
    addressees: [policy]
    assessability: L
    title: Meaning of trafficking
    explanation: What trafficking is.
    through: [tip.5.1]
watch:
  - {id: sale, when: watch trafficking where act is sale, note: sale, obligation: tip.5.1}
"""

FILES = {
    "instruments.yaml": INSTRUMENTS,
    "spaces/trafficking.yaml": TRAFFICKING,
    "spaces/victim_liability.yaml": LIABILITY,
    "spaces/tools.yaml": TOOLS,
    "protocol_tip.yaml": PACK,
}
SPACE = "spaces/trafficking.yaml"
TIP = "protocol_tip.yaml"


def write(folder: Path, **changes: str | None) -> Path:
    for name, text in (FILES | changes).items():
        path = folder / "rules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            path.write_text(text, encoding="utf-8")
    return folder


def changed(name: str, old: str, new: str) -> dict[str, str | None]:
    text = FILES[name]
    assert old in text
    return {name: text.replace(old, new, 1)}


class Wrong(Struct, frozen=True):
    """A change to a sound file, and what is to be said about it."""

    name: str
    old: str
    new: str
    code: str
    marked: str | None = None
    help: str | None = None


Complaints = Callable[[str, str, str], list[Diagnostic]]


@pytest.fixture
def complaints(tmp_path: Path) -> Complaints:
    def load(name: str, old: str, new: str) -> list[Diagnostic]:
        rulebook, diagnostics = load_rulebook([write(tmp_path, **changed(name, old, new))])
        assert rulebook is None
        return diagnostics

    return load


def complaint(complaints: Complaints, wrong: Wrong) -> Diagnostic:
    """Find the diagnostic that is looked for, and compare its words."""
    diagnostics = complaints(wrong.name, wrong.old, wrong.new)
    found = next(d for d in diagnostics if d.code == wrong.code)
    assert wrong.marked in {None, found.span.text}
    assert wrong.help in {None, found.help}
    return found


def sound(folder: Path) -> Rulebook:
    rulebook, diagnostics = load_rulebook([folder])
    assert [draw(d) for d in diagnostics] == []
    assert rulebook is not None
    return rulebook


def told(diagnostics: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(d.code, d.span.text) for d in diagnostics]


# --- What loads ----------------------------------------------------------------------------------


def test_a_sound_pack_loads_with_its_words(tmp_path: Path) -> None:
    rulebook = sound(write(tmp_path))
    (pack,) = rulebook.packs
    assert (pack.id, pack.version, pack.instrument.parent) == ("protocol_tip", "0.1.0", "untoc")
    assert list(rulebook.obligations) == ["tip.3.c", "tip.5.1", "tip.3.a"]
    child, age = pack.obligations[0].elements
    assert child.demand is not None
    assert child.demand.region.bit_count() == 4
    assert child.net_of == ("tip.5.1",)
    assert isinstance(age.duty, ast.Establish)
    assert age.requires == "establish age_of_child >= 18 years"
    assert rulebook.instruments["untoc"].short == {"en": "Convention", "ar": "اتفاقية"}
    assert pack.obligations[1].qualifiers[0].excuses
    assert pack.obligations[2].through == ("tip.5.1",)


def test_a_space_has_its_conditions_and_groups_of_groups(tmp_path: Path) -> None:
    vocabulary = sound(write(tmp_path)).vocabularies["trafficking"]
    space = vocabulary.space
    assert space.size == 3 * 3 * (1 + 1 + 2)
    assert space.dimension("act").groups["trade"] == ("transfer", "sale")
    assert space.dimension("act").core == ("recruitment", "transfer")
    assert space.dimension("participation").silence == ("principal",)
    assert space.dimension("unfulfilled").values == ("nothing", "border_crossing", "every")
    terms = vocabulary.words["unfulfilled"].terms
    assert [terms[v].phrase["en"] for v in terms] == ["", "at home", "plainly"]
    assert vocabulary.told_apart == ("victim", ("adult", "child"))


def test_spaces_speak_of_each_other(tmp_path: Path) -> None:
    vocabularies = sound(write(tmp_path)).vocabularies
    (echo,) = vocabularies["victim_liability"].echoes
    assert (echo.source, echo.region) == ("trafficking", 1)
    offence = vocabularies["tools"].offences["tip_basic"]
    space = vocabularies["trafficking"].space
    assert offence.region == space.side("participation", ["principal"])


def test_names_in_the_model_are_plain_texts(tmp_path: Path) -> None:
    pack = sound(write(tmp_path)).packs[0]
    assert type(pack.id) is type(pack.obligations[0].id) is type(pack.watches[0].id) is str


def test_the_fingerprint_is_that_of_the_files_behind_a_pack(tmp_path: Path) -> None:
    first = sound(write(tmp_path / "a")).packs[0].sha256
    assert sound(write(tmp_path / "b")).packs[0].sha256 == first
    other = write(tmp_path / "c", **changed(SPACE, "recruits", "hires"))
    assert sound(other).packs[0].sha256 != first
    unused = write(tmp_path / "d", **changed("spaces/tools.yaml", "title: Tools", "title: Means"))
    assert sound(unused).packs[0].sha256 == first


def test_an_earlier_folder_stands_in_for_files_of_the_same_name(tmp_path: Path) -> None:
    shipped = write(tmp_path / "shipped")
    own = tmp_path / "own" / "rules"
    own.mkdir(parents=True)
    (own / TIP).write_text(PACK.replace("0.1.0", "0.2.0"), encoding="utf-8")
    rulebook, diagnostics = load_rulebook([own.parent, shipped])
    assert (rulebook and [p.version for p in rulebook.packs], diagnostics) == (["0.2.0"], [])


def test_cases_are_no_packs(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "rules" / "protocol_tip.cases.yaml").write_text("cases: []", encoding="utf-8")
    assert len(sound(folder).packs) == 1


def test_packs_not_asked_for_lend_their_facts_and_ids_only(tmp_path: Path) -> None:
    other = PACK.replace("protocol_tip", "other").replace("tip.", "oth.")
    other = other.replace("age_of_child", "x")
    other = other.replace("force: mandatory\n", "force: mandatry\n")
    folder = write(tmp_path, **{"other.yaml": other}, **changed(TIP, "[tip.5.1]", "[oth.3.c]"))
    rulebook, diagnostics = load_rulebook([folder], ["protocol_tip"])
    assert diagnostics == []
    assert rulebook is not None
    assert ([p.id for p in rulebook.packs], list(rulebook.facts)) == (
        ["protocol_tip"],
        ["x", "age_of_child"],
    )
    assert told(load_rulebook([folder])[1]) == [("unknown-word", "mandatry")]


def test_a_pack_that_is_not_there_is_asked_about(tmp_path: Path) -> None:
    (diagnostic,) = load_rulebook([write(tmp_path)], ["protocol_tp"])[1]
    assert (diagnostic.code, diagnostic.help) == ("unknown-pack", "did you mean `protocol_tip`?")


def test_a_folder_without_rules_lacks_instruments(tmp_path: Path) -> None:
    assert [d.code for d in load_rulebook([tmp_path])[1]] == ["file-missing"]


# --- Shapes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        Wrong(
            TIP,
            "    title: No means",
            "    tilte: No means",
            "unknown-key",
            "tilte",
            "did you mean `title`?",
        ),
        Wrong(
            TIP, "watch:\n", "wacht: [x]\nwatch:\n", "unknown-key", "wacht", "did you mean `watch`?"
        ),
        Wrong(
            TIP,
            "force: mandatory\n",
            "force: mandatry\n",
            "unknown-word",
            "mandatry",
            "did you mean `mandatory`?",
        ),
        Wrong(
            TIP,
            "chapter: prosecution\n",
            "chapter: xyz\n",
            "unknown-word",
            "xyz",
            "write `prosecution` or `protection` or `prevention` or `cooperation`",
        ),
        Wrong(TIP, "force: mandatory\n", "force:\n", "empty-text", "force", None),
        Wrong(
            TIP, "force: mandatory\n", "force: [mandatory]\n", "wrong-shape", "[mandatory]", None
        ),
        Wrong(
            TIP,
            "title: No means are needed",
            "title: [No, means]",
            "wrong-shape",
            "[No, means]",
            None,
        ),
        Wrong(
            TIP,
            "title: No means are needed",
            "title:",
            "empty-text",
            "title",
            "write the text, or remove the key",
        ),
        Wrong(
            TIP,
            "title: No means are needed",
            "title: {ru: Нет}",
            "missing-english",
            "ru: Нет",
            "add `en: ...`",
        ),
        Wrong(
            TIP,
            "title: No means are needed",
            "title: {en: a, EN: b}",
            "wrong-name",
            "EN",
            "write two or three small letters, as in `en`, `ru` or `ky`",
        ),
        Wrong(TIP, "title: No means are needed", "title: {en: a, ru: }", "empty-text", "ru", None),
        Wrong(
            TIP,
            "[criminal_law]",
            "criminal_law",
            "wrong-shape",
            "criminal_law",
            "write each item on a line of its own after `- `, or `[]` for none",
        ),
        Wrong(
            TIP,
            "version: 0.1.0",
            "version: 1",
            "wrong-name",
            "1",
            "write three numbers, as in `0.1.0`",
        ),
        Wrong(
            TIP,
            "id: tip.3.c",
            "id: TIP 3c",
            "wrong-name",
            "TIP 3c",
            "write parts in small letters joined by dots, as in `tip.3.c`",
        ),
        Wrong(SPACE, "leading: yes", "leading: true", "yes-or-no", "true", "write `yes` or `no`"),
        Wrong(
            SPACE,
            "      adult: {",
            "      any: {",
            "wrong-name",
            "any",
            "choose another name; sentences could not mention this one",
        ),
        Wrong(
            SPACE,
            "      adult: {label: adult, definition: 18 or older, phrase: an adult}",
            "      adult: x",
            "wrong-shape",
            "x",
            "its keys are `label`, `definition`, `phrase`, `status`",
        ),
        Wrong(
            "instruments.yaml",
            "2003-12-25",
            "25/12/2003",
            "wrong-date",
            "25/12/2003",
            "which number is the month? write year, month and day with hyphens, as in `2003-12-25`",
        ),
        Wrong(
            "instruments.yaml",
            "2003-12-25",
            "2003-02-29",
            "wrong-date",
            "2003-02-29",
            "that month has 28 days",
        ),
        Wrong("instruments.yaml", "2003-12-25", "2003-13-01", "wrong-date", "2003-13-01", None),
        Wrong(
            "instruments.yaml",
            "2003-12-25",
            "２００３-12-25",
            "wrong-date",
            "２００３-12-25",
            "write year, month and day with hyphens, as in `2003-12-25`",
        ),
    ],
)
def test_wrong_values_are_told_in_plain_words(complaints: Complaints, wrong: Wrong) -> None:
    found = complaint(complaints, wrong)
    assert "Input should" not in draw(found)


def test_a_missing_key_is_explained_at_its_obligation(complaints: Complaints) -> None:
    (found,) = complaints(TIP, "    title: No means are needed\n", "")
    assert (found.code, found.span.text) == ("missing-key", "id: tip.3.c")
    assert found.message == "the key `title` is missing"
    assert found.help == "add `title: ...`: the duty in a few words"
    assert found.trail == ("Trafficking Protocol", "Article 3(c)", "tip.3.c")


def test_one_wrong_key_hides_nothing_else(tmp_path: Path) -> None:
    pack = PACK.replace("instrument: tip", "instrument: tip\nextra: x")
    pack = (
        pack.replace("is child", "is chld")
        .replace("remedy: raise", "remdy: raise")
        .replace("3(a)", "''")
    )
    diagnostics = load_rulebook([write(tmp_path, **{TIP: pack})])[1]
    assert told(diagnostics) == [
        ("unknown-key", "extra"),
        ("unknown-value", "chld"),
        ("missing-key", "id: age"),
        ("unknown-key", "remdy"),
        ("empty-text", "''"),
    ]


def test_a_wrong_value_hides_no_mistake_below_it_and_causes_none(tmp_path: Path) -> None:
    space = TRAFFICKING.replace("title: Trafficking in persons\n", "")
    space = space.replace("phrase: a child", "x: y")
    pack = PACK.replace("version: 0.1.0", "version: 1").replace("victim is child", "victim is chld")
    instruments = INSTRUMENTS.replace("2003-12-25", "soon").replace("excuses: yes", "excuses: y")
    changes: dict[str, str | None] = {SPACE: space, TIP: pack, "instruments.yaml": instruments}
    assert told(load_rulebook([write(tmp_path, **changes)])[1]) == [
        ("wrong-date", "soon"),
        ("yes-or-no", "y"),
        ("wrong-name", "1"),
        ("unknown-value", "chld"),
        ("missing-key", "space: trafficking"),
        ("missing-key", "label: 14 to 17"),
        ("unknown-key", "x"),
    ]


# --- Spaces --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        Wrong(SPACE, "    leading: yes\n", "", "one-leading-dimension", "trafficking", None),
        Wrong(
            SPACE,
            "label: victim\n",
            "label: victim\n    leading: yes\n",
            "one-leading-dimension",
            "victim",
            "write `leading: yes` in one dimension only",
        ),
        Wrong(
            SPACE,
            "ordinary: principal",
            "ordinary: principle",
            "unknown-value",
            "principle",
            "did you mean `principal`?",
        ),
        Wrong(
            SPACE,
            "silence: [principal]",
            "silence: [atempt]",
            "unknown-value",
            "atempt",
            "did you mean `attempt`?",
        ),
        Wrong(
            SPACE,
            "    ordinary: principal\n",
            "",
            "ordinary-missing",
            "participation",
            "write `ordinary: ...` in the dimension `participation`",
        ),
        Wrong(
            SPACE,
            "one_at_a_time: [participation",
            "one_at_a_time: [partcipation",
            "unknown-dimension",
            "partcipation",
            "did you mean `participation`?",
        ),
        Wrong(
            SPACE, "values: [transfer]", "values: [transport]", "unknown-value", "transport", None
        ),
        Wrong(
            SPACE,
            "values: [transfer]",
            "values: [handover]",
            "circular-group",
            "handover",
            "remove it from its own values",
        ),
        Wrong(
            SPACE,
            "      handover: {label",
            "      sale: {label",
            "duplicate-id",
            "sale",
            "give the group another name",
        ),
        Wrong(
            SPACE,
            "{dimension: victim,",
            "{dimension: victims,",
            "unknown-dimension",
            "victims",
            "did you mean `victim`?",
        ),
        Wrong(
            SPACE,
            "groups: [adult, child]",
            "groups: [adult, chidl]",
            "unknown-value",
            "chidl",
            "did you mean `child`?",
        ),
        Wrong(
            SPACE,
            "Somebody {act}",
            "Somebody {acts}",
            "story-mark",
            "Somebody {acts} {victim}{participation}{unfulfilled}.",
            "the dimensions are `act`, `victim`, `participation`, `unfulfilled`",
        ),
        Wrong(
            SPACE,
            TRAFFICKING[TRAFFICKING.index("unfulfilled: {") : TRAFFICKING.index("dimensions:")],
            "",
            "missing-key",
            "trafficking",
            "add `unfulfilled:` with `label`, `question` and `phrase`",
        ),
        Wrong(
            SPACE,
            "  border_crossing: {",
            "  every: {",
            "wrong-name",
            "every",
            "choose another name",
        ),
        Wrong(
            SPACE,
            "  victim:\n",
            "  unfulfilled:\n",
            "duplicate-id",
            "unfulfilled",
            "give this dimension another name",
        ),
        Wrong(
            SPACE,
            "kind: offence",
            "kind: offence\nechoes: [{source: tools, region: act is sale}]",
            "wrong-space-kind",
            "offence",
            "remove `echoes`",
        ),
    ],
)
def test_mistakes_in_spaces(complaints: Complaints, wrong: Wrong) -> None:
    assert complaint(complaints, wrong).trail[0] == "Trafficking in persons"


def test_a_circle_of_groups_is_shown(complaints: Complaints) -> None:
    (found,) = complaints(SPACE, "values: [transfer]", "values: [trade]")
    assert (found.code, found.span.text) == ("circular-group", "handover")
    assert found.help == "the circle is handover > trade > handover"


def test_groups_of_groups_are_looked_at_once(tmp_path: Path) -> None:
    """Each of two groups on every one of forty floors holds both of the floor below."""
    groups = "".join(
        f"      {side}{floor}: {{label: l, values: [a{floor + 1}, b{floor + 1}]}}\n"
        for floor in range(40)
        for side in "ab"
    )
    last = "      a40: {label: l, values: [transfer]}\n      b40: {label: l, values: [transfer]}\n"
    text = TRAFFICKING.replace("    groups:\n", f"    groups:\n{groups}{last}", 1)
    rulebook, diagnostics = load_rulebook([write(tmp_path, **{SPACE: text})])
    assert diagnostics == []
    assert rulebook is not None
    assert rulebook.vocabularies["trafficking"].space.dimension("act").groups["a0"] == ("transfer",)


def test_a_dimension_without_core_values_is_no_floor(tmp_path: Path) -> None:
    text = TRAFFICKING.replace('phrase: ""}', 'phrase: "", status: ext}')
    text = text.replace('in vain"}', 'in vain", status: ext}')
    diagnostics = load_rulebook([write(tmp_path, **{SPACE: text})])[1]
    assert told(diagnostics) == [("no-core-value", "participation")]


def test_a_space_too_large_is_not_built_and_said_once(tmp_path: Path) -> None:
    many = "".join(f"      v{n}: {{label: l, definition: d, phrase: p}}\n" for n in range(6_000))
    text = TRAFFICKING.replace("      adult:", f"{many}      adult:")
    diagnostics = load_rulebook([write(tmp_path, **{SPACE: text})])[1]
    assert [(d.code, d.span.text) for d in diagnostics] == [("space-too-large", "trafficking")]
    assert diagnostics[0].message == "the space has 72,036 cells, more than 50,000"


def test_tools_say_which_conduct_each_offence_is(complaints: Complaints) -> None:
    tools = "spaces/tools.yaml"
    assert told(complaints(tools, "  tip_basic: {space", "  tip_basis: {space")) == [
        ("missing-key", "tip_basis"),
        ("unknown-value", "tip_basis"),
    ]
    assert told(complaints(tools, "space: trafficking", "space: traffiking")) == [
        ("unknown-space", "traffiking")
    ]
    assert told(complaints(tools, "participation is principal", "charge is illegal_entry")) == [
        ("unknown-dimension", "charge")
    ]


def test_two_spaces_of_one_name(tmp_path: Path) -> None:
    (found,) = load_rulebook([write(tmp_path, **{"spaces/zz.yaml": TRAFFICKING})])[1]
    assert (found.code, found.span.text) == ("duplicate-id", "trafficking")
    assert found.labels[0].span.file.name == "rules/spaces/trafficking.yaml"


# --- Obligations ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        Wrong(TIP, "id: tip.5.1\n", "id: tip.3.c\n", "duplicate-id", "tip.3.c", None),
        Wrong(TIP, "id: age\n", "id: child\n", "duplicate-id", "child", None),
        Wrong(
            TIP,
            "obligation: tip.5.1}",
            "obligation: tip.5.2}",
            "unknown-obligation",
            "tip.5.2",
            "use the id under which a pack declares it",
        ),
        Wrong(
            TIP,
            "net_of: [tip.5.1]",
            "net_of: [tip.5.3]",
            "unknown-obligation",
            "tip.5.3",
            "use the id under which a pack declares it",
        ),
        Wrong(
            TIP,
            "net_of: [tip.5.1]",
            "told_by: [xyz]",
            "unknown-obligation",
            "xyz",
            "use the id under which a pack declares it",
        ),
        Wrong(
            TIP,
            "net_of: [tip.5.1]",
            "net_of: [tip.3.c]",
            "circular-reference",
            "tip.3.c",
            "the circle is `tip.3.c` > `tip.3.c`; break it",
        ),
        Wrong(
            TIP,
            "remedy: enact an offence",
            "remedy: enact\n        net_of: [tip.3.c]",
            "circular-reference",
            "tip.5.1",
            "the circle is `tip.3.c` > `tip.5.1` > `tip.3.c`; break it",
        ),
        Wrong(
            TIP,
            "[basic_concepts]",
            "[basic_concept]",
            "unknown-qualifier",
            "basic_concept",
            "did you mean `basic_concepts`?",
        ),
        Wrong(
            TIP,
            "    qualifiers: [basic_concepts]\n",
            "",
            "qualifier-missing",
            "mandatory_qualified",
            None,
        ),
        Wrong(
            TIP,
            "    through: [tip.5.1]\n",
            "",
            "definition-elements",
            "tip.3.a",
            "add `through: [...]` with their ids",
        ),
        Wrong(
            TIP,
            "force: mandatory\n",
            "force: mandatory\n    through: [tip.5.1]\n",
            "definition-elements",
            "[tip.5.1]",
            None,
        ),
        Wrong(
            TIP,
            "force: mandatory\n",
            "force: definition\n    through: [tip.5.1]\n",
            "definition-elements",
            None,
            "name the duties it works through under `through`",
        ),
        Wrong(
            TIP,
            "instrument: tip",
            "instrument: tipp",
            "unknown-instrument",
            "tipp",
            "did you mean `tip`?",
        ),
        Wrong(
            TIP,
            "kind: number, unit: years,",
            "kind: number,",
            "fact-kind",
            "age_of_child",
            "add `unit: years`, `months` or `days`",
        ),
        Wrong(
            TIP,
            "kind: number, unit: years,",
            "kind: yes_no, unit: years,",
            "fact-kind",
            "years",
            "remove `unit`",
        ),
        Wrong(
            TIP,
            "kind: number, unit: years,",
            "kind: choice, choices: [a],",
            "fact-kind",
            "age_of_child",
            "add `choices: [...]` with two answers at least",
        ),
        Wrong(
            TIP,
            "kind: number, unit: years,",
            "kind: date, choices: [a, b],",
            "fact-kind",
            "[a, b]",
            "remove `choices`",
        ),
        Wrong(
            TIP,
            ">= 18 years",
            ">= 18 months",
            "wrong-comparison",
            "18 months",
            "write the number in years",
        ),
        Wrong(
            TIP,
            " >= 18 years",
            "",
            "wrong-comparison",
            "establish age_of_child",
            "write `establish age_of_child >= 18 years`",
        ),
        Wrong(
            TIP,
            "establish age_of_child",
            "establish age_of_chld",
            "unknown-fact",
            "age_of_chld",
            "did you mean `age_of_child`?",
        ),
        Wrong(
            TIP,
            "criminalize trafficking where",
            "criminalize traficking where",
            "unknown-space",
            "traficking",
            "did you mean `trafficking`?",
        ),
        Wrong(
            TIP,
            "where victim is child",
            "where charge is illegal_entry",
            "unknown-dimension",
            "charge",
            "`charge` is a dimension of `victim_liability`",
        ),
        Wrong(
            TIP,
            "victim is child",
            "victim is sale",
            "unknown-value",
            "sale",
            "`sale` is a value of `act`",
        ),
        Wrong(
            TIP, "victim is child", "act is sale or victim is child", "uneven-silence", "act", None
        ),
        Wrong(
            TIP,
            "criminalize trafficking where",
            "criminalize victim_liability where",
            "wrong-space-kind",
            "victim_liability",
            None,
        ),
        Wrong(
            TIP,
            "requires: criminalize trafficking\n",
            "requires: >\n          criminalize\n          trafficking\n",
            "expression-style",
            None,
            "write it on one line or as a literal block (`|`)",
        ),
        Wrong(TIP, "when: watch trafficking", "when: covers trafficking", "syntax", "covers", None),
    ],
)
def test_mistakes_in_obligations(complaints: Complaints, wrong: Wrong) -> None:
    assert complaint(complaints, wrong).trail


def test_facts_are_shared_if_they_are_the_same(tmp_path: Path) -> None:
    other = PACK.replace("protocol_tip", "other").replace("tip.", "oth.")
    assert len(sound(write(tmp_path, **{"other.yaml": other})).facts) == 1
    other = other.replace("unit: years", "unit: months")
    diagnostics = load_rulebook([write(tmp_path, **{"other.yaml": other})])[1]
    conflict = next(d for d in diagnostics if d.code == "fact-conflict")
    assert (conflict.span.text, conflict.labels[0].span.text) == ("age_of_child", "age_of_child")


def test_two_packs_of_one_name(tmp_path: Path) -> None:
    diagnostics = load_rulebook([write(tmp_path, **{"zz.yaml": PACK})])[1]
    assert told(diagnostics)[0] == ("pack-name", "protocol_tip")
    assert diagnostics[0].span.file.name == "rules/zz.yaml"
    assert diagnostics[0].help == "call the file `protocol_tip.yaml`, or the pack `zz`"


def test_a_pack_is_asked_for_by_the_name_of_its_file(tmp_path: Path) -> None:
    folder = write(tmp_path, **{"zz.yaml": PACK.replace("tip.", "zz.")})
    assert {d.code for d in load_rulebook([folder], ["zz"])[1]} == {"pack-name"}
    assert load_rulebook([folder], ["protocol_tip"])[1] == []


def test_instruments_depend_on_each_other_in_one_direction(complaints: Complaints) -> None:
    name = "instruments.yaml"
    (found,) = complaints(name, "parent: untoc", "parent: untock")
    assert told([found]) == [("unknown-instrument", "untock")]
    (found,) = complaints(name, "parent: untoc", "parent: tip")
    assert told([found]) == [("circular-reference", "tip")]


def test_a_broken_space_does_not_make_its_name_unknown(complaints: Complaints) -> None:
    twice = complaints(SPACE, "space: trafficking\n", "space: trafficking\nspace: x\n")
    assert [d.code for d in twice] == ["duplicate-key"]
    kind = complaints(SPACE, "kind: offence\n", "kind: ofence\n")
    assert told(kind) == [("unknown-word", "ofence")]


# --- Bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("instrument: tip", "instrument: [tip", "yaml-syntax"),
        ("instrument: tip", "instrument: tip\ninstrument: som", "duplicate-key"),
        ("instrument: tip", "instrument: &a tip", "yaml-anchor"),
        ("instrument: tip", "instrument: !!str tip", "yaml-tag"),
        ("instrument: tip", "instrument: *a", "yaml-alias"),
        ("instrument: tip", f"instrument: {'[' * 60}{']' * 60}", "yaml-nesting"),
        ("instrument: tip", "instrument: t\x07ip", "control-character"),
    ],
)
def test_bad_yaml(complaints: Complaints, old: str, new: str, code: str) -> None:
    assert code in {d.code for d in complaints(TIP, old, new)}


@pytest.mark.parametrize("name", list(FILES))
def test_a_huge_file_is_not_read(tmp_path: Path, name: str) -> None:
    with (write(tmp_path) / "rules" / name).open("r+b") as file:
        file.truncate(200 * 1024 * 1024)
    codes = {d.code for d in load_rulebook([tmp_path])[1]}
    assert "file-too-large" in codes
    assert LARGEST_FILE < 200 * 1024 * 1024


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (write(tmp_path) / "rules" / TIP).write_bytes(PACK.encode("utf-16"))
    assert [d.code for d in load_rulebook([tmp_path])[1]] == ["file-encoding"]


@pytest.mark.parametrize("text", ["[]", "x", "{}", "- a", "pack:", "pack: {}", "? [a]\n: b"])
@pytest.mark.parametrize("name", list(FILES))
def test_files_of_the_wrong_kind(tmp_path: Path, name: str, text: str) -> None:
    rulebook, diagnostics = load_rulebook([write(tmp_path, **{name: text})])
    assert rulebook is None
    assert all(draw(d) for d in diagnostics)


def test_the_caret_stands_under_chinese_and_arabic(complaints: Complaints) -> None:
    new = "watch:\n  - {note: 出卖儿童 بيع, id: sale, when: watch trafficking where act is 出卖}\n"
    (found,) = complaints(TIP, PACK[PACK.index("watch:") :], new)
    lines = draw(found).splitlines()
    assert found.span.text == "出卖"
    assert lines[3].endswith("^^^^")
    assert lines[3].index("^") == lines[2].index("出卖}") + 4  # four wide letters stand before it


@given(data=st.data())
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_files_cut_up_at_random_are_told_and_never_raise(
    tmp_path: Path, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(list(FILES)))
    lines = FILES[name].splitlines()
    where = data.draw(st.integers(0, len(lines) - 1))
    new = data.draw(
        st.sampled_from(["", "x", "  x: y", "- x", "  []", "{}", lines[where] * 2, "x: [a]"])
        | st.sampled_from(lines)
    )
    lines[where] = new
    shutil.rmtree(tmp_path / "rules", ignore_errors=True)
    rulebook, diagnostics = load_rulebook([write(tmp_path, **{name: "\n".join(lines)})])
    assert (rulebook is None) == bool(diagnostics)
    assert all(draw(d) for d in diagnostics)


# --- Schemas for editors -------------------------------------------------------------------------


def _properties(node: object) -> list[dict[str, object]]:
    if not isinstance(node, dict):
        return []
    own = list(node.get("properties", {}).values())
    return own + [p for value in node.values() for p in _properties(value)]


def test_schemas_describe_every_key() -> None:
    for schema in (pack_schema(), space_schema(), instruments_schema()):
        assert schema["$schema"].startswith("https://json-schema.org/")
        assert schema["title"].startswith("gapcheck ")
        fields = _properties({"properties": schema["properties"], "rest": schema["$defs"]})
        assert fields
        assert all(field.get("description") for field in fields)
