import assert from "node:assert/strict";
import { HI, MISSING, refused } from "../kit.mjs";

export const area = "assistants";

const made = async ({ client, mark }, payload) =>
  client.assistants.create({ graphId: "chat", metadata: { mark }, ...payload });
const ids = (assistants) => assistants.map(({ assistant_id: id }) => id);

export const cases = {
  "each graph has an assistant of the system's": async ({ client }) => {
    const assistant = await client.assistants.get("chat");
    assert.equal(assistant.graph_id, "chat");
    assert.equal(assistant.name, "chat");
    assert.equal(assistant.version, 1);
    assert.equal(assistant.metadata.created_by, "system");
  },
  "it is found by its id as well": async ({ client }) => {
    const { assistant_id: id } = await client.assistants.get("chat");
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal((await client.assistants.get(id)).graph_id, "chat");
  },
  "an unknown assistant is not found": async ({ client }) => {
    await refused(client.assistants.get("nope"), 404, "Assistant not found");
    await refused(client.assistants.get(MISSING), 404, "Assistant not found");
  },
  "a made assistant has what it was given": async (kit) => {
    const given = { name: "warm", description: "d", config: { configurable: { tone: "warm" } }, context: { a: 1 } };
    const assistant = await made(kit, given);
    assert.equal(assistant.graph_id, "chat");
    assert.equal(assistant.version, 1);
    for (const [name, value] of Object.entries(given)) assert.deepEqual(assistant[name], value, name);
    assert.deepEqual(await kit.client.assistants.get(assistant.assistant_id), assistant);
  },
  "a made assistant is untitled unless named": async (kit) => {
    assert.equal((await made(kit)).name, "Untitled");
  },
  "an assistant is made under the caller's id, once": async (kit) => {
    const assistantId = kit.mark;
    assert.equal((await made(kit, { assistantId })).assistant_id, assistantId);
    await refused(made(kit, { assistantId }), 409, "Assistant already exists");
    assert.equal((await made(kit, { assistantId, ifExists: "do_nothing", name: "x" })).name, "Untitled");
  },
  "an assistant of an unknown graph is refused": async ({ client }) => {
    await refused(client.assistants.create({ graphId: "nope" }), 404, "nope");
  },
  "a change is a new version, with metadata merged": async (kit) => {
    const { assistant_id: id } = await made(kit, { config: { configurable: { tone: "warm" } } });
    const changed = await kit.client.assistants.update(id, { name: "cold", metadata: { more: 1 } });
    assert.equal(changed.version, 2);
    assert.equal(changed.name, "cold");
    assert.deepEqual(changed.metadata, { mark: kit.mark, more: 1 });
    assert.equal((await kit.client.assistants.get(id)).version, 2);
  },
  "versions are listed, the newest first": async (kit) => {
    const { assistant_id: id } = await made(kit, { name: "one" });
    await kit.client.assistants.update(id, { name: "two" });
    await kit.client.assistants.update(id, { name: "three" });
    const versions = await kit.client.assistants.getVersions(id);
    assert.deepEqual(versions.map(({ version }) => version), [3, 2, 1]);
    assert.equal((await kit.client.assistants.getVersions(id, { limit: 1, offset: 1 }))[0].version, 2);
  },
  "an old version is taken up again": async (kit) => {
    const { assistant_id: id } = await made(kit, { name: "one" });
    await kit.client.assistants.update(id, { name: "two" });
    assert.equal((await kit.client.assistants.setLatest(id, 1)).name, "one");
    assert.equal((await kit.client.assistants.get(id)).version, 1);
    assert.equal((await kit.client.assistants.update(id, { name: "three" })).version, 3);
  },
  "an unknown version is not taken up": async (kit) => {
    const { assistant_id: id } = await made(kit);
    await refused(kit.client.assistants.setLatest(id, 7), 404);
  },
  "assistants are searched by graph, metadata and name": async (kit) => {
    const { assistant_id: id } = await made(kit, { name: `Warm ${kit.mark}` });
    const search = async (query) => ids(await kit.client.assistants.search({ limit: 1000, ...query }));
    assert.deepEqual(await search({ metadata: { mark: kit.mark } }), [id]);
    assert.deepEqual(await search({ name: `warm ${kit.mark}` }), [id]);
    assert.deepEqual(await search({ metadata: { mark: kit.mark }, graphId: "slow" }), []);
    assert.ok((await search({ graphId: "chat" })).includes(id));
  },
  "assistants are sorted and paged": async (kit) => {
    const all = [];
    for (const name of ["b", "a", "c"]) all.push(await made(kit, { name }));
    const query = { metadata: { mark: kit.mark }, sortBy: "name", sortOrder: "asc" };
    const search = async (page) => (await kit.client.assistants.search({ ...query, ...page })).map(({ name }) => name);
    assert.deepEqual(await search({}), ["a", "b", "c"]);
    assert.deepEqual(await search({ sortOrder: "desc" }), ["c", "b", "a"]);
    assert.deepEqual(await search({ limit: 2, offset: 2 }), ["c"]);
    assert.deepEqual(ids(await kit.client.assistants.search({ metadata: { mark: kit.mark } })), ids(all).reverse());
  },
  "a page of assistants says where the next begins": async (kit) => {
    for (const name of ["a", "b"]) await made(kit, { name });
    const query = { metadata: { mark: kit.mark }, limit: 1, includePagination: true };
    const first = await kit.client.assistants.search(query);
    assert.equal(first.assistants.length, 1);
    assert.equal(first.next, "1");
    assert.equal((await kit.client.assistants.search({ ...query, offset: 1 })).next, null);
  },
  "what was selected of assistants is shown": async (kit) => {
    const { assistant_id: id } = await made(kit);
    const select = ["assistant_id", "name"];
    const found = await kit.client.assistants.search({ metadata: { mark: kit.mark }, select });
    assert.deepEqual(found, [{ assistant_id: id, name: "Untitled" }]);
  },
  "assistants are counted": async (kit) => {
    for (const name of ["a", "b"]) await made(kit, { name });
    assert.equal(await kit.client.assistants.count({ metadata: { mark: kit.mark } }), 2);
    assert.equal(await kit.client.assistants.count({ metadata: { mark: kit.mark }, name: "A" }), 1);
  },
  "a deleted assistant is gone": async (kit) => {
    const { assistant_id: id } = await made(kit);
    await kit.client.assistants.delete(id);
    await refused(kit.client.assistants.get(id), 404);
    await refused(kit.client.assistants.delete(id), 404);
  },
  "a run takes over its assistant's configuration, and its own wins": async (kit) => {
    const config = { configurable: { tone: "warm" } };
    const { assistant_id: id } = await made(kit, { graphId: "nested", config });
    const tone = async (more) => (await kit.client.runs.wait(await kit.newThread(), id, { input: HI, ...more })).topic;
    assert.equal(await tone(), "warm");
    assert.equal(await tone({ config: { configurable: { tone: "cold" } } }), "cold");
  },
  "a run takes over its assistant's context": async (kit) => {
    const { assistant_id: id } = await made(kit, { graphId: "nested", context: { tone: "warm" } });
    assert.equal((await kit.client.runs.wait(await kit.newThread(), id, { input: HI })).topic, "warm");
  },
  "a run of a made assistant names it on the thread": async (kit) => {
    const { assistant_id: id } = await made(kit);
    const thread = await kit.newThread();
    await kit.client.runs.wait(thread, id, { input: HI });
    assert.equal((await kit.client.threads.get(thread)).metadata.assistant_id, id);
    assert.deepEqual(ids(await kit.client.runs.list(thread)), [id]);
  },
  "a graph is drawn": async ({ client }) => {
    const { nodes, edges } = await client.assistants.getGraph("chat");
    assert.deepEqual(nodes.map(({ id }) => id), ["__start__", "plan", "finish", "__end__"]);
    assert.equal(edges.length, 3);
  },
  "a graph is drawn with those inside": async ({ client }) => {
    const { nodes } = await client.assistants.getGraph("nested", { xray: true });
    assert.ok(nodes.some(({ id }) => id === "talk:plan"), JSON.stringify(nodes.map(({ id }) => id)));
  },
  "schemas are told": async ({ client }) => {
    const schemas = await client.assistants.getSchemas("chat");
    assert.equal(schemas.graph_id, "chat");
    assert.ok(schemas.state_schema.properties.messages);
    assert.ok(schemas.input_schema);
    assert.ok(schemas.output_schema);
    assert.ok("config_schema" in schemas);
  },
  "graphs inside are told of": async ({ client }) => {
    const subgraphs = await client.assistants.getSubgraphs("nested");
    assert.deepEqual(Object.keys(subgraphs), ["talk"]);
    assert.deepEqual(Object.keys(await client.assistants.getSubgraphs("nested", { namespace: "talk" })), ["talk"]);
    assert.deepEqual(await client.assistants.getSubgraphs("chat"), {});
  },
};
