"""Judges what is asked of Stripe, and what our fake answers, by Stripe's own description of its interface.

Forms are taken apart here and not by a library: unknown parameters, wrong types, missing fields and wrong words of a
list are all faults. Source: specs/stripe, version 2023-08-16.
"""

import gzip
import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from jsonschema import Draft4Validator

SPECS = Path(__file__).parent / "specs" / "stripe"
FORM = "application/x-www-form-urlencoded"


@cache
def _spec(name):
    return json.loads(gzip.decompress((SPECS / f"spec3-2023-08-16{name}.json.gz").read_bytes()))


@cache
def _operation(method, path, names=("-slim", "")):
    """The slim file where it knows the path, else the whole one; None: no such question exists."""
    for name in names:
        spec = _spec(name)
        known = sorted(spec["paths"], key=lambda each: each.count("{"))
        for template in known:
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path) and method.lower() in spec["paths"][template]:
                return spec["paths"][template][method.lower()]
    return None


def _strict(schema):
    """Of a request: what is not described is a fault at every depth, not at the first alone."""
    if isinstance(schema, list):
        return [_strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: _strict(each) for name, each in schema.items()}
    if made.get("properties") and "additionalProperties" not in made:
        made["additionalProperties"] = False
    return made


def _nullable(schema):
    """OpenAPI's word for "or null" as JSON Schema says it."""
    if isinstance(schema, list):
        return [_nullable(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: _nullable(each) for name, each in schema.items() if name != "nullable"}
    if schema.get("nullable") is True:
        return {"anyOf": [made, {"type": "null"}]}
    return made


@cache
def _components():
    """Of answers the whole file judges: the slim one does not know things that are shown in others."""
    return _nullable(_spec("")["components"])


def tree(pairs):
    """`a[b][0]=c` as {"a": {"b": {"0": "c"}}}."""
    made = {}
    for name, value in pairs:
        first, *rest = re.findall(r"[^\[\]]+", name)
        here = made
        for part in [first, *rest][:-1]:
            here = here.setdefault(part, {})
        here[[first, *rest][-1]] = value
    return made


def _typed(value, schema):
    """Text as the kind that the description asks for; what does not fit stays text and is found by the validator."""
    for choice in schema.get("anyOf", ()):
        made = _typed(value, choice)
        if Draft4Validator(_strict(choice)).is_valid(made):
            return made
    kind = schema.get("type")
    if kind == "integer" and isinstance(value, str) and re.fullmatch(r"-?\d+", value):
        return int(value)
    if kind == "boolean" and value in ("true", "false"):
        return value == "true"
    if kind == "array" and isinstance(value, dict) and all(each.isdecimal() for each in value):
        return [_typed(value[each], schema.get("items", {})) for each in sorted(value, key=int)]
    if kind == "object" and isinstance(value, dict):
        parts, more = schema.get("properties", {}), schema.get("additionalProperties")
        other = more if isinstance(more, dict) else {}
        return {name: _typed(each, parts.get(name, other)) for name, each in value.items()}
    return value


def _faults(schema, value, components=None):
    judge = Draft4Validator({**schema, "components": components} if components else schema)
    return [f"{'.'.join(map(str, each.path))}: {each.message[:160]}" for each in judge.iter_errors(value)]


def asked_wrongly(method, path, headers, body):
    """The faults of a question, in words; none: Stripe would read it."""
    url = urlsplit(path)
    operation = _operation(method, url.path)
    if operation is None:
        return [f"there is no {method} {url.path}"]
    faults = [] if headers.get("Stripe-Version") == "2023-08-16" else ["no version, or another one"]
    if not re.fullmatch(r"Bearer (sk|rk)_(test|live)_\w+", headers.get("Authorization", "")):
        faults.append("no key")
    asked = [each for each in operation.get("parameters", ()) if each["in"] == "query"]
    schema = {
        "type": "object",
        "properties": {each["name"]: each["schema"] for each in asked},
        "required": [each["name"] for each in asked if each.get("required")],
        "additionalProperties": False,
    }
    faults += _faults(*_prepared(schema, url.query))
    content = operation.get("requestBody", {}).get("content", {}).get(FORM)
    if method == "POST" and content is not None:
        faults += _faults(*_prepared(content["schema"], body.decode()))
    return faults


def _prepared(schema, text):
    schema = {name: each for name, each in schema.items() if name != "required" or each}
    return _strict(schema), _typed(tree(parse_qsl(text, keep_blank_values=True)), {**schema, "type": "object"})


def fields_of(kind):
    """The names of all that an object of this kind may say."""
    return list(_spec("-slim")["components"]["schemas"][kind]["properties"])


def answered_wrongly(method, path, status, body):
    """The faults of an answer of the fake."""
    operation = _operation(method, urlsplit(path).path, ("",))
    if operation is None or status >= 500:
        return []
    answers = operation["responses"]
    schema = (answers["200"] if status == 200 else answers["default"])["content"]["application/json"]["schema"]
    return _faults(_nullable(schema), json.loads(body), _components())
