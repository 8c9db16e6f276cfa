// When a shop is open: by weekday, one span or several, by the shop's own clock.
import { mdiDeleteOutline, mdiPlus } from '@mdi/js';
import { useId } from 'preact/hooks';
import { locale, t } from '../words';
import { Button, Icon } from './basics';

// null: always.
export type Hours = Record<string, string[][]> | null;

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const spansMax = 3;
const usual: Record<string, string[][]> = Object.fromEntries(days.map((day) => [day, day === 'sun' ? [] : [['08:00', '20:00']]]));

export function OpeningHours({ hours, set, error }: { hours: Hours; set: (hours: Hours) => void; error: string | undefined }) {
  const name = useId();
  // The 5th of January 2026 was a Monday.
  const called = (day: string) => new Intl.DateTimeFormat(locale(), { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 0, 5 + days.indexOf(day))));
  const put = (day: string, spans: string[][]) => set({ ...hours, [day]: spans });
  return (
    <fieldset>
      <legend>{t('hours')}</legend>
      <div class="picks">
        <label class="check"><input type="radio" name={name} checked={hours === null} onChange={() => set(null)} />{t('hours_always')}</label>
        <label class="check"><input type="radio" name={name} checked={hours !== null} onChange={() => set(hours ?? usual)} />{t('hours_open')}</label>
      </div>
      {hours && (
        <ul class="opening">
          {days.map((day) => {
            const spans = hours[day] ?? [];
            return (
              <li key={day}>
                <span class="day-name">{called(day)}</span>
                <span class="spans">
                  {spans.length === 0 && <span class="note">{t('hours_closed')}</span>}
                  {spans.map((span, index) => (
                    <span key={index} class="span-row">
                      {[0, 1].map((end) => (
                        <input key={end} type="time" required value={span[end]} aria-label={t(end ? 'hours_to' : 'hours_from', { day: called(day) })}
                          onInput={(event) => put(day, spans.map((each, at) => (at === index ? each.map((time, which) => (which === end ? event.currentTarget.value : time)) : each)))} />
                      ))}
                      <button type="button" class="button quiet" aria-label={t('hours_take', { day: called(day) })} onClick={() => put(day, spans.filter((_, at) => at !== index))}><Icon path={mdiDeleteOutline} size={16} /></button>
                    </span>
                  ))}
                  {spans.length < spansMax && (
                    <Button kind="quiet" icon={mdiPlus} aria-label={t('hours_add', { day: called(day) })} onClick={() => put(day, [...spans, spans.length ? ['14:00', '18:00'] : ['08:00', '20:00']])}>
                      {t(spans.length ? 'hours_more' : 'hours_begin')}</Button>
                  )}
                </span>
              </li>
            );
          })}
        </ul>
      )}
      {error && <p class="error">{error}</p>}
    </fieldset>
  );
}
