"""What makes a PDF no PDF/A-3b, as far as our own drawing could go wrong. Source: ISO 19005-3."""

import re
from io import BytesIO

import pikepdf
from lxml import etree

_EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
_PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
_FX = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"
_SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"


def complaints(pdf: bytes, *, with_file: bool = True) -> list[str]:
    """Empty: fit for the archive. `with_file`: an e-invoice has to lie in it."""
    with pikepdf.open(BytesIO(pdf)) as document:
        found = [
            *_of_file(pdf, document),
            *_of_pages(document),
            *_of_colours(document),
            *_of_words(document, with_file),
        ]
        found += _of_enclosed(document) if with_file else []
    return found


def _of_file(pdf: bytes, document: pikepdf.Pdf) -> list[str]:
    found = [] if re.match(rb"%PDF-1\.[4-7]\r?\n%[\x80-\xff]{4}", pdf) else ["no binary mark behind the header"]
    found += ["encrypted"] if document.is_encrypted else []
    found += [] if "/ID" in document.trailer else ["no id"]
    found += ["a stream does not end with a line"] if re.search(rb"[^\r\n]endstream", pdf) else []
    found += ["a script"] if "/JavaScript" in document.Root.get("/Names", {}) or "/OpenAction" in document.Root else []
    return found + [f"syntax: {problem}" for problem in document.check_pdf_syntax()]


def _of_pages(document: pikepdf.Pdf) -> list[str]:
    found = []
    for number, page in enumerate(document.pages, start=1):
        resources = page.get("/Resources", {})
        for name, font in dict(resources.get("/Font", {})).items():
            described = font.get("/FontDescriptor", {})
            if not any(kind in described for kind in _EMBEDDED):
                found.append(f"page {number}: font {name} is not embedded")
        for name, image in dict(resources.get("/XObject", {})).items():
            if image.get("/Interpolate", False):
                found.append(f"page {number}: {name} is smoothed")
            if image.get("/ColorSpace") == "/DeviceCMYK":
                found.append(f"page {number}: {name} has other colours than the archive")
        found += [f"page {number}: an annotation"] if "/Annots" in page else []
        used = {str(operator) for _, operator in pikepdf.parse_content_stream(page)}
        found += [f"page {number}: other colours"] if used & {"k", "K"} else []
    return found


def _of_colours(document: pikepdf.Pdf) -> list[str]:
    intents = list(document.Root.get("/OutputIntents", []))
    if len(intents) != 1 or intents[0].get("/S") != "/GTS_PDFA1":
        return ["no output intent"]
    profile = intents[0].DestOutputProfile
    is_rgb = int(profile.N) == 3 and profile.read_bytes()[16:20] == b"RGB "
    return [] if is_rgb else ["the output intent is not RGB"]


def _of_words(document: pikepdf.Pdf, with_file: bool) -> list[str]:
    if "/Metadata" not in document.Root:
        return ["no metadata"]
    words = etree.fromstring(document.Root.Metadata.read_bytes())

    def texts(tag: str) -> list[str]:
        return [element.text or "" for element in words.iter(tag)]

    found = [] if (texts(f"{_PDFAID}part"), texts(f"{_PDFAID}conformance")) == (["3"], ["B"]) else ["not PDF/A-3b"]
    if with_file:
        levels = texts(f"{_FX}ConformanceLevel")
        found += [] if levels == ["EN 16931"] else ["no profile named"]
        found += [] if texts(f"{_FX}DocumentFileName") == ["factur-x.xml"] else ["no file named"]
        found += [] if texts(f"{_SCHEMA}prefix") == ["fx"] else ["the words of Factur-X are not described"]
    return found


def _of_enclosed(document: pikepdf.Pdf) -> list[str]:
    files = list(document.Root.get("/AF", []))
    if len(files) != 1 or "factur-x.xml" not in document.attachments:
        return ["no enclosed file"]
    found = [] if files[0].get("/AFRelationship") in ("/Alternative", "/Data", "/Source") else ["no relationship"]
    found += [] if files[0].EF.F.get("/Subtype") == "/text/xml" else ["no kind of file"]
    found += [] if "/ModDate" in files[0].EF.F.get("/Params", {}) else ["no day of the file"]
    return found + ([] if "/UF" in files[0] and "/F" in files[0] else ["no name of the file"])
