"""Every rendition on paper and screen of one material: time, peak memory of the setting, size; floor: an empty page.

The floor is the bare engine in a process of its own setting an empty A4 page with the same fonts. Each figure is the
best of three, in a fresh folder, as a job would make it.
"""

from __future__ import annotations

import datetime as dt
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from khien.library.renditions.book import Book, make_book
from khien.library.renditions.forms import FORMS
from khien.library.renditions.made import Made
from khien.library.renditions.plain_words import fonts_folder
from khien.library.rules import content as c
from khien.library.rules.kinds import MaterialKind

ROUNDS = 3
LIMIT_SECONDS = 5.0
SAID = (
    "Tuyệt đối không cung cấp mã OTP, mật khẩu hay thông tin thẻ cho bất kỳ ai, kể cả người xưng là cán bộ. "
)
FLOOR = """
import typst
fonts = typst.Fonts(False, True, [{fonts!r}])
typst.Compiler(b'#set page(paper: "a4")\\n#set text(font: "Be Vietnam Pro")\\n.', font_paths=fonts).compile(format="pdf")
"""
CHOICES = (
    *(("poster", {"template": template}) for template in ("bold", "signs", "talk", "plain")),
    ("poster", {"template": "bold", "size": "a3", "bleed": "3mm"}),
    ("leaflet", {"template": "a5"}),
    ("leaflet", {"template": "trifold"}),
    ("notice", {"template": "board"}),
    ("notice", {"template": "tent"}),
    *(("card", {"shape": shape}) for shape in ("square", "tall", "wide")),
    ("document", {}),
    ("slides", {}),
    ("epub", {}),
)


def main() -> int:
    text, brand = _material(), c.Brand("Ủy ban nhân dân xã Bình Hòa", "Chương trình an toàn thông tin")
    floor = min(_timed(_empty_page)[0] for _ in range(ROUNDS))
    print(f"   floor: an empty page {floor:.2f} s")
    slowest = 0.0
    for code, options in CHOICES:
        made, seconds = _best(
            lambda code=code, options=options: FORMS[code].make(text, brand, options, _none)
        )
        name = " ".join((code, *options.values()))
        print(
            f"   {name:<28} {seconds:5.2f} s  {seconds / floor:5.1f} ×  {len(made.data) / 1000:6.0f} kB  {made.pages} pages"
        )
        slowest = max(slowest, seconds)
    book = Book("bench", "Bộ cẩm nang", tuple(_material(n) for n in range(60)), on=dt.date(2026, 11, 24))
    for code in ("book_pdf", "book_epub"):
        made, seconds = _best(lambda code=code: make_book(code, book, brand, {}, _none), rounds=1)
        print(
            f"   {code + ', 60 chapters':<28} {seconds:5.2f} s  {seconds / floor:5.1f} ×  {len(made.data) / 1000:6.0f} kB  {made.pages} pages"
        )
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"   peak memory: setting {children:.0f} MB, job itself {own:.0f} MB")
    print(f"   slowest single rendition {slowest:.2f} s (wanted < {LIMIT_SECONDS:.0f} s)")
    return 0 if slowest < LIMIT_SECONDS else 1


def _best(work: Callable[[], Made], *, rounds: int = ROUNDS) -> tuple[Made, float]:
    tries = [_timed(work) for _ in range(rounds)]
    return tries[0][1], min(seconds for seconds, _made in tries)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done


def _empty_page() -> None:
    subprocess.run([sys.executable, "-I", "-c", FLOOR.format(fonts=str(fonts_folder()))], check=True)


def _none(key: str) -> None:
    return None


def _material(number: int = 1) -> c.Content:
    lines = tuple(SAID.strip() for _ in range(5))
    blocks: list[c.Block] = []
    for part in range(4):
        blocks += [
            c.Heading(f"Phần {part + 1}"),
            c.Paragraph((c.Run(SAID * 4),)),
            c.Bullets(tuple((c.Run(line),) for line in lines)),
            c.Notice("Dừng lại", SAID),
            c.Quiz("Ai đang gọi?", (c.Option("Công an"), c.Option("Kẻ gian", right=True)), SAID),
        ]
    return c.Content(
        uuid=f"bench-{number}",
        kind=MaterialKind.SCAM,
        title=f"Giả danh công an gọi điện, bài {number}",
        summary=SAID,
        language="vi",
        blocks=tuple(blocks),
        address=f"https://an-binh.example/tai-lieu/bai-{number}/",
        topics=(("impersonation", "Giả danh"),),
        scam=c.Scam(signs=lines, how_it_goes=lines, do_now=lines, tell_whom=lines[:2]),
        poster=c.PosterText("Công an không đòi tiền qua điện thoại", lines[:3], "Cúp máy. Gọi 113."),
        sources=(c.Source("Luật An ninh mạng", "116/2025/QH15", legal=True),),
        published_on=dt.date(2026, 11, 24),
    )


if __name__ == "__main__":
    sys.exit(main())
