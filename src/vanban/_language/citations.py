"""Instruments a text cites: kind, number, date, issuer and title, each in the document's own words.

Refuses to look anything up: a number that is mistyped stays so ("866/QĐ-Tg"), an issuer that is not written is
None. Only the spaces inside a number go ("483/QĐ- UBND" → "483/QĐ-UBND"). A bare "Chỉ thị 11" is a short name for
an instrument cited elsewhere, not one of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from vanban._language.actors import find_agencies
from vanban._language.dates import find_times
from vanban._language.laws import law_title
from vanban._language.text import UPPER, nfc, tidy

_KINDS = (
    "Nghị quyết liên tịch", "Thông tư liên tịch", "Chương trình hành động", "Chương trình phối hợp", "Kế hoạch liên tịch", "Kế hoạch hành động",
    "Kế hoạch phối hợp", "Hướng dẫn liên ngành", "Nghị định", "Nghị quyết", "Quyết định", "Chỉ thị", "Thông tư", "Kế hoạch", "Công văn", "Kết luận",
    "Chương trình", "Đề án", "Hướng dẫn", "Thông báo", "Công điện", "Tờ trình", "Quy định", "Quy chế", "Thông tri", "Văn bản", "Báo cáo",
    "Pháp lệnh", "Lệnh", "Bộ luật", "Luật", "Quy hoạch", "Chiến lược", "Phương án", "Sắc lệnh", "Hiệp định", "Thư", "Điện", "Quy chuẩn", "Tiêu chuẩn",
)  # fmt: skip
_KIND_OF_SYMBOL = {
    "QĐ": "Quyết định", "QĐI": "Quyết định", "NĐ": "Nghị định", "NQ": "Nghị quyết", "CT": "Chỉ thị", "TT": "Thông tư", "TTLT": "Thông tư liên tịch",
    "KH": "Kế hoạch", "KL": "Kết luận", "CTR": "Chương trình", "TB": "Thông báo", "HD": "Hướng dẫn", "CĐ": "Công điện", "ĐA": "Đề án",
    "TTR": "Tờ trình", "BC": "Báo cáo", "QYĐ": "Quy định", "QC": "Quy chế", "PL": "Pháp lệnh", "QH": "Luật", "NQLT": "Nghị quyết liên tịch",
}  # fmt: skip
_KIND = "|".join(sorted(_KINDS, key=len, reverse=True))
_DASH = r"(?:\s?[-–/]|[-–/]\s)"
_NUMBER = (
    rf"\d{{1,5}}[a-zA-Z]?(?:\s?/\s?(?:19|20)\d{{2}})?{_DASH}"
    rf"[A-ZĐ][A-Za-zĐđ]{{0,9}}\d{{0,3}}(?:{_DASH}[A-ZĐ][A-Za-zĐđ&.]{{0,11}}\d{{0,3}}){{0,4}}"
)
_SHORT_NUMBER = r"\d{1,4}(?!\d|[/.,-]\d|[-/][A-ZĐ]|\s?%)"
# "Quyết định số 1907/QĐ-TTg", "Kế hoạch 578/KH-BCA-A05", "số 15/CT-TTg", "Đề án số 13", "Quyết định của Bộ X số 1/QĐ-BX"
_NUMBERED = re.compile(
    rf"(?:(?<!\w)(?P<kind>{_KIND})(?:\scủa\s[^;,.():]{{2,60}}?)?[\s:]{{1,3}})?"
    rf"(?:(?P<so>[Ss]ố)\s{{0,2}}:?\s{{0,2}})?(?<![\w/.-])(?P<number>{_NUMBER})(?![\w])"
    rf"|(?<!\w)(?P<kind2>{_KIND})\s{{1,2}}số\s{{1,2}}(?P<number2>{_SHORT_NUMBER})",
)
_LISTED = re.compile(r"\s?(?:,|và|,\svà|;)\s")
_NEAREST_KIND = re.compile(rf"(?<!\w)(?:{_KIND})(?!\w)")
_LAW = re.compile(r"(?<!\w)(?P<kind>Bộ luật|Luật|Pháp lệnh|Hiến pháp)\s(?=\S)")
_LAW_NUMBER = re.compile(rf"\s(?:số\s)?(?P<number>{_NUMBER})")
_NO_LAW = re.compile(r"(?:Hội|Đoàn|Văn phòng|Đại học|Khoa|Trường|Phòng)\s$|[Pp]háp\s$")
_PLANNING = re.compile(
    r"(?<!\w)(?P<title>Quy hoạch\s(?!này|trên|nêu)[^;.:()“”\"]{3,160}?\s(?:thời kỳ|giai đoạn)\s\d{4}\s?[-–—]\s?\d{4}(?:,?\stầm nhìn(?:\sđến)?(?:\snăm)?\s\d{4})?)"
)
_DATED = re.compile(r"[\s,(]{0,3}(?:được\s)?(?:ban hành\s)?(?:kí|ký)?\s?ngày")
_ISSUER = re.compile(
    rf"[\s,)]{{0,3}}(?:đã được\s|được\s)?của\s(?P<issuer>(?:[{UPPER}]|ủy|uỷ)[^;:()“”\"\n]{{1,110}}?)"
    rf"(?=\s(?:về|phê duyệt|ban hành|quy định|thực hiện|triển khai|hướng dẫn|sửa đổi|tăng cường|đối với|gắn|trong|để|khóa|khoá|tiếp tục|bổ sung|thông qua"
    rf"|điều chỉnh|công bố|thông báo|kết luận|kiện toàn|giao|chỉ đạo|phát động|nhằm|thì|là|có|được|đã|cho)(?!\w)"
    rf"|,?\s(?:và\s)?(?:các\s)?(?:{_KIND})(?!\w)|,\s|[;.:()“”\"\n]|$)"
)
_ABOUT = re.compile(
    r"(?:\s?\([^()]{1,40}\))?[\s,)]{0,3}(?P<about>(?:về\sviệc|về)\s)?(?P<title>(?:phê duyệt|ban hành|quy định|thực hiện|triển khai|hướng dẫn|sửa đổi|tiếp tục|tăng cường|bổ sung|điều chỉnh|thông qua|công bố)?\s?\S.*)$",
    re.DOTALL,
)
_TITLE_VERB = re.compile(
    r"(?:phê duyệt|ban hành|quy định|thực hiện|triển khai|hướng dẫn|sửa đổi|tiếp tục|tăng cường|bổ sung|điều chỉnh|thông qua|công bố)(?!\w)"
)
_TITLE_END = re.compile(
    rf"[;\n]|\.(?=\s|$|/)|…|\strong việc\s|\sgắn với\s|,\scụ thể|,\s(?=[{UPPER}][^,;.]{{3,80}}\s(?:ban hành|xây dựng)\s)|\s\(?(?:sau đây|viết tắt|gọi tắt)|\s\((?=[A-ZĐ])"
)
_FROM_BEFORE = re.compile(
    r"(?P<title>(?:Đề án|Chương trình|Quy hoạch|Kế hoạch|Chiến lược)\s[^;.:]{3,240}?)(?:\s(?:đã\s)?được(?:\s[^;.:]{2,60}?)?\s(?:phê duyệt|ban hành)(?:\stại|\stheo|\skèm theo)?\s"
    r"|\s\(\s?(?:ban hành kèm theo\s|kèm theo\s)?)$"
)

_BESIDE = re.compile(r"(?:,|\svà|,\svà)\s(?:các\s)?$")


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of an instrument. `within` is True where it stands in the title of the mention before it."""

    kind: str
    number: str | None
    date: str | None
    issuer: str | None
    title: str | None
    begin_at: int
    end_at: int
    within: bool = False


