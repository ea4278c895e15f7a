// What a display says at an instant, by the same rules as the app's own displays count
// (`onsite/stage/display/shown.py`). Nothing here knows a clock or the page: values in, values out.
// All instants are milliseconds UTC since 1970, all lengths milliseconds.

export const FLASH_MS = 3000;
export const FLASH_EVERY_MS = 500;
const SECOND_MS = 1000;
const MINUS = "−";
const NOBODYS = ["break", "changeover", "milestone"];

/** What is left, less than 0 in overtime; or what has elapsed, where it counts up. */
export function valueAt(count, now) {
  if (count.held_ms !== null) return count.held_ms;
  return count.up ? now - count.zero_ms : count.zero_ms - now;
}

/** The seconds that a timer says, each for exactly a second. */
export function secondsAt(count, now) {
  const value = valueAt(count, now) / SECOND_MS;
  return (count.up ? Math.floor(value) : Math.ceil(value)) || 0;
}

/** The instant at which it began to say those seconds; null while it is held. */
export function dueAt(count, seconds) {
  if (count.held_ms !== null) return null;
  return count.zero_ms + (count.up ? seconds : -seconds) * SECOND_MS;
}

/** Its phase: the last one that has begun. */
export function phaseAt(count, now) {
  if (count.held_ms !== null) return count.held_phase;
  return count.changes.reduce((found, [phase, at]) => (at <= now ? phase : found), "normal");
}

/** What has elapsed, without pauses. */
function elapsedAt(count, now) {
  const value = valueAt(count, now);
  return count.up ? value : count.length_ms - value;
}

/** How much of its time is over, from 0 to 1; null where it has no end. */
export function progressAt(count, now) {
  if (!count.length_ms) return null;
  return Math.max(0, Math.min(1, elapsedAt(count, now) / count.length_ms));
}

/** How a contest's speech would stand if it ended now; empty for all others. */
export function qualifyingAt(count, now) {
  if (!count.qualify) return "";
  const [least, most] = count.qualify;
  const elapsed = elapsedAt(count, now);
  return elapsed < least ? "short" : elapsed <= most ? "qualified" : "long";
}

/** What comes next; where that is nobody's, as a break, what comes then, too. */
export function nextUp(coming) {
  const [first, ...rest] = coming;
  if (!first) return [];
  const then = NOBODYS.includes(first.kind) && rest.find((each) => !NOBODYS.includes(each.kind));
  return then ? [first, then] : [first];
}

/** Whether a display is bright at this instant; with less motion it stays so all the while. */
export function flashAt(flashed, now, calm = false) {
  const since = now - flashed;
  return since >= 0 && since < FLASH_MS && (calm || Math.floor(since / FLASH_EVERY_MS) % 2 === 0);
}

/** Seconds as `09:59`, with hours only when needed; with a minus below 0. */
export function digits(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const all = Math.abs(seconds);
  const hours = Math.floor(all / 3600);
  const told = `${two(Math.floor(all / 60) % 60)}:${two(all % 60)}`;
  return (seconds < 0 ? MINUS : "") + (hours ? `${hours}:${told}` : told);
}

/** How late something is in whole minutes, as `+3`; empty where it is in time. */
export function minutesLate(behind) {
  // As Python rounds: halves to the even neighbour.
  const exact = behind / 60_000;
  const half = Math.abs(exact % 1) === 0.5;
  const minutes = half ? 2 * Math.round(exact / 2) : Math.round(exact);
  return minutes ? (minutes < 0 ? MINUS : "+") + Math.abs(minutes) : "";
}

/** What colour, word and pattern say together. */
export function toneAt(anchors, now) {
  const running = anchors.state === "running" && anchors.count;
  return running ? phaseAt(anchors.count, now) : anchors.state;
}

/** The next instant at which a display shows something else; later than now. */
export function nextChange(anchors, now) {
  const found = [now + SECOND_MS - (now % SECOND_MS)];
  const { count, flashed_ms: flashed } = anchors;
  if (count && count.held_ms === null) {
    const into = (((now - count.zero_ms) % SECOND_MS) + SECOND_MS) % SECOND_MS;
    found.push(now + SECOND_MS - into);
    found.push(...count.changes.map(([, at]) => at).filter((at) => at > now));
  }
  const since = now - flashed;
  if (since >= 0 && since < FLASH_MS) {
    found.push(now + FLASH_EVERY_MS - (since % FLASH_EVERY_MS));
  }
  return Math.min(...found);
}
