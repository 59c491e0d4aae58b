import assert from "node:assert/strict";
import { HI, MISSING, refused, said, until } from "../kit.mjs";

export const area = "runs";

export const cases = {
  "a created run is pending and on its thread": async ({ client, newThread }) => {
    const thread = await newThread();
    const run = await client.runs.create(thread, "chat", { input: HI, metadata: { m: 1 } });
    assert.equal(run.status, "pending");
    assert.equal(run.thread_id, thread);
    assert.equal(run.assistant_id, (await client.assistants.get("chat")).assistant_id);
    assert.equal(run.metadata.m, 1);
    assert.ok(Date.parse(run.created_at) > 0);
    await client.runs.join(thread, run.run_id);
  },
  "the client is told where the run is": async ({ client, newThread }) => {
    const thread = await newThread();
    let told;
    const run = await client.runs.create(thread, "chat", { input: HI, onRunCreated: (located) => (told = located) });
    assert.deepEqual(told, { run_id: run.run_id, thread_id: thread });
    await client.runs.join(thread, run.run_id);
  },
  "an assistant is named by its graph or its id": async ({ client, newThread }) => {
    const { assistant_id: id } = await client.assistants.get("chat");
    assert.equal((await client.runs.wait(await newThread(), id, { input: HI })).count, 100);
    assert.equal((await client.runs.wait(await newThread(), "chat", { input: HI })).count, 100);
  },
  "a joined run gives its values": async ({ client, newThread }) => {
    const thread = await newThread();
    const run = await client.runs.create(thread, "chat", { input: HI });
    assert.deepEqual(said(await client.runs.join(thread, run.run_id)), ["hi", "begin"]);
    assert.equal((await client.runs.get(thread, run.run_id)).status, "success");
  },
  "a finished run is joined as well": async ({ client, newThread }) => {
    const thread = await newThread();
    const values = await client.runs.wait(thread, "chat", { input: HI });
    const [run] = await client.runs.list(thread);
    assert.deepEqual(await client.runs.join(thread, run.run_id), values);
  },
  "a run that is joined while it runs gives its values": async ({ client, held, release }) => {
    const { thread, run } = await held();
    const joined = client.runs.join(thread, run);
    await release(thread);
    assert.equal((await joined).count, 1);
  },
  "a running run is running": async ({ client, held, release }) => {
    const { thread, run } = await held();
    assert.equal((await client.runs.get(thread, run)).status, "running");
    await release(thread);
    await client.runs.join(thread, run);
  },
  "a failed run is in error": async ({ client, newThread }) => {
    const thread = await newThread();
    const run = await client.runs.create(thread, "failing", { input: {} });
    await client.runs.join(thread, run.run_id);
    assert.equal((await client.runs.get(thread, run.run_id)).status, "error");
  },
  "a run that asks ends well": async ({ client, asking }) => {
    const { thread } = await asking();
    assert.equal((await client.runs.list(thread))[0].status, "success");
  },
  "runs are listed": async ({ client, newThread }) => {
    const thread = await newThread();
    for (let nr = 0; nr < 3; nr++) await client.runs.wait(thread, "chat", { input: {}, metadata: { nr } });
    assert.deepEqual((await client.runs.list(thread)).map(({ metadata }) => metadata.nr).sort(), [0, 1, 2]);
  },
  "runs are listed in pages": async ({ client, newThread }) => {
    const thread = await newThread();
    for (let nr = 0; nr < 3; nr++) await client.runs.wait(thread, "chat", { input: {} });
    const first = await client.runs.list(thread, { limit: 2 });
    const second = await client.runs.list(thread, { limit: 2, offset: 2 });
    assert.equal(first.length, 2);
    assert.equal(second.length, 1);
    assert.equal(new Set([...first, ...second].map(({ run_id: id }) => id)).size, 3);
  },
  "runs are listed by status": async ({ client, newThread }) => {
    const thread = await newThread();
    await client.runs.wait(thread, "chat", { input: {} });
    await client.runs.wait(thread, "failing", { input: {}, raiseError: false });
    assert.equal((await client.runs.list(thread, { status: "success" })).length, 1);
    assert.equal((await client.runs.list(thread, { status: "error" })).length, 1);
    assert.equal((await client.runs.list(thread, { status: "pending" })).length, 0);
  },
  "what was selected of runs is shown": async ({ client, newThread }) => {
    const thread = await newThread();
    await client.runs.wait(thread, "chat", { input: {} });
    const [run] = await client.runs.list(thread, { select: ["run_id", "status"] });
    assert.deepEqual(Object.keys(run).sort(), ["run_id", "status"]);
  },
  "a run echoes its strategy": async ({ client, newThread }) => {
    const thread = await newThread();
    const { run_id: id } = await client.runs.create(thread, "chat", { input: HI, multitaskStrategy: "enqueue" });
    const run = await client.runs.get(thread, id);
    assert.equal(run.multitask_strategy, "enqueue");
    await client.runs.join(thread, id);
  },
  "unknown runs are not found": async ({ client, newThread }) => {
    const thread = await newThread();
    await refused(client.runs.get(thread, MISSING), 404, "Run not found");
    await refused(client.runs.join(thread, MISSING), 404, "Run not found");
    await refused(client.runs.cancel(thread, MISSING), 404, "Run not found");
  },
  "a run of another thread is not found": async ({ client, newThread }) => {
    const [one, two] = [await newThread(), await newThread()];
    await client.runs.wait(one, "chat", { input: {} });
    const [run] = await client.runs.list(one);
    await refused(client.runs.get(two, run.run_id), 404, "Run not found");
  },
  "a cancelled run is interrupted": async ({ client, held }) => {
    const { thread, run } = await held();
    await client.runs.cancel(thread, run, true);
    assert.equal((await client.runs.get(thread, run)).status, "interrupted");
  },
  "a run is cancelled without waiting for it": async ({ client, held }) => {
    const { thread, run } = await held();
    await client.runs.cancel(thread, run);
    await until(async () => (await client.runs.get(thread, run)).status === "interrupted", "the run");
  },
  "a finished run is cancelled in vain": async ({ client, newThread }) => {
    const thread = await newThread();
    await client.runs.wait(thread, "chat", { input: HI });
    const [run] = await client.runs.list(thread);
    await client.runs.cancel(thread, run.run_id, true);
    assert.equal((await client.runs.get(thread, run.run_id)).status, "success");
  },
  "a pending run is cancelled before it began": async ({ client, held, release }) => {
    const { thread, run } = await held();
    const next = await client.runs.create(thread, "chat", { input: HI });
    await client.runs.cancel(thread, next.run_id, true);
    assert.equal((await client.runs.get(thread, next.run_id)).status, "interrupted");
    await release(thread);
    assert.equal((await client.runs.join(thread, run)).count, 1);
  },
  "a run that is rolled back leaves no trace": async ({ client, newThread }) => {
    const thread = await newThread();
    const before = await client.runs.wait(thread, "chat", { input: HI });
    const run = await client.runs.create(thread, "slow", { input: { messages: [{ role: "user", content: "never" }] } });
    await until(async () => (await client.runs.get(thread, run.run_id)).status === "running", "the run");
    await client.runs.cancel(thread, run.run_id, true, "rollback");
    await refused(client.runs.get(thread, run.run_id), 404, "Run not found");
    assert.deepEqual((await client.threads.getState(thread)).values, before);
    assert.equal((await client.threads.getHistory(thread)).length, 4);
  },
  "an unknown action is refused": async ({ client, held, release }) => {
    const { thread, run } = await held();
    await refused(client.runs.cancel(thread, run, false, "explode"), 422, "explode");
    await release(thread);
  },
  "a run on a missing thread is refused": async ({ client }) => {
    await refused(client.runs.create(MISSING, "chat", { input: {} }), 404, "not found");
    await refused(client.runs.wait(MISSING, "chat", { input: {}, ifNotExists: "reject" }), 404, "not found");
  },
  "a run makes its thread if asked to": async ({ client, mark }) => {
    const run = await client.runs.create(mark, "chat", { input: HI, ifNotExists: "create", metadata: { mark } });
    assert.equal(run.thread_id, mark);
    assert.equal((await client.runs.join(mark, run.run_id)).count, 100);
    assert.equal((await client.threads.get(mark)).metadata.mark, mark);
  },
  "a run of an unknown assistant is refused": async ({ client, newThread }) => {
    await refused(client.runs.create(await newThread(), "nope", { input: {} }), 404, 'No assistant found for');
  },
  "a step limit is kept": async ({ client, newThread }) => {
    await assert.rejects(
      client.runs.wait(await newThread(), "loop", { input: {}, config: { recursion_limit: 4 } }),
      /GraphRecursionError: Recursion limit of 4 reached without hitting a stop condition/,
    );
  },
  "configuration reaches the nodes": async ({ client, newThread }) => {
    const wait = async (options) => (await client.runs.wait(await newThread(), "nested", { input: HI, ...options })).topic;
    assert.equal(await wait({}), "plain");
    assert.equal(await wait({ config: { configurable: { tone: "warm" } } }), "warm");
    assert.equal(await wait({ context: { tone: "cold" } }), "cold");
    assert.equal(await wait({ config: { configurable: { tone: "warm" } }, context: { tone: "cold" } }), "cold");
  },
  "metadata of a run is in its checkpoints": async ({ client, newThread, mark }) => {
    const thread = await newThread();
    await client.runs.wait(thread, "chat", { input: HI, metadata: { mark } });
    assert.equal((await client.threads.getState(thread)).metadata.mark, mark);
  },
  "a stateless run gives its values and leaves nothing": async ({ client, mark }) => {
    const values = await client.runs.wait(null, "chat", { input: { ...HI, topic: mark } });
    assert.equal(values.count, 100);
    assert.deepEqual(await client.threads.search({ values: { topic: mark } }), []);
  },
  "a stateless run keeps its thread if asked to": async ({ client, mark }) => {
    await client.runs.wait(null, "chat", { input: { ...HI, topic: mark }, onCompletion: "keep" });
    assert.equal((await client.threads.search({ values: { topic: mark } })).length, 1);
  },
  "a stateless run is created in the background": async ({ client }) => {
    const run = await client.runs.create(null, "chat", { input: HI });
    assert.equal(run.status, "pending");
    assert.ok(run.run_id);
    assert.ok(run.thread_id);
  },
  "a batch of runs is created": async ({ client }) => {
    const runs = await client.runs.createBatch([1, 2, 3].map((nr) => ({ assistantId: "chat", input: HI, metadata: { nr } })));
    assert.deepEqual(runs.map(({ metadata }) => metadata.nr), [1, 2, 3]);
    assert.equal(new Set(runs.map(({ run_id: id }) => id)).size, 3);
  },
};
