// The official HTML report of Cucumber Messages: node render.mjs MESSAGES HTML
import fs from "node:fs";
import { CucumberHtmlStream } from "@cucumber/html-formatter";

const [messages, html] = process.argv.slice(2);
const stream = new CucumberHtmlStream();
stream.pipe(fs.createWriteStream(html));
for (const line of fs.readFileSync(messages, "utf8").split("\n")) {
  if (line) stream.write(JSON.parse(line));
}
stream.end();
