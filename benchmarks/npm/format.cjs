// Messages in, the official report out: what the formatter's own command line does.
const fs = require("fs");
const readline = require("readline");
const { CucumberHtmlStream } = require("@cucumber/html-formatter");
const [, , from, to] = process.argv;
const page = new CucumberHtmlStream();
page.pipe(fs.createWriteStream(to));
readline
  .createInterface({ input: fs.createReadStream(from) })
  .on("line", (line) => page.write(JSON.parse(line)))
  .on("close", () => page.end());
