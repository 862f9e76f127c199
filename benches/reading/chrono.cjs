// Reads the mails of mails.txt with chrono-node's Dutch and prints how many it reads a second.
const fs = require("fs");
const chrono = require("chrono-node");
const mails = fs
  .readFileSync(process.argv[2], "utf8")
  .split("\n=== ")
  .map((part) => {
    const [at, ...text] = part.replace(/^=== /, "").split("\n");
    return { at: new Date(at), text: text.join("\n").trim() };
  });
const read = (count) => {
  let found = 0;
  for (let i = 0; i < count; i++) {
    const mail = mails[i % mails.length];
    found += chrono.nl.parse(mail.text, mail.at).length;
  }
  return found;
};
read(400); // let the engine warm up
const start = process.hrtime.bigint();
const count = 4000;
read(count);
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
console.log(Math.round(count / seconds));
