import assert from "node:assert/strict";
import { HI, MISSING, all, names, refused, until } from "../kit.mjs";

export const area = "stream";

const MODES = ["values", "updates", "custom", "messages-tuple"];

const streamed = async ({ client, newThread }, graph, options) => {
  const thread = await newThread();
  return { thread, parts: await all(client.runs.stream(thread, graph, { input: HI, ...options })) };
};
const data = (parts, event) => parts.filter((part) => part.event === event).map((part) => part.data);

export const cases = {
  ...Object.fromEntries(
    [
      ["values", ["metadata", "values"]],
      ["updates", ["metadata", "updates"]],
      ["custom", ["custom", "metadata"]],
      ["messages-tuple", ["messages", "metadata"]],
      ["messages", ["messages/complete", "messages/metadata", "messages/partial", "metadata"]],
      ["tasks", ["metadata", "tasks"]],
      ["checkpoints", ["checkpoints", "metadata"]],
      ["debug", ["debug", "metadata"]],
    ].map(([streamMode, expected]) => [
      `the mode ${streamMode} shows ${expected.join(", ")}`,
      async (kit) => {
        const { parts } = await streamed(kit, "chat", { streamMode });
        assert.deepEqual(names(parts), expected);
        assert.equal(parts[0].event, "metadata");
      },
    ]),
  ),
  "values are streamed unless asked otherwise": async (kit) => {
    assert.deepEqual(names((await streamed(kit, "chat")).parts), ["metadata", "values"]);
  },
  "the first event names the run and its attempt": async (kit) => {
    const { thread, parts } = await streamed(kit, "chat");
    const [run] = await kit.client.runs.list(thread);
    assert.equal(parts[0].data.run_id, run.run_id);
    assert.equal(parts[0].data.attempt, 1);
  },
  "the client is told where the run is": async ({ client, newThread }) => {
    const thread = await newThread();
    let told;
    const parts = await all(client.runs.stream(thread, "chat", { input: HI, onRunCreated: (located) => (told = located) }));
    assert.deepEqual(told, { run_id: parts[0].data.run_id, thread_id: thread });
  },
  "values come after the input and after each step": async (kit) => {
    const { thread, parts } = await streamed(kit, "chat", { streamMode: "values" });
    assert.deepEqual(data(parts, "values").map(({ count }) => count), [undefined, 1, 100]);
    assert.deepEqual(parts.at(-1).data, (await kit.client.threads.getState(thread)).values);
  },
  "updates say which node wrote what": async (kit) => {
    const { parts } = await streamed(kit, "chat", { streamMode: "updates" });
    const [plan, finish] = data(parts, "updates");
    assert.equal(plan.plan.count, 1);
    assert.equal(plan.plan.messages[0].content, "begin");
    assert.deepEqual(finish, { finish: { count: 100 } });
  },
  "what a node emits comes as it is": async (kit) => {
    assert.deepEqual(data((await streamed(kit, "chat", { streamMode: "custom" })).parts, "custom"), [{ progress: 1 }]);
  },
  "tokens join into the message that is stored": async (kit) => {
    const { parts } = await streamed(kit, "chat", { streamMode: ["messages-tuple", "values"] });
    const [, stored] = parts.at(-1).data.messages;
    const chunks = data(parts, "messages").map(([chunk]) => chunk).filter(({ id }) => id === stored.id);
    assert.ok(chunks.length >= 5);
    assert.equal(chunks.map(({ content }) => content).join(""), stored.content);
  },
  "tokens say where they come from": async (kit) => {
    const { thread, parts } = await streamed(kit, "chat", { streamMode: "messages-tuple" });
    for (const [, about] of data(parts, "messages")) {
      assert.equal(about.langgraph_node, "plan");
      assert.equal(about.langgraph_step, 1);
      assert.equal(about.thread_id, thread);
      assert.equal(about.run_id, parts[0].data.run_id);
      assert.match(about.langgraph_checkpoint_ns ?? about.checkpoint_ns, /^plan:/);
    }
  },
  "the human's message is not streamed": async (kit) => {
    const { parts } = await streamed(kit, "chat", { streamMode: "messages-tuple" });
    assert.ok(data(parts, "messages").every(([chunk]) => chunk.type !== "human"));
  },
  "partial messages grow, and end complete": async (kit) => {
    const { parts } = await streamed(kit, "chat", { streamMode: "messages" });
    const partial = data(parts, "messages/partial").map(([message]) => message.content);
    assert.deepEqual(partial, ["b", "be", "beg", "begi", "begin"]);
    assert.equal(data(parts, "messages/complete").at(-1)[0].content, "begin");
    assert.equal(data(parts, "messages/metadata").length, 1);
  },
  "messages and values together end with the complete message": async (kit) => {
    const { parts } = await streamed(kit, "chat", { streamMode: ["messages", "values"] });
    assert.ok(["messages/complete", "values"].includes(parts.at(-1).event));
  },
  "tasks begin and end": async (kit) => {
    const { parts } = await streamed(kit, "chat", { streamMode: "tasks" });
    const tasks = data(parts, "tasks");
    assert.deepEqual(tasks.map(({ name }) => name), ["plan", "plan", "finish", "finish"]);
    assert.equal(tasks[0].id, tasks[1].id);
    assert.equal(tasks[0].result, undefined);
    assert.deepEqual(tasks[0].interrupts, []);
    assert.ok(Array.isArray(tasks[0].triggers));
    assert.equal(tasks[0].input.messages[0].content, "hi");
    assert.deepEqual(tasks[3].result, { count: 100 });
    assert.equal(tasks[3].error, null);
  },
  "checkpoints tell of values, metadata and what is next": async (kit) => {
    const { parts } = await streamed(kit, "chat", { streamMode: "checkpoints" });
    const checkpoints = data(parts, "checkpoints");
    assert.deepEqual(checkpoints.map(({ next }) => next).slice(-3), [["plan"], ["finish"], []]);
    assert.deepEqual(checkpoints.map(({ metadata }) => metadata.step).slice(-3), [0, 1, 2]);
    assert.equal(checkpoints.at(-1).values.count, 100);
  },
  "debug tells of checkpoints, tasks and results": async (kit) => {
    const { parts } = await streamed(kit, "chat", { streamMode: "debug" });
    const debug = data(parts, "debug");
    assert.deepEqual([...new Set(debug.map(({ type }) => type))].sort(), ["checkpoint", "task", "task_result"]);
    for (const each of debug) {
      assert.equal(typeof each.step, "number");
      assert.ok(Date.parse(each.timestamp) > 0);
      assert.equal(typeof each.payload, "object");
    }
  },
  "several modes come in one stream, numbered from 0": async (kit) => {
    const { parts } = await streamed(kit, "chat", { streamMode: MODES });
    assert.deepEqual(names(parts), ["custom", "messages", "metadata", "updates", "values"]);
    assert.deepEqual(parts.map(({ id }) => id), parts.map((_, at) => String(at)));
  },
  "within a step, what is emitted comes before the update, and that before the values": async (kit) => {
    const { parts } = await streamed(kit, "chat", { streamMode: ["values", "updates", "custom"] });
    assert.deepEqual(
      parts.map(({ event }) => event),
      ["metadata", "values", "custom", "updates", "values", "updates", "values"],
    );
  },
  "no event is called end": async (kit) => {
    const { parts } = await streamed(kit, "chat");
    assert.equal(parts.at(-1).event, "values");
  },
  "a failure is the last event": async (kit) => {
    const { parts } = await streamed(kit, "failing", { input: {} });
    assert.equal(parts.at(-1).event, "error");
    assert.equal(parts.at(-1).data.error, "CustomError");
    assert.equal(parts.at(-1).data.message, "Boo!");
  },
  "a reached step limit is an error": async (kit) => {
    const { parts } = await streamed(kit, "loop", { input: {}, config: { recursion_limit: 2 } });
    assert.equal(parts.at(-1).data.error, "GraphRecursionError");
    assert.match(parts.at(-1).data.message, /^Recursion limit of 2 reached/);
  },
  "a graph inside is streamed under its namespace": async (kit) => {
    const options = { streamMode: ["values", "updates", "messages-tuple"], streamSubgraphs: true };
    const { parts } = await streamed(kit, "nested", options);
    const inside = parts.map(({ event }) => event).filter((event) => event.includes("|"));
    assert.ok(inside.length > 0);
    for (const event of inside) assert.match(event, /^(values|updates|messages)\|talk:[0-9a-f-]{36}$/);
    assert.equal(new Set(inside.map((event) => event.split("|")[1])).size, 1);
  },
  "a graph inside is silent unless asked for": async (kit) => {
    const { parts } = await streamed(kit, "nested", { streamMode: ["values", "updates"] });
    assert.deepEqual(names(parts), ["metadata", "updates", "values"]);
  },
  "a stateless run is streamed": async ({ client }) => {
    const parts = await all(client.runs.stream(null, "chat", { input: HI, streamMode: ["values"] }));
    assert.equal(parts.at(-1).data.count, 100);
  },
  "a streamed run makes its thread if asked to": async ({ client, mark }) => {
    const parts = await all(client.runs.stream(mark, "chat", { input: HI, ifNotExists: "create" }));
    assert.equal(parts.at(-1).data.count, 100);
    assert.equal((await client.threads.get(mark)).status, "idle");
  },
  "when the stream ends the run has ended": async (kit) => {
    const { thread, parts } = await streamed(kit, "chat");
    assert.equal((await kit.client.runs.get(thread, parts[0].data.run_id)).status, "success");
  },
  "a reader that goes away cancels the run if asked to": async ({ client, newThread }) => {
    const thread = await newThread();
    const stop = new AbortController();
    const stream = client.runs.stream(thread, "slow", { input: {}, onDisconnect: "cancel", signal: stop.signal });
    const { value } = await stream.next();
    stop.abort();
    await stream.next().catch(({ name }) => assert.equal(name, "AbortError"));
    await until(async () => (await client.runs.get(thread, value.data.run_id)).status === "interrupted", "the run");
  },
  "a reader that goes away leaves the run alone": async ({ client, newThread, release }) => {
    const thread = await newThread();
    const stop = new AbortController();
    const stream = client.runs.stream(thread, "slow", { input: {}, signal: stop.signal });
    const { value } = await stream.next();
    stop.abort();
    await stream.next().catch(({ name }) => assert.equal(name, "AbortError"));
    assert.equal((await client.runs.get(thread, value.data.run_id)).status, "running");
    await release(thread);
    assert.equal((await client.runs.join(thread, value.data.run_id)).count, 1);
  },
  "a stream of an unknown assistant is refused": async ({ client, newThread }) => {
    await refused(all(client.runs.stream(await newThread(), "nope", { input: {} })), 404, "No assistant found");
  },
  "a stream on an unknown thread is refused": async ({ client }) => {
    await refused(all(client.runs.stream(MISSING, "chat", { input: {} })), 404, "not found");
  },
};
