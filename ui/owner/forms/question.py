"""The fields of one question, or of one page; what belongs to another kind of question is not shown."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from domain.assets.status import Grade
from domain.inspections.answers import number_of
from domain.inspections.form import LONGEST, FormPage, OnlyIf, Option, Question, QuestionKind
from domain.maintenance.meters import Meter
from ui.labels import label
from ui.language import _, current_language, typed_number
from ui.owner.fields import ChangingChoiceField, CheckField, Lines
from ui.owner.forms.draft import free_option
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.forms import ChoiceField, Field, TextField

Damages = Sequence[tuple[str, str]]


class _HiddenCode(Field[str]):
    """The code of an option; not seen, and kept when its words change."""

    def __init__(self) -> None:
        super().__init__("", TextField("").editor)
        self._code = ""
        self.hide()

    def value(self) -> str:
        return self._code

    def set_value(self, code: str) -> None:
        self._code = code


class QuestionEditor(QWidget):
    """`changed` with every key; `question(known)` gives what stands there, the rest as `known` has it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_filling = False
        self._damages: Damages = ()
        self.text_de = TextField(_("Question in German"), required=True, longest=LONGEST)
        self.text_en = TextField(_("Question in English"), required=True, longest=LONGEST)
        self.kind = ChoiceField(_("Kind of answer"), [(each, label(each)) for each in QuestionKind])
        self.needed = CheckField(_("Answer"), _("Has to be answered"))
        self.least, self.most = TextField(_("Fine from"), longest=20), TextField(_("Fine up to"), longest=20)
        self.unit = TextField(_("Unit"), longest=12)
        meters: list[tuple[Meter | None, str]] = [(None, _("none")), *((each, label(each)) for each in Meter)]
        self.meter = ChoiceField(_("Reads the meter"), meters)
        self.options = Lines(self._option_fields, _("Add answer"))
        self.follows = ChangingChoiceField(_("Asked only after"), [(None, _("always asked"))])
        self.answers = QListWidget()
        self.answers.setAccessibleName(_("After these answers"))
        self.answers.setFixedHeight(theme().px(104))
        self._numbers = QWidget()
        self._numbers.setLayout(row(self.least, self.most, self.unit, self.meter, gap=12))
        self._after = QWidget()
        self._after.setLayout(column(text(_("After these answers"), "muted"), self.answers, gap=4))
        self.setLayout(
            column(
                row(self.text_de, self.text_en, gap=12),
                row(self.kind, self.needed, gap=12),
                self.options,
                self._numbers,
                self.follows,
                self._after,
                gap=16,
            )
        )
        fields: tuple[Field[Any], ...] = (
            self.text_de, self.text_en, self.kind, self.needed, self.least, self.most, self.unit, self.meter,
        )  # fmt: skip
        for each in fields:
            each.changed.connect(self._on_changed)
        self.options.changed.connect(self._on_changed)
        self.follows.changed.connect(self._on_follows)
        self.answers.itemChanged.connect(lambda _item: self._on_changed())
        self._before: Sequence[Question] = ()

    def show_question(self, question: Question, before: Sequence[Question], damages: Damages) -> None:
        """`before`: the choices it may follow from."""
        self._is_filling, self._before, self._damages = True, before, damages
        self.text_de.set_value(question.text_de)
        self.text_en.set_value(question.text_en)
        self.kind.set_value(question.kind)
        self.needed.set_value(question.is_needed)
        self.least.set_value("" if question.least is None else typed_number(question.least))
        self.most.set_value("" if question.most is None else typed_number(question.most))
        self.unit.set_value(question.unit)
        self.meter.set_value(question.meter)
        self.options.set_lines([_entered(option) for option in question.options])
        known = question.only_if
        choices = [(None, _("always asked")), *((each.code, each.text(current_language())) for each in before)]
        self.follows.set_choices(choices)
        if known is not None and any(each.code == known.question for each in before):
            self.follows.set_value(known.question)
        self._fill_answers(() if known is None else known.options)
        self._is_filling = False
        self._settle()

    def question(self, known: Question) -> Question:
        kind: QuestionKind = self.kind.value()
        is_number, is_choice = kind is QuestionKind.NUMBER, kind is QuestionKind.CHOICE
        return Question(
            known.code,
            kind,
            _quiet(self.text_de),
            _quiet(self.text_en),
            self._options() if is_choice else (),
            self.needed.value(),
            _number(self.least) if is_number else None,
            _number(self.most) if is_number else None,
            _quiet(self.unit) if is_number else "",
            self.meter.value() if is_number else None,
            self._only_if(),
        )

    def _option_fields(self) -> dict[str, Field[Any]]:
        grades: list[tuple[Grade | None, str]] = [(None, "–"), *((each, str(each)) for each in Grade)]
        damages = [("", "–"), *self._damages]
        return {
            "text_de": TextField(_("German"), longest=LONGEST),
            "text_en": TextField(_("English"), longest=LONGEST),
            "is_fine": ChoiceField(_("Then"), [(True, _("fine")), (False, _("not passed"))]),
            "grade": ChoiceField(_("Grade at best"), grades),
            "damage": ChoiceField(_("Damage"), damages),
            "code": _HiddenCode(),
        }

    def _options(self) -> tuple[Option, ...]:
        found: list[Option] = []
        for fields in self.options.fields():
            code = fields["code"].value() or free_option(found)
            if not fields["code"].value():
                others = {each["code"].value() for each in self.options.fields()}
                code = next(c for n in range(1, 100) if (c := f"o{n}") not in others)
                fields["code"].set_value(code)  # type: ignore[attr-defined]  # it is the hidden one
            words = (_quiet(fields["text_de"]), _quiet(fields["text_en"]))
            rest = (fields["is_fine"].value(), fields["grade"].value(), fields["damage"].value())
            found.append(Option(code, *words, *rest))
        return tuple(found)

    def _only_if(self) -> OnlyIf | None:
        asked = self.follows.value()
        if asked is None:
            return None
        items = (self.answers.item(n) for n in range(self.answers.count()))
        chosen = tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked
        )
        return OnlyIf(asked, chosen)

    def _on_changed(self) -> None:
        if not self._is_filling:
            self._settle()
            self.changed.emit()

    def _on_follows(self) -> None:
        if not self._is_filling:
            self._is_filling = True
            self._fill_answers(())
            self._is_filling = False
            self._on_changed()

    def _fill_answers(self, chosen: Sequence[str]) -> None:
        self.answers.clear()
        asked = next((each for each in self._before if each.code == self.follows.value()), None)
        is_german = current_language() == "de"
        for option in asked.options if asked is not None else ():
            item = QListWidgetItem(option.text_de if is_german else option.text_en)
            item.setData(Qt.ItemDataRole.UserRole, option.code)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled)
            item.setCheckState(Qt.CheckState.Checked if option.code in chosen else Qt.CheckState.Unchecked)
            self.answers.addItem(item)

    def _settle(self) -> None:
        kind = self.kind.value()
        self.options.setVisible(kind is QuestionKind.CHOICE)
        self._numbers.setVisible(kind is QuestionKind.NUMBER)
        self.follows.setVisible(bool(self._before))
        self._after.setVisible(bool(self._before) and self.follows.value() is not None)


