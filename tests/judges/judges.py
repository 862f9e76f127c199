"""Judges that share no code with us: two Python readers of calendar objects, a table of holidays, and
readers of zip files, mails and sums.

1. Every golden object in tests/calendar is read by `icalendar` and by `vobject`. Both must find one
   event with the same fields, and the same instants as the time zone database has for Amsterdam.
2. Our rules for public holidays (`tests/judges/holidays.rs`) against the package `holidays`, 2014-2099.
3. A dossier (`tests/judges/dossier.rs`) is unpacked by `zipfile`; `sha256sum -c` finds every file as it was
   packed, its letters are mails without a defect, its invitation is read by `icalendar`.

Run by tests/run, which makes the Python that it needs. Exit code 1 when a judge disagrees.
"""

import csv
import email
import email.policy
import subprocess
import sys
import tempfile
import zipfile
from datetime import datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import icalendar
import vobject

ROOT = Path(__file__).resolve().parent.parent.parent
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST, LAST = 2014, 2099  # before 2014 there was Koninginnedag


def raw_field(text: str, name: str) -> str:
    """A field as it stands in the file: what the readers must agree with."""
    unfolded = text.replace("\r\n ", "").replace("\n ", "")
    event = unfolded.split("BEGIN:VEVENT")[1]
    for line in event.splitlines():
        if line.split(":")[0].split(";")[0] == name:
            return line.split(":", 1)[1]
    raise ValueError(f"no {name} in the event")


def instant_of(text: str, name: str) -> datetime:
    """The instant by the time zone database, whatever the VTIMEZONE in the file says."""
    local = datetime.strptime(raw_field(text, name), "%Y%m%dT%H%M%S")
    return local.replace(tzinfo=AMSTERDAM).astimezone(timezone.utc)


def by_icalendar(data: bytes) -> dict:
    calendar = icalendar.Calendar.from_ical(data)
    [event] = calendar.walk("VEVENT")
    if event.errors:
        raise ValueError(f"icalendar could not read {event.errors}")
    # The offsets are taken from the VTIMEZONE that the file itself carries.
    [zone] = calendar.walk("VTIMEZONE")
    zone = zone.to_tz(lookup_tzid=False)
    moment = lambda name: event.decoded(name).replace(tzinfo=zone).astimezone(timezone.utc)
    attendees = event.get("ATTENDEE")
    attendees = attendees if isinstance(attendees, list) else [attendees]
    return {
        "method": str(calendar["METHOD"]),
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "start": moment("DTSTART"),
        "end": moment("DTEND"),
        "summary": str(event["SUMMARY"]),
        "organizer": str(event["ORGANIZER"]),
        "attendees": [str(attendee) for attendee in attendees],
    }


def by_vobject(text: str) -> dict:
    calendar = vobject.readOne(text)
    [event] = calendar.vevent_list
    moment = lambda field: field.value.astimezone(timezone.utc)
    return {
        "method": calendar.method.value,
        "uid": event.uid.value,
        "sequence": int(event.sequence.value),
        "start": moment(event.dtstart),
        "end": moment(event.dtend),
        "summary": event.summary.value,
        "organizer": event.organizer.value,
        "attendees": [attendee.value for attendee in event.attendee_list],
    }


def judge_calendar(path: Path) -> list[str]:
    # Golden files may be kept with either line ending; in a mail it is CRLF (RFC 5545, 3.1).
    data = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    text = data.decode()
    try:
        first, second = by_icalendar(data), by_vobject(text)
    except Exception as error:  # a reader that fails is a verdict, whatever it raises
        return [f"{path.name}: {type(error).__name__}: {error}"]
    wrong = [
        f"{path.name}: {key}: icalendar has {first[key]!r}, vobject has {second[key]!r}"
        for key in first
        if first[key] != second[key]
    ]
    for key, name in [("start", "DTSTART"), ("end", "DTEND")]:
        if first[key] != instant_of(text, name):
            wrong.append(f"{path.name}: {key}: {first[key]} is not {instant_of(text, name)}")
    if len(first["attendees"]) != 1:
        wrong.append(f"{path.name}: {len(first['attendees'])} attendees; Outlook wants one")
    return wrong


