// What the cases share: inputs, ways to collect a stream, and the fixtures' gate.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

export const HI = { messages: [{ type: "human", content: "hi", id: "h1" }] };
export const MISSING = "00000000-0000-4000-8000-00000000dead";

/** Marks a case that only some versions of a client can express; see CANNOT. */
export const needing = (needs, prove) => Object.assign(prove, { needs });

export const all = async (stream) => {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return parts;
};

export const names = (parts) => [...new Set(parts.map(({ event }) => event))].sort();
export const said = ({ messages }) => messages.map(({ content }) => content);

export const until = async (holds, what = "it") => {
  const deadline = Date.now() + 20000;
  for (;;) {
    const found = await holds();
    if (found) return found;
    assert.ok(Date.now() < deadline, `waited 20 s in vain for ${what}`);
    await new Promise((again) => setTimeout(again, 20));
  }
};

export const refused = async (promise, status, words = "") => {
  const error = await promise.then(
    (answer) => assert.fail(`was not refused: ${JSON.stringify(answer)}`),
    (failure) => failure,
  );
  assert.match(error.message, new RegExp(`^HTTP ${status}: `));
  assert.ok(error.message.includes(words), `"${words}" is not in: ${error.message}`);
};

/** What needs a client: threads of one's own, and runs that are held until they are let go. */
export const kit = (client) => ({
  mark: randomUUID(),
  newThread: async (payload) => (await client.threads.create(payload)).thread_id,

  /** Lets the runs of the graph "slow" on a thread finish, those to come as well. */
  release: async (thread) => client.runs.wait(null, "release", { input: { topic: thread } }),

  /** A thread on which a run of the graph "slow" is in its node. */
  held: async (payload) => {
    const thread = (await client.threads.create()).thread_id;
    const run = await client.runs.create(thread, "slow", { input: {}, ...payload });
    await until(async () => (await client.runs.get(thread, run.run_id)).status === "running", "the run");
    return { thread, run: run.run_id };
  },

  /** A thread that waits for the answer of its reviewer. */
  asking: async (graph = "review") => {
    const thread = (await client.threads.create()).thread_id;
    const { __interrupt__: asked } = await client.runs.wait(thread, graph, { input: HI });
    return { thread, asked };
  },
});