def find_citations(text: str) -> tuple[Citation, ...]:
    """Every instrument cited in a text (one paragraph, cell or note), in order, repeats included."""
    clean = nfc(text).replace("\n", " ").replace("\t", " ").replace("\u00a0", " ")
    numbered = _numbered(clean)
    named = [*_laws(clean, numbered), *_plannings(clean, numbered)]
    ordered = sorted([*numbered, *named], key=lambda citation: citation.begin_at)
    return _nested(clean, ordered)


def _numbered(text: str) -> list[Citation]:
    found: list[Citation] = []
    for match in _NUMBERED.finditer(text):
        raw = match["number"] or match["number2"]
        number = re.sub(r"\s", "", raw).replace("–", "-").rstrip(".")
        kind = match["kind"] or match["kind2"]
        if match["kind"] is not None:
            kind = _NEAREST_KIND.findall(text[match.start() : match.start("number")])[-1]
        if kind is None:
            listed = bool(found) and _LISTED.fullmatch(text, found[-1].end_at, match.start()) is not None
            if not match["so"] and not listed:
                continue
            kind = found[-1].kind if listed else kind_of_number(number)
        if kind == "Luật" and match["number2"]:
            continue
        date, at = _date_after(text, match.end())
        issuer, at = _issuer_after(text, at)
        title = _title_after(text, at) or _title_before(text, match.start())
        found.append(Citation(kind, number, date, issuer, title, match.start(), at))
    return found


def kind_of_number(number: str) -> str:
    """The kind that the symbol of a number says: "1907/QĐ-TTg" → "Quyết định"; official letters have none."""
    for part in re.split(r"[/-]", number)[1:]:
        bare = re.sub(r"\d", "", part).upper()
        if bare in _KIND_OF_SYMBOL:
            return _KIND_OF_SYMBOL[bare]
    return "Công văn"


