"use strict";

/** An element with attributes and children; texts become text and never markup. */
const el = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat(2).filter(child => child != null));
  return made;
};

/** Sign and word of a verdict or outcome; the sign is left out of what is read aloud. */
const signed = (word, sign, slug) =>
  el("span", { class: `v v-${slug}` }, el("span", { "aria-hidden": "true" }, sign), ` ${word}`);

const many = (number, one, more = `${one}s`) =>
  `${number.toLocaleString("en")} ${number === 1 ? one : more}`;

const sentence = text =>
  text && text[0].toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");

/** A message of the harness; what stands in backticks is set as code. */
const prose = text => text.split("`").map((part, n) => (n % 2 ? el("code", {}, part) : part));

/** Open compressed data of the page: base64, gzip, JSON. */
const unpack = async id => {
  const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), each => each.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
};

/** Put a button beside a command that copies it; where that is not allowed the command is selected. */
const copyable = command => {
  const button = el("button", { type: "button", class: "copy" }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(command.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(command);
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  command.after(button);
  return button;
};
