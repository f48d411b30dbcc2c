/** What people received in a scenario, read from the page's own compressed data when it is opened. */
const chunks = new Map();

const received = async scenario => {
  if (scenario.chunk < 0) return null;
  const id = `p${scenario.chunk}`;
  if (!chunks.has(id)) chunks.set(id, unpack(id));
  const { texts, scenarios } = await chunks.get(id);
  return (scenarios[scenario.place] || []).map(([world, reader, surface, request, status, headers, digest, body]) =>
    ({ world, reader: texts[reader], surface: texts[surface], request: texts[request], status,
      headers: texts[headers], digest, body: texts[body] }));
};

/** A list of payloads, each opened by itself; those that a finding speaks of come first and side by side. */
const payloads = (scenario, all) => {
  const box = el("div", { class: "received" });
  const told = scenario.findings;
  for (const finding of told) {
    const [here, there] = pair(all, finding);
    if (here && there) box.append(compared(here, there, finding));
  }
  const groups = new Map();
  for (const each of all) {
    const name = `${each.reader} · ${each.surface}`;
    groups.set(name, [...(groups.get(name) || []), each]);
  }
  const whole = el("details", { class: "all" }, el("summary", {},
    el("span", { class: "title" }, `What was received: ${many(all.length, "different payload")}`)));
  whole.addEventListener("toggle", () => {
    if (whole.childElementCount > 1) return;
    for (const [name, each] of groups) {
      whole.append(el("p", { class: "where" }, name), el("ul", {}, each.map(one => el("li", {}, opened(one, told)))));
    }
  });
  box.append(whole);
  return box;
};

/** One payload: what was asked, and below it, when opened, headers and body. */
const opened = (one, told) => {
  const row = el("details", {}, el("summary", {}, el("span", { class: "title" },
    el("code", {}, one.request || "sent by the platform"), ` ${one.status} · ${one.digest || "empty"}${one.world ? ` · playback ${one.world}` : ""}`)));
  row.addEventListener("toggle", () => {
    if (row.childElementCount > 1) return;
    const pointers = told.filter(finding => about(one, finding)).map(finding => finding[2]);
    row.append(body(one, pointers));
  });
  return row;
};

const about = (one, [, surface, , reader, request]) =>
  one.surface === surface && (!reader || one.reader === reader) && (!request || one.request === request);

/** The payload of this world and that of a twin in which what a finding points at differs. */
const pair = (all, finding) => {
  const own = all.filter(each => about(each, finding));
  const at = each => part(each, finding[2]);
  for (const [n, here] of own.entries())
    for (const there of own.slice(n + 1))
      if (here.world !== there.world && at(here) !== at(there)) return [here, there];
  return [];
};

/** What stands at a pointer, as text: a status, a header, or a part of the body. */
const part = (one, pointer) => {
  if (pointer === "status") return String(one.status);
  if (pointer.startsWith("header ")) {
    const name = `${pointer.slice(7)}: `;
    return one.headers.split("\n").find(line => line.startsWith(name));
  }
  try {
    let value = JSON.parse(one.body);
    for (const step of steps(pointer)) value = value == null ? undefined : value[step];
    return JSON.stringify(value);
  } catch {
    return one.body;
  }
};

const steps = pointer => pointer.split("/").slice(1).map(step => step.replaceAll("~1", "/").replaceAll("~0", "~"));

const compared = (here, there, finding) => el("div", { class: "sides" },
  [["In this world", here], [`In its twin${finding[6] ? ` (${finding[6]})` : ""}`, there]].map(([name, one]) =>
    el("figure", {}, el("figcaption", {}, `${name}: ${one.request} ${one.status}`), body(one, [finding[2]]))));

/** Headers and body of a payload with what pointers lead to highlighted; scrolls when it is long. */
const body = (one, pointers) => {
  const text = el("pre", { tabindex: "0", role: "group", "aria-label": `Payload ${one.digest}` });
  for (const line of one.headers ? one.headers.split("\n") : []) {
    const hit = pointers.includes(`header ${line.split(":")[0]}`);
    text.append(hit ? el("mark", {}, line) : line, "\n");
  }
  if (one.headers) text.append("\n");
  try {
    text.append(...json(JSON.parse(one.body), pointers.filter(each => each.startsWith("/")).map(steps), ""));
  } catch {
    text.append(one.body || "(empty)");
  }
  return text;
};

/** JSON with indentation as nodes; what stands at one of the paths is highlighted with all it holds. */
const json = (value, paths, indent) => {
  if (paths.some(path => !path.length)) return [el("mark", {}, JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`))];
  if (value === null || typeof value !== "object" || !paths.length)
    return [JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`)];
  const list = Array.isArray(value);
  const deeper = `${indent}  `;
  const out = [list ? "[" : "{"];
  Object.entries(value).forEach(([key, below], n) => {
    const left = paths.filter(path => path[0] === key).map(path => path.slice(1));
    out.push(`${n ? "," : ""}\n${deeper}`, list ? "" : `${JSON.stringify(key)}: `, ...json(below, left, deeper));
  });
  return [...out, `\n${indent}${list ? "]" : "}"}`];
};
