"""Duties to report: who, to whom, how often, by which day; difficulties to be passed on are "adhoc" duties.

Refuses the onward report inside a periodic duty ("để tổng hợp, báo cáo …"): it has no interval of its own. Where
difficulties are passed on ("vướng mắc … phản ánh về Sở A để tổng hợp, trình Ủy ban B"), the second step is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban._blocks import Place
from vanban._headings import agency_heading
from vanban._language.actors import Mention, find_agencies
from vanban._language.citations import find_citations
from vanban._language.rhythms import Rhythm, rhythms
from vanban._language.text import collapse, sentences
from vanban._outline import Node
from vanban._plan import DutyToReport
from vanban._sections import Section

_REPORT = re.compile(
    r"\bbáo cáo(?!\sviên|\schuyên đề|\ssố\b|\stài chính|\stác động|\snghiên cứu)", re.IGNORECASE
)
_TROUBLE = re.compile(
    r"khó khăn|vướng mắc|phát sinh|bất cập|cần(?: thiết)?(?: phải)? (?:sửa đổi|điều chỉnh|bổ sung)",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:nếu|khi|trường hợp|trong quá trình|quá trình)\b", re.IGNORECASE)
_PASS_ON = re.compile(
    r"\b(?:phản ánh|báo cáo|kiến nghị|thông báo|gửi|đề xuất|liên hệ|thông tin|phản hồi|trao đổi|có văn bản)\b",
    re.IGNORECASE,
)
_ONWARD = re.compile(r"\b(?:báo cáo|trình|đề xuất|tham mưu(?: cho| trình)?)\b", re.IGNORECASE)
_TOWARDS = re.compile(
    r"(?:báo cáo|trình|liên hệ|về|cho|gửi|đến|tới|với|lên|đề xuất|phản ánh|kiến nghị|tham mưu|văn bản)\s(?:trực tiếp\s)?(?:cho\s|về\s|với\s|lên\s|đến\s)?$",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:tập thể\s)?lãnh đạo\s$", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?:cấp|cơ quan|cấp trên)(?:\strên)?\scó\sthẩm\squyền", re.IGNORECASE)
_ASKS = re.compile(r"yêu cầu|đề nghị|giao", re.IGNORECASE)
_ASKED = re.compile(r"(?:yêu cầu|đề nghị|giao)\s$", re.IGNORECASE)
_ABOUT_RESULTS = re.compile(r"kết quả|tình hình|tiến độ|việc (?:thực hiện|triển khai)", re.IGNORECASE)
_REGULARLY = re.compile(r"\bđịnh kỳ\b|\bsơ kết\b|\btổng kết\b", re.IGNORECASE)
_PERIODIC = re.compile(r"\bđịnh kỳ\b", re.IGNORECASE)
_SUMS_UP = re.compile(
    r"(?:tổng hợp|tổng kết|sơ kết|đánh giá|theo dõi)(?:,|\svà|\skết quả)?\sbáo cáo", re.IGNORECASE
)
_APPROVAL = re.compile(
    r"xem xét|quyết định(?!\ssố)|phê duyệt|cho ý kiến|cho chủ trương|ban hành", re.IGNORECASE
)
_MONEY = re.compile(r"dự toán|kinh phí|ngân sách", re.IGNORECASE)
_ABOUT_FORM = re.compile(
    r"^\W*(?:nội dung|mẫu|biểu mẫu|hình thức|phương thức|đề cương)\b[^:]{0,30}báo cáo", re.IGNORECASE
)
_CUT_OFF = re.compile(r"chốt số liệu|số liệu (?:được )?(?:tính|lấy) từ", re.IGNORECASE)
_FOR_SUMMARY = re.compile(
    r"\bđể\s(?:kịp thời\s)?(?:theo dõi|tổng hợp|phối hợp|xem xét|báo cáo|hướng dẫn|được|giải quyết|Ủy|UBND)",
    re.IGNORECASE,
)
_HELPED = re.compile(r"(?:với|tham mưu|giúp|qua|của|trình|cho|phối hợp)\s$", re.IGNORECASE)
_ROLES = {"organisation", "reporting", "other", "tasks", "funding", "scope"}


def read_reporting(parts: Sequence[Section]) -> tuple[DutyToReport, ...]:
    """Duties to report in document order; two days, two entries; "đột xuất" beside a period, one more."""
    found: list[DutyToReport] = []
    for section in parts:
        if section.role not in _ROLES:
            continue
        for node, above in section.node.walk_with_ancestors(section.above):
            if node.text and node.kind != "table":
                found += _duties(node, above, section)
    return tuple(dict.fromkeys(found))


def _responsible(node: Node, above: tuple[Node, ...]) -> str | None:
    """The agencies of the heading a duty stands under, in the heading's words."""
    for each in (node, *reversed(above)):
        heading = agency_heading(each.text)
        if heading is not None:
            return ", ".join(heading.agencies)
    return None


