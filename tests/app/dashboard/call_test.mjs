// People to call, from the key that a browser makes to the call that is done: the real hub, a real
// kiosk, two people in two browsers.  node --test call_test.mjs, with EARSHOT_BIN and
// EARSHOT_PICTURES as for page_test.mjs.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, phone } from './browser.mjs';
import { RealKiosk } from './kiosk.mjs';
import { Hub, totp } from './shop.mjs';
import { Visits, fits, settled, withoutBarriers } from './visits.mjs';

const sodium = createRequire(new URL('../../../app/dashboard/package.json', import.meta.url))('libsodium-wrappers-sumo');
const bin = process.env.EARSHOT_BIN;
const pictures = process.env.EARSHOT_PICTURES;

const rosas = 'five plums in a blue bowl';
const bens = 'a tram that never comes';

let hub, browser, visits, till, kiosk, rosa, ben, eve, code;

// An account with a page of its own that is signed in, with a second factor where it is said.
async function person(name, second = true) {
  const password = `the password of ${name}`;
  await hub.call('POST', '/v1/users', { name, password, role: 'manager' });
  const ask = async (method, path, body, more = {}) => {
    const answer = await fetch(hub.address + path, {
      method, headers: { 'Content-Type': 'application/json', ...more }, body: JSON.stringify(body ?? {}),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const entered = await ask('POST', '/v1/sessions', { name, password });
  const [cookie, value] = entered.headers.get('set-cookie').split(';')[0].split('=');
  const session = { Cookie: `${cookie}=${value}`, 'X-CSRF-Token': (await entered.json()).csrf };
  let secret = null;
  if (second) {
    ({ secret } = await (await ask('POST', '/v1/users/self/totp', {}, session)).json());
    await ask('PUT', '/v1/users/self/totp', { totp: totp(secret, Date.now()) }, session);
  }
  const state = {
    cookies: [{ name: cookie, value, domain: '127.0.0.1', path: '/', expires: -1, httpOnly: true, secure: false, sameSite: 'Strict' }],
    origins: [{ origin: hub.address, localStorage: [{ name: 'known', value: name }] }],
  };
  return { name, password, secret, state };
}

const visit = (who, work, more = {}) => visits.with({ as: who.state, path: '/call', ...more }, work);
const audit = async () => (await hub.call('GET', '/v1/audit')).entries;

async function unlock(page, passphrase) {
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByRole('heading', { name: 'Unlocked' }).waitFor();
}

// As the kiosk seals it, by the key that its bundle has.
async function wish(contact) {
  await sodium.ready;
  const { followup_key, followup_key_id } = await bundle();
  const box = sodium.crypto_box_seal(JSON.stringify({ name: '', best_time: '', ...contact }), sodium.from_base64(followup_key, sodium.base64_variants.ORIGINAL));
  const now = Date.now();
  const answer = till.response(now - 1000, 'B', 'queue', { shown: ['price', 'queue'] });
  await till.send([answer, till.record('follow_up', now, {
    response: answer.id, sealed: sodium.to_base64(box, sodium.base64_variants.ORIGINAL), key_id: followup_key_id,
    consent: { wording: 'Someone from this shop may contact me.', version: '1', at: new Date(now).toISOString() },
    expires: new Date(now + 30 * 86_400_000).toISOString(), forget: Buffer.alloc(32, till.seq).toString('base64'),
  })]);
}

const bundle = async () =>
  (await fetch(`${hub.address}/v1/bundle`, { headers: { Authorization: `Bearer ${till.token}` } })).json();

// Everything that the hub has on its disk and has said.
function kept() {
  const all = [hub.log];
  for (const each of readdirSync(hub.folder, { recursive: true, withFileTypes: true }))
    if (each.isFile()) all.push(readFileSync(join(each.path ?? each.parentPath, each.name), 'latin1'));
  return all.join('\n');
}

before(async () => {
  mkdirSync(pictures, { recursive: true });
  [hub, browser] = await Promise.all([Hub.start(bin), launch()]);
  visits = new Visits(browser, hub);
  till = await hub.enrol('harbour', '2');
  await hub.call('PATCH', '/v1/shops/harbour', { name: 'North Street', reader: 'Maria', timezone: 'UTC', languages: ['en'] });
  // Each answer is a whole interview.
  const { published } = await hub.call('GET', '/v1/questionnaires/supermarket');
  const short = { ...published, version: published.version + 1 };
  for (const question of short.questions) for (const choice of question.choices) choice.next = [];
  short.tickets = { B: 1 };
  short.questions = short.questions.filter((question) => question.id === 'B');
  await hub.call('PUT', '/v1/questionnaires/supermarket', short);
  await hub.call('POST', '/v1/questionnaires/supermarket/publish', {});
  // One after another: a hub lets few people in at the same moment.
  rosa = await person('rosa');
  ben = await person('ben');
  eve = await person('eve', false);
});

after(async () => {
  await kiosk?.stop();
  await browser?.close();
  await hub?.stop();
});

test('whoever has no second factor is told to set one up', async () => {
  await visit(eve, async (page) => {
    await page.getByRole('heading', { name: 'A second factor first' }).waitFor();
    await page.getByText('Nobody waits for a call').waitFor();
    await withoutBarriers(page);
    await page.getByRole('main').getByRole('link', { name: 'Settings' }).click();
    await page.waitForSelector('main.settings');
    assert.equal(new URL(page.url()).pathname, '/');
    await page.getByRole('link', { name: 'People to call' }).click();
    await page.waitForSelector('main.call');
    assert.equal(new URL(page.url()).pathname, '/call');
  });
});

test('a key is made in the browser, and neither passphrase nor code nor secret leaves it', async () => {
  assert.equal((await bundle()).followup_key, null);
  await visit(rosa, async (page) => {
    const sent = [];
    page.on('request', (request) => sent.push(request.url() + (request.postData() ?? '')));
    await page.getByRole('heading', { name: 'No key yet' }).waitFor();
    await settled(page);
    await withoutBarriers(page);
    await page.screenshot({ path: join(pictures, 'call-no-key.png') });
    await page.getByRole('button', { name: 'Make a key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Passphrase', { exact: true }).fill('too short');
    await dialog.getByLabel('once more').fill('too short');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await dialog.locator('.error').getByText('At least 12 characters.').waitFor();
    await dialog.getByLabel('Passphrase', { exact: true }).fill(rosas);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await dialog.getByText('The two are not the same.').waitFor();
    await withoutBarriers(page);
    await dialog.getByLabel('once more').fill(rosas);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    code = await dialog.locator('.code.big').innerText();
    assert.match(code, /^([0-9A-Z]{5}-){5}[0-9A-Z]{5}$/);
    await withoutBarriers(page);
    await page.screenshot({ path: join(pictures, 'call-code.png') });
    await page.pdf({ path: join(pictures, 'call-code.pdf'), preferCSSPageSize: true });
    // Nothing is in use before the code is put away.
    await dialog.getByRole('button', { name: 'Use this key' }).click();
    await dialog.getByText('Print it or write it down first').waitFor();
    assert.equal((await bundle()).followup_key, null);
    await dialog.getByLabel('It is on paper and put away.').check();
    await dialog.getByRole('button', { name: 'Use this key' }).click();
    await page.getByRole('heading', { name: 'Unlocked' }).waitFor();
    assert.ok(sent.length > 5);
    for (const secret of [rosas, encodeURIComponent(rosas), code, code.replaceAll('-', '')])
      assert.ok(!sent.some((each) => each.includes(secret)), 'a secret was sent');
  });
  const { followup_key, offer } = await bundle();
  assert.equal(Buffer.from(followup_key, 'base64').length, 32);
  assert.equal(offer.contact, true);
});

test('a tap on a real kiosk is on Today within a second; how to reach who tapped is opened by one who calls', async () => {
  const { code: enrolment } = await hub.call('POST', '/v1/enrolments', { shop: 'harbour', till: '1' });
  kiosk = await RealKiosk.start(bin, hub, enrolment);
  await visit(rosa, async (page, context) => {
    await page.goto(`${hub.address}/#/today`);
    await page.getByText('Nobody has said anything yet.').waitFor();
    await settled(page);
    const { elements } = await kiosk.waitFor('a question', (shown) => shown.question !== null);
    const choice = elements.find((each) => each.role === 'choice').id;
    const seen = page.waitForFunction(() => document.querySelector('h1')?.textContent.includes('1 answer so far') && Date.now(), null, { polling: 'raf' });
    const tapped = await kiosk.tap(choice);
    const took = (await (await seen).jsonValue()) - tapped;
    console.log(`a tap on the kiosk was on Today after ${took} ms`);
    assert.ok(took < 1000, `${took} ms`);

    const calls = await context.newPage();
    await calls.goto(`${hub.address}/call`);
    await calls.getByText('Nobody waits for a call').waitFor();
    await unlock(calls, rosas);
    await kiosk.waitForControl('contact');
    await kiosk.tap('contact');
    await kiosk.waitForControl('key:a');
    kiosk.type('030 1234567');
    await kiosk.waitFor('what is typed', (shown) => shown.elements.some((each) => each.id === 'left' && each.label === '109 left'));
    await kiosk.tap('done');
    await kiosk.waitForControl('name');
    kiosk.type('Ada');
    await kiosk.tap('done');
    await kiosk.waitForControl('best_time');
    kiosk.type('after six');
    await kiosk.tap('done');
    await kiosk.waitForControl('save');
    await kiosk.tap('save');
    await kiosk.waitForControl('code');
    const waits = calls.locator('.person');
    await waits.waitFor();
    assert.ok(!(await waits.innerText()).includes('030'));
    await calls.getByRole('button', { name: 'I’ll call' }).click();
    await waits.getByRole('link', { name: '030 1234567' }).waitFor();
    assert.equal(await waits.getByRole('link', { name: '030 1234567' }).getAttribute('href'), 'tel:0301234567');
    await waits.getByText('Ada', { exact: true }).waitFor();
    await waits.getByText(/Best reached: after six/i).waitFor();
    await settled(calls);
    await withoutBarriers(calls);
    await calls.screenshot({ path: join(pictures, 'call-light.png'), fullPage: true });
    await calls.getByRole('button', { name: 'Done' }).click();
    const dialog = calls.getByRole('dialog');
    await withoutBarriers(calls);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await calls.getByText('Nobody waits for a call').waitFor();
    // Nothing was put down anywhere: not in the browser, not on the hub.
    const stored = await calls.evaluate(async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, await caches.keys(), await indexedDB.databases(), document.cookie]));
    for (const secret of ['030 1234567', 'Ada', 'after six', rosas]) {
      assert.ok(!stored.includes(secret), stored);
      assert.ok(!kept().includes(secret), `${secret} is on the hub`);
    }
  });
  assert.equal((await audit())[0].what, 'follow_up.done');
  await kiosk.stop();
});

test('without a copy of the key, or with a wrong passphrase, it stays locked, and the audit log has it (W6)', async () => {
  await wish({ name: 'Bea', contact: 'bea@example.org' });
  await visit(ben, async (page) => {
    await page.getByRole('heading', { name: 'You have no copy of the key' }).waitFor();
    await page.getByRole('button', { name: 'I’ll call' }).click();
    await page.getByRole('alert').getByText('Locked – needs the follow-up key').waitFor();
    await withoutBarriers(page);
    assert.equal((await audit())[0].what, 'follow_up.locked');
    assert.equal((await audit())[0].by, 'ben');
  });
  await visit(rosa, async (page) => {
    await page.getByLabel('Passphrase').fill(bens);
    await page.getByLabel('Passphrase').press('Enter');
    await page.getByText('this is not the passphrase').waitFor();
    await withoutBarriers(page);
    await page.screenshot({ path: join(pictures, 'call-locked.png') });
    await page.getByRole('button', { name: 'I’ll call' }).click();
    await page.locator('.person .locked').getByText('Locked – needs the follow-up key').waitFor();
    assert.ok((await audit()).some((each) => each.what === 'followup_key.wrong' && each.by === 'rosa'));
    await page.getByRole('button', { name: 'Give it back' }).click();
    await page.getByRole('button', { name: 'I’ll call' }).waitFor();
    assert.ok(!(await page.content()).includes('bea@example.org'));
  });
  for (const secret of [rosas, bens, 'bea@example.org', 'Bea']) assert.ok(!kept().includes(secret), `${secret} is on the hub`);
});

test('who has the key gives it on to who asks, once both read the same digits', async () => {
  await visits.with({ as: ben.state, path: '/call' }, async (asker) => {
    await asker.getByRole('button', { name: 'Ask for the key' }).click();
    const dialog = asker.getByRole('dialog');
    await withoutBarriers(asker);
    await dialog.getByLabel('Passphrase', { exact: true }).fill(bens);
    await dialog.getByLabel('once more').fill(bens);
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await asker.getByRole('heading', { name: 'You asked for the key' }).waitFor();
    await asker.getByText(/\d{4} \d{4}/).waitFor();
    const digits = await asker.locator('.key .code').innerText();
    assert.match(digits, /^(\d{4} ){4}\d{4}$/);
    await visit(rosa, async (giver) => {
      await unlock(giver, rosas);
      await giver.getByText('ben asks for the key').waitFor();
      await giver.getByText(digits).waitFor();
      await withoutBarriers(giver);
      await giver.getByRole('button', { name: 'The digits are the same' }).click();
      await giver.getByText('ben asks for the key').waitFor({ state: 'detached' });
    });
    await asker.reload();
    await unlock(asker, bens);
    await asker.getByRole('button', { name: 'I’ll call' }).click();
    await asker.getByRole('link', { name: 'bea@example.org' }).waitFor();
    await asker.getByRole('button', { name: 'Give it back' }).click();
    await asker.getByRole('button', { name: 'I’ll call' }).waitFor();
  });
});

test('of two who take the same at once, one calls and the other sees who (W5)', async () => {
  const before = (await audit()).filter((each) => each.what === 'follow_up.take').length;
  await visit(rosa, async (one) => {
    await visit(ben, async (other) => {
      await Promise.all([unlock(one, rosas), unlock(other, bens)]);
      const buttons = await Promise.all([one, other].map((page) => page.getByRole('button', { name: 'I’ll call' }).elementHandle()));
      await Promise.all(buttons.map((button) => button.evaluate((each) => each.click())));
      await Promise.any([one, other].map((page) => page.getByRole('link', { name: 'bea@example.org' }).waitFor()));
      const taken = (await hub.call('GET', '/v1/follow-ups')).follow_ups[0].taken_by;
      const [winner, loser] = taken === 'rosa' ? [one, other] : [other, one];
      await winner.getByRole('link', { name: 'bea@example.org' }).waitFor();
      await loser.getByText(new RegExp(`^Taken by ${taken} at \\d`)).waitFor();
      assert.equal(await loser.getByRole('link', { name: 'bea@example.org' }).count(), 0);
      assert.equal((await audit()).filter((each) => each.what === 'follow_up.take').length, before + 1);
      await settled(loser);
      await withoutBarriers(loser);
      await loser.screenshot({ path: join(pictures, 'call-taken.png'), fullPage: true });
      await winner.getByRole('button', { name: 'Give it back' }).click();
      await loser.getByRole('button', { name: 'I’ll call' }).waitFor();
    });
  });
});

test('a note outlives the session, and nothing is done on the way in (W4)', async () => {
  await visit(rosa, async (page, context) => {
    await unlock(page, rosas);
    await page.getByRole('button', { name: 'I’ll call' }).click();
    await page.getByLabel('Note').fill('She is back on Monday');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Keep the note' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Password').fill(rosa.password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.getByLabel('Code', { exact: true }).fill(totp(rosa.secret, Date.now() + 30_000));
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.deepEqual((await hub.call('GET', '/v1/follow-ups')).follow_ups[0].notes, []);
    assert.equal(await page.getByLabel('Note').inputValue(), 'She is back on Monday');
    // Whoever comes back unlocks again.
    await page.getByRole('heading', { name: 'Locked' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'bea@example.org' }).count(), 0);
    await page.getByRole('button', { name: 'Keep the note' }).click();
    await page.locator('.notes').getByText('She is back on Monday').waitFor();
    assert.equal(await page.getByLabel('Note').inputValue(), '');
    rosa.state = await context.storageState();
  });
});

test('it locks itself after a while without a touch, and when the page is left', async () => {
  const { page, context, wrong } = await visits.open({ as: rosa.state, path: '/call' });
  await page.clock.install();
  await page.reload();
  await unlock(page, rosas);
  await page.getByRole('link', { name: 'bea@example.org' }).waitFor();
  await page.clock.fastForward('04:30');
  await page.mouse.click(5, 5);
  await page.clock.fastForward('04:30');
  await page.getByRole('link', { name: 'bea@example.org' }).waitFor();
  await page.clock.fastForward('00:31');
  await page.getByRole('heading', { name: 'Locked' }).waitFor();
  assert.ok(!(await page.content()).includes('bea@example.org'));
  await unlock(page, rosas);
  await page.getByRole('link', { name: 'bea@example.org' }).waitFor();
  await page.goto(`${hub.address}/#/today`);
  await page.waitForSelector('main.today');
  await page.goBack();
  await page.getByRole('heading', { name: 'Locked' }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'bea@example.org' }).count(), 0);
  assert.deepEqual(wrong, []);
  await context.close();
});

