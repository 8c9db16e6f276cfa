// What is asked, and what came of it on paper: the questionnaire's editor, the reason book, the week,
// the poster, the first days and a shop's settings, in Debian's Chromium on a real hub.
//   node --test ask_test.mjs, with EARSHOT_BIN and EARSHOT_PICTURES as page_test.mjs has them
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, phone } from './browser.mjs';
import { Hub, admin, fill } from './shop.mjs';
import { Visits, fits, settled, signIn, withoutBarriers } from './visits.mjs';

const bin = process.env.EARSHOT_BIN;
const pictures = process.env.EARSHOT_PICTURES;

let hub, browser, kiosks, visits;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  [hub, browser] = await Promise.all([Hub.start(bin), launch()]);
  kiosks = await fill(hub, { answers: 900 });
  // In three languages: what is added is worded as often as a shop of three would.
  const { published } = await state();
  const few = (texts) => Object.fromEntries(['en', 'de', 'tr'].map((code) => [code, texts[code]]));
  await hub.call('PUT', '/v1/questionnaires/supermarket', {
    ...published, version: published.version + 1, languages: ['en', 'de', 'tr'],
    questions: published.questions.map((question) => ({
      ...question, text: few(question.text), choices: question.choices.map((choice) => ({ ...choice, text: few(choice.text) })),
    })),
  });
  await hub.call('POST', '/v1/questionnaires/supermarket/publish', {});
  visits = new Visits(browser, hub);
  await visits.enter();
});

after(async () => {
  await browser?.close();
  await hub?.stop();
});

const state = () => hub.call('GET', '/v1/questionnaires/supermarket');
// Of a dialog: the page behind it was looked at.
const ofDialogs = ['aria-dialog-name', 'button-name', 'color-contrast', 'heading-order', 'label', 'target-size'];
const picture = (page, name, fullPage = true) => page.screenshot({ path: join(pictures, `${name}.png`), fullPage });
const editing = 'questions/edit?id=supermarket&question=B&a=en&b=de';

// Waits until the hub has judged what is on the screen.
const checked = (page, text) => page.locator('.beside').getByText(text).first().waitFor();

