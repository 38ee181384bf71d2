"""An authority of our own, a certificate for 127.0.0.1, and one bundle of it and the system's authorities for everybody."""

import pathlib
import subprocess

SYSTEM_BUNDLE = pathlib.Path("/etc/ssl/certs/ca-certificates.crt")


class Certificates:
    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.key, self.chain, self.bundle = (self.directory / name for name in ("key.pem", "chain.pem", "bundle.pem"))
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-sha256"]
        self._openssl(
            "req", "-x509", *curve, "-keyout", "authority-key.pem", "-out", "authority.pem", "-days", "365",
            "-subj", "/CN=Benchmark authority", "-addext", "basicConstraints=critical,CA:TRUE",
            "-addext", "keyUsage=critical,keyCertSign")
        self._openssl("req", *curve, "-keyout", "key.pem", "-out", "request.pem", "-subj", "/CN=127.0.0.1")
        (self.directory / "extensions").write_text(
            "subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth\n")
        self._openssl(
            "x509", "-req", "-in", "request.pem", "-CA", "authority.pem", "-CAkey", "authority-key.pem",
            "-CAcreateserial", "-days", "200", "-sha256", "-extfile", "extensions", "-out", "chain.pem")
        self.bundle.write_bytes(SYSTEM_BUNDLE.read_bytes() + (self.directory / "authority.pem").read_bytes())

    def _openssl(self, *line):
        subprocess.run(["openssl", *line], cwd=self.directory, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
