"""What benchmarks build. Figures of a site with problems would be of something else than a site."""

import subprocess
import sys

import pytest

from support import REPOSITORY, THEME, run


@pytest.mark.parametrize("pages", [400, 1500])
def test_scaled_content_has_no_problems(tmp_path, pages):
    """A part of the shipped content, and the whole with a part of a copy of it."""
    subprocess.run(
        [sys.executable, REPOSITORY / "Benchmarks/scale_content.py", str(pages), tmp_path / "content"], cwd=REPOSITORY, check=True, capture_output=True)
    result = run("check", "--theme", THEME, cwd=tmp_path)
    assert (result.code, result.diagnostics) == (0, [])
