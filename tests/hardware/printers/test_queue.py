"""The queue before label printers: nothing is lost, nothing is printed twice in silence, and a person is asked."""

import os
import socket
import threading
from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest

from domain.assets.codes import format_code
from domain.assets.label_sheet import Label, LabelPositionWrong
from domain.labels.fitting import shipped_for
from domain.labels.jobs import TRANSITIONS, JobAct, JobState, after
from domain.labels.layout import BarsTooWide, WordsTooMany
from domain.labels.medium import MEDIA, ROLL_50_25, SHEET_40
from domain.labels.printers import (
    LabelPrinter,
    LabelPrinterNamesAlike,
    LabelPrinterUnreachable,
    LabelPrinterWrong,
    PrintingBrokeOff,
    PrintJobBusy,
    UnknownLabelPrinter,
    WayOut,
    checked,
)
from domain.labels.template import LabelField, Subject
from domain.till.devices import DeviceFileUnusable
from hardware.clock import SystemClock
from hardware.printers.picture import printed
from hardware.printers.room import StationPrinting
from hardware.printers.spool import Spool
from hardware.printers.ways import Device, way_to

ZEBRA = LabelPrinter("Zebra", WayOut.ZPL_NETWORK, host="127.0.0.1")
LASER = LabelPrinter("Laser", WayOut.PDF_QUEUE, SHEET_40, queue="office")
LABELS = tuple(Label(format_code("RB", number), "E-Bike ^XA") for number in range(1, 26))


class Pages:
    """Draws nothing, and notes what it was asked for."""

    def __init__(self, drawn):
        self.drawn = drawn

    def labels(self, _template, labels, first_position=1):
        self.drawn.append(([label.code for label in labels], first_position))
        return b"%PDF"

    def logo(self):
        return None


class Paper:
    """A printer that notes what it gets. `breaks_after` parts the line falls away; `is_off`: it is not there."""

    def __init__(self):
        self.parts, self.is_off, self.breaks_after = [], False, None
        self.tried = threading.Event()

    def send(self, parts):
        self.tried.set()
        if self.is_off:
            raise LabelPrinterUnreachable(printer="Zebra", why="Connection refused")
        for count, part in enumerate(parts, start=1):
            if self.breaks_after is not None and count > self.breaks_after:
                raise PrintingBrokeOff(printer="Zebra", why="Broken pipe")
            self.parts.append(part)
            yield count

    @property
    def codes(self):
        return [each.words[0] for part in self.parts for each in printed(part.decode())]


@pytest.fixture
def house(tmp_path):
    opened = []

    def opening(paper, waits_s=(0.0, 0.0), printers=(ZEBRA, LASER), **given):
        pages = Pages(given.get("drawn", []))
        room = StationPrinting(tmp_path, SystemClock(), pages, reach=lambda _printer: paper, waits_s=waits_s)
        if printers:
            room.change(printers)
        opened.append(room)
        return room

    yield opening
    for room in opened:
        room.close()


def add(room, labels=LABELS, printer="Zebra", medium=ROLL_50_25, **given):
    return room.add("Wareneingang", labels, shipped_for(Subject.THING, medium), printer, **given)


def ended(room, job, wanted):
    """Waits until the job is there; the queue says when something changed."""
    moved = threading.Event()
    room.listen(moved.set)
    for _turn in range(200):
        found = next(each for each in room.jobs() if each.id == job.id)
        if found.state is wanted:
            return found
        moved.wait(0.05)
        moved.clear()
    raise AssertionError(found)


def test_every_pair_outside_the_table_is_refused():
    for state, act in product(JobState, JobAct):
        if (state, act) in TRANSITIONS:
            assert after(state, act) is TRANSITIONS[state, act]
        else:
            with pytest.raises(PrintJobBusy):
                after(state, act)


def test_a_printer_that_was_off_gets_everything_once_and_in_order_when_somebody_asks(house):
    paper = Paper()
    paper.is_off = True
    room = house(paper)
    first, second = add(room), add(room, LABELS[:1])
    failed = ended(room, second, JobState.FAILED)
    assert failed.trouble == "Connection refused"
    assert room.needing() == 2
    assert room.states()[0].trouble == "Connection refused"
    assert paper.parts == []
    paper.is_off = False
    room.again(first.id)
    room.again(second.id)
    ended(room, second, JobState.DONE)
    assert paper.codes == [each.code for each in LABELS] + [LABELS[0].code]
    assert (room.needing(), room.states()[0].trouble, room.states()[0].waiting) == (0, "", 0)


