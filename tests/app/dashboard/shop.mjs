// A real hub with a shop that has been asking for eight weeks: made by the programs and the API, as
// a real one is.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const sodium = createRequire(new URL('../../../app/dashboard/package.json', import.meta.url))('libsodium-wrappers-sumo');

export const admin = { name: 'maria', password: 'an honest password' };

// Chance that falls alike each time.
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

// A UUIDv7 of its own for each number and moment.
export function idOf(number, at, name = 'page') {
  const time = Math.floor(at).toString(16).padStart(12, '0');
  const rest = createHash('sha256').update(`${name}:${number}`).digest('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-a${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
}

// What an authenticator shows at the moment (RFC 6238).
export function totp(secret, at) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', key).update(step).digest();
  const offset = hash[19] & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

export class Hub {
  static async start(bin) {
    const hub = new Hub();
    hub.bin = bin;
    hub.folder = mkdtempSync(join(tmpdir(), 'earshot-page-'));
    const data = join(hub.folder, 'hub');
    const made = spawnSync(join(bin, 'earshot-hub'), ['init', '--data', data, '--admin', admin.name, '--json'],
      { input: admin.password + '\n', encoding: 'utf8' });
    if (made.status !== 0) throw new Error(made.stderr);
    hub.token = JSON.parse(made.stdout.trim().split('\n').at(-1)).token;
    hub.process = spawn(join(bin, 'earshot-hub'), ['serve', '--data', data, '--listen', '127.0.0.1:0'],
      { stdio: ['ignore', 'pipe', 'pipe'] });
    hub.log = '';
    hub.process.stderr.on('data', (text) => { hub.log += text; });
    hub.address = await new Promise((resolve, reject) => {
      let said = '';
      hub.process.stdout.on('data', (text) => {
        said += text;
        const line = /listening on (\S+)/.exec(said);
        if (line) resolve(line[1]);
      });
      hub.process.on('exit', () => reject(new Error(`the hub ended: ${hub.log}`)));
    });
    return hub;
  }

  async stop() {
    const ended = new Promise((resolve) => this.process.on('exit', resolve));
    this.process.kill('SIGTERM');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  // Calls as a script with the first admin's token.
  async call(method, path, body) {
    const answer = await fetch(this.address + path, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  async enrol(shop, till) {
    const { code } = await this.call('POST', '/v1/enrolments', { shop, till });
    const answer = await fetch(this.address + '/v1/devices', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code, name: `kiosk ${till}`, hardware: 'Raspberry Pi 4', version: '0.1.0' }),
    });
    return new Kiosk(this, await answer.json());
  }
}

export class Kiosk {
  constructor(hub, { device_id, token, sealing_key }) {
    this.hub = hub;
    this.sealingKey = sealing_key;
    this.id = device_id;
    this.token = token;
    this.seq = 0;
  }

  record(type, at, rest) {
    this.seq += 1;
    return { type, id: idOf(this.seq, at, this.id), seq: this.seq, at: new Date(at).toISOString(), ...rest };
  }

  async send(records) {
    const answer = await fetch(this.hub.address + '/v1/batches', {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/x-ndjson' },
      body: records.map((record) => JSON.stringify(record)).join('\n'),
    });
    const receipt = await answer.json();
    if (!answer.ok || receipt.rejected.length) throw new Error(JSON.stringify(receipt).slice(0, 500));
    return receipt;
  }

  // What a cashier said again aloud, sealed as the kiosk seals it.
  async sendRecording(id, sound) {
    await sodium.ready;
    const box = sodium.crypto_box_seal(sound, sodium.from_base64(this.sealingKey, sodium.base64_variants.ORIGINAL));
    const answer = await fetch(`${this.hub.address}/v1/blobs/${id}`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/octet-stream' },
      body: box,
    });
    if (!answer.ok) throw new Error(await answer.text());
  }

  response(at, question, choice, more = {}) {
    const { words, shown = [choice], flags = [], duration = 4200 } = more;
    return this.record('response', at, {
      questionnaire: { id: 'supermarket', version: 2 },
      locale: more.locale ?? 'en',
      duration_ms: duration,
      ended: 'completed',
      answers: [{ question, choices: [choice], scale: null, text: words ?? null, shown, took_ms: 3000 }],
      flags,
    });
  }

  comment(at, topics, tone, text, more = {}) {
    return this.record('comment', at, {
      topics, tone, text, locale: 'en', voice_of: 'customer', special: false, unusual: false, earlier: false,
      entered: 'keys', audio: null, ...more,
    });
  }
}

const day = 86_400_000;