def _duties(node: Node, above: tuple[Node, ...], section: Section) -> Iterator[DutyToReport]:
    asked: str | None = None
    for sentence in sentences(node.text):
        if not (_REPORT.search(sentence) or _TROUBLE.search(sentence) or _ASKS.search(sentence)):
            continue
        mentions = find_agencies(sentence)
        asked = _asked(sentence, mentions) or asked
        reader = _Reader(node.path, node.place, sentence, mentions, _responsible(node, above), asked)
        trouble = _trouble_at(sentence)
        if trouble is not None:
            yield from reader.passed_on(trouble)
        elif _REPORT.search(sentence):
            yield from reader.periodic(section)


def _asked(sentence: str, mentions: tuple[Mention, ...]) -> str | None:
    for mention in mentions:
        if _ASKED.search(sentence[max(0, mention.begin_at - 12) : mention.begin_at]):
            return sentence[mention.begin_at : mention.end_at]
    return None


def _trouble_at(sentence: str) -> int | None:
    """Where the difficulties stand that are to be passed on, if the sentence is about that."""
    trouble = _TROUBLE.search(sentence)
    if trouble is None or not _CONDITION.search(sentence[: trouble.end()]):
        return None
    return trouble.end() if _PASS_ON.search(sentence, trouble.end()) else None


