"""A timestamp on a signed run, by an authority that `openssl ts` makes here: no network is asked."""

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from random import Random

import pytest

from unseen.evidence.bundle import ENVELOPE, TIMESTAMP
from unseen.evidence.stamp import QUERY_TYPE, StampError, check, plain, query, stamp_of

DOCS = Path(__file__).parents[3] / "docs" / "evidence.md"
SETTINGS = """\
[tsa]
default_tsa = own
[own]
serial = ./serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
"""
MADE = """
own="openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
$own -x509 -keyout ca.key -out ca.pem -days 2 -subj "/CN=A root"
$own -keyout tsa.key -out tsa.csr -subj "/CN=An authority"
printf 'extendedKeyUsage=critical,timeStamping\\nkeyUsage=critical,digitalSignature\\n' > extensions
openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -days 2 -extfile extensions -out tsa.pem
$own -x509 -keyout other.key -out other.pem -days 2 -subj "/CN=X"
echo 01 > serial
"""


class Authority:
    """A folder with keys and certificates, and what it answers."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.asked, self.status = folder, [], 200
        (folder / "tsa.cnf").write_text(SETTINGS)
        subprocess.run(["bash", "-euc", MADE], cwd=folder, check=True, capture_output=True)

    @property
    def root(self) -> Path:
        """The certificate that an auditor is given."""
        return self.folder / "ca.pem"

    def reply(self, asked: bytes) -> bytes:
        """The reply to a query."""
        self.asked.append(asked)
        (self.folder / "query").write_bytes(asked)
        words = "openssl ts -reply -config tsa.cnf -queryfile query -signer tsa.pem -inkey tsa.key -out reply"
        subprocess.run(words.split(), cwd=self.folder, check=True, capture_output=True)
        return (self.folder / "reply").read_bytes()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory, needs) -> Authority:
    """An authority of our own."""
    needs("openssl")
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def url(authority: Authority) -> Iterator[str]:
    """Where it answers over HTTP."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["content-length"]))
            assert self.headers["content-type"] == QUERY_TYPE
            self.send_response(authority.status)
            self.end_headers()
            self.wfile.write(authority.reply(asked))

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/tsa"
    server.shutdown()
    thread.join()
    server.server_close()


def test_stamped(signed: Path, keys: Path, authority: Authority, url: str, invoke) -> None:
    """The authority is sent a digest and no more; what it replies is verified by us, and by openssl."""
    result = invoke("sign", signed, "--key", keys, "--timestamp", url)
    assert result.exit_code == 0, result.output
    assert "timestamp: 20" in result.output
    assert len(authority.asked[-1]) < 100
    result = invoke("verify", signed, "--key", f"{keys}.pub", "--authority", authority.root)
    assert result.exit_code == 0, result.output
    assert "✓ the statement was there at 20" in result.output
    words = ["openssl", "ts", "-verify", "-data", ENVELOPE, "-in", TIMESTAMP, "-CAfile", str(authority.root)]
    assert b"Verification: OK" in subprocess.run(words, cwd=signed, capture_output=True).stdout
    result = invoke("verify", signed, "--key", f"{keys}.pub")
    assert result.exit_code == 0
    assert "? the timestamp `statement.tsr` was not checked; `--authority` names whose" in result.output
    result = invoke("verify", signed, "--key", f"{keys}.pub", "--authority", authority.folder / "other.pem")
    assert result.exit_code == 1
    assert "✗ `statement.tsr`: it is not by the authority of" in result.output


def test_without_us(signed: Path, keys: Path, authority: Authority, url: str, invoke) -> None:
    """What docs/evidence.md says to type checks the timestamp with openssl alone, and makes the query."""
    assert invoke("sign", signed, "--key", keys, "--timestamp", url).exit_code == 0
    shutil.copy(authority.root, signed.parent / "authority.pem")
    (script,) = re.findall(r"<!-- checked: timestamp -->\n```sh\n(.*?)```", DOCS.read_text(), re.DOTALL)

    def run() -> "subprocess.CompletedProcess[str]":
        return subprocess.run(["bash", "-euc", script], cwd=signed.parent, capture_output=True, text=True)

    right = run()
    assert right.returncode == 0, right.stderr
    assert "Verification: OK" in right.stdout
    reply = plain(authority.reply((signed.parent / "statement.tsq").read_bytes()))
    assert stamp_of(reply, (signed / ENVELOPE).read_bytes())
    (signed / ENVELOPE).write_text("{}")
    assert run().returncode != 0


