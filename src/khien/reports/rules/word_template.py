"""An office's own Word template: what it may hold, what is wrong with it, and filling it with a report's values.

A template shows values, walks lists and asks yes or no; it computes nothing and calls nothing. What is not on the list
of `_ALLOWED` is refused before anything runs, and it runs in Jinja's sandbox in a process of its own with limits of
time and memory (`services.word_templates`): `python -m khien.reports.rules.word_template < request > answer`.
"""

from __future__ import annotations

import base64
import io
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from khien.reports.rules.template_faults import TemplateFault

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_MEMBERS = 1500
MOST_LOOPS = 60
DEEPEST_LOOPS = 3
FILTERS = frozenset(
    {"length", "count", "upper", "lower", "default", "first", "last", "trim", "title", "capitalize"}
)
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.For, nodes.If,
    nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter, nodes.Getitem,
)  # fmt: skip
_ACTIVE_FIELDS = re.compile(
    r"DDEAUTO|\bDDE\b|INCLUDETEXT|INCLUDEPICTURE|\bIMPORT\b|MACROBUTTON", re.IGNORECASE
)
_TEXT_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml$")
# Whatever is said of a damaged, locked or hostile part; XML errors are SyntaxErrors.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, SyntaxError, ValueError, RuntimeError, NotImplementedError, OSError, EOFError,
)  # fmt: skip


