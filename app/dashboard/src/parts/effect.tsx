// Whether the complaint became rarer after something was done. It proposes; a person decides.
import { get, type Shape } from '../api';
import { number, percent, wholeDay } from '../format';
import { useLoaded } from '../load';
import { type Key, t } from '../words';
import { Card, Trouble, Waiting } from './basics';

type Told = Shape<'Effect'>;

const times = (ratio: number) => number(Math.round(ratio * 100) / 100);

function Window({ window, heardAlone }: { window: Told['windows'][number]; heardAlone: boolean }) {
  const [n, base] = heardAlone ? [window.heard, window.heard_base] : [window.n, window.base];
  return (
    <li>
      <span>{t(`effect_${window.name}` as Key)}</span>{' '}
      <b>{base > 0 ? t('effect_window', { share: percent(n / base), n: number(n), base: number(base) }) : '–'}</b>
      <span class="note">{wholeDay(window.from)} – {wholeDay(window.to)}</span>
    </li>
  );
}

export function Effect({ action }: { action: Shape<'Action'> }) {
  const told = useLoaded(`effect:${action.id}`, (signal) => get('/v1/actions/{action}/effect', { parts: { action: action.id }, signal }));
  const effect = told.data;
  const early = effect?.proposes === null;
  // Shoppers' own answers speak where any is about it.
  const heardAlone = !!effect && effect.windows.every((window) => window.n === 0) && effect.windows.some((window) => window.heard > 0);
  return (
    <Card title={t('effect')} name="effect">
      {told.problem && <Trouble problem={told.problem} again={told.again} />}
      {!effect && !told.problem && <Waiting />}
      {effect && early && effect.ready_on && <p class="calm">{t('effect_early', { day: wholeDay(effect.ready_on) })}</p>}
      {effect && !early && effect.answers.map((answer) => (
        <p key={answer.question} class="told">
          <b>{t(`effect_${answer.question}_${answer.answer}` as Key)}</b>
          {answer.ratio !== null && answer.low !== null && answer.high !== null && (
            <span class="note">{t('effect_range', { ratio: times(answer.ratio), low: times(answer.low), high: times(answer.high) })}</span>
          )}
        </p>
      ))}
      {effect && effect.windows.length > 0 && <ul class="plain windows">{effect.windows.map((window) => <Window key={window.name} window={window} heardAlone={heardAlone} />)}</ul>}
      {effect?.proposes && action.state !== 'closed' && (
        <p class="calm">{t('effect_proposes', { outcome: t(`outcome_${effect.proposes}` as Key) })}</p>
      )}
    </Card>
  );
}
