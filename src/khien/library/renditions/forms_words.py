"""Forms made of words: text messages, mail, posts, scripts for the loudspeaker and their sound."""

from __future__ import annotations

from khien.library.renditions.made import Form, FormOption, Group

WORD_FORMS: tuple[Form, ...] = (
    Form("sms", Group.TEXT, "texts:sms", (FormOption("marks", ("with", "without")),)),
    Form("post", Group.TEXT, "texts:post_text", (FormOption("length", ("long", "short")),)),
    Form("plain", Group.TEXT, "texts:plain"),
    Form("script", Group.TEXT, "texts:radio_script", (FormOption("seconds", ("60", "30")),)),
    Form("mail", Group.MAIL, "mail:mail", (FormOption("format", ("eml", "html", "text")),)),
    Form(
        "sound",
        Group.SOUND,
        "sound:sound",
        (
            FormOption("what", ("radio60", "radio30", "whole")),
            FormOption("voice", ("best", "north", "central", "south")),
            FormOption("format", ("mp3", "wav")),
            FormOption("chime", ("no", "yes")),
        ),
    ),
)
