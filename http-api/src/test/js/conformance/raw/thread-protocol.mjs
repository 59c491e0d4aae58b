import assert from "node:assert/strict";
import { answers, follow } from "../http.mjs";
import { HI, until } from "../kit.mjs";

export const area = "thread protocol";

const CHANNELS = ["values", "updates", "checkpoints", "messages", "tools", "lifecycle", "tasks", "custom", "input"];
const ENDS = ["completed", "failed", "interrupted"];

const isEnd = ({ data: { method, params } }) =>
  method === "lifecycle" && params.namespace.length === 0 && ENDS.includes(params.data.event);

const session = ({ url, post, mark: thread }) => {
  let nr = 0;
  const command = async (method, params) =>
    (await answers(post(`/threads/${thread}/commands`, { id: ++nr, method, params }), 200)).json;
  const started = async (graph, more) => {
    const { result, type, message } = await command("run.start", { assistant_id: graph, input: HI, ...more });
    assert.equal(type, "success", message);
    return result.run_id;
  };
  const seen = async (more, isLast = isEnd) =>
    (await follow(`${url}/threads/${thread}/stream/events`, { channels: CHANNELS, ...more }, isLast)).map(({ data }) => data);
  return { thread, command, started, seen };
};
const of = (events, method) => events.filter((event) => event.method === method).map(({ params }) => params);

