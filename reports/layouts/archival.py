"""What makes a PDF one for the archive (PDF/A-3b), and the e-invoice that lies in it (Factur-X, ZUGFeRD).

Written with the page itself: a second program that takes the finished file apart would cost more than drawing it.
Source: ISO 19005-3; Factur-X 1.0, chapter 6.
"""

import zlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    NoEncryption,
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFStream,
    PDFString,
)

E_INVOICE_FILE: Final = "factur-x.xml"
_CONDITION: Final = "sRGB IEC61966-2.1"
_VERSION: Final = (1, 7)
_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>3</pdfaid:part>\
<pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format>\
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>\
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreatorTool>Umlauf</xmp:CreatorTool>\
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>Umlauf</pdf:Producer>\
<pdf:Keywords></pdf:Keywords></rdf:Description>
{enclosed}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_FX: Final = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_ENCLOSED: Final = (
    f'<rdf:Description rdf:about="" xmlns:fx="{_FX}"><fx:DocumentType>INVOICE</fx:DocumentType>'
    f"<fx:DocumentFileName>{E_INVOICE_FILE}</fx:DocumentFileName><fx:Version>1.0</fx:Version>"
    "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel></rdf:Description>\n"
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>'
    '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>'
    f"<pdfaSchema:namespaceURI>{_FX}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq>"
    + "".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{about}</pdfaProperty:description></rdf:li>"
        for name, about in (
            ("DocumentFileName", "The name of the embedded XML document"),
            ("DocumentType", "The type of the hybrid document in capital letters, e.g. INVOICE or ORDER"),
            ("Version", "The actual version of the standard applying to the embedded XML document"),
            ("ConformanceLevel", "The conformance level of the embedded XML document"),
        )
    )
    + "</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n"
)


@dataclass(frozen=True, slots=True)
class Archived:
    """`colours` is the file of the colour space; `e_invoice` the XML that goes into the PDF, None: no e-invoice."""

    colours: Path
    e_invoice: bytes | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """What the PDF says of itself, in the words of its imprint."""

    title: str
    author: str
    subject: str
    made_on: date


class _Content(PDFObject):
    """The bytes of a stream, which in an archive end with a line of their own (ISO 19005-3, 6.1.7.1)."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __len__(self) -> int:
        return len(self._content)

    def format(self, _document: PDFDocument) -> bytes:
        return self._content + b"\n"


class _PlainStreams(NoEncryption):
    """Encrypts nothing: it is the one place that every stream passes on its way into the file."""

    def encode(self, content: bytes | str) -> _Content:
        return _Content(content.encode() if isinstance(content, str) else content)


def make_archival(document: Any, described: Described, archived: Archived) -> None:
    """`document` is a canvas's own, not written yet; what is set on it here has no types."""
    document.encrypt = _PlainStreams()
    document._pdfVersion = _VERSION
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents", "AF"]
    catalog.__Refs__ = catalog.__NoDefault__
    catalog.Metadata = _metadata(described, has_e_invoice=archived.e_invoice is not None)
    catalog.OutputIntents = PDFArray([_output_intent(archived.colours)])
    if archived.e_invoice is None:
        return
    enclosed = document.Reference(_enclosed(document, archived.e_invoice, described.made_on))
    catalog.AF = PDFArray([enclosed])
    names = PDFDictionary({"Names": PDFArray([PDFString(E_INVOICE_FILE), enclosed])})
    catalog.Names = PDFDictionary({"EmbeddedFiles": names})


def _metadata(described: Described, *, has_e_invoice: bool) -> PDFStream:
    words = _XMP.format(
        title=escape(described.title),
        author=escape(described.author),
        subject=escape(described.subject),
        day=described.made_on.isoformat(),
        enclosed=_ENCLOSED if has_e_invoice else "",
    )
    kinds = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    return PDFStream(dictionary=kinds, content=words.encode())


def _output_intent(colours: Path) -> PDFDictionary:
    profile = PDFDictionary({"N": 3, "Filter": PDFName("FlateDecode")})
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString(_CONDITION),
            "Info": PDFString(_CONDITION),
            "RegistryName": PDFString("http://www.color.org"),
            "DestOutputProfile": PDFStream(dictionary=profile, content=_packed(colours)),
        }
    )


@cache
def _packed(colours: Path) -> bytes:
    return zlib.compress(colours.read_bytes(), 9)


def _enclosed(document: Any, xml: bytes, made_on: date) -> PDFDictionary:
    facts = PDFDictionary({"Size": len(xml), "ModDate": PDFString(f"D:{made_on:%Y%m%d}000000Z")})
    kinds = PDFDictionary(
        {
            "Type": PDFName("EmbeddedFile"),
            "Subtype": "/text#2Fxml",
            "Filter": PDFName("FlateDecode"),
            "Params": facts,
        }
    )
    content = document.Reference(PDFStream(dictionary=kinds, content=zlib.compress(xml)))
    return PDFDictionary(
        {
            "Type": PDFName("Filespec"),
            "F": PDFString(E_INVOICE_FILE),
            "UF": PDFString(E_INVOICE_FILE),
            "Desc": PDFString("Factur-X EN 16931"),
            "AFRelationship": PDFName("Alternative"),
            "EF": PDFDictionary({"F": content, "UF": content}),
        }
    )
