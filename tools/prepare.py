"""Makes `.venv` and the front-end assets ready: `make setup` calls it, `make run` and `make test` through it.

Runs on a bare Python (standard library only; old versions must at least parse it) and does a step only
when what the step reads has changed. Prints one line a step; every failure is one clear sentence and an
exit code that is not 0. Touches nothing outside this folder.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
BIN = os.path.join(VENV, "bin")
STAMPS = os.path.join(VENV, "khien-stamps")
NEEDED_BYTES = 1200 * 1024 * 1024
WITH_DEV = "--dev" in sys.argv


def stop(sentence, code=1):
    sys.stderr.write("\n" + sentence + "\n")
    sys.exit(code)


def check_machine():
    if sys.version_info < (3, 11):
        found = "%d.%d" % sys.version_info[:2]
        stop(
            "Cần Python 3.11 trở lên; máy này đang dùng Python %s. Hãy cài bản mới rồi chạy lại, "
            "ví dụ: make run PY=python3.12\n(Python 3.11 or newer is needed; found %s.)" % (found, found)
        )
    if not os.access(ROOT, os.W_OK):
        stop("Không ghi được vào thư mục %s. Hãy cấp quyền ghi hoặc chép dự án sang thư mục khác." % ROOT)
    if not os.path.isdir(VENV) and shutil.disk_usage(ROOT).free < NEEDED_BYTES:
        stop("Ổ đĩa còn quá ít chỗ: cần ít nhất 1,2 GB để chuẩn bị môi trường. Hãy dọn bớt rồi chạy lại.")


def digest(paths):
    total = hashlib.sha256(sys.version.encode())
    for path in sorted(paths):
        total.update(path.encode())
        with open(os.path.join(ROOT, path), "rb") as file:
            total.update(file.read())
    return total.hexdigest()


def files_under(folder, endings):
    found = []
    for base, folders, names in os.walk(os.path.join(ROOT, folder)):
        folders[:] = [name for name in folders if name != "__pycache__"]
        found += [os.path.relpath(os.path.join(base, name), ROOT) for name in names if name.endswith(endings)]
    return found


def run(command, **more):
    try:
        subprocess.run(command, cwd=ROOT, check=True, **more)
    except FileNotFoundError:
        stop("Không tìm thấy lệnh %s." % command[0])
    except subprocess.CalledProcessError as error:
        free = shutil.disk_usage(ROOT).free // (1024 * 1024)
        stop(
            "Bước trên không xong (%s, mã %d). Nếu mạng bị ngắt, hãy chạy lại lệnh này. Ổ đĩa còn %d MB."
            % (os.path.basename(command[0]), error.returncode, free)
        )


def step(name, said, paths, action):
    stamp = os.path.join(STAMPS, name)
    now = digest(paths)
    if os.path.exists(stamp):
        with open(stamp) as file:
            if file.read() == now:
                return
    sys.stdout.write("  %-42s" % said)
    sys.stdout.flush()
    began = time.monotonic()
    action()
    sys.stdout.write("%6.1f s\n" % (time.monotonic() - began))
    sys.stdout.flush()
    os.makedirs(STAMPS, exist_ok=True)
    with open(stamp, "w") as file:
        file.write(now)


def make_environment():
    if not os.path.exists(os.path.join(BIN, "python")):
        try:
            subprocess.run([sys.executable, "-m", "venv", VENV], check=True, capture_output=True)
        except subprocess.CalledProcessError:
            shutil.rmtree(VENV, ignore_errors=True)
            stop(
                "Không tạo được môi trường Python. Trên Debian/Ubuntu hãy cài gói python3-venv rồi chạy lại."
            )
    run([os.path.join(BIN, "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check",
         "--require-hashes", "-r", "requirements-uv.lock"])  # fmt: skip


def uv_install(*what):
    run([os.path.join(BIN, "uv"), "pip", "install", "-q", "--python", os.path.join(BIN, "python"), *what])


def npm():
    """The machine's npm when its Node is recent enough, else the one from the wheel."""
    for folder in (None, BIN):
        node = shutil.which("node", path=folder)
        if node and shutil.which("npm", path=folder):
            version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
            if version.lstrip("v").split(".")[0].isdigit() and int(version.lstrip("v").split(".")[0]) >= 20:
                return shutil.which("npm", path=folder)
    uv_install("--require-hashes", "-r", "requirements-node.lock")
    return os.path.join(BIN, "npm")


def with_path():
    return dict(os.environ, PATH=BIN + os.pathsep + os.environ.get("PATH", ""))


def install_front_end():
    run([npm(), "ci", "--silent", "--no-audit", "--no-fund"], env=with_path())


def build_front_end():
    run([npm(), "run", "--silent", "build"], env=with_path(), stdout=subprocess.DEVNULL)
    run([os.path.join(BIN, "python"), "tools/build_fonts.py"], stdout=subprocess.DEVNULL)
    collect = dict(with_path(), KHIEN_SECRET_KEY="used for collecting static files only")
    run([os.path.join(BIN, "python"), "manage.py", "collectstatic", "--noinput", "-v", "0"], env=collect)


def compile_messages():
    for tool in ("tools.messages", "tools.foreign_messages"):
        run([os.path.join(BIN, "python"), "-m", tool, "compile"], stdout=subprocess.DEVNULL)


def main():
    check_machine()
    install = lambda lock: lambda: uv_install("--require-hashes", "-r", lock)  # noqa: E731
    step("uv", "Tạo môi trường Python", ["requirements-uv.lock"], make_environment)
    step("base", "Cài thư viện", ["requirements.lock"], install("requirements.lock"))
    if WITH_DEV:
        step("dev", "Cài công cụ kiểm thử", ["requirements-dev.lock"], install("requirements-dev.lock"))
    step("khien", "Cài Khiên", ["pyproject.toml"],
         lambda: uv_install("--no-deps", "--no-build-isolation", "-e", "."))  # fmt: skip
    step("messages", "Dịch giao diện", files_under("src", (".po",)), compile_messages)
    step("npm", "Cài thư viện giao diện", ["package-lock.json", "package.json"], install_front_end)
    built_from = (".html", ".js", ".css", ".py", ".svg", ".txt")
    sources = files_under("src/khien", built_from) + ["package-lock.json"]
    step("assets", "Dựng giao diện", sources + files_under("tools", (".mjs", ".py")), build_front_end)


if __name__ == "__main__":
    main()
