import assert from "node:assert/strict";
import { HI, MISSING, refused, said } from "../kit.mjs";

export const area = "state";

const done = async ({ client, newThread }) => {
  const thread = await newThread();
  await client.runs.wait(thread, "chat", { input: HI });
  return thread;
};

export const cases = {
  "a thread that never ran has an empty state": async ({ client, newThread }) => {
    const state = await client.threads.getState(await newThread());
    assert.deepEqual(state.values, {});
    assert.deepEqual(state.next, []);
    assert.deepEqual(state.tasks, []);
    assert.equal(state.checkpoint, null);
    assert.equal(state.parent_checkpoint, null);
  },
  "a finished thread has values and nothing to do next": async (kit) => {
    const thread = await done(kit);
    const state = await kit.client.threads.getState(thread);
    assert.equal(state.values.count, 100);
    assert.deepEqual(said(state.values), ["hi", "begin"]);
    assert.deepEqual(state.next, []);
    assert.deepEqual(state.tasks, []);
    assert.equal(state.checkpoint.thread_id, thread);
    assert.equal(state.checkpoint.checkpoint_ns, "");
  },
  "a state tells its step, source, run, graph and thread": async (kit) => {
    const thread = await done(kit);
    const { metadata, created_at: created } = await kit.client.threads.getState(thread);
    const [run] = await kit.client.runs.list(thread);
    assert.equal(metadata.step, 2);
    assert.equal(metadata.source, "loop");
    assert.equal(metadata.run_id, run.run_id);
    assert.equal(metadata.thread_id, thread);
    assert.equal(metadata.graph_id, "chat");
    assert.deepEqual(metadata.parents, {});
    assert.ok(Date.parse(created) > 0);
  },
  "a waiting state shows its task and what it asks": async ({ client, asking }) => {
    const { thread, asked } = await asking();
    const state = await client.threads.getState(thread);
    assert.deepEqual(state.next, ["ask"]);
    assert.equal(state.tasks.length, 1);
    const [task] = state.tasks;
    assert.equal(task.name, "ask");
    assert.equal(task.error, null);
    assert.equal(task.result ?? null, null);
    assert.deepEqual(task.interrupts, asked);
    assert.deepEqual(state.interrupts, asked);
    assert.match(asked[0].id, /^[0-9a-f]{32}$/);
  },
  "ids of tasks and interrupts are the same at each reading": async ({ client, asking }) => {
    const { thread } = await asking();
    assert.deepEqual((await client.threads.getState(thread)).tasks, (await client.threads.getState(thread)).tasks);
  },
  "a failed state shows the error at its task": async ({ client, newThread }) => {
    const thread = await newThread();
    await client.runs.wait(thread, "failing", { input: {}, raiseError: false });
    const state = await client.threads.getState(thread);
    assert.deepEqual(state.next, ["fail"]);
    assert.match(String(state.tasks[0].error), /Boo!/);
  },
  "an old state is read by its id and by its checkpoint": async (kit) => {
    const thread = await done(kit);
    const [, old] = await kit.client.threads.getHistory(thread);
    const byId = await kit.client.threads.getState(thread, old.checkpoint.checkpoint_id);
    assert.deepEqual(byId, await kit.client.threads.getState(thread, old.checkpoint));
    assert.deepEqual(byId.values, old.values);
    assert.deepEqual(byId.next, ["finish"]);
  },
  "an unknown thread has no state": async ({ client }) => {
    await refused(client.threads.getState(MISSING), 404, "not found");
  },
  "an unknown checkpoint has no state": async (kit) => {
    const thread = await done(kit);
    await refused(kit.client.threads.getState(thread, MISSING), 404);
  },
  "an update goes through the reducers": async (kit) => {
    const thread = await done(kit);
    const values = { messages: [{ role: "user", content: "more" }], count: 7 };
    await kit.client.threads.updateState(thread, { values });
    const state = await kit.client.threads.getState(thread);
    assert.deepEqual(said(state.values), ["hi", "begin", "more"]);
    assert.equal(state.values.messages[2].type, "human");
    assert.ok(state.values.messages[2].id);
    assert.equal(state.values.count, 7);
  },
  "an update answers with the checkpoint it made": async (kit) => {
    const thread = await done(kit);
    const before = await kit.client.threads.getState(thread);
    const { checkpoint } = await kit.client.threads.updateState(thread, { values: { topic: "t" }, asNode: "finish" });
    const state = await kit.client.threads.getState(thread);
    assert.deepEqual(state.checkpoint, checkpoint);
    assert.deepEqual(state.parent_checkpoint, before.checkpoint);
    assert.equal(state.metadata.source, "update");
    assert.equal(state.metadata.step, before.metadata.step + 1);
  },
  "an update as a node goes on after that node": async (kit) => {
    const thread = await done(kit);
    await kit.client.threads.updateState(thread, { values: { topic: "t" }, asNode: "plan" });
    assert.deepEqual((await kit.client.threads.getState(thread)).next, ["finish"]);
    assert.equal((await kit.client.runs.wait(thread, "chat", { input: null })).count, 100);
  },
  "an update as an unknown node is refused": async (kit) => {
    const thread = await done(kit);
    await refused(kit.client.threads.updateState(thread, { values: {}, asNode: "nobody" }), 422, "nobody");
  },
  "an update as the end leaves nothing to do": async ({ client, asking }) => {
    const { thread } = await asking();
    await client.threads.updateState(thread, { values: null, asNode: "__end__" });
    const state = await client.threads.getState(thread);
    assert.deepEqual(state.next, []);
    assert.deepEqual(state.tasks, []);
  },
  "an update replaces a message of the same id": async (kit) => {
    const thread = await done(kit);
    await kit.client.threads.updateState(thread, { values: { messages: [{ type: "human", content: "ho", id: "h1" }] } });
    assert.deepEqual(said((await kit.client.threads.getState(thread)).values), ["ho", "begin"]);
  },
  "an update removes a message": async (kit) => {
    const thread = await done(kit);
    await kit.client.threads.updateState(thread, { values: { messages: [{ type: "remove", content: "", id: "h1" }] } });
    assert.deepEqual(said((await kit.client.threads.getState(thread)).values), ["begin"]);
  },
  "an update removes all messages before the last marker": async (kit) => {
    const thread = await done(kit);
    const messages = [{ type: "remove", content: "", id: "__remove_all__" }, { role: "user", content: "anew" }];
    await kit.client.threads.updateState(thread, { values: { messages } });
    assert.deepEqual(said((await kit.client.threads.getState(thread)).values), ["anew"]);
  },
  "an update of a wrong type is refused": async (kit) => {
    const thread = await done(kit);
    await refused(kit.client.threads.updateState(thread, { values: { count: "many" } }), 422, "count");
  },
  "an update of a thread without a graph is refused": async ({ client, newThread }) => {
    const thread = await newThread();
    await refused(client.threads.updateState(thread, { values: { topic: "t" } }), 400, `Thread ${thread} has no graph ID`);
  },
  "an update of a running thread is refused": async ({ client, held, release }) => {
    const { thread } = await held();
    await refused(client.threads.updateState(thread, { values: { count: 1 } }), 409, "busy");
    await release(thread);
  },
  "an update of an unknown thread is refused": async ({ client }) => {
    await refused(client.threads.updateState(MISSING, { values: {} }), 404);
  },
  "an update of an old checkpoint makes a fork": async (kit) => {
    const thread = await done(kit);
    const [head, , old] = await kit.client.threads.getHistory(thread);
    await kit.client.threads.updateState(thread, { values: { topic: "fork" }, checkpoint: old.checkpoint, asNode: "plan" });
    const state = await kit.client.threads.getState(thread);
    assert.deepEqual(state.parent_checkpoint, old.checkpoint);
    assert.equal(state.values.topic, "fork");
    assert.equal(head.values.topic, undefined);
    assert.deepEqual((await kit.client.threads.getState(thread, head.checkpoint)).values, head.values);
  },
  "an update refreshes the values on the thread and leaves its status": async ({ client, asking }) => {
    const { thread } = await asking();
    await client.threads.updateState(thread, { values: { count: 42 }, asNode: "plan" });
    const found = await client.threads.get(thread);
    assert.equal(found.values.count, 42);
    assert.equal(found.status, "interrupted");
  },
  "what is edited while a question is open is there after the answer": async ({ client, asking }) => {
    const { thread } = await asking();
    await client.threads.updateState(thread, { values: { messages: [{ role: "user", content: "psst" }] }, asNode: "plan" });
    const values = await client.runs.wait(thread, "review", { command: { resume: "go ahead" } });
    assert.deepEqual(said(values), ["hi", "begin", "psst"]);
    assert.equal(values.topic, "go ahead");
  },
  "a graph inside is shown by its namespace": async ({ client, asking }) => {
    const { thread } = await asking("outside");
    const { tasks } = await client.threads.getState(thread);
    assert.deepEqual(tasks[0].checkpoint, { thread_id: thread, checkpoint_ns: `office:${tasks[0].id}` });
    assert.equal(tasks[0].state, null);
  },
  "a graph inside is shown whole if asked to": async ({ client, asking }) => {
    const { thread } = await asking("outside");
    const { tasks } = await client.threads.getState(thread, undefined, { subgraphs: true });
    assert.equal(tasks[0].checkpoint, null);
    const inside = tasks[0].state;
    assert.deepEqual(inside.next, ["ask"]);
    assert.deepEqual(await client.threads.getState(thread, inside.checkpoint), inside);
  },
  "the state inside is edited under its checkpoint": async ({ client, asking }) => {
    const { thread } = await asking("outside");
    const { tasks } = await client.threads.getState(thread);
    const edit = { values: { topic: "edited" }, asNode: "plan", checkpoint: tasks[0].checkpoint };
    const { checkpoint } = await client.threads.updateState(thread, edit);
    const inside = await client.threads.getState(thread, checkpoint);
    assert.equal(inside.values.topic, "edited");
    assert.deepEqual(inside.next, ["ask"]);
  },
};
