"""The page counts as the displays do, whatever clock the browser has: its modules, by instants."""

from __future__ import annotations

import json
from dataclasses import replace

from onsite.stage.display.shown import next_change, shown
from onsite.stage.display.wording import lateness
from onsite.stage.web.telling import told
from tests.stage.chromium import Chromium
from tests.stage.display.scenes import BERLIN, COMING, COUNT, MIN, RUNNING, T0, held
from tests.stage.web.conftest import within

SCENES = (
    RUNNING,
    held("paused", 90_500),
    held("paused", -61_000),
    held("armed", 20 * MIN),
    replace(RUNNING, flashed_ms=T0 + 15 * MIN),
    replace(RUNNING, count=replace(COUNT, up=True, zero_ms=T0, length_ms=0)),
    replace(RUNNING, count=replace(COUNT, up=True, zero_ms=T0 - 3_599_000)),
    replace(RUNNING, count=replace(COUNT, zero_ms=T0 + 26 * 3_600_000 + 7)),
    replace(RUNNING, count=replace(COUNT, qualify=(15 * MIN, 20 * MIN))),
)
BEHIND = [replace(each, kind=kind) for each, kind in zip(COMING, ("break", "talk"), strict=True)]
COMINGS = (COMING, BEHIND, COMING[::-1], COMING[1:], BEHIND[:1], ())
INSTANTS = (
    *(0, 1, 499, 500, 999, 1_000, 1_001, 59_999, 60_000, 899_999, 900_000, 900_499, 900_500),
    *(902_999, 903_000, 1_079_999, 1_080_000, 1_199_000, 1_199_001, 1_199_999, 1_200_000),
    *(1_200_001, 1_200_999, 1_201_000, 1_259_999, 1_260_000, 4_800_000, 90_000_000),
)
LATE = (0, 29_999, 30_000, 30_001, 90_000, 150_000, -30_000, -90_000, -150_000, 3_600_000)
COUNTED = """
(async () => {
  const counting = await import(new URL("counting.js", location.href));
  const [scenes, instants, late, comings] = GIVEN;
  const one = (anchors, now) => {
    const seconds = counting.secondsAt(anchors.count, now);
    const progress = counting.progressAt(anchors.count, now);
    return [
      seconds, counting.digits(seconds), counting.toneAt(anchors, now),
      progress === null ? null : Math.floor(progress * 1000 + 1e-9),
      counting.flashAt(anchors.flashed_ms, now), counting.nextChange(anchors, now),
      counting.qualifyingAt(anchors.count, now),
    ];
  };
  return [scenes.map((each) => instants.map((at) => one(each, at))),
          late.map(counting.minutesLate),
          comings.map((coming) => counting.nextUp(coming).map((each) => each.title))];
})()
"""
STREAMS = """
(async () => {
  const { Source } = await import(new URL("source.js", location.href));
  const { SharedSource } = await import(new URL("shared.js", location.href));
  const [own, set, set_later] = [performance.now, setInterval, setTimeout];
  const opened = [];
  let ticks = 1000;
  performance.now = () => ticks;
  globalThis.setInterval = globalThis.setTimeout = () => 0;
  globalThis.EventSource = class {
    static CLOSED = 2;
    readyState = 0;
    constructor(address) { opened.push([ticks, new URL(address).search]); this.on = {}; }
    addEventListener(name, act) { this.on[name] = act; }
    close() { this.readyState = 2; }
    open() { this.readyState = 1; this.onopen(); }
  };
  const said = [];
  const on = Object.fromEntries(["told", "lost", "back"].map((each) =>
    [each, () => said.push([each, ticks])]));
  on.heard = () => {};
  const look = (source, s) => { for (; s > 0; s -= 1) { ticks += 1000; source.look(); } };

  // The network goes silent and refuses nothing: neither the stream nor the next attempt ends.
  const source = new Source("http://x/events?stage=a", on);
  source.events.open();
  look(source, 9);
  source.events.on.beat();
  look(source, 30);
  source.connect();
  look(source, 30);
  source.connect();
  source.events.open();
  source.turn("http://x/events?stage=a&stage=b");
  source.events.open();

  // A worker that says nothing is done without; one that does is not.
  let ports = 0;
  globalThis.SharedWorker = class { port = { postMessage() { ports += 1; }, close() {} }; };
  const window = new SharedSource("http://x/", "c", on);
  look(window, 8);
  window.worker.port.onmessage({ data: { what: "pulse" } });
  look(window, 8);
  const waits = window.own === null;
  look(window, 1);
  [performance.now, globalThis.setInterval, globalThis.setTimeout] = [own, set, set_later];
  return [opened, said, [waits, window.own !== null]];
})()
"""
STREAMED = [
    [
        [1_000, "?stage=a"],
        [40_000, "?stage=a"],
        [70_000, "?stage=a"],
        [70_000, "?stage=a&stage=b"],
        [87_000, "?stage=c"],
    ],
    [["back", 1_000], ["lost", 21_000], ["lost", 51_000], ["back", 70_000]],
    [True, True],
]
"""When what was asked for, what was said when, whether it went on alone."""
CLOCKS = """
(async () => {
  const { ServerClock } = await import(new URL("clock.js", location.href));
  const { pause } = await import(new URL("source.js", location.href));
  const { language, later, timeOfDay } = await import(new URL("words.js", location.href));
  let [ticks, wall, ahead] = [5000, 1_000_000.5, 37_000];
  const pass = (ms, slept = false) => { wall += ms; if (!slept) ticks += ms; };
  // There and back: the answer is given in between, in whole milliseconds.
  const trips = [[300, 20], [2, 2], [90, 400]];
  const ask = async () => {
    const [there, back] = trips[asked % trips.length];
    asked += 1;
    pass(there);
    const now = Math.floor(wall + ahead);
    pass(back);
    if (dead) throw new Error("dead");
    return now;
  };
  let [asked, dead] = [0, false];
  const clock = new ServerClock(ask, () => ticks, () => wall);
  const wrong = () => Math.round(clock.now() - (wall + ahead));
  const found = {};
  found.before = wrong();
  found.answered = await clock.sync(3);
  found.least_delay_wins = wrong();
  pass(600_000);
  found.an_hour_of_ticks = [clock.mind(), wrong()];
  pass(3_600_000, true);
  found.slept = [clock.mind(), wrong(), clock.mind()];
  dead = true;
  found.unanswered = [await clock.sync(2), wrong()];
  dead = false;
  await clock.sync(3);
  found.slept_and_asked = wrong();
  wall -= 86_400_000; ahead += 86_400_000;
  found.set_back = [clock.mind(), wrong()];
  wall += 5_000; ahead -= 5_000;
  found.set_forward = [clock.mind(), wrong()];
  await clock.sync(3);
  found.set_forward_and_asked = wrong();
  const { flashAt } = await import(new URL("counting.js", location.href));
  found.calm_flash = [400, 700, 2999, 3000].map((at) => flashAt(0, at, true));
  found.pauses = [0, 1, 2, 5, 30].map((attempts) => pause(attempts, 0.5));
  found.jitter = [pause(3, 0), pause(3, 1)];
  found.languages = [["de", "zh-HK"], ["zh_CN"], ["zh-Hant-TW"], ["en-GB", "zh"], ["de"], []]
    .map(language);
  const at = Date.UTC(2026, 10, 24, 23, 4, 5);
  found.times = [timeOfDay(at, "Asia/Taipei", 0, true), timeOfDay(at, "Europe/Berlin", 0),
                 timeOfDay(at, "Mars/Olympus", 3_600_000)];
  found.later = [0, 1, -2].map(later);
  return found;
})()
"""


