"""What abbreviations and foreign words sound like, written so that a Vietnamese voice says them.

Refuses to explain: "OTP" is said letter by letter, because that is the word people look for on their telephone.
"""

from __future__ import annotations

import re

# The letters as an announcer names them.
LETTERS = {
    "a": "a", "ă": "á", "â": "ớ", "b": "bê", "c": "xê", "d": "dê", "đ": "đê", "e": "e", "ê": "ê", "f": "ép",
    "g": "giê", "h": "hát", "i": "i", "j": "gi", "k": "ca", "l": "lờ", "m": "mờ", "n": "nờ", "o": "o", "ô": "ô",
    "ơ": "ơ", "p": "pê", "q": "quy", "r": "rờ", "s": "ét", "t": "tê", "u": "u", "ư": "ư", "v": "vê", "w": "vê kép",
    "x": "ích", "y": "y", "z": "dét",
}  # fmt: skip

# Only as written (capitals count): "AI" is no "ai".
EXACT = {
    "KH&CN": "Khoa học và Công nghệ", "TT&TT": "Thông tin và Truyền thông",
    "GD&ĐT": "Giáo dục và Đào tạo", "VH&TT": "Văn hóa và Thể thao", "LĐ&TBXH": "Lao động, Thương binh và Xã hội",
    "AI": "trí tuệ nhân tạo", "APK": "a pê ca", "ATM": "a tê em", "ATTT": "an toàn thông tin",
    "BHXH": "bảo hiểm xã hội", "BHYT": "bảo hiểm y tế", "BTC": "ban tổ chức", "CAP": "xê a pê",
    "CCCD": "căn cước công dân", "CMND": "chứng minh nhân dân", "CNTT": "công nghệ thông tin",
    "CSGT": "cảnh sát giao thông", "CVV": "xê vê vê", "ĐVHC": "đơn vị hành chính", "GPLX": "giấy phép lái xe",
    "GPS": "giê pê ét", "HĐND": "Hội đồng nhân dân", "HCM": "Hồ Chí Minh", "HTX": "hợp tác xã", "ID": "ai đi", "IMEI": "i mây",
    "IP": "ai pi", "KHCN": "khoa học công nghệ", "KYC": "ca oai xi", "MXH": "mạng xã hội", "NFC": "en ép xi",
    "NHNN": "Ngân hàng Nhà nước", "OK": "ô kê", "OTP": "ô tê pê", "PC": "pê xê", "PDF": "pê đê ép",
    "PIN": "pin", "QR": "quy rờ", "SIM": "sim", "SMS": "ét em ét", "TAND": "Tòa án nhân dân", "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông", "TMĐT": "thương mại điện tử", "TNHH": "trách nhiệm hữu hạn",
    "TTĐT": "thông tin điện tử", "TV": "ti vi", "UBND": "Ủy ban nhân dân", "URL": "địa chỉ trang",
    "USB": "u ét bê", "USDT": "u ét đê tê", "VKS": "Viện kiểm sát", "VKSND": "Viện kiểm sát nhân dân",
    "VND": "đồng", "VNĐ": "đồng", "VNeID": "vi en i đê", "VPN": "vê pê en", "VSSID": "vi ét ét ai đi",
    "ĐT": "điện thoại", "TP": "thành phố", "TP.": "thành phố", "TX.": "thị xã", "TT.": "thị trấn", "P.": "phường",
    "Q.": "quận", "Tp.": "thành phố", "TDP": "tổ dân phố", "KDC": "khu dân cư", "MTTQ": "Mặt trận Tổ quốc",
}  # fmt: skip

