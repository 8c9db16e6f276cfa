// One week on one page, to be read at a meeting or hung on a wall: the reasons, what changed, what
// people said, what was done and by whom, and how sure all that is.
import { mdiArrowDown, mdiArrowLeft, mdiArrowRight, mdiArrowUp, mdiBellAlertOutline, mdiCheckCircleOutline, mdiPrinterOutline } from '@mdi/js';
import { get, type Shape } from '../api';
import { useHere } from '../app';
import { questionText } from '../catalogue';
import { dayOf, percent, shortDay, wholeDay } from '../format';
import { useLoaded } from '../load';
import { headOf, how } from '../parts/alerts';
import { Button, Card, Empty, Icon, Trouble, Waiting } from '../parts/basics';
import { ShopChoice } from '../parts/filters';
import { Quote, type Said, newestFirst, ofComment, ofResponse } from '../parts/said';
import { Shares, scaleOf } from '../parts/shares';
import { link, setFilters } from '../route';
import { t } from '../words';
import { mainOf, sharesOf } from '../parts/choices';

type Action = Shape<'Action'>;

const listed = 5;
const voicesMax = 3;
// What reads well aloud in a sentence or two.
const longestVoice = 180;

const shifted = (monday: string, days: number) => {
  const date = new Date(monday + 'T12:00:00');
  date.setDate(date.getDate() + days);
  return dayOf(date);
};

// The Monday of the week that this day is in.
export function mondayOf(day: Date): string {
  const date = new Date(day);
  date.setDate(date.getDate() - ((date.getDay() + 6) % 7));
  return dayOf(date);
}

// Of different kinds and about different things, if there are such.
export function voicesOf(said: Said[]): Said[] {
  const fit = said.filter((each) => each.texts.length > 0 && !each.setAside && each.texts[0]!.text.length <= longestVoice);
  const picked: Said[] = [];
  for (const strict of [true, false])
    for (const each of fit)
      if (picked.length < voicesMax && !picked.includes(each) && !picked.some((other) => other.texts[0]!.text === each.texts[0]!.text)
          && (!strict || !picked.some((other) => other.tone === each.tone || other.about === each.about)))
        picked.push(each);
  return picked;
}

interface Deed {
  action: Action;
  by: string;
  state: string;
}

// What moved in these days: each action with where it got to, and by whose hand.
export function deedsOf(actions: Action[], from: string, to: string): Deed[] {
  return actions.flatMap((action) => {
    const moves = action.history.flatMap((entry) => {
      const day = dayOf(new Date(entry.at));
      const state = (entry.changed as Record<string, unknown> | null)?.state;
      return day >= from && day < to && typeof state === 'string' ? [{ action, by: entry.by, state }] : [];
    });
    return moves.slice(-1);
  });
}

