import assert from "node:assert/strict";
import { HI, all, said } from "../kit.mjs";

export const area = "remote graph";

const on = (thread) => ({ configurable: { thread_id: thread } });

export const cases = {
  "invoked without a thread it gives the values": async ({ graph }) => {
    const values = await graph("chat").invoke(HI);
    assert.equal(values.count, 100);
    assert.deepEqual(said(values), ["hi", "begin"]);
  },
  "invoked without a thread it leaves none": async ({ graph, client, mark }) => {
    await graph("chat").invoke({ ...HI, topic: mark });
    assert.deepEqual(await client.threads.search({ values: { topic: mark } }), []);
  },
  "invoked on a thread it is remembered": async ({ graph, newThread }) => {
    const thread = await newThread();
    await graph("chat").invoke(HI, on(thread));
    const more = { messages: [{ role: "user", content: "more" }] };
    assert.deepEqual(said(await graph("chat").invoke(more, on(thread))), ["hi", "begin", "more", "begin"]);
  },
  "invoked on a thread that is not there yet, it makes it": async ({ graph, client, mark }) => {
    await graph("chat").invoke(HI, on(mark));
    assert.equal((await client.threads.get(mark)).values.count, 100);
  },
  "messages of the library are sent as they are": async ({ graph }) => {
    const { HumanMessage } = await import("@langchain/core/messages");
    const { messages } = await graph("chat").invoke({ messages: [new HumanMessage({ content: "hello", id: "m1" })] });
    assert.equal(messages[0].content, "hello");
    assert.equal(messages[0].type, "human");
  },
  "configuration reaches the nodes": async ({ graph }) => {
    assert.equal((await graph("nested").invoke(HI, { configurable: { tone: "warm" } })).topic, "warm");
  },
  "a context reaches the nodes": async ({ graph, newThread }) => {
    const config = { ...on(await newThread()), context: { tone: "cold" } };
    assert.equal((await graph("nested").invoke(HI, config)).topic, "cold");
  },
  "its own configuration is kept": async ({ graph }) => {
    const warm = graph("nested").withConfig({ configurable: { tone: "warm" } });
    assert.equal((await warm.invoke(HI)).topic, "warm");
  },
  "values are streamed": async ({ graph }) => {
    const parts = await all(await graph("chat").stream(HI, { streamMode: "values" }));
    assert.deepEqual(parts.map(({ count }) => count), [undefined, 1, 100]);
  },
  "updates are streamed, and are what is streamed unless asked": async ({ graph }) => {
    const updates = await all(await graph("chat").stream(HI, { streamMode: "updates" }));
    assert.deepEqual(updates.map((update) => Object.keys(update)[0]), ["plan", "finish"]);
    assert.deepEqual(updates.at(-1), { finish: { count: 100 } });
    assert.equal((await all(await graph("chat").stream(HI))).length, 2);
  },
  "what nodes emit is streamed": async ({ graph }) => {
    assert.deepEqual(await all(await graph("chat").stream(HI, { streamMode: "custom" })), [{ progress: 1 }]);
  },
  "tokens are streamed": async ({ graph }) => {
    const parts = await all(await graph("chat").stream(HI, { streamMode: "messages" }));
    assert.equal(parts.map(([chunk]) => chunk.content).join(""), "begin");
    assert.ok(parts.every(([, about]) => about.langgraph_node === "plan"));
  },
  "several modes are streamed together": async ({ graph }) => {
    const parts = await all(await graph("chat").stream(HI, { streamMode: ["values", "updates", "custom"] }));
    assert.deepEqual([...new Set(parts.map(([mode]) => mode))].sort(), ["custom", "updates", "values"]);
  },
  "debug is streamed": async ({ graph }) => {
    const parts = await all(await graph("chat").stream(HI, { streamMode: "debug" }));
    assert.deepEqual([...new Set(parts.map(({ type }) => type))].sort(), ["checkpoint", "task", "task_result"]);
  },
  "a graph inside is streamed under its namespace": async ({ graph }) => {
    const parts = await all(await graph("nested").stream(HI, { streamMode: "updates", subgraphs: true }));
    const inside = parts.filter(([namespace]) => namespace.length === 1);
    assert.deepEqual(inside.map(([, update]) => Object.keys(update)[0]), ["plan", "finish"]);
    assert.match(inside[0][0][0], /^talk:/);
  },
  "a graph inside is silent unless asked": async ({ graph }) => {
    const updates = await all(await graph("nested").stream(HI, { streamMode: "updates" }));
    assert.deepEqual(updates.map((update) => Object.keys(update)[0]), ["talk", "finish"]);
  },
  "a failure is thrown": async ({ graph }) => {
    await assert.rejects(graph("failing").invoke({}), (error) => {
      assert.equal(error.name, "RemoteException");
      assert.match(error.message, /CustomError/);
      assert.match(error.message, /Boo!/);
      return true;
    });
  },
  "a step limit is kept": async ({ graph }) => {
    await assert.rejects(graph("loop").invoke({}, { recursionLimit: 3 }), /GraphRecursionError/);
  },
  "an unknown graph is refused": async ({ graph }) => {
    await assert.rejects(graph("nope").invoke({}), /HTTP 404: .*No assistant found/);
  },
  "a question is thrown as an interrupt": async ({ graph, newThread }) => {
    await assert.rejects(graph("review").invoke(HI, on(await newThread())), (error) => {
      assert.equal(error.name, "GraphInterrupt");
      assert.deepEqual(error.interrupts[0].value, { question: "all right?", count: 1 });
      return true;
    });
  },
  "a question is answered by a command": async ({ graph, Command, newThread }) => {
    const thread = await newThread();
    await assert.rejects(graph("review").invoke(HI, on(thread)));
    const values = await graph("review").invoke(new Command({ resume: "go ahead" }), on(thread));
    assert.equal(values.topic, "go ahead");
    assert.equal(values.count, 100);
  },
  "a command can write and lead elsewhere": async ({ graph, Command, newThread }) => {
    const { Send } = await import("@langchain/langgraph");
    const thread = await newThread();
    await assert.rejects(graph("review").invoke(HI, on(thread)));
    const command = new Command({ update: { topic: "order" }, goto: [new Send("note", "by mail")] });
    const values = await graph("review").invoke(command, on(thread));
    assert.equal(values.topic, "order");
    assert.equal(values.messages.at(-1).content, "by mail");
  },
  "a breakpoint pauses, and no input goes on": async ({ graph, newThread }) => {
    const thread = await newThread();
    await assert.rejects(graph("chat").invoke(HI, { ...on(thread), interruptBefore: ["finish"] }), { name: "GraphInterrupt" });
    assert.deepEqual((await graph("chat").getState(on(thread))).next, ["finish"]);
    assert.equal((await graph("chat").invoke(null, on(thread))).count, 100);
  },
  "its own breakpoints are kept": async ({ graph, newThread }) => {
    const thread = await newThread();
    await assert.rejects(graph("chat", { interruptAfter: ["plan"] }).invoke(HI, on(thread)), { name: "GraphInterrupt" });
    assert.deepEqual((await graph("chat").getState(on(thread))).next, ["finish"]);
  },
  "the state is a snapshot": async ({ graph, newThread }) => {
    const thread = await newThread();
    await graph("chat").invoke(HI, on(thread));
    const state = await graph("chat").getState(on(thread));
    assert.equal(state.values.count, 100);
    assert.deepEqual(state.next, []);
    assert.deepEqual(state.tasks, []);
    assert.equal(state.config.configurable.thread_id, thread);
    assert.equal(state.config.configurable.checkpoint_ns, "");
    assert.equal(state.metadata.step, 2);
    assert.ok(state.createdAt);
  },
  "a waiting state shows what is asked": async ({ graph, newThread }) => {
    const thread = await newThread();
    await assert.rejects(graph("review").invoke(HI, on(thread)));
    const { tasks, next } = await graph("review").getState(on(thread));
    assert.deepEqual(next, ["ask"]);
    assert.equal(tasks[0].name, "ask");
    assert.match(tasks[0].interrupts[0].interrupt_id, /^[0-9a-f]{32}$/);
  },
  "a state with graphs inside is whole": async ({ graph, newThread }) => {
    const thread = await newThread();
    await assert.rejects(graph("outside").invoke(HI, on(thread)));
    const { tasks } = await graph("outside").getState(on(thread), { subgraphs: true });
    assert.deepEqual(tasks[0].state.next, ["ask"]);
    assert.equal(tasks[0].state.values.count, 1);
  },
  "an old state is read by its configuration": async ({ graph, newThread }) => {
    const thread = await newThread();
    await graph("chat").invoke(HI, on(thread));
    const [, old] = await all(graph("chat").getStateHistory(on(thread)));
    const state = await graph("chat").getState(old.config);
    assert.deepEqual(state.values, old.values);
    assert.deepEqual(state.next, ["finish"]);
  },
  "the history comes newest first, each with its parent": async ({ graph, newThread }) => {
    const thread = await newThread();
    await graph("chat").invoke(HI, on(thread));
    const history = await all(graph("chat").getStateHistory(on(thread)));
    assert.deepEqual(history.map(({ metadata }) => metadata.step), [2, 1, 0, -1]);
    assert.deepEqual(history[0].parentConfig, history[1].config);
  },
  "the history is limited and filtered": async ({ graph, newThread }) => {
    const thread = await newThread();
    await graph("chat").invoke(HI, on(thread));
    assert.equal((await all(graph("chat").getStateHistory(on(thread), { limit: 2 }))).length, 2);
    const inputs = await all(graph("chat").getStateHistory(on(thread), { filter: { source: "input" } }));
    assert.deepEqual(inputs.map(({ metadata }) => metadata.step), [-1]);
    const [, second] = await all(graph("chat").getStateHistory(on(thread)));
    const before = await all(graph("chat").getStateHistory(on(thread), { before: second.config }));
    assert.deepEqual(before.map(({ metadata }) => metadata.step), [0, -1]);
  },
  "the state is updated": async ({ graph, newThread }) => {
    const thread = await newThread();
    await graph("chat").invoke(HI, on(thread));
    const config = await graph("chat").updateState(on(thread), { topic: "edited" }, "plan");
    const state = await graph("chat").getState(on(thread));
    assert.equal(state.config.configurable.checkpoint_id, config.configurable.checkpoint_id);
    assert.equal(state.values.topic, "edited");
    assert.deepEqual(state.next, ["finish"]);
  },
  "the graph is drawn": async ({ graph }) => {
    const drawn = await graph("chat").getGraphAsync();
    assert.deepEqual(Object.keys(drawn.nodes), ["__start__", "plan", "finish", "__end__"]);
    assert.deepEqual(drawn.edges.map(({ source, target }) => `${source}>${target}`).sort(), [
      "__start__>plan",
      "finish>__end__",
      "plan>finish",
    ]);
  },
  "graphs inside are told of": async ({ graph }) => {
    const names = [];
    for await (const [name] of graph("nested").getSubgraphsAsync()) names.push(name);
    assert.deepEqual(names, ["talk"]);
  },
  "an aborted call ends": async ({ graph, newThread }) => {
    const stop = new AbortController();
    const stream = await graph("slow").stream({}, { ...on(await newThread()), streamMode: "custom", signal: stop.signal });
    await assert.rejects(async () => {
      for await (const part of stream) {
        assert.equal(part, "holding");
        stop.abort();
      }
    }, /[Aa]bort/);
  },
};
