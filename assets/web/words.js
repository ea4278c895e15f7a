// The texts of the page, and times of day in the event's zone.

/** The best language there is for what is wished for, the first wish first. */
export function language(wishes) {
  for (const wish of wishes) {
    const [first, ...more] = String(wish).toLowerCase().split(/[-_]/);
    if (first === "zh") {
      const traditional = more.some((part) => ["tw", "hk", "mo", "hant"].includes(part));
      return traditional ? "zh-Hant" : "zh-Hans";
    }
    if (first === "en") return "en";
  }
  return "en";
}

/** A text with its places filled in. */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

const formats = new Map();

/** The time of day, `14:05` or `14:05:09`; `offset` serves where the zone is not known here. */
export function timeOfDay(at, zone, offset, withSeconds = false) {
  if (!formats.has(zone)) formats.set(zone, format(zone));
  const known = formats.get(zone);
  const said = known ? known.format(at) : format("UTC").format(at + offset);
  return withSeconds ? said : said.slice(0, 5);
}

/** How many days after the rundown's an hour is, as it follows it: ` +1`; empty for none. */
export function later(days) {
  return days ? ` ${days < 0 ? "−" : "+"}${Math.abs(days)}` : "";
}

function format(zone) {
  const two = "2-digit";
  const options = { hour: two, minute: two, second: two, hourCycle: "h23", timeZone: zone };
  try {
    return new Intl.DateTimeFormat("en-GB", options);
  } catch {
    return null;
  }
}
