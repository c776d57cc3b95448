"""How words of the schema are spelt in GraphQL, and the global ids."""

from __future__ import annotations

import base64
import binascii
import re

from schema.kinds import slug


def constant(word: str) -> str:
    """A word as the name of an enum value: `on-track` becomes ON_TRACK, ServicePlan SERVICE_PLAN."""
    return re.sub(r"[^a-z0-9]+", "_", slug(word)).strip("_").upper()


def pascal(word: str) -> str:
    """A field's name as part of a type's name: `held_as` becomes HeldAs."""
    return "".join(part.capitalize() for part in re.split(r"[^A-Za-z0-9]+", word))


def attribute(word: str) -> str:
    """A word as a Python attribute, which becomes camel case in GraphQL: `supported by` becomes supported_by."""
    return re.sub(r"[^a-z0-9]+", "_", word.lower())


def sentence(text: str) -> str:
    """The text with a capital at its start and a full stop at its end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def global_id(type_name: str, key: str) -> str:
    """An id that no other object of any type has, in ASCII."""
    return pack(f"{type_name}:{key}")


def read_global_id(text: str) -> tuple[str, str] | None:
    """The type's name and the key in a global id; None where it is not one."""
    type_name, colon, key = (unpack(text) or "").partition(":")
    return (type_name, key) if colon else None


def pack(text: str) -> str:
    """Text as a token that nobody is meant to read."""
    return base64.urlsafe_b64encode(text.encode("utf-8", "replace")).decode("ascii")


def unpack(token: str) -> str | None:
    """The text of a token; None where it is not one of ours."""
    try:
        return base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True).decode("utf-8")
    except (UnicodeError, binascii.Error, ValueError):
        return None
