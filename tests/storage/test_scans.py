"""Codes that are stuck to things, and scans of no use: what is found, refused, told, kept, and who may do it."""

from uuid import uuid4

import pytest

from domain.application import NotForThisSeat, Seat
from domain.assets.aliases import (
    CodeAttachedBefore,
    CodeNamesNoThing,
    CodeNotAttached,
    CodeOfAnotherThing,
    ThingIsGone,
)
from domain.assets.attach_code import AttachCode
from domain.assets.detach_code import DetachCode
from domain.assets.resolve import Meaning, resolve
from domain.assets.scan import Scan
from domain.assets.undo_receipt import UndoReceipt
from domain.catalog.add_product import AddProduct, NewPlan, NewVariant
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.money import Money
from domain.scans.model import WrongKind
from storage.queries.codebook import PostgresCodeBook
from tests.storage.business import Business
from tests.storage.intruder import at_the_seat
from tests.storage.scan_story import wrong

DENIED = ("42501",)
GTIN = "4006381333931"


def found(business: Business, text: str) -> object:
    scan = Scan(text, None, business.clock.now(), "wedge")
    known = resolve(scan, PostgresCodeBook(business.connection(Seat.WAREHOUSE)))
    return known.id if known.meaning is Meaning.ASSET else None


def test_an_unknown_code_leads_to_the_thing_it_was_stuck_to_until_it_comes_off(business: Business) -> None:
    bike = business.product()
    one, other = business.receive(bike, "WTU-1", "WTU-2").asset_ids
    assert found(business, "OLD-4711") is None

    attached = business.do(Seat.WAREHOUSE, AttachCode(one, " OLD-4711 "))
    assert (attached.code, found(business, "OLD-4711")) == ("OLD-4711", one)
    business.do(Seat.WAREHOUSE, AttachCode(one, "https://id.gs1.org/8004/40471130AB12"))
    assert found(business, "]C1800440471130AB12") == one

    with pytest.raises(CodeAttachedBefore):
        business.do(Seat.WAREHOUSE, AttachCode(one, "OLD-4711"))
    with pytest.raises(CodeOfAnotherThing) as taken:
        business.do(Seat.WAREHOUSE, AttachCode(other, "OLD-4711"))
    assert taken.value.facts["asset"] == attached.asset_code
    with pytest.raises(CodeOfAnotherThing):
        business.do(Seat.WAREHOUSE, AttachCode(other, "WTU-1"))

    for text in ("OLD-4712", "WTU-1"):
        with pytest.raises(CodeNotAttached):
            business.do(Seat.WAREHOUSE, DetachCode(one, text))
    business.do(Seat.WAREHOUSE, DetachCode(one, "OLD-4711"))
    business.do(Seat.WAREHOUSE, AttachCode(other, "OLD-4711"))
    assert found(business, "OLD-4711") == other
    steps = business.rows("SELECT is_attached FROM umlauf.asset_alias_step WHERE text = 'OLD-4711' ORDER BY at, ctid")
    assert [row["is_attached"] for row in steps] == [True, False, True]

    business.do(Seat.WAREHOUSE, UndoReceipt((other,)))
    assert found(business, "OLD-4711") is None
    with pytest.raises(ThingIsGone):
        business.do(Seat.WAREHOUSE, AttachCode(other, "OLD-4711"))
    with pytest.raises(NotForThisSeat):
        business.do(Seat.BACKOFFICE, AttachCode(one, "OLD-1"))


def test_a_product_of_the_catalogue_and_a_parcel_are_no_thing(business: Business) -> None:
    variant, plan = NewVariant("LOCK-90", "", GTIN), NewPlan("Schloss", LineKind.RENTAL, Money.of("4.00"))
    lock = business.do(Seat.OWNER, AddProduct("Schloss", "lock", ProductKind.GOODS, (variant,), (plan,)))
    [asset] = business.receive(lock, "AB").asset_ids
    with pytest.raises(CodeNamesNoThing):
        business.do(Seat.WAREHOUSE, AttachCode(asset, GTIN))
    business.do(Seat.WAREHOUSE, AttachCode(asset, "96385074"))
    assert found(business, "96385074") == asset
    assert found(business, f"]C1010{GTIN}21AB") == asset
    assert found(business, "]C1011234567890123121AB") is None


