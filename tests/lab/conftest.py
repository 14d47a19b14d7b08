from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from krapte.lab import app
from krapte.lab.question import Sizes

SIZES = Sizes(quick=16, full=24)
HOST = "http://localhost"


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """A server with few draws, so that its two answers differ and are quick."""
    made = app.make(warm=False, sizes=SIZES)
    with TestClient(made, base_url=HOST) as ready:
        yield ready
