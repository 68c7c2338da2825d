"""Cases notice mistakes in their pack, and what they do not notice is listed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree

import pytest
from msgspec.structs import replace

from gapcheck import cases, cli
from gapcheck.cases import Case, Mutant, Result, Trial
from gapcheck.model.law import Obligation, Rulebook, RulePack
from gapcheck.workspace import Workspace

HOME = Path(__file__).parent / "example"


@pytest.fixture(scope="module")
def book() -> Rulebook:
    rulebook, wrong = Workspace(HOME).rulebook(["example"])
    assert rulebook is not None, wrong
    return rulebook


@pytest.fixture(scope="module")
def own(book: Rulebook) -> Sequence[Case]:
    found, wrong = cases.load_cases([HOME / "rules" / "example.cases.yaml"], book, str)
    assert wrong == []
    return found


def results(found: Sequence[Case], rulebook: Rulebook) -> Sequence[Result]:
    return list(cases.run(found, rulebook))


def made(rulebook: Rulebook) -> cases.Mutants:
    spaces = {name: v.space for name, v in rulebook.vocabularies.items()}
    return cases.mutate(rulebook.packs[0], spaces)


def enacted(mutant: Mutant, rulebook: Rulebook) -> Rulebook:
    """The whole rulebook with the mistake in it."""
    pack = rulebook.packs[0]
    obligations, watches = pack.obligations, pack.watches
    if isinstance(mutant.instead, Obligation):
        instead = mutant.instead
        obligations = tuple(instead if o.id == mutant.name else o for o in obligations)
    else:
        others = tuple(w for w in watches if w.id != mutant.name)
        watches = others if mutant.instead is None else (*others, mutant.instead)
    changed: RulePack = replace(pack, obligations=obligations, watches=watches)
    return replace(rulebook, packs=(changed,))


def trial_of(found: Sequence[Result], rulebook: Rulebook) -> Trial:
    trial = Trial(rulebook.packs[0], rulebook)
    for result in found:
        trial.add(result)
    return trial


def test_the_cases_come_out_and_notice_every_mistake(book: Rulebook, own: Sequence[Case]) -> None:
    found = results(own, book)
    assert [c.message for r in found for c in r.complaints] == []
    trial = trial_of(found, book)
    assert [(m.name, m.change) for m in made(book).made if not trial.notices(m)] == []


def test_every_case_is_judged_as_over_the_whole_changed_pack(
    book: Rulebook, own: Sequence[Case]
) -> None:
    alone = [(case, trial_of(results([case], book), book)) for case in own]
    noticed = 0
    for mutant in made(book).made:
        changed = enacted(mutant, book)
        for case, trial in alone:
            (whole,) = cases.run([case], changed)
            assert trial.notices(mutant) == bool(whole.complaints), (mutant.change, case.name)
            noticed += bool(whole.complaints)
    assert noticed > len(made(book).made)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("ex.children", "the element left out"),
        ("ex.children", "`transfer` left out of the list"),
        ("ex.children", "`punishable not only by fine` left out"),
        ("ex.children", "`victim is child` left out"),
        ("ex.children", "`or` for `and` in `victim is child and means is none`"),
        ("ex.children", "`force: best_efforts` for `mandatory`"),
        ("ex.product", "`receipt` left out of the values of `act`"),
        ("ex.product", "`told_by: ex.children` left out"),
        ("ex.attempt", "`net_of: ex.children` left out"),
        ("ex.attempt", "the qualifier `basic_concepts` left out"),
        ("ex.heading", "`through: ex.attempt` left out"),
        ("ex.heading", "`roll_up: any` for `all`"),
        ("ex.release", "`as a right` left out"),
        ("ex.ships", "`given: establish keeps_ships` left out"),
        ("ex.ships", "`roll_up: all` for `any`"),
        ("ex.ships", "`29 days` for `30 days`"),
        ("ex.ships", "`31 days` for `30 days`"),
        ("ex.ships", "`police` left out of the choices"),
        ("adults", "the watch left out"),
        ("adults", "no longer restricted in `victim`"),
    ],
)
def test_a_mistake_is_made(book: Rulebook, name: str, change: str) -> None:
    assert (name, change) in {(m.name, m.change) for m in made(book).made}


def test_what_means_the_same_is_counted_and_left_out(book: Rulebook) -> None:
    changes = {(m.name, m.change) for m in made(book).made}
    # A single element is all and any of them; no force changes what a conflict is called.
    assert not any(name == "ex.records" and "roll_up" in change for name, change in changes)
    assert not any(name == "ex.safeguard" and "force" in change for name, change in changes)
    assert made(book).equivalent > 0


def test_naming_the_value_that_counts_as_ordinary_changes_nothing(
    book: Rulebook, tmp_path: Path
) -> None:
    copytree(HOME, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "rules" / "example.yaml"
    text = path.read_text(encoding="utf-8")
    named = text.replace("participation is attempt and", "participation is principal and")
    path.write_text(named, encoding="utf-8")
    ordinary, _ = Workspace(tmp_path).rulebook(["example"])
    assert ordinary is not None
    changes = {m.change for m in made(ordinary).made if m.name == "ex.attempt"}
    assert "`victim is child` left out" in changes
    assert "`participation is principal` left out" not in changes
    assert "`participation is attempt` left out" in {m.change for m in made(book).made}


def test_a_case_that_fails_already_proves_nothing(book: Rulebook, own: Sequence[Case]) -> None:
    failing = [replace(own[0], expected=own[1].expected, called=(), findings=None, observed=None)]
    found = results(failing, book)
    assert found[0].complaints
    trial = trial_of(found, book)
    assert not any(trial.notices(mutant) for mutant in made(book).made)


def test_survivors_are_listed_with_advice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(folder: Path) -> tuple[object, str, str]:
        arguments = ["gapcheck", "test", "example", "--mutate", "--workspace", str(folder)]
        monkeypatch.setattr(sys, "argv", arguments)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        return ended.value.code, printed.out, printed.err

    status, out, err = run(HOME)
    assert (status, err) == (cli.DONE, "")
    assert " 0 survived" in out
    copytree(HOME, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "rules" / "example.cases.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    called: {gap: [ex.attempt]}\n", ""), encoding="utf-8")
    status, out, _ = run(tmp_path)
    assert status == cli.WRONG_FILE
    assert "ex.attempt: `force: best_efforts` for `mandatory_qualified`\n" in out
    assert "a case in which it is not met and named under `called`" in " ".join(out.split())
    assert " 1 survived" in out


COMPLAINTS = {
    "another word": (
        "    expect: {}\n    called: {weak_effort: [ex.children]}\n",
        "`ex.children` is `gap`, expected `weak_effort`",
    ),
    "no finding": (
        "    expect: {}\n    called: {gap: [ex.attempt]}\n",
        "`ex.attempt` is no finding, expected `gap`",
    ),
    "another verdict of an element": (
        "    expect: {ex.children: {verdict: not_met, elements: {units: met}}}\n",
        "`units` is `not_met`, expected `met`",
    ),
    "another residue of an element": (
        """\
    expect:
      ex.children:
        verdict: not_met
        elements: {units: {verdict: not_met, residue: act is transfer}}
