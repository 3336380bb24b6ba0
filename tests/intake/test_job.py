"""The limits of a job on Windows lie where that system looks for them, whatever system the test runs on."""

import ctypes
import os

from desktop.intake.job import Basic, Limits, confine, limits_of


def test_the_layout_is_that_of_the_system():
    """Sizes and places as the 64-bit headers of Windows give them."""
    assert (ctypes.sizeof(Basic), ctypes.sizeof(Limits)) == (64, 144)
    places = [getattr(Basic, name).offset for name, _ in Basic._fields_]
    assert places == [0, 8, 16, 24, 32, 40, 48, 56, 60]
    assert (Limits.counters.offset, Limits.process_memory.offset) == (64, 112)


def test_memory_is_in_bytes_and_time_in_ticks_of_a_hundred_nanoseconds():
    limits = limits_of(256 << 20, 60)
    assert limits.process_memory == 256 << 20
    assert limits.basic.process_time == 600_000_000
    assert limits.basic.flags == 0x102


def test_a_limit_far_off_is_taken_on_windows_and_nowhere_else():
    assert confine(1 << 44, 1_000_000) is (os.name == "nt")
