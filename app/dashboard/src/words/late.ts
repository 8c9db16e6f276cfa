// Words that come with the pages that say them, so that the first page need not wait for them.
import type { Language } from '../words';
import type { AskingWords } from './asking/en';
import type { CallWords } from './call/en';

export type LateWords = AskingWords & CallWords;
export type Late = Record<Language, () => Promise<Partial<LateWords>>>;

export const askingWords: Late = {
  en: async () => (await import('./asking/en')).en,
  de: async () => (await import('./asking/de')).de,
  es: async () => (await import('./asking/es')).es,
  fr: async () => (await import('./asking/fr')).fr,
  ar: async () => (await import('./asking/ar')).ar,
};

export const callWords: Late = {
  en: async () => (await import('./call/en')).call,
  de: async () => (await import('./call/de')).call,
  es: async () => (await import('./call/es')).call,
  fr: async () => (await import('./call/fr')).call,
  ar: async () => (await import('./call/ar')).call,
};
