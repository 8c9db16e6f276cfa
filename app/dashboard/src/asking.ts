// A questionnaire as it is worked on: changes as pure functions, and what they come to in words.
import type { Shape } from './api';
import { textIn, type Texts } from './catalogue';
import { percent } from './format';
import { t } from './words';

export type Questionnaire = Shape<'Questionnaire'>;
export type Question = Questionnaire['questions'][number];
export type Choice = Question['choices'][number];
export type Findings = Shape<'Findings'>;
export type Finding = Findings['errors'][number];
// A hint breaks a rule of good asking, and nothing else.
export type Found = Finding & { hint: boolean };

export const toldOf = (found: Findings | null): Found[] => [
  ...(found?.errors ?? []).map((each) => ({ ...each, hint: false })),
  ...(found?.warnings ?? []).map((each) => ({ ...each, hint: true })),
];

// What a kiosk can show and say.
export const kioskLanguages = ['en', 'de', 'es', 'fr', 'pl', 'uk', 'tr', 'ar', 'hi', 'zh'];
export const choicesMax = 20;

// A name that was never one before: what was counted under an old one keeps its meaning.
export function freshName(kind: 'q' | 'c'): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  const chance = crypto.getRandomValues(new Uint8Array(8));
  return `${kind}-${[...chance].map((each) => letters[each % letters.length]).join('')}`;
}

export const findQuestion = (asked: Questionnaire, id: string) => asked.questions.find((each) => each.id === id);

export const withQuestion = (asked: Questionnaire, question: Question): Questionnaire => ({
  ...asked,
  questions: asked.questions.map((each) => (each.id === question.id ? question : each)),
});

export const withChoice = (question: Question, choice: Choice): Question => ({
  ...question,
  choices: question.choices.map((each) => (each.id === choice.id ? choice : each)),
});