export function Week() {
  const { all, route } = useHere();
  const { shop } = route.filters;
  // The last whole one.
  const latest = shifted(mondayOf(new Date()), -7);
  const from = /^\d{4}-\d\d-\d\d$/.test(route.filters.week ?? '') ? mondayOf(new Date(route.filters.week + 'T12:00:00')) : latest;
  const to = shifted(from, 7);
  const query = { shop, from, to };
  const loaded = useLoaded(`week:${shop}:${from}`, async (signal) => {
    const [report, comments, responses, actions] = await Promise.all([
      get('/v1/report', { query: { ...query, compare: 'previous' }, signal }),
      get('/v1/comments', { query: { ...query, worded: 'true' }, signal }),
      get('/v1/responses', { query: { ...query, worded: 'true' }, signal }),
      get('/v1/actions', { query: { shop }, signal }),
    ]);
    const said = [
      ...comments.comments.filter((each) => !each.special).map((each) => ofComment(each, all)),
      ...responses.responses.map((each) => ofResponse(each, all)),
    ].sort(newestFirst);
    return { report, voices: voicesOf(said), deeds: deedsOf(actions.actions, from, to), open: actions.actions.filter((each) => each.state === 'new' && each.owner === null) };
  });
  if (!loaded.data) return loaded.problem ? <Trouble problem={loaded.problem} again={loaded.again} /> : <Waiting />;
  const { report, voices, deeds, open } = loaded.data;
  const filters = { shop, from, to: shifted(to, -1) };
  const questions = [['why_they_come', mainOf(report, 'why')], ['what_they_would_change', mainOf(report, 'change')]] as const;
  const scale = scaleOf(questions.flatMap(([, question]) => (question ? sharesOf(question, all, filters) : [])));
  const moved = report.questions.flatMap((question) => sharesOf(question, all, filters)
    .filter((share) => (share.changed === 'up' || share.changed === 'down') && share.share !== null && share.change !== null)
    .map((share) => ({ question, share })))
    .sort((a, b) => Math.abs(b.share.change ?? 0) - Math.abs(a.share.change ?? 0)).slice(0, listed);
  const firsts = report.questions.filter((question) => all.tickets.has(question.id));
  const answered = firsts.reduce((sum, question) => sum + (question.base ?? 0), 0);
  const counted = firsts.filter((question) => question.asked !== null && question.response_rate !== null);
  const asked = counted.reduce((sum, question) => sum + (question.asked ?? 0), 0);
  const rate = asked > 0 ? counted.reduce((sum, question) => sum + (question.asked ?? 0) * (question.response_rate ?? 0), 0) / asked : null;
  const notes = report.heard.reduce((sum, each) => sum + (each.n ?? 0), 0);
  const rang = report.alerts.filter((alert) => alert.level === 'alert').slice(0, listed);
  const named = all.shops.find((each) => each.id === shop) ?? (all.shops.length === 1 ? all.shops[0] : undefined);
  return (
    <>
      <div class="tools">
        <ShopChoice />
        <Button kind="quiet" onClick={() => setFilters(route, { week: shifted(from, -7) })}><Icon path={mdiArrowLeft} size={18} flips /> {t('week_before')}</Button>
        <Button kind="quiet" disabled={to > dayOf(new Date())} onClick={() => setFilters(route, { week: shifted(from, 7) })}>{t('week_after')} <Icon path={mdiArrowRight} size={18} flips /></Button>
        <Button kind="main" icon={mdiPrinterOutline} onClick={() => print()}>{t('print')}</Button>
      </div>
      <h1><bdi>{t('week_title', { shop: named?.name ?? t('all_shops') })}</bdi></h1>
      <p class="lead">{wholeDay(from)} – {wholeDay(shifted(to, -1))} · {t('answers', { n: answered })} · {t('notes', { n: notes })}</p>
      <div class="week-grid">
        {questions.map(([title, question]) => question && (
          <Card key={title} title={t(title)} note={<bdi>{t('of_answered', { n: question.base ?? 0, question: questionText(all, question.id, question.text) })}</bdi>}>
            {(question.base ?? 0) > 0 ? <Shares shares={sharesOf(question, all, filters).filter((each) => each.n !== 0).slice(0, listed)} base={question.base} scale={scale} />
              : <Empty title={t('nobody_yet')} />}
          </Card>
        ))}
        {rang.length > 0 && (
          <Card name="rang" title={t('alerts')}>
            <ul class="plain">
              {rang.map((alert) => (
                <li key={alert.id} class="moved-row up">
                  <Icon path={mdiBellAlertOutline} size={20} />
                  <div><p><a href={link('actions', {}, alert.action ?? '')} dir="auto">{headOf(alert, all)}</a></p>
                    <p class="note">{how(alert)} <bdi>{alert.owner ? t('alert_taken', { who: alert.owner }) : t('no_owner')}</bdi></p></div>
                </li>
              ))}
            </ul>
          </Card>
        )}
        <Card name="moved-card" title={t('what_changed')} note={t('week_against')}>
          {moved.length === 0 && <p class="calm">{t('nothing_changed')}</p>}
          <ul class="plain">
            {moved.map(({ question, share }) => (
              <li key={question.id + share.id} class={share.changed === 'up' ? 'moved-row up' : 'moved-row'}>
                <Icon path={share.changed === 'up' ? mdiArrowUp : mdiArrowDown} size={20} />
                <div><p><a href={share.to} dir="auto">{share.label}</a> <b>{t(share.changed === 'up' ? 'went_up' : 'went_down', {
                  before: percent(Math.max(0, share.share! - share.change!)), now: percent(share.share!) })}</b></p>
                  <p class="note" dir="auto">{questionText(all, question.id, question.text)}</p></div>
              </li>
            ))}
          </ul>
        </Card>
        <Card name="voices" title={t('three_voices')}>
          {voices.length === 0 && <Empty title={t('heard_none')} />}
          {voices.map((each) => <Quote key={each.id} said={each} />)}
        </Card>
        <Card name="deeds" title={t('week_done')}>
          {deeds.length === 0 && <p class="calm">{t('week_done_none')}</p>}
          <ul class="plain">
            {deeds.slice(0, listed + 1).map(({ action, by, state }) => (
              <li key={action.id}>
                <a href={link('actions', {}, action.id)}><bdi>{action.title}</bdi></a>
                <p class="note">{t(`state_${state as Action['state']}`)} · <bdi>{t('by_whom', { who: by })}</bdi>
                  {action.owner && action.owner !== by && <> · <bdi>{t('owned_by', { who: action.owner })}</bdi></>}
                  {action.due && ['owned', 'planned'].includes(action.state) && <> · {t('due_on', { day: shortDay(action.due) })}</>}</p>
              </li>
            ))}
          </ul>
          {open.length > 0 && <p class="late">{t('week_open', { n: open.length })} <bdi>{open.slice(0, 2).map((each) => each.title).join(', ')}</bdi></p>}
        </Card>
        <Card name="sure" title={t('how_sure')}>
          <p class="note"><Icon path={mdiCheckCircleOutline} size={16} /> {rate === null ? t('sure_answered', { n: answered }) : t('sure_asked', { asked, share: percent(rate) })} {t('sure_range')}
            {(report.flagged ?? 0) > 0 && ` ${t('sure_aside', { n: report.flagged ?? 0 })}`}</p>
        </Card>
      </div>
    </>
  );
}
