import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { HI, MISSING, refused } from "../kit.mjs";

export const area = "threads";

export const cases = {
  "a new thread is idle and empty": async ({ client }) => {
    const thread = await client.threads.create();
    assert.equal(thread.status, "idle");
    assert.deepEqual(thread.metadata, {});
    for (const name of ["created_at", "updated_at"]) assert.ok(Date.parse(thread[name]) > 0, name);
  },
  "a thread is created under the caller's id": async ({ client }) => {
    const threadId = randomUUID();
    assert.equal((await client.threads.create({ threadId })).thread_id, threadId);
  },
  "creating a thread twice is refused": async ({ client, newThread }) => {
    const threadId = await newThread();
    await refused(client.threads.create({ threadId }), 409, "Thread already exists");
    await refused(client.threads.create({ threadId, ifExists: "raise" }), 409, "Thread already exists");
  },
  "creating a thread twice gives the first if asked to": async ({ client, mark, newThread }) => {
    const threadId = await newThread({ metadata: { mark } });
    const again = await client.threads.create({ threadId, ifExists: "do_nothing", metadata: { other: 1 } });
    assert.equal(again.thread_id, threadId);
    assert.deepEqual(again.metadata, { mark });
  },
  "a created thread keeps its metadata, nested as given": async ({ client, mark, newThread }) => {
    const metadata = { mark, deep: { list: [1, "two", null, { three: 3 }] }, yes: true };
    const thread = await newThread({ metadata });
    assert.deepEqual((await client.threads.get(thread)).metadata, metadata);
  },
  "the graph's id becomes metadata": async ({ client }) => {
    assert.equal((await client.threads.create({ graphId: "chat" })).metadata.graph_id, "chat");
  },
  "a run leaves graph and assistant in the metadata": async ({ client, newThread }) => {
    const thread = await newThread();
    await client.runs.wait(thread, "chat", { input: HI });
    const { metadata } = await client.threads.get(thread);
    assert.equal(metadata.graph_id, "chat");
    assert.equal(metadata.assistant_id, (await client.assistants.get("chat")).assistant_id);
  },
  "a finished run leaves its values on the thread": async ({ client, newThread }) => {
    const thread = await newThread();
    const values = await client.runs.wait(thread, "chat", { input: HI });
    const found = await client.threads.get(thread);
    assert.deepEqual(found.values, values);
    assert.equal(found.status, "idle");
    assert.deepEqual(found.interrupts, {});
  },
  "a patch merges metadata at the top only": async ({ client, mark, newThread }) => {
    const thread = await newThread({ metadata: { mark, deep: { a: 1 }, kept: 1 } });
    const patched = await client.threads.update(thread, { metadata: { deep: { b: 2 }, added: 2 } });
    assert.deepEqual(patched.metadata, { mark, deep: { b: 2 }, kept: 1, added: 2 });
    assert.deepEqual((await client.threads.get(thread)).metadata, patched.metadata);
  },
  "a patch moves the time of the last change": async ({ client }) => {
    const thread = await client.threads.create();
    const patched = await client.threads.update(thread.thread_id, { metadata: { a: 1 } });
    assert.ok(Date.parse(patched.updated_at) >= Date.parse(thread.updated_at));
    assert.equal(Date.parse(patched.created_at), Date.parse(thread.created_at));
  },
  "an unknown thread is not found": async ({ client }) => {
    await refused(client.threads.get(MISSING), 404, `Thread with ID ${MISSING} not found`);
  },
  "an unknown thread is not patched": async ({ client }) => {
    await refused(client.threads.update(MISSING, { metadata: {} }), 404, "not found");
  },
  "an unknown thread is not deleted": async ({ client }) => {
    await refused(client.threads.delete(MISSING), 404, `Thread with ID ${MISSING} not found`);
  },
  "a deleted thread is gone": async ({ client, newThread }) => {
    const thread = await newThread();
    await client.threads.delete(thread);
    await refused(client.threads.get(thread), 404);
    await refused(client.threads.getState(thread), 404);
    await refused(client.threads.delete(thread), 404);
  },
  "a deleted thread's id can be used again, and is empty": async ({ client, newThread }) => {
    const threadId = await newThread();
    await client.runs.wait(threadId, "chat", { input: HI });
    await client.threads.delete(threadId);
    assert.equal(await newThread({ threadId }), threadId);
    assert.deepEqual((await client.threads.getState(threadId)).values, {});
    assert.deepEqual(await client.runs.list(threadId), []);
  },
  "deleting a thread stops its run": async ({ client, held }) => {
    const { thread } = await held();
    await client.threads.delete(thread);
    await refused(client.threads.get(thread), 404);
    await refused(client.runs.list(thread), 404);
  },
  "a running thread is busy, and idle again afterwards": async ({ client, held, release }) => {
    const { thread, run } = await held();
    assert.equal((await client.threads.get(thread)).status, "busy");
    await release(thread);
    await client.runs.join(thread, run);
    assert.equal((await client.threads.get(thread)).status, "idle");
  },
  "a failed thread is in error, and a next run can succeed": async ({ client, newThread }) => {
    const thread = await newThread();
    await client.runs.wait(thread, "failing", { input: {}, raiseError: false });
    assert.equal((await client.threads.get(thread)).status, "error");
    await client.runs.wait(thread, "chat", { input: HI });
    assert.equal((await client.threads.get(thread)).status, "idle");
  },
  "a thread that asks is interrupted and shows what it asks": async ({ client, asking }) => {
    const { thread, asked } = await asking();
    const found = await client.threads.get(thread);
    assert.equal(found.status, "interrupted");
    assert.deepEqual(Object.values(found.interrupts), [asked]);
  },
  "a cancelled run leaves the thread idle with its last values": async ({ client, newThread }) => {
    const thread = await newThread();
    const { count } = await client.runs.wait(thread, "chat", { input: HI });
    const run = await client.runs.create(thread, "slow", { input: {} });
    await client.runs.cancel(thread, run.run_id, true);
    const found = await client.threads.get(thread);
    assert.equal(found.values.count, count);
    assert.notEqual(found.status, "busy");
  },
  "a thread begins with the states it is given": async ({ client }) => {
    const { thread_id: thread } = await client.threads.create({
      graphId: "chat",
      supersteps: [
        { updates: [{ values: HI, asNode: "__input__" }] },
        { updates: [{ values: HI, asNode: "__start__" }] },
        { updates: [{ values: { count: 1, topic: "moved" }, asNode: "plan" }] },
      ],
    });
    const state = await client.threads.getState(thread);
    assert.deepEqual(state.next, ["finish"]);
    assert.equal(state.values.messages.length, 1);
    const history = await client.threads.getHistory(thread);
    assert.deepEqual(history.map(({ metadata }) => metadata.step), [1, 0, -1]);
    assert.equal((await client.runs.wait(thread, "chat", { input: null })).topic, "moved");
  },
};