test('a forgotten passphrase is mended by the code on paper, and a new shop gets the same key', async () => {
  await hub.enrol('quay', '1');
  await visit(rosa, async (page) => {
    await page.getByRole('heading', { name: 'Shops without a key' }).waitFor();
    await page.getByRole('button', { name: 'Use the key there too' }).click();
    await page.getByRole('heading', { name: 'Shops without a key' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'I have forgotten it' }).click();
    const dialog = page.getByRole('dialog');
    const fresh = 'six pears on a red plate';
    await dialog.getByLabel('Passphrase', { exact: true }).fill(fresh);
    await dialog.getByLabel('once more').fill(fresh);
    await dialog.getByLabel('Recovery code').fill(code.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')));
    await dialog.getByRole('button', { name: 'Unlock' }).click();
    await dialog.getByText('This code unlocks nothing here').waitFor();
    await withoutBarriers(page);
    await dialog.getByLabel('Recovery code').fill(code.toLowerCase().replaceAll('-', ' '));
    await dialog.getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('link', { name: 'bea@example.org' }).waitFor();
    await page.getByRole('button', { name: 'Lock now' }).click();
    await unlock(page, fresh);
    await page.getByRole('button', { name: 'New passphrase' }).click();
    await dialog.getByLabel('Passphrase', { exact: true }).fill(rosas);
    await dialog.getByLabel('once more').fill(rosas);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Lock now' }).click();
    await unlock(page, rosas);
  });
});

const looks = [
  ['dark', { dark: true }],
  ['phone', { view: phone }],
  ['arabic', { language: 'ar' }],
  ['french', { language: 'fr' }],
  // Also what a desk's 1280 × 1024 leaves at four times the size.
  ['narrow', { language: 'de', view: { width: 320, height: 256 } }, ['target-size']],
];
test('People to call is readable for everybody: dark, phone, Arabic, French, 320 px', async () => {
  await wish({ name: 'Käthe', contact: 'Ask at the flower stall, she knows me '.repeat(3) });
  for (const [look, options, barriers] of looks)
    await visit(rosa, async (page) => {
      await page.locator('input[type=password]').fill(rosas);
      await page.locator('.unlock button[type=submit]').click();
      await page.locator('.contact').waitFor();
      await settled(page);
      if (barriers) await withoutBarriers(page, barriers);
      assert.ok(await fits(page), `${look} is wider than its window`);
      await page.screenshot({ path: join(pictures, `call-${look}.png`), fullPage: true });
    }, options);
});

test('everything is done by keyboard alone', async () => {
  await visit(rosa, async (page) => {
    await page.getByLabel('Passphrase').waitFor();
    const to = async (name) => {
      for (let n = 0; n < 80; n += 1) {
        await page.keyboard.press('Tab');
        if ((await page.evaluate(() => document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent.trim())) === name) return;
      }
      assert.fail(`${name} is not reached`);
    };
    await to('Passphrase');
    await page.keyboard.type(rosas);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Unlocked' }).waitFor();
    await to('Note');
    await page.keyboard.type('Called, no answer');
    await to('Keep the note');
    await page.keyboard.press('Enter');
    await page.locator('.notes').getByText('Called, no answer').waitFor();
    await to('Done');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await to('Give it back');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'bea@example.org' }).waitFor({ state: 'detached' });
  });
});

test('the library that opens contacts comes to this page alone, by itself', async () => {
  await visits.enter();
  const scripts = (page) => page.evaluate(() => performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('.js'))
    .map((entry) => ({ name: entry.name, size: entry.encodedBodySize })));
  await visits.with({ at: 'today', expected: /Content Security Policy/ }, async (page) => {
    await settled(page);
    assert.ok(!(await scripts(page)).some((each) => each.name.includes('sodium')));
    assert.equal(await page.evaluate(() => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => true, () => false)), false);
  });
  await visit(rosa, async (page) => {
    assert.ok(!(await scripts(page)).some((each) => each.name.includes('sodium')));
    await unlock(page, rosas);
    const all = await scripts(page);
    const library = all.filter((each) => each.name.includes('sodium')).reduce((sum, each) => sum + each.size, 0);
    const rest = all.reduce((sum, each) => sum + each.size, 0) - library;
    console.log(`script: ${rest} bytes gzipped, and ${library} of the library`);
    assert.ok(library > 10_000 && library <= 200 * 1024, `${library}`);
    assert.ok(rest <= 150 * 1024, `${rest}`);
  });
});
