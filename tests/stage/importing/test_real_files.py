"""The real files: every session of theirs is there, and what is odd about them is told."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from onsite.clock import from_ms
from onsite.stage.importing.programme import Trouble
from onsite.stage.importing.reading import read
from tests.stage.importing.conftest import reading, real


def opened(name, zone, **said):
    return read(real(name), reading(zone, **said))


def troubles(programme):
    return dict(Counter(each.trouble for each in programme.problems))


def found(programme, title):
    return next(each for each in programme.sessions if (each.fields.title or "").startswith(title))


def minutes(session):
    return session.fields.length_ms / 60_000


def test_frab_json():
    camp = opened("voc-frab-camp2019.json", "Europe/Berlin", days=())
    assert (camp.format, camp.source) == ("frab-json", "frab:Camp2019")
    assert camp.rooms == {"Curie": 41, "Meitner": 38}
    assert Counter(each.day for each in camp.sessions) == {
        "2019-08-21": 17,
        "2019-08-22": 17,
        "2019-08-23": 19,
        "2019-08-24": 17,
        "2019-08-25": 9,
    }
    assert troubles(camp) == {Trouble.AFTER_MIDNIGHT: 1}
    late = found(camp, "Achtung, Datenpannen!")
    assert (late.day, minutes(late)) == ("2019-08-22", 90)
    first = found(camp, "Opening Ceremony")
    assert first.key == "a0a0fcfe-b7fb-46e3-84b6-97a5406016b4"
    assert from_ms(first.fields.start_ms) == datetime(2019, 8, 21, 9, tzinfo=UTC)
    assert [(one.id, one.name) for one in first.fields.speakers] == [
        ("frab:7797", "jinxx"),
        ("frab:4827", "smtw"),
    ]
    assert first.fields.custom["abstract"] == "A hearty welcome me lasses and lads!"


def test_pretalx_json():
    demo = opened("voc-pretalx-democon.json", "Europe/Berlin", days=())
    assert (demo.format, demo.source, len(demo.sessions)) == (
        "pretalx-json",
        "pretalx:democon",
        36,
    )
    assert troubles(demo) == {Trouble.OTHER_ZONE: 1}
    (zone,) = demo.problems
    assert zone.said == ("UTC", "Europe/Berlin", "08:00", "09:00")
    first = found(demo, "Focused 5thgeneration hardware")
    assert from_ms(first.fields.start_ms) == datetime(2020, 12, 14, 8, tzinfo=UTC)
    assert [one.id for one in first.fields.speakers] == ["NQTF8Y"]
    assert first.fields.custom["biography"].startswith("Brian Robinson: Break through direction.")


def test_a_sheet_with_two_header_rows_and_no_lengths():
    sheet = opened("voc-schedule-example.xlsx", "Europe/Berlin", days=())
    assert sheet.rooms == {"Altes Rathaus": 9, "Ratstrinkstube": 4}
    assert troubles(sheet) == {Trouble.HEADER: 1, Trouble.NO_LENGTH: 13}
    assert {each.day for each in sheet.sessions} == {"2016-10-27"}
    first, second = (found(sheet, title) for title in ("Offenheit", "Keynote"))
    assert (first.key, minutes(first), minutes(second)) == ("1001", 20, 45)
    panel = found(sheet, "Podiumsdiskussion")
    assert [one.name for one in panel.fields.speakers] == [
        "Dr. Elke Löffler",
        "Dr. Daniela Rothenhöfer",
        "Dr. Matthias Stürmer",
        "Manfred Klein",
    ]
    keynote = found(sheet, "Keynote").fields
    assert [one.id for one in keynote.speakers] == ["dr.elkelöffler"]
    assert "Geschäftsführerin von Governance International" in keynote.custom["affiliation"]
    assert keynote.custom["subtitle"].startswith("Soziale Innovationen")


def test_old_xml_whose_events_hang_under_the_day():
    fosdem = opened("fosdem-2009.xml", "Europe/Brussels", days=())
    assert (fosdem.format, fosdem.source) == ("pentabarf-xml", "pentabarf:FOSDEM 2009")
    assert (len(fosdem.sessions), len(fosdem.rooms)) == (281, 19)
    assert troubles(fosdem) == {Trouble.NO_ZONE: 1}
    talk = found(fosdem, "Free. Open. Future?")
    assert (talk.room, talk.day, minutes(talk)) == ("Janson", "2009-02-07", 60)
    assert from_ms(talk.fields.start_ms) == datetime(2009, 2, 7, 9, 30, tzinfo=UTC)
    assert "<p>" not in talk.fields.custom["description"]
    assert talk.fields.custom["description"].startswith("Freedom, openness and participation")


def test_a_calendar_in_utc_some_of_whose_events_do_not_end():
    pycon = opened("pyconuk-2015.ics", "Europe/London", days=())
    assert (len(pycon.sessions), len(pycon.rooms)) == (162, 11)
    told = troubles(pycon)
    assert (told[Trouble.NO_LENGTH], told[Trouble.UTC], told[Trouble.NO_TITLE]) == (5, 1, 4)
    keynote = found(pycon, "Keynote: Van Lindberg, PSF Chair")
    assert keynote.key == "20150919T102825Z-77619@testing-worker-linux-docker-88763661-3190-linux-7"
    assert (keynote.day, minutes(keynote), keynote.place.line) == ("2015-09-18", 60, 20)
    assert from_ms(keynote.fields.start_ms) == datetime(2015, 9, 18, 9, 30, tzinfo=UTC)


def test_stamps_in_utc_may_be_meant_as_local_times():
    pycon = opened("pyconuk-2015.ics", "Europe/London", days=(), as_local=True)
    keynote = found(pycon, "Keynote: Van Lindberg, PSF Chair")
    assert from_ms(keynote.fields.start_ms) == datetime(2015, 9, 18, 8, 30, tzinfo=UTC)
    assert Trouble.UTC not in troubles(pycon)


def test_a_project_of_ontime():
    show = opened("ontime-test-db.json", "Europe/Rome", day=date(2026, 11, 24))
    assert show.rooms == {"Eurovision Demo": 16}
    assert troubles(show) == {Trouble.HEADING: 2, Trouble.LEFT_OUT: 5}
    lunch = found(show, "Lunch break")
    assert (lunch.fields.kind, minutes(lunch)) == ("break", 65)
    first = found(show, "Albania").fields
    assert (first.warn_ms, first.danger_ms, first.notes) == (500_000, 100_000, "SF1.01")
    assert first.custom == {"Song": "Sekret", "Artist": "Ronela Hajati", "cue": "SF1.01"}
    assert from_ms(first.start_ms) == datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_a_column_of_ontime_may_hold_the_speaker():
    said = {"day": date(2026, 11, 24), "mapping": {"speaker": "Artist"}}
    show = opened("ontime-test-db.json", "Europe/Rome", **said)
    assert [one.name for one in found(show, "Albania").fields.speakers] == ["Ronela Hajati"]


@pytest.mark.parametrize("name", ["fosdem-2009.xml", "voc-frab-camp2019.json"])
def test_two_readings_give_the_same(name):
    path = real(name)
    assert read(path, reading()) == read(path, reading())