@dataclass(frozen=True, slots=True)
class _Reader:
    """One sentence with its agencies, read for the duties it holds."""

    path: str
    place: Place
    sentence: str
    mentions: tuple[Mention, ...]
    responsible: str | None  # of the heading above
    asked: str | None  # "yêu cầu các Sở …" in this sentence or one before it

    def passed_on(self, trouble: int) -> Iterator[DutyToReport]:
        """Difficulties go to one body, and where the sentence says so from there to another."""
        verb = _PASS_ON.search(self.sentence, trouble)
        if verb is None:
            return
        first = self._recipient(verb.start(), verb.start() + 160)
        sender = self._between(trouble, verb.start()) or self.asked or self.responsible
        yield self._duty(Rhythm("adhoc", None), sender, first[0] if first else None)
        if first is None:
            return
        onward = self._onward(first[1])
        if onward is not None:
            yield self._duty(Rhythm("adhoc", None), first[0], onward)

    def _onward(self, at: int) -> str | None:
        for verb in _ONWARD.finditer(self.sentence, at):
            recipient = self._recipient(verb.start(), verb.end() + 40)
            if recipient is not None:
                return recipient[0]
        return None

    def periodic(self, section: Section) -> Iterator[DutyToReport]:
        """The duties of the sentence's parts, each with its intervals, its sender and its recipient."""
        for begin, segment in _segments(self.sentence):
            report = _REPORT.search(segment)
            if report is None:
                continue
            summary = _FOR_SUMMARY.search(segment, report.end())
            main = segment[: summary.start()] if summary is not None else segment
            verb = begin + report.start()
            recipient = self._recipient(verb, begin + len(main))
            found = rhythms(_without_citations(main))
            if not self._is_duty(main, found, recipient is not None, section):
                continue
            if not found or (_PERIODIC.search(main) and all(rhythm.frequency == "adhoc" for rhythm in found)):
                found = (Rhythm(None, None), *found)
            sender = self._subject(begin, verb) or self.responsible or self.asked or self._subject(0, verb)
            recipient = recipient or self._recipient(0, len(self.sentence))
            for rhythm in found:
                yield self._duty(rhythm, sender, recipient[0] if recipient else None)
            if summary is not None:
                rest = begin + summary.start()
                yield from self._onward_dated(segment[summary.start() :], rest, recipient, found)

    def _is_duty(self, main: str, found: tuple[Rhythm, ...], has_recipient: bool, section: Section) -> bool:
        """Is this a duty to report, not a form, a cut-off, a budget request or a task that only mentions reports?"""
        dated = any(rhythm.due for rhythm in found)
        if _CUT_OFF.search(main) or (_ABOUT_FORM.search(main) and not dated):
            return False
        if _MONEY.search(main) and not _ABOUT_RESULTS.search(main):
            return False
        if not found and not self._counts_without_interval(main, has_recipient, section):
            return False
        return section.role != "tasks" or dated or _REGULARLY.search(main) is not None

    def _onward_dated(
        self, rest: str, at: int, first: tuple[str, int] | None, main: tuple[Rhythm, ...]
    ) -> Iterator[DutyToReport]:
        """ "… để tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 20/12": with a day of its own it is a duty."""
        report = _REPORT.search(rest)
        if report is None:
            return
        recipient = self._recipient(at + report.start(), at + len(rest))
        for rhythm in rhythms(_without_citations(rest)):
            if rhythm.due is not None:
                same = rhythm.frequency is None and len(main) == 1
                dated = Rhythm(main[0].frequency, rhythm.due) if same else rhythm
                yield self._duty(dated, first[0] if first else None, recipient[0] if recipient else None)

    def _counts_without_interval(self, main: str, has_recipient: bool, section: Section) -> bool:
        if section.role in {"tasks", "funding", "scope"}:
            return False
        if _APPROVAL.search(main):
            return False
        about = _ABOUT_RESULTS.search(main) is not None
        if has_recipient and (_SUMS_UP.search(main) or _PERIODIC.search(main)):
            return True
        if section.role == "reporting" and (about or has_recipient):
            return True
        return about and (has_recipient or bool(_REGULARLY.search(main)))

    def _recipient(self, start: int, end: int) -> tuple[str, int] | None:
        """(words, where they end) of the first body a report goes to, between two places of the sentence."""
        for mention in self._mentions(start, end + 1):
            before = self.sentence[max(0, mention.begin_at - 34) : mention.begin_at]
            leaders = _LEADERS.search(before)
            if _TOWARDS.search(before[: leaders.start()] if leaders is not None else before):
                words = self._words(mention)
                return f"{leaders.group()}{words}" if leaders is not None else words, mention.end_at
        authority = _AUTHORITY.search(self.sentence, start, end + 40)
        return (authority.group(), authority.end()) if authority is not None else None

    def _words(self, mention: Mention) -> str:
        return collapse(self.sentence[mention.begin_at : mention.end_at])

    def _between(self, start: int, end: int) -> str | None:
        return next((self._words(mention) for mention in self._mentions(start, end)), None)

    def _mentions(self, start: int, end: int) -> Iterator[Mention]:
        """The mentions that begin from `start` up to `end`, found without walking through all before them."""
        for index in range(bisect_left(self.mentions, start, key=lambda m: m.begin_at), len(self.mentions)):
            if self.mentions[index].begin_at >= end:
                return
            yield self.mentions[index]

    def _subject(self, start: int, end: int) -> str | None:
        """The body that reports: the first named before the verb that is not helped, advised or gone through."""
        for mention in self._mentions(start, end):
            before = self.sentence[max(0, mention.begin_at - 12) : mention.begin_at]
            if not _HELPED.search(before):
                return self._words(mention)
        return None

    def _duty(self, rhythm: Rhythm, sender: str | None, recipient: str | None) -> DutyToReport:
        doubts = () if recipient else ("Không đọc được nơi nhận báo cáo.",)
        return DutyToReport(
            path=self.path,
            frequency=rhythm.frequency,
            due=rhythm.due,
            sender=sender,
            recipient=recipient,
            text=self.sentence,
            place=self.place,
            confidence=0.8 if doubts else 1.0,
            doubts=doubts,
        )


def _without_citations(text: str) -> str:
    """The text with the instruments it cites blanked out, so that their dates are no due days."""
    kept: list[str] = []
    last = 0
    for citation in find_citations(text):
        kept += [text[last : citation.begin_at], " " * (citation.end_at - max(last, citation.begin_at))]
        last = max(last, citation.end_at)
    return "".join([*kept, text[last:]])


def _segments(sentence: str) -> Iterator[tuple[int, str]]:
    """(where it begins, words) of the parts between semicolons, parentheses left whole."""
    begin, depth = 0, 0
    for index, character in enumerate(sentence):
        depth += (character == "(") - (character == ")")
        if character == ";" and depth <= 0:
            yield begin, sentence[begin:index]
            begin = index + 1
    yield begin, sentence[begin:]
