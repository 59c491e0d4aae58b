// Drives a gateway with an unmodified LangGraph client: node proof.mjs <alias of the client> <base URL>.
// Prints one JSON line for each claim: {"claim", "failure"}; failure is null when the claim holds.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { breakingProxy } from "./breaking-proxy.mjs";

const [alias, url] = process.argv.slice(2);
const { Client } = await import(alias);
const client = new Client({ apiUrl: url, apiKey: "any" });
const bare = new Client({ apiUrl: url, apiKey: null }); // a browser's WebSocket takes no headers
const HI = { messages: [{ type: "human", content: "hi", id: "h1" }] };
const MODES = ["values", "updates", "custom", "messages-tuple"];

const all = async (stream) => {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return parts;
};
const names = (parts) => [...new Set(parts.map((part) => part.event))].sort();
const newThread = async (payload) => (await client.threads.create(payload)).thread_id;
const refused = async (promise, status, words) => {
  const error = await promise.then(
    () => assert.fail("was not refused"),
    (failure) => failure,
  );
  assert.match(error.message, new RegExp(`^HTTP ${status}: `));
  assert.ok(error.message.includes(words), error.message);
};
const release = async (thread) => client.runs.wait(await newThread(), "release", { input: { topic: thread } });
const until = async (holds) => {
  const deadline = Date.now() + 15000;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, "waited 15 s in vain");
    await new Promise((again) => setTimeout(again, 20));
  }
};

