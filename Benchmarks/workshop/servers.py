"""The servers that are visited, each on a high port of loopback, from a configuration of ours."""

import pathlib
import subprocess

from workshop.workshop import Unmeasurable, free_port, wait_for_port

NGINX = """
daemon off;
worker_processes auto;
pid {room}/nginx.pid;
error_log {room}/error.log;
events {{ worker_connections 8192; }}
http {{
    default_type text/html;
    charset utf-8;
    # Four bytes a line: the log's size says how many there are.
    log_format line '$status';
    access_log off;
    keepalive_timeout 0;
    ssl_session_cache off;
    ssl_session_tickets off;
    client_body_temp_path {room}/body; proxy_temp_path {room}/proxy; fastcgi_temp_path {room}/fastcgi;
    uwsgi_temp_path {room}/uwsgi; scgi_temp_path {room}/scgi;
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        {secure}
        root {room}/site;
{places}
        location /linked/ {{ return 200 "<!DOCTYPE html><html lang=en><head><title>Linked</title></head><body><h1>Linked</h1></body></html>"; }}
    }}
}}
"""

PLACE = """        location = /{name} {{ access_log {room}/{name}.log line; {body} }}
"""


class Nginx:
    """Serves one page to each visitor under a name of its own, and counts who came."""

    # With other tokens at every visit, as a CSRF field and a nonce are.
    CHANGING = "try_files /page.html =404; sub_filter_once off; sub_filter TOKEN $request_id;"
    SAME = "try_files /page.html =404;"

    def __init__(self, workshop, places, page, certificates=None):
        self.workshop = workshop
        self.room = workshop.room("nginx")
        self.port = free_port()
        self.secure_port = free_port() if certificates else None
        (self.room / "site").mkdir()
        (self.room / "site" / "page.html").write_text(page)
        secure = ""
        if certificates:
            secure = (
                f"listen 127.0.0.1:{self.secure_port} ssl backlog=4096; "
                f"ssl_certificate {certificates.chain}; ssl_certificate_key {certificates.key};")
        configuration = self.room / "nginx.conf"
        configuration.write_text(
            NGINX.format(
                room=self.room, port=self.port, secure=secure,
                places="".join(PLACE.format(name=name, room=self.room, body=body) for name, body in places.items())))
        # As root, nginx's workers are another user.
        self.room.chmod(0o755)
        workshop.directory.chmod(0o755)
        self.process = workshop.start(
            ["/usr/sbin/nginx", "-p", self.room, "-c", configuration, "-e", self.room / "error.log"])
        wait_for_port(self.port, self.process)

    def url(self, name, secure=False):
        return f"https://127.0.0.1:{self.secure_port}/{name}" if secure else f"http://127.0.0.1:{self.port}/{name}"

    def visits(self, name):
        log = self.room / f"{name}.log"
        return log.stat().st_size // 4 if log.exists() else 0

    def statuses(self, name):
        log = self.room / f"{name}.log"
        return set(log.read_text().split()) if log.exists() else set()

    def stop(self):
        self.workshop.end(self.process)


class HoldServer:
    """Holds every request for the same time, and knows how long it really did."""

    def __init__(self, workshop, milliseconds, hosts=1, certificates=None):
        self.workshop = workshop
        self.hosts = [f"127.0.0.{number}" for number in range(1, hosts + 1)]
        self.port = free_port()
        self.log = workshop.room("hold") / "held.log"
        self.scheme = "https" if certificates else "http"
        line = [workshop.hold_server, self.port, milliseconds, hosts, self.log]
        if certificates:
            line += [certificates.chain, certificates.key]
        self.process = workshop.start(line, stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline().strip() != "listening":
            raise Unmeasurable("hold_server does not start")

    def url(self, number=0):
        return f"{self.scheme}://{self.hosts[number % len(self.hosts)]}:{self.port}"

    def stop(self):
        """What it held, microseconds by request target."""
        self.workshop.end(self.process)
        held = {}
        for line in pathlib.Path(self.log).read_text().splitlines():
            target, microseconds = line.rsplit(" ", 1)
            held[target] = int(microseconds)
        return held
