// Sets what was said aside, or puts it back: with a word why.
import { useState } from 'preact/hooks';
import { Problem, call } from '../api';
import { t } from '../words';
import { Button, Dialog, Text, saidOf } from './basics';
import { Quote, type Said } from './said';

export function SettingAside({ said, close, done }: { said: Said; close: () => void; done: () => void }) {
  const [because, setBecause] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = () =>
    call('patch', '/v1/quality', { body: { id: said.id, set_aside: !said.setAside, because: because.trim() } })
      .then(done, (error: unknown) => setProblem(error as Problem));
  return (
    <Dialog title={t(said.setAside ? 'put_back_title' : 'set_aside_title')} close={close}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <Quote said={said} />
        <p class="note">{t(said.setAside ? 'put_back_more' : 'set_aside_more')}</p>
        <Text label={t('because')} value={because} set={setBecause} required max={500} />
        {problem && <p class="error" role="alert">{saidOf(problem)}</p>}
        <div class="row">
          <Button onClick={close}>{t('cancel')}</Button>
          <Button kind="main" type="submit">{t(said.setAside ? 'put_back' : 'set_aside_do')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
