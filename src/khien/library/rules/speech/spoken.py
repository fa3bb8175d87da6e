"""A text as it is said: figures, dates, money, addresses, abbreviations and foreign words become Vietnamese words.

One pass from left to right, the longest thing first, so that nothing is read twice. Never raises, and never says
nothing of a text that holds a letter or a figure. Refuses to guess what it does not know: an unknown word of capitals
is spelled, an unknown foreign word is left to the voice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from khien.library.rules.sentences import ended, sentences
from khien.library.rules.speech.addresses import host_words, label_words, mail_words, taken_apart
from khien.library.rules.speech.lexicon import EXACT, HOSTS, ISSUERS, UNITS, WORDS, is_syllable, spelled
from khien.library.rules.speech.numbers import decimal_words, digit_words, number_words, telephone_words

# Vietnamese announcers: 3.5 to 4 syllables a second, pauses included. The middle.
SYLLABLES_PER_SECOND = 3.75
# Read one by one wherever they stand: emergency and helplines everybody knows.
SHORT_CODES = frozenset({"111", "112", "113", "114", "115", "156", "5656", "1022", "18001091", "19001091"})

_TLD = r"(?:vn|com|org|net|edu|info|gov|io|example|app|me)"
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("mail", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    ("url", rf"(?:trang(?: web)? )?(?:https?://(?P<host>[\w.-]*\w)(?::\d+)?(?:[/?#](?:[^\s,;“”\"')]*[^\s,;“”\"').:!?])?)?|(?P<bare>(?:[\w-]+\.)+{_TLD})\b(?:/(?:[^\s,;“”\"')]*[^\s,;“”\"').:!?])?)?)"),
    ("law", r"(?:số )?(?P<lawno>\d{1,5})/(?P<lawyear>(?:19|20)\d\d)/(?P<lawtail>[A-ZĐ][\wĐ]*(?:-[A-ZĐ]\w*)*)"),
    ("decision", r"(?:số )?(?P<decno>\d{1,5})/(?P<dectail>[A-ZĐ]{1,5}-[A-ZĐ]\w*)"),
    ("date", r"(?P<named>[Nn]gày )?(?P<day>[0-3]?\d)[/.-](?P<month>[01]?\d)[/.-](?P<year>(?:19|20)\d\d)(?!\d)"),
    ("iso", r"(?P<inamed>[Nn]gày )?(?P<iyear>(?:19|20)\d\d)-(?P<imonth>[01]\d)-(?P<iday>[0-3]\d)(?!\d)"),
    ("dayonly", r"(?P<dnamed>[Nn]gày )(?P<dday>[0-3]?\d)/(?P<dmonth>[01]?\d)(?![\d/])"),
    ("monthyear", r"(?P<mnamed>[Tt]háng )?(?P<mmonth>[01]?\d)/(?P<myear>(?:19|20)\d\d)(?!\d)"),
    ("time", r"(?P<hour>[0-2]?\d)(?:h|:| ?giờ )(?P<minute>[0-5]\d)(?: phút)?(?![\d:])"),
    ("around", r"24/7"),
    ("phone", r"\+84[ .-]?\d(?:[ .-]?\d){7,9}(?!\d)|0\d(?:[ .-]?\d){7,9}(?!\d)|1[89]00(?:[ .-]?\d){2,8}(?!\d)"),
    ("groups", r"\d{3,4}(?: \d{3,4}){2,}(?!\d| ?đ)"),
    ("money", r"(?P<thousands>\d{1,3}(?:[.,]\d{3})+)(?![.,]?\d)"),
    ("release", r"\d{1,4}(?:\.\d{1,4}){2,}(?!\d)"),
    ("decimal", r"(?P<whole>\d{1,15}),(?P<tail>\d{1,6})(?!\d)"),
    ("dotdecimal", r"(?P<dwhole>\d{1,15})\.(?P<dfraction>\d{1,6})(?![.\d])"),
    ("generation", r"\b[2-5][gG]\b|\b2[fF][aA]\b"),
    ("fraction", r"(?P<over>\d{1,3})/(?P<under>\d{1,3})(?![\d/])"),
    ("range", r"(?P<low>\d{1,4}) ?[–-] ?(?P<high>\d{1,4})(?![\d–-])"),
    ("until", r"(?<=[\dhđ%]) ?[-–] ?(?=\d)"),
    ("hyphen", r"(?<=[^\W\d_])-(?=\d)"),
    ("etcetera", r"v\.v(?:\.|…)?"),
    ("extension", r"(?<!\w)\.(?P<ending>[a-z]\w{1,4})\b"),
    ("figures", r"\d+"),
    ("word", r"[^\W\d_]+(?:[-'&][^\W\d_]+)*\.?"),
    ("sign", r"[&+=%@₫$€<>/\\–—…•·→#*_|~^°²]"),
)  # fmt: skip
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS))
_UNIT = re.compile(
    rf" ?(?P<unit>%|₫|\$|°C|m²|(?:{'|'.join(u for u in sorted(UNITS, key=len, reverse=True) if u.isalnum())})(?![\w²]))",
    re.IGNORECASE,
)
_SIGNS = {"&": " và ", "+": " cộng ", "=": " bằng ", "%": " phần trăm ", "@": " a còng ", "₫": " đồng ", "$": " đô la ",
          "€": " ơ rô ", "/": ", ", "–": ", ", "—": ", ", "…": ". ", "→": ", ", "•": ", ", "·": ", ", "°": " độ "}  # fmt: skip
_QUOTES = re.compile(r"[“”\"«»„‘’`´]")
_BRACKETS = re.compile(r"\s*[(\[{]\s*|\s*[)\]}]\s*")
_TIDY = (
    (re.compile(r"[ \t\xa0]+"), " "),
    (re.compile(r" +(?=[,.;:!?])"), ""),
    (re.compile(r"(?:[,;:] ?)+(?=[,.;:!?])"), ""),
    (re.compile(r"(?<=[.!?])(?: ?[,.;:])+"), ""),
    (re.compile(r"([!?])[!?]+"), r"\1"),
    (re.compile(r"([,;:])(?=[^\W\d_])"), r"\1 "),
    (re.compile(r"\n\s*[,.;:]+\s*"), "\n"),
)


def spoken(text: str, *, language: str = "vi") -> str:
    """The text for a voice. Line breaks stay. Only Vietnamese is rewritten; another language keeps its words."""
    text = unicodedata.normalize("NFC", text).replace("\r", "\n").replace("\xa0", " ")
    if language != "vi":
        return _tidied(text)
    said = _BRACKETS.sub(", ", _QUOTES.sub("", _read(text)))
    said = _tidied(said)
    if any(c.isalnum() for c in said) or not any(c.isalnum() for c in text):
        return said
    return " ".join(re.findall(r"\w+", text))


def _tidied(text: str) -> str:
    text = "".join(c for c in text if c in "\n" or unicodedata.category(c)[0] not in "CS" or c in "+=%&")
    for pattern, instead in _TIDY:
        text = pattern.sub(instead, text)
    return "\n".join(stripped for line in text.split("\n") if (stripped := line.strip(" ,;:")))


def _read(text: str) -> str:
    said: list[str] = []
    at = 0
    while match := _TOKEN.search(text, at):
        said.append(text[at : match.start()])
        words, at = _said(match, text)
        said.append(words)
    said.append(text[at:])
    return "".join(said)


def _said(match: re.Match[str], text: str) -> tuple[str, int]:
    kind = next(name for name, _pattern in _PATTERNS if match[name] is not None)
    words = _READERS[kind](match)
    end = match.end()
    if kind in _COUNTED and (unit := _UNIT.match(text, end)):
        words, end = f"{words} {UNITS[unit['unit'].lower()]}", unit.end()
        if text[end : end + 5].lower() == " đồng" and words.endswith(" đồng"):
            words = words.removesuffix(" đồng")
    before = text[match.start() - 1 : match.start()]
    after = text[end : end + 1]
    joined = kind in _SPACED or (kind == "word" and match.group().endswith("."))
    return (
        f"{' ' if joined and before.isalnum() else ''}{words}{' ' if joined and after.isalnum() else ''}",
        end,
    )


def _date(named: str | None, day: str, month: str, year: str) -> str:
    return f"{named or 'ngày '}{_day(day)} tháng {_month(month)} năm {number_words(int(year))}"


def _day(day: str) -> str:
    number = int(day)
    return f"mùng {number_words(number)}" if 1 <= number <= 10 else number_words(number)


def _month(month: str) -> str:
    return "tư" if int(month) == 4 else number_words(int(month))


def _read_date(match: re.Match[str]) -> str:
    if not (1 <= int(match["day"]) <= 31 and 1 <= int(match["month"]) <= 12):
        return ", ".join(number_words(int(match[part])) for part in ("day", "month", "year"))
    return _date(match["named"], match["day"], match["month"], match["year"])


def _read_law(match: re.Match[str]) -> str:
    tail = match["lawtail"]
    words = f"số {number_words(int(match['lawno']))} năm {number_words(int(match['lawyear']))}"
    if parliament := re.fullmatch(r"QH(\d{1,2})", tail):
        return f"{words} của Quốc hội khóa {number_words(int(parliament[1]))}"
    return f"{words} {ISSUERS[tail]}" if tail in ISSUERS else words


def _read_decision(match: re.Match[str]) -> str:
    issuer = ISSUERS.get(match["dectail"], "")
    return f"số {number_words(int(match['decno']))} {issuer}".strip()


def _read_url(match: re.Match[str]) -> str:
    return f"trang {host_words(match['host'] or match['bare'])}"


def _read_time(match: re.Match[str]) -> str:
    hour, minute = int(match["hour"]), int(match["minute"])
    return f"{number_words(hour)} giờ" + (f" {number_words(minute)} phút" if minute else "")


def _read_phone(match: re.Match[str]) -> str:
    number = match["phone"]
    return telephone_words("0" + number[3:] if number.startswith("+84") else number)


def _read_fraction(match: re.Match[str]) -> str:
    over, under = int(match["over"]), int(match["under"])
    between = "phần" if 0 < over < under <= 10 else "trên"
    return f"{number_words(over)} {between} {number_words(under)}"


def _read_figures(match: re.Match[str]) -> str:
    figures = match["figures"]
    if not figures.isascii():
        figures = "".join(str(unicodedata.digit(figure)) for figure in figures)
    counted = _COUNTS.match(match.string, match.end())
    if figures in SHORT_CODES and not counted:
        return digit_words(figures)
    if len(figures) > 1 and (figures.startswith("0") or len(figures) > 7):
        return telephone_words(figures)
    if (
        3 <= len(figures) <= 5
        and _CALLED.search(match.string[max(0, match.start() - 24) : match.start()])
        and not counted
    ):
        return digit_words(figures)
    return number_words(int(figures))


_COUNTS = re.compile(
    r" ?(?:đồng|người|trẻ|em|cháu|lượt|triệu|nghìn|ngàn|tỷ|trăm|%|xã|phường|hộ|vụ|lần|ngày|tin|cuộc|trang|₫|đ\b|k\b)"
)
_CALLED = re.compile(
    r"(?:gọi|đầu số|tổng đài|nhắn|số máy|đường dây nóng|điện thoại|bấm|soạn)(?: \w+){0,2}:? $", re.IGNORECASE
)


def _read_word(match: re.Match[str]) -> str:
    written = match["word"]
    if written in EXACT:
        return EXACT[written]
    stop = "." if written.endswith(".") else ""
    word = written.removesuffix(".")
    if word in EXACT:
        return EXACT[word] + stop
    if word.lower() in WORDS:
        return WORDS[word.lower()] + stop
    if "&" in word:
        return " và ".join(_word_alone(part) for part in word.split("&")) + stop
    if any(mark in word for mark in "-'") and not is_syllable(word):
        return " ".join(_word_alone(part) for part in re.split(r"[-']", word) if part) + stop
    return _word_alone(word) + stop


_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)
# "VI" and "XI" could be words set in capitals.
_ROMAN = {
    "II": 2,
    "III": 3,
    "IV": 4,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "XII": 12,
    "XIII": 13,
    "XIV": 14,
    "XV": 15,
}


def _word_alone(word: str) -> str:
    if word in EXACT or word.lower() in WORDS:
        return EXACT.get(word) or WORDS[word.lower()]
    if word in _ROMAN:
        return number_words(_ROMAN[word])
    if len(word) > 1 and word.isupper():
        return word.lower() if is_syllable(word) else spelled(word) or word
    if is_syllable(word) or not word.isascii():
        return word
    if not _VOWEL.search(word):
        return HOSTS.get(word.lower()) or spelled(word)
    return " ".join(taken_apart(word.lower())) or word


_READERS: dict[str, Callable[[re.Match[str]], str]] = {
    "mail": lambda m: mail_words(m["mail"]),
    "url": _read_url,
    "law": _read_law,
    "decision": _read_decision,
    "date": _read_date,
    "iso": lambda m: _date(m["inamed"], m["iday"], m["imonth"], m["iyear"]),
    "dayonly": lambda m: f"{m['dnamed']}{_day(m['dday'])} tháng {_month(m['dmonth'])}",
    "monthyear": lambda m: (
        f"{m['mnamed'] or 'tháng '}{_month(m['mmonth'])} năm {number_words(int(m['myear']))}"
    ),
    "time": _read_time,
    "around": lambda _m: "hai mươi tư trên bảy",
    "phone": _read_phone,
    "money": lambda m: number_words(int(re.sub(r"\D", "", m["thousands"]))),
    "decimal": lambda m: decimal_words(m["whole"], m["tail"]),
    "dotdecimal": lambda m: decimal_words(m["dwhole"], m["dfraction"]),
    "generation": lambda m: WORDS.get(m["generation"].lower(), "hai gờ"),
    "fraction": _read_fraction,
    "range": lambda m: f"{number_words(int(m['low']))} đến {number_words(int(m['high']))}",
    "groups": lambda m: telephone_words(m["groups"]),
    "release": lambda m: " chấm ".join(number_words(int(part)) for part in m["release"].split(".")),
    "until": lambda _m: " đến ",
    "hyphen": lambda _m: " ",
    "etcetera": lambda m: f"vân vân{'' if m['etcetera'].endswith('v') else '.'}",
    "extension": lambda m: f"chấm {label_words(m['ending'])}",
    "figures": _read_figures,
    "word": _read_word,
    "sign": lambda m: _SIGNS.get(m["sign"], " "),
}
_COUNTED = frozenset({"money", "decimal", "dotdecimal", "range", "figures"})
_SPACED = _COUNTED | {
    "groups",
    "release",
    "date",
    "iso",
    "time",
    "phone",
    "fraction",
    "generation",
    "monthyear",
    "around",
    "dayonly",
    "law",
    "decision",
}


def spoken_sentences(text: str, *, language: str = "vi") -> tuple[str, ...]:
    """The sentences of `spoken`, each with an end."""
    return tuple(
        ended(one) for line in spoken(text, language=language).split("\n") for one in sentences(line)
    )


_WORD = re.compile(r"[^\W\d_]+|\d")
_SOUND = re.compile(r"[aeiouy]+", re.IGNORECASE)


def syllables(said: str) -> int:
    """Syllables of a text that has been through `spoken`: a Vietnamese word is one, another counts its vowels."""
    return sum(1 if is_syllable(word) else max(1, len(_SOUND.findall(word))) for word in _WORD.findall(said))


def seconds_of(text: str, *, language: str = "vi") -> float:
    """How long an announcer takes, pauses included."""
    return round(syllables(spoken(text, language=language)) / SYLLABLES_PER_SECOND, 1)
