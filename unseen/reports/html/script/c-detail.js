/** What is shown of a scenario when it is opened. */
const detail = (data, scenario) => {
  const [, , file, command] = data.rules[scenario.rule];
  const what = el("div", { class: "what" });
  if (scenario.reason) what.append(el("p", { class: "note" }, prose(sentence(scenario.reason))));
  if (scenario.steps.length) {
    what.append(el("ol", { class: "steps" }, scenario.steps.map(([keyword, text, outcome]) => {
      const [sign, slug] = data.outcomes[outcome] || ["·", "done"];
      return el("li", {}, el("span", { class: "k" }, keyword), ` ${text}`,
        outcome === "done" ? null : [" ", signed(outcome, sign, slug)]);
    })));
  }
  for (const finding of scenario.findings) what.append(found(finding));
  const place = what.appendChild(el("div"));
  const tags = [...scenario.has.clause.map(id => el("a", { href: `#${id}` }, id)), ...scenario.has.tag];
  what.append(el("p", { class: "where" }, `${file}:${scenario.line} · `,
    tags.flatMap((tag, n) => (n ? [", ", tag] : [tag])),
    ` · ${many(scenario.worlds, "world")}, ${many(scenario.observations, "observation")} · ${scenario.seconds.toFixed(2)} s`));
  const code = el("code", { class: "command" }, command);
  what.append(el("div", { class: "again" }, code));
  copyable(code);
  if (scenario.chunk >= 0) {
    received(scenario).then(all => { if (all.length) place.replaceWith(payloads(scenario, all)); });
  } else if (data.evidence) {
    what.append(el("p", { class: "note" }, data.evidence));
  }
  return what;
};

/** A finding in short: its sentence, where, and both sides with what differs highlighted. */
const found = ([message, surface, pointer, reader, request, oracle, relation, here, there, number]) => {
  const both = oracle === "twins" || there;
  const [left, right] = sides(here, there);
  const side = (name, parts) => el("figure", {}, el("figcaption", {}, name),
    el("pre", {}, parts.length ? parts : el("span", { class: "nothing" }, "nothing")));
  const shown = document.getElementById(`f${number + 1}`);
  return el("div", { class: "found" },
    el("p", {}, el("b", {}, prose(sentence(message))), " ",
      shown && el("a", { href: `#f${number + 1}` }, `Finding ${number + 1}`)),
    el("p", { class: "where" }, `${reader ? `${reader}: ` : ""}${surface}, at `,
      el("code", {}, el("mark", {}, pointer || "the whole reply")),
      request ? [" · ", el("code", {}, request)] : null),
    here || there ? el("div", { class: both ? "sides" : "sides one" },
      side(both ? "In this world" : "What was received", left),
      both ? side(`In its twin${relation ? ` (${relation})` : ""}`, right) : null) : null);
};

/** Two texts with what differs highlighted, in whole words: what both begin and end with is common. */
const sides = (here, there) => {
  if (!here || !there) return [here ? [el("mark", {}, here)] : [], there ? [el("mark", {}, there)] : []];
  const least = Math.min(here.length, there.length);
  const word = letter => /\w/.test(letter || "");
  let start = 0;
  while (start < least && here[start] === there[start]) start += 1;
  while (start && word(here[start - 1])) start -= 1;
  let end = 0;
  while (end < least - start && here.at(-1 - end) === there.at(-1 - end)) end += 1;
  while (end && word(here.at(-end))) end -= 1;
  return [here, there].map(text => [text.slice(0, start),
    el("mark", {}, text.slice(start, text.length - end)), text.slice(text.length - end)].filter(part => part));
};
