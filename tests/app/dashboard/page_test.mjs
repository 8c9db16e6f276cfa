// The manager's page as a person meets it: Debian's Chromium, the real hub, a shop that has been
// asking for eight weeks.  node --test page_test.mjs, with
//   EARSHOT_BIN        the programs
//   EARSHOT_PICTURES   where pictures of every page go, for people to look at
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { AxeBuilder, desk, launch, phone } from './browser.mjs';
import { Hub, admin, fill } from './shop.mjs';

const bin = process.env.EARSHOT_BIN;
const pictures = process.env.EARSHOT_PICTURES;
const patience = 10_000;

let hub, browser, kiosks, entered;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  [hub, browser] = await Promise.all([Hub.start(bin), launch()]);
  kiosks = await fill(hub);
  // Signed in once; each test goes on from there.
  const { context, page } = await open({ inside: false });
  await signIn(page);
  entered = await context.storageState();
  await context.close();
});

after(async () => {
  await browser?.close();
  await hub?.stop();
});

// A browser of its own; what goes wrong in it, or leaves it for another host, fails the test.
async function open({ inside = true, view = desk, dark = false, language = 'en', at = '' } = {}) {
  const context = await browser.newContext({
    viewport: view,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: language,
    storageState: inside ? entered : undefined,
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('dialog', (dialog) => { wrong.push(`a dialog: ${dialog.message()}`); void dialog.dismiss(); });
  page.on('console', (line) => {
    // That a wrong password is refused is no fault of the page.
    if (line.type() === 'error' && !/status of 4\d\d/.test(line.text())) wrong.push(line.text());
  });
  await context.route('**', (route) => {
    const { origin, protocol } = new URL(route.request().url());
    if (origin === hub.address || protocol === 'data:') return route.continue();
    wrong.push(`a request left for ${route.request().url()}`);
    return route.abort();
  });
  await page.goto(`${hub.address}/${at ? '#/' + at : ''}`);
  if (inside) await page.waitForSelector('main.page');
  return { context, page, wrong };
}

async function signIn(page, { name = admin.name, password = admin.password } = {}) {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForSelector('main.page');
}

const settled = async (page) => {
  await page.waitForFunction(() => !document.querySelector('.waiting') && document.fonts.status === 'loaded');
};

// WCAG 2.2 A and AA, in whatever state the page is.
async function withoutBarriers(page) {
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  const told = found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join('\n  ')}`);
  assert.deepEqual(told, [], page.url());
}

const fits = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

async function with_page(options, work) {
  const opened = await open(options);
  try {
    await work(opened.page, opened.context);
    assert.deepEqual(opened.wrong, []);
  } finally {
    await opened.context.close();
  }
}

test('signs in with name and password, and says plainly what is wrong', async () => {
  await with_page({ inside: false }, async (page) => {
    await withoutBarriers(page);
    await page.screenshot({ path: join(pictures, 'sign-in.png') });
    await page.keyboard.type(admin.name);
    await page.keyboard.press('Tab');
    await page.keyboard.type('not this one');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('is wrong').waitFor();
    await page.getByLabel('Password').fill(admin.password);
    await page.keyboard.press('Enter');
    await page.waitForSelector('main.page');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: /What brings people here/ }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Password').waitFor();
    await page.reload();
    await page.getByLabel('Password').waitFor();
  });
});

test('a session that ends is signed in again over the page, which stays as it was', async () => {
  await with_page({ inside: false }, async (page, context) => {
    await signIn(page);
    await settled(page);
    await context.clearCookies();
    await page.getByLabel('Period').selectOption('7');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Your session has ended').waitFor();
    await withoutBarriers(page);
    await dialog.getByLabel('Password').fill(admin.password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(/last 7 days ·/).waitFor();
    assert.match(page.url(), /days=7/);
  });
});

test('Today tells the reasons with count, range and change, and each leads to the words', async () => {
  await with_page({}, async (page) => {
    const report = await hub.call('GET', '/v1/report?compare=previous');
    const change = report.questions.find((question) => question.id === 'B');
    const queue = change.choices.find((choice) => choice.id === 'queue');
    assert.equal(queue.changed, 'up');
    const heading = page.getByRole('heading', { level: 1 });
    await heading.getByRole('link', { name: 'Waiting at checkout' }).waitFor();
    const row = page.locator('.shares li', { hasText: 'Waiting at checkout' });
    const told = (await row.innerText()).replace(/\s+/g, ' ');
    const percent = (share) => `${Math.round(share * 100)}%`;
    assert.ok(told.includes(percent(queue.share)), told);
    assert.ok(told.includes(`${queue.n} said so · between ${percent(queue.low)} and ${percent(queue.high)}`), told);
    assert.ok(told.includes(`up from ${percent(queue.share - queue.change)}`), told);
    assert.match(await row.getByRole('link').getAttribute('href'), /#\/heard\?.*question=B&choice=queue&topic=queue/);
    await page.locator('.just-heard .quote').first().waitFor();
    await page.locator('.in-hand').getByText('Toilets by the exit').waitFor();
  });
});

test('a hub that nobody has spoken to yet says how it begins', async () => {
  const fresh = await Hub.start(bin);
  try {
    const context = await browser.newContext({ viewport: desk, locale: 'en' });
    const page = await context.newPage();
    await page.goto(fresh.address);
    await signIn(page);
    await page.getByText('Nobody has said anything yet.').waitFor();
    await page.getByRole('heading', { name: 'How it begins' }).waitFor();
    await settled(page);
    await withoutBarriers(page);
    await page.screenshot({ path: join(pictures, 'today-empty.png') });
    await context.close();
  } finally {
    await fresh.stop();
  }
});

test('what was said is searched, filtered and shared by its address', async () => {
  await with_page({ at: 'heard' }, async (page) => {
    await page.getByRole('searchbox').fill('strawberries');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => {
      const texts = [...document.querySelectorAll('.quote .text')];
      return texts.length > 0 && texts.every((text) => text.textContent.includes('strawberries'));
    });
    assert.match(page.url(), /q=strawberries/);
    await page.reload();
    await page.locator('.quote', { hasText: 'strawberries' }).first().waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByLabel('Tone').selectOption('praise');
    await page.waitForFunction(() => {
      const tones = [...document.querySelectorAll('.quote .tone')];
      return tones.length > 0 && tones.every((tone) => tone.textContent === 'praise');
    });
    await page.getByLabel('Tone').selectOption('');
    await page.getByLabel('From whom').selectOption('kiosk');
    await page.locator('.quote.own').first().waitFor();
    assert.equal(await page.locator('.quote:not(.own)').count(), 0);
  });
});

test('a row of Today leads to the words behind it', async () => {
  await with_page({}, async (page) => {
    await page.locator('.shares').getByRole('link', { name: 'Waiting at checkout' }).click();
    await page.locator('.chosen', { hasText: 'Waiting at checkout' }).waitFor();
    await page.locator('.quote', { hasText: 'Four people in front of me' }).first().waitFor();
    const words = await page.locator('.quote').count();
    await page.getByLabel('also answers without words').check();
    await page.waitForFunction((before) => document.querySelectorAll('.quote').length > before, words);
  });
});

test('a long list goes on where it ended, and says each thing once', async () => {
  await with_page({ at: 'heard?days=91' }, async (page) => {
    let expected = 0;
    for (const [path, name] of [['comments', 'comments'], ['responses', 'responses']]) {
      let cursor = '';
      do {
        const from = new Date(Date.now() - 90 * 86_400_000).toISOString().slice(0, 10);
        const part = await hub.call('GET', `/v1/${path}?worded=true&from=${from}${cursor && `&cursor=${cursor}`}`);
        expected += part[name].length;
        cursor = part.cursor;
      } while (cursor);
    }
    assert.ok(expected > 100, `${expected}`);
    const onwards = page.getByRole('button', { name: 'Further back' });
    await onwards.waitFor();
    while (await onwards.count()) {
      const before = await page.locator('.quote').count();
      await onwards.click();
      await page.waitForFunction((n) => document.querySelectorAll('.quote').length > n ||
        ![...document.querySelectorAll('button')].some((each) => each.textContent === 'Further back'), before);
    }
    assert.equal(await page.locator('.quote').count(), expected);
  });
});

test('what is set aside stays to be seen and can be put back; what is erased is gone everywhere', async () => {
  const words = 'Only this once, said once';
  await kiosks[1].send([kiosks[1].response(Date.now() - 60_000, 'A', 'range', { words, shown: ['habit', 'range'] })]);
  const counted = async () => (await hub.call('GET', '/v1/report')).questions
    .find((question) => question.id === 'A').choices.find((choice) => choice.id === 'range').n;
  const before = await counted();
  await with_page({ at: 'heard?flagged=include' }, async (page) => {
    const quote = page.locator('.quote', { hasText: words });
    await quote.getByRole('button', { name: 'Set aside' }).click();
    const dialog = page.getByRole('dialog');
    await withoutBarriers(page);
    await dialog.getByLabel('Because').fill('Tried out by staff');
    await dialog.getByRole('button', { name: 'Set aside' }).click();
    await quote.getByText('set aside', { exact: true }).waitFor();
    assert.equal(await counted(), before - 1);
    await quote.getByRole('button', { name: 'Put back' }).click();
    await dialog.getByLabel('Because').fill('It was a shopper after all');
    await dialog.getByRole('button', { name: 'Put back' }).click();
    await quote.getByRole('button', { name: 'Set aside' }).waitFor();
    assert.equal(await counted(), before);
    await quote.getByRole('button', { name: 'Erase' }).click();
    await dialog.getByText('nobody can bring it back').waitFor();
    await withoutBarriers(page);
    await page.screenshot({ path: join(pictures, 'erase.png') });
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await dialog.waitFor({ state: 'detached' });
    await quote.waitFor({ state: 'detached' });
    assert.equal(await counted(), before - 1);
    assert.deepEqual((await hub.call('GET', `/v1/responses?q=${encodeURIComponent(words)}`)).responses, []);
  });
});

test('Reasons shows what the hub counts, drawn and as a table, and hides small numbers', async () => {
  await with_page({ at: 'reasons?question=B' }, async (page) => {
    const report = await hub.call('GET', '/v1/report');
    const price = report.questions.find((each) => each.id === 'B').choices.find((each) => each.id === 'price');
    await page.getByText('As a table').click();
    const row = page.locator('.answers tr', { hasText: 'Prices' });
    assert.equal(await row.getByRole('cell').first().innerText(), String(price.n));
    await page.locator('.chart svg').waitFor();
    const tills = await hub.call('GET', '/v1/report?question=B&by=till');
    const hidden = tills.groups.flatMap((group) => group.questions[0].choices).filter((choice) => choice.n === null).length;
    assert.ok(hidden > 0);
    const table = page.locator('.card', { has: page.getByRole('heading', { name: 'By till' }) });
    await table.getByRole('table').waitFor();
    assert.equal(await table.getByText('fewer than 5 – not shown').count(), hidden);
    await page.getByLabel('Period').selectOption('own');
    await page.getByLabel('From', { exact: true }).waitFor();
    await page.getByText('too few to tell').first().waitFor();
  });
});

// Every page there is, and where.
const shown = [['today', 'today'], ['reasons', 'reasons?question=B'], ['heard', 'heard?days=7']];

const looks = [
  ['light', { barriers: true }],
  ['dark', { dark: true, barriers: true }],
  ['phone', { view: phone }],
  ['arabic', { language: 'ar' }],
  ['narrow', { language: 'de', view: { width: 320, height: 640 } }],
];
for (const [look, { barriers = false, ...options }] of looks)
  test(`every page is readable for everybody: ${look}`, async () => {
    await with_page(options, async (page) => {
      for (const [name, at] of shown) {
        await page.goto(`${hub.address}/#/${at}`);
        await page.waitForSelector(`main.${name}`);
        await settled(page);
        if (barriers) await withoutBarriers(page);
        assert.ok(await fits(page), `${name} is wider than its window`);
        await page.screenshot({ path: join(pictures, `${name}-${look}.png`), fullPage: true });
      }
    });
  });

test('the first page is there within a second, from an empty cache, with at most 150 KB of script', async () => {
  await with_page({ inside: false }, async (page) => {
    const paint = await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    const painted = await paint.jsonValue();
    console.log(`first paint after ${Math.round(painted)} ms`);
    assert.ok(painted < 1000, `${painted} ms`);
  });
  // The page that loads the most, in a language of its own.
  await with_page({ at: 'reasons', language: 'ar' }, async (page) => {
    await page.locator('.chart svg').waitFor();
    const script = await page.evaluate(() => performance.getEntriesByType('resource')
      .filter((entry) => entry.name.endsWith('.js')).reduce((sum, entry) => sum + entry.encodedBodySize, 0));
    console.log(`script: ${script} bytes gzipped`);
    assert.ok(script > 10_000 && script <= 150 * 1024, `${script}`);
  });
});
