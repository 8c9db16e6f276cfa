// Debian's Chromium, driven by what the page is built with.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../app/dashboard/package.json', import.meta.url));
const { chromium } = require('playwright-core');
export const { AxeBuilder } = require('@axe-core/playwright');

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
  });

export const desk = { width: 1440, height: 1020 };
export const phone = { width: 390, height: 844 };
