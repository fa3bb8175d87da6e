"""How people type: words that say nothing by themselves, short forms of chats, marks left over from the keyboard.

A list of words, not of meanings: synonyms belong to the office (`models.SynonymSet`). Ours, collected by hand.
"""

from __future__ import annotations

import re

from khien.search.rules.words import Word, word_of

# Words of questions and of grammar, with their marks: typed so, they are certainly meant.
_FILL = """tôi tao mình em anh chị ạ à ơi bạn bị được có không là gì sao thế nào như làm phải nên cần cho hỏi xin với và
hay hoặc thì mà ở tại trong khi nếu đã đang sẽ vừa mới rồi của các những một này kia đó ai đâu để từ đến ra vào về theo vì
do cách giúp nhé vậy thưa muốn biết thấy nó họ lại cũng còn hả nhờ dùm giùm hộ bằng rằng đấy đây chưa xong hết
qua trên dưới lên xuống nữa rất quá lắm nhiều cái chiếc con người việc lúc trước sau ngay luôn đi thôi chứ nhỉ ta chúng
mọi mỗi từng vài khác bao nhiêu mấy tui dạ vâng the a an of to in is are my i how do what"""
# Without marks only these: "ma", "la", "de", "tu", "dau" may as well be "mã", "lạ", "đề", "từ", "đầu".
_FILL_BARE = """toi tui bi duoc khong gi sao nhu lam phai nen hoi xin voi va thi khi neu da dang se roi cua cac nhung mot
nay kia nao muon biet a oi nhe vay giup cach can minh ai em anh chi ban o the thay ho hay hoac cho co la ra vao ve
len lai con nguoi viec qua chua rang trong den tu de an of to in is are my i how what"""
_FILL_SOUNDED = frozenset(word_of(word).sounded for word in _FILL.split())
_FILL_FOLDED = frozenset(_FILL_BARE.split())

# Short form → what it stands for. Used unless the index knows the pair as it was typed ("ca độ", "tk 20").
SHORT_FORMS = {
    "ko": "không", "k": "không", "kg": "không", "hok": "không", "khg": "không", "hong": "không", "khum": "không", "k0": "không",
    "dc": "được", "đc": "được", "dk": "được", "đk": "đăng ký", "vs": "với", "ng": "người", "ngta": "người ta", "mn": "mọi người",
    "j": "gì", "z": "vậy", "s": "sao", "r": "rồi", "ntn": "như thế nào", "lm": "làm", "bh": "bây giờ", "trc": "trước", "nc": "nói chuyện",
    "fb": "facebook", "face": "facebook", "phây": "facebook", "phây búc": "facebook", "fbook": "facebook", "ins": "instagram", "insta": "instagram", "ig": "instagram",
    "zl": "zalo", "da lo": "zalo", "tele": "telegram", "tt": "tiktok", "tik tok": "tiktok", "ytb": "youtube", "yt": "youtube", "mess": "messenger", "mes": "messenger",
    "gg": "google", "web": "website", "trang web": "website",
    "tk": "tài khoản", "acc": "tài khoản", "ac": "tài khoản", "nick": "tài khoản", "mk": "mật khẩu", "pass": "mật khẩu", "pw": "mật khẩu", "password": "mật khẩu",
    "sdt": "số điện thoại", "sđt": "số điện thoại", "dt": "điện thoại", "đt": "điện thoại", "đthoại": "điện thoại", "dthoai": "điện thoại",
    "ck": "chuyển khoản", "nh": "ngân hàng", "nhang": "ngân hàng", "stk": "số tài khoản", "atm": "atm", "vcb": "vietcombank", "tcb": "techcombank",
    "ca": "công an", "csgt": "cảnh sát giao thông", "vks": "viện kiểm sát", "ubnd": "ủy ban nhân dân", "bhxh": "bảo hiểm xã hội",
    "bhyt": "bảo hiểm y tế", "cccd": "căn cước công dân", "cmnd": "chứng minh nhân dân", "cmt": "chứng minh nhân dân", "cc": "căn cước",
    "vneid": "vneid", "vn eid": "vneid", "dvc": "dịch vụ công", "gplx": "giấy phép lái xe", "qr": "qr", "ktx": "ký túc xá",
    "hs": "học sinh", "sv": "sinh viên", "gv": "giáo viên", "ph": "phụ huynh", "ntd": "người tiêu dùng", "dn": "doanh nghiệp",
    "ld": "lừa đảo", "lđ": "lừa đảo", "tb": "thông báo", "tn": "tin nhắn", "tnhan": "tin nhắn", "sms": "tin nhắn", "dthu": "đối tượng", "vl": "việc làm",
    "ctv": "cộng tác viên", "tmdt": "thương mại điện tử", "tmđt": "thương mại điện tử", "shope": "shopee", "lzd": "lazada",
    "attt": "an toàn thông tin", "anm": "an ninh mạng", "cntt": "công nghệ thông tin", "dlcn": "dữ liệu cá nhân", "ttcn": "thông tin cá nhân",
    "dl": "dữ liệu", "hp": "học phí", "gd": "giao dịch", "gdich": "giao dịch", "xac minh": "xác minh", "nt": "nhắn tin", "ib": "nhắn tin",
    "inbox": "nhắn tin", "sp": "sản phẩm", "đb": "đặc biệt", "ttoan": "thanh toán", "tgdt": "tiền gửi", "vid": "video", "clip": "video", "wifi": "wifi",
    "lap": "máy tính", "laptop": "máy tính", "pc": "máy tính", "dtdd": "điện thoại di động", "đtdđ": "điện thoại di động",
}  # fmt: skip
_SHORT = {" ".join(word_of(w).sounded for w in short.split()): long for short, long in SHORT_FORMS.items()}

_TELEX_VOWELS = re.compile(r"(aa|ee|oo)|([ao])w|uw|w")
_TELEX_TONES = "sfrxj"


def is_fill(word: Word) -> bool:
    """A word that says nothing by itself. Without marks only those that cannot be another word."""
    return word.sounded in _FILL_SOUNDED if word.marked else word.folded in _FILL_FOLDED


def long_form(sounded: str) -> str:
    """What a short form stands for, with marks; "" when it is none."""
    return _SHORT.get(sounded, "")


def without_keyboard_marks(folded: str) -> tuple[str, ...]:
    """What a word may be that the keyboard left in Telex ("ddaor", "luwaf") or VNI ("lu7a2"), folded; best first."""
    found: list[str] = []
    if any(c.isdigit() for c in folded) and any(c.isalpha() for c in folded):
        found.append("".join(c for c in folded if not c.isdigit()))
    plain = _untelexed(folded)
    found.append(plain)
    for tone in _TELEX_TONES:  # the tone key may stand anywhere behind its vowel
        at = plain.rfind(tone)
        if at > 0:
            found.append(plain[:at] + plain[at + 1 :])
    return tuple(dict.fromkeys(word for word in found if word and word != folded))


def _untelexed(word: str) -> str:
    def plain(match: re.Match[str]) -> str:
        doubled, hooked = match.groups()
        if doubled:
            return str(doubled[0])
        return str(hooked) if hooked else "u"

    return _TELEX_VOWELS.sub(plain, word.replace("dd", "d"))
