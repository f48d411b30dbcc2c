/** The list of scenarios: searched, filtered, and drawn so many at a time. */
const PAGE = 60;
const PAPER = 2000;
const FILTERS = [
  ["verdict", "Verdict", "any verdict"],
  ["clause", "Clause", "any clause"],
  ["tag", "Regulation or tag", "any"],
  ["surface", "Surface", "any surface"],
  ["audience", "Audience", "anybody"],
  ["oracle", "Found by", "anything"],
];

class List {
  constructor(data) {
    this.data = data;
    const texts = data.texts;
    this.all = data.scenarios.map((row, place) => {
      const [[title, example], rule, line, verdict, reason, seconds, clauses, tags, surfaces, audiences, oracles,
        findings, steps, worlds, observations, chunk] = row;
      const scenario = { place, title, example, rule, line, verdict, reason: texts[reason], seconds, worlds,
        observations, chunk };
      scenario.findings = findings.map(([number, ...said]) => [...said.map(text => texts[text]), number]);
      scenario.steps = steps.map(step => step.map(number => texts[number]));
      scenario.has = {
        verdict: [data.verdicts[verdict][0]],
        clause: clauses.map(number => data.clauses[number]),
        tag: tags.map(number => data.tags[number][0]),
        surface: surfaces.map(number => data.surfaces[number]),
        audience: audiences.map(number => data.audiences[number]),
        oracle: oracles.map(number => data.oracles[number]),
      };
      return scenario;
    });
    this.form = document.querySelector("form.filters");
    this.place = document.getElementById("list");
    this.status = document.querySelector("p.shown");
    this.next = document.getElementById("next");
    this.texts = new Map();
  }

  /** Everything that a search looks through; made when it is first asked for. */
  text(scenario) {
    let text = this.texts.get(scenario);
    if (text === undefined) {
      const [feature, rule, file] = this.data.rules[scenario.rule];
      text = [scenario.title, scenario.example, feature, rule, `${file}:${scenario.line}`, scenario.reason,
        ...Object.values(scenario.has).flat(), ...scenario.steps.map(step => `${step[0]} ${step[1]}`),
        ...scenario.findings.map(finding => finding[0])].join("\n").toLowerCase();
      this.texts.set(scenario, text);
    }
    return text;
  }

  build() {
    const search = el("input", { type: "search", id: "q", autocomplete: "off", spellcheck: "false" });
    this.form.append(el("div", { class: "q" }, el("label", { for: "q" }, "Search"), search));
    this.controls = { q: search };
    for (const [name, label, any] of FILTERS) {
      const counts = new Map();
      for (const scenario of this.all)
        for (const value of scenario.has[name]) counts.set(value, (counts.get(value) || 0) + 1);
      if (!counts.size) continue;
      const known = { verdict: this.data.verdicts.map(each => each[0]), clause: this.data.clauses }[name];
      const values = known ? known.filter(value => counts.has(value)) : [...counts.keys()].sort();
      const select = el("select", { id: `by-${name}` }, el("option", { value: "" }, any),
        values.map(value => el("option", { value }, `${this.spelled(name, value)} (${counts.get(value)})`)));
      this.controls[name] = select;
      this.form.append(el("div", {}, el("label", { for: select.id }, label), select));
    }
    const clear = el("button", { type: "button" }, "Clear");
    this.form.append(el("div", { class: "clear" }, clear));
    let wait = 0;
    search.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(() => this.find(), 120); });
    this.form.addEventListener("change", () => this.find());
    clear.addEventListener("click", () => this.only("", ""));
    this.form.addEventListener("submit", event => { event.preventDefault(); this.find(); });
    this.next.addEventListener("click", () => this.more());
  }

  spelled(name, value) {
    if (name !== "verdict") return value;
    return `${this.data.verdicts.find(each => each[0] === value)[1]} ${value}`;
  }

  /** Show what matches every word of the search and every filter. */
  find() {
    const words = this.controls.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const asked = FILTERS.map(([name]) => [name, this.controls[name] ? this.controls[name].value : ""])
      .filter(([, value]) => value);
    this.found = this.all.filter(scenario =>
      asked.every(([name, value]) => scenario.has[name].includes(value))
      && words.every(word => this.text(scenario).includes(word)));
    this.place.replaceChildren();
    this.drawn = 0;
    this.head = null;
    this.more();
    const broken = this.found.filter(scenario => scenario.has.verdict[0] === "broken").length;
    this.status.textContent = this.found.length
      ? `${many(this.found.length, "scenario")} of ${this.all.length.toLocaleString("en")}`
        + (broken ? `, ✗ ${broken.toLocaleString("en")} broken` : "") + "."
      : "No scenario matches. Clear a filter, or search for fewer words.";
  }

  /** Draw so many more; the focus goes to the first of them when a button asked for it. */
  more(number = PAGE) {
    const made = document.createDocumentFragment();
    let first = null;
    for (const scenario of this.found.slice(this.drawn, this.drawn + number)) {
      const [feature, rule, file] = this.data.rules[scenario.rule];
      if (!this.head || this.head[0] !== file || this.head[1] !== feature) {
        made.append(el("h3", {}, feature || file), el("p", { class: "where" }, file));
        this.head = [file, feature, ""];
      }
      if (this.head[2] !== rule) {
        if (rule) made.append(el("h4", {}, rule));
        this.head[2] = rule;
      }
      const row = this.row(scenario);
      first = first || row;
      made.append(row);
    }
    const asked = this.drawn && document.activeElement === this.next;
    this.place.append(made);
    this.drawn = Math.min(this.drawn + number, this.found.length);
    const left = this.found.length - this.drawn;
    this.next.parentElement.hidden = !left;
    this.next.textContent = `Show ${Math.min(PAGE, left).toLocaleString("en")} more of ${left.toLocaleString("en")}`;
    if (asked && first) first.firstElementChild.focus();
  }

  row(scenario) {
    const [word, sign, slug] = this.data.verdicts[scenario.verdict];
    const row = el("details", { id: `s${scenario.place + 1}` },
      el("summary", {}, signed(word, sign, slug), " ", el("span", { class: "title" }, scenario.title,
        scenario.example ? el("small", {}, ` ${scenario.example}`) : null)));
    row.addEventListener("toggle", () => {
      if (row.open && row.childElementCount === 1) row.append(detail(this.data, scenario));
    });
    return row;
  }

  /** Set one filter and clear the others. */
  only(name, value) {
    for (const control of Object.values(this.controls)) control.value = "";
    if (this.controls[name]) this.controls[name].value = value;
    this.find();
  }

  /** Bring one scenario onto the page, open it and go there. */
  go(place) {
    if (!this.all[place]) return;
    if (!this.found.includes(this.all[place])) this.only("", "");
    const missing = this.found.indexOf(this.all[place]) + 1 - this.drawn;
    if (missing > 0) this.more(Math.ceil(missing / PAGE) * PAGE);
    const row = document.getElementById(`s${place + 1}`);
    row.open = true;
    row.scrollIntoView();
    row.firstElementChild.focus({ preventScroll: true });
  }
}
