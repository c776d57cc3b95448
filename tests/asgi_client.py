"""Speaks to an ASGI application in the same process, as a browser or a program would over HTTP."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

HERE = "http://127.0.0.1:8000"


class Client:
    """Requests one after the other, all in one event loop, as a server has one."""

    def __init__(self, app: Any) -> None:
        self.runner = asyncio.Runner()
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url=HERE)

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        return self.runner.run(self.client.request(method, path, **more))

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.request("POST", path, **more)

    def close(self) -> None:
        self.runner.run(self.client.aclose())
        self.runner.close()
