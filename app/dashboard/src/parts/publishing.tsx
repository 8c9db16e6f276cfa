// What publishing a draft changes, in words, before anybody is asked it.
import { useEffect, useState } from 'preact/hooks';
import { Problem, call } from '../api';
import { useHere } from '../app';
import { type Findings, type Questionnaire, differences, said } from '../asking';
import { reasonText } from '../catalogue';
import { Button, Choose, Dialog, saidOf } from './basics';
import { t } from '../words';

interface PublishingProps {
  before: Questionnaire | null;
  after: Questionnaire;
  // Keeps what is not at the hub yet; whether it is there.
  keep: () => Promise<boolean>;
  tag: () => string;
  close: () => void;
  done: () => void;
}

const shown = 30;

export function Publishing({ before, after, keep, tag, close, done }: PublishingProps) {
  const { all, session } = useHere();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [shop, setShop] = useState('');
  const [found, setFound] = useState<Findings | null>(null);
  useEffect(() => {
    call('post', '/v1/questionnaires/{questionnaire}/check', { parts: { questionnaire: after.id }, body: after })
      .then(setFound, (error: unknown) => setProblem(error as Problem));
  }, []);
  const errors = found?.errors ?? [];
  const told = differences(before, after, (id) => reasonText(all, id));
  const publish = async () => {
    setBusy(true);
    setProblem(null);
    try {
      if (!(await keep())) return close();
      await call('post', '/v1/questionnaires/{questionnaire}/publish', {
        parts: { questionnaire: after.id }, body: shop ? { shop } : {}, headers: tag() ? { 'If-Match': tag() } : {},
      });
      done();
    } catch (error) {
      setProblem(error as Problem);
    }
    setBusy(false);
  };
  return (
    <Dialog title={t('publish_title')} close={close} wide>
      <div class="stack">
        {errors.length > 0 ? (
          <>
            <p class="error" role="alert">{t('publish_blocked', { n: errors.length })}</p>
            <ul class="differences">{errors.slice(0, shown).map((each) => <li key={each.part + each.rule}><bdi>{said(each)}</bdi></li>)}</ul>
          </>
        ) : (
          <>
            <h3>{t('what_will_change')}</h3>
            {told.length === 0 && <p>{t('diff_none')}</p>}
            <ul class="differences" tabIndex={0} aria-label={t('what_will_change')}>
              {told.slice(0, shown).map((each, index) => <li key={index} dir="auto">{each}</li>)}
              {told.length > shown && <li>{t('and_more', { n: told.length - shown })}</li>}
            </ul>
            {all.shops.length > 1 && session.shops === null && (
              <Choose label={t('for_which_shop')} value={shop} set={setShop} options={[['', t('all_shops')], ...all.shops.map((each): [string, string] => [each.id, each.name])]} />
            )}
            <p class="note">{t('publish_more')}</p>
          </>
        )}
        {problem && <p class="error" role="alert">{saidOf(problem)}</p>}
        <div class="row">
          <Button onClick={close}>{t('cancel')}</Button>
          {found && errors.length === 0 && <Button kind="main" busy={busy} onClick={() => void publish()}>{t('publish')}</Button>}
        </div>
      </div>
    </Dialog>
  );
}
