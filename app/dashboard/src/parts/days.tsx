// A day on which something was different: marked by a person, with a word why.
import { useState } from 'preact/hooks';
import { Problem, call } from '../api';
import { wholeDay } from '../format';
import { t } from '../words';
import { Button, Dialog, Text, saidOf } from './basics';

export const markDay = (shop: string, date: string, why: string | null) =>
  call('put', '/v1/shops/{shop}/days/{date}', {
    parts: { shop, date },
    body: why === null ? { unusual: false } : { unusual: true, why },
  });

// `close` also when it is done: then with true.
export function MarkingDay({ shop, date, words, close }: { shop: string; date: string; words: string; close: (done: boolean) => void }) {
  const [why, setWhy] = useState(words);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = () => markDay(shop, date, why.trim()).then(() => close(true), (error: unknown) => setProblem(error as Problem));
  return (
    <Dialog title={t('mark_day_title')} close={() => close(false)}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <p><b>{wholeDay(date)}</b></p>
        <Text label={t('what_was_different')} value={why} set={setWhy} required max={200} />
        {problem && <p class="error" role="alert">{saidOf(problem)}</p>}
        <div class="row"><Button onClick={() => close(false)}>{t('cancel')}</Button><Button kind="main" type="submit">{t('mark_day')}</Button></div>
      </form>
    </Dialog>
  );
}
