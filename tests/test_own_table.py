"""A coder's own table: whatever a spreadsheet writes is read, what cannot be read is refused with the cure, and marking is all or nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rawi.cli import app
from rawi.review import Asked, ReviewError, decide, standing_of, verify
from rawi.review import marking as marking_of
from rawi.review.marking import mark
from rawi.review.matching import Nearness, match
from rawi.review.own_rows import day_of, roles_of, rows_of
from rawi.review.own_table import LARGEST, MOST_ROWS, read_table, table_of
from rawi.serve import Door
from rawi.serve.safety import LONGEST_BODY
from rawi.store import Conflict, Store
from stores import fresh_store, incoming
from workbench import client

TEXT = "قصفت طائرات روسية أمس الأربعاء مستشفى في مدينة سراقب، ما أدى إلى مقتل خمسة مدنيين."
HEAD = ("event_id_cnty", "event_date", "location", "actor1", "event_type", "notes")
LINE = ("SYR1", "2020-01-29", "سراقب", "روسيا", "Explosions/Remote violence", 'قصف، «مستشفى»; "خمسة"')


def written(separator: str, *lines: tuple[str, ...]) -> str:
    told = io.StringIO()
    csv.writer(told, delimiter=separator, lineterminator="\r\n").writerows((HEAD, *lines))
    return told.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fresh_store("sqlite", tmp_path) as opened:
        opened.add([incoming(TEXT, outlet="صدف", published="2020-01-30")])
        yield opened


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_encoding_and_separator_gives_the_same_table(encoding: str, separator: str) -> None:
    table = table_of(written(separator, LINE, LINE).encode(encoding), "own.csv")
    assert (table.columns, table.rows) == (HEAD, (LINE, LINE))
    assert (table.assumed is not None) == (encoding in ("cp1256", "utf-16"))


def test_the_letters_of_french_excel_are_read() -> None:
    assert table_of("date,place\n2020-01-29,près de Hélène\n".encode("cp1252"), "own.csv").rows == (("2020-01-29", "près de Hélène"),)


def test_excels_own_line_names_the_separator() -> None:
    assert table_of(b"sep=|\r\ndate|place\r\n2020-01-29|Ariha, Idlib\r\n", "own.csv").rows == (("2020-01-29", "Ariha, Idlib"),)


def test_rows_that_are_short_or_long_and_columns_without_names() -> None:
    table = table_of(b"date,place,,date\n2020-01-29,Ariha\n\n2020-01-30,Ariha,x,y,z,z\n", "own.csv")
    assert table.columns == ("date", "place", "column 3", "date (2)")
    assert table.rows == (("2020-01-29", "Ariha", "", ""), ("2020-01-30", "Ariha", "x", "y"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no rows"), (b"date,place\n", "no rows"), (b"PK\x03\x04rest", "CSV UTF-8"), (b"\x89PNG rest", "PNG"), (b"a,b\n\0,\0\n", "binary"),
        (b'date,place\n2020-01-29,"' + b"x" * 200_000 + b'"\n', "no CSV table"), (b"date\n" + b"2020-01-29\n" * (MOST_ROWS + 1), "in parts"),
        (("م" * 500).encode() + b"\xff\n1", "wrong byte"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_the_cure(data: bytes, said: str) -> None:
    with pytest.raises(ReviewError, match=said):
        table_of(data, "own.csv")


def test_a_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(ReviewError, match="a year each"):
        read_table(path)
    assert LARGEST < 100_000_000 and LONGEST_BODY < 100_000_000


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2020-01-29", "2020-01-29"), ("2020-01-29T13:00:00Z", "2020-01-29"), ("29/01/2020", "2020-01-29"), ("29.1.2020", "2020-01-29"),
        ("1/29/2020", "2020-01-29"), ("29 January 2020", "2020-01-29"), ("29-Jan-20", "2020-01-29"), ("January 29, 2020", "2020-01-29"),
        ("43859", "2020-01-29"), ("43859.75", "2020-01-29"), ("٢٩/٠١/٢٠٢٠", "2020-01-29"), ("29/01/2020 00:00", "2020-01-29"),
        ("03/04/2020", "2020-04-03"), ("20200129", "2020-01-29"), ("2020", None), ("0", None), ("soon", None), ("31/02/2020", None), ("", None),
        ("9" * 400, None),
    ],
)  # fmt: skip
def test_days_as_spreadsheets_write_them(cell: str, day: str | None) -> None:
    assert day_of(cell) == (date.fromisoformat(day) if day else None)


def test_a_column_tells_whether_the_month_comes_first() -> None:
    rows = [{"date": "03/04/2020"}, {"date": "03/29/2020"}]
    assert [row.first for row in rows_of(rows, {"date": "date"})] == [date(2020, 3, 4), date(2020, 3, 29)]
    assert rows_of(rows[:1], {"date": "date"}, month_first=True)[0].first == date(2020, 3, 4)
    assert rows_of(rows[:1], {"date": "date"})[0].first == date(2020, 4, 3)


def test_headers_in_arabic_and_english_are_known() -> None:
    assert roles_of(["التاريخ", "المكان", "الفاعل", "ملاحظات", "anything"]) == {
        "التاريخ": "date",
        "المكان": "place",
        "الفاعل": "party",
        "ملاحظات": "notes",
    }
    acled = roles_of(["event_date", "event_id_cnty", "latitude", "longitude", "actor1", "actor2", "location", "event_type", "date"])
    assert [acled[name] for name in ("event_date", "latitude", "actor2", "event_type")] == ["date", "lat", "party", "kind"]
    assert "date" not in acled, "one column alone is the day"


def test_a_point_finds_the_places_around_it(store: Store) -> None:
    rows = rows_of([{"date": "2020-01-29", "lat": "35,86", "lon": "36.80", "actor": "روسيا"}], roles_of(["date", "lat", "lon", "actor"]))
    assert rows[0].point == (35.86, 36.8)
    assert match(store, rows, Nearness(km=5))[0].verdict == "same"
    assert match(store, rows, Nearness(km=0))[0].verdict == "likely"
    away = rows_of([{"date": "2020-01-29", "lat": "33.5", "lon": "36.3", "actor": "روسيا"}], roles_of(["date", "lat", "lon", "actor"]))
    assert match(store, away, Nearness(km=5))[0].matches[0].places == ()


def test_another_kind_is_not_surely_the_same(store: Store) -> None:
    columns = ("date", "place", "actor", "event_type")
    told = {
        kind: dict(zip(columns, ("2020-01-29", "سراقب", "روسيا", kind), strict=True))
        for kind in ("Explosions/Remote violence", "Protests", "own kind")
    }
    found = {kind: match(store, rows_of([row], roles_of(row)))[0] for kind, row in told.items()}
    assert {kind: (one.verdict, one.matches[0].kind) for kind, one in found.items()} == {
        "Explosions/Remote violence": ("same", True),
        "Protests": ("likely", False),
        "own kind": ("same", None),
    }


def test_acleds_names_of_state_forces_stand_for_those_of_the_state(store: Store) -> None:
    store.add([incoming("قصف الجيش السوري أمس مدينة سرمين بالمدفعية.", "b", outlet="صدف", published="2020-01-30")])
    names = ("Military Forces of Syria (2000-2024)", "Military Forces of Chile", "Protesters (Syria)")
    rows = rows_of([{"date": "2020-01-29", "place": "سرمين", "actor1": name} for name in names], roles_of(["date", "place", "actor1"]))
    assert [row.verdict for row in match(store, rows)] == ["same", "likely", "likely"]


def test_days_apart_are_as_many_as_were_asked(store: Store) -> None:
    rows = rows_of([{"date": "2020-02-02", "place": "سراقب", "actor": "روسيا"}], roles_of(["date", "place", "actor"]))
    assert [match(store, rows, Nearness(days=days))[0].verdict for days in (1, 5)] == ["new", "likely"]
    span = rows_of(
        [{"date": "2020-01-20", "date_end": "2020-02-05", "place": "سراقب", "actor": "روسيا"}],
        roles_of(["date", "date_end", "place", "actor"]),
    )
    assert match(store, span)[0].verdict == "same"


def test_marking_is_all_or_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add([incoming(f"{TEXT} رقم {n}", f"b{n}", outlet=f"صدف {n}", published="2020-01-30") for n in range(3)])
    rows = rows_of([dict(zip(HEAD, LINE, strict=True))], roles_of(HEAD))
    events = [(one.article, one.event) for one in match(store, rows)[0].matches]
    assert len(events) >= 4
    real = marking_of.standing_of

    def meanwhile(kept: Store, article: str, event: str) -> object:
        seen = real(kept, article, event)
        if (article, event) == events[-1]:
            decide(kept, Asked(article, event, "accept", "basil"))
        return seen

    monkeypatch.setattr(marking_of, "standing_of", meanwhile)
    with pytest.raises(Conflict, match="basil"):
        mark(store, events, "amal")
    assert [one.decision.coder for one in store.decisions()] == ["basil"]
    monkeypatch.undo()
    assert mark(store, events, "amal") == len(events) - 1
    assert mark(store, events, "amal") == 0
    standing = standing_of(store, *events[0])
    assert (standing.verdict, standing.reason, standing.coder) == ("deferred", "coded_already", "amal")
    assert verify(store) == []


def test_the_command_takes_any_columns(store: Store, tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_bytes("Wann;Wo;Wer\n43859;سراقب;روسيا\n".encode("cp1256"))
    address = ["--store", str(tmp_path / "rawi.db")]
    run = CliRunner().invoke
    assert "--column date=Wann" in run(app, ["review", "import", str(table), *address]).stderr
    told = run(app, ["review", "import", str(table), "--column", "date=Wann", "--column", "place=Wo", "--column", "party=Wer", *address])
    assert told.exit_code == 0 and ": same" in told.stdout and "windows-1256" in told.stderr
    assert run(app, ["review", "import", str(table), "--column", "when=Wann", *address]).exit_code == 2


FORMULA = '=HYPERLINK("https://x.example";"x")'


def test_hostile_cells_are_letters_on_the_page_and_no_formulas_in_the_download(store: Store) -> None:
    door = Door("amal")
    hostile = ("<script>alert(1)</script>", "2019-01-01", "\u202eقسد", FORMULA, "{{ 7*7 }}", "@SUM(1)")
    page = client(store, door)
    # A session of its own is kept by cookie; a key has none, so the browser's way is taken.
    page.headers.pop("Authorization")
    page.get(f"/enter?token={door.token}")
    token = {"X-Rawi-CSRF": next(iter(door.sessions.values())).csrf}
    assert page.post("/review/own", content=b"x").status_code == 403
    data = written(",", LINE, hostile).encode()
    assert page.post("/review/own", content=data, headers=token | {"X-Rawi-Name": "%3Cb%3Eown.csv"}).status_code == 303
    shown = page.get("/review/own").text
    assert "<script>alert" not in shown and "&lt;script&gt;" in shown and "&lt;b&gt;own.csv" in shown and "\u202e" not in shown
    form = {f"role-{n}": role for n, role in enumerate(("id", "date", "place", "party", "kind", "notes"))}
    assert page.post("/review/own/found", data=form | {"days": "1", "km": "10"}, headers=token).headers["location"] == "/review/own/found"
    assert "<script>alert" not in page.get("/review/own/found").text
    rows = list(csv.reader(io.StringIO(page.get("/review/own/missing.csv").text.lstrip("\ufeff"))))
    assert len(rows) == 2 and rows[1][3] == f"'{FORMULA}" and not any(cell.startswith(("=", "@", "+", "-")) for cell in rows[1])
    for path in ("/review/own/found", "/review/own/mark", "/review/own/close"):
        assert page.post(path).status_code == 403
    assert page.post("/review/own", data={"path": "/nowhere.csv"}, headers=token).status_code == 422
    assert page.post("/review/own", data={"path": "/"}, headers=token).status_code == 422
    assert page.post("/review/own/close", headers=token).status_code == 303 and "own-file" in page.get("/review/own").text