def _date_after(text: str, at: int) -> tuple[str | None, int]:
    match = _DATED.match(text, at)
    if match is None:
        return None, at
    piece = text[match.end() - 4 : match.end() + 40]
    times = find_times(re.sub(r"^ngày(?=\d)", "ngày ", piece))
    if not times or times[0].begin_at > 6:
        return None, at
    shift = 1 if piece[4:5].isdigit() else 0
    return times[0].start, match.end() - 4 + times[0].end_at - shift


def _issuer_after(text: str, at: int) -> tuple[str | None, int]:
    match = _ISSUER.match(text, at)
    if match is None:
        return None, at
    issuer = match["issuer"]
    named = find_agencies(issuer)
    if (
        len(named) == 1
        and named[0].begin_at == 0
        and len(named[0].agencies) == 1
        and " và " in issuer[named[0].end_at :]
    ):
        issuer = issuer[: named[0].end_at]  # "của Bộ A và phù hợp với …"
    return tidy(issuer), match.start("issuer") + len(issuer)


def _title_after(text: str, at: int) -> str | None:
    match = _ABOUT.match(text[at : at + 700])
    if match is None or not (match["about"] or _TITLE_VERB.match(match["title"])):
        return None
    title = match["title"].lstrip()
    depth = 0
    for index, character in enumerate(title):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            title = title[:index]
            break
    end = _TITLE_END.search(title)
    title = tidy(title[: end.start()] if end is not None else title).rstrip(" ,;./")
    return title or None


def _title_before(text: str, begin: int) -> str | None:
    match = _FROM_BEFORE.search(text[max(0, begin - 330) : begin])
    return tidy(match["title"]) if match is not None else None


def _laws(text: str, numbered: list[Citation]) -> list[Citation]:
    found: list[Citation] = []
    taken = {at for citation in numbered for at in range(citation.begin_at, citation.begin_at + 5)}
    until = 0
    for match in _LAW.finditer(text):
        if (
            match.start() in taken
            or match.start() < until
            or _NO_LAW.search(text[max(0, match.start() - 12) : match.start()])
        ):
            continue
        title, end = law_title(text, match.start())
        if title is None:
            continue
        until = end
        date, at = _date_after(text, end)
        number = _LAW_NUMBER.match(text, end)
        if number is not None:
            _drop(numbered, end, number.end())
            date, at = _date_after(text, number.end())
            found.append(
                Citation(
                    match["kind"], re.sub(r"\s", "", number["number"]), date, None, title, match.start(), at
                )
            )
            continue
        found.append(Citation(match["kind"], None, date, None, title, match.start(), at))
    return found


def _drop(numbered: list[Citation], begin: int, end: int) -> None:
    """The number of a law named before it is not a second instrument."""
    numbered[:] = [citation for citation in numbered if not begin <= citation.begin_at < end]


def _plannings(text: str, numbered: list[Citation]) -> list[Citation]:
    spans = [(citation.begin_at, citation.title or "") for citation in numbered]
    found: list[Citation] = []
    for match in _PLANNING.finditer(text):
        title = tidy(match["title"])
        if not any(title in known for _, known in spans):
            found.append(Citation("Quy hoạch", None, None, None, title, match.start(), match.end()))
    return found


def _has_about(citation: Citation) -> bool:
    """Is there a clause after it that says what it is about? The title of a law is only its name."""
    return citation.title is not None and citation.kind not in {"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"}


def _cut_short(citation: Citation) -> Citation:
    """The citation without the one that follows it in its title."""
    title = citation.title or ""
    cut = re.search(rf",?\s(?:và\s)?(?:các\s)?(?:{_KIND})\s(?:số\s)?\d", title)
    return (
        replace(citation, title=title[: cut.start()].rstrip(" ,;") or None) if cut is not None else citation
    )


def _nested(text: str, ordered: list[Citation]) -> tuple[Citation, ...]:
    """Marks the mentions that stand in the title of an instrument before them in the same passage.

    "Quyết định A phê duyệt Đề án và Quyết định B": B stands beside A. "Kế hoạch A về thực hiện Nghị quyết B và
    Chương trình C": C stands beside B, within A.
    """
    found: list[Citation] = []
    for index, citation in enumerate(ordered):
        start = ordered[index - 1].end_at if index else citation.begin_at
        between = text[start : citation.begin_at]
        part = max(between.rfind(";"), between.rfind(". "))
        within = index > 0 and part < 0 and (_has_about(ordered[index - 1]) or found[-1].within)
        beside = within and not found[-1].within and between.endswith((" và ", ", "))
        found.append(replace(citation, within=within and not beside))
    return tuple(found)
