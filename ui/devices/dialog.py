"""A device is set up: what its kind needs, and no more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from domain.devices.model import (
    LONGEST_FRAME,
    LONGEST_NAME,
    LONGEST_PATTERN,
    SIZES,
    SPEEDS,
    Camera,
    Device,
    DeviceKind,
    DeviceNameTaken,
    DeviceWrong,
    Meter,
    MeterProtocol,
    PortSeen,
    SerialScanner,
    Wedge,
    WedgesAlike,
)
from domain.errors import AppError
from ui.labels import label
from ui.language import _
from ui.owner.fields import CheckField, OptionalWholeField
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.forms import ChoiceField, Field, Form, TextField, WrongEntry

_PLACES: Final[Mapping[str, str]] = {"width": "size"}


class PortField(Field[str]):
    """One of the ports that are there, or any other name."""

    def __init__(self, ports: Sequence[PortSeen]) -> None:
        self._box = QComboBox()
        super().__init__(_("Port"), self._box, _("Choose it from those that are plugged in, or type its name."))
        self._ports = list(ports)
        self._box.setEditable(True)
        self._box.addItems([each.title for each in self._ports])
        self._box.setCurrentIndex(0 if self._ports else -1)
        self._box.currentTextChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> str:
        typed = self._box.currentText().strip()
        if not typed:
            raise WrongEntry(_("Please fill in."))
        return next((each.port for each in self._ports if each.title == typed), typed)

    def set_value(self, port: str) -> None:
        shown = next((each.title for each in self._ports if each.port == port), port)
        self._box.setCurrentText(shown)


class DeviceDialog(QDialog):
    """`keep` gets the device, and raises AppError where it cannot be; the dialog then says so and stays."""

    def __init__(
        self,
        parent: QWidget,
        kind: DeviceKind,
        device: Device | None,
        keep: Callable[[Device], object],
        ports: Sequence[PortSeen] = (),
    ) -> None:
        super().__init__(parent)
        self._kind, self._device, self._keep = kind, device, keep
        self.setWindowTitle(label(kind))
        self.setMinimumWidth(theme().px(520))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = Form()
        self.form.add(name=TextField(_("Name"), required=True, longest=LONGEST_NAME, hint=_("As people here call it.")))
        for line in _fields(kind, ports):
            self.form.add(**line)
        if device is not None:
            self._fill(device)
        self.wrong = text("", "", Tone.BAD, wrap=True)
        self.wrong.hide()
        self.save = button(_("Save"), self.give, kind="primary", sign="check", touch=True)
        self.save.setDefault(True)
        buttons = row(None, button(_("Cancel"), self.reject, touch=True), self.save)
        title = text(label(kind), "title", wrap=True)
        self.setLayout(column(title, self.form, self.wrong, buttons, gap=16, margin=24))
        self.form.begin()

    def give(self) -> None:
        values = self.form.read()
        if values is None:
            return
        try:
            self._keep(self._made(values))
        except AppError as refused:
            self._say(refused)
            return
        self.accept()

    def _say(self, refused: AppError) -> None:
        place = str(refused.facts.get("field", ""))
        place = _PLACES.get(place, place)
        if isinstance(refused, DeviceNameTaken):
            place = "name"
        elif isinstance(refused, WedgesAlike):
            place = "prefix"
        if place in self.form:
            self.form[place].show_error(_why(place) if isinstance(refused, DeviceWrong) else _("Another one, please."))
            self.form[place].setFocus()
        self.wrong.setText("" if isinstance(refused, DeviceWrong) else refusal(refused))
        self.wrong.setVisible(bool(self.wrong.text()))
        self.adjustSize()

    def _fill(self, device: Device) -> None:
        known: dict[str, Any] = {name: getattr(device, name) for name in self._names() if hasattr(device, name)}
        if isinstance(device, Camera):
            known["size"] = (device.width, device.height)
        for name, value in known.items():
            self.form[name].set_value(value)  # type: ignore[attr-defined]  # every field of use has it

    def _names(self) -> list[str]:
        every = (
            "name",
            "prefix",
            "suffix",
            "port",
            "speed",
            "source",
            "exposure",
            "torch",
            "protocol",
            "pattern",
            "unit",
        )
        return [name for name in every if name in self.form]

    def _made(self, values: dict[str, Any]) -> Device:
        if "size" in values:
            values["width"], values["height"] = values.pop("size")
        if self._device is not None:
            return replace(self._device, **values)
        made: dict[DeviceKind, Callable[..., Device]] = {
            DeviceKind.WEDGE: Wedge,
            DeviceKind.SERIAL: SerialScanner,
            DeviceKind.CAMERA: Camera,
            DeviceKind.METER: Meter,
        }
        return made[self._kind](**values)


def _fields(kind: DeviceKind, ports: Sequence[PortSeen]) -> list[dict[str, Field[Any]]]:
    """Line by line."""
    speeds = ChoiceField(_("Speed"), [(each, _("{speed} bits a second").format(speed=each)) for each in SPEEDS])
    speeds.set_value(9600)
    frame = {
        "prefix": TextField(
            _("Prefix"), longest=LONGEST_FRAME, hint=_("What the scanner sends before each code; tells it from others.")
        ),
        "suffix": TextField(_("Suffix"), longest=LONGEST_FRAME, hint=_("What it sends behind it, before Enter.")),
    }
    if kind is DeviceKind.WEDGE:
        return [frame]
    if kind is DeviceKind.SERIAL:
        return [{"port": PortField(ports), "speed": speeds}, frame]
    if kind is DeviceKind.CAMERA:
        return _camera_fields()
    protocols = ChoiceField(_("How it speaks"), [(each, label(each)) for each in MeterProtocol])
    pattern = TextField(
        _("Pattern"),
        longest=LONGEST_PATTERN,
        hint=_("Only for a number a line: a regular expression with (?P<value>…)."),
    )
    unit = TextField(_("Unit"), longest=8, hint=_("Where the meter writes none."))
    return [{"port": PortField(ports), "speed": speeds}, {"protocol": protocols}, {"pattern": pattern, "unit": unit}]


def _camera_fields() -> list[dict[str, Field[Any]]]:
    source = TextField(
        _("Which one"), required=True, hint=_("0 is the first camera. A folder of pictures plays them instead of one.")
    )
    source.set_value("0")
    size = ChoiceField(_("Resolution"), [(each, f"{each[0]} × {each[1]}") for each in SIZES])
    size.set_value((1280, 720))
    exposure = OptionalWholeField(
        _("Exposure"), least=-13, most=10_000, hint=_("Empty: the camera chooses. Otherwise as its driver counts.")
    )
    light = CheckField(_("Camera light"), _("on while the camera looks, where it has one"))
    return [{"source": source, "size": size}, {"exposure": exposure}, {"torch": light}]


def _why(place: str) -> str:
    """What is wrong with the field."""
    sentences = {
        "name": _("Give it a name of one line, without blanks at its ends."),
        "prefix": _(
            "Up to 8 signs, such as ~1; the first no letter, digit, blank and none of - + . , # /, as people type."
        ),
        "suffix": _("Up to 8 signs that can be seen."),
        "port": _("Choose a port, or type its name."),
        "source": _("A number such as 0, or the whole path of a folder."),
        "exposure": _("A number that the driver of the camera knows, from -13 to 10000."),
        "pattern": _(
            "This is no regular expression, or one that may never end: nothing may vary inside a repeated group."
        ),
    }
    return sentences.get(place, _("This cannot be."))
