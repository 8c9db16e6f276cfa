// The page's wording. English is the measure: a translation that lacks a word does not compile.
import type { ComponentChildren } from 'preact';
import type { Late, LateWords } from './words/late';
import type { Words } from './words/en';

export type Plural = { one?: string; two?: string; few?: string; many?: string; zero?: string; other: string };
type AllWords = Words & LateWords;
export type Key = keyof AllWords;
type Values = Record<string, string | number>;

export const languages = { en: 'English', de: 'Deutsch', es: 'Español', fr: 'Français', ar: 'العربية' };
export type Language = keyof typeof languages;

// There once setLanguage() has resolved; those that come late once addWords() has.
let words = {} as AllWords;
let language: Language = 'en';
let plural = new Intl.PluralRules('en');

const loaders: Record<Language, () => Promise<Words>> = {
  en: async () => (await import('./words/en')).en,
  de: async () => (await import('./words/de')).de,
  es: async () => (await import('./words/es')).es,
  fr: async () => (await import('./words/fr')).fr,
  ar: async () => (await import('./words/ar')).ar,
};

const late = new Set<Late>();

export async function addWords(these: Late): Promise<void> {
  while (!late.has(these)) {
    const code = language;
    const more = await these[code]();
    // Meanwhile another language may have been chosen.
    if (code !== language) continue;
    words = { ...words, ...more };
    late.add(these);
  }
}

export const currentLanguage = () => language;
// Arabic with the digits that its readers' tills print.
export const locale = () => (language === 'ar' ? 'ar-u-nu-latn' : language);

export const isLanguage = (code: string): code is Language => Object.hasOwn(languages, code);

export async function setLanguage(code: Language): Promise<void> {
  const [all, ...more] = await Promise.all([loaders[code](), ...[...late].map((each) => each[code]())]);
  words = Object.assign({}, all, ...more) as AllWords;
  language = code;
  plural = new Intl.PluralRules(locale());
  document.documentElement.lang = code;
  document.documentElement.dir = code === 'ar' ? 'rtl' : 'ltr';
}

export function preferredLanguage(): Language {
  const kept = localStorage.getItem('language') ?? '';
  if (isLanguage(kept)) return kept;
  for (const wanted of navigator.languages) {
    const code = wanted.split('-')[0] ?? '';
    if (isLanguage(code)) return code;
  }
  return 'en';
}

function form(key: Key, values: Values): string {
  const entry: string | Plural = words[key];
  if (typeof entry === 'string') return entry;
  const rule = plural.select(Number(values.n ?? 0));
  return entry[rule] ?? entry.other;
}

function shown(value: string | number): string {
  return typeof value === 'number' ? new Intl.NumberFormat(locale()).format(value) : value;
}

export function t(key: Key, values: Values = {}): string {
  return form(key, values).replace(/\{(\w+)\}/g, (_, name: string) => shown(values[name] ?? ''));
}

// The same with elements in the places of some words.
export function rich(key: Key, elements: Record<string, ComponentChildren>, values: Values = {}): ComponentChildren[] {
  return form(key, values)
    .split(/(\{\w+\})/)
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      if (!name) return part;
      return Object.hasOwn(elements, name) ? elements[name] : shown(values[name] ?? '');
    });
}
