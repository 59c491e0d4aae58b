import assert from "node:assert/strict";
import { HI, all, needing, until } from "../kit.mjs";

export const area = "threads.stream";

const opened = async ({ client, mark }, assistantId, prove) => {
  const stream = client.threads.stream(mark, { assistantId });
  try {
    return await prove(stream);
  } finally {
    await stream.close();
  }
};
const text = (message) => (typeof message.content === "string" ? message.content : message.content.map((block) => block.text).join(""));
const through = (assistantId, prove) => needing("threads.stream", (kit) => opened(kit, assistantId, (stream) => prove(stream, kit)));

export const cases = {
  "a run is started and gives its output": through("chat", async (stream) => {
    const { run_id: run } = await stream.run.start({ input: HI });
    assert.ok(run);
    const output = await stream.output;
    assert.equal(output.count, 100);
    assert.deepEqual(output.messages.map(text), ["hi", "begin"]);
  }),
  "values come after each step": through("chat", async (stream) => {
    const values = all(stream.values);
    await stream.run.start({ input: HI });
    assert.equal((await stream.output).count, 100);
    await stream.close();
    assert.equal((await values).at(-1).count, 100);
  }),
  "messages are streamed token by token": through("chat", async (stream) => {
    const first = (async () => {
      for await (const message of stream.messages) return (await all(message.text)).join("");
    })();
    await stream.run.start({ input: HI });
    assert.equal(await first, "begin");
  }),
  "a channel is subscribed to": through("chat", async (stream) => {
    const updates = await stream.subscribe("updates");
    await stream.run.start({ input: HI });
    const nodes = [];
    for await (const event of updates) {
      nodes.push(event.params.node);
      if (nodes.length === 2) break;
    }
    assert.deepEqual(nodes, ["plan", "finish"]);
  }),
  "what a node emits arrives": through("chat", async (stream) => {
    const custom = await stream.subscribe("custom");
    await stream.run.start({ input: HI });
    for await (const emitted of custom) {
      assert.match(JSON.stringify(emitted), /"progress":1/);
      break;
    }
  }),
  "a question interrupts, and is answered": through("review", async (stream, { client, mark }) => {
    await stream.run.start({ input: HI });
    await until(() => stream.interrupted && stream.interrupts.length === 1, "the question");
    const [{ interruptId, payload, namespace }] = stream.interrupts;
    assert.deepEqual(payload, { question: "all right?", count: 1 });
    await stream.input.respond({ interrupt_id: interruptId, namespace, response: "go" });
    await until(async () => (await client.threads.get(mark)).status === "idle", "the thread");
    assert.equal((await client.threads.get(mark)).values.topic, "go");
  }),
  "a second run goes on where the first ended": through("chat", async (stream, { client, mark }) => {
    await stream.run.start({ input: HI });
    await until(async () => (await client.threads.get(mark)).values?.count === 100, "the first run");
    const { run_id: run } = await stream.run.start({ input: { messages: [{ role: "user", content: "more" }] } });
    const values = await client.runs.join(mark, run);
    assert.deepEqual(values.messages.map(text), ["hi", "begin", "more", "begin"]);
  }),
};
