import assert from "node:assert/strict";
import { answers } from "../http.mjs";

export const area = "http rules";

const ORIGIN = { origin: "https://chat.example" };

export const cases = {
  "the server says that it is well": async ({ get }) => {
    assert.deepEqual((await answers(get("/ok"), 200)).json, { ok: true });
    assert.deepEqual((await answers(get("/ok?check_db=1"), 200)).json, { ok: true });
  },
  "the server says what it is": async ({ get }) => {
    const { json } = await answers(get("/info"), 200);
    assert.equal(typeof json.version, "string");
    assert.equal(typeof json.flags, "object");
    assert.equal(json.flags.assistants, true);
  },
  "the description of the interface is served": async ({ get }) => {
    const { json } = await answers(get("/openapi.json"), 200);
    assert.match(json.openapi, /^3\.1/);
    for (const path of ["/threads", "/threads/search", "/assistants/search"]) assert.ok(json.paths[path], path);
  },
  "the documentation is a page": async ({ get }) => {
    assert.match((await answers(get("/docs"), 200)).headers.get("content-type"), /^text\/html/);
  },
  "answers are JSON": async ({ post }) => {
    const { headers } = await answers(post("/threads", {}), 200);
    assert.match(headers.get("content-type"), /^application\/json/);
  },
  "an empty answer has no body": async ({ send, newThread }) => {
    assert.equal((await answers(send("DELETE", `/threads/${await newThread()}`), 204)).text, "");
  },
  "a patch answers nothing if asked to": async ({ send, get, newThread }) => {
    const thread = await newThread();
    const headers = { prefer: "return=minimal" };
    assert.equal((await answers(send("PATCH", `/threads/${thread}`, { body: { metadata: { a: 1 } }, headers }), 204)).text, "");
    assert.deepEqual((await get(`/threads/${thread}`)).json.metadata, { a: 1 });
  },
  "any origin may read, and the headers clients need": async ({ get }) => {
    const { headers } = await answers(get("/info", { headers: ORIGIN }), 200);
    assert.equal(headers.get("access-control-allow-origin"), "*");
    const exposed = headers.get("access-control-expose-headers").toLowerCase();
    for (const name of ["content-location", "location", "x-pagination-total", "x-pagination-next"]) {
      assert.ok(exposed.includes(name), `${name} is not in ${exposed}`);
    }
  },
  "refusals can be read by any origin as well": async ({ get }) => {
    const { headers } = await answers(get("/threads/nobody", { headers: ORIGIN }), 404);
    assert.equal(headers.get("access-control-allow-origin"), "*");
  },
  ...Object.fromEntries(
    ["content-type", "x-api-key", "authorization", "x-auth-scheme", "last-event-id", "prefer", "x-my-own"].map((name) => [
      `a browser may send ${name}`,
      async ({ send }) => {
        const headers = { ...ORIGIN, "access-control-request-method": "POST", "access-control-request-headers": name };
        const answer = await send("OPTIONS", "/threads/search", { headers });
        assert.ok([200, 204].includes(answer.status), String(answer.status));
        const allowed = answer.headers.get("access-control-allow-headers").toLowerCase();
        assert.ok(allowed === "*" || allowed.includes(name), allowed);
      },
    ]),
  ),
  ...Object.fromEntries(
    [
      ["GET", "/threads/t"],
      ["POST", "/threads"],
      ["PUT", "/store/items"],
      ["PATCH", "/threads/t"],
      ["DELETE", "/threads/t"],
    ].map(([method, path]) => [
      `a browser may use ${method}`,
      async ({ send }) => {
        const { headers } = await send("OPTIONS", path, { headers: { ...ORIGIN, "access-control-request-method": method } });
        assert.ok(headers.get("access-control-allow-methods").includes(method), headers.get("access-control-allow-methods"));
      },
    ]),
  ),
  "a body may call itself text": async ({ post }) => {
    const { json } = await answers(post("/threads", '{"metadata":{"a":1}}', { headers: { "content-type": "text/plain" } }), 200);
    assert.deepEqual(json.metadata, { a: 1 });
  },
  "a body may be missing where each field is optional": async ({ send }) => {
    assert.ok((await answers(send("POST", "/threads"), 200)).json.thread_id);
  },
  "null is the same as leaving out": async ({ post }) => {
    const body = { thread_id: null, metadata: null, if_exists: null, ttl: null, supersteps: null };
    assert.deepEqual((await answers(post("/threads", body), 200)).json.metadata, {});
    await answers(post("/threads/search", { metadata: null, status: null, limit: null, offset: null }), 200);
  },
  "unknown fields are ignored": async ({ post }) => {
    await answers(post("/threads", { colour: "red" }), 200);
  },
  "times are ISO 8601 in UTC": async ({ post }) => {
    const { created_at: created } = (await post("/threads", {})).json;
    assert.match(created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/);
  },
  "a search tells the total and where the next page begins": async ({ post, mark }) => {
    for (let nr = 0; nr < 3; nr++) await post("/threads", { metadata: { mark } });
    const page = async (limit, offset) => {
      const { headers } = await answers(post("/threads/search", { metadata: { mark }, limit, offset }), 200);
      return [headers.get("x-pagination-total"), headers.get("x-pagination-next")];
    };
    assert.deepEqual(await page(1, 0), ["3", "1"]);
    assert.deepEqual(await page(2, 1), ["3", null]);
    assert.deepEqual(await page(10, 0), ["3", null]);
    assert.deepEqual(await page(10, 7), ["3", null]);
  },
  "a search of assistants tells where the next page begins": async ({ post }) => {
    const { headers, json } = await answers(post("/assistants/search", { limit: 1 }), 200);
    assert.equal(json.length, 1);
    assert.equal(headers.get("x-pagination-next"), "1");
  },
  "a request's id comes back": async ({ get }) => {
    const { headers } = await get("/info", { headers: { "x-request-id": "r-1" } });
    assert.equal(headers.get("x-request-id"), "r-1");
  },
};
