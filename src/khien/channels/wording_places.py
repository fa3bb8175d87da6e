"""What screens call the states of radio, print points, press."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.channels.rules.placements import HangingState, PlaceKind, PrintSize
from khien.channels.rules.press import KitState, OutletKind, PieceForm
from khien.channels.rules.radio import AiringState, BulletinState, HandState, Priority

PRIORITY_NAMES: dict[Priority, object] = {
    Priority.NORMAL: _("Normal bulletin"),
    Priority.PRIORITY: _("Priority bulletin"),
    Priority.EMERGENCY: _("Emergency"),
}
PRIORITY_TONES = {Priority.NORMAL: "idle", Priority.PRIORITY: "need", Priority.EMERGENCY: "danger"}
AIRING_NAMES: dict[AiringState, object] = {
    AiringState.PLANNED: _("Not aired yet"),
    AiringState.PLAYED: _("Aired"),
    AiringState.NOT_PLAYED: _("Could not be aired"),
    AiringState.RECALLED: _("Called back"),
}
BULLETIN_NAMES: dict[BulletinState, object] = {
    BulletinState.MAKING: _("Being read aloud"),
    BulletinState.READY: _("Ready to air"),
    BulletinState.FAILED: _("No sound, to be read by an announcer"),
    BulletinState.RECALLED: _("Called back"),
}
BULLETIN_TONES = {
    BulletinState.MAKING: "info",
    BulletinState.READY: "done",
    BulletinState.FAILED: "need",
    BulletinState.RECALLED: "idle",
}
HAND_NAMES: dict[HandState, object] = {
    HandState.WAITING: _("Waiting for the server"),
    HandState.TAKEN: _("The server has it"),
    HandState.REFUSED: _("The server refused it"),
    HandState.UNCERTAIN: _("Not certain that the server has it"),
    HandState.BY_HAND: _("To be fetched by the officer"),
    HandState.RECALLED: _("Called back"),
}
HAND_TONES = {
    HandState.WAITING: "info",
    HandState.TAKEN: "done",
    HandState.REFUSED: "danger",
    HandState.UNCERTAIN: "need",
    HandState.BY_HAND: "idle",
    HandState.RECALLED: "idle",
}
PLACE_NAMES: dict[PlaceKind, object] = {
    PlaceKind.MARKET: _("Market"),
    PlaceKind.BANK: _("Bank counter"),
    PlaceKind.BUS: _("Bus or bus stop"),
    PlaceKind.SCHOOL: _("School gate"),
    PlaceKind.TOURIST: _("Tourist site"),
    PlaceKind.OFFICE: _("Public office"),
    PlaceKind.APARTMENT: _("Apartment block"),
    PlaceKind.HALL: _("Village hall"),
    PlaceKind.HEALTH: _("Health station"),
    PlaceKind.SHOP: _("Shop"),
    PlaceKind.FACTORY: _("Factory"),
    PlaceKind.STREET: _("Street"),
    PlaceKind.OTHER: _("Another place"),
}
SIZE_NAMES: dict[PrintSize, object] = {
    PrintSize.A5: "A5",
    PrintSize.A4: "A4",
    PrintSize.A3: "A3",
    PrintSize.LARGE: _("Banner or board"),
    PrintSize.SCREEN: _("Screen"),
}
HANGING_NAMES: dict[HangingState, object] = {
    HangingState.TO_HANG: _("To be hung"),
    HangingState.NO_PHOTO: _("No photo of it yet"),
    HangingState.HANGS: _("Hangs"),
    HangingState.ENDS_SOON: _("Ends soon"),
    HangingState.OVER: _("Time is over"),
    HangingState.DOWN: _("Taken down from its place"),
}
HANGING_TONES = {
    HangingState.TO_HANG: "info",
    HangingState.NO_PHOTO: "need",
    HangingState.HANGS: "done",
    HangingState.ENDS_SOON: "need",
    HangingState.OVER: "danger",
    HangingState.DOWN: "idle",
}
OUTLET_NAMES: dict[OutletKind, object] = {
    OutletKind.NEWSPAPER: _("A newspaper"),
    OutletKind.RADIO_TV: _("Radio and television"),
    OutletKind.NEWSLETTER: _("Newsletter"),
    OutletKind.SITE: _("News site"),
}
PIECE_NAMES: dict[PieceForm, object] = {
    PieceForm.ARTICLE: _("Press article"),
    PieceForm.NEWS: _("News item"),
    PieceForm.REPORT: _("Reportage"),
    PieceForm.COLUMN: _("Column or special page"),
    PieceForm.TALK: _("Discussion"),
    PieceForm.CLIP: _("Clip or graphic"),
    PieceForm.OTHER: _("Another form"),
}
KIT_NAMES: dict[KitState, object] = {
    KitState.SENT: _("Sent by e-mail"),
    KitState.FAILED: _("The e-mail did not go"),
    KitState.UNCERTAIN: _("Not certain that the e-mail went"),
    KitState.LINK_ONLY: _("Pass the link on"),
}
