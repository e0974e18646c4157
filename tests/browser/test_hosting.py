"""The explorer behind a real nginx with TLS and a password, under a sub-path."""

import getpass
import hashlib
import re
import shutil
import socket
import ssl
import subprocess
import urllib.request
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from explorer.session.lane import LANE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONF = Path(__file__).parents[2] / "docs" / "hosting" / "nginx.conf"
SAMPLES = Path(__file__).parents[2] / "sample_images"
SURROUNDINGS = """
user {user}; pid {here}/pid; error_log stderr; daemon off; events {{}}
http {{
  include /etc/nginx/mime.types; access_log off;
  client_body_temp_path {here}/body; proxy_temp_path {here}/proxy;
  fastcgi_temp_path {here}/f; uwsgi_temp_path {here}/u; scgi_temp_path {here}/s;
  {conf}
}}
"""


@pytest.fixture
def proxied(launch, tmp_path, until):
    """Address of an explorer behind the nginx of the documentation."""
    nginx, openssl = shutil.which("nginx", path="/usr/sbin:/usr/bin"), "openssl"
    if nginx is None or shutil.which(openssl) is None:
        pytest.skip("no nginx or no openssl on this machine")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    subprocess.run(
        f"{openssl} req -x509 -newkey rsa:2048 -nodes -keyout key -out pem -days 2 "
        "-subj /CN=localhost".split(),
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    said = subprocess.run([openssl, "passwd", "-apr1", "secret"], capture_output=True)
    (tmp_path / "passwords").write_bytes(b"class:" + said.stdout)
    with launch("--proxied", "localhost") as address:
        conf = CONF.read_text(encoding="utf-8")
        for written, here in {
            "443": f"127.0.0.1:{port}",
            "laboratory.example;": "localhost;",
            "/etc/ssl/laboratory.example.pem": f"{tmp_path}/pem",
            "/etc/ssl/laboratory.example.key": f"{tmp_path}/key",
            "/etc/nginx/showthrough.passwords": f"{tmp_path}/passwords",
            "127.0.0.1:8501": urlsplit(address).netloc,
        }.items():
            assert conf.count(written) == 1
            conf = conf.replace(written, here)
        user = getpass.getuser()  # whose the files of a test are alone
        file = tmp_path / "nginx.conf"
        file.write_text(
            SURROUNDINGS.format(here=tmp_path, conf=conf, user=user),
            "utf-8",
        )
        server = subprocess.Popen([nginx, "-c", file])
        try:
            outside = f"https://localhost:{port}/showthrough"
            until(lambda: answered(outside) == 401)
            yield address, outside
        finally:
            server.terminate()
            server.wait()


def answered(address):
    """Status of an answer to a visitor without a password; 0 where none comes."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    try:
        with urllib.request.urlopen(f"{address}/", context=trusting) as answer:
            return answer.status
    except URLError as error:
        return getattr(error, "code", 0)


def test_pages_sliders_and_uploads_go_through_a_proxy_under_a_sub_path(
    proxied, visitor, first
):
    inside, outside = proxied
    one = visitor(inside, ignore_https_errors=True)
    one.address = outside
    # The browser remembers the password, as after a visitor has typed it. To answer
    # each question for it from here failed once: too many retries.
    door = one.page.context.new_page()
    door.goto(f"{outside}/_stcore/health".replace("//", "//class:secret@", 1))
    door.close()
    one.page.goto(outside)  # without a slash: nginx adds it
    expect(one.page).to_have_url(f"{outside}/")
    one.shows(first())
    for name in ("compare", "people", "about", "tune", "learn"):
        one.page.goto(f"{outside}/{name}")
        expect(one.page).to_have_title(re.compile("Showthrough"))
        one.rest()
    with one.page.expect_websocket(lambda socket: LANE in socket.url) as lane:
        one.open()
    with lane.value.expect_event("framereceived"):  # numbers follow there, too
        gamma = one.press("How much the best parts count", "ArrowRight")
    one.shows(first(gamma=gamma))
    expect(one.page).to_have_url(f"{outside}/?gamma={gamma:g}")
    file = SAMPLES / "camera.png"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    one.page.goto(f"{outside}/?plain=camera&encrypted=upload&encrypted_file={digest}")
    one.page.locator(".st-key-missing input[type=file]").set_input_files(file)
    one.shows("2.000000")
    one.page.goto("about:blank")  # so that nothing more is asked for
    assert {urlsplit(url).netloc for url in one.foreign} == {urlsplit(outside).netloc}
    one.foreign.clear()
    one.address = inside  # whose server waits for its visitors to leave