def test_of_a_wrong_scan_no_more_is_kept_than_may_be(business: Business) -> None:
    [asset] = business.receive(business.product()).codes
    for noted in (wrong("Jo Brückner, Allee 1"), wrong(asset, WrongKind.NOT_NEEDED), wrong("Jo Brückner, Allee 1")):
        business.do(Seat.WAREHOUSE, noted)
    rows = business.rows("SELECT * FROM umlauf.wrong_scan ORDER BY at, ctid")
    assert [(row["kind"], row["shown"], row["page"], row["device"]) for row in rows] == [
        ("unknown", "A2·A8·2A5·9", "ship", "wedge"),
        ("not_needed", asset, "ship", "wedge"),
        ("unknown", "A2·A8·2A5·9", "ship", "wedge"),
    ]
    assert rows[0]["digest"] == rows[2]["digest"] != rows[1]["digest"]
    kept = business.rows("SELECT payload FROM umlauf.command WHERE name = 'NoteWrongScan'")
    assert not any("Br" in str(row["payload"]) for row in kept)
    assert {row["station"] for row in rows} == {business.rows(
        "SELECT login FROM umlauf.principal WHERE seat = 'warehouse'")[0]["login"]}  # fmt: skip


def test_a_station_notes_and_sticks_only_by_a_command_of_its_own(business: Business) -> None:
    [asset] = business.receive(business.product(), "WTU-1").asset_ids
    business.do(Seat.WAREHOUSE, wrong("X"))
    business.do(Seat.WAREHOUSE, AttachCode(asset, "OLD-1"))
    step = (
        "INSERT INTO umlauf.asset_alias_step (command_id, asset_id, text, is_attached, actor_id, at)"
        " VALUES (%s, %s, %s, true, %s, now())"
    )
    note = (
        "INSERT INTO umlauf.wrong_scan (command_id, at, store_id, actor_id, page, device, symbology, kind, refusal,"
        " shown, digest) SELECT %s, now(), store_id, %s, '', '', '', '', '', %s, '' FROM umlauf.principal LIMIT 1"
    )
    with at_the_seat(business, Seat.WAREHOUSE) as intruder:
        for act in (
            "SELECT * FROM umlauf.wrong_scan",
            "UPDATE umlauf.wrong_scan SET kind = 'x'",
            "DELETE FROM umlauf.wrong_scan",
            "DELETE FROM umlauf.asset_alias",
            f"INSERT INTO umlauf.asset_alias (text, asset_id) VALUES ('MINE', '{asset}')",
            "UPDATE umlauf.asset_alias_step SET text = 'x'",
            "INSERT INTO umlauf.setting (name, value) VALUES ('scanning', '{}')",
        ):
            with intruder.refused(*DENIED):
                intruder.run(act)
        with intruder.refused("UM003"):
            intruder.run(step, uuid4(), asset, "MINE", intruder.person)
        with intruder.refused("UM003"):
            intruder.run(note, uuid4(), intruder.person, "")
        with intruder.refused("UM003"):
            intruder.run(note, intruder.begin("NoteWrongScan"), uuid4(), "")
        with intruder.refused("23514"):
            intruder.run(note, intruder.begin("NoteWrongScan"), intruder.person, "x" * 41)
        with intruder.refused("UM409"):
            intruder.run(step, intruder.begin("AttachCode"), asset, "WTU-1", intruder.person)
        with intruder.refused("23505"):
            intruder.run(step, intruder.begin("AttachCode"), asset, "OLD-1", intruder.person)
    with at_the_seat(business, Seat.OWNER) as owner:
        assert len(owner.run("SELECT * FROM umlauf.wrong_scan")) == 1