def judge_calendars() -> list[str]:
    paths = sorted((ROOT / "tests/calendar").glob("*.ics"))
    if len(paths) < 8:
        return [f"only {len(paths)} calendar objects found in tests/calendar"]
    wrong = [line for path in paths for line in judge_calendar(path)]
    print(f"calendar objects: {len(paths)} read by icalendar {icalendar.__version__} and vobject")
    return wrong


def ours() -> dict[str, str]:
    command = ["cargo", "run", "--quiet", "--locked", "--example", "holidays"]
    table = subprocess.run(
        command + ["--", str(FIRST), str(LAST)], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return dict(csv.reader(table.splitlines(), delimiter=";"))


def theirs() -> dict[str, set[str]]:
    table = holidays.country_holidays(
        "NL", years=range(FIRST, LAST + 1), language="nl", categories=("public", "optional")
    )
    return {day.isoformat(): {n.strip().casefold() for n in name.split(";")} for day, name in table.items()}


def judge_holidays() -> list[str]:
    mine, other = ours(), theirs()
    wrong = [f"{day}: `holidays` has no {name}" for day, name in mine.items() if day not in other]
    wrong += [f"{day}: we have no {'; '.join(n)}" for day, n in other.items() if day not in mine]
    for day in mine.keys() & other.keys():
        if mine[day].casefold() not in other[day]:
            wrong.append(f"{day}: we say {mine[day]}, `holidays` says {other[day]}")
    print(f"holidays: {len(mine)} days, {FIRST}-{LAST}, beside holidays {holidays.__version__}")
    return sorted(wrong)


def judge_packed(folder: Path) -> list[str]:
    [packed] = folder.glob("*.zip")
    with zipfile.ZipFile(packed) as archive:
        names = archive.namelist()
        wrong = [f"{packed.name}: {name} is damaged" for name in [archive.testzip()] if name]
        wrong += [f"{packed.name}: {n} leads elsewhere" for n in names if n.startswith("/") or ".." in n]
        archive.extractall(folder)
    [case] = [path for path in folder.iterdir() if path.is_dir()]
    sums = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    check = subprocess.run(sums, cwd=case, capture_output=True, text=True)
    if check.returncode != 0:
        wrong.append(f"{packed.name}: {check.stdout}{check.stderr}")
    summed = {line.split("  ", 1)[1] for line in (case / "SHA256SUMS").read_text().splitlines()}
    there = {str(path.relative_to(case)) for path in case.rglob("*") if path.is_file()}
    wrong += [f"{packed.name}: no sum of {name}" for name in sorted(there - summed - {"SHA256SUMS"})]
    letters = sorted((case / "brieven").glob("*.eml"))
    for path in letters:
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        defects = [defect for part in mail.walk() for defect in part.defects]
        if defects or not mail["Message-ID"].startswith(f"<{path.stem}."):
            wrong.append(f"{path.name}: {mail['Message-ID']}, {defects}")
    by_icalendar((case / "uitnodiging.ics").read_bytes())
    if len(letters) < 2 or "tijdlijn.txt" not in there:
        wrong.append(f"{packed.name}: only {sorted(there)}")
    print(f"dossier: {len(there)} files unpacked, {len(letters)} letters read")
    return wrong


def judge_dossier() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        command = ["cargo", "run", "--quiet", "--locked", "--example", "dossier", "--", folder]
        subprocess.run(command, cwd=ROOT, check=True)
        try:
            return judge_packed(Path(folder))
        except Exception as error:  # a reader that fails is a verdict, whatever it raises
            return [f"dossier: {type(error).__name__}: {error}"]


def main() -> int:
    wrong = judge_calendars() + judge_holidays() + judge_dossier()
    for line in wrong:
        print(line, file=sys.stderr)
    print("the judges agree with us" if not wrong else f"{len(wrong)} objections")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
