"""Abbreviations of Vietnamese offices, as folded text. An entry is language, not law: no dates, no units.

Refuses bare "TT", "BC", "TH" …: they mean too many things; they are read only inside a longer form.
"""

from __future__ import annotations

import re
from functools import lru_cache

from khien.orgs.rules.text import fold

_SEP = r"\s*(?:&|-|–|\.|,|va|/)?\s*"


def _any(*letters: str) -> str:
    """The letters of an abbreviation with any usual separator between them."""
    return r"\b" + _SEP.join(letters) + r"\b"


# Longest first: each is tried on text without marks that still has its & - . signs.
_FORMS: tuple[tuple[str, str], ...] = (
    (r"\bubmttqvn\b", "uy ban mat tran to quoc viet nam"),
    (r"\bubmttq\b", "uy ban mat tran to quoc"),
    (r"\bmttqvn\b", "mat tran to quoc viet nam"),
    (r"\bmttq\b", "mat tran to quoc"),
    (r"\bubnd\b", "uy ban nhan dan"),
    (r"\bhdnd\b", "hoi dong nhan dan"),
    (r"\bdbqh\b", "dai bieu quoc hoi"),
    (_any("ld", "tb", "xh"), "lao dong thuong binh xa hoi"),
    (_any("vh", "tt", "dl"), "van hoa the thao du lich"),
    (_any("vh", "xh"), "van hoa xa hoi"),
    (_any("vh", "tt"), "van hoa thong tin"),
    (_any("tt", "tt"), "thong tin truyen thong"),
    (_any("gd", "dt"), "giao duc dao tao"),
    (_any("kh", "cn"), "khoa hoc cong nghe"),
    (_any("kh", "dt"), "ke hoach dau tu"),
    (_any("nn", "ptnt"), "nong nghiep phat trien nong thon"),
    (_any("nn", "mt"), "nong nghiep moi truong"),
    (_any("tn", "mt"), "tai nguyen moi truong"),
    (_any("gtvt"), "giao thong van tai"),
    (_any("pt", "th"), "phat thanh truyen hinh"),
    (_any("ct", "xh"), "chinh tri xa hoi"),
    (_any("tg", "dv"), "tuyen giao dan van"),
    (_any("dt", "tg"), "dan toc ton giao"),
    (_any("kh", "kt"), "khoa hoc ky thuat"),
    (r"\bldld\b", "lien doan lao dong"),
    (r"\b(?:hoi\s+)?lhpn\b", "hoi lien hiep phu nu"),
    (r"\bhnd\b", "hoi nong dan"),
    (r"\b(?:hoi\s+)?ccb\b", "hoi cuu chien binh"),
    (r"\btncs\b", "thanh nien cong san"),
    (r"\bhcm\b", "ho chi minh"),
    (r"\bcntt\b", "cong nghe thong tin"),
    (r"\bbhxh\b", "bao hiem xa hoi"),
    (r"\bnhnn\b", "ngan hang nha nuoc"),
    (r"\bkbnn\b", "kho bac nha nuoc"),
    (r"\bchqs\b", "chi huy quan su"),
    (r"\bbdbp\b", "bo doi bien phong"),
    (r"\bbch\b(?=\s+(?:quan su|chqs|bdbp|bo doi|bien phong))", "bo chi huy"),
    (r"\bbch\b", "ban chap hanh"),
    (r"\bcds\b", "chuyen doi so"),
    (r"\bhtx\b", "hop tac xa"),
    (r"\bkkt\b", "khu kinh te"),
    (r"\bbcd\b", "ban chi dao"),
    (r"\bql\b", "quan ly"),
    (r"\batanmqg\b", "an toan an ninh mang quoc gia"),
    (r"\batanm\b", "an toan an ninh mang"),
    (r"\battt\b", "an toan thong tin"),
    (r"\bcvp\b", "chanh van phong"),
    (r"\bpcvp\b", "pho chanh van phong"),
    (r"\bcpvp\b", "chanh pho van phong"),
    (r"\bvpub\b", "van phong uy ban nhan dan"),
    (r"\bvp(?=\s+(?:ubnd|uy|doan|hdnd|tinh|hoi|dai))", "van phong"),
    (r"\bpct\b", "pho chu tich"),
    (r"\bct\b(?=\s*[,&]|\s+(?:ubnd|uy ban|cac|hdnd))", "chu tich"),
    (r"\btt\b(?=\s+(?:tinh uy|thanh uy|hdnd|hoi dong))", "thuong truc"),
    (r"\btt\b(?=\s+cong nghe)", "trung tam"),
    (r"\bcdtt?dt\b", "cong thong tin dien tu"),
    (r"\bdn\b", "doanh nghiep"),
    (r"\bdntn\b", "doanh nghiep"),
    (r"\bthcs\b", "trung hoc co so"),
    (r"\bthpt\b", "trung hoc pho thong"),
    (r"\bgdnn\b", "giao duc nghe nghiep"),
    (r"\bgdtx\b", "giao duc thuong xuyen"),
    (r"\btw\b", "trung uong"),
    (r"\bvn\b", "viet nam"),
    (r"\btp\b\.?", "thanh pho"),
    (r"\btx\b\.?", "thi xa"),
)
_COMPILED = tuple((re.compile(pattern), full) for pattern, full in _FORMS)
_CAPITALS = ((re.compile(r"\bCA(?=\s|$)"), "Công an"), (re.compile(r"\bCQ(?=\s|$)"), "cơ quan"))


@lru_cache(maxsize=50_000)
def spelled_out(text: str) -> str:
    """The folded words of a phrase with every known abbreviation written out; "và" is dropped.

    Short forms that are words when small (CA, CQ) are read only in capitals.
    """
    for short, full in _CAPITALS:
        text = short.sub(full, text)
    bare = "".join(fold(char) if char.isalnum() else char for char in text)
    for pattern, full in _COMPILED:
        bare = pattern.sub(f" {full} ", bare)
    return " ".join(word for word in fold(bare).split() if word != "va")
