// Words in two languages beside each other, and the icon that goes with them.
import { mdiAlertCircleOutline, mdiLightbulbOutline } from '@mdi/js';
import { useEffect, useId, useState } from 'preact/hooks';
import { icons as usual } from '../../generated/icons';
import { type Found, placeOf, said } from '../asking';
import type { Texts } from '../catalogue';
import { t } from '../words';
import { Button, Dialog, Icon, moreIcons } from './basics';

interface WordedProps {
  label: string;
  texts: Texts;
  pair: [string, string];
  set: (texts: Texts, at: string) => void;
  at: string;
  // Of the first field.
  name?: string;
  findings: Found[];
  large?: boolean;
}

// The same words in two languages, with what is wrong with them.
export function Worded({ label, texts, pair, set, at, name, findings, large = false }: WordedProps) {
  const id = useId();
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: 'language' });
  const field = (code: string, here: Found[]) => ({
    id: code === pair[0] ? name : undefined,
    value: texts[code] ?? '', lang: code, dir: code === 'ar' ? ('rtl' as const) : ('ltr' as const),
    'aria-label': `${label}, ${names.of(code) ?? code}`, placeholder: names.of(code) ?? code,
    'aria-invalid': here.some((each) => !each.hint) || undefined, 'aria-describedby': here.length ? id + code : undefined,
    // No line ends where nobody sees: the kiosk breaks lines itself.
    onInput: (event: { currentTarget: { value: string } }) => set({ ...texts, [code]: event.currentTarget.value.replace(/\s*\n\s*/g, ' ') }, `${at}/${code}`),
  });
  const codes = pair[0] === pair[1] ? [pair[0]] : pair;
  return (
    <div class={large ? 'worded large' : 'worded'}>
      {codes.map((code) => {
        // The same advice for two words of it is told once.
        const here = findings.filter((each, at) => placeOf(each).rest === `text/${code}`
          && findings.findIndex((other) => other.part === each.part && other.rule === each.rule) === at);
        return (
          <div key={code} class="field">
            {large ? <textarea {...field(code, here)} rows={2} maxLength={140} /> : <input type="text" {...field(code, here)} maxLength={60} />}
            {here.length > 0 && <div id={id + code}>{here.map((each) => <Told key={each.rule} finding={each} />)}</div>}
          </div>
        );
      })}
    </div>
  );
}

export const Told = ({ finding }: { finding: Found }) =>
  finding.hint
    ? <p class="hint told"><Icon path={mdiLightbulbOutline} size={15} /> <span>{said(finding)}</span></p>
    : <p class="error told"><Icon path={mdiAlertCircleOutline} size={15} /> <span>{said(finding)}</span></p>;

export function Icons({ now, set, close }: { now: string; set: (icon: string) => void; close: () => void }) {
  const [sought, seek] = useState('');
  const [drawings, setDrawings] = useState(usual);
  useEffect(() => {
    moreIcons().then((others) => setDrawings({ ...usual, ...others }), () => undefined);
  }, []);
  const names = Object.keys(drawings).filter((name) => name.includes(sought.trim().toLowerCase().replace(/\s+/g, '-')));
  return (
    <Dialog title={t('choose_icon')} close={close} wide>
      <div class="stack">
        <input type="search" aria-label={t('seek_icon')} placeholder={t('seek_icon')} value={sought} onInput={(event) => seek(event.currentTarget.value)} />
        <div class="icon-picks">
          <button type="button" aria-pressed={now === ''} onClick={() => set('')}>{t('no_icon')}</button>
          {names.map((name) => (
            <button key={name} type="button" aria-pressed={name === now} aria-label={name.replaceAll('-', ' ')} title={name.replaceAll('-', ' ')} onClick={() => set(name)}>
              <Icon path={drawings[name]!} size={24} />
            </button>
          ))}
        </div>
        <div class="row"><Button onClick={close}>{t('cancel')}</Button></div>
      </div>
    </Dialog>
  );
}
