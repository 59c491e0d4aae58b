import assert from "node:assert/strict";
import { HI, needing, refused, said } from "../kit.mjs";

export const area = "life of threads";

export const cases = {
  "a copy has the values and the history, under its own id": async ({ client, mark, newThread }) => {
    const thread = await newThread({ metadata: { mark } });
    await client.runs.wait(thread, "chat", { input: HI });
    const copy = await client.threads.copy(thread);
    assert.notEqual(copy.thread_id, thread);
    assert.equal(copy.metadata.mark, mark);
    assert.equal(copy.status, "idle");
    const ids = async (id) => (await client.threads.getHistory(id)).map(({ checkpoint }) => checkpoint.checkpoint_id);
    assert.deepEqual(await ids(copy.thread_id), await ids(thread));
    const state = await client.threads.getState(copy.thread_id);
    assert.equal(state.checkpoint.thread_id, copy.thread_id);
    assert.deepEqual(state.values, (await client.threads.getState(thread)).values);
  },
  "a run on a copy leaves the original alone": async ({ client, newThread }) => {
    const thread = await newThread();
    await client.runs.wait(thread, "chat", { input: HI });
    const before = await client.threads.getState(thread);
    const copy = (await client.threads.copy(thread)).thread_id;
    const more = { messages: [{ type: "human", content: "more" }] };
    assert.deepEqual(said(await client.runs.wait(copy, "chat", { input: more })), ["hi", "begin", "more", "begin"]);
    assert.deepEqual(await client.threads.getState(thread), before);
  },
  "pruning deletes the threads it names": needing("threads.prune", async ({ client, newThread }) => {
    const [one, two] = [await newThread(), await newThread()];
    assert.equal((await client.threads.prune([one])).pruned_count, 1);
    await refused(client.threads.get(one), 404);
    assert.equal((await client.threads.get(two)).thread_id, two);
  }),
  "pruning can keep the latest state": needing("threads.prune", async ({ client, newThread }) => {
    const thread = await newThread();
    const values = await client.runs.wait(thread, "chat", { input: HI });
    await client.threads.prune([thread], { strategy: "keep_latest" });
    assert.deepEqual((await client.threads.getState(thread)).values, values);
    assert.equal((await client.threads.getHistory(thread)).length, 1);
  }),
  "a thread with a time to live shows it if asked to": needing("threads.get include", async ({ client, newThread }) => {
    const thread = await newThread({ ttl: 5 });
    const { ttl } = await client.threads.get(thread, { include: ["ttl"] });
    assert.equal(ttl.strategy, "delete");
    assert.equal(ttl.ttl_minutes, 5);
    const rest = Date.parse(ttl.expires_at) - Date.now();
    assert.ok(rest > 4 * 60_000 && rest <= 5 * 60_000, `${rest} ms`);
    assert.equal((await client.threads.get(thread)).ttl, undefined);
  }),
  "a thread is created with a time to live, in either form": async ({ client, newThread }) => {
    assert.ok(await newThread({ ttl: 60 }));
    assert.ok(await newThread({ ttl: { ttl: 60, strategy: "keep_latest" } }));
  },
  "a patch gives a time to live": async ({ client, newThread }) => {
    const thread = await newThread();
    assert.equal((await client.threads.update(thread, { ttl: 60 })).thread_id, thread);
  },
};
