"""A short piece of the long search, and what the search does when it finds something."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Self

import pytest

from tests.fuzz import __main__ as search
from tests.fuzz.trial import Laboratory, Trial, trial_dice

SEED = 20
NUMBER = 240


def dice(number: int) -> Random:
    return trial_dice(SEED, number)


def test_changed_files_and_sentences_are_judged_or_refused_with_a_reason(tmp_path: Path) -> None:
    tally = search.run(range(NUMBER), SEED, tmp_path)
    assert tally.failed == [], [p.read_text("utf-8") for p in tmp_path.glob("*.error")]
    assert tally.tried.total() == NUMBER
    assert 0 < tally.used.total() < NUMBER
    assert len(tally.tried) == 12


def test_the_same_number_and_seed_are_the_same_trial(tmp_path: Path) -> None:
    one, other = Laboratory(tmp_path / "a"), Laboratory(tmp_path / "b")
    assert [one.drawn(dice(n)) for n in range(50)] == [other.drawn(dice(n)) for n in range(50)]
    assert len({one.drawn(dice(n)).text for n in range(50)}) > 40


def test_a_trial_leaves_the_files_as_they_were(tmp_path: Path) -> None:
    def texts() -> dict[str, str]:
        return {str(p): p.read_text("utf-8") for p in tmp_path.rglob("*.yaml")}

    laboratory = Laboratory(tmp_path)
    before = texts()
    assert not laboratory.tried(Trial("rules/small.yaml", "pack: ["))
    assert texts() == before
    assert laboratory.tried(Trial("rules/small.yaml", before[str(tmp_path / "rules/small.yaml")]))


@pytest.fixture
def searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run the search in this process; give its status and what it printed."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(search, "ProcessPoolExecutor", _Alone)
        place = ["--failures", str(tmp_path)]
        monkeypatch.setattr(sys, "argv", ["tests.fuzz", *arguments, *place])
        status = search.main()
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


class _Alone:
    """A pool of no processes."""

    def __init__(self, processes: int, initializer: Callable[[], None]) -> None:
        assert processes >= 1
        assert initializer is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def shutdown(self, *, wait: bool, cancel_futures: bool) -> None:
        assert cancel_futures
        assert not wait

    def map(self, function: Callable[..., object], *arguments: list[object]) -> object:
        return map(function, *arguments)


def test_what_fails_is_kept_and_can_be_repeated(
    searched: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Laboratory, trial: Trial) -> bool:
        raise KeyError(trial.what)

    monkeypatch.setattr(Laboratory, "tried", fails)
    status, out, err = searched("--number", "2", "--seed", str(SEED), "--first", "5")
    assert status == 1
    assert "2 trials with seed 20, 2 failures" in out
    assert f"make fuzz N=1 SEED={SEED} FIRST=5" in err
    trial = Laboratory(tmp_path / "again").drawn(dice(5))
    text = (tmp_path / f"{SEED}-5.text").read_bytes()
    assert text == trial.text.encode("utf-8", "surrogatepass")
    assert f"KeyError: '{trial.what}'" in (tmp_path / f"{SEED}-5.error").read_text("utf-8")


def test_nothing_but_the_result_is_printed_where_nobody_watches(
    searched: Callable[..., tuple[int, str, str]],
) -> None:
    status, out, err = searched("--number", "3")
    assert (status, err) == (0, "")
    assert "3 trials with seed 1, 0 failures" in out


def test_an_interrupted_search_says_how_far_it_came(
    searched: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = search.run

    def interrupted(numbers: range, seed: int, failures: Path) -> search.Tally:
        if numbers.start:
            raise KeyboardInterrupt
        return real(range(3), seed, failures)

    monkeypatch.setattr(search, "run", interrupted)
    status, out, err = searched("--number", "2000")
    assert (status, err) == (0, "")
    assert "3 trials with seed 1, 0 failures" in out
