// What every page is put together from.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { mdiAlertCircleOutline } from '@mdi/js';
import { icons } from '../../generated/icons';
import type { Problem } from '../api';
import { t } from '../words';

export function Icon({ path, size = 20, flips = false }: { path: string; size?: number; flips?: boolean }) {
  // Grows with the letters beside it.
  const side = `${size / 16}rem`;
  return (
    <svg class={flips ? 'icon flips' : 'icon'} style={{ width: side, height: side }} viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} fill="currentColor" />
    </svg>
  );
}

const unknownIcon = 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8z';

// Those that no book of the start has come when one of them is looked for.
let others: Record<string, string> | null = null;
export const moreIcons = async () => (others ??= (await import('../../generated/more_icons')).icons);

export function useDrawing(name: string): string {
  const known = icons[name] ?? others?.[name];
  const [, setThere] = useState(false);
  useEffect(() => {
    if (name && !known && !others) moreIcons().then(() => setThere(true), () => undefined);
  }, [name]);
  return known ?? unknownIcon;
}

// By its name in Material Design Icons, in a tinted square.
export const Sign = ({ name, size = 18 }: { name: string; size?: number }) => (
  <span class="sign">
    <Icon path={useDrawing(name)} size={size} />
  </span>
);

export type ButtonProps = {
  children: ComponentChildren;
  kind?: 'main' | 'plain' | 'quiet' | 'danger';
  icon?: string;
  busy?: boolean;
} & Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'icon'>;

export function Button({ children, kind = 'plain', icon, busy = false, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} class={`button ${kind}`} aria-disabled={busy || undefined}
      onClick={(event) => { if (!busy) rest.onClick?.call(event.currentTarget, event); else event.preventDefault(); }}>
      {icon && <Icon path={icon} size={18} />}
      <span>{children}</span>
    </button>
  );
}

interface FieldProps {
  label: ComponentChildren;
  hint?: ComponentChildren;
  error?: string | undefined;
  children: (ids: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }) => ComponentChildren;
}

export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const described = [hint && id + 'h', error && id + 'e'].filter(Boolean).join(' ') || undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {hint && <p class="hint" id={id + 'h'}>{hint}</p>}
      {error && <p class="error" id={id + 'e'}>{error}</p>}
    </div>
  );
}

interface TextProps {
  label: ComponentChildren;
  value: string;
  set: (value: string) => void;
  hint?: ComponentChildren;
  error?: string | undefined;
  lines?: number;
  type?: string;
  max?: number;
  required?: boolean;
  autocomplete?: string;
  inputmode?: 'numeric';
  lang?: string;
}

export function Text({ label, value, set, hint, error, lines = 1, type = 'text', max, ...rest }: TextProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) =>
        lines > 1 ? (
          <textarea {...ids} {...rest} rows={lines} maxLength={max} value={value} dir="auto"
            onInput={(event) => set(event.currentTarget.value)} />
        ) : (
          <input {...ids} {...rest} type={type} maxLength={max} value={value} dir={type === 'text' ? 'auto' : undefined}
            onInput={(event) => set(event.currentTarget.value)} />
        )
      }
    </Field>
  );
}

interface ChooseProps {
  label: ComponentChildren;
  value: string;
  set: (value: string) => void;
  options: [value: string, text: string][];
  quiet?: boolean;
}

export function Choose({ label, value, set, options, quiet = false }: ChooseProps) {
  const id = useId();
  return (
    <div class={quiet ? 'field quiet' : 'field'}>
      <label for={id} class={quiet ? 'unseen' : undefined}>{label}</label>
      <select id={id} value={value} onChange={(event) => set(event.currentTarget.value)}>
        {options.map(([each, text]) => (
          <option key={each} value={each}>{text}</option>
        ))}
      </select>
    </div>
  );
}

interface DialogProps {
  title: ComponentChildren;
  children: ComponentChildren;
  close: () => void;
  wide?: boolean;
}

export function Dialog({ title, children, close, wide = false }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={box} class={wide ? 'wide' : undefined} aria-labelledby={id}
      onCancel={(event) => { event.preventDefault(); close(); }}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}

// What went wrong, in plain words.
export function saidOf(problem: Problem): string {
  if (problem.status === 0) return t('hub_away');
  if (problem.status === 401) return t('sign_in_again');
  if (problem.status === 403) return t('not_yours');
  if (problem.status === 404) return t('not_found');
  if (problem.status === 412 || problem.status === 409) return t('changed_meanwhile', { why: problem.message });
  if (problem.status === 429) return t('too_often', { n: problem.waits || 60 });
  if (problem.status >= 500) return t('hub_troubled');
  return problem.message;
}

export function Trouble({ problem, again }: { problem: Problem; again?: () => void }) {
  return (
    <div class="trouble" role="alert">
      <Icon path={mdiAlertCircleOutline} />
      <p>{saidOf(problem)}</p>
      {again && <Button kind="plain" onClick={again}>{t('try_again')}</Button>}
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="title">{title}</p>
      {children}
    </div>
  );
}

export const Waiting = () => <p class="waiting" role="status">{t('reading')}</p>;

interface CardProps {
  title: ComponentChildren;
  note?: ComponentChildren;
  children: ComponentChildren;
  more?: ComponentChildren;
  name?: string;
}

export function Card({ title, note, children, more, name }: CardProps) {
  const id = useId();
  return (
    <section class={`card ${name ?? ''}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {note && <p class="note">{note}</p>}
      </header>
      {children}
      {more && <footer>{more}</footer>}
    </section>
  );
}