def test_where_the_line_falls_away_a_person_says_what_is_on_paper(house):
    paper = Paper()
    paper.breaks_after = 1
    room = house(paper)
    job = ended(room, add(room), JobState.UNSURE)
    assert (job.out, job.trouble) == (10, "Broken pipe")
    paper.breaks_after = None
    room.again(job.id, rest=True)
    ended(room, job, JobState.DONE)
    assert paper.codes == [each.code for each in LABELS]
    again = ended(room, add(room, LABELS[:2], copies=3), JobState.DONE)
    with pytest.raises(PrintJobBusy):
        room.cancel(again.id)
    assert [each.copies for each in printed(paper.parts[-1].decode())] == [3, 3]


def test_a_disk_that_is_full_while_labels_go_out_leaves_it_to_a_person(house, monkeypatch):
    paper, kept = Paper(), Spool.keep

    def full(spool, job):
        if job.out or job.state in {JobState.DONE, JobState.UNSURE}:
            raise DeviceFileUnusable(why="No space left on device")
        kept(spool, job)

    monkeypatch.setattr(Spool, "keep", full)
    room = house(paper)
    job = ended(room, add(room), JobState.UNSURE)
    assert (job.out, job.trouble) == (10, "No space left on device")
    monkeypatch.undo()
    room.again(job.id, rest=True)
    ended(room, job, JobState.DONE)
    assert paper.codes == [each.code for each in LABELS]


def test_a_sheet_that_is_out_is_done_though_its_position_is_not_kept(house, monkeypatch):
    room = house(Paper())
    monkeypatch.setattr("hardware.printers.room.keep", _takes_nothing)
    done = ended(room, add(room, LABELS[:3], "Laser", SHEET_40), JobState.DONE)
    room.close()
    assert (done.trouble, room.states()[1].position) == ("", 4)


