import assert from "node:assert/strict";
import { HI, needing, refused } from "../kit.mjs";

export const area = "search";

const ids = (threads) => threads.map(({ thread_id: id }) => id);
const sorted = (list) => [...list].sort();

const three = async (client, mark) => {
  const made = [];
  for (const nr of [1, 2, 3]) {
    made.push((await client.threads.create({ metadata: { mark, nr, odd: nr % 2 === 1, deep: { nr, all: true } } })).thread_id);
  }
  return made;
};

export const cases = {
  "threads are found by metadata": async ({ client, mark }) => {
    const made = await three(client, mark);
    assert.deepEqual(sorted(ids(await client.threads.search({ metadata: { mark } }))), sorted(made));
    assert.deepEqual(ids(await client.threads.search({ metadata: { mark, nr: 2 } })), [made[1]]);
    assert.deepEqual(await client.threads.search({ metadata: { mark, nr: 4 } }), []);
  },
  "metadata contains what is nested": async ({ client, mark }) => {
    const made = await three(client, mark);
    assert.deepEqual(ids(await client.threads.search({ metadata: { mark, deep: { nr: 3 } } })), [made[2]]);
    assert.deepEqual(await client.threads.search({ metadata: { mark, deep: { nr: 3, all: false } } }), []);
  },
  "scalars of another type are not equal": async ({ client, mark }) => {
    await three(client, mark);
    assert.deepEqual(await client.threads.search({ metadata: { mark, nr: "2" } }), []);
    assert.deepEqual(await client.threads.search({ metadata: { mark, odd: "true" } }), []);
  },
  "a list contains each of its elements": async ({ client, mark, newThread }) => {
    const thread = await newThread({ metadata: { mark, tags: ["red", "green"] } });
    assert.deepEqual(ids(await client.threads.search({ metadata: { mark, tags: ["green"] } })), [thread]);
    assert.deepEqual(await client.threads.search({ metadata: { mark, tags: ["blue"] } }), []);
  },
  "threads are found by values": async ({ client, mark, newThread }) => {
    const thread = await newThread({ metadata: { mark } });
    await newThread({ metadata: { mark } });
    await client.runs.wait(thread, "chat", { input: { topic: mark } });
    assert.deepEqual(ids(await client.threads.search({ values: { topic: mark } })), [thread]);
    assert.deepEqual(ids(await client.threads.search({ metadata: { mark }, values: { count: 100 } })), [thread]);
  },
  "threads are found by status": async ({ client, mark, newThread }) => {
    const idle = await newThread({ metadata: { mark } });
    const asking = await newThread({ metadata: { mark } });
    const failed = await newThread({ metadata: { mark } });
    await client.runs.wait(asking, "review", { input: HI });
    await client.runs.wait(failed, "failing", { input: {}, raiseError: false });
    const found = async (status) => ids(await client.threads.search({ metadata: { mark }, status }));
    assert.deepEqual(await found("idle"), [idle]);
    assert.deepEqual(await found("interrupted"), [asking]);
    assert.deepEqual(await found("error"), [failed]);
    assert.deepEqual(await found("busy"), []);
  },
  "busy threads are found": async ({ client, held, release }) => {
    const { thread } = await held();
    assert.deepEqual(ids(await client.threads.search({ ids: [thread], status: "busy" })), [thread]);
    await release(thread);
  },
  "threads are found by their ids": async ({ client, mark }) => {
    const made = await three(client, mark);
    const asked = [made[2], made[0]];
    assert.deepEqual(sorted(ids(await client.threads.search({ ids: asked }))), sorted(asked));
  },
  "the newest come first": async ({ client, mark }) => {
    const made = await three(client, mark);
    assert.deepEqual(ids(await client.threads.search({ metadata: { mark } })), made.reverse());
  },
  "threads are sorted as asked": async ({ client, mark }) => {
    const made = await three(client, mark);
    const found = async (sortBy, sortOrder) => ids(await client.threads.search({ metadata: { mark }, sortBy, sortOrder }));
    assert.deepEqual(await found("created_at", "asc"), made);
    assert.deepEqual(await found("created_at", "desc"), [...made].reverse());
    assert.deepEqual(await found("thread_id", "asc"), sorted(made));
    assert.deepEqual(await found("thread_id", "desc"), sorted(made).reverse());
    await client.threads.update(made[0], { metadata: { touched: 1 } });
    assert.equal((await found("updated_at", "desc"))[0], made[0]);
  },
  "pages follow each other without gap or repetition": async ({ client, mark }) => {
    const made = await three(client, mark);
    const page = async (limit, offset) =>
      ids(await client.threads.search({ metadata: { mark }, sortBy: "created_at", sortOrder: "asc", limit, offset }));
    assert.deepEqual(await page(2, 0), made.slice(0, 2));
    assert.deepEqual(await page(2, 2), made.slice(2));
    assert.deepEqual(await page(2, 4), []);
  },
  "ten threads are found unless asked for more": async ({ client, mark, newThread }) => {
    for (let nr = 0; nr < 12; nr++) await newThread({ metadata: { mark } });
    assert.equal((await client.threads.search({ metadata: { mark } })).length, 10);
    assert.equal((await client.threads.search({ metadata: { mark }, limit: 100 })).length, 12);
  },
  "what was selected is shown, and nothing else": async ({ client, mark }) => {
    const [, , last] = await three(client, mark);
    const [found] = await client.threads.search({ metadata: { mark }, select: ["thread_id", "status"] });
    assert.deepEqual(found, { thread_id: last, status: "idle" });
  },
  "a value is extracted under its alias": needing("threads.search extract", async ({ client, mark, newThread }) => {
    const thread = await newThread({ metadata: { mark, deep: { list: [1, 2, 3] } } });
    await client.runs.wait(thread, "chat", { input: HI });
    const extract = { last: "values.messages[-1].content", second: "metadata.deep.list[1]" };
    const [found] = await client.threads.search({ metadata: { mark }, extract });
    assert.deepEqual(found.extracted, { last: "begin", second: 2 });
  }),
  "threads are counted": async ({ client, mark }) => {
    const [one] = await three(client, mark);
    assert.equal(await client.threads.count({ metadata: { mark } }), 3);
    assert.equal(await client.threads.count({ metadata: { mark, odd: true } }), 2);
    assert.equal(await client.threads.count({ metadata: { mark }, status: "busy" }), 0);
    await client.runs.wait(one, "chat", { input: { topic: mark } });
    assert.equal(await client.threads.count({ values: { topic: mark } }), 1);
  },
  "a search sees what was just written": async ({ client, mark, newThread }) => {
    const thread = await newThread();
    assert.deepEqual(await client.threads.search({ metadata: { mark } }), []);
    await client.threads.update(thread, { metadata: { mark } });
    assert.deepEqual(ids(await client.threads.search({ metadata: { mark } })), [thread]);
    await client.threads.delete(thread);
    assert.deepEqual(await client.threads.search({ metadata: { mark } }), []);
  },
  "a limit below one or above a thousand is refused": async ({ client }) => {
    await refused(client.threads.search({ limit: 0 }), 422, "limit");
    await refused(client.threads.search({ limit: 1001 }), 422, "limit");
  },
  "an unknown status or order is refused": async ({ client }) => {
    await refused(client.threads.search({ status: "tired" }), 422, "tired");
    await refused(client.threads.search({ sortBy: "colour" }), 422, "colour");
    await refused(client.threads.search({ sortOrder: "up" }), 422, "up");
  },
};
