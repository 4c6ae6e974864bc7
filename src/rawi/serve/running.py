"""The workbench on a port of this machine, until it is stopped."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import uvicorn
from fastapi import FastAPI

ADDRESS = "127.0.0.1"
USUAL_PORT = 8737
# The same numbers on every system. A socket bound beforehand lacks this, and every answer on a kept connection then waits 40 ms.
_TCP, _NODELAY = 6, 1


class PortTaken(Exception):
    """The port cannot be had; the message says the cure."""


class _Server(uvicorn.Server):
    """A server that tells when it can be reached."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self._ready()


def run(app: FastAPI, port: int | None, ready: Callable[[str], None]) -> None:
    """Serve until stopped (Ctrl+C). Without a port the usual one is taken, or a free one where that is taken; 0 is a free one. ``ready``
    is called with the address, one-time token included, once it answers. Raises PortTaken for a given port that cannot be had."""
    bound, config = bind(app, port)
    address = f"http://{ADDRESS}:{bound.getsockname()[1]}/enter?token={app.state.door.token}"
    _Server(config, lambda: ready(address)).run(sockets=[bound])


def bind(app: FastAPI, port: int | None) -> tuple[Any, uvicorn.Config]:
    """A bound socket and what serves it. Raises PortTaken."""
    level = "error" if os.environ.get("RAWI_DEBUG") == "1" else "critical"
    for wanted in (USUAL_PORT, 0) if port is None else (port,):
        config = uvicorn.Config(app, ADDRESS, wanted, log_level=level, access_log=False, server_header=False, lifespan="off")
        try:
            bound = config.bind_socket()
            bound.setsockopt(_TCP, _NODELAY, 1)
            return bound, config
        except SystemExit:
            continue
    raise PortTaken(f"port {port} is taken or not allowed; choose another with --port, or leave it out")
