// What people chose, as shares that lead to the words behind them.
import type { Shape } from '../api';
import { type Catalogue, choiceIcon, choiceOf, choiceText } from '../catalogue';
import { link } from '../route';
import type { Share } from './shares';

type Report = Shape<'Report'>;
type Question = Report['questions'][number];

// Several questions may measure the same: the most answered speaks.
export const mainOf = (report: Report, measures: string): Question | undefined =>
  report.questions
    .filter((question) => question.measures === measures)
    .sort((a, b) => (b.base ?? 0) - (a.base ?? 0))[0];

export function sharesOf(question: Question, all: Catalogue, filters: Record<string, string | undefined>): Share[] {
  return question.choices
    .map((choice) => ({
      ...choice,
      label: choiceText(all, question.id, choice.id, choice.text),
      icon: choiceIcon(all, question.id, choice.id),
      to: link('heard', { ...filters, question: question.id, choice: choice.id, topic: choiceOf(all, question.id, choice.id)?.reason ?? '' }),
    }))
    .sort((a, b) => (b.n ?? -1) - (a.n ?? -1));
}
