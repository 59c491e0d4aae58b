// Reads cases as JSON lines from stdin, runs each in LangGraph, and writes what it did as one JSON line a case.
import { setMaxListeners } from "node:events";
import { createInterface } from "node:readline";
import { play } from "./session.mjs";

const PATIENCE = 30000;

// A task each listens to a run's signal; node takes more than ten listeners for a leak and warns.
setMaxListeners(0);

const inTime = (work) => {
  let timer;
  const late = new Promise((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(`took longer than ${PATIENCE} ms`)), PATIENCE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

for await (const line of createInterface({ input: process.stdin })) {
  const document = JSON.parse(line);
  const answer = await inTime(play(document)).catch((failure) => ({ broken: String(failure.stack ?? failure) }));
  process.stdout.write(`${JSON.stringify({ name: document.name, ...answer })}\n`);
}
