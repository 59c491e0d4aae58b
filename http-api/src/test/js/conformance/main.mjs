// The conformance suite: node conformance/main.mjs <client> <base URL> [words of the cases to run]; alone, lists clients.
// Prints one JSON line for each case, {"area", "claim", "millis", "failure"}, or {"area", "claim", "cannot"} where the
// client has no way to express it. Cases are independent of each other, and several run at once.
import { readdirSync } from "node:fs";
import { CANNOT, CLIENTS } from "./clients.mjs";
import { kit } from "./kit.mjs";

const AT_ONCE = 8;
const [name, url, words = ""] = process.argv.slice(2);
if (!name) {
  console.log(Object.keys(CLIENTS).join("\n"));
  process.exit(0);
}
const { folder, of } = CLIENTS[name];
const here = new URL(`./${folder}/`, import.meta.url);

const cases = [];
for (const file of readdirSync(here).sort()) {
  const { area, cases: found } = await import(new URL(file, here));
  for (const [claim, prove] of Object.entries(found)) {
    if (`${area}: ${claim}`.includes(words)) cases.push({ area, claim, prove });
  }
}

const lacks = (client, need) => {
  const [part, method] = need.split(/[. ]/);
  return need.includes(" ") || typeof client?.[part]?.[method] !== "function";
};

async function tell({ area, claim, prove }) {
  const begun = performance.now();
  const tools = await of(url);
  const cannot = CANNOT[name][prove.needs];
  let failure = null;
  if (cannot) {
    if (lacks(tools.client, prove.needs)) return console.log(JSON.stringify({ area, claim, cannot }));
    failure = `the table of clients says "${cannot}", but it has`;
  } else {
    failure = await prove({ url, name, ...kit(tools.client), ...tools }).then(
      () => null,
      (error) => String(error?.stack ?? error) + (error?.cause ? `\ncaused by ${error.cause}` : ""),
    );
  }
  console.log(JSON.stringify({ area, claim, millis: Math.round(performance.now() - begun), failure }));
}

const worker = async () => {
  for (let next = cases.shift(); next; next = cases.shift()) await tell(next);
};
await Promise.all(Array.from({ length: AT_ONCE }, worker));
process.exit(0);