def faults_of(blob: bytes, known: Iterable[str]) -> list[TemplateFault]:
    """What keeps the file from being a template; `known`: names a template may use. Empty = it may be tried."""
    if len(blob) > LARGEST_FILE:
        return [TemplateFault("too_large", str(LARGEST_FILE // (1 << 20)))]
    found = list(_package_faults(blob))
    if found:
        return found
    try:
        sources = _sources(blob)
    except Exception:  # the library raises whatever it stumbles over
        return [TemplateFault("not_word")]
    for source in sources:
        found += _source_faults(source, set(known))
    if not found and not any("{{" in source for source in sources):
        found.append(TemplateFault("empty"))
    return list(dict.fromkeys(found))[:20]


def _package_faults(blob: bytes) -> Iterator[TemplateFault]:
    try:
        package = zipfile.ZipFile(io.BytesIO(blob))
        members = package.infolist()
    except zipfile.BadZipFile:
        yield TemplateFault("not_word")
        return
    names = {member.filename for member in members}
    if "word/document.xml" not in names:
        yield TemplateFault("not_word")
        return
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_UNPACKED:
        yield TemplateFault("too_large", str(LARGEST_UNPACKED // (1 << 20)))
        return
    if any("vbaProject" in name or "/embeddings/" in name or "/activeX/" in name for name in names):
        yield TemplateFault("macros")
    for name in sorted(name for name in names if name.endswith((".rels", ".xml"))):
        try:
            yield from _part_faults(name, _root(package.read(name)))
        except _BROKEN:
            yield TemplateFault("not_word")


def _root(content: bytes) -> etree._Element:
    """However it is written (quotes, encoding), as Word reads it; entities stay closed. Raises SyntaxError, ValueError."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError(content[:40])
    return root


def _part_faults(name: str, root: etree._Element) -> Iterator[TemplateFault]:
    links = [link for link in root.iter("{*}Relationship") if link.get("TargetMode") == "External"]
    if any(not link.get("Type", "").endswith("/hyperlink") for link in links):
        yield TemplateFault("outside", name)
    if name.startswith("word/") and _ACTIVE_FIELDS.search(_field_text(root)):
        yield TemplateFault("fields")


def _field_text(root: etree._Element) -> str:
    """What its fields are told to do; a word may be spread over several runs."""
    told = "".join(node.text or "" for node in root.iter("{*}instrText", "{*}delInstrText"))
    simple = (
        value
        for node in root.iter("{*}fldSimple")
        for key, value in node.items()
        if str(key).endswith("instr")
    )
    return " ".join([told, *map(str, simple)])


def _sources(blob: bytes) -> list[str]:
    """The Jinja source of the body, heads and feet, as the library will run it."""
    template = DocxTemplate(io.BytesIO(blob))
    template.init_docx()
    texts = [template.patch_xml(template.get_xml())]
    for kind in (template.HEADER_URI, template.FOOTER_URI):
        texts += [
            template.patch_xml(template.get_part_xml(part))
            for _key, part in template.get_headers_footers(kind)
        ]
    return texts


def _source_faults(source: str, known: set[str]) -> Iterator[TemplateFault]:
    try:
        tree = _environment().parse(source)
    except TemplateSyntaxError as error:
        yield TemplateFault("syntax", _tag_at(source, error.lineno), error.lineno)
        return
    except (TemplateError, RecursionError):
        yield TemplateFault("syntax")
        return
    loops = 0
    for node, depth, names in _walk(tree, 0, known):
        loops += isinstance(node, nodes.For)
        yield from _node_faults(node, depth, names)
    if loops > MOST_LOOPS:
        yield TemplateFault("deep")


def _walk(node: nodes.Node, depth: int, names: set[str]) -> Iterator[tuple[nodes.Node, int, set[str]]]:
    """Every node with how many loops it stands in and the names it may use."""
    yield node, depth, names
    if isinstance(node, nodes.For):
        inner = names | {
            n.name for n in [node.target, *node.target.find_all(nodes.Name)] if isinstance(n, nodes.Name)
        }
        yield from _walk(node.iter, depth, names)
        for child in [*node.body, *node.else_, *([node.test] if node.test else [])]:
            yield from _walk(child, depth + 1, inner | {"loop"})
        return
    for child in node.iter_child_nodes():
        yield from _walk(child, depth, names)


def _node_faults(node: nodes.Node, depth: int, names: set[str]) -> Iterator[TemplateFault]:
    line = node.lineno
    if not isinstance(node, _ALLOWED):
        yield TemplateFault("forbidden", type(node).__name__, line)
    elif isinstance(node, nodes.For) and (depth >= DEEPEST_LOOPS or node.recursive):
        yield TemplateFault("deep", "", line)
    elif isinstance(node, nodes.For) and not isinstance(node.iter, nodes.Name | nodes.Getattr):
        yield TemplateFault("forbidden", "for", line)
    elif isinstance(node, nodes.Filter) and (node.name not in FILTERS or node.kwargs):
        yield TemplateFault("forbidden", node.name, line)
    elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        yield TemplateFault("forbidden", node.attr, line)
    elif isinstance(node, nodes.Getitem) and not (
        isinstance(node.arg, nodes.Const) and not str(node.arg.value).startswith("_")
    ):
        yield TemplateFault("forbidden", "[…]", line)
    elif isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in names:
        yield TemplateFault("unknown", node.name, line)


def _tag_at(source: str, line: int) -> str:
    lines = source.splitlines()
    text = re.sub(r"<[^>]+>", "", lines[line - 1]) if 0 < line <= len(lines) else ""
    tag = re.search(r"\{[{%].{0,60}", text)
    return tag[0] if tag else text[:60]


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=True)
    environment.globals.clear()
    environment.filters = {name: rule for name, rule in environment.filters.items() if name in FILTERS}
    return environment


def filled(blob: bytes, values: Mapping[str, Any]) -> bytes:
    """The template filled, as a package (its times are fixed by the caller). Only after `faults_of` found nothing."""
    template = DocxTemplate(io.BytesIO(blob))
    template.render(dict(values), _environment(), autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def main() -> None:
    """One request on standard input, one answer on standard output; both JSON."""
    asked = json.loads(sys.stdin.buffer.read())
    blob = base64.b64decode(asked["template"])
    found = faults_of(blob, asked["values"])
    answer: dict[str, Any] = {"faults": [asdict(fault) for fault in found]}
    if not found:
        try:
            answer["word"] = base64.b64encode(filled(blob, asked["values"])).decode()
        except Exception as error:
            answer["faults"] = [asdict(TemplateFault("syntax", str(error)[:200]))]
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
