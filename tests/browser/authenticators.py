"""Devices that keep passkeys, as Chromium's own protocol invents them: in the computer, or on a key ring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import CDPSession, Page


@dataclass(frozen=True)
class Device:
    """Something that keeps passkeys for one window."""

    protocol: CDPSession
    id: str

    def refuse(self) -> None:
        """From now on the finger is not recognised."""
        self.protocol.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": False}
        )

    def take_out(self) -> None:
        """The device is lost, with all it kept."""
        self.protocol.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self.id})


def plug_in(page: Page, transport: Literal["internal", "usb"]) -> Device:
    """Give the window a device whose owner is always verified."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    answer = protocol.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": transport,
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return Device(protocol, answer["authenticatorId"])
