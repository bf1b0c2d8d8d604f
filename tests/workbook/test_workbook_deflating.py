"""Parts deflated beside the work come out as those deflated in their turn."""

from __future__ import annotations

import zlib

import pytest

from perfscore.workbook import zip_out
from perfscore.workbook.zip_out import Deflater

LARGE = "每低于1个百分点扣0.4分".encode() * 20_000


def unpacked(data: bytes) -> bytes:
    """Return what was deflated."""
    return zlib.decompress(data, -zlib.MAX_WBITS)


@pytest.mark.parametrize("data", [b"", b"<c/>", LARGE])
def test_what_goes_in_comes_out(data: bytes) -> None:
    assert unpacked(Deflater(data).packed(data)) == data


def test_a_part_that_was_changed_again_is_the_last_one() -> None:
    assert unpacked(Deflater(LARGE).packed(b"new")) == b"new"


def test_a_thread_without_memory_costs_only_time(monkeypatch: pytest.MonkeyPatch) -> None:
    real = zip_out._deflated
    failed: list[bytes] = []

    def fails_once(data: bytes) -> bytes:
        if not failed:
            failed.append(data)
            raise MemoryError
        return real(data)

    monkeypatch.setattr(zip_out, "_deflated", fails_once)
    assert unpacked(Deflater(LARGE).packed(LARGE)) == LARGE
    assert failed