def _takes_nothing(_file, _value):
    raise DeviceFileUnusable(why="No space left on device")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_the_program_asks_a_person_and_the_printer_goes_on_afterwards(house, monkeypatch):
    paper = Paper()
    room = house(paper)
    with monkeypatch.context() as broken:
        broken.setattr(Paper, "send", lambda _self, _parts: [1 // 0])
        job = ended(room, add(room, LABELS[:2]), JobState.UNSURE)
    assert job.trouble
    later = add(room, LABELS[2:4])
    ended(room, later, JobState.DONE)
    assert paper.codes == [each.code for each in LABELS[2:4]]


def test_a_job_that_was_stopped_meanwhile_stays_so_when_its_printer_is_given_up(house):
    paper = Paper()
    paper.is_off = True
    room = house(paper, waits_s=(0.3,))
    first, stopped, moved = add(room), add(room, LABELS[:1]), add(room, LABELS[:2])
    assert paper.tried.wait(5)
    ended(room, first, JobState.WAITING)
    room.cancel(stopped.id)
    room.move(moved.id, "Laser")
    ended(room, first, JobState.FAILED)
    assert next(each.state for each in room.jobs() if each.id == stopped.id) is JobState.CANCELLED
    assert ended(room, moved, JobState.FAILED).printer == "Laser"


def test_what_waited_in_a_crash_is_printed_and_what_was_being_printed_is_asked_about(house, tmp_path):
    paper = Paper()
    paper.is_off = True
    room = house(paper, waits_s=(60.0,))
    job, later = add(room), add(room, LABELS[:3])
    assert paper.tried.wait(5)
    ended(room, job, JobState.WAITING)
    room.close()
    file = next((tmp_path / "printing").glob(f"{job.id}*"))
    file.write_text(file.read_text().replace('"waiting"', '"printing"').replace('"out": 0', '"out": 10'))
    (tmp_path / "printing" / "0.json").write_text('{"half": ')
    paper.is_off = False
    after_crash = house(paper, printers=())
    assert paper.parts == []
    assert after_crash.printers == (ZEBRA, LASER)
    after_crash.start()
    ended(after_crash, later, JobState.DONE)
    known = next(each for each in after_crash.jobs() if each.id == job.id)
    assert (known.state, known.out, known.labels) == (JobState.UNSURE, 10, LABELS)
    after_crash.confirm(job.id)
    assert paper.codes == [each.code for each in LABELS[:3]]


def test_another_printer_takes_a_job_on_its_own_labels_and_a_sheet_goes_on_where_it_ended(house):
    paper, drawn = Paper(), []
    paper.is_off = True
    room = house(paper, waits_s=(), drawn=drawn)
    job = ended(room, add(room, LABELS), JobState.FAILED)
    paper.is_off = False
    room.set_position("Laser", 39)
    room.move(job.id, "Laser")
    moved = ended(room, job, JobState.DONE)
    assert (moved.printer, moved.template.medium) == ("Laser", SHEET_40)
    assert drawn == [([each.code for each in LABELS], 39)]
    assert room.states()[1].position == 24
    with pytest.raises(LabelPositionWrong):
        room.set_position("Laser", 41)
    with pytest.raises(UnknownLabelPrinter):
        add(room, printer="Dymo")


def test_a_sheet_that_was_changed_begins_at_its_first_label_and_one_that_comes_back_goes_on(house):
    room = house(Paper())
    room.set_position("Laser", 39)
    room.change([ZEBRA])
    room.change([ZEBRA, LASER])
    assert room.states()[1].position == 39
    small = replace(LASER, medium=MEDIA["sheet_3475"])
    room.change([ZEBRA, small])
    assert room.states()[1].position == 1
    room.close()
    again = house(Paper(), printers=())
    assert again.states()[1].position == 1


def test_what_a_rule_refuses_is_kept_with_its_facts_and_what_the_logo_leaves_no_room_for_is_not_taken(
    house, monkeypatch
):
    def refused(_pages, _template, _labels, _first=1):
        raise BarsTooWide(code="RB-000007-7", needs=Decimal("41.3"), has=Decimal("30.1"))

    monkeypatch.setattr(Pages, "labels", refused)
    room = house(Paper())
    job = ended(room, add(room, LABELS[:1], "Laser", SHEET_40), JobState.FAILED)
    assert (job.refused, job.trouble, room.states()[1].trouble) == ("label_bars_too_wide", "", "")
    room.close()
    again = house(Paper(), printers=())
    assert again.jobs() == (job,)
    assert dict(job.facts) == {"code": "RB-000007-7", "needs": Decimal("41.3"), "has": Decimal("30.1")}
    crowded = replace(
        shipped_for(Subject.THING, ROLL_50_25), fields=(LabelField.CODE, LabelField.NAME, LabelField.LOGO), size=90
    )
    again.check(LABELS[:1], crowded, "Zebra")
    monkeypatch.setattr(Pages, "logo", lambda _pages: b"")
    with pytest.raises(WordsTooMany):
        again.check(LABELS[:1], crowded, "Zebra")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"host": "a b"},
        {"host": "a..b"},
        {"host": f"{'a' * 64}.local"},
        {"port": 0},
        {"dpi": 72},
        {"medium": SHEET_40},
        {"way": WayOut.ZPL_QUEUE},
        {"way": WayOut.PDF_QUEUE, "queue": "-o raw"},
        {"way": WayOut.ZPL_DEVICE, "path": "/etc/passwd"},
        {"way": WayOut.ZPL_DEVICE, "path": "/dev/../etc/passwd"},
    ],
)
def test_a_printer_that_cannot_be_reached_like_this_is_refused(house, wrong):
    room = house(Paper())
    with pytest.raises(LabelPrinterWrong):
        room.change([replace(ZEBRA, **wrong)])
    with pytest.raises(LabelPrinterNamesAlike):
        room.change([ZEBRA, replace(LASER, name="ZEBRA")])
    assert room.printers == (ZEBRA, LASER)


@pytest.mark.parametrize("host", ["127.0.0.1", "fe80::1", "::ffff:10.0.0.7", "zebra-2.lager.local."])
def test_names_and_addresses_of_printers_are_taken(host):
    assert checked([replace(ZEBRA, host=host)])