async def test_the_page_counts_as_the_displays_do(hall):
    instants = [T0 + after for after in INSTANTS]
    comings = [told(replace(RUNNING, coming=tuple(each)))["coming"] for each in COMINGS]
    given = [[told(each) for each in SCENES], instants, LATE, comings]
    async with within(hall.site) as (_feed, at), Chromium() as browser:
        page = await browser.open(at)
        await page.until("document.title === 'Summit'")
        scenes, late, coming = await page.evaluate(COUNTED.replace("GIVEN", json.dumps(given)))
        assert scenes == [[expected(each, now) for now in instants] for each in SCENES]
        assert late == [lateness(each).removesuffix(" min") for each in LATE]
        assert coming == [titles_of_next(each) for each in COMINGS]
        assert await page.evaluate(STREAMS) == STREAMED
        found = await page.evaluate(CLOCKS)
    assert found == {
        "before": -37_000,
        "answered": True,
        "least_delay_wins": 0,
        "an_hour_of_ticks": [False, 0],
        "slept": [True, 0, False],
        "unanswered": [False, 0],
        "slept_and_asked": 0,
        "set_back": [True, 0],
        "set_forward": [True, 5_000],
        "set_forward_and_asked": 0,
        "calm_flash": [True, True, True, False],
        "pauses": [300, 600, 1_200, 6_000, 6_000],
        "jitter": [1_200, 3_600],
        "languages": ["zh-Hant", "zh-Hans", "zh-Hant", "en", "en", "en"],
        "times": ["07:04:05", "00:04", "00:04"],
        "later": ["", " +1", " −2"],
    }


def expected(anchors, now_ms: int) -> list:
    said = shown(anchors, now_ms, BERLIN)
    after = next_change(anchors, now_ms)
    done = said.progress
    return [said.seconds, said.digits, said.tone, done, said.flash, after, said.qualifying]


def titles_of_next(coming) -> list[str]:
    return [
        each.title for each in shown(replace(RUNNING, coming=tuple(coming)), T0, BERLIN).next_up
    ]
