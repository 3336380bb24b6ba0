"""Makes the one-folder program under dist/ and sees that it does the whole main job with nothing around it.

    python build/freeze.py              build, then try
    python build/freeze.py --try-only   try what was built before

Scratch goes to dist/work, never into build/. Exit 0 when the tried program finished the demo.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
FOLDER = DIST / "zhipei"
PROGRAM = FOLDER / ("zhipei.exe" if os.name == "nt" else "zhipei")

# What is left of the environment: no path, no home, no locale, no Python and no display.
BARE = {"QT_QPA_PLATFORM": "offscreen"}


def freeze() -> float:
    """Build the program; give the seconds it took. Raises CalledProcessError when PyInstaller fails."""
    start = time.perf_counter()
    if FOLDER.exists():
        shutil.rmtree(FOLDER)
    words = ["--noconfirm", "--log-level", "WARN", "--workpath", DIST / "work", "--distpath", DIST]
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", *map(str, words), str(ROOT / "build" / "workstation.spec")],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
    )
    return time.perf_counter() - start


def size_mib() -> float:
    """Give what the folder takes on the disk, links counted once."""
    return (
        sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink())
        / 2**20
    )


def run(words: list[str], folder: Path) -> tuple[int, float]:
    """Run the program with words and nothing around it; give its exit code and the seconds."""
    start = time.perf_counter()
    done = subprocess.run([PROGRAM, *words], cwd=folder, env=BARE, stdin=subprocess.DEVNULL, check=False)
    return done.returncode, time.perf_counter() - start


def start_seconds(folder: Path) -> float:
    """Give the median time from the call to the end of `--help`: five starts after one that warms the files."""

    def once() -> float:
        start = time.perf_counter()
        subprocess.run([PROGRAM, "--help"], cwd=folder, env=BARE, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - start

    once()
    return median(once() for _ in range(5))


def prove() -> int:
    """Run the whole demo from the built folder in an empty place and print size and times; give the exit code."""
    with tempfile.TemporaryDirectory(prefix="zhipei-frozen-") as scratch:
        folder = Path(scratch)
        code, seconds = run(["demo", "--out", "demo"], folder)
        if code != 0:
            print(f"the frozen program ended the demo with {code}", file=sys.stderr)
            return 1
        made = sorted(path for path in (folder / "demo").rglob("*") if path.is_file())
        if not any(path.suffix == ".pdf" for path in made):
            print("the frozen program's demo made no paper", file=sys.stderr)
            return 1
        print(f"size        {size_mib():.0f} MiB in {FOLDER.relative_to(ROOT)}")
        print(f"start       {start_seconds(folder):.2f} s (--help, median of 5, files warm)")
        print(f"demo        {seconds:.1f} s, {len(made)} files")
    return 0


def main() -> int:
    """Build and prove, as the words say."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--try-only", action="store_true", help="try what was built before")
    if not parser.parse_args().try_only:
        print(f"built in    {freeze():.0f} s")
    return prove()


if __name__ == "__main__":
    sys.exit(main())
