import assert from "node:assert/strict";
import { HI, MISSING, needing, refused } from "../kit.mjs";

export const area = "crons";

const YEARLY = { schedule: "0 0 1 1 *", input: HI };
const made = ({ client, mark }, payload) => client.crons.create("chat", { ...YEARLY, metadata: { mark }, ...payload });
const ids = (crons) => crons.map(({ cron_id: id }) => id);

export const cases = {
  "a cron has what it was given": async (kit) => {
    const cron = await made(kit, { enabled: false });
    assert.equal(cron.schedule, "0 0 1 1 *");
    assert.equal(cron.enabled, false);
    assert.equal(cron.thread_id, null);
    assert.equal(cron.assistant_id, (await kit.client.assistants.get("chat")).assistant_id);
    assert.equal(cron.on_run_completed, "delete");
    assert.equal(cron.payload.input.messages[0].content, "hi");
  },
  "a cron is enabled unless said otherwise, and knows its next date": async (kit) => {
    const cron = await made(kit);
    assert.equal(cron.enabled, true);
    const next = new Date(cron.next_run_date);
    assert.equal(next.getUTCMonth(), 0);
    assert.equal(next.getUTCDate(), 1);
    assert.equal(next.getUTCHours(), 0);
    assert.ok(next > new Date());
  },
  "a zone moves the next date": needing("crons.create timezone", async (kit) => {
    const { next_run_date: next, timezone } = await made(kit, { timezone: "Asia/Tokyo" });
    assert.equal(timezone, "Asia/Tokyo");
    assert.equal(new Date(next).getUTCHours(), 15);
  }),
  "a cron serves a thread": async (kit) => {
    const thread = await kit.newThread();
    const cron = await kit.client.crons.createForThread(thread, "chat", YEARLY);
    assert.equal(cron.thread_id, thread);
    assert.deepEqual(ids(await kit.client.crons.search({ threadId: thread })), [cron.cron_id]);
    assert.equal(await kit.client.crons.count({ threadId: thread }), 1);
  },
  "a cron is changed": async (kit) => {
    const { cron_id: id } = await made(kit);
    const changed = await kit.client.crons.update(id, { schedule: "30 6 * * 1", enabled: false });
    assert.equal(changed.schedule, "30 6 * * 1");
    assert.equal(changed.enabled, false);
    assert.equal(changed.cron_id, id);
  },
  "a cron is deleted": async (kit) => {
    const thread = await kit.newThread();
    const { cron_id: id } = await kit.client.crons.createForThread(thread, "chat", YEARLY);
    await kit.client.crons.delete(id);
    assert.deepEqual(await kit.client.crons.search({ threadId: thread }), []);
    await refused(kit.client.crons.delete(id), 404);
  },
  "crons are searched by assistant": async (kit) => {
    const { assistant_id: assistantId } = await kit.client.assistants.create({ graphId: "chat" });
    const crons = [];
    for (let nr = 0; nr < 3; nr++) crons.push((await kit.client.crons.create(assistantId, YEARLY)).cron_id);
    assert.deepEqual(ids(await kit.client.crons.search({ assistantId })), crons.reverse());
    assert.deepEqual(ids(await kit.client.crons.search({ assistantId, limit: 1, offset: 1 })), [crons[1]]);
    assert.equal(await kit.client.crons.count({ assistantId }), 3);
  },
  "a schedule that is none is refused": async (kit) => {
    await refused(made(kit, { schedule: "every day" }), 422, "schedule");
  },
  "a zone that is none is refused": needing("crons.create timezone", async (kit) => {
    await refused(made(kit, { timezone: "Mars/Olympus" }), 422, "timezone");
  }),
  "a cron of an unknown assistant is refused": async ({ client }) => {
    await refused(client.crons.create("nope", YEARLY), 404, "nope");
  },
  "a cron on an unknown thread is refused": async ({ client }) => {
    await refused(client.crons.createForThread(MISSING, "chat", YEARLY), 404, "not found");
  },
  "an unknown cron is not found": async ({ client }) => {
    await refused(client.crons.update(MISSING, { enabled: false }), 404);
  },
};
