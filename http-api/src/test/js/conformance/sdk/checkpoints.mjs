import assert from "node:assert/strict";
import { HI, MISSING, all, refused, said } from "../kit.mjs";

export const area = "checkpoints";

const past = async ({ client, newThread }) => {
  const thread = await newThread();
  await client.runs.wait(thread, "chat", { input: HI });
  const [head, finishing, planning, first] = await client.threads.getHistory(thread);
  return { thread, head, finishing, planning, first };
};
const more = { messages: [{ role: "user", content: "more" }] };

export const cases = {
  "a run from an old checkpoint does its next tasks again": async (kit) => {
    const { thread, planning } = await past(kit);
    const values = await kit.client.runs.wait(thread, "chat", { input: null, checkpoint: planning.checkpoint });
    assert.equal(values.count, 100);
    assert.deepEqual(said(values), ["hi", "begin"]);
  },
  "a run from a later checkpoint does only what follows": async (kit) => {
    const { thread, finishing } = await past(kit);
    const options = { input: null, checkpoint: finishing.checkpoint, streamMode: "updates" };
    const parts = await all(kit.client.runs.stream(thread, "chat", options));
    assert.deepEqual(parts.slice(1).map(({ data }) => Object.keys(data)[0]), ["finish"]);
  },
  "a new input on an old checkpoint makes a branch": async (kit) => {
    const { thread, head, finishing } = await past(kit);
    const values = await kit.client.runs.wait(thread, "chat", { input: more, checkpoint: finishing.checkpoint });
    assert.deepEqual(said(values), ["hi", "begin", "more", "begin"]);
    const state = await kit.client.threads.getState(thread);
    assert.deepEqual(state.values, values);
    assert.ok(state.checkpoint.checkpoint_id > head.checkpoint.checkpoint_id);
  },
  "a branch leaves the others readable": async (kit) => {
    const { thread, head, planning } = await past(kit);
    await kit.client.runs.wait(thread, "chat", { input: more, checkpoint: planning.checkpoint });
    const old = await kit.client.threads.getState(thread, head.checkpoint);
    assert.deepEqual(old.values, head.values);
    assert.deepEqual(old.next, []);
  },
  "a branch is joined to where it began": async (kit) => {
    const { thread, head, finishing } = await past(kit);
    await kit.client.runs.wait(thread, "chat", { input: more, checkpoint: finishing.checkpoint });
    const history = await kit.client.threads.getHistory(thread, { limit: 100 });
    const byId = new Map(history.map((state) => [state.checkpoint.checkpoint_id, state]));
    const line = [];
    for (let state = history[0]; state; state = byId.get(state.parent_checkpoint?.checkpoint_id)) {
      line.push(state.checkpoint.checkpoint_id);
    }
    assert.ok(line.includes(finishing.checkpoint.checkpoint_id));
    assert.ok(!line.includes(head.checkpoint.checkpoint_id));
  },
  "a checkpoint is named by its id alone": async (kit) => {
    const { thread, finishing } = await past(kit);
    const checkpointId = finishing.checkpoint.checkpoint_id;
    const values = await kit.client.runs.wait(thread, "chat", { input: more, checkpointId });
    assert.deepEqual(said(values), ["hi", "begin", "more", "begin"]);
  },
  "a checkpoint is named in the configuration": async (kit) => {
    const { thread, finishing } = await past(kit);
    const config = { configurable: { checkpoint_id: finishing.checkpoint.checkpoint_id } };
    const values = await kit.client.runs.wait(thread, "chat", { input: more, config });
    assert.deepEqual(said(values), ["hi", "begin", "more", "begin"]);
  },
  "the head's checkpoint changes nothing": async (kit) => {
    const { thread, head } = await past(kit);
    const { thread_id: ignored, ...checkpoint } = head.checkpoint;
    const values = await kit.client.runs.wait(thread, "chat", { input: more, checkpoint });
    assert.deepEqual(said(values), ["hi", "begin", "more", "begin"]);
    assert.equal((await kit.client.threads.getHistory(thread, { limit: 100 })).length, 8);
  },
  "an unknown checkpoint is refused": async (kit) => {
    const { thread } = await past(kit);
    const error = await kit.client.runs.create(thread, "chat", { input: null, checkpointId: MISSING }).catch((e) => e);
    assert.match(error.message, /^HTTP (404|422): /);
  },
  "a question is asked again from before it": async ({ client, asking }) => {
    const { thread, asked } = await asking();
    await client.runs.wait(thread, "review", { command: { resume: "no" } });
    const before = (await client.threads.getHistory(thread)).find(({ next }) => next[0] === "ask");
    const { __interrupt__: again } = await client.runs.wait(thread, "review", { input: null, checkpoint: before.checkpoint });
    assert.deepEqual(again.map(({ value }) => value), asked.map(({ value }) => value));
    assert.equal((await client.runs.wait(thread, "review", { command: { resume: "yes" } })).topic, "yes");
  },
  "an edit of the past goes on from there": async (kit) => {
    const { thread, planning } = await past(kit);
    const values = { messages: [{ type: "human", content: "edited", id: "h1" }] };
    await kit.client.threads.updateState(thread, { values, checkpoint: planning.checkpoint, asNode: "__start__" });
    assert.deepEqual(said(await kit.client.runs.wait(thread, "chat", { input: null })), ["edited", "begin"]);
  },
  "an update of an unknown checkpoint is refused": async (kit) => {
    const { thread } = await past(kit);
    await refused(kit.client.threads.updateState(thread, { values: {}, checkpointId: MISSING, asNode: "plan" }), 404);
  },
};
