import assert from "node:assert/strict";
import { HI, MISSING, refused } from "../kit.mjs";

export const area = "joining threads";

/** What a thread's stream shows, up to and with the end of so many runs. */
const upTo = async (client, thread, ends, options) => {
  const stop = new AbortController();
  const parts = [];
  for await (const part of client.threads.joinStream(thread, { ...options, signal: stop.signal })) {
    parts.push(part);
    if (part.event === "run_done" && --ends === 0) break;
  }
  stop.abort();
  return parts;
};
const ran = async ({ client, newThread }, times) => {
  const thread = await newThread();
  for (let nr = 0; nr < times; nr++) await client.runs.wait(thread, "chat", { input: HI });
  return { thread, runs: (await client.runs.list(thread)).map(({ run_id: id }) => id).sort() };
};
const runOf = ({ data }) => data.run_id;

export const cases = {
  "a thread is told again from its beginning": async (kit) => {
    const { thread, runs } = await ran(kit, 2);
    const parts = await upTo(kit.client, thread, 2, { lastEventId: "-" });
    assert.deepEqual(parts.filter(({ event }) => event === "metadata").map(runOf), runs);
    assert.deepEqual(parts.filter(({ event }) => event === "run_done").map(runOf), runs);
    assert.ok(parts.some(({ event }) => event === "values"));
  },
  "a lifecycle shows beginnings and ends only": async (kit) => {
    const { thread } = await ran(kit, 1);
    const parts = await upTo(kit.client, thread, 1, { lastEventId: "-", streamMode: "lifecycle" });
    assert.ok(parts.every(({ event }) => !["values", "updates"].includes(event)), JSON.stringify(parts));
  },
  "a reader goes on after what it has seen": async (kit) => {
    const { thread } = await ran(kit, 2);
    const parts = await upTo(kit.client, thread, 2, { lastEventId: "-" });
    const first = parts.findIndex(({ event }) => event === "run_done");
    assert.deepEqual(await upTo(kit.client, thread, 1, { lastEventId: parts[first].id }), parts.slice(first + 1));
  },
  "an unknown thread is not joined": async ({ client }) => {
    await refused(client.threads.joinStream(MISSING).next(), 404, "not found");
  },
};
