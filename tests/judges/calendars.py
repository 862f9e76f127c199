"""Programs that hold calendars, as judges of the objects that we write.

1. libical reads every golden object and holds it against the tables of RFC 5546 (`libical.c`). So that
   a judge who sees nothing is noticed, it is also shown objects that are broken on purpose.
2. khal takes in a request, its update and its CANCEL, and must show the right hour each time.
3. A Radicale server takes in the agenda to subscribe to, and must give the same events back.

Run by tests/run, which makes the Python that it needs; libical comes from Debian. Everything stays on
this machine. Exit code 1 when a judge disagrees.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import icalendar

HERE = Path(__file__).resolve().parent
OBJECTS = HERE.parent / "calendar"
BIN = Path(sys.executable).parent


def crlf(path: Path) -> bytes:
    """A golden file as it goes by mail, whatever line ends it is kept with (RFC 5545, 3.1)."""
    return path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


# ---- libical ----

# What we never write, and which judge must see it. Each: a golden object, what to take out, what to
# put there.
BROKEN = {
    "no UID": ("request.ics", b"\r\nUID:", b"\r\nX-UID:"),
    "no ORGANIZER": ("request.ics", b"\r\nORGANIZER;", b"\r\nX-ORGANIZER;"),
    "no ATTENDEE": ("request.ics", b"\r\nATTENDEE;", b"\r\nX-ATTENDEE;"),
    "no DTSTAMP": ("cancel.ics", b"\r\nDTSTAMP:", b"\r\nX-DTSTAMP:"),
    "a CANCEL without SEQUENCE": ("cancel.ics", b"\r\nSEQUENCE:", b"\r\nX-SEQUENCE:"),
    "a feed with ATTENDEE": ("feed/agenda.ics", b"\r\nTRANSP:", b"\r\nATTENDEE:mailto:a@b.example\r\nTRANSP:"),
}

# The table of DECLINECOUNTER (RFC 5546, 3.2.8) leaves out the very moment that is declined. Ours names
# it, because a calendar shows nothing else than what stands in the object; the other readers judge it.
BEYOND_THE_TABLE = {"counter-declined.ics"}


def libical(folder: Path) -> list[str]:
    judge = folder / "libical"
    subprocess.run(["cc", "-o", judge, HERE / "libical.c", "-lical"], check=True)
    good, bad = [], []
    for path in sorted(OBJECTS.rglob("*.ics")):
        if path.name in BEYOND_THE_TABLE:
            continue
        copy = folder / f"good-{len(good)}-{path.name}"
        copy.write_bytes(crlf(path))
        good.append(copy)
    for number, (what, (name, old, new)) in enumerate(BROKEN.items()):
        whole = crlf(OBJECTS / name)
        if old not in whole:
            return [f"libical: {name} has no {old!r} to break any more ({what})"]
        copy = folder / f"bad-{number}.ics"
        copy.write_bytes(whole.replace(old, new))
        bad.append(copy)
    ran = subprocess.run([judge, *good, *bad], check=True, capture_output=True, text=True)
    said = dict(line.split("\t", 1) for line in ran.stdout.splitlines())
    wrong = [f"libical: {path.name}: {said[str(path)]}" for path in good if said[str(path)] != "ok"]
    for path, what in zip(bad, BROKEN):
        if said[str(path)] == "ok":
            wrong.append(f"libical lets pass: {what}")
    print(f"libical: {len(good)} objects, and {len(bad)} broken ones that it must refuse")
    return wrong


# ---- khal ----


def khal(folder: Path) -> list[str]:
    config = folder / "khal.conf"
    events = folder / "events"
    events.mkdir()
    config.write_text(
        f"[calendars]\n[[m50]]\npath = {events}\n[sqlite]\npath = {folder}/khal.db\n"
        "[locale]\nlocal_timezone = Europe/Amsterdam\ndefault_timezone = Europe/Amsterdam\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    home = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CACHE_HOME": str(folder)}

    def run(*words: str) -> str:
        command = [BIN / "khal", "-c", config, *words]
        ran = subprocess.run(command, check=True, capture_output=True, text=True, env=home)
        return ran.stdout.strip()

    shape = "{start-date} {start-time}-{end-time} {status}"
    wrong = []
    steps = [
        ("request.ics", "2027-01-15 10:00-12:30 CONFIRMED"),
        ("update.ics", "2027-01-18 13:00-15:30 CONFIRMED"),
        ("cancel.ics", "2027-01-15 10:00-12:30 CANCELLED"),
        ("day-of-clock-change.ics", "2027-10-31 10:00-12:30 CONFIRMED"),
    ]
    for name, expected in steps:
        object_ = folder / name
        object_.write_bytes(crlf(OBJECTS / name))
        run("import", "--batch", "-a", "m50", str(object_))
        shown = run("list", "--day-format", "", "-f", shape, expected.split()[0], "1d")
        if expected not in shown.splitlines():
            wrong.append(f"khal shows {shown!r} after {name}; it must show {expected!r}")
        count = len(list(events.glob("*.ics")))
        if count != 1:
            wrong.append(f"khal has {count} events after {name}; each must replace the one before")
    print(f"khal: {len(steps)} objects about one visit taken in, one after the other")
    return wrong


# ---- Radicale ----


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def events_of(data: bytes) -> dict[str, tuple]:
    calendar = icalendar.Calendar.from_ical(data)
    fields = ("SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "SEQUENCE")
    return {
        str(event["UID"]): tuple(str(event.get(field)) for field in fields)
        + (event.decoded("DTSTART"), event.decoded("DTEND"))
        for event in calendar.walk("VEVENT")
    }


def radicale(folder: Path) -> list[str]:
    port = free_port()
    config = folder / "radicale.conf"
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n"
        f"[storage]\nfilesystem_folder = {folder}/collections\n[logging]\nlevel = warning\n"
    )
    place = f"http://127.0.0.1:{port}/m50/agenda/"
    log = open(folder / "radicale.log", "wb")
    server = subprocess.Popen([BIN / "radicale", "--config", config], stdout=log, stderr=log)
    try:
        wait_for(port)
        ask("MKCOL", f"http://127.0.0.1:{port}/m50/")
        wrong = []
        for path in sorted((OBJECTS / "feed").glob("*.ics")):
            sent = crlf(path)
            ask("PUT", place, sent)
            if events_of(ask("GET", place)) != events_of(sent):
                wrong.append(f"Radicale gives back other events than {path.name} has")
        print("Radicale: the agenda of staff and of each wijk taken in and given back")
        return wrong
    finally:
        server.terminate()
        server.wait()


def ask(method: str, place: str, data: bytes | None = None) -> bytes:
    kind = {"Content-Type": "text/calendar; charset=utf-8"} if data else {}
    request = urllib.request.Request(place, data=data, headers=kind, method=method)
    return urllib.request.urlopen(request, timeout=20).read()


def wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("Radicale does not start")


def main() -> int:
    wrong = []
    for judge in (libical, khal, radicale):
        with tempfile.TemporaryDirectory() as folder:
            wrong += judge(Path(folder))
    for line in wrong:
        print(line, file=sys.stderr)
    print("the calendars agree with us" if not wrong else f"{len(wrong)} objections")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
