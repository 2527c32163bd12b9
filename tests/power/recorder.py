"""The recorder: built from recorder.c, put under a server, and what it wrote down read back, the answers among it."""

import os
import shutil
import struct
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).with_name("recorder.c")
MISSING = "Missing: a C compiler (on Debian or Ubuntu: apt install gcc libc6-dev)"
# kind, file, offset, length, as recorder.c writes them.
ENTRY = struct.Struct("=QQQQ")
FOLDER = 1


class Entry(NamedTuple):
    """One thing that happened to the database's files, or (`A`) the client having been answered.

    `kind`: O open, W write, T truncate, S sync, U unlink. `file` is the file's number, FOLDER for its folder.
    """

    kind: str
    file: int
    offset: int
    payload: bytes


def compiler(install: bool = True) -> str | None:
    """Return a C compiler that can make a library, installed first where that is possible; None when there is none."""
    found = _works()
    if install and not found and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        packages = ["gcc", "libc6-dev"]
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
            subprocess.run(["apt-get", *command], env=quiet, capture_output=True, check=False)  # noqa: S603, S607
        found = _works()
    return found


def _works() -> str | None:
    for name in ("cc", "gcc", "clang"):
        path = shutil.which(name)
        # A compiler without the C library's headers makes nothing.
        if (
            path
            and not subprocess.run(  # noqa: S603 - a compiler
                [path, "-x", "c", "-fsyntax-only", "-"], input=b"#include <stdio.h>", capture_output=True, check=False
            ).returncode
        ):
            return path
    return None


def build(folder: Path) -> Path:
    """Compile the recorder into `folder` and return the library; end with one line where there is no compiler."""
    if sysconfig.get_config_var("SIZEOF_VOID_P") != 8 or not sys.platform.startswith("linux"):
        sys.exit("The recorder is written for Linux on 64 bits.")
    library = folder / "recorder.so"
    words = ["-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl", "-lpthread"]
    subprocess.run([compiler() or sys.exit(MISSING), *words], check=True)  # noqa: S603 - a compiler
    return library


def environment(library: Path, database: Path, record: Path) -> dict[str, str]:
    """Return what lets a process be recorded."""
    return {"LD_PRELOAD": str(library), "POWER_WATCH": str(database.resolve()), "POWER_RECORD": str(record)}


def answered(record: Path, number: int) -> None:
    """Write down that the answer `number` has reached the client: after whatever was done to the files before it."""
    with record.open("ab", buffering=0) as file:
        file.write(ENTRY.pack(ord("A"), 0, number, 0))


def entries(record: Path) -> Iterator[Entry]:
    """Yield what happened, in order."""
    data, at = memoryview(record.read_bytes()), 0
    while at < len(data):
        kind, file, offset, length = ENTRY.unpack_from(data, at)
        at += ENTRY.size
        yield Entry(chr(kind), file, offset, bytes(data[at : at + length]))
        at += length


if __name__ == "__main__":
    # One test alone needs it, and says so where there is none.
    compiler()
