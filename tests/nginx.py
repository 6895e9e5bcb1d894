"""A site served by nginx, with the very example of the documentation."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")

_ALONE = """\
daemon off;
master_process off;
pid {here}/pid;
error_log {here}/errors;
events {{}}
http {{
    access_log off;
    client_body_temp_path {here}/body;
    proxy_temp_path {here}/proxy;
    fastcgi_temp_path {here}/fastcgi;
    uwsgi_temp_path {here}/uwsgi;
    scgi_temp_path {here}/scgi;
    {example}
}}
"""
"""One process, which writes nowhere else and needs no right."""


@contextmanager
def served(example: str, folder: Path, here: Path) -> Iterator[str]:
    """The address of a folder, served as `example` says; `here` is where nginx may write.

    The example names a machine, a port and a folder that are not those of the tests: these alone
    are changed in it. Raises OSError, with what nginx said, when it does not start.
    """
    assert NGINX, "asked for by a test that knows that it is there"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    said = subprocess.run([NGINX, "-V"], capture_output=True, text=True, check=True).stderr
    types = Path(re.search(r"--conf-path=(\S+)", said)[1]).with_name("mime.types")
    changes = {
        "listen 443 ssl;": f"listen 127.0.0.1:{port};",
        "root /srv/bien-vivre/site;": f"root {folder};",
        "include mime.types;": f"include {types};",
    }
    for written, meant in changes.items():
        assert example.count(written) == 1, written
        example = example.replace(written, meant)
    here.mkdir(parents=True, exist_ok=True)
    (here / "nginx.conf").write_text(_ALONE.format(here=here, example=example), "utf-8")
    errors = open(here / "said", "w")  # noqa: SIM115 - as long as nginx runs
    command = [NGINX, "-p", str(here), "-e", str(here / "errors"), "-c", str(here / "nginx.conf")]
    with errors, subprocess.Popen(command, stdout=errors, stderr=errors) as running:
        try:
            _wait(port, running, here)
            yield f"http://127.0.0.1:{port}/"
        finally:
            running.terminate()


def _wait(port: int, running: subprocess.Popen[bytes], here: Path) -> None:
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if running.poll() is not None:
                break
            time.sleep(0.02)
        else:
            return
    raise OSError((here / "said").read_text("utf-8") + (here / "errors").read_text("utf-8"))
