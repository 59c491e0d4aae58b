import assert from "node:assert/strict";
import { HI, all, refused, said } from "../kit.mjs";

export const area = "interrupts";

const panel = async ({ client, newThread }) => {
  const thread = await newThread();
  const { __interrupt__: asked } = await client.runs.wait(thread, "panel", { input: {} });
  const about = (value) => asked.find((each) => each.value === value);
  return { thread, legal: about("legal?"), price: about("price?") };
};
const answer = (client, thread, graph, command) => client.runs.wait(thread, graph, { command });

export const cases = {
  "a question ends the stream, in updates and in values": async ({ client, newThread }) => {
    const streamMode = ["values", "updates"];
    const parts = await all(client.runs.stream(await newThread(), "review", { input: HI, streamMode }));
    const asked = parts.at(-1).data.__interrupt__;
    assert.equal(parts.at(-1).event, "values");
    assert.deepEqual(parts.at(-2), { id: parts.at(-2).id, event: "updates", data: { __interrupt__: asked } });
    assert.deepEqual(Object.keys(asked[0]).sort(), ["id", "value"]);
  },
  "the same question has the same id wherever it is shown": async ({ client, asking }) => {
    const { thread, asked } = await asking();
    const state = await client.threads.getState(thread);
    const { interrupts } = await client.threads.get(thread);
    assert.deepEqual(state.tasks[0].interrupts, asked);
    assert.deepEqual(interrupts, { [state.tasks[0].id]: asked });
  },
  "an answer goes on to the end": async ({ client, asking }) => {
    const { thread } = await asking();
    const values = await answer(client, thread, "review", { resume: "go ahead" });
    assert.equal(values.topic, "go ahead");
    assert.equal(values.count, 100);
    const found = await client.threads.get(thread);
    assert.equal(found.status, "idle");
    assert.deepEqual(found.interrupts, {});
  },
  "a resumed stream begins with the values it goes on from": async ({ client, asking }) => {
    const { thread } = await asking();
    const { values } = await client.threads.getState(thread);
    const options = { command: { resume: "go" }, streamMode: ["values", "updates"] };
    const parts = await all(client.runs.stream(thread, "review", options));
    assert.deepEqual(parts.map(({ event }) => event), ["metadata", "values", "updates", "values", "updates", "values"]);
    assert.deepEqual(parts[1].data, values);
    assert.deepEqual(parts[2].data, { ask: { topic: "go" } });
  },
  "a command wins over an input": async ({ client, asking }) => {
    const { thread } = await asking();
    const values = await client.runs.wait(thread, "review", { input: {}, command: { resume: "go" } });
    assert.equal(values.topic, "go");
  },
  "an answer names the question by its id": async ({ client, asking }) => {
    const { thread, asked } = await asking();
    assert.equal((await answer(client, thread, "review", { resume: { [asked[0].id]: "by id" } })).topic, "by id");
  },
  "answers to several questions name each": async (kit) => {
    const { thread, legal, price } = await panel(kit);
    const resume = { [legal.id]: "sound", [price.id]: "cheap" };
    const values = await answer(kit.client, thread, "panel", { resume });
    assert.deepEqual(said(values), ["sound", "cheap"]);
    assert.equal(values.count, 100);
  },
  "what is not answered yet stays open": async (kit) => {
    const { thread, legal, price } = await panel(kit);
    const values = await answer(kit.client, thread, "panel", { resume: { [price.id]: "cheap" } });
    assert.deepEqual(values.__interrupt__, [legal]);
    assert.equal((await kit.client.threads.get(thread)).status, "interrupted");
    assert.equal((await answer(kit.client, thread, "panel", { resume: { [legal.id]: "sound" } })).count, 100);
  },
  "a plain answer to several questions is refused": async (kit) => {
    const { thread, legal } = await panel(kit);
    await refused(kit.client.runs.create(thread, "panel", { command: { resume: "which?" } }), 422, legal.id);
  },
  "an answer to an unknown id is refused": async ({ client, asking }) => {
    const { thread, asked } = await asking();
    const resume = { ["0".repeat(32)]: "who?" };
    await refused(client.runs.create(thread, "review", { command: { resume } }), 422, asked[0].id);
  },
  "an answer where nothing is asked is refused": async ({ client, newThread }) => {
    const thread = await newThread();
    await client.runs.wait(thread, "chat", { input: HI });
    await refused(client.runs.create(thread, "chat", { command: { resume: 1 } }), 422, "nothing waits for an answer");
  },
  "an answer on a thread that never ran is an error": async ({ client, newThread }) => {
    await assert.rejects(client.runs.wait(await newThread(), "review", { command: { resume: 1 } }), /EmptyInputError/);
  },
  "two questions of one thread have their own ids": async ({ client, asking }) => {
    const { thread, asked } = await asking();
    await answer(client, thread, "review", { resume: "go" });
    const { __interrupt__: again } = await client.runs.wait(thread, "review", { input: HI });
    assert.notEqual(again[0].id, asked[0].id);
  },
  "a new input leaves the question behind": async ({ client, asking }) => {
    const { thread, asked } = await asking();
    const input = { messages: [{ role: "user", content: "other" }] };
    const { __interrupt__: again } = await client.runs.wait(thread, "review", { input });
    assert.equal(again.length, 1);
    assert.notEqual(again[0].id, asked[0].id);
  },
  "going on without an answer asks again": async ({ client, asking }) => {
    const { thread, asked } = await asking();
    const { __interrupt__: again } = await client.runs.wait(thread, "review", { input: null });
    assert.deepEqual(again.map(({ value }) => value), asked.map(({ value }) => value));
  },
  "a command writes as an object": async ({ client, asking }) => {
    const { thread } = await asking();
    const values = await answer(client, thread, "review", { resume: "go", update: { messages: [{ role: "user", content: "p.s." }] } });
    assert.deepEqual(said(values), ["hi", "begin", "p.s."]);
  },
  "a command writes as pairs": async ({ client, asking }) => {
    const { thread } = await asking();
    const values = await answer(client, thread, "review", { resume: "go", update: [["count", 9], ["messages", "p.s."]] });
    assert.deepEqual(said(values), ["hi", "begin", "p.s."]);
  },
  "a command leads to a node": async ({ client, asking }) => {
    const { thread } = await asking();
    const values = await answer(client, thread, "review", { goto: "finish" });
    assert.equal(values.count, 100);
  },
  "a command sends an input to a node": async ({ client, asking }) => {
    const { thread } = await asking();
    const values = await answer(client, thread, "review", { goto: { node: "note", input: "by mail" } });
    assert.equal(values.messages.at(-1).content, "by mail");
  },
  "a command leads to an unknown node in vain": async ({ client, asking }) => {
    const { thread } = await asking();
    await refused(client.runs.create(thread, "review", { command: { goto: "nowhere" } }), 422, "nowhere");
  },
  "a command marks a thread resolved": async ({ client, asking }) => {
    const { thread } = await asking();
    await client.runs.wait(thread, "review", { input: {}, command: { goto: "__end__" } });
    assert.deepEqual((await client.threads.getState(thread)).next, []);
    const found = await client.threads.get(thread);
    assert.equal(found.status, "idle");
    assert.deepEqual(found.interrupts, {});
  },
  "a breakpoint before a node pauses there": async ({ client, newThread }) => {
    const thread = await newThread();
    await client.runs.wait(thread, "chat", { input: HI, interruptBefore: ["finish"] });
    const state = await client.threads.getState(thread);
    assert.deepEqual(state.next, ["finish"]);
    assert.deepEqual(state.tasks[0].interrupts, []);
    assert.equal((await client.threads.get(thread)).status, "interrupted");
    assert.equal((await client.runs.wait(thread, "chat", { input: null })).count, 100);
  },
  "a breakpoint after a node pauses there": async ({ client, newThread }) => {
    const thread = await newThread();
    await client.runs.wait(thread, "chat", { input: HI, interruptAfter: ["plan"] });
    assert.deepEqual((await client.threads.getState(thread)).next, ["finish"]);
  },
  "breakpoints at all nodes step through the graph": async ({ client, newThread }) => {
    const thread = await newThread();
    const seen = [];
    await client.runs.wait(thread, "chat", { input: HI, interruptBefore: "*" });
    for (;;) {
      const { next } = await client.threads.getState(thread);
      if (next.length === 0) break;
      seen.push(...next);
      await client.runs.wait(thread, "chat", { input: null, interruptBefore: "*" });
      assert.ok(seen.length < 5, String(seen));
    }
    assert.deepEqual(seen, ["plan", "finish"]);
  },
  "a breakpoint ends the stream with an empty list": async ({ client, newThread }) => {
    const options = { input: HI, interruptBefore: ["finish"], streamMode: ["values", "updates"] };
    const parts = await all(client.runs.stream(await newThread(), "chat", options));
    assert.deepEqual(parts.slice(-2).map(({ event }) => event), ["updates", "values"]);
    assert.deepEqual(parts.slice(-2).map(({ data }) => data), [{ __interrupt__: [] }, { __interrupt__: [] }]);
  },
  "a question inside is answered from outside": async ({ client, asking }) => {
    const { thread, asked } = await asking("outside");
    assert.deepEqual(asked.map(({ value }) => value), [{ question: "all right?", count: 1 }]);
    const values = await answer(client, thread, "outside", { resume: "go" });
    assert.equal(values.topic, "go");
    assert.equal(values.count, 1000);
  },
  "an answer can be any JSON": async ({ client, newThread }) => {
    const thread = await newThread();
    const { __interrupt__: asked } = await client.runs.wait(thread, "panel", { input: {} });
    const resume = Object.fromEntries(asked.map(({ id }, at) => [id, [true, 7][at]]));
    assert.deepEqual(said(await answer(client, thread, "panel", { resume })).sort(), ["7", "true"]);
  },
};
