// The page as it is seen: one view of one stage, drawn from what is known at an instant.

import * as counting from "./counting.js";
import { filled, later, timeOfDay } from "./words.js";

const part = (name) => document.getElementById(name);
const LEAST_PX = 12;
const MEASURED_PX = 100;

export class Face {
  /**
   * @param words the texts in the language of the viewer
   * @param view `speaker` or `backstage`
   */
  constructor(words, view) {
    this.words = words;
    this.view = view;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.sizes = new Map();
    this.listed = "";
    this.said = "";
    part("progress").setAttribute("aria-label", words.progress);
    part("face").hidden = false;
    new ResizeObserver(() => this.fit()).observe(part("digits"));
    new ResizeObserver(() => this.fitMessage()).observe(part("message"));
  }

  /** Draw an instant; `cutOff` is since when nothing was heard, or null. Answers its seconds. */
  show(anchors, now, cutOff) {
    this.anchors = anchors;
    const { count, message } = anchors;
    const seconds = count ? counting.secondsAt(count, now) : null;
    const tone = counting.toneAt(anchors, now);
    const clock = timeOfDay(now, anchors.zone, anchors.utc_offset_ms, true);
    this.paint(tone, now, message || this.teaching(tone));
    write("head", anchors.now ? who(anchors.now) : anchors.stage);
    const short = clock.slice(0, 5);
    write("clock", this.view === "backstage" ? clock : count ? short : "");
    write("word", this.word(tone, count ? counting.qualifyingAt(count, now) : ""));
    this.write(count ? counting.digits(seconds) : short);
    this.progress(count ? counting.progressAt(count, now) : null);
    this.message(message ? message.text : this.teaching(tone));
    write("seen", message?.seen_ms ? this.at("seen", message.seen_ms) : "", true);
    write("cut-off", cutOff === null ? "" : this.at("cut_off", cutOff), true);
    write("next", this.view === "speaker" ? this.next() : "", true);
    if (this.view === "backstage") this.list();
    return seconds;
  }

  paint(tone, now, talks) {
    const { blackout, flashed_ms: flashed, message } = this.anchors;
    const names = [this.view, tone];
    if (talks) names.push("talks");
    if (talks && !message) names.push("teaching");
    if (counting.flashAt(flashed, now, this.calm.matches)) names.push("flash");
    if (blackout) names.push("blackout");
    const wanted = names.join(" ");
    if (document.body.className !== wanted) document.body.className = wanted;
  }

  teaching(tone) {
    if (tone === "none") return this.words.none;
    const nothing = !this.anchors.now && !this.anchors.coming.length;
    return nothing && this.view === "speaker" ? this.words.over : "";
  }

  /** The word of the tone, with how a contest's speech stands. */
  word(tone, stands) {
    return [`tone_${tone}`, `stands_${stands}`].map((key) => this.words[key])
      .filter(Boolean).join(" – ");
  }

  next() {
    const [slot, then] = counting.nextUp(this.anchors.coming);
    if (!slot) return this.anchors.now ? this.words.nothing_after : "";
    const what = [who(slot)];
    if (then) what.push(`${this.hour(then.expected_ms, then.expected_days)}  ${who(then)}`);
    const said = { what: what.join("  ·  ") };
    return this.at("next", slot.expected_ms, said, slot.expected_days);
  }

  at(name, instant, more = {}, days = 0) {
    return filled(this.words[name], { at: this.hour(instant, days), ...more });
  }

  hour(instant, days = 0) {
    return timeOfDay(instant, this.anchors.zone, this.anchors.utc_offset_ms) + later(days);
  }

  late(behind) {
    const minutes = counting.minutesLate(behind);
    return minutes && filled(this.words.minutes, { minutes });
  }

  write(text) {
    const span = part("digits").firstElementChild;
    if (span.textContent === text) return;
    const shape = span.textContent.replace(/\d/g, "0");
    span.textContent = text;
    if (shape !== text.replace(/\d/g, "0")) this.fit();
  }

  /** Make the digits as large as there is room. */
  fit() {
    const box = part("digits");
    const span = box.firstElementChild;
    const shape = span.textContent.replace(/\d/g, "0");
    if (!shape) return;
    if (!this.sizes.has(shape)) {
      span.style.fontSize = `${MEASURED_PX}px`;
      this.sizes.set(shape, [span.offsetWidth, span.offsetHeight]);
    }
    const [width, height] = this.sizes.get(shape);
    const scale = Math.min(box.clientWidth / width, box.clientHeight / height);
    span.style.fontSize = `${Math.max(LEAST_PX, Math.floor(MEASURED_PX * scale))}px`;
  }

  progress(done) {
    const bar = part("progress");
    bar.hidden = done === null;
    if (done === null) return;
    bar.firstElementChild.style.transform = `scaleX(${done.toFixed(4)})`;
    bar.setAttribute("aria-valuenow", String(Math.floor(100 * done)));
  }

  message(text) {
    const box = part("message");
    if (this.said === text) return;
    this.said = text;
    box.hidden = !text;
    box.firstElementChild.textContent = text;
    this.fitMessage();
  }

  /** The largest letters with which the whole message is to be read. */
  fitMessage() {
    const box = part("message");
    const text = box.firstElementChild;
    if (box.hidden) return;
    let [least, most] = [LEAST_PX, Math.max(LEAST_PX, box.clientHeight)];
    while (most - least > 1) {
      const middle = (least + most) / 2;
      text.style.fontSize = `${middle}px`;
      const fits =
        text.scrollHeight <= box.clientHeight && text.scrollWidth <= box.clientWidth;
      if (fits) least = middle;
      else most = middle;
    }
    text.style.fontSize = `${Math.floor(least)}px`;
  }

  /** What comes, each with when it is expected, how late that is, and what it is. */
  list() {
    const { coming, behind_ms: behind } = this.anchors;
    const rows = coming.map((slot) => [
      this.hour(slot.expected_ms, slot.expected_days),
      this.late(slot.expected_ms - slot.planned_ms),
      who(slot),
      this.at("planned", slot.planned_ms, {}, slot.planned_days),
    ]);
    const late = this.late(behind);
    const title = !coming.length
      ? this.words.nothing_after
      : late ? filled(this.words.coming_late, { late }) : this.words.coming;
    const wanted = JSON.stringify([title, rows]);
    if (wanted === this.listed) return;
    this.listed = wanted;
    const listing = part("listing");
    listing.hidden = false;
    listing.querySelector("h2").textContent = title;
    listing.classList.toggle("late", rows.some(([, by]) => by));
    listing.querySelector("ol").replaceChildren(...rows.map(line));
  }
}

function line([at, late, what, planned]) {
  const found = made("li");
  const lateness = made("b", late);
  lateness.title = planned;
  found.append(made("time", at), lateness, made("span", what, "what"));
  return found;
}

/** An item with its speakers. */
function who(slot) {
  return slot.speakers.length ? `${slot.title} – ${slot.speakers.join(", ")}` : slot.title;
}

export function made(name, text = "", kind = "") {
  const found = document.createElement(name);
  found.textContent = text;
  if (kind) found.className = kind;
  return found;
}

function write(name, text, hide = false) {
  const found = part(name);
  if (found.textContent !== text) found.textContent = text;
  if (hide) found.hidden = !text;
}
