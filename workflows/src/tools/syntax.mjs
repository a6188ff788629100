// Has GitHub's own language service judge workflows: node syntax.mjs FILE...
// Runs where that is installed, see ./long-checks.
import { readFileSync } from "node:fs";
import { register } from "node:module";

// it imports JSON as Node 20 does not any more
register(
  "data:text/javascript," +
    encodeURIComponent(`
      import { readFile } from "node:fs/promises";
      export const load = async (url, context, next) =>
        url.endsWith(".json")
          ? { format: "module", shortCircuit: true, source: "export default " + (await readFile(new URL(url), "utf8")) }
          : next(url, context);
    `),
);
const { validate } = await import("@actions/languageservice");
const { TextDocument } = await import("vscode-languageserver-textdocument");

for (const file of process.argv.slice(2)) {
  for (const problem of await validate(TextDocument.create(`file://${file}`, "yaml", 1, readFileSync(file, "utf8")))) {
    console.log(`${file}:${problem.range.start.line + 1}: ${problem.message}`);
    process.exitCode = 1;
  }
}
