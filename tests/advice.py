"""What to do about each mistake, for the catalogue.

It knows the codes by group, in the order of the catalogue. What each message says is the program's affair.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

GROUPS: Final[Mapping[str, Mapping[str, str]]] = {
    "The file itself": {
        "file-missing": (
            "Look whether the file was renamed, moved or deleted. Only a link to it is left."
        ),
        "file-unreadable": (
            "Something that is no file has the name of one, or you may not open it. Rename it, or "
            "ask for the right to read it."
        ),
        "file-not-read": (
            "Give it the name or the place that the help names. Let your system show the whole names "
            "of files: some hide the end `.txt` that an editor has added."
        ),
        "file-too-large": (
            "Divide the act into several files, each with its own `statute` and `short`, or "
            "remove what was pasted in by accident."
        ),
        "file-encoding": (
            "Open the file in your editor, choose *Save with encoding* or *Save as*, and take "
            "UTF-8."
        ),
        "control-character": (
            "Delete the marked place and type the words again. Text copied out of a PDF often "
            "brings such characters along."
        ),
        "invisible-character": (
            "Delete the marked place and type it again with ordinary spaces. Inside titles, quotations and "
            "summaries such characters may stay."
        ),
        "curly-quotes": (
            "Type the quotation marks again in your text editor, or leave them out. Inside titles and "
            "quotations curly ones may stay."
        ),
    },
    "The layout of the file (YAML)": {
        "yaml-syntax": (
            "Look at the marked place, and at the line above it: most often a quotation mark, a "
            "bracket, a space after a colon, or the indentation is missing."
        ),
        "long-dash": "Type the hyphen of your keyboard and a space in the place of the dash.",
        "yaml-empty": (
            "Write the file, or delete it. Lines that begin with `#` are remarks and do not count."
        ),
        "yaml-several-documents": (
            "Remove the line `---`, or move what follows it to a file of its own."
        ),
        "yaml-nesting": "Look for stray brackets. No file of gapcheck needs to go so deep.",
        "yaml-key": (
            "Put a word before the colon. If the bracket is part of a text, put the text in "
            "quotation marks."
        ),
        "duplicate-key": (
            "Decide which of the two is right and remove the other. gapcheck never chooses for you."
        ),
        "yaml-merge-key": "Write the keys out in this place.",
        "yaml-anchor": "Remove the mark. A text that begins with `&` goes in quotation marks.",
        "yaml-alias": "Write the text out. A text that begins with `*` goes in quotation marks.",
        "yaml-tag": "Remove the mark. A text that begins with `!` goes in quotation marks.",
        "expression-style": (
            "Write the sentence on one line, or begin a block with `|`, which keeps the lines as "
            "you wrote them."
        ),
    },
    "The sentences": {
        "syntax": (
            "Compare the sentence with the examples in [the language](language.md). The mark "
            "stands under the first word that does not fit."
        ),
        "unknown-space": "Correct the spelling, or look the name up with `gapcheck list spaces`.",
        "unknown-dimension": (
            "Correct the spelling. Where the advice names another space, the sentence probably "
            "speaks of the wrong one."
        ),
        "unknown-value": (
            "Use the word that the space declares. A term of the national law that is not among "
            "them is put under the nearest value, and the summary says so."
        ),
        "unknown-condition": (
            "Use a condition that the space lists. A condition that none describes belongs in the "
            "summary, and to the authors of the rules."
        ),
        "unknown-fact": (
            "Correct the spelling. `gapcheck explain` of the obligation shows which fact it asks "
            "for."
        ),
        "unknown-provision": (
            "Cite the act by its `short` title and the article exactly as `article` has it, or "
            "describe the article cited in a statute file."
        ),
        "unknown-reading": (
            "Declare the readings of the clause, two at least, in the same version of the "
            "article, or remove the words `on reading`."
        ),
        "uneven-silence": (
            "Mention the dimension on both sides of the `or`, with `is any` where every value is "
            "meant, or write two sentences."
        ),
        "empty-region": (
            "Two parts of the sentence exclude each other. Where both are meant as alternatives, "
            "write `or`, or one list in braces."
        ),
        "leading-dimension": (
            "Say which acts, conduct, charges or measures the article names. If the source does "
            "not say, end the sentence with `not established` and the name."
        ),
        "mentioned-twice": (
            "Decide whether the values are known or not, and name the dimension once."
        ),
        "wrong-space-kind": (
            "Choose the verb that fits: offences are covered, rights and tools are granted, "
            "liability is covered or exempted."
        ),
        "wrong-comparison": (
            "Write the duty in the unit, or with the kind of answer, in which the fact is declared."
        ),
    },
    "Keys and values": {
        "unknown-key": (
            "Correct the spelling, or look the key up in [the files](files.md). A key in the "
            "wrong place may only be indented too far or too little."
        ),
        "missing-key": "Add the key. The help says what belongs there.",
        "wrong-shape": (
            "Write a list with a dash before each item, keys on lines of their own, or a plain "
            "text, as the help says."
        ),
        "unknown-word": "Choose one of the words in the help.",
        "empty-text": "Write the text, or remove the key if it may be left out.",
        "missing-english": (
            "Add the text in English under `en`. The other languages stay beside it."
        ),
        "wrong-name": (
            "Choose a plain name as the help describes. The title for readers stands elsewhere "
            "and may be as you like."
        ),
        "yes-or-no": "Write `yes` or `no`.",
        "wrong-date": (
            "Write year, month and day: `2003-06-05`. Where the day is not known, write the two "
            "days between which it lies: `{not_before: ..., not_after: ...}`."
        ),
        "wrong-quantity": "Write a number in digits and a unit: `5 years`, `18 months`.",
        "duplicate-id": "Give one of the two another name. If one is a copy, remove it.",
        "unknown-instrument": (
            "Correct the spelling. The treaties are `untoc`, `tip` and `som`, unless your own "
            "rules declare others."
        ),
        "unknown-obligation": (
            "Look the id up with `gapcheck list obligations`. An obligation that no pack has "
            "cannot be referred to."
        ),
        "unknown-element": (
            "The elements of an obligation are listed by `gapcheck explain` with its id."
        ),
        "unknown-qualifier": "Use a limiter that is declared, and one that the duty really has.",
    },
    "Spaces and packs": {
        "pack-name": "Call the file after the pack, or the pack after the file.",
        "unknown-pack": "Correct the spelling, or look the name up with `gapcheck list packs`.",
        "space-too-large": (
            "Split the space, or let aggravating factors and the like vary one at a time."
        ),
        "one-leading-dimension": (
            "Decide which dimension every claim has to name, and write `leading: yes` there and "
            "nowhere else."
        ),
        "no-core-value": "Leave `status: ext` out where the treaty itself asks for the value.",
        "ordinary-missing": "Say which value the ordinary case has, under `ordinary`.",
        "circular-group": "List values in one of the groups instead of the other group.",
        "story-mark": "Use the names of the dimensions between the braces.",
        "fact-kind": (
            "Give a number its unit and a choice its answers, and nothing of the sort to other "
            "kinds."
        ),
        "fact-conflict": "Use the same words in both packs, or ask two questions with two names.",
        "qualifier-missing": (
            "Name the limiter of the treaty under `qualifiers`, or write `force: mandatory`."
        ),
        "definition-elements": (
            "Say under `through` in which duties the definition matters, and remove its elements; "
            "or give the duty another force."
        ),
        "given-not-fact": (
            "Declare the fact under `facts`, and write `given: establish` and its name; what the law "
            "has to reach belongs in an element."
        ),
        "remedy-verb": (
            "The report puts `should`, `should consider` or `may wish to` before the remedy, as "
            "the force asks for. Begin with the verb of what is to be done: `add`, `provide`."
        ),
        "superseded-in-use": (
            "Remove the old obligation, or drop its id from `supersedes`. Whoever cited the old id "
            "is led to the new one only where the old one is gone."
        ),
        "id-removed": (
            "Keep the obligation. If others stand for it now, name its id under `supersedes` of one "
            "of them, so that whoever cited it finds them."
        ),
        "circular-reference": "Remove one of the references, so that one duty comes first.",
    },
    "Jurisdictions and acts": {
        "country-code": (
            "Write the three capital letters of ISO 3166, and call the folder by the same letters "
            "in small."
        ),
        "source-without-place": (
            "Add the address under `url`; for a printed text name the gazette or book and the page under "
            "`published`."
        ),
        "source-unused": "Name the source where it was used, or take it out of the list.",
        "provision-without-claims": (
            "Say what the provision does, even if much of it is `not established`; or leave it out."
        ),
        "period-not-described": (
            "Describe what the provision said in between. If nothing lies in between, let the second "
            "version begin on the day on which the first ends."
        ),
        "unknown-source": (
            "Correct the spelling, or declare the document under `sources` in `jurisdiction.yaml`, a"
            " questionnaire under `questionnaires`."
        ),
        "unknown-statute": (
            "Describe the act in a file of its own, even with no provisions, or cite it by the "
            "`short` title it has there."
        ),
        "duplicate-citation": (
            "Put both descriptions under one article, each as a version with its dates, or "
            "correct the number."
        ),
        "dates-out-of-order": (
            "Check the dates against the source. `repealed` is the first day on which the act no "
            "longer held."
        ),
        "penalty-missing": (
            "State the penalty. If the source does not give it, write `penalty: not established`."
        ),
        "penalty-reversed": "Check the two terms against the source.",
        "lead-grade": (
            "What was only heard is written as `lead`, which makes gapcheck ask. If there is a "
            "source after all, name it and grade it `S` or `P`."
        ),
        "lead-too-wide": (
            "Say in the lead what the claim beside it says, as far as it was heard, so that the "
            "lead does not blur what is known."
        ),
        "too-few-readings": (
            "Add the other reading. If nobody defends another one, the clause is clear: drop the "
            "readings."
        ),
        "too-many-readings": (
            "Settle the readings that change nothing, and leave at most six clauses of a space "
            "open at the same time."
        ),
        "too-many-dates": (
            "Narrow the intervals in which acts or versions begin or end, so that at most eight of "
            "those that matter for a space hold the same day. Dates that are one and the same, "
            "written alike, count once."
        ),
        "circular-definition": "One of the two articles has to say itself what the term means.",
        "quote-language": "Add `quote_language` with the code of the language quoted.",
        "wrong-answer": "Answer in the unit, or with one of the words, that the fact asks for.",
        "no-search": (
            "Say which acts were searched in vain. If nobody searched, write `value: not "
            "established`."
        ),
        "contradicting-answers": (
            "Give each answer its `period`, or keep the one that the better source supports."
        ),
    },
    "Cases": {
        "case-failed": (
            "Either the case expects too much, or the rule has changed. The help lists the "
            "verdict of each element. Do not adjust the expectation before you know which of the "
            "two it is."
        ),
        "never-short": (
            "Add a case in which the law has everything but this element. As long as there is "
            "none, nobody knows whether the element is judged at all."
        ),
    },
}


ADVICE: Final[Mapping[str, str]] = {
    code: advice for group in GROUPS.values() for code, advice in group.items()
}
