// What to do first, in order, each with its way there. It goes by itself as things are done.
import { mdiCheckCircle, mdiCircleOutline } from '@mdi/js';
import { get } from '../api';
import { useHere } from '../app';
import { useLoaded } from '../load';
import { link } from '../route';
import { type Key, t } from '../words';
import { Icon } from './basics';

// From here on shares are told: whoever has come so far needs no guide.
const enough = 30;
const seenKey = 'seen:questions';
export const questionsSeen = () => localStorage.setItem(seenKey, '1');

interface Step {
  done: boolean;
  text: Key;
  more: Key;
  to: string;
}

export function Tour({ shop, answered, heard }: { shop: string | undefined; answered: number; heard: number }) {
  const { all, may } = useHere();
  const here = all.shops.find((each) => each.id === shop) ?? all.shops[0];
  const loaded = useLoaded(`tour:${here?.id ?? ''}`, async (signal) => {
    const [devices, settings, actions] = await Promise.all([
      get('/v1/devices', { signal }),
      here ? get('/v1/shops/{shop}', { parts: { shop: here.id }, signal }) : null,
      get('/v1/actions', { signal }),
    ]);
    return { kiosk: devices.devices.some((each) => !each.revoked_at), settings, actions: actions.actions.length };
  }, ['device']);
  if (!may('manager') || answered >= enough || !loaded.data) return null;
  const { kiosk, settings, actions } = loaded.data;
  const steps: Step[] = [
    { done: kiosk, text: 'tour_kiosk', more: 'tour_kiosk_more', to: link('shops') },
    { done: !!settings?.reader, text: 'tour_reader', more: 'tour_reader_more', to: link('shops') },
    { done: !!settings?.pin_set, text: 'tour_pin', more: 'tour_pin_more', to: link('shops') },
    { done: localStorage.getItem(seenKey) !== null, text: 'tour_questions', more: 'tour_questions_more', to: link('questions') },
    { done: answered > 0, text: 'tour_answer', more: 'tour_answer_more', to: link('heard') },
    { done: heard > 0, text: 'tour_note', more: 'tour_note_more', to: link('heard') },
    { done: actions > 0, text: 'tour_action', more: 'tour_action_more', to: link('actions') },
  ];
  if (steps.every((step) => step.done)) return null;
  const next = steps.findIndex((step) => !step.done);
  return (
    <section class="card tour" aria-labelledby="tour-title">
      <header><h2 id="tour-title">{t('steps_title')}</h2><p class="note">{t('tour_note_on', { n: steps.length - steps.filter((step) => step.done).length })}</p></header>
      <ol>
        {steps.map((step, index) => (
          <li key={step.text} class={step.done ? 'is-done' : index === next ? 'is-next' : undefined} aria-current={index === next ? 'step' : undefined}>
            <Icon path={step.done ? mdiCheckCircle : mdiCircleOutline} />
            <div>
              {step.done ? <p>{t(step.text)} <span class="unseen">{t('tour_done')}</span></p> : <p><a href={step.to}>{t(step.text)}</a></p>}
              {!step.done && <p class="note">{t(step.more)}</p>}
            </div>
          </li>
        ))}
      </ol>
      <p class="note">{t('step_few')}</p>
    </section>
  );
}
