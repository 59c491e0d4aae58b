import assert from "node:assert/strict";
import { MISSING } from "../kit.mjs";
import { answers } from "../http.mjs";

export const area = "errors";

const detailed = async (answer, status, words) => {
  const { json, headers } = await answers(answer, status);
  assert.match(headers.get("content-type"), /^application\/json/);
  assert.equal(typeof json.detail, "string");
  assert.ok(json.detail.includes(words), json.detail);
};

export const cases = {
  "an unknown thread": ({ get }) => detailed(get(`/threads/${MISSING}`), 404, `Thread with ID ${MISSING} not found`),
  "an unknown assistant": ({ get }) => detailed(get("/assistants/nope"), 404, "Assistant not found"),
  "an unknown run": async ({ get, newThread }) =>
    detailed(get(`/threads/${await newThread()}/runs/${MISSING}`), 404, "Run not found"),
  "an unknown run that is joined": async ({ get, newThread }) =>
    detailed(get(`/threads/${await newThread()}/runs/${MISSING}/join`), 404, "Run not found"),
  "an unknown run whose stream is joined": async ({ get, newThread }) =>
    detailed(get(`/threads/${await newThread()}/runs/${MISSING}/stream`), 404, "Run not found"),
  "an unknown path": ({ get }) => detailed(get("/nowhere"), 404, "Not Found"),
  "a method that a path does not have": async ({ send }) => {
    assert.ok((await answers(send("PUT", "/threads"), 405)).headers.get("allow").includes("POST"));
  },
  "a thread that exists": async ({ post, newThread }) =>
    detailed(post("/threads", { thread_id: await newThread() }), 409, "Thread already exists"),
  "an unknown graph to run": async ({ post, newThread }) =>
    detailed(post(`/threads/${await newThread()}/runs`, { assistant_id: "nope" }), 404, 'No assistant found for "nope". Make sure the assistant ID is for a valid assistant or a valid graph ID.'),
  "a run without an assistant": async ({ post, newThread }) =>
    detailed(post(`/threads/${await newThread()}/runs`, { input: {} }), 422, "assistant_id"),
  "a run on a missing thread": ({ post }) => detailed(post(`/threads/${MISSING}/runs`, { assistant_id: "chat" }), 404, "not found"),
  "a waiting run on a missing thread": ({ post }) =>
    detailed(post(`/threads/${MISSING}/runs/wait`, { assistant_id: "chat" }), 404, "not found"),
  "a streaming run on a missing thread": ({ post }) =>
    detailed(post(`/threads/${MISSING}/runs/stream`, { assistant_id: "chat" }), 404, "not found"),
  "a state without a graph": async ({ post, newThread }) => {
    const thread = await newThread();
    await detailed(post(`/threads/${thread}/state`, { values: { topic: "t" } }), 400, `Thread ${thread} has no graph ID`);
  },
  "malformed JSON": async ({ post }) => {
    const { status, json } = await post("/threads", "{nonsense");
    assert.ok([400, 422].includes(status), String(status));
    assert.equal(typeof json.detail, "string");
  },
  "a body that is a list": ({ post }) => detailed(post("/threads", "[]"), 422, "object"),
  "a body of a wrong type": ({ post }) => detailed(post("/threads", { metadata: "red" }), 422, "metadata"),
  "an unknown word": ({ post }) => detailed(post("/threads", { if_exists: "perhaps" }), 422, "if_exists"),
  "an unknown stream mode": async ({ post, newThread }) =>
    detailed(post(`/threads/${await newThread()}/runs/stream`, { assistant_id: "chat", stream_mode: ["smell"] }), 422, "smell"),
  "an unknown strategy": async ({ post, newThread }) =>
    detailed(post(`/threads/${await newThread()}/runs`, { assistant_id: "chat", multitask_strategy: "fight" }), 422, "fight"),
  "an unknown breakpoint": async ({ post, newThread }) =>
    detailed(post(`/threads/${await newThread()}/runs`, { assistant_id: "chat", interrupt_before: ["nobody"] }), 422, "nobody"),
  "a step limit below one": async ({ post, newThread }) =>
    detailed(post(`/threads/${await newThread()}/runs`, { assistant_id: "chat", config: { recursion_limit: 0 } }), 422, "recursion_limit"),
  "a limit of a wrong type": ({ post }) => detailed(post("/threads/search", { limit: "many" }), 422, "limit"),
  "a negative offset": ({ post }) => detailed(post("/threads/search", { offset: -1 }), 422, "offset"),
  "an answer where nothing is asked": async ({ post, newThread, wait }) => {
    const thread = await newThread();
    await wait(thread, "chat");
    const { status, json } = await post(`/threads/${thread}/runs`, { assistant_id: "chat", command: { resume: 1 } });
    assert.equal(status, 422);
    assert.equal(typeof json.detail, "string");
  },
};