test('a question is changed in two languages, checked where it is wrong, and published in plain words', async () => {
  const before = (await state()).published;
  await visits.with({ at: 'questions?question=B' }, async (page) => {
    await page.getByRole('link', { name: 'Change the questions' }).click();
    const german = page.getByLabel('Question, German');
    await german.waitFor();
    await checked(page, 'It can be published.');

    // The preview is what is typed, in the kiosk's own words.
    const glass = page.locator('.kiosk.screen').first();
    await glass.getByText('Not today').waitFor();
    await page.getByLabel('Question, English').fill('Which one problem would you improve here?');
    await glass.getByText('Which one problem would you improve here?').waitFor();
    await page.locator('.one-question .hint').getByText('It puts the answer into the shopper’s mouth.').first().waitFor();
    await german.fill('');
    const error = page.locator('.one-question .worded.large .error');
    await error.getByText('Words are missing.').waitFor();
    assert.equal(await german.getAttribute('aria-invalid'), 'true');
    await checked(page, '1 thing to mend');
    await withoutBarriers(page);
    await picture(page, 'editor-wrong', false);

    // Typing on is one step; each step is undone and done again.
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.equal(await german.inputValue(), before.questions.find((each) => each.id === 'B').text.de);
    await page.getByRole('button', { name: 'Redo' }).click();
    assert.equal(await german.inputValue(), '');
    await german.fill('Was würden Sie hier zuerst ändern?');
    await page.getByLabel('Question, English').fill('What would you change here first?');

    // A new choice, with icon, reason and what it asks then.
    await page.getByRole('button', { name: 'Add a choice' }).click();
    const place = before.questions.find((each) => each.id === 'B').choices.findIndex((each) => each.anchored) + 1;
    await page.getByLabel(`Choice ${place}, English`).fill('A bench by the exit');
    await page.getByLabel(`Choice ${place}, German`).fill('Eine Bank am Ausgang');
    await page.getByRole('button', { name: 'More of “A bench by the exit”' }).click();
    const row = page.locator('.choice-row', { has: page.getByRole('button', { name: 'More of “A bench by the exit”' }) });
    await row.getByLabel('Which reason it counts for').selectOption('access');
    await row.getByRole('button', { name: 'Ask something after it' }).click();
    await row.getByLabel('What it asks then').last().selectOption('rank');
    await row.getByRole('button', { name: 'Icon of “A bench by the exit”' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox').fill('parking');
    await withoutBarriers(page, ofDialogs);
    await dialog.getByRole('button', { name: 'parking' }).first().click();
    await row.getByText('Counts for Parking').waitFor();
    await checked(page, '1 thing to mend');
    await page.getByText('How it is asked', { exact: true }).click();
    await page.getByLabel('How often, beside the others').first().fill('20');

    // What another language lacks is told; here it goes.
    await page.getByText('1 wording missing').waitFor();
    await page.getByRole('button', { name: 'Take Turkish away' }).click();
    await dialog.getByRole('button', { name: 'Take away' }).click();
    await checked(page, 'It can be published.');
    await picture(page, 'editor');

    // Kept at the hub as it is; nothing of it is asked yet.
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    await page.getByText('The draft is kept.').waitFor();
    const kept = await state();
    assert.equal(kept.published.version, before.version);
    assert.equal(kept.drafted.by, admin.name);
    const choice = kept.draft.questions.find((each) => each.id === 'B').choices[place - 1];
    assert.deepEqual([choice.text, choice.reason, choice.icon, choice.next, choice.anchored],
      [{ en: 'A bench by the exit', de: 'Eine Bank am Ausgang' }, 'access', 'parking', [{ question: 'rank', weight: 1 }], false]);

    await page.getByRole('button', { name: 'Publish …' }).click();
    for (const told of ['“If you could change one thing here, what?” becomes “What would you change here first?”',
      'New choice: “A bench by the exit”, at “What would you change here first?”', 'It is worded in: English, German'])
      await dialog.getByText(told).waitFor();
    await dialog.getByText(/“What would you change here first\?” is asked in 25% of the interviews, until now in 40%/).waitFor();
    await withoutBarriers(page, ofDialogs);
    await picture(page, 'editor-publish', false);
    await dialog.getByRole('button', { name: 'Publish' }).click();
    await page.getByText(`Version ${before.version + 1}, published`).waitFor();
  });
  const now = await state();
  assert.equal(now.published.version, before.version + 1);
  assert.equal(now.draft, null);
});

test('an older version is looked at and taken up again as a draft', async () => {
  const { versions } = await state();
  const first = versions.at(-1).version;
  await visits.with({ at: 'questions?question=B' }, async (page) => {
    const row = page.locator('.version', { hasText: new RegExp(`Version ${first}\\b`) });
    await row.getByRole('button', { name: 'See it' }).click();
    await page.getByText('This is an older version.').waitFor();
    await page.locator('.kiosk', { hasText: 'If you could change one thing here, what?' }).waitFor();
    await withoutBarriers(page);
    await row.getByRole('link', { name: 'Go back to it' }).click();
    await page.waitForFunction(() => document.querySelector('.worded.large textarea')?.value.startsWith('What is the main reason'));
    await checked(page, 'It can be published.');
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    await page.getByText('The draft is kept.').waitFor();
    const { draft } = await state();
    assert.equal(draft.version, versions[0].version + 1);
    assert.equal(draft.languages.length, 10);
    await page.getByRole('button', { name: 'Drop the draft' }).click();
    await withoutBarriers(page, ofDialogs);
    await page.getByRole('dialog').getByRole('button', { name: 'Drop the draft' }).click();
    await page.getByText(`Version ${versions[0].version}, published`).first().waitFor();
    assert.equal((await state()).draft, null);
  });
});

test('what is typed outlives the session, and of two editors the second is asked', async () => {
  await visits.with({ inside: false }, async (page, context) => {
    await signIn(page);
    await page.goto(`${hub.address}/#/${editing}`);
    await page.getByLabel('Question, English').fill('What one thing would you change?');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Password').fill(admin.password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await page.getByLabel('Question, English').inputValue(), 'What one thing would you change?');
    await page.reload();
    await page.getByText('Changed here, and not kept yet.').waitFor();
    assert.equal(await page.getByLabel('Question, English').inputValue(), 'What one thing would you change?');

    // Meanwhile somebody else keeps another draft.
    const { published } = await state();
    const other = structuredClone(published);
    other.version += 1;
    other.questions.find((each) => each.id === 'B').text.en = 'Your one wish for this shop?';
    await hub.call('PUT', '/v1/questionnaires/supermarket', other);
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    const conflict = page.locator('.conflict');
    await conflict.getByText('kept another draft').waitFor();
    await withoutBarriers(page, ['color-contrast', 'button-name', 'region']);
    await picture(page, 'editor-conflict', false);
    assert.equal((await state()).draft.questions.find((each) => each.id === 'B').text.en, 'Your one wish for this shop?');
    await conflict.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByText('The draft is kept.').waitFor();
    assert.equal((await state()).draft.questions.find((each) => each.id === 'B').text.en, 'What one thing would you change?');

    // And the other way round.
    await page.getByLabel('Question, English').fill('Mine, once more?');
    await hub.call('PUT', '/v1/questionnaires/supermarket', other);
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    await conflict.getByRole('button', { name: 'Take theirs' }).click();
    await page.waitForFunction(() => document.querySelector('.worded.large textarea').value === 'Your one wish for this shop?');
  });
});

test('the reason book is worded, added to from what people wrote, merged and retired; the past stays', async () => {
  await hub.call('PUT', '/v1/questionnaires/supermarket', { ...(await state()).published, version: (await state()).versions[0].version + 1 });
  const now = Date.now();
  const words = 'A pharmacy corner would be handy';
  await kiosks[0].send([kiosks[0].response(now - 60_000, 'B', 'other', { words, shown: ['queue', 'other'] })]);
  const counted = (await hub.call('GET', '/v1/report')).questions.find((each) => each.id === 'B').choices;
  await visits.with({ at: 'questions/book?a=en&b=de' }, async (page) => {
    await settled(page);
    await withoutBarriers(page);
    await page.getByLabel('Reason, English').first().fill('Close by');
    const said = page.locator('.quote', { hasText: words });
    await said.getByRole('button', { name: 'Make it a reason' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(words).waitFor();
    await dialog.getByLabel('In a word or two').fill('Pharmacy corner');
    await dialog.getByLabel('What would you change here first?', { exact: true }).check();
    await dialog.getByRole('button', { name: 'Choose an icon' }).click();
    const icons = page.getByRole('dialog', { name: 'Choose an icon' });
    await icons.getByRole('searchbox').fill('medical');
    await icons.getByRole('button', { name: 'medical bag' }).click();
    await icons.waitFor({ state: 'detached' });
    await withoutBarriers(page, ofDialogs);
    await dialog.getByRole('button', { name: 'Add it' }).click();
    await page.getByRole('button', { name: /^Merge “Clean.*” into another/ }).click();
    await dialog.getByLabel('Into').selectOption('staff');
    await withoutBarriers(page, ofDialogs);
    await dialog.getByRole('button', { name: 'Merge' }).click();
    await page.getByRole('button', { name: /^Retire “.*abit.*”/ }).click();
    await picture(page, 'book');
    await page.getByRole('button', { name: 'Save the book' }).click();
    await page.getByText('The new choice waits in a draft').waitFor();
    const { reasons } = await hub.call('GET', '/v1/reasons');
    const named = Object.fromEntries(reasons.map((each) => [each.id, each]));
    assert.equal(reasons[0].text.en, 'Close by');
    assert.ok(reasons[0].text.de);
    assert.deepEqual([named.pharmacy_corner.text, named.pharmacy_corner.icon], [{ en: 'Pharmacy corner' }, 'medical-bag']);
    assert.deepEqual([named.clean.state, named.clean.into, named.habit.state], ['merged', 'staff', 'retired']);
    const { draft } = await state();
    const offered = draft.questions.find((each) => each.id === 'B').choices;
    assert.ok(offered.findIndex((each) => each.id === 'pharmacy_corner') < offered.findIndex((each) => each.anchored));
    // Nothing that was answered counts otherwise than before.
    const after = (await hub.call('GET', '/v1/report')).questions.find((each) => each.id === 'B').choices;
    assert.deepEqual(after.map((each) => [each.id, each.n]), counted.map((each) => [each.id, each.n]));
    await page.getByRole('button', { name: 'Bring back' }).first().click();
    await page.getByRole('button', { name: 'Undo' }).click();

    // A second editor's book is not written over unasked.
    await page.getByLabel('Reason, English').first().fill('Mine');
    await hub.call('PUT', '/v1/reasons', { reasons: reasons.map((each, at) => (at === 0 ? { ...each, text: { ...each.text, en: 'Theirs' } } : each)) });
    await page.getByRole('button', { name: 'Save the book' }).click();
    await page.locator('.conflict').getByRole('button', { name: 'Take theirs' }).click();
    await page.waitForFunction(() => document.querySelector('.choice-row input').value === 'Theirs');
  });
});

test('who only reads sees what is asked and the book, and changes nothing', async () => {
  await hub.call('POST', '/v1/users', { name: 'vera', password: 'only to read it', role: 'viewer' });
  await visits.with({ inside: false }, async (page) => {
    await signIn(page, { name: 'vera', password: 'only to read it' });
    for (const [at, heading] of [['questions?question=B', 'Questions'], ['questions/book', 'Reason book'], [editing, 'Questions']]) {
      await page.goto(`${hub.address}/#/${at}`);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await settled(page);
      for (const name of ['Change the questions', 'Save the book', 'New reason', 'Publish', 'Go back to it', 'Make it a reason', 'Bring back'])
        assert.equal(await page.locator('main').getByText(name, { exact: true }).count(), 0, `${at}: ${name}`);
    }
    // What no book of the start has is drawn all the same.
    await page.goto(`${hub.address}/#/questions/book`);
    await page.waitForFunction(() => [...document.querySelectorAll('.choice-row .sign path')].every((path) => !path.getAttribute('d').startsWith('M12 8a4 4 0 1 1 0 8')));
  });
});

test('the week is one A4 page: reasons, changes, three voices, who did what, and how sure', async () => {
  const action = (await hub.call('GET', '/v1/actions?shop=harbour')).actions.find((each) => each.title === 'Third till from 16:30');
  const today = new Date().toISOString().slice(0, 10);
  await kiosks[0].send([kiosks[0].comment(Date.now(), ['danger'], 'trouble', 'Broken glass by the fridges')]);
  await visits.with({ at: `week?week=${today}` }, async (page) => {
    await page.getByRole('heading', { level: 1, name: 'The week: North Street' }).waitFor();
    await settled(page);
    await page.locator('.deeds').getByText(action.title).waitFor();
    await page.locator('.rang').getByText('Danger, injury, spill: the manager is needed now').waitFor();
    await page.locator('.rang').getByText('nobody owns it').waitFor();
    await page.locator('.deeds').getByText('by ').first().waitFor();
    await page.locator('.sure').getByText('this is what those say who answered').waitFor();
    await page.getByRole('button', { name: 'The week before' }).click();
    await settled(page);
    assert.equal(await page.locator('.voices .quote').count(), 3);
    await page.locator('.shares li').first().waitFor();
    const voices = await page.locator('.voices .text').allTextContents();
    assert.equal(new Set(voices).size, 3);
    await withoutBarriers(page);
    await picture(page, 'week');
    const paper = await page.pdf({ path: join(pictures, 'week.pdf'), preferCSSPageSize: true });
    assert.equal(paper.toString('latin1').match(/\/Type\s*\/Page\b/g).length, 1);
  });
});

// The width and height of a sheet, in whole millimetres.
const sheets = (paper) => [...paper.toString('latin1').matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/g)]
  .map(([, wide, high]) => [wide, high].map((points) => Math.round(points / 72 * 25.4)));

test('what was done hangs on the wall, in the shop’s language, on A4 or A3', async () => {
  const { actions } = await hub.call('GET', '/v1/actions?shop=harbour');
  const bread = actions.find((each) => each.title === 'Oat bread is back');
  await visits.with({ at: `actions/${bread.id}` }, async (page) => {
    await page.getByRole('link', { name: 'As a poster for the wall' }).click();
    const poster = page.locator('.poster');
    await poster.getByText('The oat bread is back, by the till.').waitFor();
    await poster.getByText('You said, we did.').waitFor();
    await withoutBarriers(page);
    await page.locator('main').getByLabel('Language').selectOption('de');
    await poster.getByText('Gesagt, getan.').waitFor();
    await poster.getByText('Das Haferbrot ist wieder da, an der Kasse.').waitFor();
    await poster.getByText('North Street').waitFor();
    await picture(page, 'poster');
    const a4 = await page.pdf({ path: join(pictures, 'poster-a4.pdf'), preferCSSPageSize: true, printBackground: true });
    assert.deepEqual(sheets(a4), [[210, 297]]);
    await page.getByLabel('Paper').selectOption('a3');
    await page.locator('.poster.a3').waitFor();
    const a3 = await page.pdf({ path: join(pictures, 'poster-a3.pdf'), preferCSSPageSize: true, printBackground: true });
    assert.deepEqual(sheets(a3), [[297, 420]]);
    const parking = actions.find((each) => each.title === 'More parking');
    await page.goto(`${hub.address}/#/actions/${parking.id}?poster=a4`);
    await page.getByText('Nothing to hang up yet').waitFor();
  });
});

test('the first days have a way through, which goes as it is walked', async () => {
  const fresh = await Hub.start(bin);
  const first = new Visits(browser, fresh);
  try {
    await first.enter();
    await first.with({}, async (page) => {
      const step = (name) => page.locator('.tour li', { hasText: name });
      await step('Enrol a kiosk').waitFor();
      assert.equal(await page.locator('.tour [aria-current]').innerText().then((text) => text.split('\n')[0]), 'Enrol a kiosk');
      await settled(page);
      await withoutBarriers(page);
      await picture(page, 'tour');
      const kiosk = await fresh.enrol('quay', '1');
      await page.reload();
      await page.locator('.tour li.is-done', { hasText: 'Enrol a kiosk' }).waitFor();
      await fresh.call('PATCH', '/v1/shops/quay', { reader: 'Ada', pin: '2580' });
      await step('Look at the questions').getByRole('link').click();
      await page.locator('.kiosk').first().waitFor();
      await kiosk.send([kiosk.response(Date.now() - 5000, 'B', 'queue'), kiosk.comment(Date.now() - 4000, ['queue'], 'trouble', 'Long queue')]);
      await page.goto(`${fresh.address}/#/today`);
      await page.locator('.tour [aria-current]', { hasText: 'Take something up' }).waitFor();
      await page.locator('.tour').getByText('One step to go.').waitFor();
      await fresh.call('POST', '/v1/actions', { shop: 'quay', title: 'Open the second till', reasons: ['queue'] });
      await page.reload();
      await page.locator('.in-hand').getByText('Open the second till').waitFor();
      await settled(page);
      assert.equal(await page.locator('.tour').count(), 0);
    });
  } finally {
    await fresh.stop();
  }
});

test('a shop says when it is open and what it speaks; the page says how long things stay', async () => {
  await visits.with({ at: 'shops' }, async (page) => {
    await page.getByRole('button', { name: 'Settings of the shop' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('while the shop is open').check();
    await dialog.getByLabel('Monday, from').fill('07:30');
    await dialog.getByRole('button', { name: 'Open at Sunday' }).click();
    await dialog.getByLabel('Sunday, to').fill('12:00');
    await dialog.getByRole('button', { name: 'Take this time away, Saturday' }).click();
    await dialog.getByLabel('Days without a question, in %').fill('10');
    await dialog.getByLabel('Let cashiers say it again aloud').check();
    await dialog.getByLabel('Turkish').uncheck();
    await withoutBarriers(page);
    await picture(page, 'shop-settings', false);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    const shop = await hub.call('GET', '/v1/shops/harbour');
    assert.deepEqual([shop.hours.mon, shop.hours.sat ?? [], shop.hours.sun], [[['07:30', '20:00']], [], [['08:00', '12:00']]]);
    assert.deepEqual([shop.dark_share, shop.offer.voice, shop.languages.includes('tr')], [0.1, true, false]);
    await page.goto(`${hub.address}/#/settings`);
    await page.getByRole('row', { name: /recordings/ }).getByText('30 days').waitFor();
    await page.getByRole('row', { name: /answers, one by one/ }).getByText('396 days').waitFor();
  });
});

test('a question is changed by keyboard alone', async () => {
  await visits.with({ at: 'questions/edit?id=supermarket&question=C&a=en&b=de' }, async (page) => {
    await page.getByLabel('Question, English').focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Was everything here today?');
    for (let n = 0; n < 40; n += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement.getAttribute('aria-label')?.startsWith('Move “All but'))) break;
    }
    await page.keyboard.press('Enter');
    await page.locator('.kiosk.screen .text').first().getByText('Was everything here today?').waitFor();
    assert.ok((await page.locator('.kiosk.screen .name').first().innerText()).startsWith('All but'));
    // The key is still under the finger: up is at its end, so the way down has it.
    await page.waitForFunction(() => document.activeElement.getAttribute('aria-label') === 'Move “All but one thing” down');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.kiosk.screen .name')[1].textContent.startsWith('All but'));
    await page.waitForFunction(() => document.activeElement.getAttribute('aria-label') === 'Move “All but one thing” down');
    await page.getByRole('button', { name: 'Add a choice' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.getAttribute('aria-label') === 'Choice 4, English');
    await page.keyboard.type('Nearly everything');
    await page.locator('.kiosk.screen .name').getByText('Nearly everything').first().waitFor();
    for (let n = 0; n < 3; n += 1) await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Undo' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Space');
    await page.locator('.kiosk.screen .text').first().getByText('Did you find everything today?').waitFor();
  });
});

const shown = [['editor', editing], ['book', 'questions/book?a=en&b=ar'], ['week', 'week']];
for (const [look, { barriers, ...options }] of [
  // The same pages in other colours.
  ['dark', { dark: true, barriers: ['color-contrast'] }], ['phone', { view: phone }],
  ['arabic', { language: 'ar' }], ['narrow', { language: 'de', view: { width: 320, height: 640 } }],
])
  test(`what is asked is readable for everybody: ${look}`, async () => {
    await visits.with(options, async (page) => {
      for (const [name, at] of shown) {
        await page.goto(`${hub.address}/#/${at}`);
        await page.locator('h1').waitFor();
        await settled(page);
        if (barriers) await withoutBarriers(page, barriers);
        assert.ok(await fits(page), `${name} is wider than its window`);
        await picture(page, `${name}-${look}`);
      }
    });
  });

test('the editor needs no more script than a page may', async () => {
  await visits.with({ at: editing, language: 'ar' }, async (page) => {
    await page.locator('.kiosk.screen').first().waitFor();
    const script = await page.evaluate(() => performance.getEntriesByType('resource')
      .filter((entry) => entry.name.endsWith('.js')).reduce((sum, entry) => sum + entry.encodedBodySize, 0));
    console.log(`script: ${script} bytes gzipped`);
    assert.ok(script > 10_000 && script <= 150 * 1024, `${script}`);
  });
});

