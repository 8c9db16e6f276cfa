// What questions, choices and reasons are called, in the reader's language.
import { get, type Shape } from './api';
import { currentLanguage } from './words';

export type Texts = Record<string, string>;
export type Question = Shape<'Questionnaire'>['questions'][number];
export type Reason = Shape<'Reason'>;
export interface Named {
  id: string;
  name: string;
}

export interface Catalogue {
  reasons: Map<string, Reason>;
  questions: Map<string, Question>;
  // First questions and how often each is drawn.
  tickets: Map<string, number>;
  shops: (Named & { timezone: string })[];
}

export async function readCatalogue(): Promise<Catalogue> {
  const [shops, reasons, list] = await Promise.all([get('/v1/shops'), get('/v1/reasons'), get('/v1/questionnaires')]);
  const wholes = await Promise.all(
    list.questionnaires.map((each) => get('/v1/questionnaires/{questionnaire}', { parts: { questionnaire: each.id } })),
  );
  const questions = new Map<string, Question>();
  const tickets = new Map<string, number>();
  for (const whole of wholes) {
    const published = whole.published as Shape<'Questionnaire'> | null;
    if (!published) continue;
    for (const question of published.questions) questions.set(question.id, question);
    for (const [id, weight] of Object.entries(published.tickets)) tickets.set(id, weight);
  }
  return {
    shops: shops.shops.map((shop) => ({ id: shop.id, name: shop.name || shop.id, timezone: shop.timezone })),
    reasons: new Map(reasons.reasons.map((reason) => [reason.id, reason])),
    questions,
    tickets,
  };
}

export const textIn = (texts: Texts | undefined, otherwise: string): string =>
  texts?.[currentLanguage()] || texts?.en || (texts && Object.values(texts)[0]) || otherwise;

export const questionText = (all: Catalogue, id: string, otherwise = id) => textIn(all.questions.get(id)?.text, otherwise);

export const choiceOf = (all: Catalogue, question: string, id: string) =>
  all.questions.get(question)?.choices.find((choice) => choice.id === id);

export const choiceText = (all: Catalogue, question: string, id: string, otherwise = id) =>
  textIn(choiceOf(all, question, id)?.text, otherwise);

export const reasonText = (all: Catalogue, id: string, otherwise = id) => textIn(all.reasons.get(id)?.text, otherwise);

// A choice's icon is its own, or its reason's.
export function choiceIcon(all: Catalogue, question: string, id: string): string {
  const choice = choiceOf(all, question, id);
  return choice?.icon || (choice?.reason && all.reasons.get(choice.reason)?.icon) || '';
}
