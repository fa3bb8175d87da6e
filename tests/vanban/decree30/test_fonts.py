"""The Times-metric face for PDFs, when the npm package is there."""

from pathlib import Path

import pytest

from tools import build_fonts

NODE_MODULES = Path(__file__).parents[3] / "node_modules"


def test_without_the_package_the_build_says_what_to_run(tmp_path, capsys):
    assert build_fonts.main([str(tmp_path), str(tmp_path / "fonts")]) == 2
    assert "npm ci" in capsys.readouterr().err


@pytest.mark.skipif(
    not (NODE_MODULES / "@fontsource" / "tinos").is_dir(),
    reason="Chưa có @fontsource/tinos: chạy npm ci để thử phông.",
)
def test_the_four_faces_hold_all_vietnamese_letters_and_are_set_in_the_pdf(tmp_path):
    import io

    from tests.vanban.decree30.samples import report
    from vanban import write_report

    names = [path.name for path in build_fonts.build(NODE_MODULES, tmp_path)]
    assert names == ["Tinos-Regular.ttf", "Tinos-Italic.ttf", "Tinos-Bold.ttf", "Tinos-BoldItalic.ttf"]
    stream = io.BytesIO()
    write_report(report(), stream, format="pdf", fonts=tmp_path)
    assert b"Tinos" in stream.getvalue()
    assert b"Libertinus" not in stream.getvalue()
