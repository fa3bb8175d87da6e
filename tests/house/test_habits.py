"""The house's habits, checked on its own source."""

from __future__ import annotations

import ast
import re

import vanban
from tests.house.source import ROOT, SRC, functions, modules

FUNCTION_LINES = 60
MODULE_LINES = 500
UNNAMED = {
    "utils",
    "util",
    "helpers",
    "helper",
    "manager",
    "managers",
    "handler",
    "handlers",
    "misc",
    "common",
}


def test_functions_stay_short() -> None:
    long = [
        f"{path}:{node.lineno} {node.name} {(node.end_lineno or 0) - node.lineno + 1}"
        for path, tree in modules().items()
        for node in functions(tree)
        if (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES
    ]
    assert not long


def test_modules_stay_short() -> None:
    long = {path: _lines(path) for path in modules() if _lines(path) > MODULE_LINES}
    assert not long


def _lines(path: str) -> int:
    return len((SRC / path).read_text(encoding="utf-8").splitlines())


def test_views_never_touch_objects() -> None:
    touching = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        if re.match(r"khien/\w+/views(/|\.py)", path)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    assert not touching


def test_no_import_waits_inside_a_function() -> None:
    late = [
        f"{path}:{inner.lineno}"
        for path, tree in modules().items()
        for node in functions(tree)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom) and not _in_ready(node, path)
    ]
    assert not late


def _in_ready(node: ast.FunctionDef | ast.AsyncFunctionDef, path: str) -> bool:
    """Django loads models after apps: `AppConfig.ready` is the one place where a door may be opened late."""
    return node.name == "ready" and path.endswith("apps.py")


def test_no_bare_except() -> None:
    bare = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert not bare


def test_every_room_has_a_name_that_says_something() -> None:
    assert not [path for path in modules() if path.rsplit("/", 1)[-1].removesuffix(".py") in UNNAMED]


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        path
        for path, tree in modules().items()
        if tree.body
        and not ast.get_docstring(tree)
        and not path.endswith(("apps.py", "__main__.py", "urls_public.py", "urls_staff.py", "formats.py"))
        and "/urls_staff/" not in path
    ]
    assert not silent


def test_the_library_shows_what_it_lists_and_lists_it_in_order() -> None:
    assert vanban.__all__ == sorted(vanban.__all__)
    assert all(hasattr(vanban, name) for name in vanban.__all__)


def test_lock_files_name_no_registry() -> None:
    for lock in [*ROOT.glob("requirements*.lock"), ROOT / "package-lock.json"]:
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text or lock.name == "package-lock.json", lock.name
        assert '"resolved"' not in text, lock.name
    for lock in ROOT.glob("requirements*.lock"):
        assert "--hash=sha256:" in lock.read_text(encoding="utf-8")