""",
        "the residue of `units` is not the region expected",
    ),
    "a value that is not asked for": (
        '    expect: {ex.children: {verdict: not_met, residue: "act in {recruitment, transfer, receipt}"}}\n',
        "the residue names `receipt`, for which `ex.children` does not ask here",
    ),
    "an arm in which nothing is asked for": (
        "    expect: {ex.children: {verdict: not_met, residue: victim is child or victim is adult}}\n",
        "the residue names `adult`, for which `ex.children` does not ask here",
    ),
}


@pytest.mark.parametrize("what", COMPLAINTS)
def test_a_case_complains(book: Rulebook, tmp_path: Path, what: str) -> None:
    expectation, message = COMPLAINTS[what]
    path = tmp_path / "wrong.cases.yaml"
    path.write_text(f"pack: example\ncases:\n  - name: a case\n{expectation}", encoding="utf-8")
    found, wrong = cases.load_cases([path], book, str)
    assert wrong == []
    assert message in [c.message for r in results(found, book) for c in r.complaints]


# Coverage.


def covered(found: Sequence[Case], rulebook: Rulebook) -> cases.Coverage:
    coverage = cases.Coverage(rulebook.packs[0])
    for result in results(found, rulebook):
        coverage.add(result)
    return coverage


def test_the_provisions_carried_are_listed_by_article(book: Rulebook) -> None:
    assert cases.Coverage(book.packs[0]).articles() == {
        "5": ["(1)", "(2)(a)"],
        "3": [],
        "beyond the Protocol": [],
        "14": ["(2)"],
        "7": ["(1)", "(2)"],
    }


def test_whole_cases_leave_nothing_out(book: Rulebook, own: Sequence[Case]) -> None:
    coverage = covered(own, book)
    assert coverage.missing() == {"met": [], "not met or conflict": [], "unknown": []}
    assert coverage.never_met() == []
    assert list(coverage.warnings()) == []


def test_what_no_case_shows_is_named(book: Rulebook, own: Sequence[Case]) -> None:
    coverage = covered(own[1:2], book)
    judged = [o.id for o in book.packs[0].obligations if o.id != "ex.heading"]
    assert coverage.missing() == {"met": [], "not met or conflict": judged, "unknown": judged}
    (warning,) = coverage.warnings()
    assert warning.code == "never-short"
    assert "`ex.ships` office" in warning.message
    assert covered(own[-1:], book).never_met() != []
