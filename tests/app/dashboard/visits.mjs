// Visits to a hub's pages by people in Debian's Chromium, and what every page must be.
import assert from 'node:assert/strict';
import { AxeBuilder, desk } from './browser.mjs';
import { admin } from './shop.mjs';

const patience = 10_000;

export class Visits {
  constructor(browser, hub) {
    this.browser = browser;
    this.hub = hub;
    this.entered = undefined;
  }

  // Signs the first admin in once; each visit goes on from there.
  async enter() {
    const { context, page } = await this.open({ inside: false });
    await signIn(page);
    this.entered = await context.storageState();
    await context.close();
  }

  // A browser of its own; what goes wrong in it, or leaves it for another host, is in `wrong`, but for
  // what its console is expected to say.
  async open({ inside = true, as = this.entered, view = desk, dark = false, language = 'en', at = '', path = '/', expected = /status of 4\d\d/ } = {}) {
    const context = await this.browser.newContext({
      viewport: view,
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      locale: language,
      storageState: inside ? as : undefined,
    });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    const wrong = [];
    page.on('pageerror', (error) => wrong.push(String(error)));
    page.on('dialog', (dialog) => { wrong.push(`a dialog: ${dialog.message()}`); void dialog.dismiss(); });
    page.on('console', (line) => {
      // That a wrong password is refused is no fault of the page.
      if (line.type() === 'error' && !expected.test(line.text())) wrong.push(line.text());
    });
    await context.route('**', (route) => {
      const { origin, protocol } = new URL(route.request().url());
      if (origin === this.hub.address || protocol === 'data:') return route.continue();
      wrong.push(`a request left for ${route.request().url()}`);
      return route.abort();
    });
    await page.goto(`${this.hub.address}${path}${at ? '#/' + at : ''}`);
    if (inside) await page.waitForSelector('main.page');
    return { context, page, wrong };
  }

  async with(options, work) {
    const opened = await this.open(options);
    try {
      await work(opened.page, opened.context);
      assert.deepEqual(opened.wrong, []);
    } catch (error) {
      const seen = await opened.page.locator('body').innerText({ timeout: 1000 }).catch(() => '');
      error.message += `\nat ${opened.page.url()}: ${seen.replace(/\s+/g, ' ').slice(0, 1500)}\n${opened.wrong.join('\n')}`;
      throw error;
    } finally {
      await opened.context.close();
    }
  }
}

export async function signIn(page, { name = admin.name, password = admin.password } = {}) {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForSelector('main.page');
}

export const settled = async (page) => {
  await page.waitForFunction(() => !document.querySelector('.waiting') && document.fonts.status === 'loaded');
};

async function checked(page, choose) {
  const found = await choose(new AxeBuilder({ page })).analyze();
  const told = found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join('\n  ')}`);
  assert.deepEqual(told, [], page.url());
}

// WCAG 2.2 A and AA, in whatever state the page is; then the same in dark colours, where nothing but
// colours differs.
export async function withoutBarriers(page, only) {
  if (only) return checked(page, (axe) => axe.withRules(only));
  await checked(page, (axe) => axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']));
  await page.emulateMedia({ colorScheme: 'dark' });
  await checked(page, (axe) => axe.withRules(['color-contrast']));
  await page.emulateMedia({ colorScheme: 'light' });
}

export const fits = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