# In any case.
WORDS = {
    "2fa": "xác thực hai lớp", "3g": "ba gờ", "4g": "bốn gờ", "5g": "năm gờ", "admin": "át min", "android": "an đờ roi",
    "app": "áp", "apple": "áp pồ", "apps": "áp", "banking": "banh kinh", "bitcoin": "bít coi", "blockchain": "bờ lóc chên",
    "blog": "bờ lóc", "bluetooth": "bờ lu tút", "boss": "bót", "bot": "bót", "camera": "ca mê ra", "captcha": "cáp cha",
    "chat": "chát", "chatbot": "chát bót", "check": "chéc", "chrome": "cờ rôm", "click": "cờ lích", "clip": "cờ líp",
    "code": "cốt", "computer": "máy tính", "cookie": "cúc ki", "crypto": "cờ ríp tô", "deepfake": "đíp phếch",
    "drive": "đờ rai", "ekyc": "i ca oai xi", "email": "thư điện tử", "e-mail": "thư điện tử", "esim": "i sim",
    "evn": "e vê en", "facebook": "phây búc", "face": "phây", "fan": "phan", "fanpage": "phan pết", "fb": "phây búc",
    "file": "phai", "forex": "pho réc", "game": "gêm", "games": "gêm", "gmail": "gi meo", "google": "gu gồ",
    "hacker": "hách cơ", "hack": "hách", "hotline": "đường dây nóng", "hoặc/và": "hoặc và", "icloud": "ai cờ lao",
    "instagram": "in sờ ta gam", "internet": "in tơ nét", "ios": "ai ô ét", "ipad": "ai pát", "iphone": "ai phôn",
    "lag": "lác", "laptop": "láp tóp", "lazada": "la da đa", "like": "lai", "link": "đường dẫn", "livestream": "lai xờ trim",
    "login": "lốc in", "logo": "lô gô", "malware": "phần mềm độc hại", "marketing": "ma kết tinh", "messenger": "mét xen giơ",
    "microsoft": "mai cờ rô xóp", "modem": "mô đem", "momo": "mô mô", "napas": "na pát", "net": "nét", "nick": "ních",
    "offline": "óp lai", "online": "trực tuyến", "otp": "ô tê pê", "page": "pết", "pass": "pát", "passkey": "pát ki",
    "password": "mật khẩu", "phishing": "lừa lấy thông tin", "pin": "pin", "play": "pờ lây", "podcast": "pót cát",
    "pos": "pót", "post": "pót", "robot": "rô bốt", "router": "rao tơ", "sale": "seo", "scan": "quét", "server": "máy chủ",
    "share": "chia sẻ", "ship": "síp", "shipper": "síp pơ", "shop": "sốp", "shopee": "sóp pi", "sim": "sim",
    "skype": "xờ kai", "smart": "xờ mát", "smartphone": "điện thoại thông minh", "sms": "ét em ét", "spam": "xờ pam",
    "store": "xờ to", "telegram": "tê lê gam", "test": "tét", "tiktok": "tích tóc", "tik": "tích", "tok": "tóc",
    "token": "tô ken", "tour": "tua", "twitter": "tuýt tơ", "update": "cập nhật", "usd": "đô la Mỹ", "user": "người dùng",
    "viber": "vai bơ", "video": "vi đê ô", "videos": "vi đê ô", "vietqr": "việt quy rờ", "viettel": "viết teo",
    "vinaphone": "vi na phôn", "mobifone": "mô bi phôn", "virus": "vi rút", "visa": "vi da", "mastercard": "mát tơ các",
    "vnd": "đồng", "vneid": "vi en i đê", "vip": "víp", "web": "oép", "webcam": "oép cam", "website": "trang oép",
    "whatsapp": "oát áp", "wifi": "oai phai", "wi-fi": "oai phai", "windows": "uyn đâu", "wechat": "uy chát",
    "world": "uôn", "youtube": "iu túp", "zalo": "da lô", "zoom": "dum", "album": "an bum", "mail": "meo",
    "cambodia": "Cam pu chia", "teams": "tim", "meet": "mít", "x2": "nhân hai", "sớt": "sớt", "sticker": "xờ tích cơ",
    "streaming": "xờ trim minh", "trend": "tren", "trader": "trây đơ", "tether": "te đơ", "wallet": "ví", "coin": "coi",
    "remote": "ri mốt", "anydesk": "e ni đét", "teamviewer": "tim viu ơ", "ultraviewer": "un tra viu ơ",
    "brandname": "tên thương hiệu", "sms-banking": "ét em ét banh kinh", "inbox": "in bóc", "group": "gờ rúp",
    "cash": "két", "store.": "xờ to.", "gov": "gốp", "com": "com", "org": "o rờ gờ", "iso": "i xô", "unicode": "u ni cốt",
    "macro": "ma cờ rô", "https": "hát tê tê pê ét", "http": "hát tê tê pê", "word": "uốt", "excel": "ếch xeo",
    "voiceover": "voi ô vơ", "talkback": "tóc bách", "zip": "díp", "pdf": "pê đê ép", "exe": "e xê e", "etax": "i tác",
    "cookies": "cúc ki", "vssid": "vi ét ét ai đi", "vnetraffic": "vi en i tra phích", "safari": "xa pha ri",
    "mobile": "mô bai", "kids": "kít", "family": "pha mi li", "edge": "ét", "massage": "mát xa", "tivi": "ti vi",
    "vali": "va li", "tarot": "ta rốt", "one": "oăn", "apk": "a pê ca", "atm": "a tê em", "usb": "u ét bê",
    "asean": "a xê an", "covid": "cô vít", "unicef": "u ni xép", "interpol": "in tơ pôn", "microchip": "vi mạch",
}  # fmt: skip

