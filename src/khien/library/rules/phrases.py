"""The few words a text, a letter or a script adds to a material, in the material's language. Refuses words for the
screen of officers: those go through gettext."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_VI = {
    "signs": "Dấu hiệu nhận biết",
    "how_it_goes": "Chúng làm thế nào",
    "do_now": "Làm ngay",
    "tell_whom": "Báo cho ai",
    "variants": "Biến tướng",
    "do": "Nên làm",
    "dont": "Không nên làm",
    "answer": "Đáp án",
    "telephone": "Điện thoại",
    "sources": "Nguồn và căn cứ",
    "read_more": "Đọc đủ tại",
    "open_page": "Mở trang tài liệu",
    "before": "Trước",
    "after": "Sau",
    "who_sends": "Ai gửi thư này",
    "sent_by": "Thư này do {unit} gửi.",
    "part_of": "Thuộc {programme}.",
    "written_by": "Nội dung do {unit} biên soạn.",
    "approved": "{name}, {role} duyệt ngày {day}.",
    "never_asks": "Thư này không hỏi mật khẩu, mã OTP hay thông tin tài khoản của bạn.",
    "licence_cc-by-4.0": "Được dùng lại và sửa, ghi nguồn (CC BY 4.0).",
    "licence_cc-by-nd-4.0": "Được dùng lại nguyên văn, ghi nguồn (CC BY-ND 4.0).",
    "licence_inside": "Chỉ dùng trong các đơn vị của chương trình.",
    "greeting": "Kính thưa bà con.",
    "says": "{unit} xin thông báo.",
    "signs_are": "Dấu hiệu nhận biết:",
    "do_this": "Việc cần làm:",
    "dont_this": "Xin đừng:",
    "tell": "Hãy báo:",
    "call_number": "gọi {number}",
    "again": "Xin nhắc lại.",
    "sign_off": "Bản tin của {unit}. Cảm ơn bà con đã lắng nghe.",
    "sign_off_short": "Bản tin của {unit}.",
    "listen": "Sau đây là nội dung.",
    "source_is": "Nguồn: {unit}",
}
_EN = {
    "signs": "Warning signs",
    "how_it_goes": "How it goes",
    "do_now": "Do now",
    "tell_whom": "Whom to tell",
    "variants": "Variants",
    "do": "Do",
    "dont": "Do not",
    "answer": "Answer",
    "telephone": "Telephone",
    "sources": "Sources",
    "read_more": "Read it all at",
    "open_page": "Open the page",
    "before": "Before",
    "after": "After",
    "who_sends": "Who sends this letter",
    "sent_by": "This letter is sent by {unit}.",
    "part_of": "Part of {programme}.",
    "written_by": "Written by {unit}.",
    "approved": "Approved by {name}, {role}, on {day}.",
    "never_asks": "This letter does not ask for your password, OTP code or account details.",
    "licence_cc-by-4.0": "May be used and changed, naming the source (CC BY 4.0).",
    "licence_cc-by-nd-4.0": "May be used unchanged, naming the source (CC BY-ND 4.0).",
    "licence_inside": "For units of the programme only.",
    "greeting": "Good day.",
    "says": "A message from {unit}.",
    "signs_are": "Warning signs:",
    "do_this": "What to do:",
    "dont_this": "Do not:",
    "tell": "Tell:",
    "call_number": "call {number}",
    "again": "Once more.",
    "sign_off": "This was a message from {unit}. Thank you for listening.",
    "sign_off_short": "This was a message from {unit}.",
    "listen": "Here is the text.",
    "source_is": "Source: {unit}",
}


def phrases(language: str) -> Mapping[str, str]:
    """The words in "vi" or "en" ("en-GB"); Vietnamese where a language is not known."""
    return MappingProxyType(_EN if language.split("-", maxsplit=1)[0].lower() == "en" else _VI)
