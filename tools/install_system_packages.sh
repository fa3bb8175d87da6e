#!/bin/sh
# Optional programs of the system: tesseract with Vietnamese (reads scans) and chromium (browser tests).
# Run as root on Debian or Ubuntu. Without them Khiên runs; what needs them says so.
set -eu
if ! command -v apt-get >/dev/null; then
    echo "Máy này không dùng apt. Hãy cài: chromium, tesseract với dữ liệu tiếng Việt (vie), antiword, poppler-utils." >&2
    exit 1
fi
missing=""
command -v chromium >/dev/null || missing="$missing chromium"
tesseract --list-langs 2>/dev/null | grep -qx vie || missing="$missing tesseract-ocr tesseract-ocr-vie"
command -v antiword >/dev/null || missing="$missing antiword"
[ -z "$missing" ] && { echo "Đã đủ: chromium, tesseract (vie), antiword."; exit 0; }
apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
echo "Đã cài:$missing"
