"""Makes the pictures of README and of the officers' handbook out of the running demo: `make shots`. Needs chromium.

Starts Khiên on a data folder of its own, signs in as the people of the demo, and looks at their screens.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools.check_run import free_port

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
HANDBOOK = ROOT / "docs" / "for-officers" / "images"
DESK, PHONE = (1280, 800), (390, 844)
ROUND = "05-KH-UBND-2026"
SCREENS = (  # (file, who, window, address): the handbook's pictures
    ("viec-cua-don-vi", "xabinhhoa", PHONE, "/lam-viec/viec/"),
    ("ghi-hoat-dong", "xabinhhoa", PHONE, "/lam-viec/so-hoat-dong/ghi/"),
    ("so-hoat-dong", "xabinhhoa", DESK, "/lam-viec/so-hoat-dong/"),
    ("bang-nhiem-vu", "thuongtruc", DESK, "/lam-viec/viec/bang/"),
    ("dong-thoi-gian", "thuongtruc", DESK, "/lam-viec/viec/dong-thoi-gian/"),
    ("chi-tieu", "thuongtruc", DESK, "/lam-viec/chi-tieu/"),
    ("ky-bao-cao", "thuongtruc", DESK, f"/lam-viec/bao-cao/ky/{ROUND}/"),
    ("bao-cao-tong-hop", "thuongtruc", DESK, f"/lam-viec/bao-cao/{ROUND}-H1/tong-hop/"),
    ("trang-dieu-hanh", "lanhdao", DESK, "/lam-viec/dieu-hanh/"),
)
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
KHIEN = str(ROOT / ".venv" / "bin" / "khien")
WHO = "thuongtruc"
WAIT_SECONDS = 120


def wait_for(url: str) -> None:
    began = time.monotonic()
    while time.monotonic() - began < WAIT_SECONDS:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    sys.exit(f"{url} does not answer")


def sign_in(page: Page, base: str, environment: dict[str, str], who: str = WHO) -> None:
    page.goto(f"{base}/tai-khoan/dang-nhap/")
    page.fill("[name=login]", who)
    page.fill("[name=password]", "An-Binh-2026")
    with page.expect_navigation():
        page.click("main button.btn-primary")
    if "hai-buoc" in page.url:
        said = subprocess.run(
            [KHIEN, "demo", "code", who], env=environment, capture_output=True, text=True, check=True
        )
        page.fill("[name=code]", said.stdout.strip())
        page.click("main button.btn-primary")
    page.wait_for_url(f"{base}/lam-viec/**")


def shoot(page: Page, base: str) -> None:
    page.goto(f"{base}/lam-viec/ke-hoach/")
    page.get_by_role("link", name="Kế hoạch 42/KH-UBND").first.click()
    if "ra-soat" not in page.url:
        page.goto(page.url.rstrip("/") + "/ra-soat/")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / "ra-soat.png")
    page.goto(f"{base}/lam-viec/chuong-trinh/")
    page.get_by_role("link", name="Kế hoạch 05/KH-UBND").first.click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / "chuong-trinh.png")


def shoot_handbook(browser: Browser, base: str, environment: dict[str, str]) -> None:
    for who in dict.fromkeys(screen[1] for screen in SCREENS):
        context = browser.new_context(locale="vi-VN")
        page = context.new_page()
        sign_in(page, base, environment, who)
        for name, owner, (width, height), address in SCREENS:
            if owner == who:
                page.set_viewport_size({"width": width, "height": height})
                page.goto(f"{base}{address}")
                page.wait_for_load_state("networkidle")
                page.screenshot(path=HANDBOOK / f"{name}.png")
        context.close()


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    HANDBOOK.mkdir(parents=True, exist_ok=True)
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"KHIEN_DATA": folder, "PORT": str(port)}
        khien = subprocess.Popen([KHIEN, "run"], env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"{base}/")
            with sync_playwright() as player:
                browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="vi-VN")
                sign_in(page, base, environment)
                shoot(page, base)
                shoot_handbook(browser, base, environment)
                browser.close()
        finally:
            khien.terminate()
            khien.wait(timeout=30)
    for path in sorted([*IMAGES.glob("*.png"), *HANDBOOK.glob("*.png")]):
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