class PageEditor(QWidget):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title_de = TextField(_("Title of the page in German"), required=True, longest=LONGEST)
        self.title_en = TextField(_("Title of the page in English"), required=True, longest=LONGEST)
        self.setLayout(column(row(self.title_de, self.title_en, gap=12)))
        self._is_filling = False
        for each in (self.title_de, self.title_en):
            each.changed.connect(self._on_changed)

    def show_page(self, page: FormPage) -> None:
        self._is_filling = True
        self.title_de.set_value(page.title_de)
        self.title_en.set_value(page.title_en)
        self._is_filling = False

    def titles(self) -> tuple[str, str]:
        return _quiet(self.title_de), _quiet(self.title_en)

    def _on_changed(self) -> None:
        if not self._is_filling:
            self.changed.emit()


def _entered(option: Option) -> dict[str, Any]:
    return {
        "text_de": option.text_de,
        "text_en": option.text_en,
        "is_fine": option.is_fine,
        "grade": option.grade,
        "damage": option.damage,
        "code": option.code,
    }


def _quiet(field: Field[Any]) -> str:
    """What stands there, also while it is not enough yet."""
    editor = field.editor
    return " ".join(str(editor.property("text") or "").split())


def _number(field: TextField) -> Decimal | None:
    return number_of(_quiet(field)) if _quiet(field) else None
