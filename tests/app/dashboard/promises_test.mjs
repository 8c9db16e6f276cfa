// What the page promises whoever reads it and whoever is read about (trust.md, W2, W7, W9 to W11):
// the real hub, the real page.  node --test promises_test.mjs, with EARSHOT_BIN and
// EARSHOT_PICTURES as for page_test.mjs.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { givenAway } from './attacker.mjs';
import { launch } from './browser.mjs';
import { Hub, chance } from './shop.mjs';
import { Visits, settled, signIn, withoutBarriers } from './visits.mjs';

const bin = process.env.EARSHOT_BIN;
const pictures = process.env.EARSHOT_PICTURES;
const dayLong = 86_400_000;
const date = (at) => new Date(at).toISOString().slice(0, 10);

let hub, browser, visits;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  [hub, browser] = await Promise.all([Hub.start(bin), launch()]);
  visits = new Visits(browser, hub);
  await visits.enter();
});

after(async () => {
  await browser?.close();
  await hub?.stop();
});

// A shop of few answers in three whole days that have ended: each hour's cells lie around the
// smallest that shows.
const tills = ['1', '2', '3'];
const hoursOpen = [8, 12, 17];
const favoured = ['price', 'queue', 'stock', 'none', 'produce'];
async function fewAnswers(shop, seed) {
  const random = chance(seed);
  const start = Math.floor(Date.now() / dayLong) * dayLong - 4 * dayLong;
  const told = new Map(); // what nobody sees: `till hour choice` → how many
  for (const till of tills) {
    const kiosk = await hub.enrol(shop, till);
    const records = [];
    for (let day = 0; day < 3; day += 1)
      for (const hour of hoursOpen)
        for (let n = Math.floor(random() * 22); n > 0; n -= 1) {
          let left = random() * 22;
          const choice = favoured[[10, 6, 3, 2, 1].findIndex((weight) => (left -= weight) < 0)];
          const at = start + day * dayLong + hour * 3_600_000 + n * 150_000;
          const shown = favoured.map((each) => [random(), each]).sort(([a], [b]) => a - b).map(([, each]) => each);
          records.push(kiosk.response(at, 'B', choice, { shown, flags: random() < 0.15 ? ['Q1'] : [] }));
          const cell = `${till} ${new Date(at).toISOString().slice(0, 13)} ${choice}`;
          told.set(cell, (told.get(cell) ?? 0) + 1);
        }
    await kiosk.send(records);
  }
  await hub.call('PATCH', `/v1/shops/${shop}`, { timezone: 'UTC', name: shop });
  return { told, from: date(start), to: date(start + 3 * dayLong) };
}

// Every view of the period, as sums over what nobody sees. What is set aside counts in one view and
// not in the other: two tables.
async function everyView(shop, { from, to }) {
  const days = [0, 1, 2].map((day) => date(Date.parse(from) + day * dayLong));
  const hours = days.flatMap((day) => hoursOpen.map((hour) => `${day}T${String(hour).padStart(2, '0')}`));
  const sums = [];
  const add = (table, what, question, where) => {
    const every = question.choices.map((choice) => choice.id);
    const cells = (choices) => where.tills.flatMap((till) => where.hours.flatMap((hour) => choices.map((choice) => `${table} ${till} ${hour} ${choice}`)));
    const split = where.tills.length < tills.length || where.hours.length < hours.length;
    sums.push({ what: `${what} base`, n: question.base, cells: cells(every), split });
    // A share of a known base would be its count.
    for (const choice of question.choices) assert.ok(choice.n !== null || choice.share === null, `${what} ${choice.id}`);
    for (const choice of question.choices) sums.push({ what: `${what} ${choice.id}`, n: choice.n, cells: cells([choice.id]), split });
  };
  for (const flagged of ['exclude', 'include'])
    for (const till of ['', ...tills])
      for (const by of ['', 'day', 'hour', 'shop', 'till']) {
        const query = new URLSearchParams({ shop, question: 'B', source: 'kiosk', from, to, flagged, ...(till && { till }), ...(by && { by }) });
        const report = await hub.call('GET', `/v1/report?${query}`);
        const where = { tills: till ? [till] : tills, hours };
        const what = `${flagged} till=${till} by=${by}`;
        add(flagged, what, report.questions[0], where);
        for (const { key, questions } of report.groups)
          add(flagged, `${what} ${key}`, questions[0], {
            tills: by === 'till' ? [key] : where.tills,
            hours: by === 'day' || by === 'hour' ? hours.filter((hour) => (by === 'day' ? hour.startsWith(key) : key.startsWith(hour))) : hours,
          });
      }
  // The file of counts is the split by day once more.
  const file = await (await fetch(`${hub.address}/v1/export/tallies.ndjson?shop=${shop}&from=${from}&to=${to}`, { headers: { Authorization: `Bearer ${hub.token}` } })).text();
  for (const line of file.trim().split('\n').map((each) => JSON.parse(each)))
    if (line.of === 'B')
      sums.push({
        what: `file ${line.day} ${line.choice}`, n: line.n, split: true,
        cells: tills.flatMap((till) => hours.filter((hour) => hour.startsWith(line.day)).map((hour) => `exclude ${till} ${hour} ${line.choice}`)),
      });
  return sums;
}

