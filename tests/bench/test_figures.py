"""Every figure runs and prints what a reader of figures expects; how fast it is, is not tested here."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLES = {"decode_table"}
"""Tables for people to read: no line of figures."""
FIGURES = sorted({path.stem for path in (ROOT / "bench").glob("*.py")} - TABLES)
BUDGETS = {
    "availability": 5.0,
    "billing_run": 5.0,
    "decode": 0.5,
    "invoice_pdf": 6.0,
    "journal": 1.5,
    "kpis": 1.0,
    "lifecycle": 1.5,
    "scan": 4.0,
    "startup": 2.5,
}


def lines_of(figure: str) -> list[dict[str, object]]:
    """What one figure prints at the smallest scale."""
    done = subprocess.run(
        [sys.executable, f"bench/{figure}.py"],
        cwd=ROOT,
        env=os.environ | {"SCALE": "tiny", "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_prints_its_ratio_to_a_floor_and_its_budget(figure: str) -> None:
    lines = lines_of(figure)
    assert [line["figure"] for line in lines] == [figure]
    for line in lines:
        seconds, floor_seconds, ratio = (line[name] for name in ("seconds", "floor_seconds", "ratio"))
        assert isinstance(seconds, float)
        assert isinstance(floor_seconds, float)
        assert ratio == pytest.approx(seconds / floor_seconds, rel=0.02)
        assert line["budget"] == BUDGETS[figure]
        assert line["n"]
        assert line["peak_mb"]
