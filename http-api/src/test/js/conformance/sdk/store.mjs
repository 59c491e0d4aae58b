import assert from "node:assert/strict";
import { refused } from "../kit.mjs";

export const area = "store";

const three = async (client, mark) => {
  await client.store.putItem([mark, "a"], "one", { nr: 1, colour: "red" });
  await client.store.putItem([mark, "a"], "two", { nr: 2, colour: "blue" });
  await client.store.putItem([mark, "b"], "three", { nr: 3, colour: "red" });
};
const keys = ({ items }) => items.map(({ key }) => key);

export const cases = {
  "an item that was put is there": async ({ client, mark }) => {
    await client.store.putItem([mark, "a"], "k", { deep: { list: [1, "2", null] } });
    const item = await client.store.getItem([mark, "a"], "k");
    assert.deepEqual(item.namespace, [mark, "a"]);
    assert.equal(item.key, "k");
    assert.deepEqual(item.value, { deep: { list: [1, "2", null] } });
    assert.ok(Date.parse(item.createdAt) > 0);
    assert.ok(Date.parse(item.updatedAt) >= Date.parse(item.createdAt));
  },
  "an item that is not there is null": async ({ client, mark }) => {
    assert.equal(await client.store.getItem([mark], "k"), null);
  },
  "a second put replaces the value whole": async ({ client, mark }) => {
    await client.store.putItem([mark], "k", { a: 1 });
    const { createdAt } = await client.store.getItem([mark], "k");
    await client.store.putItem([mark], "k", { b: 2 });
    const item = await client.store.getItem([mark], "k");
    assert.deepEqual(item.value, { b: 2 });
    assert.equal(item.createdAt, createdAt);
  },
  "a deleted item is gone, and is deleted twice": async ({ client, mark }) => {
    await client.store.putItem([mark], "k", { a: 1 });
    await client.store.deleteItem([mark], "k");
    await client.store.deleteItem([mark], "k");
    assert.equal(await client.store.getItem([mark], "k"), null);
  },
  "items of a namespace and of those inside it are found": async ({ client, mark }) => {
    await three(client, mark);
    assert.deepEqual(keys(await client.store.searchItems([mark])).sort(), ["one", "three", "two"]);
    assert.deepEqual(keys(await client.store.searchItems([mark, "a"])).sort(), ["one", "two"]);
    assert.deepEqual(keys(await client.store.searchItems([mark, "c"])), []);
  },
  "a namespace does not begin within a label": async ({ client, mark }) => {
    await three(client, mark);
    assert.deepEqual(keys(await client.store.searchItems([mark.slice(0, -1)])), []);
  },
  "the newest items come first": async ({ client, mark }) => {
    await three(client, mark);
    await client.store.putItem([mark, "a"], "one", { nr: 1 });
    assert.deepEqual(keys(await client.store.searchItems([mark])), ["one", "three", "two"]);
  },
  "items come in pages": async ({ client, mark }) => {
    await three(client, mark);
    assert.deepEqual(keys(await client.store.searchItems([mark], { limit: 2 })), ["three", "two"]);
    assert.deepEqual(keys(await client.store.searchItems([mark], { limit: 2, offset: 2 })), ["one"]);
  },
  ...Object.fromEntries(
    [
      ["a value", { colour: "red" }, ["one", "three"]],
      ["$eq", { nr: { $eq: 2 } }, ["two"]],
      ["$ne", { nr: { $ne: 2 } }, ["one", "three"]],
      ["$gt", { nr: { $gt: 2 } }, ["three"]],
      ["$gte", { nr: { $gte: 2 } }, ["three", "two"]],
      ["$lt", { nr: { $lt: 2 } }, ["one"]],
      ["$lte", { nr: { $lte: 2 } }, ["one", "two"]],
      ["two conditions", { colour: "red", nr: { $gt: 1 } }, ["three"]],
    ].map(([by, filter, expected]) => [
      `items are filtered by ${by}`,
      async ({ client, mark }) => {
        await three(client, mark);
        assert.deepEqual(keys(await client.store.searchItems([mark], { filter })).sort(), expected);
      },
    ]),
  ),
  "namespaces are listed": async ({ client, mark }) => {
    await three(client, mark);
    const { namespaces } = await client.store.listNamespaces({ prefix: [mark] });
    assert.deepEqual(namespaces.sort(), [[mark, "a"], [mark, "b"]]);
  },
  "namespaces are cut to a depth, each once": async ({ client, mark }) => {
    await three(client, mark);
    assert.deepEqual(await client.store.listNamespaces({ prefix: [mark], maxDepth: 1 }), { namespaces: [[mark]] });
  },
  "namespaces are listed by their end": async ({ client, mark }) => {
    await client.store.putItem(["x", mark], "k", {});
    await client.store.putItem(["y", mark], "k", {});
    const { namespaces } = await client.store.listNamespaces({ suffix: [mark] });
    assert.deepEqual(namespaces.sort(), [["x", mark], ["y", mark]]);
  },
  "namespaces come in pages": async ({ client, mark }) => {
    await three(client, mark);
    const page = async (offset) => (await client.store.listNamespaces({ prefix: [mark], limit: 1, offset })).namespaces;
    assert.equal((await page(0)).length + (await page(1)).length, 2);
    assert.deepEqual(await page(2), []);
  },
  "an item lives for a time": async ({ client, mark }) => {
    await client.store.putItem([mark], "k", { a: 1 }, { ttl: 60 });
    assert.deepEqual((await client.store.getItem([mark], "k", { refreshTtl: false })).value, { a: 1 });
  },
  "an item is put without an index": async ({ client, mark }) => {
    await client.store.putItem([mark], "k", { a: 1 }, { index: false });
    assert.deepEqual((await client.store.getItem([mark], "k")).value, { a: 1 });
  },
  "a label with a period is refused by the client": async ({ client }) => {
    await assert.rejects(client.store.putItem(["a.b"], "k", {}), /cannot contain periods/);
  },
  "an empty label is refused": async ({ client }) => {
    await refused(client.store.putItem(["a", ""], "k", {}), 422, "Namespace labels cannot be empty or contain periods");
  },
  "a search by meaning is refused": async ({ client, mark }) => {
    await refused(client.store.searchItems([mark], { query: "warm" }), 422, "query");
  },
};