test('nothing below five follows from any views of one period, nor is it in the page or a file (W2)', async () => {
  let hidden = 0;
  for (const seed of [11, 12, 13]) {
    const shop = `few-${seed}`;
    const { told, ...period } = await fewAnswers(shop, seed);
    const sums = await everyView(shop, period);
    // The attacker's picture is the right one: what shows with everything counted is what was said.
    const whole = (cells) => cells.reduce((sum, cell) => sum + (told.get(cell.replace('include ', '')) ?? 0), 0);
    for (const { n, cells, what } of sums) if (n !== null && cells[0]?.startsWith('include')) assert.equal(n, whole(cells), what);
    assert.deepEqual(sums.filter(({ n, split }) => split && n !== null && n < 5).map(({ what, n }) => `${what}: ${n}`), []);
    assert.deepEqual(givenAway(sums).map(({ what }) => what), [], `seed ${seed}`);
    hidden += sums.filter(({ n }) => n === null).length;
    if (seed === 11)
      await visits.with({ at: `reasons?shop=${shop}&question=B&from=${period.from}&to=${date(Date.parse(period.to) - dayLong)}` }, async (page) => {
        const table = page.locator('.card', { has: page.getByRole('heading', { name: 'By till' }) });
        await table.getByRole('table').waitFor();
        await table.getByText('fewer than 5 – not shown').first().waitFor();
        for (const cell of await table.getByRole('cell').all()) {
          const text = await cell.innerText();
          assert.ok(/^fewer than 5/.test(text) || Number(/^\d+/.exec(text)[0]) >= 5, text);
        }
        assert.equal(await page.evaluate(() => document.querySelectorAll('main td[title], main [data-n]').length), 0);
      });
  }
  console.log(`${hidden} hidden numbers, none given away`);
  assert.ok(hidden > 1000);
});

