"""Messages → a page in the manner of a messenger. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

STYLE = Path(__file__).with_name("style.css")


@dataclass(frozen=True, slots=True)
class Line:
    """A message: ``html`` tells that its text is marked up already, ``quoted`` is what it replies to."""

    who: str
    text: str
    mine: bool = False
    html: bool = False
    buttons: tuple[tuple[str, ...], ...] = ()
    quoted: str = ""


def page(body: str, look: str) -> str:
    """Put a body on a page, ``light`` or ``dark``."""
    style = STYLE.read_text(encoding="utf-8")
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style><body class="{look}"><main>{body}</main>'


def bubbles(title: str, lines: Sequence[Line]) -> str:
    """Write messages below one another, under a chat's title."""
    return f"<h1>{escape(title)}</h1>{''.join(map(_bubble, lines))}"


def _bubble(line: Line) -> str:
    who = f"<cite>{escape(line.who)}</cite>" if line.who and (not line.mine or "via" in line.who) else ""
    quoted = f"<q>{escape(line.quoted)}</q>" if line.quoted else ""
    text = line.text if line.html else escape(line.text)
    keys = "".join(f"<p>{''.join(f'<button>{escape(b)}</button>' for b in row)}</p>" for row in line.buttons)
    return f'<section class="{"mine" if line.mine else "theirs"}"><div>{who}{quoted}{text}</div>{keys}</section>'


def cards(typed: str, results: Sequence[dict[str, Any]]) -> str:
    """Write a list of inline results over the line in which they were asked for."""
    return f"<ol>{''.join(map(_card, results))}</ol><label>{escape(typed)}<i></i></label>"


def _card(result: dict[str, Any]) -> str:
    title, description = escape(result["title"]), escape(result.get("description", ""))
    return f"<li><b>{title[0]}</b><div><strong>{title}</strong><span>{description}</span></div></li>"
