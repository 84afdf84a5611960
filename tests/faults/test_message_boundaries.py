"""Where one request ends and the next begins: a server and its proxy must never read it differently."""

from __future__ import annotations

import socket

import pytest

from tests.servers import RunningPortal

PATIENCE_S = 60
SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"

TWISTED = {
    "two hosts": "Host: evil.example\r\nContent-Length: 4\r\n",
    "two lengths": "Content-Length: 4\r\nContent-Length: 60\r\n",
    "two lengths in one": "Content-Length: 4, 60\r\n",
    "a length and pieces": "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
    "pieces of another kind": "Transfer-Encoding: xchunked\r\n",
    "pieces twice": "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
    "pieces after a control character": "Transfer-Encoding:\x0bchunked\r\n",
    "a space before the colon": "Transfer-Encoding : chunked\r\n",
    "a folded line": "X-Folded: a\r\n Transfer-Encoding: chunked\r\n",
    "a signed length": "Content-Length: +4\r\n",
    "a length that is none": "Content-Length: 4x\r\n",
}


def send(portal: RunningPortal, request: str) -> str:
    """Send the bytes and read to the end of all answers."""
    host, port = portal.listener.getsockname()
    with socket.create_connection((host, port), timeout=PATIENCE_S) as line:
        line.sendall(request.encode("latin-1"))
        line.shutdown(socket.SHUT_WR)
        answer = b""
        while block := line.recv(65536):
            answer += block
    return answer.decode("latin-1")


@pytest.mark.parametrize("twist", TWISTED)
def test_a_request_with_unclear_ends_is_no_two_requests(
    running_portal: RunningPortal, twist: str
) -> None:
    body = f"0\r\n\r\n{SMUGGLED}"
    answer = send(
        running_portal, f"POST /sign-in HTTP/1.1\r\nHost: localhost\r\n{TWISTED[twist]}\r\n{body}"
    )
    assert answer.startswith(("HTTP/1.1 400", "HTTP/1.1 501")), answer[:200]
    assert answer.count("HTTP/1.1 ") == 1, answer
