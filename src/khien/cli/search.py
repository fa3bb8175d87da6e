"""`khien search`: the same hits as the public page, from the shell; and the index made anew."""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import json
from typing import Any

from khien.cli import exits
from khien.cli.platform import check_folder, migrate, start_django
from khien.cli.screen import complain, paint, progress, say

SHOWN = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words", nargs="*", metavar="CÂU HỎI", help="điều cần tìm, có dấu hay không dấu đều được"
    )
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON cho chương trình khác")
    parser.add_argument(
        "--limit", type=int, default=SHOWN, metavar="SỐ", help=f"số kết quả in ra, mặc định {SHOWN}"
    )
    parser.add_argument(
        "--language",
        choices=("vi", "en", "all"),
        default="vi",
        help="tài liệu bằng tiếng nào: vi (như trang công khai), en, all",
    )
    parser.add_argument("--all", action="store_true", help="tìm cả những gì chỉ cán bộ mới xem được")
    parser.add_argument(
        "--reindex", action="store_true", help="lập lại chỉ mục từ đầu, chạy dở thì chạy tiếp được"
    )


def run(options: argparse.Namespace) -> int:
    text = " ".join(options.words).strip()
    if not text and not options.reindex:
        complain(
            "Hãy viết điều cần tìm, ví dụ: khien search lua dao. Lập lại chỉ mục: khien search --reindex"
        )
        return exits.USAGE
    start_django()
    check_folder()
    migrate()
    search = importlib.import_module("khien.search.api")
    if options.reindex:
        _reindex(search)
    return _find(search, text, options) if text else exits.OK


def _reindex(search: Any) -> None:
    draw = progress()
    changed = search.reindex(tell=lambda code, done: draw(code, done, done + 1))
    say(f"Chỉ mục có {search.entry_count()} mục, {changed} mục mới hoặc đã đổi.")


def _find(search: Any, text: str, options: argparse.Namespace) -> int:
    if not search.entry_count():
        complain("Chưa có gì trong chỉ mục. Hãy chạy: khien search --reindex")
        return exits.NO_INPUT
    languages = (
        () if options.language == "all" else (options.language,)
    )  # the public page's own language first
    query = search.Query(
        text=text,
        languages=languages,
        public_only=not options.all,
        size=min(max(options.limit, 1), 100),
    )
    page = search.find(query)
    if options.json:
        say(json.dumps(_data(page), ensure_ascii=False, indent=2, default=str))
        return exits.OK if page.hits else exits.FAILED
    if page.did_you_mean:
        say(f"Kết quả cho: {page.did_you_mean}")
    kinds = _kinds(search, page)
    for hit in page.hits:
        title = "".join(paint(part.text, "bold") if part.marked else part.text for part in hit.title_parts)
        say(f"{title}\n    {hit.address}  {kinds[hit.kind]}  {hit.score}")
    if not page.hits:
        complain(f"Không tìm thấy gì cho “{text}”. Thử ít từ hơn, hoặc từ khác cùng nghĩa.")
        return exits.FAILED
    return exits.OK


def _kinds(search: Any, page: Any) -> dict[str, str]:
    translation = importlib.import_module("django.utils.translation")
    with translation.override("vi"):
        return {hit.kind: str(search.kind_label(hit.kind)) for hit in page.hits}


def _data(page: Any) -> dict[str, Any]:
    hits = [
        {
            "title": hit.title,
            "address": hit.address,
            "kind": hit.kind,
            "score": hit.score,
            "source": hit.source,
        }
        for hit in page.hits
    ]
    facets = {name: [dataclasses.asdict(value) for value in values] for name, values in page.facets.items()}
    return {
        "query": page.query.text,
        "total": page.total,
        "did_you_mean": page.did_you_mean,
        "hits": hits,
        "facets": facets,
    }
