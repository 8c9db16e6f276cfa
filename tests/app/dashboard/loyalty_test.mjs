// Loyalty on the page Reasons, in Debian's Chromium on a real hub: pairs of answers as kiosks send
// them.
//   node --test loyalty_test.mjs, with EARSHOT_BIN and EARSHOT_PICTURES as page_test.mjs has them
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, phone } from './browser.mjs';
import { Hub, chance, fill } from './shop.mjs';
import { Visits, fits, withoutBarriers } from './visits.mjs';

const bin = process.env.EARSHOT_BIN;
const pictures = process.env.EARSHOT_PICTURES;
const day = 86_400_000;

let hub, browser, visits;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  [hub, browser] = await Promise.all([Hub.start(bin), launch()]);
  await fill(hub, { answers: 400 });
  const kiosk = await hub.enrol('harbour', '3');
  const random = chance(3);
  const records = [];
  let at = Date.now() - 60 * day;
  const pairs = (question, choice, second, choices) => {
    for (const [answer, n] of Object.entries(choices))
      for (let i = 0; i < n; i += 1) {
        at += 90_000 + random() * 60_000;
        const other = question === 'F1' ? 'good' : 'clean';
        // Nobody taps the same place time after time.
        const response = kiosk.response(at, question, choice, { shown: i % 2 ? [choice, other] : [other, choice] });
        if (question === 'F1') response.answers[0].scale = ['excellent', 'very-good', 'good', 'fair', 'poor'].indexOf(choice) + 1;
        response.answers.push({ question: second, choices: [answer], scale: null, text: null, shown: [answer], took_ms: 2500 });
        records.push(response);
      }
  };
  pairs('A', 'produce', 'rank', { first: 70, two: 30 });
  pairs('A', 'price', 'rank', { first: 30, two: 30, several: 40 });
  pairs('F1', 'excellent', 'rank', { first: 60, two: 40 });
  pairs('F1', 'fair', 'rank', { first: 20, last: 30 });
  pairs('A', 'produce', 'frequency', { weekly: 80, sometimes: 20, first: 3 });
  pairs('B', 'queue', 'frequency', { weekly: 50, sometimes: 60 });
  pairs('B', 'price', 'frequency', { weekly: 30, sometimes: 20 });
  await kiosk.send(records);
  visits = new Visits(browser, hub);
  await visits.enter();
});

after(async () => {
  await browser?.close();
  await hub?.stop();
});

test('Reasons tells loyalty apart from satisfaction to whoever opens it', async () => {
  const told = await hub.call('GET', '/v1/loyalty?language=en');
  await visits.with({ at: 'reasons' }, async (page) => {
    const card = page.locator('.card.apart');
    assert.equal(await card.locator('.loyalty').count(), 0);
    await card.getByText('Loyalty', { exact: true }).click();
    await card.locator('.loyalty').waitFor();
    for (const sentence of told.sentences) assert.equal(await card.getByText(sentence, { exact: true }).count(), 1, sentence);
    const shared = told.boxes.parts.find((box) => box.id === 'happy_shared');
    assert.equal(shared.n, 40);
    await card.locator('.boxes .happy_shared').getByText('40', { exact: false }).waitFor();
    const first = card.getByRole('group', { name: 'Goes together with choosing this shop first' });
    await first.getByRole('row', { name: /Fruit and vegetables 70%/ }).waitFor();
    await withoutBarriers(page);
    await card.screenshot({ path: join(pictures, 'loyalty.png') });
  });
});

test('loyalty fits a phone, and speaks the page’s language', async () => {
  await visits.with({ at: 'reasons', language: 'ar', view: phone }, async (page) => {
    const card = page.locator('.card.apart');
    await card.getByText('الولاء', { exact: true }).click();
    await card.getByText('هذا المتجر هو الخيار الأول', { exact: false }).first().waitFor();
    assert.ok(await fits(page));
    await card.screenshot({ path: join(pictures, 'loyalty-ar-phone.png') });
  });
});
