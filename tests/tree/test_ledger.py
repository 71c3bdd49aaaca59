"""The ledger: edges both ways, work written down first, and never a claim that was not made."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from broadsheet.errors import DestinationBusyError, LedgerUnreadableError
from broadsheet.tree.artifact import Printed, Spec
from broadsheet.tree.ledger import Ledger
from broadsheet.tree.lock import only_run


def printed(path: str, *inputs: str, due: int | None = None) -> Printed:
    spec = Spec(path=path, maker="html.article", subject="s")
    return Printed(spec=spec, key=b"k", digest=b"d" * 32, size=3, due=due, inputs=inputs)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as opened:
        yield opened


def test_users_of_an_input_are_found_and_forgotten(ledger: Ledger) -> None:
    digests = {"line:a": b"1", "line:b": b"1", "derived:x": b"1"}
    ledger.commit([printed("one", "line:a", "derived:x")], digests, {"derived:x": ("line:b",)})
    assert [spec.path for spec in ledger.users(["line:a"])[0]] == ["one"]
    assert ledger.users(["line:b"]) == ((), ("derived:x",))
    ledger.commit([printed("one", "line:b")], digests, {})
    assert ledger.users(["line:a"]) == ((), ())
    assert ledger.inputs_of("one") == ("line:b",)
    ledger.commit((), {}, {}, withdrawn=["one"])
    assert ledger.users(["line:b"])[0] == ()
    assert ledger.find("one") is None


def test_inputs_without_a_user_are_forgotten_with_what_they_were_worked_out_from(ledger: Ledger) -> None:
    digests = {"line:a": b"1", "line:b": b"1", "derived:x": b"1", "derived:y": b"1"}
    derived = {"derived:x": ("derived:y", "line:a"), "derived:y": ("line:b",)}
    ledger.commit([printed("one", "derived:x"), printed("two", "line:a")], digests, derived)
    assert ledger.inputs_starting("") == ("derived:x", "derived:y", "line:a", "line:b")
    ledger.commit((), {}, {}, withdrawn=["one"])
    assert ledger.inputs_starting("") == ("line:a",)
    ledger.commit([printed("two")], {}, {})
    assert ledger.inputs_starting("") == ()


def test_work_written_down_waits_until_it_is_claimed(ledger: Ledger) -> None:
    specs = [Spec(path=path, maker="m") for path in ("one", "two")]
    ledger.start({"serial:html": "4"}, specs, ["gone"], {})
    assert [spec.path for spec in ledger.pending()[0]] == ["one", "two"]
    assert ledger.pending()[1] == ("gone",)
    ledger.commit([printed("one")], {}, {}, withdrawn=["gone"])
    assert [spec.path for spec in ledger.pending()[0]] == ["two"]
    assert ledger.metas("serial:") == {"html": "4"}


def test_what_is_due_is_found(ledger: Ledger) -> None:
    ledger.commit([printed("soon", due=100), printed("later", due=200), printed("never")], {}, {})
    assert [spec.path for spec in ledger.due(150)] == ["soon"]
    assert ledger.next_due() == 100


def test_what_is_not_to_exist_now_is_not_claimed_but_found_when_its_inputs_or_the_time_change(ledger: Ledger) -> None:
    ledger.commit([printed("one", "line:a", due=100)], {"line:a": b"1"}, {})
    absent = Printed.nothing(printed("one").spec, due=200, inputs=("line:b",))
    ledger.commit([absent], {"line:b": b"1"}, {})
    assert ledger.find("one") is None
    assert (ledger.count(), list(ledger.artifacts())) == (0, [])
    assert ledger.users(["line:a"]) == ((), ())
    assert ledger.users(["line:b"])[0] == ledger.due(200) == (absent.spec,)
    assert ledger.next_due() == 200
    assert list(ledger.paths_by_maker()) == [("one", "html.article")]
    ledger.commit([printed("one", "line:b")], {"line:b": b"1"}, {})
    assert ledger.count() == 1


def test_an_input_moves_to_its_present_digest_only_when_work_is_written_down(ledger: Ledger) -> None:
    ledger.commit([printed("one", "line:a")], {"line:a": b"1"}, {})
    ledger.start({}, [], [], {"line:a": b"2"})
    assert ledger.digest("line:a") == b"2"
    assert ledger.digest("line:never") is None


def test_a_damaged_ledger_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"rubbish" * 1000)
    with pytest.raises(LedgerUnreadableError, match="prints everything again"):
        Ledger.open(path)


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with only_run(tmp_path / "lock"), pytest.raises(DestinationBusyError), only_run(tmp_path / "lock"):
        pass
    with only_run(tmp_path / "lock"):
        pass
