"""The HTML of a letter that has none of its own: its text, set so that every mail program and every phone shows it."""

import html
import re
from collections.abc import Iterator
from typing import Final

_POINT: Final = re.compile(r"[–•-] +")
_PAGE: Final = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{business}</title></head>
<body style="margin:0;padding:0;background:#f4f4f2">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f4f2"><tr>
<td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff"><tr>
<td style="padding:28px 32px;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;color:#1c1c1a">
{paragraphs}
</td></tr></table>
</td></tr></table>
</body>
</html>
"""


def page_of(text: str, business: str, language: str) -> str:
    """`text` is filled already; nothing in it is taken for HTML."""
    paragraphs = "\n".join(_paragraph(each) for each in re.split(r"\n\s*\n", text.strip()) if each.strip())
    return _PAGE.format(language=language, business=html.escape(business), paragraphs=paragraphs)


def _paragraph(said: str) -> str:
    """Lines that begin with a dash are a list."""
    found = list(_parts(said.strip().split("\n")))
    return "\n".join(
        f'<ul style="margin:0 0 16px;padding-left:20px">{"".join(f"<li>{each}</li>" for each in lines)}</ul>'
        if is_list
        else f'<p style="margin:0 0 16px">{"<br>".join(lines)}</p>'
        for is_list, lines in found
    )


def _parts(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    kept: list[str] = []
    is_list = False
    for line in lines:
        point = _POINT.match(line)
        if kept and (point is not None) != is_list:
            yield is_list, kept
            kept = []
        is_list = point is not None
        kept.append(html.escape(line[point.end() :] if point is not None else line))
    if kept:
        yield is_list, kept
