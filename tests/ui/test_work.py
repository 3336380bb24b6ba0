"""The one worker: answers come on the window's thread, refusals as sentences, errors with a number, nothing is lost."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.problems import Refused
from ui.work import Work


@pytest.fixture
def work(qapp: Any, tmp_path: Path) -> Iterator[Work]:
    made = Work(tmp_path)
    yield made
    made.close()


def wait(qtbot: QtBot, happened: Callable[[], bool]) -> None:
    qtbot.waitUntil(happened, timeout=60_000)


def test_a_question_runs_elsewhere_and_its_answer_comes_here(qtbot: QtBot, work: Work):
    seen: list[Any] = []
    work.ask(threading.get_ident, lambda ran_on: seen.append((ran_on, threading.get_ident())))
    wait(qtbot, lambda: bool(seen))
    ran_on, answered_on = seen[0]
    assert answered_on == threading.get_ident()
    assert ran_on != answered_on


def test_work_is_done_one_after_another_in_order(qtbot: QtBot, work: Work):
    done: list[int] = []
    running = threading.Semaphore(1)

    def one(number: int) -> int:
        assert running.acquire(blocking=False), "two at once"
        time.sleep(0.01)
        running.release()
        return number

    for number in range(6):
        work.act(lambda number=number: one(number), done.append)
    wait(qtbot, lambda: len(done) == 6)
    assert done == list(range(6))


def test_a_newer_question_of_a_key_replaces_one_that_waits(qtbot: QtBot, work: Work):
    gate = threading.Event()
    asked: list[str] = []
    work.ask(gate.wait, lambda _answer: None)
    for word in ("一", "二", "三"):
        work.ask(lambda word=word: word, asked.append, key="list")
    gate.set()
    wait(qtbot, lambda: bool(asked) and not work.busy)
    assert asked == ["三"]


def test_a_refusal_goes_to_whoever_asked_and_else_to_the_window(qtbot: QtBot, work: Work):
    def refuse() -> None:
        raise Refused("不能办理。", "请先补正。")

    own: list[Refused] = []
    general: list[Refused] = []
    work.refused.connect(general.append)
    work.act(refuse, refused=own.append)
    work.act(refuse)
    wait(qtbot, lambda: bool(own) and bool(general))
    assert (str(own[0]), own[0].remedy) == ("不能办理。", "请先补正。")
    assert len(general) == 1


def test_an_unexpected_error_is_numbered_written_and_holds_no_message(
    qtbot: QtBot, work: Work, tmp_path: Path
):
    def fail() -> None:
        raise ValueError("张三 110101199001011234")

    reports: list[Any] = []
    work.failed.connect(reports.append)
    work.act(fail, title="导入花名册")
    wait(qtbot, lambda: bool(reports))
    report = reports[0]
    written = (tmp_path / f"{report.number}.txt").read_text(encoding="utf-8")
    assert "导入花名册" in written
    assert "ValueError" in written
    assert "fail" in written, "the place is told"
    assert "张三" not in written
    assert "110101" not in written


def test_an_error_does_not_end_the_worker(qtbot: QtBot, work: Work):
    answers: list[int] = []
    work.failed.connect(lambda _report: None)
    work.ask(lambda: 1 // 0, answers.append)
    work.ask(lambda: 7, answers.append)
    wait(qtbot, lambda: answers == [7])


def test_long_work_shows_itself_after_a_second_and_stops_when_told(qtbot: QtBot, work: Work):
    told: list[tuple[int, int]] = []
    stopped: list[bool] = []
    slow: list[Any] = []
    work.progressed.connect(lambda _job, done, total: told.append((done, total)))
    work.slow.connect(slow.append)

    def count() -> None:
        for at in range(100_000):
            work.progress(at, 100_000)
            time.sleep(0.001)

    started = time.monotonic()
    job = work.act(count, stopped=lambda: stopped.append(True))
    wait(qtbot, lambda: bool(slow))
    assert time.monotonic() - started > 0.9
    job.cancel()
    wait(qtbot, lambda: bool(stopped))
    done, total = told[-1]
    assert done < total - 1, "it stopped before its end"
    assert total == 100_000


def test_an_answer_for_a_window_that_is_gone_is_dropped(qtbot: QtBot, work: Work):
    import shiboken6

    label = QLabel()
    gate = threading.Event()
    answers: list[Any] = []
    work.ask(gate.wait, answers.append, owner=label)
    shiboken6.delete(label)
    gate.set()
    wait(qtbot, lambda: not work.busy)
    assert answers == []


def test_only_a_deed_that_succeeded_changes_anything(qtbot: QtBot, work: Work):
    changes: list[int] = []
    work.changed.connect(lambda: changes.append(1))
    work.failed.connect(lambda _report: None)
    work.ask(lambda: 1, lambda _answer: None)
    work.act(lambda: 1 // 0)
    work.act(lambda: 1)
    wait(qtbot, lambda: not work.busy)
    assert len(changes) == 1


def test_closing_waits_for_what_runs(qapp: Any, tmp_path: Path):
    made = Work(tmp_path)
    begun, done = threading.Event(), threading.Event()

    def deed() -> None:
        begun.set()
        time.sleep(0.3)
        done.set()

    made.act(deed)
    assert begun.wait(5)
    made.close()
    assert done.is_set()