# After a number.
UNITS = {
    "%": "phần trăm", "đ": "đồng", "₫": "đồng", "k": "nghìn", "tr": "triệu", "km": "ki lô mét", "kg": "ki lô gam",
    "m": "mét", "cm": "xen ti mét", "mm": "mi li mét", "h": "giờ", "gb": "gi ga bai", "mb": "mê ga bai",
    "kb": "ki lô bai", "tb": "tê ra bai", "m2": "mét vuông", "m²": "mét vuông", "ha": "héc ta", "°c": "độ xê",
    "usd": "đô la Mỹ", "$": "đô la", "s": "giây", "mp": "mê ga pích xeo",
}  # fmt: skip

# Endings of numbers of instruments: who issued it.
ISSUERS = {
    "NĐ-CP": "của Chính phủ", "NQ-CP": "của Chính phủ", "QĐ-TTg": "của Thủ tướng Chính phủ",
    "CT-TTg": "của Thủ tướng Chính phủ", "QĐ-UBND": "của Ủy ban nhân dân", "KH-UBND": "của Ủy ban nhân dân",
    "NQ-HĐND": "của Hội đồng nhân dân", "TT-BTTTT": "của Bộ Thông tin và Truyền thông", "TT-BCA": "của Bộ Công an",
    "TT-BKHCN": "của Bộ Khoa học và Công nghệ", "TT-NHNN": "của Ngân hàng Nhà nước", "TT-BTC": "của Bộ Tài chính",
    "TT-BGDĐT": "của Bộ Giáo dục và Đào tạo", "NQ-TW": "của Trung ương", "CT-TW": "của Ban Bí thư",
}  # fmt: skip

# Addresses whose words are known; others are taken apart into syllables.
HOSTS = {
    "tinnhiemmang": "tín nhiệm mạng", "canhbao": "cảnh báo", "khonggianmang": "không gian mạng",
    "dichvucong": "dịch vụ công", "tracuutenmien": "tra cứu tên miền", "chongthurac": "chống thư rác",
    "congan": "công an", "bocongan": "Bộ Công an", "vneid": "vi en i đê", "chinhphu": "Chính phủ",
    "ncsc": "en xê ét xê", "www": "", "nganhang": "ngân hàng", "tongdai111": "tổng đài một một một",
    "khien": "khiên", "baotreem": "bảo trẻ em", "treem": "trẻ em", "baochinhphu": "báo Chính phủ",
    "vanban": "văn bản", "gov": "gốp", "com": "com", "org": "o rờ gờ", "net": "nét", "edu": "e đu", "info": "in phô",
    "vn": "vê en", "io": "i ô", "xyz": "ích y dét", "app": "áp", "shop": "sốp", "online": "on lai", "example": "ví dụ",
    "facebook": "phây búc", "google": "gu gồ", "youtube": "iu túp", "zalo": "da lô", "me": "mi", "apple": "áp pồ",
    "play": "pờ lây", "gmail": "gi meo", "an-binh": "An Bình", "anbinh": "An Bình", "microsoft": "mai cờ rô xóp",
}  # fmt: skip

_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
_VOWELS = "[aăâeêioôơuưyàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ]"
_CODA = "(?:ng|nh|ch|[cmnpt])?"
SYLLABLE = re.compile(f"{_ONSET}{_VOWELS}{{1,3}}{_CODA}", re.IGNORECASE)


def is_syllable(word: str) -> bool:
    """Could this be a Vietnamese syllable, with marks or without?"""
    return SYLLABLE.fullmatch(word) is not None


def spelled(word: str) -> str:
    """Letter by letter: "BKAV" → "bê ca a vê". Signs that are no letters of ours are left out."""
    return " ".join(LETTERS[letter] for letter in word.lower() if letter in LETTERS)
