// Plain HTTP, for what no client shows: statuses, headers and bytes.
import assert from "node:assert/strict";

export const http = (url) => {
  const send = async (method, path, { body, headers, ...rest } = {}) => {
    const typed = body === undefined ? {} : { "content-type": "application/json" };
    const response = await fetch(url + path, {
      method,
      headers: { ...typed, ...headers },
      body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
      ...rest,
    });
    const text = await response.text();
    const type = response.headers.get("content-type") ?? "";
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: type.startsWith("application/json") && text !== "" ? JSON.parse(text) : undefined,
    };
  };
  const get = (path, options) => send("GET", path, options);
  const post = (path, body, options) => send("POST", path, { body, ...options });
  return {
    send,
    get,
    post,
    newThread: async (body = {}) => (await post("/threads", body)).json.thread_id,
    wait: async (thread, assistant_id, rest = { input: {} }) =>
      (await post(`/threads/${thread}/runs/wait`, { assistant_id, ...rest })).json,
  };
};

/** The answer's status is this one; gives the answer. */
export const answers = async (promise, status) => {
  const answer = await promise;
  assert.equal(answer.status, status, answer.text);
  return answer;
};

/** The events of a stream, each with its id, name and data. */
export const events = (text) =>
  text
    .split(/\r?\n\r?\n/)
    .filter((block) => /^data:/m.test(block))
    .map((block) => {
      const field = (name) => block.match(new RegExp(`^${name}: ?(.*)$`, "m"))?.[1];
      return { id: field("id"), event: field("event"), data: JSON.parse(field("data")) };
    });