def test_an_address_that_no_name_is_counts_as_out_of_reach():
    with pytest.raises(LabelPrinterUnreachable):
        list(way_to(replace(ZEBRA, host="a..b")).send([b"^XA"]))


def test_files_that_no_rule_allows_or_that_are_another_job_are_left_alone(house, tmp_path):
    paper = Paper()
    paper.is_off = True
    room = house(paper, waits_s=())
    job = ended(room, add(room, LABELS[:1]), JobState.FAILED)
    room.close()
    file = tmp_path / "printing" / f"{job.id}.json"
    (tmp_path / "printing" / "9.json").write_text(file.read_text())
    file.write_text(file.read_text().replace('"wide": 500', '"wide": -1'))
    printers = tmp_path / "label_printers.json"
    printers.write_text(printers.read_text().replace('"dpi": 203', '"dpi": 7'))
    again = house(paper, printers=())
    assert (again.printers, again.jobs()) == ((), ())


def test_labels_go_over_the_network_as_a_printer_reads_them():
    with socket.create_server(("127.0.0.1", 0)) as server:
        got = []

        def take():
            connection, _address = server.accept()
            with connection:
                while part := connection.recv(65_536):
                    got.append(part)

        printer = replace(ZEBRA, port=server.getsockname()[1])
        thread = threading.Thread(target=take)
        thread.start()
        assert list(way_to(printer).send([b"^XA", b"^XZ"])) == [1, 2]
        thread.join()
    assert b"".join(got) == b"^XA^XZ"
    with pytest.raises(LabelPrinterUnreachable):
        list(way_to(printer).send([b"^XA"]))


def test_a_device_file_gets_all_of_it_and_is_never_made(tmp_path):
    port = tmp_path / "lp0"
    usb = LabelPrinter("USB", WayOut.ZPL_DEVICE, path=str(port))
    with pytest.raises(LabelPrinterUnreachable):
        list(way_to(usb).send([b"^XA"]))
    port.touch()
    assert list(way_to(usb).send([b"^XA", b"^XZ"])) == [1, 2]
    assert port.read_bytes() == b"^XA^XZ"
    full = LabelPrinter("USB", WayOut.ZPL_DEVICE, path="/dev/full")
    with pytest.raises(PrintingBrokeOff):
        list(way_to(full).send([b"^XA"]))


def test_a_port_that_takes_nothing_more_is_asked_about_and_keeps_nobody(tmp_path):
    port = tmp_path / "lp1"
    os.mkfifo(port)
    reader = os.open(port, os.O_RDONLY | os.O_NONBLOCK)
    usb = LabelPrinter("USB", WayOut.ZPL_DEVICE, path=str(port))
    with pytest.raises(PrintingBrokeOff):
        list(Device(usb, patience_s=0.05).send([b"x" * 1_000_000]))
    os.close(reader)


def test_a_printer_that_hangs_does_not_keep_the_program_from_ending(house, monkeypatch):
    hangs, let_go = threading.Event(), threading.Event()

    def send(_paper, _parts):
        hangs.set()
        let_go.wait(20)
        return []

    monkeypatch.setattr(Paper, "send", send)
    monkeypatch.setattr("hardware.printers.room._CLOSE_S", 0.05)
    room = house(Paper())
    add(room, LABELS[:1])
    assert hangs.wait(5)
    room.close()
    assert not let_go.is_set()
    let_go.set()


def test_a_queue_of_the_system_gets_its_job_raw_or_on_its_page(tmp_path, monkeypatch):
    program = tmp_path / "lp"
    program.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/told; cat >> {tmp_path}/told; [ "$2" != off ] || exit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    tape = LabelPrinter("Brother", WayOut.PDF_QUEUE, MEDIA["tape_62"], queue="QL")
    assert list(way_to(tape).send([b"%PDF"])) == [1]
    assert list(way_to(LabelPrinter("USB", WayOut.ZPL_QUEUE, queue="zebra")).send([b"^XA", b"^XZ"])) == [2]
    with pytest.raises(LabelPrinterUnreachable):
        list(way_to(replace(tape, queue="off")).send([b"%PDF"]))
    told = (tmp_path / "told").read_text()
    assert "-d QL -o print-scaling=none -o media=Custom.62x29mm -" in told
    assert "-d zebra -o raw -\n^XA^XZ" in told