export function moved<T>(list: T[], from: number, to: number): T[] {
  if (to < 0 || to >= list.length) return list;
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

export const newChoice = (): Choice => ({ id: freshName('c'), reason: null, text: {}, icon: '', anchored: false, next: [] });

// Before those that stay last.
export function withNewChoice(question: Question, choice: Choice): Question {
  const at = question.choices.findIndex((each) => each.anchored);
  const choices = [...question.choices];
  choices.splice(at < 0 || question.order === 'fixed' ? choices.length : at, 0, choice);
  return { ...question, choices };
}

// Single, shuffled, with a way out worded as the others are.
export function withNewQuestion(asked: Questionnaire, id: string, first: boolean): Questionnaire {
  const other = asked.questions.flatMap((each) => each.choices).find((each) => each.anchored && each.id === 'other');
  const question: Question = {
    id, kind: 'single', measures: null, order: 'shuffled', max: 1, text: {},
    choices: [newChoice(), newChoice(), { ...(other ?? newChoice()), id: 'other', anchored: true, next: [] }],
  };
  return {
    ...asked,
    questions: [...asked.questions, question],
    tickets: first ? { ...asked.tickets, [id]: 5 } : asked.tickets,
  };
}

// With everything that names it.
export function withoutQuestion(asked: Questionnaire, id: string): Questionnaire {
  const { [id]: gone, ...tickets } = asked.tickets;
  return {
    ...asked,
    tickets,
    questions: asked.questions.filter((each) => each.id !== id).map((each) => ({
      ...each,
      choices: each.choices.map((choice) => ({ ...choice, next: choice.next.filter((next) => next.question !== id) })),
    })),
  };
}

export function withLanguage(asked: Questionnaire, code: string, speaks: boolean): Questionnaire {
  if (speaks) return { ...asked, languages: [...asked.languages, code] };
  const less = (texts: Texts) => Object.fromEntries(Object.entries(texts).filter(([each]) => each !== code));
  return {
    ...asked,
    languages: asked.languages.filter((each) => each !== code),
    questions: asked.questions.map((each) => ({
      ...each, text: less(each.text), choices: each.choices.map((choice) => ({ ...choice, text: less(choice.text) })),
    })),
  };
}

export const shareOf = (asked: Questionnaire, id: string) => {
  const all = Object.values(asked.tickets).reduce((sum, each) => sum + each, 0);
  return all > 0 ? (asked.tickets[id] ?? 0) / all : 0;
};

// The questions after whose choices this one is asked.
export const leadingTo = (asked: Questionnaire, id: string) =>
  asked.questions.filter((each) => each.choices.some((choice) => choice.next.some((next) => next.question === id)));

// Where a finding is at: its question, and its choice's place.
export function placeOf(finding: Finding): { question: string; choice: number | null; rest: string } {
  const [, , question = '', ...rest] = finding.part.split('/');
  if (!finding.part.startsWith('/question/')) return { question: '', choice: null, rest: finding.part.slice(1) };
  if (rest[0] === 'choice') return { question, choice: Number(rest[1]), rest: rest.slice(2).join('/') };
  return { question, choice: null, rest: rest.join('/') };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

// More translations than these are told by how many there are in each language.
const translationsMax = 8;

class Told {
  readonly sentences: string[] = [];
  private readonly translated: { what: string; codes: string[] }[] = [];
  private readonly names = new Intl.DisplayNames([document.documentElement.lang], { type: 'language' });

  // `shared`: the languages that it had and has. Of others it is told once that they come or go.
  constructor(private readonly shared: string[]) {}

  add(sentence: string) {
    this.sentences.push(sentence);
  }
  // What changes in the reader's language is told with both wordings; of others, which they are.
  reworded(what: string, before: Texts, after: Texts) {
    const codes = this.shared.filter((code) => (before[code] ?? '') !== (after[code] ?? ''));
    if (!codes.length) return;
    const [was, is] = [textIn(before, ''), textIn(after, '')];
    if (was !== is) this.add(t('diff_reworded', { was: was || '…', is: is || '…' }));
    else this.translated.push({ what, codes });
  }
  spoken(codes: string[]) {
    return codes.map((code) => this.names.of(code) ?? code).join(', ');
  }
  all(): string[] {
    if (this.translated.length <= translationsMax)
      return [...this.sentences, ...this.translated.map(({ what, codes }) => t('diff_translated', { what, languages: this.spoken(codes) }))];
    const counts = this.shared.map((code) => ({ code, n: this.translated.filter(({ codes }) => codes.includes(code)).length }));
    return [...this.sentences, ...counts.filter(({ n }) => n > 0).map(({ code, n }) => t('diff_texts', { n, language: this.spoken([code]) }))];
  }
}

function tellQuestion(told: Told, before: Question, after: Question, reasonName: (id: string) => string, nameOf: (id: string) => string) {
  const question = textIn(after.text, after.id);
  told.reworded(question, before.text, after.text);
  const was = new Map(before.choices.map((each) => [each.id, each]));
  const is = new Map(after.choices.map((each) => [each.id, each]));
  for (const choice of after.choices) {
    const what = textIn(choice.text, '…');
    const old = was.get(choice.id);
    if (!old) {
      told.add(t('diff_choice_new', { what, question }));
      continue;
    }
    told.reworded(what, old.text, choice.text);
    if (old.icon !== choice.icon) told.add(t('diff_icon', { what }));
    if (old.reason !== choice.reason) told.add(t('diff_reason', { what, reason: choice.reason ? reasonName(choice.reason) : t('no_reason') }));
    if (old.anchored !== choice.anchored) told.add(t(choice.anchored ? 'diff_last' : 'diff_not_last', { what }));
    if (!same(old.next, choice.next))
      told.add(choice.next.length
        ? t('diff_next', { what, next: choice.next.map((next) => nameOf(next.question)).join(' / ') })
        : t('diff_next_none', { what }));
  }
  for (const choice of before.choices)
    if (!is.has(choice.id)) told.add(t('diff_choice_gone', { what: textIn(choice.text, choice.id), question }));
  const order = (choices: Choice[], other: Map<string, Choice>) => choices.map((each) => each.id).filter((id) => other.has(id));
  if (before.order !== after.order || !same(order(before.choices, is), order(after.choices, was))) told.add(t('diff_order', { question }));
  if (before.kind !== after.kind || before.max !== after.max || before.measures !== after.measures) told.add(t('diff_way', { question }));
}

// What publishing `after` in place of `before` changes for a shopper, a sentence each.
export function differences(before: Questionnaire | null, after: Questionnaire, reasonName: (id: string) => string): string[] {
  if (!before) return [t('diff_first', { n: after.questions.length })];
  const told = new Told(after.languages.filter((code) => before.languages.includes(code)));
  const nameOf = (id: string) => textIn(findQuestion(after, id)?.text, id);
  if (!same([...before.languages].sort(), [...after.languages].sort())) told.add(t('diff_languages', { languages: told.spoken(after.languages) }));
  for (const question of after.questions) {
    const old = findQuestion(before, question.id);
    if (!old) told.add(t('diff_question_new', { question: textIn(question.text, '…') }));
    else tellQuestion(told, old, question, reasonName, nameOf);
  }
  for (const question of before.questions)
    if (!findQuestion(after, question.id)) told.add(t('diff_question_gone', { question: textIn(question.text, question.id) }));
  for (const question of after.questions) {
    const [was, is] = [shareOf(before, question.id), shareOf(after, question.id)];
    // The others move along with it.
    if (findQuestion(before, question.id) && before.tickets[question.id] !== after.tickets[question.id])
      told.add(t('diff_share', { question: textIn(question.text, question.id), was: percent(was), is: percent(is) }));
  }
  return told.all();
}

// Why something keeps it from being asked, or asks it badly.
const rules = ['no_text', 'too_long', 'signs', 'no_way_out', 'scale_shuffled', 'scale_anchored', 'max', 'choices', 'multiple_next', 'circle', 'third',
  'nothing_asked', 'no_question', 'stem_words', 'leads', 'two_ideas', 'choice_words', 'choice_characters', 'screen_words', 'first_choices',
  'no_honest_null', 'never_asked', 'second_choices'] as const;
type Rule = (typeof rules)[number];

export function said(finding: Finding): string {
  const known = rules.find((each) => each === finding.rule) as Rule | undefined;
  return known ? t(`check_${known}`, { n: finding.limit ?? 0 }) : finding.message;
}