def test_from_a_file(signed: Path, keys: Path, authority: Authority, tmp_path: Path, invoke) -> None:
    """Where nothing may be sent from, the reply comes as a file; one on another statement is refused."""
    reply = tmp_path / "reply.tsr"
    reply.write_bytes(authority.reply(query((signed / ENVELOPE).read_bytes())))
    again = ("sign", signed, "--key", keys, "--assessor", "A. Auditor", "--timestamp", reply)
    assert invoke(*again).exit_code == 0
    assert invoke("verify", signed, "--key", f"{keys}.pub", "--authority", authority.root).exit_code == 0
    assert invoke(*again[:-2]).exit_code == 0
    assert (signed / TIMESTAMP).exists()
    result = invoke("sign", signed, "--key", keys, "--assessor", "B. Auditor", "--timestamp", reply)
    assert result.exit_code == 2
    assert "it is a timestamp on something else" in result.output
    assert not (signed / TIMESTAMP).exists()
    result = invoke("verify", signed, "--key", f"{keys}.pub", "--authority", authority.root)
    assert result.exit_code == 1
    assert "there is no timestamp `statement.tsr`" in result.output
    reply.write_text("nothing")
    assert "it is no timestamp" in invoke(*again).output
    assert "cannot be read" in invoke(*again[:-1], tmp_path / "none").output


def test_no_authority(signed: Path, keys: Path, authority: Authority, url: str, invoke, monkeypatch) -> None:
    """An authority that does not answer leaves a run that is signed, and says so; code 3."""
    monkeypatch.setattr(authority, "status", 503)
    for address, words in ((url, "answers 503"), ("http://127.0.0.1:1/", "cannot be asked")):
        result = invoke("sign", signed, "--key", keys, "--timestamp", address)
        assert result.exit_code == 3
        assert words in result.output
        assert "the run is signed all the same" in result.output
    assert invoke("verify", signed, "--key", f"{keys}.pub").exit_code == 0


def test_without_the_client(signed: Path, keys: Path, authority: Authority, invoke, monkeypatch) -> None:
    """Without the package the command says what to install, before anything is sent."""
    monkeypatch.setitem(__import__("sys").modules, "rfc3161_client", None)
    result = invoke("sign", signed, "--key", keys, "--timestamp", "http://127.0.0.1:1/")
    assert result.exit_code == 2
    assert "pip install 'unseen[timestamp]'" in result.output


def test_any_byte(authority: Authority) -> None:
    """Whatever byte of a timestamp is changed: it is refused, or says what it said before."""
    reply = plain(authority.reply(query(b"a statement")))
    stamp, chance = check(reply, b"a statement", authority.root), Random(4)
    refused = 0
    for at in chance.sample(range(len(reply)), 150):
        changed = reply[:at] + bytes([reply[at] ^ 1 << chance.randrange(8)]) + reply[at + 1 :]
        try:
            assert check(changed, b"a statement", authority.root) == stamp
        except StampError:
            refused += 1
    assert refused > 140
    longer = reply + b"\0"
    with pytest.raises(StampError, match="no timestamp"):
        stamp_of(longer, b"a statement")


def test_refused(authority: Authority, tmp_path: Path) -> None:
    """A refusal is told in the authority's words; a file that is no certificate is named."""
    refusal = b"\x30\x0d\x30\x0b\x02\x01\x02\x30\x06\x0c\x04busy"
    with pytest.raises(StampError, match="the authority refused it: busy"):
        plain(refusal)
    (tmp_path / "x.pem").write_text("no")
    with pytest.raises(StampError, match="no certificate in PEM"):
        check(b"", b"", tmp_path / "x.pem")