const claims = {
  "threads are created, patched, read, searched, counted and deleted": async () => {
    const mark = randomUUID();
    const thread = await client.threads.create({ graphId: "chat", metadata: { mark } });
    assert.equal(thread.status, "idle");
    assert.equal(thread.metadata.graph_id, "chat");
    await client.threads.update(thread.thread_id, { metadata: { more: true } });
    assert.deepEqual((await client.threads.get(thread.thread_id)).metadata, { mark, graph_id: "chat", more: true });
    const found = await client.threads.search({ metadata: { mark }, sortBy: "created_at", sortOrder: "desc" });
    assert.deepEqual(found.map((each) => each.thread_id), [thread.thread_id]);
    if (client.threads.count) assert.equal(await client.threads.count({ metadata: { mark } }), 1);
    await client.threads.delete(thread.thread_id);
    assert.deepEqual(await client.threads.search({ metadata: { mark } }), []);
    const id = `mine-${mark}`;
    assert.equal(await newThread({ threadId: id }), id);
    assert.equal(await newThread({ threadId: id, ifExists: "do_nothing" }), id);
  },

  "assistants are made in versions, and runs take over from them": async () => {
    const mark = randomUUID();
    const made = await client.assistants.create({
      graphId: "nested",
      name: "Dry",
      config: { configurable: { tone: "dry" } },
      metadata: { mark },
    });
    assert.equal(made.version, 1);
    await client.assistants.update(made.assistant_id, { name: "Drier", metadata: { more: 1 } });
    const versions = await client.assistants.getVersions(made.assistant_id);
    assert.deepEqual(versions.map((each) => [each.version, each.name]), [[2, "Drier"], [1, "Dry"]]);
    assert.equal((await client.assistants.setLatest(made.assistant_id, 1)).name, "Dry");
    assert.deepEqual((await client.assistants.search({ metadata: { mark } })).map((each) => each.name), ["Dry"]);
    const thread = await newThread();
    await client.runs.wait(thread, made.assistant_id, { input: HI });
    assert.equal((await client.threads.get(thread)).config.configurable.tone, "dry");
    await client.assistants.delete(made.assistant_id);
    await refused(client.assistants.get(made.assistant_id), 404, "Assistant not found");
  },

  "the store puts, gets, searches, lists and deletes": async () => {
    const user = `u-${randomUUID()}`;
    await client.store.putItem([user, "facts"], "a", { stars: 3 });
    await client.store.putItem([user, "facts"], "b", { stars: 5 }, { ttl: 60 });
    assert.deepEqual((await client.store.getItem([user, "facts"], "a")).value, { stars: 3 });
    const found = await client.store.searchItems([user], { filter: { stars: { $gt: 3 } } });
    assert.deepEqual(found.items.map((item) => item.key), ["b"]);
    assert.ok(found.items[0].createdAt && found.items[0].updatedAt);
    const listed = await client.store.listNamespaces({ prefix: [user] });
    assert.deepEqual(listed.namespaces, [[user, "facts"]]);
    await client.store.deleteItem([user, "facts"], "a");
    assert.equal(await client.store.getItem([user, "facts"], "a"), null);
    await refused(client.store.searchItems([user], { query: "what do I like" }), 422, "query");
  },

  "crons are made, found and deleted": async () => {
    const thread = await newThread();
    const cron = await client.crons.createForThread(thread, "chat", { schedule: "0 0 1 1 *", input: HI });
    assert.equal(cron.thread_id, thread);
    assert.equal((await client.crons.create("chat", { schedule: "0 0 1 1 *" })).thread_id, null);
    const found = await client.crons.search({ threadId: thread });
    assert.deepEqual(found.map((each) => each.cron_id), [cron.cron_id]);
    for (const each of await client.crons.search()) await client.crons.delete(each.cron_id);
    assert.deepEqual(await client.crons.search(), []);
    await refused(client.crons.create("chat", { schedule: "often" }), 422, "schedule");
  },

  "assistants are found, searched and drawn": async () => {
    const [assistant] = await client.assistants.search({ graphId: "chat" });
    assert.equal((await client.assistants.get("chat")).assistant_id, assistant.assistant_id);
    const graph = await client.assistants.getGraph("chat");
    assert.deepEqual(graph.nodes.map((node) => node.id), ["__start__", "plan", "finish", "__end__"]);
  },

  "a run is created, followed by its id and joined": async () => {
    const thread = await newThread();
    let told;
    const run = await client.runs.create(thread, "chat", {
      input: HI,
      metadata: { m: 1 },
      config: { recursion_limit: 9, tags: ["t"], configurable: { k: "v" } },
      onRunCreated: (located) => (told = located),
    });
    assert.equal(run.status, "pending");
    assert.equal(run.thread_id, thread);
    if (told) assert.deepEqual(told, { run_id: run.run_id, thread_id: thread });
    assert.equal((await client.runs.join(thread, run.run_id)).count, 100);
    assert.equal((await client.runs.get(thread, run.run_id)).status, "success");
    assert.equal((await client.runs.list(thread)).length, 1);
  },

  "waiting returns the values": async () => {
    const values = await client.runs.wait(await newThread(), "chat", { input: HI });
    assert.equal(values.count, 100);
    assert.deepEqual(values.messages[0], {
      content: "hi",
      additional_kwargs: {},
      response_metadata: {},
      type: "human",
      id: "h1",
    });
    assert.deepEqual(Object.keys(values.messages[1]).sort(), [
      "additional_kwargs",
      "content",
      "id",
      "invalid_tool_calls",
      "response_metadata",
      "tool_calls",
      "type",
    ]);
  },

  "a failed run throws what the node threw": async () => {
    const thread = await newThread();
    await assert.rejects(client.runs.wait(thread, "failing", { input: {} }), /CustomError: .*Boo!/);
    const parts = await all(client.runs.stream(thread, "failing", { input: {} }));
    assert.equal(parts.at(-1).event, "error");
    assert.equal(parts.at(-1).data.error, "CustomError");
    await assert.rejects(
      client.runs.wait(thread, "loop", { input: {}, config: { recursion_limit: 3 } }),
      /GraphRecursionError: Recursion limit of 3 reached/,
    );
  },

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
      ["events", ["events", "metadata"]],
    ].map(([streamMode, expected]) => [
      `the stream mode ${streamMode} shows ${expected.join(", ")}`,
      async () => {
        const parts = await all(client.runs.stream(await newThread(), "chat", { input: HI, streamMode }));
        assert.deepEqual(names(parts), expected);
        assert.equal(parts[0].event, "metadata");
      },
    ]),
  ),

  "several stream modes come in one stream, numbered from 0": async () => {
    const thread = await newThread();
    let told;
    const parts = await all(
      client.runs.stream(thread, "chat", { input: HI, streamMode: MODES, onRunCreated: (located) => (told = located) }),
    );
    assert.deepEqual(names(parts), ["custom", "messages", "metadata", "updates", "values"]);
    assert.deepEqual(parts.map((part) => part.id), parts.map((_, index) => String(index)));
    assert.deepEqual(told, { run_id: parts[0].data.run_id, thread_id: thread });
    const streamed = parts.filter((part) => part.event === "messages").map((part) => part.data[0]);
    const [, stored] = parts.at(-1).data.messages;
    assert.equal(streamed.filter((chunk) => chunk.id === stored.id).map((chunk) => chunk.content).join(""), "begin");
  },

  "a resumable run is joined from the start and from any event": async () => {
    const thread = await newThread();
    const options = { input: HI, streamMode: MODES, streamResumable: true };
    const original = await all(client.runs.stream(thread, "chat", options));
    const run = original[0].data.run_id;
    assert.deepEqual(await all(client.runs.joinStream(thread, run, { lastEventId: "-1" })), original);
    assert.deepEqual(await all(client.runs.joinStream(thread, run, { lastEventId: "3" })), original.slice(4));
    const updates = await all(client.runs.joinStream(thread, run, { lastEventId: "-1", streamMode: "updates" }));
    assert.deepEqual(names(updates), ["metadata", "updates"]);
  },

  "a stream whose connection breaks goes on without a gap or a repetition": async () => {
    const proxy = await breakingProxy(url, "event: custom");
    const through = new Client({ apiUrl: proxy.url, apiKey: "any" });
    const thread = await newThread();
    const parts = [];
    try {
      const options = { input: {}, streamMode: ["values", "custom"], streamResumable: true };
      for await (const part of through.runs.stream(thread, "slow", options)) {
        parts.push(part);
        if (part.event === "custom") {
          await until(() => proxy.broken() === 1);
          await release(thread);
        }
      }
    } finally {
      proxy.close();
    }
    assert.deepEqual(parts.map((part) => part.id), parts.map((_, index) => String(index)));
    assert.equal(parts.at(-1).data.count, 1);
  },

  "the state is read, edited and looked back on": async () => {
    const thread = await newThread();
    await client.runs.wait(thread, "chat", { input: HI });
    const head = await client.threads.getState(thread);
    assert.deepEqual(head.next, []);
    assert.equal(head.checkpoint.checkpoint_ns, "");
    const edited = await client.threads.updateState(thread, { values: { topic: "edited" }, asNode: "plan" });
    const state = await client.threads.getState(thread);
    assert.deepEqual(state.checkpoint, edited.checkpoint);
    assert.equal(state.values.topic, "edited");
    assert.deepEqual(state.next, ["finish"]);
    assert.deepEqual(await client.threads.getState(thread, head.checkpoint), await client.threads.getState(thread, head.checkpoint.checkpoint_id));
    const history = await client.threads.getHistory(thread);
    assert.deepEqual(history.map((each) => each.metadata.source), ["update", "loop", "loop", "loop", "input"]);
    assert.deepEqual(history[0].parent_checkpoint, history[1].checkpoint);
    assert.equal((await client.threads.getHistory(thread, { before: history[2].checkpoint })).length, 2);
    assert.equal((await client.runs.wait(thread, "chat", { input: null })).count, 100);
    const forked = await client.runs.wait(thread, "chat", { input: null, checkpoint: history[2].checkpoint });
    assert.equal(forked.count, 100);
  },

  "a question pauses the run, shows in the state, and is answered by a command": async () => {
    const thread = await newThread();
    const streamMode = ["values", "updates"];
    const parts = await all(client.runs.stream(thread, "review", { input: HI, streamMode }));
    const { __interrupt__: asked, ...values } = parts.at(-1).data;
    assert.deepEqual(asked.map(({ value }) => value), [{ question: "all right?", count: 1 }]);
    assert.deepEqual(parts.at(-2).data, { __interrupt__: asked });
    const state = await client.threads.getState(thread);
    assert.deepEqual(state.values, values);
    assert.deepEqual(state.next, ["ask"]);
    assert.deepEqual(state.tasks[0].interrupts, asked);
    const held = await client.threads.get(thread);
    assert.equal(held.status, "interrupted");
    assert.deepEqual(held.interrupts, { [state.tasks[0].id]: asked });
    assert.deepEqual((await client.threads.search({ ids: [thread], status: "interrupted" })).length, 1);

    const options = { input: {}, command: { resume: "go ahead" }, streamMode };
    const resumed = await all(client.runs.stream(thread, "review", options));
    assert.deepEqual(resumed[1].data, values);
    assert.deepEqual(resumed.map(({ event }) => event), ["metadata", "values", "updates", "values", "updates", "values"]);
    assert.equal(resumed.at(-1).data.topic, "go ahead");
    assert.deepEqual((await client.threads.get(thread)).interrupts, {});
    await refused(client.runs.create(thread, "review", { command: { resume: 1 } }), 422, "nothing waits for an answer");
  },

  "several questions are answered by their ids, one after the other": async () => {
    const thread = await newThread();
    const { __interrupt__: asked } = await client.runs.wait(thread, "panel", { input: {} });
    const resume = ({ id }, answer) => client.runs.wait(thread, "panel", { command: { resume: { [id]: answer } } });
    await refused(client.runs.create(thread, "panel", { command: { resume: "which?" } }), 422, asked[0].id);
    assert.deepEqual((await resume(asked[1], "cheap")).__interrupt__, [asked[0]]);
    const { messages, count } = await resume(asked[0], "sound");
    assert.deepEqual(messages.map(({ content }) => content), ["sound", "cheap"]);
    assert.equal(count, 100);
  },

  "a breakpoint pauses the run, and no input goes on": async () => {
    const thread = await newThread();
    const parts = await all(
      client.runs.stream(thread, "chat", { input: HI, interruptBefore: ["finish"], streamMode: ["values", "updates"] }),
    );
    assert.deepEqual(parts.slice(-2).map(({ data }) => data), [{ __interrupt__: [] }, { __interrupt__: [] }]);
    assert.deepEqual((await client.threads.getState(thread)).next, ["finish"]);
    assert.equal((await client.runs.wait(thread, "chat", { input: null })).count, 100);
  },

  "a command writes, leads elsewhere and ends": async () => {
    const thread = await newThread();
    await client.runs.wait(thread, "review", { input: {} });
    const goto = [{ node: "note", input: "by mail" }];
    const noted = await client.runs.wait(thread, "review", { command: { update: { topic: "order" }, goto } });
    assert.equal(noted.topic, "order");
    assert.equal(noted.messages.at(-1).content, "by mail");
    await client.runs.wait(thread, "review", { input: {}, command: { goto: "__end__" } });
    assert.deepEqual((await client.threads.getState(thread)).next, []);
    assert.equal((await client.threads.get(thread)).status, "idle");
  },

  "the state of a graph inside is read and looked back on": async () => {
    const thread = await newThread();
    await client.runs.wait(thread, "outside", { input: HI });
    const { tasks } = await client.threads.getState(thread);
    assert.deepEqual(tasks[0].checkpoint, { thread_id: thread, checkpoint_ns: `office:${tasks[0].id}` });
    const whole = await client.threads.getState(thread, undefined, { subgraphs: true });
    const inside = whole.tasks[0].state;
    assert.deepEqual(inside.next, ["ask"]);
    assert.deepEqual(await client.threads.getState(thread, inside.checkpoint), inside);
    const history = await client.threads.getHistory(thread, { checkpoint: tasks[0].checkpoint });
    assert.deepEqual(history[0], inside);
    assert.deepEqual(history.map(({ next }) => next), [["ask"], ["plan"], ["__start__"]]);
  },

  "a graph inside is told of under its namespace, edited, and goes on": async () => {
    const thread = await newThread();
    const streamMode = ["values", "updates", "messages-tuple"];
    const parts = await all(client.runs.stream(thread, "outside", { input: HI, streamMode, streamSubgraphs: true }));
    const { tasks } = await client.threads.getState(thread);
    const inside = `office:${tasks[0].id}`;
    assert.deepEqual(
      new Set(parts.map(({ event }) => event)),
      new Set(["metadata", "values", "updates", `values|${inside}`, `updates|${inside}`, `messages|${inside}`]),
    );
    assert.deepEqual(parts.map(({ id }) => id), parts.map((_, index) => String(index)));
    const streamed = parts.filter(({ event }) => event === `messages|${inside}`).map(({ data }) => data[0].content);
    assert.equal(streamed.join(""), "begin");
    await client.threads.updateState(thread, { values: { count: 7 }, asNode: "plan", checkpoint: tasks[0].checkpoint });
    assert.equal((await client.threads.getState(thread, tasks[0].checkpoint)).values.count, 7);
    const { __interrupt__: asked } = await client.runs.wait(thread, "outside", { input: null });
    assert.equal(asked[0].value.count, 1); // what was asked stays asked
    assert.equal((await client.runs.wait(thread, "outside", { command: { resume: "fine" } })).count, 1000);
  },

  "a thread begins with a state": async () => {
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
    assert.deepEqual((await client.threads.getHistory(thread)).map(({ metadata }) => metadata.step), [1, 0, -1]);
    assert.equal((await client.runs.wait(thread, "chat", { input: null })).topic, "moved");
  },

  ...(client.threads.joinStream && {
    "a thread is followed across its runs": async () => {
      const thread = await newThread();
      await client.runs.wait(thread, "chat", { input: HI });
      await client.runs.wait(thread, "chat", { input: HI });
      const seen = [];
      for await (const part of client.threads.joinStream(thread, { lastEventId: "-", streamMode: "lifecycle" })) {
        seen.push(part.event);
        if (seen.length === 4) break;
      }
      assert.deepEqual(seen, ["metadata", "run_done", "metadata", "run_done"]);
    },
  }),

  ...(client.threads.stream && {
    ...Object.fromEntries(
      ["sse", "websocket"].flatMap((transport) => [
        [
          `a thread's ${transport} stream tells messages, states and the end of a run`,
          async () => {
            const stream = bare.threads.stream(randomUUID(), { assistantId: "chat", transport });
            const texts = [];
            const reading = (async () => {
              for await (const message of stream.messages) texts.push(await message.text);
            })();
            const { run_id: run } = await stream.run.start({ input: HI });
            const values = await stream.values;
            await reading;
            assert.equal(values.count, 100);
            assert.deepEqual(texts, ["begin"]);
            assert.equal((await client.runs.get(stream.threadId, run)).status, "success");
            await stream.close();
          },
        ],
        [
          `a thread's ${transport} stream asks and is answered`,
          async () => {
            const stream = bare.threads.stream(randomUUID(), { assistantId: "review", transport });
            await stream.run.start({ input: HI });
            await until(async () => stream.interrupted && stream.interrupts.length === 1);
            const [{ interruptId, payload, namespace }] = stream.interrupts;
            assert.equal(payload.question, "all right?");
            await stream.input.respond({ namespace, interrupt_id: interruptId, response: "fine" });
            await until(async () => (await stream.state.get({})).values.count === 100);
            const { tree } = await stream.agent.getTree();
            assert.equal(tree.graph_name, "review");
            await stream.close();
          },
        ],
      ]),
    ),
    "a run of a thread's stream that fails or is cancelled is told to be over": async () => {
      for (const [assistantId, last] of [["failing", "failed"], ["slow", "interrupted"]]) {
        const stream = bare.threads.stream(randomUUID(), { assistantId });
        const seen = [];
        const subscription = await stream.subscribe({ channels: ["lifecycle"] });
        const reading = (async () => {
          for await (const { params } of subscription) if (!params.namespace.length) seen.push(params.data.event);
        })();
        const { run_id: run } = await stream.run.start({ input: {} });
        if (assistantId === "slow") {
          await until(async () => (await client.runs.get(stream.threadId, run)).status === "running");
          await client.runs.cancel(stream.threadId, run);
        }
        await until(async () => seen.at(-1) === last);
        await stream.close();
        await reading;
        assert.deepEqual(seen, ["running", last]);
      }
    },
  }),

  "refusals arrive with status and words, and are not retried": async () => {
    const missing = randomUUID();
    const thread = await newThread({ threadId: missing.replace("-", "x") });
    const slow = await client.runs.create(thread, "slow", { input: {} });
    await refused(client.threads.get(missing), 404, `Thread with ID ${missing} not found`);
    await refused(client.assistants.get("nope"), 404, "Assistant not found");
    await refused(client.runs.create(thread, "nope"), 404, "No assistant found for");
    await refused(client.runs.get(thread, missing), 404, "Run not found");
    await refused(client.threads.create({ threadId: thread }), 409, "Thread already exists");
    await refused(client.runs.create(thread, "slow", { input: {}, multitaskStrategy: "reject" }), 409, "busy");
    await refused(client.runs.create(thread, "chat", { input: { count: "x" } }), 422, "input.count");
    await refused(client.runs.wait(thread, "chat", { input: {}, interruptBefore: ["nobody"] }), 422, "interrupt_before");
    await refused(all(client.runs.stream(thread, "chat", { input: {}, streamMode: "news" })), 422, "events");
    await client.runs.cancel(thread, slow.run_id, true);
  },

  "a run is cancelled, and a run whose reader hangs up": async () => {
    const thread = await newThread();
    const run = await client.runs.create(thread, "slow", { input: {} });
    await client.runs.cancel(thread, run.run_id, true);
    assert.equal((await client.runs.get(thread, run.run_id)).status, "interrupted");
    await client.runs.cancel(thread, run.run_id);

    const stop = new AbortController();
    let stopped;
    const options = { input: {}, onDisconnect: "cancel", signal: stop.signal };
    try {
      for await (const part of client.runs.stream(thread, "slow", options)) {
        stopped = stopped ?? part.data.run_id;
        stop.abort();
      }
    } catch (aborted) {
      assert.equal(aborted.name, "AbortError");
    }
    await until(async () => (await client.runs.get(thread, stopped)).status === "interrupted");
  },
};

for (const [claim, proof] of Object.entries(claims)) {
  const failure = await proof().then(
    () => null,
    (error) => String(error?.stack ?? error),
  );
  console.log(JSON.stringify({ claim, failure }));
}
process.exit(0);
