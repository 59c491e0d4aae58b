import assert from "node:assert/strict";
import { HI, MISSING, refused } from "../kit.mjs";

export const area = "history";

const done = async ({ client, newThread }) => {
  const thread = await newThread();
  await client.runs.wait(thread, "chat", { input: HI });
  return thread;
};
const steps = (history) => history.map(({ metadata }) => metadata.step);

export const cases = {
  "each step has a state, the newest first": async (kit) => {
    const history = await kit.client.threads.getHistory(await done(kit));
    assert.deepEqual(steps(history), [2, 1, 0, -1]);
    assert.deepEqual(history.map(({ metadata }) => metadata.source), ["loop", "loop", "loop", "input"]);
    assert.deepEqual(history.map(({ next }) => next), [[], ["finish"], ["plan"], ["__start__"]]);
  },
  "each state names the one before it": async (kit) => {
    const history = await kit.client.threads.getHistory(await done(kit));
    history.slice(0, -1).forEach((state, at) => assert.deepEqual(state.parent_checkpoint, history[at + 1].checkpoint));
    assert.equal(history.at(-1).parent_checkpoint, null);
  },
  "ids of checkpoints sort by their creation": async (kit) => {
    const ids = (await kit.client.threads.getHistory(await done(kit))).map(({ checkpoint }) => checkpoint.checkpoint_id);
    assert.deepEqual(ids, [...ids].sort().reverse());
  },
  "a past state shows what its tasks returned": async (kit) => {
    const [, finishing, planning] = await kit.client.threads.getHistory(await done(kit));
    assert.deepEqual(finishing.tasks[0].result, { count: 100 });
    assert.equal(planning.tasks[0].name, "plan");
    assert.equal(planning.tasks[0].result.count, 1);
  },
  "the first state shows the raw input": async (kit) => {
    const first = (await kit.client.threads.getHistory(await done(kit))).at(-1);
    assert.equal(first.tasks[0].name, "__start__");
    assert.equal(first.tasks[0].result.messages[0].content, "hi");
    assert.deepEqual(first.values.messages ?? [], []);
  },
  "the newest of the history is the state": async (kit) => {
    const thread = await done(kit);
    const [head] = await kit.client.threads.getHistory(thread);
    assert.deepEqual(head, await kit.client.threads.getState(thread));
  },
  "a limit is kept": async (kit) => {
    assert.deepEqual(steps(await kit.client.threads.getHistory(await done(kit), { limit: 2 })), [2, 1]);
  },
  "ten states come unless asked for more": async ({ client, newThread }) => {
    const thread = await newThread();
    for (let nr = 0; nr < 3; nr++) await client.runs.wait(thread, "chat", { input: {} });
    assert.equal((await client.threads.getHistory(thread)).length, 10);
    assert.equal((await client.threads.getHistory(thread, { limit: 1000 })).length, 12);
  },
  "what comes before a checkpoint leaves it and newer ones out": async (kit) => {
    const thread = await done(kit);
    const [, second] = await kit.client.threads.getHistory(thread);
    assert.deepEqual(steps(await kit.client.threads.getHistory(thread, { before: second.checkpoint })), [0, -1]);
    const before = { configurable: second.checkpoint };
    assert.deepEqual(steps(await kit.client.threads.getHistory(thread, { before })), [0, -1]);
  },
  "states are filtered by their metadata": async (kit) => {
    const thread = await done(kit);
    await kit.client.threads.updateState(thread, { values: { topic: "t" }, asNode: "plan" });
    assert.deepEqual(steps(await kit.client.threads.getHistory(thread, { metadata: { source: "update" } })), [3]);
    assert.deepEqual(steps(await kit.client.threads.getHistory(thread, { metadata: { step: 0 } })), [0]);
  },
  "a second run goes on counting": async (kit) => {
    const thread = await done(kit);
    await kit.client.runs.wait(thread, "chat", { input: HI });
    assert.deepEqual(steps(await kit.client.threads.getHistory(thread)), [6, 5, 4, 3, 2, 1, 0, -1]);
  },
  "a thread that never ran has no history": async ({ client, newThread }) => {
    assert.deepEqual(await client.threads.getHistory(await newThread()), []);
  },
  "an unknown thread has no history": async ({ client }) => {
    await refused(client.threads.getHistory(MISSING), 404);
  },
  "all branches are in the history": async (kit) => {
    const thread = await done(kit);
    const [head, , old] = await kit.client.threads.getHistory(thread);
    await kit.client.runs.wait(thread, "chat", { input: { topic: "branch" }, checkpoint: old.checkpoint });
    const history = await kit.client.threads.getHistory(thread, { limit: 100 });
    assert.ok(history.some(({ checkpoint }) => checkpoint.checkpoint_id === head.checkpoint.checkpoint_id));
    assert.equal(history[0].values.topic, "branch");
    assert.equal(history.filter(({ parent_checkpoint: parent }) => parent?.checkpoint_id === old.checkpoint.checkpoint_id).length, 2);
  },
  "a graph inside has a history of its own": async ({ client, asking }) => {
    const { thread } = await asking("outside");
    const { tasks } = await client.threads.getState(thread);
    const history = await client.threads.getHistory(thread, { checkpoint: tasks[0].checkpoint });
    assert.deepEqual(history.map(({ next }) => next), [["ask"], ["plan"], ["__start__"]]);
    assert.ok(history.every(({ checkpoint }) => checkpoint.checkpoint_ns === tasks[0].checkpoint.checkpoint_ns));
  },
};
