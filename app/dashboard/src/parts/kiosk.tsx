// The kiosk's screen in small, in its own daylight colours: what a shopper sees.
import { mdiHuman, mdiTranslate } from '@mdi/js';
import { kiosk } from '../../generated/kiosk';
import type { Question } from '../asking';
import { t } from '../words';
import { Icon, Sign } from './basics';

export const iconOf = (choice: Question['choices'][number], icons: Map<string, string>) =>
  choice.icon || (choice.reason ? icons.get(choice.reason) : '') || '';

const columnsFor = (cards: number) => (cards <= 4 ? 2 : cards <= 9 ? 3 : 4);

interface ScreenProps {
  question: Question;
  language: string;
  icons: Map<string, string>;
  reader?: string;
  chosen?: (choice: string) => void;
}

export function Screen({ question, language, icons, reader = '', chosen }: ScreenProps) {
  const words = kiosk[language] ?? kiosk.en!;
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  const card = (choice: Question['choices'][number]) => (
    <>
      <Sign name={iconOf(choice, icons)} />
      <span class="name">{choice.text[language] || '…'}</span>
    </>
  );
  return (
    <div class="kiosk screen" role="group" aria-label={t('on_the_kiosk')} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
      <div class="glass">
        <div class="top">
          <p class="text">{question.text[language] || '…'}</p>
          <p class="pills" aria-hidden="true"><span><Icon path={mdiHuman} /></span><span><Icon path={mdiTranslate} /> {name}</span></p>
        </div>
        <p class="promise">{reader ? words.one_tap_of.replace('{1}', reader) : words.one_tap}</p>
        <ul style={{ gridTemplateColumns: `repeat(${columnsFor(question.choices.length)}, minmax(0, 1fr))` }}>
          {question.choices.map((choice) => (
            <li key={choice.id} class={choice.anchored ? 'way-out' : undefined}>
              {chosen ? <button type="button" onClick={() => chosen(choice.id)}>{card(choice)}</button> : card(choice)}
            </li>
          ))}
        </ul>
        <p class="later"><span>{words.not_today}</span></p>
      </div>
    </div>
  );
}
