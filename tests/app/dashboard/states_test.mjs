// Every page with nothing in it yet, and every page whose hub cannot answer: for everybody, in light
// and dark.  node --test states_test.mjs, with EARSHOT_BIN and EARSHOT_PICTURES as for page_test.mjs.
import { mkdirSync } from 'node:fs';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './browser.mjs';
import { Hub } from './shop.mjs';
import { Visits, fits, settled, withoutBarriers } from './visits.mjs';

const pictures = process.env.EARSHOT_PICTURES;
const pages = ['today', 'reasons', 'heard', 'actions', 'questions', 'quality', 'shops', 'settings', 'more'];

// All of it at length; else the pages that have every part between them.
const atLength = process.env.EARSHOT_TEST_LONG === '1';
const ofAllParts = ['today', 'heard', 'settings'];

let hub, browser, visits;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  [hub, browser] = await Promise.all([Hub.start(process.env.EARSHOT_BIN), launch()]);
  visits = new Visits(browser, hub);
  await visits.enter();
});

after(async () => {
  await browser?.close();
  await hub?.stop();
});

async function each(page, name) {
  for (const at of pages) {
    await page.goto(`${hub.address}/#/${at}`);
    await page.waitForSelector(`main.${at}`);
    await settled(page);
    if (atLength || ofAllParts.includes(at)) await withoutBarriers(page);
    assert.ok(await fits(page), `${at} is wider than its window`);
    await page.screenshot({ path: join(pictures, `${at}-${name}.png`), fullPage: true });
  }
}

test('a page with nothing in it is readable for everybody, and says what to do', async () => {
  await visits.with({}, async (page) => each(page, 'empty'));
});

test('a page whose hub cannot answer is readable for everybody, and says so', async () => {
  await visits.with({ expected: /status of 503/ }, async (page, context) => {
    await settled(page);
    await context.route(/\/v1\/(report|comments|responses|actions|quality|devices|users|tokens|audit|themes|alerts)/, (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"status":503,"title":"Service Unavailable","detail":"The disk is full."}' }));
    await each(page, 'error');
    for (const at of ['today', 'reasons', 'heard', 'actions', 'quality', 'settings']) {
      await page.goto(`${hub.address}/#/${at}`);
      await page.getByText('The hub has a trouble of its own.').first().waitFor();
    }
  });
});