// What people said, for the look of it.
const heard = [
  [['produce'], 'trouble', 'The strawberries were mouldy underneath.'],
  [['produce'], 'trouble', 'Salad already brown at ten in the morning.'],
  [['range'], 'idea', 'Do you have the oat bread again? I used to come just for that.'],
  [['staff'], 'praise', 'The young man at the fish counter is wonderful.'],
  [['price'], 'elsewhere', 'Cheaper petrol next door, so I do the big shop there now.'],
  [['queue'], 'trouble', 'Four people in front of me and only one till open.'],
  [['stock'], 'trouble', 'No oat milk for the third time.'],
  [['clean'], 'praise', 'So tidy since the spring.'],
  [['access'], 'idea', 'A bench by the exit would be a blessing.'],
  [['offers'], 'trouble', 'The label said 1.99, the till said 2.49.'],
];
const written = [
  'Ich komme wegen der Tomaten.',
  'Please open the second till at half past four.',
  'Los aguacates siempre están duros.',
  'الخبز طازج دائمًا، شكرًا',
];

// Eight weeks at two tills: who waits grows more impatient in the last four.
export async function fill(hub, { now = Date.now(), answers = 2000 } = {}) {
  const random = chance(7);
  const weighed = (weights) => {
    let left = random() * Object.values(weights).reduce((sum, each) => sum + each, 0);
    return Object.entries(weights).find(([, weight]) => (left -= weight) < 0)?.[0] ?? Object.keys(weights)[0];
  };
  const why = { produce: 27, location: 23, staff: 14, price: 11, fresh: 8, range: 6, habit: 7, clean: 4 };
  const before = { price: 18, none: 17, queue: 12, stock: 13, produce: 9, range: 9, find: 6, offers: 6 };
  const lately = { ...before, queue: 30 };
  const kiosks = [await hub.enrol('harbour', '1'), await hub.enrol('harbour', '2')];
  await hub.call('PATCH', '/v1/shops/harbour', { name: 'North Street', reader: 'Maria', timezone: 'UTC' });
  for (const [place, kiosk] of kiosks.entries()) {
    const records = [];
    const each = answers / 2;
    for (let n = 0; n < each; n += 1) {
      const at = now - 56 * day + (n / each) * (56 * day - 3_600_000) + random() * 20_000;
      const recent = now - at < 28 * day;
      const first = random() < 0.4;
      const question = first ? 'A' : 'B';
      const choice = weighed(first ? why : recent ? lately : before);
      const others = Object.keys(first ? why : before).filter((other) => other !== choice);
      // Somewhere else each time, as a shuffled question has it.
      const place = Math.floor(random() * others.length);
      const shown = [...others.slice(0, place), choice, ...others.slice(place)];
      const words = n % 97 === 5 ? written[(n + place) % written.length] : undefined;
      const flags = n % 61 === 0 ? ['Q1'] : [];
      records.push(kiosk.response(at, question, choice, { shown, flags, words }));
      if (n % 9 === 0) {
        const [topics, tone, text] = heard[Math.floor(random() * heard.length)];
        records.push(kiosk.comment(at + 30_000, topics, tone, text));
      }
    }
    for (let back = 1; back <= 55; back += 1) {
      const hour = Math.floor((now - back * day) / 3_600_000) * 3_600_000;
      records.push(kiosk.record('exposure', hour + 3_600_000, {
        hour: new Date(hour).toISOString().replace(/\.\d+Z$/, '.000Z'),
        transactions: 240, baskets: null, postponed: 3,
        questions: [
          { question: 'A', shown: 60, answered: 7, skipped: 30, abandoned: 23 },
          { question: 'B', shown: 90, answered: 11, skipped: 50, abandoned: 29 },
        ],
      }));
    }
    records.push(kiosk.record('status', now - 60_000, {
      version: '0.1.0', uptime_s: 86_400, unsent: place * 3, quarantined: 0, disk_free: 12e9, clock_offset_ms: 0, last_error: null,
    }));
    await kiosk.send(records);
  }
  const act = (body) => hub.call('POST', '/v1/actions', { shop: 'harbour', ...body });
  await act({ title: 'Toilets by the exit', reasons: ['access'] });
  const till = await act({ title: 'Third till from 16:30', reasons: ['queue'], state: 'owned', owner: 'Ahmed' });
  await hub.call('PATCH', `/v1/actions/${till.id}`, { state: 'planned', decision: 'fix', due: new Date(now + 5 * day).toISOString().slice(0, 10) });
  const bread = await act({ title: 'Oat bread is back', reasons: ['range'], state: 'owned', owner: 'Lena' });
  await hub.call('PATCH', `/v1/actions/${bread.id}`, {
    state: 'done', decision: 'fix', due: new Date(now + day).toISOString().slice(0, 10),
    notice: { en: 'The oat bread is back, by the till.', de: 'Das Haferbrot ist wieder da, an der Kasse.' },
  });
  const parking = await act({ title: 'More parking', reasons: ['access'] });
  await hub.call('PATCH', `/v1/actions/${parking.id}`, { state: 'declined', because: 'The street belongs to the town; we have asked.' });
  return kiosks;
}
