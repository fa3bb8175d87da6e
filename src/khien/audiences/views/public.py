"""Signing up and stopping. Works without script; answers alike whether an address is known."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from khien.audiences import access
from khien.audiences.errors import AskedTooOften, CannotConfirm
from khien.audiences.forms import CodeForm, JoinForm
from khien.audiences.jobs import ask_to_send
from khien.audiences.selectors.asked import asked_for
from khien.audiences.selectors.person import shown
from khien.audiences.selectors.tokens import left_by, mine_token
from khien.audiences.services.confirmers import ready_channels
from khien.audiences.services.confirming import Confirmed, confirm_by_code, confirm_by_link
from khien.audiences.services.joining import Choice, ask_to_join
from khien.audiences.services.leaving import leave as leave_now
from khien.audiences.services.limits import browser_may_ask
from khien.audiences.wording import CHANNEL_WORDS
from khien.base.clock import now, today
from khien.base.errors import KhienError, Missing
from khien.web.doors import public

ONE_CLICK = "List-Unsubscribe"  # RFC 8058, section 3.1


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    channels = ready_channels()
    form = JoinForm(request.POST or None, on=today(), channels=channels)
    if request.method != "POST" or not form.is_valid():
        return _join_page(request, form, status=422 if form.errors else 200)
    if form.cleaned_data["website"]:
        return redirect("audiences:code", group=uuid4())  # a machine: it may believe that it has signed up
    try:
        check_browser(request)
        group = ask_to_join(
            form.addresses,
            Choice(
                unit_id=form.cleaned_data["place"],
                audience=form.cleaned_data["audience"],
                language=(get_language() or "vi")[:2],
                topics=tuple(form.cleaned_data["topics"]),
            ),
            wording=wording(),
            proof=request.path,
            ask=ask_to_send,
            at=now(),
        )
    except KhienError as error:
        form.add_error(None, str(error.message))
        return _join_page(request, form, status=error.status)
    return redirect("audiences:code", group=group)


def wording() -> str:
    """What she agrees to, word for word; kept with her consent."""
    return _(
        "I agree that %(who)s writes to me here: warnings of scams and advice on safety online. I can stop at any time."
    ) % {"who": settings.KHIEN_NAME}


def check_browser(request: HttpRequest) -> None:
    """Raises AskedTooOften."""
    if not request.session.session_key:
        request.session.create()
    if not browser_may_ask(str(request.session.session_key)):
        raise AskedTooOften


def _join_page(request: HttpRequest, form: JoinForm, *, status: int) -> HttpResponse:
    return render(request, "audiences/join.html", {"form": form, "wording": wording()}, status=status)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, group: UUID) -> HttpResponse:
    """After either form. Says that something was sent, whether it was or not."""
    form = CodeForm(request.POST or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            return _confirmed(confirm_by_code(group, form.cleaned_data["code"], at=now()), group)
        except CannotConfirm as error:
            form.add_error("code", str(error.message))
            status = 422
    return render(request, "audiences/code.html", {"form": form}, status=status)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail. Opening it does nothing (programs open links too); the button does."""
    row = asked_for(token, at=now())
    if row is None:
        return render(request, "audiences/too_late.html", status=410)
    if request.method == "POST":
        return _confirmed(confirm_by_link(token, at=now()), row.group)
    return render(request, "audiences/agree.html", {"asked": row, "wording": row.wording})


def _confirmed(done: Confirmed, group: UUID) -> HttpResponse:
    if done.purpose == "mine":
        return redirect("audiences:mine", token=mine_token(done.address_id))
    answer = redirect("audiences:joined")
    if done.waiting:
        answer["Location"] += f"?con={group}"
    return answer


@public
@never_cache
@require_safe
def joined(request: HttpRequest) -> HttpResponse:
    """`con`: the group whose other address has yet to be confirmed."""
    try:
        waiting = UUID(request.GET.get("con", ""))
    except ValueError:
        waiting = None
    return render(request, "audiences/joined.html", {"waiting": waiting})


@public
@csrf_exempt  # a mail program posts here for her (RFC 8058); the link is the token
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """GET never stops anything: programs that check mails open links. POST stops at once."""
    address_id = left_by(token)
    if address_id is None:
        raise Missing
    if request.method == "POST":
        how = "one-click" if ONE_CLICK in request.POST else "page"
        leave_now(address_id, how=how, at=now())
        return render(request, "audiences/left.html")
    try:
        address = access.address_of_hers(address_id)
    except Missing:
        return render(request, "audiences/left.html")  # erased: nothing is written to it
    context = {"shown": shown(address), "channel": CHANNEL_WORDS[address.channel], "token": token}
    return render(request, "audiences/leave.html", context)
