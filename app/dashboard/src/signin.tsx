// Name and password, a code where the account has one. Over a page whose session has ended, or
// alone.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem, call } from './api';
import type { Session } from './app';
import { Button, Choose, Dialog, Text, saidOf } from './parts/basics';
import { type Language, languages, t } from './words';

interface Props {
  over?: boolean;
  name?: string;
  signedIn: (session: Session) => Promise<void> | void;
  language: Language;
  speak: (language: Language) => void;
}

function Form({ name: known, signedIn }: Props) {
  const [name, setName] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>(known ? 'input[type=password]' : 'input')?.focus();
  }, []);
  useEffect(() => {
    if (asksCode) form.current?.querySelector<HTMLInputElement>('input[inputmode]')?.focus();
  }, [asksCode]);

  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const body = { name: name.trim(), password, ...(asksCode ? { totp: totp.replace(/\s/g, '') } : {}) };
      await signedIn(await call('post', '/v1/sessions', { body, signingIn: true }));
    } catch (error) {
      const wrong = error instanceof Problem ? error : new Problem(-1, String(error));
      if (wrong.pointer === '/totp' && !asksCode) setAsksCode(true);
      else setProblem(wrong);
    }
    setBusy(false);
  };

  return (
    <form ref={form} class="stack" onSubmit={(event) => { event.preventDefault(); if (!busy) void send(); }}>
      <Text label={t('name')} value={name} set={setName} required autocomplete="username" />
      <Text label={t('password')} type="password" value={password} set={setPassword} required autocomplete="current-password" />
      {asksCode && (
        <Text label={t('code')} hint={t('code_hint')} value={totp} set={setTotp} required inputmode="numeric"
          autocomplete="one-time-code" max={10} />
      )}
      {problem && <p class="error" role="alert">{problem.status === 401 ? t('wrong_sign_in') : saidOf(problem)}</p>}
      <Button kind="main" type="submit" busy={busy}>{t('sign_in')}</Button>
    </form>
  );
}

export function SignIn(props: Props) {
  if (props.over)
    return (
      <Dialog title={t('session_over')} close={() => undefined}>
        <p class="note">{t('session_over_more')}</p>
        <Form {...props} />
      </Dialog>
    );
  return (
    <main class="signin">
      <div class="door">
        <p class="brand">Earshot</p>
        <h1>{t('welcome')}</h1>
        <Form {...props} />
        <details>
          <summary>{t('first_time')}</summary>
          <p>{t('first_time_more')}</p>
        </details>
        <Choose label={t('language')} value={props.language} set={(code) => props.speak(code as Language)}
          options={Object.entries(languages)} />
      </div>
    </main>
  );
}
