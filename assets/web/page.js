// The page of the displays: what to show, from where, and when to draw it again.

import { ServerClock } from "./clock.js";
import { dueAt, nextChange } from "./counting.js";
import { Face, made } from "./face.js";
import { SharedSource } from "./shared.js";
import { pause } from "./source.js";
import { language } from "./words.js";

const VIEWS = ["speaker", "backstage"];
/** Shorter gaps, as when the app is started again, need not frighten anybody. */
const PATIENCE_MS = 2000;
const AGAIN_MS = 60_000;
/** A clock that may be wrong by more is asked for again soon, as after a sleep without network. */
const UNSURE_MS = 1000;
const SOON_MS = 3000;
const ANSWER_MS = 4000;
const MARKS = 900;
const GONE = 404;

const here = new URL(location.href);
const root = new URL("./", here);
const asked = here.searchParams;
const view = here.pathname.split("/").pop();

/** An answer of the app, in time or not at all. */
async function answer(name) {
  const given = await fetch(new URL(name, root), {
    cache: "no-store", signal: AbortSignal.timeout?.(ANSWER_MS),
  });
  if (given.status === GONE) throw Object.assign(new Error(name), { gone: true });
  if (!given.ok) throw new Error(name);
  return given.json();
}

async function begin() {
  const about = await persistently(() => answer("about"));
  const tag = language([asked.get("lang"), ...navigator.languages].filter(Boolean));
  const words = about.words[tag];
  document.documentElement.lang = tag;
  const stages = Object.keys(about.stages);
  const stage = asked.get("stage") || (stages.length === 1 ? stages[0] : "");
  if (VIEWS.includes(view) && stage in about.stages) {
    document.title = `${about.stages[stage]} · ${about.event}`;
    new Viewer(words, stage).run();
  } else choose(about, words, tag, asked.get("stage") ?? "");
}

/** Do it until it works. */
async function persistently(act) {
  for (let attempts = 0; ; attempts += 1) {
    try {
      return await act();
    } catch {
      await new Promise((go) => setTimeout(go, pause(attempts, Math.random())));
    }
  }
}

/** Ask what this screen should show. */
function choose(about, words, tag, unknown) {
  document.title = about.event;
  const link = (to, query, text) => {
    const found = made("a", text);
    const target = new URL(to, root);
    target.search = new URLSearchParams(query);
    found.href = target.href;
    return found;
  };
  const lang = asked.get("lang") ? { lang: asked.get("lang") } : {};
  const parts = [made("h1", about.event), made("p", words.choose)];
  if (unknown && !(unknown in about.stages)) parts.push(made("p", words.no_stage));
  for (const [stage, name] of Object.entries(about.stages)) {
    parts.push(made("h2", name));
    parts.push(...VIEWS.map((each) => link(each, { stage, ...lang }, words[each])));
  }
  const languages = made("p", "", "languages");
  languages.setAttribute("aria-label", words.language);
  for (const [each, said] of Object.entries(about.words)) {
    const found = link("", { lang: each }, said.name);
    found.lang = each;
    if (each === tag) found.setAttribute("aria-current", "true");
    languages.append(found);
  }
  const choice = document.getElementById("choice");
  choice.replaceChildren(...parts, languages);
  choice.hidden = false;
}

class Viewer {
  constructor(words, stage) {
    this.words = words;
    this.face = new Face(words, view);
    this.clock = new ServerClock(async () => (await this.askTime()).now_ms);
    this.anchors = null;
    this.wanted = [];
    this.asked = false;
    this.lostAt = null;
    this.gone = false;
    this.marks = 0;
    this.seconds = null;
    this.source = new SharedSource(root, stage, {
      told: (anchors) => this.told(anchors),
      heard: () => (this.heardAt = this.clock.now()),
      lost: () => this.lose(),
      back: () => this.back(),
    });
  }

  run() {
    this.wait();
    const wake = () => {
      if (document.visibilityState !== "visible") return;
      stayAwake();
      this.tick();
      this.source.wake();
      this.sync(4);
    };
    for (const name of ["pageshow", "online", "focus"]) addEventListener(name, wake);
    document.addEventListener("visibilitychange", wake);
    setInterval(() => this.sync(4), AGAIN_MS);
    setInterval(() => this.clock.error() > UNSURE_MS && this.sync(2), SOON_MS);
    this.sync(1);
    this.sync(8);
    stayAwake();
  }

  told(anchors) {
    this.anchors = anchors;
    this.gone = false;
    this.tick();
  }

  lose() {
    this.lostAt ??= this.heardAt ?? null;
    this.sync(1);
    this.tick();
  }

  back() {
    this.lostAt = null;
    this.sync(5);
    this.tick();
  }

  /** Ask for the time so often; whoever asks meanwhile is served after that. */
  async sync(rounds) {
    this.wanted.push(rounds);
    if (this.syncing) return;
    this.syncing = true;
    while (this.wanted.length) {
      const next = this.wanted.shift();
      this.wanted = this.wanted.filter((each) => each > next);
      await this.clock.sync(next);
      this.asked = true;
      this.tick();
    }
    this.syncing = false;
  }

  async askTime() {
    try {
      const given = await answer("time");
      this.gone = false;
      return given;
    } catch (error) {
      this.gone = Boolean(error.gone);
      throw error;
    }
  }

  /** Draw this instant, and come again when something else is to be seen. */
  tick() {
    if (this.clock.mind()) this.sync(5);
    this.wait();
    // Nothing is shown by a clock that was never compared.
    if (!this.anchors || !this.asked) return;
    const now = this.clock.now();
    const seconds = this.face.show(this.anchors, now, this.cutOff(now));
    if (seconds !== this.seconds) this.mark(seconds);
    clearTimeout(this.next);
    const inMs = nextChange(this.anchors, now) - this.clock.now();
    this.next = setTimeout(() => this.tick(), Math.min(1000, Math.max(1, inMs)));
  }

  /** Since when nothing was heard: by this page of the app, or by the app of the timekeeper. */
  cutOff(now) {
    const lost = this.lostAt !== null && now - this.lostAt > PATIENCE_MS ? this.lostAt : null;
    const told = this.anchors.cut_off_ms;
    return lost === null ? told : told === null ? lost : Math.min(lost, told);
  }

  /** What stands there in place of a display, or below it. */
  wait() {
    const found = document.getElementById("waiting");
    const said = this.gone ? this.words.gone : this.anchors ? "" : this.words.not_yet;
    if (found.textContent !== said) found.textContent = said;
    found.hidden = !said;
  }

  /** Leave a mark of when a second was drawn, for whoever measures this page. */
  mark(seconds) {
    this.seconds = seconds;
    if (seconds === null) return;
    const due = dueAt(this.anchors.count, seconds);
    requestAnimationFrame(() => {
      const detail = { seconds, due_ms: due, drawn_ms: this.clock.now() };
      performance.mark("second", { detail });
      this.marks += 1;
      if (this.marks % MARKS === 0) performance.clearMarks("second");
    });
  }
}

/** Keep the screen on, where the browser lets a page ask for that. */
async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // Not without a power supply, or not now: the next look asks again.
  }
}

begin();
