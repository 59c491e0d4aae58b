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

/** The events of a stream that does not end by itself, up to and with the one that is awaited; then hangs up. */
export const follow = async (url, body, isLast, headers = {}) => {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(new Error("waited 20 s in vain for the event")), 20000);
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(url, {
    ...sent,
    headers: { "content-type": "application/json", accept: "text/event-stream", ...headers },
    signal: stop.signal,
  });
  assert.equal(response.status, 200);
  let text = "";
  try {
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const found = events(text.slice(0, text.lastIndexOf("\n\n") + 2));
      const last = found.findIndex(isLast);
      if (last >= 0) return found.slice(0, last + 1);
    }
    return events(text);
  } finally {
    clearTimeout(late);
    stop.abort();
  }
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
      const field = (name) => block.match(new RegExp(`(?:^|\n)${name}: ?([^\r\n]*)`))?.[1];
      return { id: field("id"), event: field("event"), data: JSON.parse(field("data")) };
    });
