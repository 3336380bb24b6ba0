"""What a process may take on Windows: it puts itself into a job whose limits the system keeps.

The layout is that of JOBOBJECT_EXTENDED_LIMIT_INFORMATION, with sizes named so that it is the same on every system.
"""

import ctypes
import os

PROCESS_TIME, PROCESS_MEMORY = 0x2, 0x100
"""The flags of the two limits that are set."""
_EXTENDED_LIMITS = 9


class Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION; times in units of 100 nanoseconds."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("most_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; memory in bytes."""

    _fields_ = (
        ("basic", Basic),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limits_of(memory: int, seconds: int) -> Limits:
    """Give the limits of one process: bytes that it may commit, seconds that it may compute."""
    limits = Limits()
    limits.basic.flags = PROCESS_TIME | PROCESS_MEMORY
    limits.basic.process_time = seconds * 10_000_000
    limits.process_memory = memory
    return limits


def confine(memory: int, seconds: int) -> bool:
    """Bound what this process may take from now on; False where the system does not let it, and elsewhere than Windows.

    A second job lies within the first, so that the closer of two limits counts. The handle stays open with the process.
    """
    if os.name != "nt":
        return False
    kernel = ctypes.CDLL("kernel32")
    handle, number = ctypes.c_void_p, ctypes.c_uint32
    kernel.CreateJobObjectW.argtypes, kernel.CreateJobObjectW.restype = (handle, ctypes.c_wchar_p), handle
    kernel.SetInformationJobObject.argtypes = (handle, ctypes.c_int, handle, number)
    kernel.AssignProcessToJobObject.argtypes = (handle, handle)
    kernel.GetCurrentProcess.restype = handle
    job = kernel.CreateJobObjectW(None, None)
    limits = limits_of(memory, seconds)
    return bool(
        job
        and kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
        and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
    )
