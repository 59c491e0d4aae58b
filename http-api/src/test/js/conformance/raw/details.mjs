import assert from "node:assert/strict";
import { HI } from "../kit.mjs";
import { answers } from "../http.mjs";

export const area = "details";

export const cases = {
  "a history begins before an id that is a string": async ({ post, newThread, wait }) => {
    const thread = await newThread();
    await wait(thread, "chat", { input: HI });
    const { json: history } = await answers(post(`/threads/${thread}/history`, {}), 200);
    const before = history[1].checkpoint.checkpoint_id;
    const { json } = await answers(post(`/threads/${thread}/history`, { before }), 200);
    assert.deepEqual(json.map(({ metadata }) => metadata.step), [0, -1]);
  },
  "a history is read with a query": async ({ get, newThread, wait }) => {
    const thread = await newThread();
    await wait(thread, "chat", { input: HI });
    const { json } = await answers(get(`/threads/${thread}/history?limit=2`), 200);
    assert.deepEqual(json.map(({ metadata }) => metadata.step), [2, 1]);
    const next = await answers(get(`/threads/${thread}/history?before=${json[1].checkpoint.checkpoint_id}`), 200);
    assert.deepEqual(next.json.map(({ metadata }) => metadata.step), [0, -1]);
  },
  "flags are 1, true or yes, and all else is no": async ({ get, post, newThread, wait }) => {
    const thread = await newThread();
    await wait(thread, "outside", { input: HI });
    const whole = async (flag) => (await get(`/threads/${thread}/state?subgraphs=${flag}`)).json.tasks[0].state !== null;
    for (const yes of ["1", "true", "yes"]) assert.equal(await whole(yes), true, yes);
    for (const no of ["0", "false", "no"]) assert.equal(await whole(no), false, no);
  },
  "an empty thread's state has metadata": async ({ get, newThread }) => {
    assert.deepEqual((await answers(get(`/threads/${await newThread()}/state`), 200)).json.metadata, {});
  },
  "what was selected of a state is shown": async ({ get, newThread, wait }) => {
    const thread = await newThread();
    await wait(thread, "chat", { input: HI });
    const select = encodeURIComponent('["values.count","next"]');
    const { json } = await answers(get(`/threads/${thread}/state?select=${select}`), 200);
    assert.deepEqual(json.values, { count: 100 });
  },
  "a thread's times do not move by reading": async ({ get, newThread }) => {
    const thread = await newThread();
    assert.deepEqual((await get(`/threads/${thread}`)).json, (await get(`/threads/${thread}`)).json);
  },
  "a thread has the time of its state": async ({ get, newThread }) => {
    assert.ok(Date.parse((await get(`/threads/${await newThread()}`)).json.state_updated_at) > 0);
  },
  "an item that is not there is 200 and null": async ({ get, mark }) => {
    assert.equal((await answers(get(`/store/items?namespace=${mark}&key=k`), 200)).text.trim(), "null");
  },
  "an item is put and deleted without an answer": async ({ send, mark }) => {
    const item = { namespace: [mark], key: "k" };
    assert.equal((await answers(send("PUT", "/store/items", { body: { ...item, value: { a: 1 } } }), 204)).text, "");
    assert.equal((await answers(send("DELETE", "/store/items", { body: item }), 204)).text, "");
  },
  "a value that is no object is refused": async ({ send, mark }) => {
    const body = { namespace: [mark], key: "k", value: "text" };
    assert.match((await answers(send("PUT", "/store/items", { body }), 422)).json.detail, /value/);
  },
  "a label with a period is refused": async ({ send }) => {
    const body = { namespace: ["a.b"], key: "k", value: {} };
    const { json } = await answers(send("PUT", "/store/items", { body }), 422);
    assert.ok(json.detail.includes("Namespace labels cannot be empty or contain periods. Received: a.b"), json.detail);
  },
  "a count is a bare number": async ({ post, mark }) => {
    assert.equal((await answers(post("/threads/count", { metadata: { mark } }), 200)).text.trim(), "0");
    assert.equal((await answers(post("/assistants/count", { metadata: { mark } }), 200)).text.trim(), "0");
  },
  "the storage of a thread is told": async ({ get, newThread, wait }) => {
    const thread = await newThread();
    await wait(thread, "chat", { input: HI });
    const { json } = await answers(get(`/threads/${thread}/storage`), 200);
    assert.equal(json.thread_id, thread);
    assert.ok(json.total_bytes > 0);
    assert.ok(json.checkpoints.count > 0);
  },
};
