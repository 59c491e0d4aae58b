import assert from "node:assert/strict";
import { HI } from "../kit.mjs";
import { answers, events } from "../http.mjs";

export const area = "streams on the wire";

const streamed = async ({ newThread, post }, body) => {
  const thread = await newThread();
  const answer = await answers(post(`/threads/${thread}/runs/stream`, { assistant_id: "chat", input: HI, ...body }), 200);
  const [, run] = answer.headers.get("content-location").match(/\/runs\/([^/]+)$/);
  return { ...answer, thread, run };
};

export const cases = {
  "the answer is an event stream that nobody keeps": async (kit) => {
    const { headers } = await streamed(kit);
    assert.match(headers.get("content-type"), /^text\/event-stream/);
    assert.match(headers.get("cache-control"), /no-cache|no-store/);
    assert.equal(headers.get("content-encoding"), null);
  },
  "the answer says where the run is, and where to go on": async (kit) => {
    const { headers, thread, run } = await streamed(kit);
    assert.equal(headers.get("content-location"), `/threads/${thread}/runs/${run}`);
    assert.equal(headers.get("location"), `/threads/${thread}/runs/${run}/stream`);
  },
  "each event has a name, an id and one line of data": async (kit) => {
    const { text } = await streamed(kit);
    const blocks = text.trim().split(/\r?\n\r?\n/).filter((block) => !block.startsWith(":"));
    for (const block of blocks) {
      const fields = block.split(/\r?\n/).map((line) => line.match(/^(\w+): ?/)?.[1]);
      assert.deepEqual(fields.sort(), ["data", "event", "id"], block);
    }
  },
  "ids count from 0": async (kit) => {
    const found = events((await streamed(kit, { stream_mode: ["values", "updates", "custom"] })).text);
    assert.deepEqual(found.map(({ id }) => id), found.map((_, at) => String(at)));
  },
  "a line separator does not break the line": async (kit) => {
    const input = { messages: [{ role: "user", content: "a\u2028b\r\nc" }] };
    const found = events((await streamed(kit, { input })).text);
    assert.equal(found.at(-1).data.messages[0].content, "a\u2028b\r\nc");
  },
  "one mode may be a word": async (kit) => {
    const found = events((await streamed(kit, { stream_mode: "updates" })).text);
    assert.deepEqual([...new Set(found.map(({ event }) => event))], ["metadata", "updates"]);
  },
  "the mode tools is accepted": async (kit) => {
    const found = events((await streamed(kit, { stream_mode: ["values", "tools"] })).text);
    assert.equal(found.at(-1).event, "values");
  },
  "a join after an event does not repeat the first": async (kit) => {
    const { thread, run, text } = await streamed(kit, { stream_resumable: true });
    const joined = await answers(kit.get(`/threads/${thread}/runs/${run}/stream`, { headers: { "last-event-id": "0" } }), 200);
    assert.deepEqual(events(joined.text), events(text).slice(1));
  },
  "a join from the beginning may be written as a dash": async (kit) => {
    const { thread, run, text } = await streamed(kit, { stream_resumable: true });
    const joined = await answers(kit.get(`/threads/${thread}/runs/${run}/stream`, { headers: { "last-event-id": "-" } }), 200);
    assert.deepEqual(events(joined.text), events(text));
  },
  "a join takes modes as a word, as a list and repeated": async (kit) => {
    const { thread, run } = await streamed(kit, { stream_resumable: true, stream_mode: ["values", "updates", "custom"] });
    const names = async (query) => {
      const path = `/threads/${thread}/runs/${run}/stream?${query}`;
      const found = events((await answers(kit.get(path, { headers: { "last-event-id": "-1" } }), 200)).text);
      return [...new Set(found.map(({ event }) => event))].sort();
    };
    assert.deepEqual(await names("stream_mode=updates"), ["metadata", "updates"]);
    assert.deepEqual(await names(`stream_mode=${encodeURIComponent('["values","custom"]')}`), ["custom", "metadata", "values"]);
    assert.deepEqual(await names("stream_mode=values&stream_mode=custom"), ["custom", "metadata", "values"]);
  },
  "a created run says where it is": async ({ post, newThread }) => {
    const thread = await newThread();
    const { headers, json } = await answers(post(`/threads/${thread}/runs`, { assistant_id: "chat", input: HI }), 200);
    assert.equal(headers.get("content-location"), `/threads/${thread}/runs/${json.run_id}`);
  },
  "a waiting run says where it is, and answers JSON": async ({ post, newThread }) => {
    const thread = await newThread();
    const { headers, json } = await answers(post(`/threads/${thread}/runs/wait`, { assistant_id: "chat", input: HI }), 200);
    assert.match(headers.get("content-location"), new RegExp(`^/threads/${thread}/runs/[0-9a-f-]{36}$`));
    assert.match(headers.get("content-type"), /^application\/json/);
    assert.equal(json.count, 100);
  },
  "a stateless run says where it is": async ({ post }) => {
    const { headers } = await answers(post("/runs/wait", { assistant_id: "chat", input: HI }), 200);
    assert.match(headers.get("content-location"), /^(\/threads\/[0-9a-f-]{36})?\/runs\/[0-9a-f-]{36}$/);
  },
  "a failed run that is waited for is an answer": async ({ post, newThread }) => {
    const path = `/threads/${await newThread()}/runs/wait`;
    const { json } = await answers(post(path, { assistant_id: "failing", input: {} }), 200);
    assert.deepEqual(json.__error__, { error: "CustomError", message: "Boo!" });
  },
  "a wait never answers null": async ({ post, newThread }) => {
    const path = `/threads/${await newThread()}/runs/wait`;
    const { json } = await answers(post(path, { assistant_id: "release", input: { topic: "nobody" } }), 200);
    assert.equal(typeof json, "object");
    assert.notEqual(json, null);
  },
  "cancelling without waiting is accepted": async ({ post, newThread }) => {
    const thread = await newThread();
    const { json } = await post(`/threads/${thread}/runs`, { assistant_id: "slow", input: {} });
    const { text } = await answers(post(`/threads/${thread}/runs/${json.run_id}/cancel?wait=0`), 202);
    assert.ok(text === "" || JSON.parse(text) !== undefined);
    await answers(post(`/threads/${thread}/runs/${json.run_id}/cancel?wait=1`), 204);
  },
  "a busy thread says how to go on": async ({ post, newThread }) => {
    const thread = await newThread();
    const { json } = await post(`/threads/${thread}/runs`, { assistant_id: "slow", input: {} });
    const body = { assistant_id: "chat", input: {}, multitask_strategy: "reject" };
    const refused = await answers(post(`/threads/${thread}/runs`, body), 409);
    assert.equal(typeof refused.json.detail, "string");
    await post(`/threads/${thread}/runs/${json.run_id}/cancel?wait=1`);
  },
};
