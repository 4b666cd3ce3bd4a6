"""Words of the device lab: kinds, states, keyboards, and what may be wrong with a device."""

from typing import Final

from ui.language import N_

LABELS: Final = {
    "devices.model.DeviceKind": {
        "wedge": N_("Scanner that types"),
        "serial": N_("Scanner at a serial port"),
        "camera": N_("Camera"),
        "meter": N_("Scale or meter"),
    },
    "devices.model.MeterProtocol": {
        "sics": N_("SICS (asked for each value)"),
        "continuous": N_("Toledo continuous"),
        "lines": N_("A number a line"),
    },
    "devices.model.Health": {
        "off": N_("off"),
        "connecting": N_("is looked for"),
        "waiting": N_("nothing came yet"),
        "ready": N_("ready"),
        "lost": N_("not there"),
    },
    "devices.keyboard.Keyboard": {
        "us": N_("American"),
        "gb": N_("British"),
        "de": N_("German"),
        "ch": N_("Swiss German"),
        "fr": N_("French"),
    },
}

REFUSALS: Final = {
    "card_unclear": N_(
        "This is not line {line} of the set-up card, or it did not come whole. Scan that line once more; if it stays"
        " so, set the scanner to the keyboard of this computer."
    ),
    "caps_lock_on": N_("Capitals and small letters came the wrong way round. Let go of Caps Lock and scan once more."),
    "layout_loses_codes": N_(
        "Set as it is, this scanner cannot tell {signs} from others, so its codes cannot be corrected. Set it to the"
        " keyboard of this computer, or to a serial port."
    ),
    "keyboard_wrong": N_(
        "“{text}” came from a scanner that is set to another keyboard ({scanner}) than this computer ({computer})."
        " Nothing was booked. Open “Devices and sounds” in the menu of the person and scan the set-up card once."
    ),
    "device_wrong": N_("The device cannot be kept like this: something is missing, or cannot be. Correct the field."),
    "device_name_taken": N_("Another device is called “{name}” already. Give this one a name of its own."),
    "wedges_alike": N_(
        "“{one}” and “{other}” cannot be told apart. Let each scanner send a prefix of its own that does not begin the"
        " other's, and enter it here."
    ),
    "device_gone": N_(
        "“{name}” is not there: unplugged, switched off, or held by another program. It is looked for again and again."
    ),
    "meter_silent": N_(
        "Nothing came from “{name}” for a while. Look whether it is switched on, and which speed it is set to."
    ),
    "meter_out_of_range": N_("More lies on “{name}” than it can weigh, or less than nothing. Take it off and look."),
}
