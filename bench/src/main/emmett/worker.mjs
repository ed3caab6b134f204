// The process of Emmett: takes work from standard input, answers on standard output, like the contenders on the JVM.
// Set up as in its documentation: getPostgreSQLEventStore with a connection string, which makes a pool, and its own schema.
import { createInterface } from 'node:readline';
import { randomInt } from 'node:crypto';
import { getPostgreSQLEventStore, postgreSQLEventStoreConsumer } from '@event-driven-io/emmett-postgresql';

const store = getPostgreSQLEventStore(process.argv[2]);
await store.schema.migrate();

const sample = (quantity) => ({
  type: 'ProductAdded',
  data: {
    productId: 'product-12345678', quantity, unitPrice: 1999, name: 'A thing with a name', note: 'left at the door',
  },
});
const samples = (count) => Array.from({ length: count }, (_, i) => sample(i));
const prepared = new Set();
let streams = 0;

async function fill(stream, events) {
  for (let filled = 0; filled < events; filled += 500) {
    await store.appendToStream(stream, samples(Math.min(500, events - filled)));
  }
}

async function prepare(count, events) {
  if (prepared.has(events)) return;
  prepared.add(events);
  for (let i = 0; i < count; i++) await fill(`agg${events}-${i}`, events);
}

async function aggregate(stream) {
  const result = await store.aggregateStream(stream, {
    initialState: () => ({ sum: 0, count: 0 }),
    evolve: (state, event) => ({ sum: state.sum + event.data.quantity, count: state.count + 1 }),
  });
  return result.state.count;
}

async function appendOptimistically(stream, conflicts) {
  for (;;) {
    const read = await store.aggregateStream(stream, { initialState: () => 0, evolve: (count) => count + 1 });
    try {
      await store.appendToStream(stream, [sample(1)], {
        expectedStreamVersion: read.streamExists ? read.currentStreamVersion : 'STREAM_DOES_NOT_EXIST',
      });
      return 1;
    } catch (error) {
      if (!/concurrency|expected version|version/i.test(`${error?.name} ${error?.message}`)) throw error;
      conflicts.count++;
    }
  }
}

async function operation(work, conflicts) {
  switch (work.action) {
    case 'append': {
      const stream = `cart-${work.run}-${++streams}`;
      return async () => { await store.appendToStream(`${stream}-${++streams}`, samples(work.events)); return work.events; };
    }
    case 'hot': {
      const stream = `hot-${work.run}`;
      await fill(stream, 1);
      return () => appendOptimistically(stream, conflicts);
    }
    case 'aggregate': {
      await prepare(work.streams, work.events);
      return () => aggregate(`agg${work.events}-${randomInt(work.streams)}`);
    }
    case 'mixed':
      await prepare(work.streams, 30);
      return async () => {
        if (randomInt(100) < 80) { await aggregate(`agg30-${randomInt(work.streams)}`); return 1; }
        return appendOptimistically(`mixed-${randomInt(10000)}`, conflicts);
      };
    default:
      throw new Error(`Work: expected a known action, but it is ${work.action}.`);
  }
}

async function measure(work) {
  const conflicts = { count: 0 };
  const next = await operation(work, conflicts);
  const micros = [];
  let events = 0;
  const beginning = process.hrtime.bigint();
  const end = beginning + BigInt(Math.round(work.seconds * 1e9));
  const caller = async () => {
    while (process.hrtime.bigint() < end) {
      const begun = process.hrtime.bigint();
      const count = await next();
      events += count;
      micros.push(Number((process.hrtime.bigint() - begun) / 1000n));
    }
  };
  await Promise.all(Array.from({ length: work.callers }, caller));
  const seconds = Number(process.hrtime.bigint() - beginning) / 1e9;
  micros.sort((a, b) => a - b);
  const percentile = (p) => micros[Math.min(micros.length - 1, Math.floor(micros.length * p))] ?? 0;
  return { perSecond: events / seconds, p50: percentile(0.5), p99: percentile(0.99), conflicts: conflicts.count, heapGrowth: 0 };
}

// A consumer from the beginning of the log, as long as the time lasts from its first event on.
async function catchUp(work) {
  if (!prepared.has('catch-up')) {
    prepared.add('catch-up');
    for (let i = 0; i < 200; i++) await fill(`log-${i}`, 500);
  }
  let events = 0;
  let begun;
  const first = new Promise((resolve) => { begun = resolve; });
  const consumer = postgreSQLEventStoreConsumer({ connectionString: process.argv[2] });
  consumer.reactor({ processorId: work.run, startFrom: 'BEGINNING', eachMessage: () => { events++; begun(); } });
  const running = consumer.start();
  await first;
  const beginning = process.hrtime.bigint();
  await new Promise((resolve) => setTimeout(resolve, work.seconds * 1000));
  const perSecond = (events - 1) / (Number(process.hrtime.bigint() - beginning) / 1e9);
  await consumer.stop();
  await running;
  return { perSecond, p50: 0, p99: 0, conflicts: 0, heapGrowth: 0 };
}

const answer = (work) => (work.action === 'catch-up' ? catchUp(work) : measure(work));

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
await store.close();
