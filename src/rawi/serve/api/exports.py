"""The formats of others, whole: made before the first byte is sent, so that no file breaks off in the middle."""

import csv
import tempfile
from collections.abc import Iterator
from io import TextIOWrapper
from typing import IO, Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import StreamingResponse

from rawi.export import ExportOptions, write_export
from rawi.review import TABLE, accepted, table_row
from rawi.serve.api import problems
from rawi.serve.api.answers import JSONL, dumped, wants_lines
from rawi.serve.api.asked import Kept
from rawi.store import Store

router = APIRouter(tags=["exports"])
Low = Annotated[float, Query(ge=0, le=1, description="Leave out events below this score.")]
Hxl = Annotated[bool, Query(description="A row of HXL hashtags under the header of a table.")]
_TABLE = "text/csv"
_KINDS = {"csv": _TABLE, "acled": _TABLE, "ucdp": _TABLE, "jsonl": JSONL, "geojson": "application/geo+json"}
_NAMES = {"acled": "rawi-acled.csv", "ucdp": "rawi-ucdp.csv"}
_IN_MEMORY = 16_000_000  # bytes; a larger export waits on disk
_PIECE = 1 << 16
_FILE: problems.Responses = {200: {"content": {"text/csv": {}, JSONL: {}, "application/geo+json": {}}, "description": "The file."}}


@router.get("/exports/accepted", responses=_FILE, response_class=StreamingResponse)
def accepted_table(request: Request, store: Kept) -> StreamingResponse:
    """The accepted events with their corrections, in ACLED's columns; one JSON object a line with `Accept: application/jsonl`."""
    file = _spool()
    if wants_lines(request):
        for one in accepted(store):
            file.write(dumped(table_row(one)) + b"\n")
        return _sent(file, JSONL, "accepted.jsonl")
    _write_table(store, file)
    return _sent(file, _KINDS["csv"], "accepted.csv")


@router.get("/exports/{format}", responses=_FILE, response_class=StreamingResponse)
def export(
    store: Kept, format: Literal["csv", "acled", "ucdp", "jsonl", "geojson"], min_score: Low = 0.5, hxl: Hxl = False
) -> StreamingResponse:
    """Every current event (csv in ACLED's columns and ours, acled, ucdp, geojson) or whole Reading (jsonl), as `rawi export` writes it."""
    file = _spool()
    text = TextIOWrapper(file, "utf-8", errors="surrogatepass", newline="", write_through=True)
    write_export(format, store.each_dated_reading(), text, ExportOptions(min_score, hxl=hxl), lambda: None)
    text.detach()
    return _sent(file, _KINDS[format], _NAMES.get(format, f"rawi.{format}"))


def _spool() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(_IN_MEMORY)


def _write_table(store: Store, file: IO[bytes]) -> None:
    text = TextIOWrapper(file, "utf-8", errors="surrogatepass", newline="", write_through=True)
    writer = csv.DictWriter(text, TABLE, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(table_row(one) for one in accepted(store))
    text.detach()


def _sent(file: IO[bytes], kind: str, name: str) -> StreamingResponse:
    file.seek(0)
    return StreamingResponse(_pieces(file), media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
