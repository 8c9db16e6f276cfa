// The pages there are, in the order in which they stand. Each comes when it is gone to.
import type { FunctionComponent } from 'preact';
import {
  mdiAccountVoice, mdiCalendarWeekOutline, mdiChartBar, mdiCogOutline, mdiDotsHorizontal, mdiEarHearing, mdiFlagVariantOutline, mdiHelpCircleOutline, mdiShieldCheckOutline, mdiStoreOutline,
  mdiWhiteBalanceSunny,
} from '@mdi/js';
import { More } from './frame';
import { later } from './later';
import { type Key, addWords } from './words';
import { askingWords, callWords, type Late } from './words/late';

export interface Page {
  name: string;
  title: Key;
  icon: string;
  show: FunctionComponent;
  // Stands in a phone's bar.
  often?: boolean;
  role?: 'manager' | 'admin';
}

// With the words that only such a page says.
const worded = (load: () => Promise<FunctionComponent>, words: Late = askingWords) => async () => (await Promise.all([load(), addWords(words)]))[0];

const today = later(async () => (await import('./pages/today')).Today);
const heard = later(async () => (await import('./pages/heard')).Heard);
const reasons = later(async () => (await import('./pages/reasons')).Reasons);
const actions = later(async () => (await import('./pages/actions')).Actions);
const call = later(worded(async () => (await import('./pages/call')).Call, callWords));
const shops = later(worded(async () => (await import('./pages/shops')).Shops));
const questions = later(worded(async () => (await import('./pages/questions')).Questions));
const quality = later(async () => (await import('./pages/quality')).Quality);
const week = later(worded(async () => (await import('./pages/week')).Week));
const settings = later(worded(async () => (await import('./pages/settings')).Settings));

export const pages: Page[] = [
  { name: 'today', title: 'today', icon: mdiWhiteBalanceSunny, show: today, often: true },
  { name: 'reasons', title: 'reasons', icon: mdiChartBar, show: reasons, often: true },
  { name: 'heard', title: 'heard', icon: mdiEarHearing, show: heard, often: true },
  { name: 'actions', title: 'actions', icon: mdiFlagVariantOutline, show: actions, often: true },
  { name: 'call', title: 'to_call', icon: mdiAccountVoice, show: call, role: 'manager' },
  { name: 'week', title: 'week', icon: mdiCalendarWeekOutline, show: week },
  { name: 'questions', title: 'questions', icon: mdiHelpCircleOutline, show: questions },
  { name: 'quality', title: 'quality', icon: mdiShieldCheckOutline, show: quality },
  { name: 'shops', title: 'shops', icon: mdiStoreOutline, show: shops },
  { name: 'settings', title: 'settings', icon: mdiCogOutline, show: settings },
  { name: 'more', title: 'more', icon: mdiDotsHorizontal, show: More },
];
