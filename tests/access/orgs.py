"""Who may open the pages of units and people. Signed in, everybody sees the tree; contacts and changes are fewer's."""

from __future__ import annotations

_ALL = {"anonymous": 302, "auditor": 200, "commune_officer": 200, "editor": 200, "standing_office": 200}
_CHANGE = {
    "anonymous": 302,
    "auditor": 403,
    "commune_officer": 403,
    "editor": 403,
    "standing_office": 200,
    "administrator": 200,
}
_READ = _CHANGE | {"auditor": 200}

# Routes with objects: the unit is the commune's, the person its focal officer ("commune_officer").
ROWS: dict[str, dict[str, int]] = {
    "orgs:tree": _ALL,
    "orgs:unit": _ALL | {"other_unit": 200},
    "orgs:open": _CHANGE,
    "orgs:change": _CHANGE | {"leader": 403, "other_unit": 403},
    "orgs:people": _ALL,
    "orgs:person": {
        "anonymous": 302,
        "auditor": 200,
        "standing_office": 200,
        "commune_officer": 200,
        "other_unit": 404,
        "leader": 404,
        "editor": 404,
    },
    "orgs:add_person": {
        "anonymous": 302,
        "auditor": 403,
        "editor": 403,
        "standing_office": 200,
        "commune_officer": 200,
        "other_unit": 404,
        "leader": 404,
    },
    "orgs:end_role": {
        "anonymous": 302,
        "auditor": 403,
        "editor": 403,
        "other_unit": 404,
        "commune_officer": 302,
        "standing_office": 302,
    },
    "orgs:name_focal": {
        "anonymous": 302,
        "auditor": 403,
        "editor": 403,
        "other_unit": 404,
        "commune_officer": 302,
        "standing_office": 302,
    },
    "orgs:names": _READ,
    "orgs:decisions": _READ,
    "orgs:answer": _CHANGE,
    "orgs:forget_alias": _CHANGE,
    "orgs:import": _CHANGE,
    "orgs:import_template": _CHANGE,
    "orgs:import_review": _CHANGE | {"administrator": 404},
    "orgs:export": _READ,
}
