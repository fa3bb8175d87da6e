"""Addresses that programs ask for: the manifest, the service worker, robots.txt, the sitemap, the page without network."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from khien.base.errors import Missing
from khien.portal.renditions import mark_png
from khien.portal.selectors.home import home_buttons
from khien.portal.selectors.map import Place, places
from khien.web.doors import public
from khien.web.kept_pages import kept

SHELL = (
    "web/public.css",
    "web/public.js",
    "web/icons.svg",
    "web/mark.svg",
    "web/fonts/be-vietnam-pro-latin-400-normal.woff2",
    "web/fonts/be-vietnam-pro-vietnamese-400-normal.woff2",
    "web/fonts/be-vietnam-pro-latin-600-normal.woff2",
    "web/fonts/be-vietnam-pro-vietnamese-600-normal.woff2",
)
ICON_SIZES = (180, 192, 512)


@public
@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    url = staticfiles_storage.url
    icons = [{"src": url("web/mark.svg"), "sizes": "any", "type": "image/svg+xml"}]
    icons += [
        {
            "src": reverse("portal:mark", args=[size]),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in ICON_SIZES
        for purpose in ("any", "maskable")
    ]
    data = {
        "name": settings.KHIEN_NAME,
        "short_name": settings.KHIEN_NAME[:12],
        "description": gettext("Recognise online scams, know what to do at once and whom to tell."),
        "lang": get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#fbfaf8",
        "theme_color": "#006070",
        "icons": icons,
    }
    return JsonResponse(data, content_type="application/manifest+json")


@public
@require_safe
@cache_control(public=True, max_age=86400)
def mark(request: HttpRequest, size: int) -> HttpResponse:
    if size not in ICON_SIZES:
        raise Missing
    return HttpResponse(mark_png(size), content_type="image/png")


@public
@require_safe
@cache_control(public=True, max_age=0, must_revalidate=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script with what it keeps; its version changes with any of it."""
    shell = [staticfiles_storage.url(name) for name in SHELL]
    guides = [button.address for button in home_buttons(settings.LANGUAGE_CODE)]
    version = hashlib.sha256("\n".join([*shell, *guides]).encode()).hexdigest()[:12]
    text = render_to_string("portal/sw.js", {"shell": shell, "guides": guides, "version": version})
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@public
@require_safe
@kept
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/offline.html", {"buttons": home_buttons(get_language() or "vi")})


@public
@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /lam-viec/",
        "Disallow: /soan-thao/",
        "Disallow: /tai-khoan/",
        "Disallow: /giao-dien/",
        "Disallow: /tim-kiem/",
        "Disallow: /*/huu-ich/",
        f"Sitemap: {settings.WAGTAILADMIN_BASE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
@kept
def sitemap(request: HttpRequest) -> HttpResponse:
    found: list[Place] = places()
    text = render_to_string("portal/sitemap.xml", {"places": found, "base": settings.WAGTAILADMIN_BASE_URL})
    return HttpResponse(text, content_type="application/xml; charset=utf-8")
