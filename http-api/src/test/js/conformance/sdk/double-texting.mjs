import assert from "node:assert/strict";
import { all, refused, said, until } from "../kit.mjs";

export const area = "double texting";

const M = { messages: [{ role: "user", content: "m" }] };
const M2 = { messages: [{ role: "user", content: "m2" }] };
const status = async (client, thread, run) => (await client.runs.get(thread, run)).status;

export const cases = {
  "reject leaves the first run alone and makes none": async ({ client, held, release }) => {
    const { thread, run } = await held();
    await refused(client.runs.create(thread, "chat", { input: M2, multitaskStrategy: "reject" }), 409, "busy");
    assert.equal((await client.runs.list(thread)).length, 1);
    await release(thread);
    await client.runs.join(thread, run);
    assert.equal(await status(client, thread, run), "success");
  },
  "reject refuses waiting and streaming runs as well": async ({ client, held, release }) => {
    const { thread } = await held();
    await refused(client.runs.wait(thread, "chat", { input: M2, multitaskStrategy: "reject" }), 409, "busy");
    await refused(all(client.runs.stream(thread, "chat", { input: M2, multitaskStrategy: "reject" })), 409, "busy");
    await release(thread);
  },
  "reject lets a run begin on an idle thread": async ({ client, newThread }) => {
    assert.equal((await client.runs.wait(await newThread(), "chat", { input: M, multitaskStrategy: "reject" })).count, 100);
  },
  "enqueue runs one after the other, each seeing the one before": async ({ client, held, release }) => {
    const { thread, run } = await held({ input: M });
    const next = await client.runs.create(thread, "chat", { input: M2, multitaskStrategy: "enqueue" });
    assert.equal(next.status, "pending");
    assert.equal(await status(client, thread, next.run_id), "pending");
    await release(thread);
    assert.deepEqual(said(await client.runs.join(thread, next.run_id)), ["m", "held", "m2", "begin"]);
    assert.equal(await status(client, thread, run), "success");
  },
  "enqueue is what happens unless asked otherwise": async ({ client, held, release }) => {
    const { thread } = await held({ input: M });
    const next = await client.runs.create(thread, "chat", { input: M2 });
    assert.equal(await status(client, thread, next.run_id), "pending");
    await release(thread);
    assert.deepEqual(said(await client.runs.join(thread, next.run_id)), ["m", "held", "m2", "begin"]);
  },
  "many enqueued runs keep their order": async ({ client, held, release }) => {
    const { thread } = await held({ input: {} });
    const words = ["a", "b", "c", "d", "e"];
    let last;
    for (const content of words) {
      last = await client.runs.create(thread, "chat", { input: { messages: [{ role: "user", content }] } });
    }
    await release(thread);
    const values = await client.runs.join(thread, last.run_id);
    assert.deepEqual(said(values).filter((word) => words.includes(word)), words);
  },
  "an enqueued stream opens at once and shows its own run only": async ({ client, held, release }) => {
    const { thread, run } = await held({ input: M });
    let told;
    const stream = all(client.runs.stream(thread, "chat", { input: M2, onRunCreated: (located) => (told = located) }));
    await until(() => told, "the run's place");
    assert.equal(await status(client, thread, told.run_id), "pending");
    await release(thread);
    const parts = await stream;
    assert.equal(parts[0].data.run_id, told.run_id);
    assert.notEqual(told.run_id, run);
    assert.deepEqual(parts.map(({ id }) => id), parts.map((_, at) => String(at)));
    assert.deepEqual(said(parts.at(-1).data), ["m", "held", "m2", "begin"]);
  },
  "an enqueued wait answers with its own values": async ({ client, held, release }) => {
    const { thread } = await held({ input: M });
    const waiting = client.runs.wait(thread, "chat", { input: M2 });
    await until(async () => (await client.runs.list(thread)).length === 2, "the second run");
    await release(thread);
    assert.deepEqual(said(await waiting), ["m", "held", "m2", "begin"]);
  },
  "interrupt stops the first run and keeps what it had": async ({ client, held }) => {
    const { thread, run } = await held({ input: M });
    const next = await client.runs.create(thread, "chat", { input: M2, multitaskStrategy: "interrupt" });
    assert.deepEqual(said(await client.runs.join(thread, next.run_id)), ["m", "m2", "begin"]);
    assert.equal(await status(client, thread, run), "interrupted");
    assert.equal(await status(client, thread, next.run_id), "success");
    assert.equal((await client.runs.list(thread)).length, 2);
    assert.equal((await client.threads.get(thread)).status, "idle");
  },
  "interrupt stops runs that wait as well": async ({ client, held }) => {
    const { thread, run } = await held({ input: M });
    const queued = await client.runs.create(thread, "chat", { input: M2 });
    const values = await client.runs.wait(thread, "chat", { input: {}, multitaskStrategy: "interrupt" });
    assert.ok(!said(values).includes("m2"), String(said(values)));
    assert.equal(await status(client, thread, run), "interrupted");
    assert.equal(await status(client, thread, queued.run_id), "interrupted");
  },
  "interrupt ends the stream of the run it stops": async ({ client, newThread }) => {
    const thread = await newThread();
    const stream = client.runs.stream(thread, "slow", { input: M, streamMode: ["values", "custom"] });
    let first = await stream.next();
    while (first.value.event !== "custom") first = await stream.next();
    await client.runs.wait(thread, "chat", { input: M2, multitaskStrategy: "interrupt" });
    const rest = await all(stream);
    assert.ok(rest.every(({ data }) => !JSON.stringify(data ?? "").includes("m2")), JSON.stringify(rest));
  },
  "rollback takes the first run back without a trace": async ({ client, held }) => {
    const { thread, run } = await held({ input: M });
    const next = await client.runs.create(thread, "chat", { input: M2, multitaskStrategy: "rollback" });
    assert.deepEqual(said(await client.runs.join(thread, next.run_id)), ["m2", "begin"]);
    await refused(client.runs.get(thread, run), 404, "Run not found");
    assert.deepEqual((await client.runs.list(thread)).map(({ run_id: id }) => id), [next.run_id]);
    const history = await client.threads.getHistory(thread, { limit: 100 });
    assert.ok(history.every(({ metadata }) => metadata.run_id === next.run_id));
  },
  "rollback keeps what was there before": async ({ client, newThread }) => {
    const thread = await newThread();
    await client.runs.wait(thread, "chat", { input: M });
    const slow = await client.runs.create(thread, "slow", { input: { messages: [{ role: "user", content: "never" }] } });
    await until(async () => (await status(client, thread, slow.run_id)) === "running", "the run");
    const values = await client.runs.wait(thread, "chat", { input: M2, multitaskStrategy: "rollback" });
    assert.deepEqual(said(values), ["m", "begin", "m2", "begin"]);
  },
  "rollback takes runs back that wait as well": async ({ client, held }) => {
    const { thread, run } = await held({ input: M });
    const queued = await client.runs.create(thread, "chat", { input: {} });
    const values = await client.runs.wait(thread, "chat", { input: M2, multitaskStrategy: "rollback" });
    assert.deepEqual(said(values), ["m2", "begin"]);
    for (const gone of [run, queued.run_id]) await refused(client.runs.get(thread, gone), 404);
  },
  "each strategy serves a streaming run": async ({ client, held }) => {
    for (const multitaskStrategy of ["interrupt", "rollback"]) {
      const { thread } = await held({ input: M });
      const parts = await all(client.runs.stream(thread, "chat", { input: M2, multitaskStrategy }));
      const expected = multitaskStrategy === "rollback" ? ["m2", "begin"] : ["m", "m2", "begin"];
      assert.deepEqual(said(parts.at(-1).data), expected, multitaskStrategy);
    }
  },
};
