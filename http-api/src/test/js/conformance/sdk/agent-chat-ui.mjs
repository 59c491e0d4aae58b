import assert from "node:assert/strict";
import { HI, all, said } from "../kit.mjs";

export const area = "agent-chat-ui";

// What agent-chat-ui asks for, in its order and with its fields.
const MODES = { streamMode: ["values", "messages-tuple", "custom"], streamSubgraphs: true, streamResumable: true };
const said1 = [{ id: "u1", type: "human", content: [{ type: "text", text: "hello" }] }];

const submitted = (client, thread, graph, input, more) =>
  all(client.runs.stream(thread, graph, { input, ...MODES, ...more }));

const head = async (client, thread) => {
  const [{ checkpoint }] = await client.threads.getHistory(thread, { limit: 10 });
  const { thread_id: ignored, ...rest } = checkpoint;
  return rest;
};

export const cases = {
  "it finds the server well": async ({ url }) => {
    assert.equal((await fetch(`${url}/info`, { headers: { "x-api-key": "any" } })).status, 200);
  },
  "it lists the threads of a graph": async ({ client, newThread }) => {
    const thread = await newThread();
    await submitted(client, thread, "chat", { messages: said1, context: {} });
    const found = await client.threads.search({ metadata: { graph_id: "chat" }, limit: 100 });
    assert.ok(found.some(({ thread_id: id, values }) => id === thread && values.messages.length === 2));
  },
  "it lists the threads of an assistant": async ({ client, newThread }) => {
    const { assistant_id: id } = await client.assistants.create({ graphId: "chat" });
    const thread = await newThread();
    await submitted(client, thread, id, { messages: said1 });
    const found = await client.threads.search({ metadata: { assistant_id: id }, limit: 100 });
    assert.deepEqual(found.map(({ thread_id: each }) => each), [thread]);
  },
  "it shows an empty thread": async ({ client, newThread }) => {
    assert.deepEqual(await client.threads.getHistory(await newThread(), { limit: 10 }), []);
  },
  "it sends a message in blocks and shows the answer": async ({ client, newThread }) => {
    const thread = await newThread();
    const parts = await submitted(client, thread, "chat", { messages: said1, context: {} });
    const { messages } = parts.filter(({ event }) => event === "values").at(-1).data;
    assert.deepEqual(messages[0].content, said1[0].content);
    assert.equal(messages[0].id, "u1");
    assert.equal(messages[1].content, "begin");
  },
  "it goes on from the thread's head": async ({ client, newThread }) => {
    const thread = await newThread();
    await submitted(client, thread, "chat", { messages: said1 });
    const checkpoint = await head(client, thread);
    const input = { messages: [{ id: "u2", type: "human", content: "again" }] };
    const parts = await submitted(client, thread, "chat", input, { checkpoint });
    assert.equal(said(parts.at(-1).data).length, 4);
  },
  "it generates an answer again, from the parent and without an input": async ({ client, newThread }) => {
    const thread = await newThread();
    await submitted(client, thread, "chat", { messages: said1 });
    const history = await client.threads.getHistory(thread, { limit: 10 });
    const { parent_checkpoint: parent } = history.find(({ values }) => values.messages.length === 2 && values.count === 1);
    const parts = await submitted(client, thread, "chat", undefined, { checkpoint: parent });
    const { messages } = parts.at(-1).data;
    assert.equal(messages.length, 2);
    const before = history[0].values.messages[1].id;
    assert.notEqual(messages[1].id, before);
  },
  "it edits a question that was asked before": async ({ client, newThread }) => {
    const thread = await newThread();
    await submitted(client, thread, "chat", { messages: said1 });
    const history = await client.threads.getHistory(thread, { limit: 10 });
    const { parent_checkpoint: parent } = history.find(({ values }) => values.messages?.length === 1);
    const input = { messages: [{ id: "u2", type: "human", content: "edited" }] };
    const parts = await submitted(client, thread, "chat", input, { checkpoint: parent });
    assert.deepEqual(said(parts.at(-1).data).slice(-2), ["edited", "begin"]);
  },
  "it repairs a call without an answer": async ({ client, newThread }) => {
    const call = { id: "c1", name: "weather", args: {}, type: "tool_call" };
    const thread = await newThread();
    await submitted(client, thread, "chat", { messages: [{ id: "a1", type: "ai", content: "", tool_calls: [call] }] });
    const fix = { id: "do-not-render-1", type: "tool", content: "Successfully handled tool call.", tool_call_id: "c1", name: "weather" };
    const parts = await submitted(client, thread, "chat", { messages: [fix, { id: "u1", type: "human", content: "go" }] });
    assert.ok(said(parts.at(-1).data).includes("Successfully handled tool call."));
  },
  "it approves": async ({ client, asking }) => {
    const { thread } = await asking();
    const parts = await submitted(client, thread, "review", {}, { command: { resume: "approve" } });
    assert.equal(parts.at(-1).data.topic, "approve");
    assert.equal((await client.threads.get(thread)).status, "idle");
  },
  "it marks a thread resolved": async ({ client, asking }) => {
    const { thread } = await asking();
    await submitted(client, thread, "review", {}, { command: { goto: "__end__" } });
    const found = await client.threads.get(thread);
    assert.equal(found.status, "idle");
    assert.deepEqual(found.interrupts, {});
    assert.deepEqual((await client.threads.getHistory(thread, { limit: 10 }))[0].next, []);
  },
  "it lists threads that wait for somebody": async ({ client, asking }) => {
    const { thread } = await asking();
    const found = await client.threads.search({ metadata: { graph_id: "review" }, status: "interrupted", limit: 100 });
    const mine = found.find(({ thread_id: id }) => id === thread);
    assert.equal(Object.values(mine.interrupts).flat().length, 1);
  },
  "it stops, and the run ends": async ({ client, newThread }) => {
    const thread = await newThread();
    const stop = new AbortController();
    const options = { input: HI, streamMode: ["values"], onDisconnect: "cancel", signal: stop.signal };
    const stream = client.runs.stream(thread, "slow", options);
    const { value } = await stream.next();
    stop.abort();
    await stream.next().catch(() => {});
    const values = await client.runs.join(thread, value.data.run_id);
    assert.deepEqual(said(values), ["hi"]);
    assert.equal((await client.runs.get(thread, value.data.run_id)).status, "interrupted");
  },
  "it comes back to a run that goes on": async ({ client, newThread, release }) => {
    const thread = await newThread();
    const stop = new AbortController();
    const options = { input: HI, ...MODES, onDisconnect: "continue", signal: stop.signal };
    const stream = client.runs.stream(thread, "slow", options);
    const { value } = await stream.next();
    stop.abort();
    await stream.next().catch(() => {});
    const again = all(client.runs.joinStream(thread, value.data.run_id, { lastEventId: "-1" }));
    await release(thread);
    const parts = await again;
    assert.deepEqual(parts[0], value);
    assert.deepEqual(said(parts.at(-1).data), ["hi", "held"]);
  },
};
