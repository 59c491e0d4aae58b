import assert from "node:assert/strict";
import { breakingProxy } from "../../breaking-proxy.mjs";
import { HI, MISSING, all, names, refused, until } from "../kit.mjs";

export const area = "joining streams";

const MODES = ["values", "updates", "custom", "messages-tuple"];

const resumable = async ({ client, newThread }) => {
  const thread = await newThread();
  const original = await all(client.runs.stream(thread, "chat", { input: HI, streamMode: MODES, streamResumable: true }));
  return { thread, original, run: original[0].data.run_id };
};

export const cases = {
  "a resumable run is joined from its start": async (kit) => {
    const { thread, original, run } = await resumable(kit);
    assert.deepEqual(await all(kit.client.runs.joinStream(thread, run, { lastEventId: "-1" })), original);
  },
  "a resumable run is joined after any event": async (kit) => {
    const { thread, original, run } = await resumable(kit);
    for (const at of [0, 3, original.length - 2]) {
      const missed = await all(kit.client.runs.joinStream(thread, run, { lastEventId: String(at) }));
      assert.deepEqual(missed, original.slice(at + 1));
    }
  },
  "nothing comes after the last event": async (kit) => {
    const { thread, original, run } = await resumable(kit);
    assert.deepEqual(await all(kit.client.runs.joinStream(thread, run, { lastEventId: original.at(-1).id })), []);
  },
  "a join shows the modes it asks for": async (kit) => {
    const { thread, run } = await resumable(kit);
    const updates = await all(kit.client.runs.joinStream(thread, run, { lastEventId: "-1", streamMode: "updates" }));
    assert.deepEqual(names(updates), ["metadata", "updates"]);
    const two = await all(kit.client.runs.joinStream(thread, run, { lastEventId: "-1", streamMode: ["values", "custom"] }));
    assert.deepEqual(names(two), ["custom", "metadata", "values"]);
  },
  "ids stay what they were in a join that shows less": async (kit) => {
    const { thread, original, run } = await resumable(kit);
    const updates = await all(kit.client.runs.joinStream(thread, run, { lastEventId: "-1", streamMode: "updates" }));
    const same = original.filter(({ event }) => ["metadata", "updates"].includes(event));
    assert.deepEqual(updates, same);
  },
  "a join in mid-run shows exactly what the first reader sees": async ({ client, newThread, release }) => {
    const thread = await newThread();
    const options = { input: {}, streamMode: ["values", "custom"], streamResumable: true };
    const original = [];
    let joined;
    for await (const part of client.runs.stream(thread, "slow", options)) {
      original.push(part);
      if (part.event === "custom") {
        joined = all(client.runs.joinStream(thread, original[0].data.run_id, { lastEventId: "-1" }));
        await release(thread);
      }
    }
    assert.deepEqual(await joined, original);
  },
  "a background run is joined": async ({ client, newThread, release }) => {
    const thread = await newThread();
    const run = await client.runs.create(thread, "slow", { input: {}, streamMode: ["values"], streamResumable: true });
    const joined = all(client.runs.joinStream(thread, run.run_id, { lastEventId: "-1" }));
    await release(thread);
    assert.equal((await joined).at(-1).data.count, 1);
  },
  "several readers see the same": async ({ client, newThread, release }) => {
    const thread = await newThread();
    const run = await client.runs.create(thread, "slow", { input: {}, streamMode: MODES, streamResumable: true });
    const readers = [1, 2, 3].map(() => all(client.runs.joinStream(thread, run.run_id, { lastEventId: "-1" })));
    await release(thread);
    const [one, two, three] = await Promise.all(readers);
    assert.ok(one.length > 3);
    assert.deepEqual(two, one);
    assert.deepEqual(three, one);
  },
  "a finished run that is not resumable ends at once": async ({ client, newThread }) => {
    const thread = await newThread();
    await client.runs.wait(thread, "chat", { input: HI });
    const [run] = await client.runs.list(thread);
    assert.deepEqual(await all(client.runs.joinStream(thread, run.run_id)), []);
  },
  "an unknown run is not joined": async ({ client, newThread }) => {
    await refused(all(client.runs.joinStream(await newThread(), MISSING)), 404, "Run not found");
  },
  "a joining reader that goes away cancels the run if asked to": async ({ client, held }) => {
    const { thread, run } = await held({ streamResumable: true });
    const stop = new AbortController();
    const options = { lastEventId: "-1", cancelOnDisconnect: true, signal: stop.signal };
    const stream = client.runs.joinStream(thread, run, options);
    await stream.next();
    stop.abort();
    await stream.next().catch(({ name }) => assert.equal(name, "AbortError"));
    await until(async () => (await client.runs.get(thread, run)).status === "interrupted", "the run");
  },
  "a stream whose connection breaks goes on without a gap or a repetition": async ({ made, url, newThread, release }) => {
    const proxy = await breakingProxy(url, "event: custom");
    const thread = await newThread();
    const parts = [];
    try {
      const options = { input: {}, streamMode: ["values", "custom"], streamResumable: true };
      for await (const part of made({ apiUrl: proxy.url }).runs.stream(thread, "slow", options)) {
        parts.push(part);
        if (part.event === "custom") {
          await until(() => proxy.broken() === 1, "the break");
          await release(thread);
        }
      }
    } finally {
      proxy.close();
    }
    assert.deepEqual(parts.map(({ id }) => id), parts.map((_, at) => String(at)));
    assert.equal(parts.at(-1).data.count, 1);
  },
};
