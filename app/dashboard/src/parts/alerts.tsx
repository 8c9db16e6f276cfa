// What a manager is told without asking: at the top of the first page.
import { mdiAlertOctagonOutline, mdiBellAlertOutline, mdiBellOutline, mdiCheckCircleOutline, mdiVolumeOff } from '@mdi/js';
import { useState } from 'preact/hooks';
import { Problem, call, type Shape } from '../api';
import { useHere } from '../app';
import { reasonText } from '../catalogue';
import { ago, number } from '../format';
import { askToRing, canAsk, nobodyYet } from '../ring';
import { link } from '../route';
import { type Key, t } from '../words';
import { Button, Icon, saidOf } from './basics';

type Alert = Shape<'Alert'>;

const inHand = ['new', 'owned', 'planned'];
const icons: Partial<Record<Alert['kind'], string>> = { hot: mdiAlertOctagonOutline, silent_till: mdiVolumeOff };

// What it is about, and how much of it there was, in words.
export const headOf = (alert: Alert, all: ReturnType<typeof useHere>['all']) =>
  t(`alert_${alert.kind}` as Key, { what: what(alert, all), till: alert.till ?? '' });

function what(alert: Alert, all: ReturnType<typeof useHere>['all']): string {
  return alert.reason ? reasonText(all, alert.reason) || alert.text : alert.till ?? '';
}

const usual = (alert: Alert) => number(Math.round(alert.usual));

export function how(alert: Alert): string {
  const n = alert.kiosk + alert.cashiers;
  const days = Math.max(1, Math.round(alert.hours / 24));
  if (alert.kind === 'silent_till') return t('alert_silent_till_how', { n: days });
  return t(`alert_${alert.kind}_how` as Key, { n, days, usual: usual(alert), kiosk: alert.kiosk, cashiers: alert.cashiers });
}

function Ringing({ alert, again }: { alert: Alert; again: () => void }) {
  const { all, session, may } = useHere();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await call('patch', '/v1/actions/{action}', { parts: { action: alert.action ?? '' }, body: { owner: session.user, state: 'owned' } });
      again();
    } catch (error) {
      setProblem(error as Problem);
    }
    setBusy(false);
  };
  const open = alert.state === 'new';
  const shop = all.shops.length > 1 ? all.shops.find((each) => each.id === alert.shop)?.name ?? alert.shop : '';
  return (
    <li class={`alert ${open ? 'open' : ''} ${nobodyYet(alert) ? 'hot' : ''}`}>
      <Icon path={icons[alert.kind] ?? mdiBellAlertOutline} size={24} />
      <div>
        <p class="about"><bdi>{headOf(alert, all)}</bdi></p>
        <p>{how(alert)}</p>
        <p class="note">
          {shop && <><bdi>{shop}</bdi> · </>}{ago(alert.at)}
          {alert.reason && <> · <a href={link('heard', { shop: alert.shop, topic: alert.reason, tone: 'trouble' })}>{t('alert_words')}</a></>}
          {' · '}<a href={link('actions', {}, alert.action ?? '')}>{t('alert_action')}</a>
        </p>
        {problem && <p class="error" role="alert">{saidOf(problem)}</p>}
      </div>
      {!open && <p class="on-it"><Icon path={mdiCheckCircleOutline} size={18} /> <bdi>{alert.owner === session.user ? t('alert_taken_you') : t('alert_taken', { who: alert.owner ?? '' })}</bdi></p>}
      {open && may('manager') && <Button kind="main" busy={busy} onClick={() => void take()}>{t('alert_take')}</Button>}
    </li>
  );
}

export function Alerts({ alerts, again }: { alerts: Alert[]; again: () => void }) {
  const { all } = useHere();
  const [asks, setAsks] = useState(canAsk());
  const ringing = alerts
    .filter((alert) => alert.level === 'alert' && inHand.includes(alert.state ?? ''))
    .sort((a, b) => Number(nobodyYet(b)) - Number(nobodyYet(a)) || Number(b.state === 'new') - Number(a.state === 'new') || b.at.localeCompare(a.at));
  const watched = alerts.filter((alert) => alert.level === 'watch');
  const quiet = alerts.some((alert) => alert.kind === 'too_quiet');
  return (
    <section class="alerts" aria-label={t('alerts')}>
      {ringing.length > 0 && <ul aria-live="polite">{ringing.map((alert) => <Ringing key={alert.id} alert={alert} again={again} />)}</ul>}
      <div class="row">
        {ringing.length === 0 && !quiet && <p class="note"><Icon path={mdiBellOutline} size={16} /> {t('alert_none')}</p>}
        {quiet && <p class="note"><Icon path={mdiBellOutline} size={16} /> {t('alert_too_quiet')}</p>}
        {watched.length > 0 && (
          <p class="note">
            {t('alert_watched')}{' '}
            {watched.map((alert, index) => (
              <span key={`${alert.shop}${alert.reason}`}>{index > 0 && ' · '}
                <a href={link('heard', { shop: alert.shop, topic: alert.reason ?? '', tone: 'trouble' })}>
                  <bdi>{t('alert_watched_one', { what: what(alert, all), n: alert.kiosk + alert.cashiers, usual: usual(alert) })}</bdi>
                </a>
              </span>
            ))}
          </p>
        )}
        {asks && (
          <Button kind="quiet" icon={mdiBellOutline} onClick={() => void askToRing().finally(() => setAsks(canAsk()))}>{t('alert_ring')}</Button>
        )}
      </div>
    </section>
  );
}
