"""The HTML report: one file that asks for nothing, allows nothing foreign and reads without scripts."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from gapcheck.model.outcome import Verdict
from gapcheck.report import html, program, templating
from gapcheck.report.elements import mark
from gapcheck.report.overview import bar, overview
from gapcheck.report.records import AssessmentView, Tally
from tests import gallery

TEMPLATES = (Path(__file__).parent.parent / "templates",)
PARTIALS = TEMPLATES[0] / "partials"
CSS = (PARTIALS / "report.css").read_text(encoding="utf-8")
NASTY = """</style></script><script>alert(1)</script>{{ 7*7 }}{% raw %}" onload="alert(2)" '><b>"""
Attributes = Mapping[str, str]


class Page(HTMLParser):
    """The tags of a page with their attributes and the text right inside them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, Attributes]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.tags:
            self.texts.append((self.tags[-1][0], data))

    def named(self, *names: str) -> list[Attributes]:
        """The attributes of all tags of some names."""
        return [attributes for tag, attributes in self.tags if tag in names]

    def inside(self, name: str) -> list[str]:
        """The text of every element that holds text alone."""
        return [text for tag, text in self.texts if tag == name]


@cache
def text() -> str:
    return html.render(gallery.every_verdict(), TEMPLATES)


@cache
def page() -> Page:
    return Page(text())


# What the page may do.


def test_the_policy_allows_the_very_style_and_script_and_nothing_else() -> None:
    (policy,) = [
        a["content"]
        for a in page().named("meta")
        if a.get("http-equiv") == "Content-Security-Policy"
    ]
    allowed = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (inline,) = re.findall(f"<{tag}>(.*?)</{tag}>", text(), flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert allowed.pop(rule) == f"'sha256-{digest}'"
    assert allowed == dict.fromkeys(("default-src", "base-uri", "form-action"), "'none'")


def test_no_attribute_carries_style_or_script() -> None:
    assert len(page().named("style")) == len(page().named("script")) == 1
    for _, attributes in page().tags:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)


def test_nothing_is_fetched() -> None:
    fetching = {
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "video",
        "audio",
        "source",
        "image",
    }
    assert not fetching & {tag for tag, _ in page().tags}
    for tag, attributes in page().tags:
        assert not {"src", "srcset", "action", "formaction", "poster", "ping"} & set(attributes)
        if tag != "a":
            assert attributes.get("href", "#").startswith("#")
    styles = "".join(page().inside("style"))
    assert "@import" not in styles
    assert set(re.findall(r"url\((.)", styles)) <= {"#"}
    script = "".join(page().inside("script"))
    assert not re.search(r"https?:|fetch|XMLHttp|import\b|eval|innerHTML|document\.write", script)


def test_data_cannot_become_markup_or_template() -> None:
    plain = gallery.every_verdict()
    nasty = gallery.every_verdict(title=NASTY, quote=NASTY, language='ar" onload="x')
    nasty = replace(nasty, header=replace(nasty.header, jurisdiction=NASTY, taken=NASTY))
    plain = replace(plain, header=replace(plain.header, taken="x"))
    there = Page(html.render(nasty, TEMPLATES))
    assert [tag for tag, _ in there.tags] == [
        tag for tag, _ in Page(html.render(plain, TEMPLATES)).tags
    ]
    assert any("{{ 7*7 }}" in said for said in there.inside("h1"))
    assert there.inside("script") == page().inside("script")
    assert there.inside("style") == page().inside("style")


def test_a_script_that_would_end_its_own_element_is_refused(tmp_path: Path) -> None:
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials" / "report.js").write_text('"</script>"')
    with pytest.raises(templating.TemplateMistake, match="would end the element"):
        html.render(gallery.every_verdict(), (tmp_path, *TEMPLATES))


def test_a_workspace_may_bring_its_own_style(tmp_path: Path) -> None:
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials" / "report.css").write_text(
        "p > a { color: #000 } /* {{ as it stands }} */"
    )
    own = html.render(gallery.every_verdict(), (tmp_path, *TEMPLATES))
    assert "<style>p > a { color: #000 } /* {{ as it stands }} */</style>" in own


# What the page is made of.


def test_headings_are_in_order() -> None:
    levels = [int(tag[1]) for tag, _ in page().tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_every_link_inside_the_page_leads_somewhere() -> None:
    ids = [a["id"] for _, a in page().tags if "id" in a]
    assert len(ids) == len(set(ids))
    targets = [a["href"] for a in page().named("a", "use") if a["href"].startswith("#")]
    assert {target.removeprefix("#") for target in targets} <= set(ids)
    references = [a["aria-labelledby"] for _, a in page().tags if "aria-labelledby" in a]
    assert set(references) <= set(ids)


def test_tables_have_captions_and_heads_and_scroll_in_named_boxes() -> None:
    count = len(page().named("table"))
    assert count == len(page().named("caption")) == len(page().named("thead"))
    assert all("scope" in attributes for attributes in page().named("th"))
    boxes = [a for a in page().named("div") if a.get("class") == "scroll"]
    assert len(boxes) == count
    assert all((a["tabindex"], a["role"]) == ("0", "group") for a in boxes)
    names = [a["aria-label"] for a in boxes]
    assert len(names) == len(set(names))


def test_every_verdict_is_a_symbol_and_words() -> None:
    chips = re.findall(
        r'<span class="status (\w+)"><span class="sign"><svg class="icon" aria-hidden="true">'
        r'<use href="#icon-(\w+)"/></svg></span>([^<]+)</span>',
        text(),
    )
    assert {verdict for verdict, _, _ in chips} == set(Verdict)
    assert all(verdict == symbol for verdict, symbol, _ in chips)
    assert all(words == mark(Verdict(verdict)).words for verdict, _, words in chips)
    assert text().count('<span class="status') == len(chips)
    (sprite,) = [a for a in page().named("svg") if a.get("class") == "sprite"]
    assert (sprite["width"], sprite["height"]) == ("0", "0")


def test_quotations_say_their_language_and_ids_are_kept_apart() -> None:
    quotes = {a["lang"] for a in page().named("blockquote")}
    assert quotes == {"ar", "ru"}
    assert all(a["dir"] == "auto" for a in page().named("blockquote"))
    shown = {finding.obligation for c in gallery.every_verdict().chapters for finding in c.findings}
    for name in shown:
        assert f"<bdi>{name}</bdi>" in text() or f"<bdi><code>{name}</code></bdi>" in text()


def test_without_scripts_only_the_filter_is_hidden() -> None:
    hidden = [a["id"] for _, a in page().tags if "hidden" in a]
    assert hidden == ["filtered", "filter"]
    assert all("open" not in a for a in page().named("details"))


def test_the_page_says_the_two_figures_and_no_share() -> None:
    total = gallery.every_verdict().figures
    assert f"<dd>{total.established} of {total.elements}</dd>" in text()
    assert f"<dd>{total.met} of {total.established}</dd>" in text()
    prose = re.sub(r"<style>.*?</style>", "", text(), flags=re.DOTALL)
    assert "%" not in prose
    assert not re.search(r"\b(score|grade|rank|violat|fails|non-compliant)", prose)


def test_the_receipt_names_program_profile_and_packs_in_full() -> None:
    head = gallery.every_verdict().header
    for digest in (program.program_sha256(), head.profile_sha256, *(p.sha256 for p in head.packs)):
        assert re.fullmatch(r"[0-9a-f]{64}", digest)
        assert f'<code class="hash">{digest}</code>' in text()
    assert head.disclaimer in text()


@pytest.mark.parametrize("name", ["a.py", "a.lark", "a.csv"])
def test_the_fingerprint_of_the_program_is_that_of_what_decides(tmp_path: Path, name: str) -> None:
    before = program._sha256(tmp_path)
    (tmp_path / name).write_text("", encoding="utf-8")
    assert program._sha256(tmp_path) != before


def _receipt(shown: AssessmentView, folders: Sequence[Path] = TEMPLATES) -> dict[str, str]:
    """The rows of the receipt: what stands beside each part."""
    written = html.render(shown, folders)
    rows = re.findall(
        r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", written[written.index("Receipt</h2>") :]
    )
    return {re.sub("<.*?>", "", part): re.sub("<.*?>", "", rest) for part, rest in rows}


def test_reports_that_differ_by_date_or_options_have_different_receipts() -> None:
    shown = gallery.every_verdict()
    first = _receipt(shown)
    assert first["Law as at"] == shown.header.as_of_words
    assert first["Options"].startswith("None")
    taken = "Law taken on the reading wide."
    other = _receipt(
        replace(shown, header=replace(shown.header, taken=taken, as_of_words="1 May 2021"))
    )
    assert (other["Options"], other["Law as at"]) == (taken, "1 May 2021")


@pytest.mark.parametrize(
    "name", ["report.html.j2", "partials/status.html.j2", "partials/report.css"]
)
def test_a_changed_template_has_another_fingerprint(tmp_path: Path, name: str) -> None:
    own = tmp_path / name
    own.parent.mkdir(exist_ok=True)
    own.write_text((TEMPLATES[0] / name).read_text(encoding="utf-8") + "\n", encoding="utf-8")
    shown = gallery.every_verdict()
    changed = _receipt(shown, (tmp_path, *TEMPLATES))
    assert changed.pop("Templates") != _receipt(shown)["Templates"]
    assert changed == {k: v for k, v in _receipt(shown).items() if k != "Templates"}


def test_templates_of_other_pages_are_not_in_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "commentary.html.j2").write_text("other")
    shown = gallery.every_verdict()
    assert _receipt(shown, (tmp_path, *TEMPLATES)) == _receipt(shown)


def test_a_template_named_by_a_computed_name_may_be_any(tmp_path: Path) -> None:
    (tmp_path / "page.j2").write_text("{% include name %}{% include 'none.j2' ignore missing %}")
    (tmp_path / "one.j2").write_text("1")
    before = templating.fingerprint(templating.html([tmp_path]), "page.j2", ())
    (tmp_path / "one.j2").write_text("2")
    assert templating.fingerprint(templating.html([tmp_path]), "page.j2", ()) != before


def test_the_fingerprint_of_the_program_is_of_its_files_alone(tmp_path: Path) -> None:
    def digest(**files: str) -> str:
        for name, content in files.items():
            (tmp_path / name.replace("_", ".", 1)).write_bytes(content.encode())
        return program._sha256(tmp_path)

    first = digest(a_py="x\n", b_lark="y")
    assert digest(a_py="x\r\n") == first
    assert digest(note_txt="z") == first
    (tmp_path / "shipped").mkdir()
    (tmp_path / "shipped" / "c.py").write_text("z")
    assert digest() == first
    assert digest(a_py="other") != first


def test_a_language_written_from_the_right_turns_the_page() -> None:
    shown = gallery.every_verdict()
    turned = html.render(
        replace(shown, header=replace(shown.header, language="ar", direction="rtl")), TEMPLATES
    )
    assert '<html lang="ar" dir="rtl" ' in turned


# Filters and bars.


def test_facets_count_every_finding_once() -> None:
    shown = gallery.every_verdict()
    assert [f.id for f in shown.facets] == ["status", "force", "chapter", "basis"]
    for facet in shown.facets:
        assert sum(choice.count for choice in facet.choices) == shown.figures.findings
    articles = page().named("article")
    assert len(articles) == shown.figures.findings
    for facet in shown.facets:
        for choice in facet.choices:
            having = [a for a in articles if a[f"data-{facet.id}"] == choice.value]
            assert len(having) == choice.count


@pytest.mark.parametrize("counts", [(1,), (1, 1000), (5, 1, 1, 1, 1, 1, 1, 99), (3, 3)])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_segments_fill_the_bar_and_leave_room_for_icon_and_number(
    counts: tuple[int, ...], direction: str
) -> None:
    tallies = [Tally(mark(v), n, 0) for v, n in zip(Verdict, counts, strict=False)]
    drawn = bar("Prosecution", tallies, direction)
    placed = sorted(drawn.segments, key=lambda s: s.start)
    assert placed == list(drawn.segments)[:: 1 if direction == "ltr" else -1]
    assert placed[0].start == 0
    assert all(a.start + a.width == b.start for a, b in pairwise(placed))
    assert placed[-1].start + placed[-1].width == drawn.width
    assert all(s.start < s.icon < s.number < s.start + s.width for s in placed)
    assert all(s.width >= 38 for s in placed)
    told = ", ".join(f"{t.mark.words}: {t.count}" for t in tallies)
    assert drawn.words == f"Prosecution. {told}"


@pytest.mark.parametrize(
    ("counts", "widths"),
    [
        ((1, 1), [160, 160]),
        ((3, 1), [240, 80]),
        ((1, 1000), [38, 282]),
        ((1, 9, 1000), [38, 38, 244]),
        # To widen the first makes the second too narrow.
        ((1, 20, 139), [38, 38, 244]),
    ],
)
def test_a_bar_is_to_scale_unless_a_part_is_too_narrow(
    counts: tuple[int, ...], widths: list[int]
) -> None:
    drawn = bar("", [Tally(mark(v), n, 0) for v, n in zip(Verdict, counts, strict=False)])
    assert [segment.width for segment in drawn.segments] == widths
    assert drawn.is_to_scale == (38 not in widths)


def test_the_page_says_what_the_bars_count_and_when_they_are_not_to_scale() -> None:
    shown = gallery.every_verdict()
    assert "The numbers count obligations." in text()
    assert "not to scale" not in text()
    first, *others = shown.overview.rows
    row = replace(first, bar=replace(first.bar, is_to_scale=False))
    spoilt = replace(shown, overview=replace(shown.overview, rows=(row, *others)))
    assert "The bars are not to scale" in html.render(spoilt, TEMPLATES)


def test_every_bar_is_named_after_its_chapter() -> None:
    names = [a["aria-label"] for a in page().named("svg") if a.get("class") == "bar"]
    titles = [chapter.title for chapter in gallery.every_verdict().chapters]
    assert [name.partition(". ")[0] for name in names] == titles


def test_the_table_beside_the_bars_has_the_same_numbers() -> None:
    overview = gallery.every_verdict().overview
    for row in overview.rows:
        drawn = {s.tally.mark.verdict: s.tally.count for s in row.bar.segments}
        assert [drawn.get(m.verdict, 0) for m in overview.columns] == list(row.counts)


def test_the_overview_says_what_its_columns_count() -> None:
    groups = re.findall(r'<th scope="colgroup" colspan="(\d+)">(\w+)</th>', text())
    assert groups == [("2", "Elements"), (str(len(Verdict)), "Obligations")]


def test_where_nothing_is_established_nothing_is_counted_of_it() -> None:
    shown = gallery.every_verdict()
    nothing = replace(shown.figures, established=0, met=0, told="")
    chapters = tuple(replace(chapter, figures=nothing) for chapter in shown.chapters)
    there = replace(shown, figures=nothing, chapters=chapters, overview=overview(chapters))
    written = html.render(there, TEMPLATES)
    assert "0 of 0" not in written
    assert "of these, 0 met" not in re.sub(r"<p>Established: all of 16.*", "", written)
    assert nothing.met_said == "\N{EN DASH}"
    assert replace(nothing, elements=0).established_said == "\N{EN DASH}"


def test_what_is_not_counted_is_said_under_both_tables() -> None:
    shown = gallery.every_verdict()
    note = "Two are not counted."
    noted = replace(shown, figures=replace(shown.figures, note=note))
    assert html.render(noted, TEMPLATES).count(note) == 2


# Style.


def _palettes() -> Iterator[tuple[str, dict[str, str]]]:
    light, dark = re.findall(r":root \{([^}]*--text[^}]*)\}", CSS)
    colours = dict(re.findall(r"--([\w-]+): (#\w+);", light))
    yield "light", colours
    yield "dark", colours | dict(re.findall(r"--([\w-]+): (#\w+);", dark))


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(2 * d for d in digits)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lower, higher = sorted((_luminance(one), _luminance(other)))
    return (higher + 0.05) / (lower + 0.05)


def test_contrast_is_computed_as_the_guidelines_do() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("scheme", "colours"), list(_palettes()))
def test_text_can_be_read_on_every_ground(scheme: str, colours: dict[str, str]) -> None:
    pairs = [(f"{v}-ink", f"{v}-fill") for v in Verdict]
    pairs += [("unknown-ink", "unknown-stripe"), ("head-ink", "head-fill")]
    pairs += [
        (ink, ground) for ink in ("text", "quiet", "title", "link") for ground in ("paper", "panel")
    ]
    for ink, ground in pairs:
        assert contrast(colours[ink], colours[ground]) >= 4.5, (scheme, ink, ground)
    for ground in ("paper", "panel"):
        assert contrast(colours["edge"], colours[ground]) >= 3, (scheme, ground)


def test_the_light_palette_is_the_agreed_one() -> None:
    (_, colours), _ = _palettes()
    agreed = {"conflict": 9.4, "not_met": 6.7, "partly_met": 6.6, "unclear": 8.5}
    agreed |= {"unknown": 8.8, "met": 7.2, "not_applicable": 7.7, "head": 11.6}
    for name, ratio in agreed.items():
        assert contrast(colours[f"{name}-ink"], colours[f"{name}-fill"]) == pytest.approx(
            ratio, abs=0.1
        )


def test_the_style_names_no_side_of_the_page() -> None:
    side = "(left|right|top|bottom)"
    sided = rf"(?<![\w-])({side}|(min-|max-)?(width|height)|(margin|padding|border)-{side}[\w-]*|float)\s*:"
    rules = re.sub(r"@media [^{]*|/\*.*?\*/|@page \{.*?\n\}", "", CSS, flags=re.DOTALL)
    assert not re.search(sided, rules)
    assert not re.search(r"text-align:\s*(left|right)", rules)


def test_print_repeats_heads_and_cuts_no_rows() -> None:
    printed = CSS[CSS.index("@media print {") :]
    assert "thead { display: table-header-group; }" in printed
    assert re.search(r"\btr,[^{]*\{ break-inside: avoid; \}", printed)
    assert "details::details-content { content-visibility: visible;" in printed


def test_addresses_become_links_that_tell_nobody_where_they_come_from() -> None:
    assert 'rel="noreferrer"' in str(templating.link("https://a.example/"))
    assert {"name": "referrer", "content": "no-referrer"} in page().named("meta")