test('a form on another site, a script beside the hub and a frame around the page change and show nothing (W7)', async () => {
  const forms = ['/v1/actions', '/v1/users', '/v1/tokens', '/v1/sessions/self', '/v1/enrolments'];
  const other = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    const action = hub.address + new URL(request.url, 'http://x').searchParams.get('to');
    response.end(request.url.startsWith('/frame')
      ? `<!doctype html><iframe src="${hub.address}/"></iframe><iframe src="${hub.address}/call"></iframe>`
      : `<!doctype html><form method="post" enctype="text/plain" action="${action}">
         <input name='{"shop":"harbour","title":"forged","name":"forged","password":"forged forged","role":"admin","till":"1","x":"' value='"}'></form>`);
  });
  await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address();
  await hub.enrol('harbour', '1');
  const before = (await hub.call('GET', '/v1/audit')).entries[0].number;
  const context = await browser.newContext({ storageState: visits.entered });
  try {
    const page = await context.newPage();
    // The first is another site, to which the cookie does not go; to the second it does.
    for (const host of ['localhost', '127.0.0.1'])
      for (const path of forms) {
        await page.goto(`http://${host}:${port}/?to=${path}`);
        const [answer] = await Promise.all([page.waitForResponse(hub.address + path), page.evaluate(() => document.forms[0].submit())]);
        assert.ok([401, 403, 405, 415].includes(answer.status()), `${host} ${path}: ${answer.status()}`);
        await page.waitForURL(hub.address + path);
        await page.goto(`http://${host}:${port}/`);
        const refused = await page.evaluate((address) => Promise.all([
          fetch(address, { method: 'POST', credentials: 'include', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': 'guessed' }, body: '{}' }).then(() => false, () => true),
          fetch(address, { credentials: 'include' }).then(() => false, () => true),
          fetch(address, { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{"shop":"harbour","title":"forged"}' }).then((sent) => sent.type === 'opaque', () => true),
        ]), hub.address + path);
        assert.deepEqual(refused, [true, true, true], `${host} ${path}`);
      }
    await page.goto(`http://127.0.0.1:${port}/frame`);
    await page.waitForLoadState('networkidle');
    assert.equal(page.frames().length, 3);
    for (const frame of page.frames().slice(1)) assert.ok(!frame.url().startsWith(hub.address), frame.url());
    // Still signed in, and nothing was done.
    await page.goto(hub.address);
    await page.waitForSelector('main.page');
  } finally {
    await context.close();
    other.close();
  }
  assert.equal((await hub.call('GET', '/v1/audit')).entries[0].number, before);
  assert.deepEqual((await hub.call('GET', '/v1/actions')).actions, []);
});

test('another chain’s ids in the address bar read as ones that are nowhere (W10)', async () => {
  const kiosk = await hub.enrol('quay', '1');
  const said = kiosk.comment(Date.now() - 60_000, ['queue'], 'trouble', 'Far too slow at the quay');
  await kiosk.send([said]);
  const { id: action } = await hub.call('POST', '/v1/actions', { shop: 'quay', title: 'Another ferry' });
  await hub.call('POST', '/v1/users', { name: 'hanna', password: 'only the harbour', role: 'manager', shops: ['harbour'] });
  const device = (await hub.call('GET', '/v1/devices?shop=quay')).devices[0].id;
  const nowhere = '019aaaaa-0000-7000-a000-000000000001';
  await visits.with({ inside: false }, async (page) => {
    await signIn(page, { name: 'hanna', password: 'only the harbour' });
    const texts = [];
    for (const at of ['today?shop=quay', 'today?shop=nowhere', 'reasons?shop=quay', 'heard?shop=quay', `actions/${action}`, `actions/${nowhere}`]) {
      await page.goto(`${hub.address}/#/${at}`);
      await page.getByText('There is nothing here, or it is not for your account.').first().waitFor();
      await settled(page);
      const text = await page.locator('main').innerText();
      assert.ok(!/quay\b.*slow|Another ferry/s.test(text), at);
      texts.push(text);
    }
    assert.equal(texts[0], texts[1]);
    assert.equal(texts[4], texts[5]);
    const answers = (paths) => page.evaluate((all) => Promise.all(all.map(async (path) => {
      const answer = await fetch(path);
      return `${answer.status} ${await answer.text()}`;
    })), paths);
    for (const [theirs, none] of [
      ['/v1/report?shop=quay', '/v1/report?shop=nowhere'], ['/v1/shops/quay', '/v1/shops/nowhere'], ['/v1/comments?shop=quay', '/v1/comments?shop=nowhere'],
      ['/v1/export/comments.csv?shop=quay', '/v1/export/comments.csv?shop=nowhere'], ['/v1/live?shop=quay', '/v1/live?shop=nowhere'],
      [`/v1/actions/${action}`, `/v1/actions/${nowhere}`], [`/v1/blobs/${said.id}`, `/v1/blobs/${nowhere}`], ['/v1/follow-ups?shop=quay', '/v1/follow-ups?shop=nowhere'],
    ]) {
      const [foreign, missing] = await answers([theirs, none]);
      assert.match(foreign, /^404 /, theirs);
      assert.equal(foreign, missing, theirs);
    }
    assert.ok(!JSON.stringify(await answers(['/v1/shops', '/v1/devices', '/v1/comments', '/v1/actions'])).includes('quay'), device);
  });
});

test('each answer is in one day and one hour, also of the night that has one more; the zone is named (W11)', async () => {
  const kiosk = await hub.enrol('spree', '1');
  await hub.call('PATCH', '/v1/shops/spree', { name: 'Spree', timezone: 'Europe/Berlin' });
  // The last Sunday of October that is over: at 01:00 UTC three o'clock becomes two.
  const now = new Date();
  const last = (year) => Date.UTC(year, 9, 31 - new Date(Date.UTC(year, 9, 31)).getUTCDay(), 1);
  const change = last(now.getUTCFullYear()) < now - dayLong ? last(now.getUTCFullYear()) : last(now.getUTCFullYear() - 1);
  const night = date(change);
  // 2020 had a week 53, which ends in the next year.
  const weeks = ['2020-12-31', '2021-01-01', '2021-01-03', '2021-01-04'].map((day) => Date.parse(`${day}T22:30:00Z`));
  const records = [];
  const answer = (at, choice = 'queue') => records.push(kiosk.response(at, 'B', choice, { shown: ['price', 'stock', 'queue', 'none'].sort((a, b) => ((a + records.length) > b ? 1 : -1)) }));
  for (const start of weeks) for (let n = 0; n < 6; n += 1) answer(start + n * 170_000);
  for (const start of [change - 3_600_000, change, change + 21 * 3_600_000]) for (let n = 0; n < 7; n += 1) answer(start + n * 170_000);
  await kiosk.send(records);
  const grouped = async (from, to, by) => {
    const report = await hub.call('GET', `/v1/report?shop=spree&question=B&flagged=include&from=${from}&to=${to}&by=${by}`);
    return [report.questions[0].base, report.groups.map((group) => [group.key, group.questions[0].base])];
  };
  const next = date(change + dayLong);
  assert.deepEqual(await grouped(night, next, 'day'), [21, [[night, 21]]]);
  assert.deepEqual(await grouped(night, next, 'hour'), [21, [[`${night}T02:00+02:00`, 7], [`${night}T02:00+01:00`, 7], [`${night}T23:00+01:00`, 7]].sort()]);
  assert.deepEqual(await grouped('2020-12-28', '2021-01-04', 'day'), [18, [['2020-12-31', 6], ['2021-01-01', 6], ['2021-01-03', 6]]]);
  assert.deepEqual(await grouped('2021-01-04', '2021-01-11', 'day'), [6, [['2021-01-04', 6]]]);
  await visits.with({ at: `reasons?shop=spree&question=B&flagged=include&from=${night}&to=${night}` }, async (page) => {
    await page.getByText('Days go by the shop’s clock: Europe/Berlin.').waitFor();
    await page.locator('.answers .note', { hasText: '21 answered' }).first().waitFor();
    await page.goto(`${hub.address}/#/reasons?shop=spree&question=B&flagged=include&from=2020-12-28&to=2021-01-03`);
    await page.locator('.answers .note', { hasText: '18 answered' }).first().waitFor();
  });
});

test('a file says how much has come, can be stopped, and half of it is never kept (W9)', async () => {
  const kiosk = await hub.enrol('mole', '1');
  for (let part = 0; part < 4; part += 1)
    await kiosk.send(Array.from({ length: 1000 }, (_, n) => kiosk.comment(Date.now() - 3_600_000 - (part * 1000 + n) * 20_000, ['queue'], 'trouble', `=HYPERLINK("//evil.test") ${'very '.repeat(20)}slow ${part * 1000 + n}`)));
  await visits.with({ at: 'settings?what=comments&shop=mole' }, async (page, context) => {
    await settled(page);
    // A line so slow that there is time to stop it.
    const session = await context.newCDPSession(page);
    const slow = (bytes) => session.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: bytes, uploadThroughput: -1 });
    await session.send('Network.enable');
    await slow(60_000);
    await page.getByRole('button', { name: 'Download' }).click();
    await page.getByText(/0\.[1-9] MB have come so far/).waitFor();
    await withoutBarriers(page);
    await page.screenshot({ path: join(pictures, 'export.png') });
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped. Nothing was kept.').waitFor();
    await slow(-1);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    const file = await (await download).path();
    await page.getByText(/comments\.csv is there/).waitFor();
    const lines = readFileSync(file, 'utf8').trim().split('\r\n');
    assert.equal(lines.length, 4001);
    assert.ok(lines.slice(1).every((line) => !/(^|,)"?[=+@-]/.test(line.replaceAll(/\d{4}-\d\d-\d\d/g, ''))), 'a cell is a formula (W3)');
  });
  // A line that ends in the middle leaves no file either.
  const line = createServer((request, response) => {
    const onwards = ask(hub.address + request.url, { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      if (!request.url.startsWith('/v1/export')) return answer.pipe(response);
      answer.once('data', (piece) => response.write(piece, () => response.destroy()));
    });
    request.pipe(onwards);
  });
  await new Promise((resolve) => line.listen(0, '127.0.0.1', resolve));
  const through = new Visits(browser, { address: `http://127.0.0.1:${line.address().port}` });
  try {
    await through.enter();
    await through.with({ at: 'settings?what=comments&shop=mole', expected: /ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION/ }, async (page) => {
      let kept = false;
      page.on('download', () => { kept = true; });
      await page.getByRole('button', { name: 'Download' }).click();
      await page.getByRole('alert').getByText('Nothing was kept').waitFor();
      assert.ok(!kept);
    });
  } finally {
    line.closeAllConnections();
    line.close();
  }
});
