"""Words of the public site that belong to data: signs of a scam, their groups. Sentences of one page stand there."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SIGN_WORDS: dict[str, object] = {
    "cong-an": _("Says to be the police, a court or a prosecutor"),
    "ngan-hang": _("Says to be a bank, or carries a bank's name"),
    "giao-hang": _("Speaks of a delivery, a parcel or an order"),
    "can-bo": _("Says to be an officer of the commune, tax, electricity, VNeID or the network"),
    "nguoi-quen": _("Uses the name or picture of somebody I know"),
    "lam-quen": _("A stranger who makes friends, speaks of love or lives abroad"),
    "ma-otp": _("Asks for a one-time code or a password"),
    "chuyen-tien": _("Asks me to send money or pay a fee"),
    "dat-coc": _("Wants a deposit or money in advance"),
    "cai-ung-dung": _("Wants me to install an app or a file"),
    "bam-link": _("Sends a link or a QR code to open"),
    "giay-to": _("Wants pictures of papers, of my face or of my body"),
    "giuc-gap": _("Hurries me: at once, today, or it is locked"),
    "giu-bi-mat": _("Tells me to keep it secret or not to hang up"),
    "doa": _("Threatens: arrest, cutting off, publishing pictures"),
    "loi-cao": _("Promises high pay, commission or sure profit"),
    "trung-thuong": _("Says I won, or offers a gift or a very low price"),
    "hinh-gia": _("The picture or voice in the call is odd"),
}
GROUP_WORDS: dict[str, object] = {
    "who": _("Who it is"),
    "wants": _("What they want"),
    "how": _("How they talk"),
}
ICON_WORDS: dict[str, object] = {
    "phone-call": _("Telephone"),
    "link": _("A chain link"),
    "lock": _("Lock"),
    "cash": _("Banknotes"),
    "mood-sad": _("Sad face"),
    "search": _("Magnifying glass"),
    "alert-triangle": _("Warning sign"),
    "message": _("Message bubble"),
    "device-mobile": _("Mobile telephone"),
    "qrcode": _("QR code"),
    "shopping-cart": _("Shopping cart"),
    "briefcase": _("Briefcase"),
    "id": _("Identity card"),
    "lifebuoy": _("Lifebuoy"),
    "school": _("School cap"),
    "users": _("Group of people"),
}
