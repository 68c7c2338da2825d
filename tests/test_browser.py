"""The pages in a real browser: barriers, requests, filters, print, narrow windows.

It needs Chromium and axe-core; where they are absent, `conftest` leaves these tests out and says so.
Under `CI` their absence is an error.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from gapcheck.model.outcome import Verdict
from gapcheck.report import commentary, html
from gapcheck.report.elements import mark
from tests import chromium, commented, gallery

pytestmark = pytest.mark.browser

TEMPLATES = (Path(__file__).parent.parent / "templates",)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPEN_ALL = "document.querySelectorAll('details').forEach((d) => { d.open = true; })"
VISIBLE = (
    "[...document.querySelectorAll('article')].filter((a) => a.checkVisibility()).map((a) => a.id)"
)
IN_SIGHT = (
    "new Promise((done) => setTimeout(() => {{"
    " const top = document.getElementById('{}').getBoundingClientRect().top;"
    " done(top >= 0 && top < innerHeight); }}, 50))"
)
COUNT = "document.getElementById('count').textContent"

WINDOWS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"dark": True},
    "narrow": {"width": 320},
    "print": {"media": "print"},
}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chromium.Browser]:
    lacking = chromium.missing()
    assert not lacking, lacking
    with chromium.started(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of the pages: reports and commentaries, of which one each is small and has everything."""
    folder = tmp_path_factory.mktemp("reports")
    for command in (
        ("report", "KGZ", "--as-of", "2018-06-30", "--pack", "protocol_tip", "-o", str(folder)),
        ("list", "--commentary", "tip", "-o", str(folder / "tip.html")),
    ):
        program = [sys.executable, "-m", "gapcheck", *command]
        done = subprocess.run(program, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    every = folder / "every.html"
    every.write_text(html.render(gallery.every_verdict(), TEMPLATES), encoding="utf-8")
    treaty = folder / "treaty.html"
    treaty.write_text(commentary.html(commented.small(), TEMPLATES), encoding="utf-8")
    return {
        "KGZ": (folder / "KGZ_2018-06-30.html").as_uri(),
        "every": every.as_uri(),
        "tip": (folder / "tip.html").as_uri(),
        "treaty": treaty.as_uri(),
    }


@pytest.fixture
def page(browser: chromium.Browser, reports: dict[str, str]) -> Iterator[chromium.Page]:
    with browser.page() as opened:
        opened.open(reports["every"])
        yield opened


def choose(page: chromium.Page, name: str, value: str) -> None:
    page.run(
        f"""{{
          const field = document.querySelector("#filter [name={name}]");
          field.value = {value!r};
          field.dispatchEvent(new Event("input", {{ bubbles: true }}));
        }}"""
    )


# Nothing stands in the way, and nothing leaves.


@pytest.mark.parametrize(
    ("name", "window"),
    [
        *((name, window) for name in ("KGZ", "treaty") for window in WINDOWS),
        ("every", "light"),
        ("every", "dark"),
    ],
)
def test_axe_finds_nothing(
    browser: chromium.Browser, reports: dict[str, str], name: str, window: str
) -> None:
    with browser.page(**WINDOWS[window]) as page:
        page.open(reports[name])
        page.run(OPEN_ALL)
        page.run(chromium.AXE.read_text(encoding="utf-8") + "; 0")
        # Nobody points at paper.
        fingers = f"{{ 'target-size': {{ enabled: {str(window != 'print').lower()} }} }}"
        options = f"{{ runOnly: {RULES}, rules: {fingers}, resultTypes: ['violations'] }}"
        found = page.run(
            f"axe.run({options}).then((r) => [r.passes.length, r.violations.map((v) =>"
            " [v.id, v.nodes.map((n) => n.html.slice(0, 200))])])"
        )
        assert found[0] > 20
        assert found[1] == []
        told = page.heard("Network.requestWillBeSent")
        assert [t["request"]["url"] for t in told] == [reports[name]]
        assert page.heard("Runtime.exceptionThrown") == []


@pytest.mark.parametrize("name", ["KGZ", "every", "tip", "treaty"])
def test_nothing_moves_sideways_but_boxes_that_are_meant_to(
    browser: chromium.Browser, reports: dict[str, str], name: str
) -> None:
    with browser.page(width=320) as page:
        page.open(reports[name])
        page.run(OPEN_ALL)
        assert page.run("document.documentElement.scrollWidth") == 320
        wide = page.run(
            "[...document.querySelectorAll('main *')].filter((e) => !e.closest('.scroll, svg')"
            " && e.getBoundingClientRect().right > 320.5).map((e) => e.outerHTML.slice(0, 120))"
        )
        assert wide == []


@pytest.mark.parametrize("name", ["KGZ", "every", "tip", "treaty"])
@pytest.mark.parametrize("width", [320, 700, 970, 1280])
def test_no_table_is_cut_off(
    browser: chromium.Browser, reports: dict[str, str], name: str, width: int
) -> None:
    with browser.page(width=width) as page:
        page.open(reports[name])
        cut = page.run(
            "[...document.querySelectorAll('.scroll')].filter((e) => e.scrollWidth > e.clientWidth)"
            ".map((e) => e.getAttribute('aria-label'))"
        )
        assert cut == []


def test_in_a_narrow_window_a_row_is_a_card_with_the_verdict_first(
    browser: chromium.Browser, reports: dict[str, str]
) -> None:
    with browser.page(width=320) as page:
        page.open(reports["every"])
        places = page.run(
            "[...document.querySelectorAll('tr[data-of]')].map((r) => [...r.cells].map((c) =>"
            " c.getBoundingClientRect().top))"
        )
        assert places
        for provision, duty, force, verdict in places:
            assert provision < verdict < duty < force
        heads = page.run(
            "[...document.querySelectorAll('tr[data-of] [data-head]')].map((c) =>"
            " getComputedStyle(c, '::before').content)"
        )
        assert set(heads) == {'"Force: "'}


def test_a_column_of_the_overview_says_its_verdict_to_those_who_do_not_see_the_symbol(
    page: chromium.Page,
) -> None:
    page.call("Accessibility.enable")
    nodes = page.call("Accessibility.getFullAXTree")["nodes"]
    named = {n["name"]["value"] for n in nodes if n.get("role", {}).get("value") == "columnheader"}
    assert {mark(verdict).words for verdict in Verdict} <= named


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_numbers_in_bars_stand_clear_of_their_symbols(page: chromium.Page, direction: str) -> None:
    page.run(f"document.documentElement.dir = {direction!r}")
    gaps = page.run(
        "[...document.querySelectorAll('.segment')].map((s) =>"
        " s.querySelector('text').getBBox().x - s.querySelector('use').getBBox().x)"
    )
    assert gaps
    assert min(gaps) >= 14  # the width of a symbol


def test_the_policy_stops_what_was_not_in_the_file(page: chromium.Page) -> None:
    stopped = page.run(
        """new Promise((done) => {
          const stopped = [];
          addEventListener("securitypolicyviolation", (e) => stopped.push(e.effectiveDirective));
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
          document.body.setAttribute("style", "color: red");
          new Image().src = "https://elsewhere.example/x.png";
          fetch("https://elsewhere.example/").catch(() => {});
          setTimeout(() => done(stopped.sort()), 200);
        })"""
    )
    assert stopped == ["connect-src", "img-src", "script-src-elem", "style-src-attr"]
    assert page.run("window.ran") is None


@pytest.mark.parametrize("name", ["every", "tip", "treaty"])
def test_targets_are_large_enough(
    browser: chromium.Browser, reports: dict[str, str], name: str
) -> None:
    with browser.page(width=320) as page:
        page.open(reports[name])
        small = page.run(
            "[...document.querySelectorAll('nav a, .links a, summary, select, input, button')]"
            ".filter((e) => e.checkVisibility()).filter((e) => { const b = e.getBoundingClientRect();"
            " return b.width < 24 || b.height < 24; }).map((e) => e.outerHTML)"
        )
        assert small == []


# Filters.


def test_everything_is_shown_at_first_and_the_count_says_so(page: chromium.Page) -> None:
    assert len(page.run(VISIBLE)) == 16
    assert page.run(COUNT) == "Showing 16 of 16 findings"
    assert page.run("document.querySelector('#count').role") == "status"


def test_a_choice_filters_is_counted_and_kept_in_the_address(page: chromium.Page) -> None:
    choose(page, "status", "unknown")
    assert page.run(COUNT) == (
        "Showing 2 of 16 findings: filter Verdict “Not known: information missing”"
    )
    shown = page.run(VISIBLE)
    assert len(shown) == 2
    rows = "[...document.querySelectorAll('tr[data-of]')].filter((r) => r.checkVisibility())"
    assert page.run(f"{rows}.map((r) => r.dataset.of)") == shown
    headings = (
        "[...document.querySelectorAll('.chapter h3')].filter((h) => h.checkVisibility()).length"
    )
    assert page.run(headings) == 2
    choose(page, "text", " DUTY ")
    assert parse_qs(urlsplit(page.run("location.href")).query) == {
        "status": ["unknown"],
        "text": ["DUTY"],
    }
    page.reload()
    assert page.run(VISIBLE) == shown
    assert page.run("document.querySelector('[name=status]').value") == "unknown"
    assert page.run(COUNT).endswith("filter Verdict “Not known: information missing”, Words “DUTY”")


@pytest.mark.parametrize("name", ["force", "chapter", "basis"])
def test_every_choice_shows_as_many_findings_as_it_promises(page: chromium.Page, name: str) -> None:
    choices = page.run(
        f"[...document.querySelector('[name={name}]').options].map((o) => [o.value, o.text])"
    )
    assert len(choices) > 2
    for value, words in choices[1:]:
        choose(page, name, value)
        assert words.endswith(f" ({len(page.run(VISIBLE))})")


@pytest.mark.parametrize(
    "words",
    [
        "ETRANGER",
        "étranger",
        "e\N{COMBINING ACUTE ACCENT}tranger traite",
        "tip.1 etranger",
        "يعاقب",
        "اغوى",
        "كـل من",
        "ВЕРБОВКА",
    ],
)
def test_search_folds_case_accents_and_arabic_forms(page: chromium.Page, words: str) -> None:
    choose(page, "text", words)
    assert "tip.1" in page.run(VISIBLE)


def test_what_nobody_wrote_is_not_found_and_the_button_brings_all_back(page: chromium.Page) -> None:
    choose(page, "text", "qwertz")
    assert page.run(VISIBLE) == []
    assert page.run(COUNT) == "Showing 0 of 16 findings: filter Words “qwertz”"
    page.run("document.querySelector('#filter button').click()")
    assert page.run(f"new Promise((done) => setTimeout(() => done({COUNT}), 20))") == (
        "Showing 16 of 16 findings"
    )
    assert urlsplit(page.run("location.href")).query == ""


def test_a_link_to_a_hidden_finding_shows_it(page: chromium.Page) -> None:
    choose(page, "status", "met")
    hidden = page.run("document.querySelector('article[hidden]').id")
    page.run(f"location.hash = {hidden!r}; new Promise((done) => setTimeout(done, 100))")
    assert hidden in page.run(VISIBLE)


def test_an_address_shows_what_it_leads_to_although_its_filter_hides_it(
    browser: chromium.Browser, reports: dict[str, str]
) -> None:
    with browser.page() as page:
        page.open(reports["every"] + "?status=met#tip.16")
        assert "tip.16" in page.run(VISIBLE)
        assert page.run(IN_SIGHT.format("tip.16"))
        assert page.run("location.search") == ""


def test_an_address_keeps_its_filter_where_that_hides_nothing_it_leads_to(
    browser: chromium.Browser, reports: dict[str, str]
) -> None:
    with browser.page() as page:
        page.open(reports["every"] + "?status=met#overview")
        assert len(page.run(VISIBLE)) == 2
        assert page.run("location.search") == "?status=met"


def test_the_same_link_works_twice(page: chromium.Page) -> None:
    for _ in range(2):
        choose(page, "status", "met")
        page.run(
            'scrollTo(0, 0); document.querySelector(\'td a[href="#tip.15"], p a[href="#tip.15"]\').click()'
        )
        assert "tip.15" in page.run(VISIBLE)
        assert page.run(IN_SIGHT.format("tip.15"))


def test_a_foreign_address_does_no_harm(browser: chromium.Browser, reports: dict[str, str]) -> None:
    with browser.page() as page:
        page.open(reports["every"] + "?status=nonsense&length=1&text=%3Cb%3E&__proto__=x#%")
        assert page.run("document.querySelector('[name=status]').value") == ""
        assert page.run(COUNT) == "Showing 0 of 16 findings: filter Words “<b>”"
        assert page.heard("Runtime.exceptionThrown") == []


def test_without_scripts_all_findings_are_there(
    browser: chromium.Browser, reports: dict[str, str]
) -> None:
    with browser.page() as page:
        page.call("Emulation.setScriptExecutionDisabled", value=True)
        page.open(reports["every"] + "?status=met")
        assert len(page.run(VISIBLE)) == 16
        assert page.run("document.getElementById('filter').checkVisibility()") is False


# Print.


def test_proofs_open_for_print_and_close_again(page: chromium.Page) -> None:
    page.run("document.querySelector('details').open = true")
    page.run(
        "addEventListener('beforeprint', () => {"
        " window.left = document.querySelectorAll('details:not([open])').length; })"
    )
    assert page.call("Page.printToPDF", preferCSSPageSize=True)["data"]
    assert page.run("window.left") == 0
    assert page.run("document.querySelectorAll('details[open]').length") == 1


def test_print_says_what_was_filtered(page: chromium.Page) -> None:
    choose(page, "status", "met")
    page.call("Emulation.setEmulatedMedia", media="print")
    notice = "document.getElementById('filtered')"
    assert page.run(f"{notice}.checkVisibility()") is True
    assert page.run(f"{notice}.textContent") == (
        "Showing 2 of 16 findings: filter Verdict “Meets”."
        " Recommendations, needs and requests that serve other findings are left out."
    )
    assert page.run("document.getElementById('filter').checkVisibility()") is False
    choose(page, "status", "")
    assert page.run(f"{notice}.checkVisibility()") is False


def test_print_leaves_out_what_serves_hidden_findings_alone(page: chromium.Page) -> None:
    serving = (
        "[...document.querySelectorAll('main [data-serves]')].filter((e) => e.checkVisibility())"
        ".map((e) => e.dataset.serves.split(' '))"
    )
    heading = "document.getElementById('{}').checkVisibility()"
    everything = page.run(serving)
    choose(page, "status", "not_met")
    shown = set(page.run(VISIBLE))
    assert page.run(serving) == everything
    page.call("Emulation.setEmulatedMedia", media="print")
    left = page.run(serving)
    assert left == [names for names in everything if shown & set(names)]
    assert 0 < len(left) < len(everything)
    assert page.run(heading.format("recommendations"))
    choose(page, "text", "qwertz")
    assert page.run(serving) == []
    assert not page.run(heading.format("recommendations"))


def test_every_printed_page_says_what_it_is_of(page: chromium.Page) -> None:
    margins = page.run(
        "Object.fromEntries([...[...document.styleSheets[0].cssRules]"
        ".find((rule) => rule instanceof CSSPageRule).cssRules]"
        ".map((rule) => [rule.name, rule.style.content]))"
    )
    style = "getComputedStyle(document.documentElement).getPropertyValue('{}')"
    assert margins["top-left"] == "var(--running)"
    assert margins["top-right"] == "var(--caution)"
    assert page.run(style.format("--running")) == '"Testland, law of 1 June 2020"'
    assert page.run(style.format("--caution")) == '"Prompt for a lawyer, not legal advice"'


def test_a_page_without_a_running_head_prints_none(
    browser: chromium.Browser, reports: dict[str, str]
) -> None:
    with browser.page() as page:
        page.open(reports["treaty"])
        style = "getComputedStyle(document.documentElement).getPropertyValue('--running')"
        assert page.run(style) == '""'


def test_print_has_the_contents_and_no_gaps_for_fingers(page: chromium.Page) -> None:
    page.call("Emulation.setEmulatedMedia", media="print")
    assert page.run("document.querySelector('nav').checkVisibility()")
    high = page.run(
        "[...document.querySelectorAll('.links a')]"
        ".flatMap((a) => [...a.getClientRects()].map((line) => line.height))"
    )
    assert high
    assert max(high) < 24


def test_labels_are_printed_on_the_page_of_what_they_name(page: chromium.Page) -> None:
    page.call("Emulation.setEmulatedMedia", media="print")
    parted = page.run(
        "[...document.querySelectorAll('p + ul, .finding > h4 + p + p')]"
        ".map((e) => e.matches('ul') ? e.previousElementSibling : e)"
        ".filter((e) => getComputedStyle(e).breakAfter !== 'avoid').map((e) => e.outerHTML)"
    )
    assert parted == []


def test_paper_is_white_in_dark_rooms(browser: chromium.Browser, reports: dict[str, str]) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    with browser.page(dark=True) as page:
        page.open(reports["every"])
        assert page.run(ground) == "rgb(20, 24, 31)"
    with browser.page(dark=True, media="print") as page:
        page.open(reports["every"])
        assert page.run(ground) == "rgb(255, 255, 255)"
