// Figures and times as people read them.
import { locale, t } from './words';

export const number = (value: number) => new Intl.NumberFormat(locale()).format(value);

export const percent = (share: number) =>
  new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(share);

// As the terminal says it: few answers are told as few.
const onesFrom = 200;
const fivesFrom = 60;

function oneIn(share: number): string {
  if (share === 0) return t('none_said');
  if (share > 0.4 && Math.round(share * 20) !== 10) return t('in_ten', { n: Math.round(share * 10) });
  return t('one_in', { n: Math.round(1 / share) });
}

export function spoken(share: number, base: number): string {
  if (base < fivesFrom) return oneIn(share);
  // Answers of a day resemble each other: they weigh less than as many apart.
  if (base / 1.1 < onesFrom) return percent(Math.round(share * 20) / 20);
  return percent(share);
}

export const range = (low: number, high: number) => t('range', { low: percent(low), high: percent(high) });

export const megabytes = (bytes: number) =>
  new Intl.NumberFormat(locale(), { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(bytes / 1e6);

// A day of the shop, without a clock or a zone to move it.
export function day(date: string): string {
  return new Intl.DateTimeFormat(locale(), { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(date + 'T00:00:00Z'),
  );
}

export function wholeDay(date: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(date + 'T00:00:00Z'));
}

export function shortDay(date: string): string {
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(date + 'T00:00:00Z'));
}

export function moment(instant: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
}

// Of today the time alone.
export function time(instant: string, now = new Date()): string {
  const at = new Date(instant);
  return dayOf(at) === dayOf(now) ? new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(at) : moment(instant);
}

// How long ago, in the largest unit that fits.
export function ago(instant: string, now = Date.now()): string {
  const seconds = Math.round((new Date(instant).getTime() - now) / 1000);
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86400],
    ['hour', 3600],
    ['minute', 60],
  ];
  for (const [unit, size] of steps)
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
  return relative.format(0, 'second');
}

// The same in whole days: today, yesterday, 6 days ago.
export function daysAgo(instant: string, now = Date.now()): string {
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(-daysSince(instant, now), 'day');
}

export const daysSince = (instant: string, now = Date.now()) =>
  Math.max(0, Math.floor((now - new Date(instant).getTime()) / 86_400_000));

// A day in the reader's own calendar, as YYYY-MM-DD.
export function dayOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
