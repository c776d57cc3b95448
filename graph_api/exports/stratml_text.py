"""Elements of StratML, and values of items as the text that they hold."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from lxml import etree

from loaders.stratml.keys import TARGET, instruction
from loaders.stratml.parts import PART_2

Node: TypeAlias = "etree._Element"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that no XML file can hold."""
ADDRESS = re.compile(
    r"https?://[\w.-]+(?::\d{1,4})?(?:[/?](?:[^\[\]#%]|%[0-9A-Fa-f]{2})*)?(?:#[^\[\]#%]*)?|(?!//)[^:\[\]#%]+")
"""Web addresses and plain names of papers: what a schema takes for an address."""


def root(name: str, kind: str) -> Node:
    """The root element of a file."""
    node = etree.Element(f"{{{PART_2.namespace}}}{name}", nsmap={None: PART_2.namespace})  # type: ignore[dict-item]
    node.set("Type", kind)
    return node


def add(parent: Node, name: str, text: str | None = "") -> Node | None:
    """An element with a text at the end of another; none where the text is None."""
    if text is None:
        return None
    node = etree.SubElement(parent, f"{{{PART_2.namespace}}}{name}")
    node.text = xml_text(text) or None
    return node


def group(parent: Node, name: str) -> Node:
    """An element for others, at the end of another."""
    return etree.SubElement(parent, f"{{{PART_2.namespace}}}{name}")


def tell(parent: Node, **said: str) -> None:
    """An instruction of ours as the first thing in an element."""
    parent.insert(0, etree.ProcessingInstruction(TARGET, instruction(said)))


def xml_text(text: str) -> str:
    """The text with a replacement sign for each that XML cannot hold."""
    return NOT_XML.sub("�", text)


def number(value: object) -> str:
    """A number as XML writes it: without exponent or thousands."""
    return format(Decimal(repr(value)), "f")


def day(value: date) -> str:
    """A day as XML writes it."""
    return value.isoformat()