export const cases = {
  "a started run makes its thread": async (kit) => {
    const { thread, started } = session(kit);
    const run = await started("chat");
    assert.equal((await kit.get(`/threads/${thread}/runs/${run}`)).status, 200);
  },
  "a command is answered under its number": async (kit) => {
    const { json } = await kit.post(`/threads/${kit.mark}/commands`, {
      id: 41,
      method: "run.start",
      params: { assistant_id: "chat", input: HI },
    });
    assert.equal(json.type, "success");
    assert.equal(json.id, 41);
    assert.equal(typeof json.result.run_id, "string");
    assert.equal(json.meta.thread_id, kit.mark);
  },
  "an unknown command is answered with an error": async (kit) => {
    const { json } = await answers(kit.post(`/threads/${kit.mark}/commands`, { id: 4, method: "nope", params: {} }), 200);
    assert.deepEqual([json.type, json.id, json.error], ["error", 4, "unknown_command"]);
    assert.equal(typeof json.message, "string");
  },
  "a run of an unknown assistant is answered with an error": async (kit) => {
    const { type, error } = await session(kit).command("run.start", { assistant_id: "nope", input: {} });
    assert.equal(type, "error");
    assert.ok(["invalid_argument", "unknown_error"].includes(error), error);
  },
  "an envelope that is none is refused": async (kit) => {
    await answers(kit.post(`/threads/${kit.mark}/commands`, { method: 5 }), 400);
  },
  "events are numbered upwards, and wrapped alike": async (kit) => {
    const { started, seen } = session(kit);
    await started("chat");
    const events = await seen();
    const numbers = events.map(({ seq }) => seq);
    assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));
    assert.equal(new Set(events.map(({ event_id: id }) => id)).size, events.length);
    for (const event of events) {
      assert.equal(event.type, "event");
      assert.ok(Array.isArray(event.params.namespace));
      assert.equal(typeof event.params.timestamp, "number");
    }
  },
  "the frames carry name and id of the event": async (kit) => {
    const { thread, started } = session(kit);
    await started("chat");
    const frames = await follow(`${kit.url}/threads/${thread}/stream/events`, { channels: CHANNELS }, isEnd);
    for (const { event, id, data } of frames) {
      assert.equal(event, data.method);
      assert.equal(id, data.event_id);
    }
  },
  "a run begins and ends with its lifecycle": async (kit) => {
    const { started, seen } = session(kit);
    await started("chat");
    const events = await seen();
    assert.equal(events[0].params.data.event, "running");
    assert.equal(events.at(-1).params.data.event, "completed");
    assert.equal(events.at(-1).params.data.graph_name, "chat");
  },
  "a failed run says why": async (kit) => {
    const { started, seen } = session(kit);
    await started("failing", { input: {} });
    const { event, error } = (await seen()).at(-1).params.data;
    assert.equal(event, "failed");
    assert.match(JSON.stringify(error), /Boo!/);
  },
  "a cancelled run ends as interrupted": async (kit) => {
    const { thread, started, seen } = session(kit);
    const run = await started("slow", { input: {} });
    await kit.post(`/threads/${thread}/runs/${run}/cancel?wait=1`);
    assert.equal((await seen()).at(-1).params.data.event, "interrupted");
  },
  "messages come in blocks that do not interleave": async (kit) => {
    const { started, seen } = session(kit);
    await started("chat");
    const messages = of(await seen(), "messages");
    const kinds = messages.map(({ data }) => data.event).filter((kind, at, all) => kind !== all[at - 1]);
    assert.deepEqual(kinds, [
      "message-start",
      "content-block-start",
      "content-block-delta",
      "content-block-finish",
      "message-finish",
    ]);
    const text = messages.filter(({ data }) => data.delta).map(({ data }) => data.delta.text);
    assert.equal(text.join(""), "begin");
    for (const { namespace } of messages) assert.match(namespace[0], /^plan:/);
  },
  "the message has the id under which it is stored": async (kit) => {
    const { started, seen } = session(kit);
    await started("chat");
    const events = await seen();
    const { id } = of(events, "messages")[0].data;
    assert.equal(of(events, "values").at(-1).data.messages[1].id, id);
  },
  "updates name their node": async (kit) => {
    const { started, seen } = session(kit);
    await started("chat");
    const updates = of(await seen(), "updates");
    assert.deepEqual(updates.map(({ node }) => node), ["plan", "finish"]);
    assert.deepEqual(updates[1].data, { count: 100 });
  },
  "what a node emits is a payload": async (kit) => {
    const { started, seen } = session(kit);
    await started("chat");
    assert.deepEqual(of(await seen(), "custom").map(({ data }) => data.payload), [{ progress: 1 }]);
  },
  "a checkpoint comes right before its values": async (kit) => {
    const { started, seen } = session(kit);
    await started("chat");
    const methods = (await seen()).map(({ method }) => method);
    methods.forEach((method, at) => method === "values" && assert.equal(methods[at - 1], "checkpoints"));
  },
  "channels choose what is shown": async (kit) => {
    const { started, seen } = session(kit);
    await started("chat");
    const events = await seen({ channels: ["updates", "lifecycle"] });
    assert.deepEqual([...new Set(events.map(({ method }) => method))].sort(), ["lifecycle", "updates"]);
  },
  "namespaces and depth choose what is shown": async (kit) => {
    const { started, seen } = session(kit);
    await started("nested");
    const root = await seen({ namespaces: [[]], depth: 0 });
    assert.ok(root.every(({ params }) => params.namespace.length === 0));
    const all = await seen();
    assert.ok(all.some(({ params }) => params.namespace.length === 2), "an event of a node inside");
  },
  "events after a number are shown again": async (kit) => {
    const { started, seen } = session(kit);
    await started("chat");
    const events = await seen();
    const { seq: since } = events[5];
    assert.deepEqual(await seen({ since }), events.slice(6));
  },
  "the stream goes on from run to run": async (kit) => {
    const { started, seen } = session(kit);
    const second = (_, at, events) => events.slice(0, at + 1).filter(isEnd).length === 2;
    const both = seen({ channels: ["lifecycle", "values"] }, second);
    await started("chat");
    await seen();
    await started("chat");
    const events = await both;
    const runs = events.filter(({ params }) => params.data.event === "running" && params.namespace.length === 0);
    assert.ok(runs.length >= 1);
    assert.equal(of(events, "values").at(-1).data.messages.length, 3);
  },
  "a question is asked once, and answered": async (kit) => {
    const { command, started, seen } = session(kit);
    await started("review");
    const events = await seen();
    const asked = of(events, "input.requested");
    assert.equal(asked.length, 1);
    assert.deepEqual(asked[0].data.payload, { question: "all right?", count: 1 });
    assert.ok(!JSON.stringify(of(events, "values")).includes("__interrupt__"));
    assert.equal(events.at(-1).params.data.event, "interrupted");
    const { interrupt_id: id } = asked[0].data;
    const reply = await command("input.respond", { namespace: [], interrupt_id: id, response: "go" });
    assert.equal(reply.type, "success", reply.message);
    const rest = await seen({ since: events.at(-1).seq });
    assert.equal(of(rest, "values").at(-1).data.topic, "go");
    assert.equal(rest.at(-1).params.data.event, "completed");
  },
  "several questions are answered at once": async (kit) => {
    const { command, started, seen } = session(kit);
    await started("panel", { input: {} });
    const events = await seen();
    const responses = of(events, "input.requested").map(({ data }) => ({ interrupt_id: data.interrupt_id, response: "fine" }));
    assert.equal(responses.length, 2);
    assert.equal((await command("input.respond", { responses })).type, "success");
    assert.equal((await seen({ since: events.at(-1).seq })).at(-1).params.data.event, "completed");
  },
  "an answer where nothing is asked is an error": async (kit) => {
    const { command, started, seen } = session(kit);
    await started("chat");
    await seen();
    const reply = await command("input.respond", { namespace: [], interrupt_id: "0".repeat(32), response: 1 });
    assert.equal(reply.type, "error");
    assert.ok(["invalid_argument", "no_such_interrupt"].includes(reply.error), reply.error);
  },
  "the tree of a run is told": async (kit) => {
    const { command, started, seen } = session(kit);
    await started("chat");
    await seen();
    const { result } = await command("agent.getTree", {});
    assert.deepEqual(result.tree.namespace, []);
    assert.equal(result.tree.graph_name, "chat");
    assert.equal(typeof result.tree.status, "string");
  },
  "the stream of a thread that is not there yet waits for it": async (kit) => {
    const { started, seen } = session(kit);
    const waiting = seen({ channels: ["lifecycle"] });
    await started("chat");
    assert.equal((await waiting).at(-1).params.data.event, "completed");
  },
  "a second run waits for its turn": async (kit) => {
    const { thread, started } = session(kit);
    const first = await started("slow", { input: {} });
    await until(async () => (await kit.get(`/threads/${thread}/runs/${first}`)).json.status === "running", "the run");
    const second = await started("chat");
    assert.equal((await kit.get(`/threads/${thread}/runs/${second}`)).json.status, "pending");
    await kit.post(`/threads/${thread}/runs/${first}/cancel?wait=1`);
  },
};
