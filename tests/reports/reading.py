"""Reads papers back as a person, a printer and two independent decoders would."""

from io import BytesIO

import pypdfium2
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from pyzbar import pyzbar

from reports.papers import Papers
from tests.reports.samples import BUSINESS

PAPERS = Papers(BUSINESS)


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, blanks made plain."""
    return [page.extract_text().replace("\u00a0", " ") for page in PdfReader(BytesIO(pdf)).pages]


def text_of(pdf: bytes) -> str:
    return "\n".join(pages_of(pdf))


def flat(text: str) -> str:
    """Line ends made blanks: for sentences that wrap."""
    return " ".join(text.split())


def printed(pdf: bytes, page: int, dpi: int) -> Image.Image:
    """The page as a black and white printer of this resolution lays it down."""
    document = pypdfium2.PdfDocument(pdf)
    return document[page].render(scale=dpi / 72).to_pil().convert("L").point(lambda grey: 255 if grey > 127 else 0)


def with_zbar(image: Image.Image) -> set[tuple[str, str]]:
    names = {"CODE128": "Code128", "QRCODE": "QR"}
    return {(names.get(found.type, found.type), found.data.decode()) for found in pyzbar.decode(image)}


def with_zxing(image: Image.Image) -> set[tuple[str, str]]:
    names = {"Code128": "Code128", "QRCode": "QR"}
    return {(names.get(found.format.name, found.format.name), found.text) for found in zxingcpp.read_barcodes(image)}
