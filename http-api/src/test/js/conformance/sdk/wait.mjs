import assert from "node:assert/strict";
import { HI, refused, said } from "../kit.mjs";

export const area = "wait";

export const cases = {
  "the last values come back": async ({ client, newThread }) => {
    const values = await client.runs.wait(await newThread(), "chat", { input: HI });
    assert.deepEqual(Object.keys(values).sort(), ["count", "messages"]);
    assert.equal(values.count, 100);
  },
  "a human message has exactly its members": async ({ client, newThread }) => {
    const { messages } = await client.runs.wait(await newThread(), "chat", { input: HI });
    assert.deepEqual(messages[0], { content: "hi", additional_kwargs: {}, response_metadata: {}, type: "human", id: "h1" });
  },
  "an ai message has exactly its members": async ({ client, newThread }) => {
    const { messages } = await client.runs.wait(await newThread(), "chat", { input: HI });
    const { id, ...rest } = messages[1];
    assert.ok(id);
    assert.deepEqual(rest, {
      content: "begin",
      additional_kwargs: {},
      response_metadata: {},
      type: "ai",
      tool_calls: [],
      invalid_tool_calls: [],
    });
  },
  "the client is told where the run is": async ({ client, newThread }) => {
    const thread = await newThread();
    let told;
    await client.runs.wait(thread, "chat", { input: HI, onRunCreated: (located) => (told = located) });
    const [run] = await client.runs.list(thread);
    assert.deepEqual(told, { run_id: run.run_id, thread_id: thread });
  },
  "a failure is thrown under its name": async ({ client, newThread }) => {
    await assert.rejects(client.runs.wait(await newThread(), "failing", { input: {} }), /^Error: CustomError: .*Boo!/);
  },
  "a failure is an answer if asked to": async ({ client, newThread }) => {
    const { __error__: error } = await client.runs.wait(await newThread(), "failing", { input: {}, raiseError: false });
    assert.equal(error.error, "CustomError");
    assert.match(error.message, /Boo!/);
  },
  "what is asked comes with the values": async ({ asking, client }) => {
    const { thread, asked } = await asking();
    assert.deepEqual(asked.map(({ value }) => value), [{ question: "all right?", count: 1 }]);
    assert.equal((await client.threads.getState(thread)).tasks[0].interrupts[0].id, asked[0].id);
  },
  "all that is asked at once comes": async ({ client, newThread }) => {
    const { __interrupt__: asked } = await client.runs.wait(await newThread(), "panel", { input: {} });
    assert.deepEqual(asked.map(({ value }) => value).sort(), ["legal?", "price?"]);
    assert.equal(new Set(asked.map(({ id }) => id)).size, 2);
  },
  "a breakpoint shows as an empty list": async ({ client, newThread }) => {
    const values = await client.runs.wait(await newThread(), "chat", { input: HI, interruptBefore: ["finish"] });
    assert.deepEqual(values.__interrupt__, []);
  },
  "a cancelled run still answers": async ({ client, newThread }) => {
    const thread = await newThread();
    let run;
    const waiting = client.runs.wait(thread, "slow", { input: HI, onRunCreated: (located) => (run = located) });
    let listed = [];
    while (listed.length === 0) listed = await client.runs.list(thread);
    await client.runs.cancel(thread, listed[0].run_id, true);
    assert.equal(typeof (await waiting), "object");
    assert.deepEqual(run, { run_id: listed[0].run_id, thread_id: thread });
  },
  "a thread goes on where it was": async ({ client, newThread }) => {
    const thread = await newThread();
    await client.runs.wait(thread, "chat", { input: HI });
    const more = { messages: [{ role: "user", content: "more" }] };
    assert.deepEqual(said(await client.runs.wait(thread, "chat", { input: more })), ["hi", "begin", "more", "begin"]);
  },
  ...Object.fromEntries(
    [
      ["a role and a content", { role: "user", content: "x" }, "human"],
      ["the role human", { role: "human", content: "x" }, "human"],
      ["the role assistant", { role: "assistant", content: "x" }, "ai"],
      ["the role system", { role: "system", content: "x" }, "system"],
      ["a pair", ["user", "x"], "human"],
      ["a string", "x", "human"],
    ].map(([form, message, type]) => [
      `a message is given as ${form}`,
      async ({ client, newThread }) => {
        const { messages } = await client.runs.wait(await newThread(), "chat", { input: { messages: [message] } });
        assert.equal(messages[0].type, type);
        assert.equal(messages[0].content, "x");
        assert.ok(messages[0].id);
      },
    ]),
  ),
  "a single message is a list of one": async ({ client, newThread }) => {
    const input = { messages: { role: "user", content: "x" } };
    assert.deepEqual(said(await client.runs.wait(await newThread(), "chat", { input })), ["x", "begin"]);
  },
  "content in blocks stays as it is": async ({ client, newThread }) => {
    const content = [{ type: "text", text: "look" }, { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } }];
    const { messages } = await client.runs.wait(await newThread(), "chat", { input: { messages: [{ role: "user", content }] } });
    assert.deepEqual(messages[0].content, content);
  },
  "a tool's call and answer stay as they are": async ({ client, newThread }) => {
    const call = { id: "c1", name: "weather", args: { city: "SF" }, type: "tool_call" };
    const input = {
      messages: [
        { type: "ai", content: "", tool_calls: [call] },
        { type: "tool", content: "60", tool_call_id: "c1", name: "weather", status: "success" },
      ],
    };
    const { messages } = await client.runs.wait(await newThread(), "chat", { input });
    assert.deepEqual(messages[0].tool_calls, [call]);
    assert.equal(messages[1].tool_call_id, "c1");
    assert.equal(messages[1].status, "success");
  },
  "line separators and other scripts survive": async ({ client, newThread }) => {
    const content = "a\u2028b\u2029c \u{1F9F5} \u0000 \"\\ 漢字";
    const input = { messages: [{ role: "user", content: content.replace("\u0000", "") }] };
    assert.equal(said(await client.runs.wait(await newThread(), "chat", { input }))[0], content.replace("\u0000", ""));
  },
  "an input of a wrong type is refused before the run": async ({ client, newThread }) => {
    const thread = await newThread();
    await refused(client.runs.wait(thread, "chat", { input: { count: "x" } }), 422, "input.count");
    assert.deepEqual(await client.runs.list(thread), []);
  },
  "an unknown input key changes nothing": async ({ client, newThread }) => {
    const values = await client.runs.wait(await newThread(), "chat", { input: { ...HI, colour: "red" } });
    assert.equal(values.colour, undefined);
  },
};
