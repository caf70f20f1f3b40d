"""The proxy example as it is printed, run in front of the product."""

import http.client
import json
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.web.product import breakfast
from tests.cli.test_draining import FIELD
from tests.cli.test_run import served
from tests.processes import ROOT, free_port, until

EXAMPLE = ROOT / "docs/deploy/nginx.conf"
SITE = "breakfast.example.org"


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int, str]]:
    """The ports of HTTP and HTTPS, and the path of an event behind them."""
    folder = tmp_path_factory.mktemp("nginx")
    settings = {"SITE_URL": f"https://{SITE}", "PROXY_COUNT": "1"}
    with served(folder / "i", "--no-worker", "--processes", "1", **settings) as (_, address, _out):
        slug = breakfast(folder / "i", capacity=10).slug
        ports = free_port(), free_port()
        process = start(folder, address.removeprefix("http://"), *ports)
        try:
            until(lambda: opens(ports[1]), "the proxy listens")
            yield *ports, f"/e/{slug}/"
        finally:
            process.terminate()
            process.wait()


def start(folder: Path, behind: str, plain: int, secure: int) -> "subprocess.Popen[bytes]":
    """Run the example with ports, certificate and server of the test, and nothing else changed."""
    certificate, key = folder / "fullchain.pem", folder / "privkey.pem"
    asked = f"req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN={SITE}".split()
    to = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", *asked, *to], check=True, capture_output=True)
    example = EXAMPLE.read_text()
    for old, new in (
        ("server 127.0.0.1:8000;", f"server {behind};"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ", f"listen 127.0.0.1:{secure} "),
        ("/etc/ssl/crosstalk/fullchain.pem", str(certificate)),
        ("/etc/ssl/crosstalk/privkey.pem", str(key)),
    ):
        assert example.count(old) == 1, old
        example = example.replace(old, new)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    main = folder / "main.conf"
    main.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"{'user root;' if folder.owner() == 'root' else ''}\n"
        f"events {{}}\nhttp {{ access_log off; {paths}\n{example} }}\n"
    )
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    assert nginx, "apt-get install nginx-light"
    subprocess.run([nginx, "-t", "-q", "-c", main], check=True)
    return subprocess.Popen([nginx, "-c", str(main)])


def opens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def ask(
    port: int, path: str, method: str = "GET", body: bytes = b"", **headers: str
) -> tuple[int, dict[str, str], str]:
    """Status, headers and text of the answer, asked for by the public name over HTTPS."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with closing(http.client.HTTPSConnection("127.0.0.1", port, context=trusting)) as visitor:
        visitor.request(method, path, body, {"Host": SITE} | headers)
        answer = visitor.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()


def test_the_page_comes_through(proxy: tuple[int, int, str]) -> None:
    _plain, secure, path = proxy
    status, _headers, page = ask(secure, path)
    assert (status, "Sign up" in page) == (200, True)


def test_plain_http_leads_to_https(proxy: tuple[int, int, str]) -> None:
    plain, _secure, path = proxy
    with closing(http.client.HTTPConnection("127.0.0.1", plain)) as visitor:
        visitor.request("GET", path, headers={"Host": SITE})
        answer = visitor.getresponse()
        assert (answer.status, answer.getheader("Location")) == (301, f"https://{SITE}{path}")


def test_another_name_is_refused(proxy: tuple[int, int, str]) -> None:
    assert ask(proxy[1], "/", Host="evil.example")[0] == 400
    # What a visitor claims to have been asked for is not believed.
    claimed = {"X-Forwarded-Host": "evil.example", "X-Forwarded-For": "127.0.0.1"}
    assert ask(proxy[1], "/healthz", **claimed)[0] == 200


@pytest.mark.parametrize("path", ["/metrics", "/readyz"])
def test_what_watches_the_server_is_not_for_strangers(
    proxy: tuple[int, int, str], path: str
) -> None:
    assert ask(proxy[1], path)[0] == 404
    assert json.loads(ask(proxy[1], "/healthz")[2]) == {"status": "ok"}


def test_redirects_keep_to_the_public_address(proxy: tuple[int, int, str]) -> None:
    status, headers, _page = ask(proxy[1], "/organise/")
    assert (status, headers["Location"]) == (302, "/sign-in?next=/organise/")


@pytest.mark.parametrize(("path", "size"), [("/sign-in", 1), ("/organise/body", 16)])
def test_too_large_a_body_is_refused_at_the_door(
    proxy: tuple[int, int, str], path: str, size: int
) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with closing(http.client.HTTPSConnection("127.0.0.1", proxy[1], context=trusting)) as visitor:
        visitor.putrequest("POST", path, skip_host=True)
        visitor.putheader("Host", SITE)
        visitor.putheader("Content-Length", str(size * 1024 * 1024 + 1))
        visitor.endheaders()
        assert visitor.getresponse().status == 413


def test_a_sign_up_comes_through_with_its_text(proxy: tuple[int, int, str]) -> None:
    _plain, secure, path = proxy
    _status, headers, page = ask(secure, path)
    fields = dict(FIELD.findall(page))
    form = "&".join(
        [f"{name}={value}" for name, value in fields.items()]
        + ["name=Ann+%C5%B4yn", "organisation=Ann", "email=ann@example.org", "sector=0"]
    )
    sent = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": headers.get("Set-Cookie", "").partition(";")[0],
        "Referer": f"https://{SITE}{path}",
    }
    status, headers, _page = ask(secure, f"{path}sign-up", "POST", form.encode(), **sent)
    assert (status, headers["Location"].startswith(path)) == (303, True)
