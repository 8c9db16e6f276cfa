// The page for the morning: what brings people, what they would change, what is new, who has it.
import { mdiArrowDown, mdiArrowUp } from '@mdi/js';
import type { ComponentChildren } from 'preact';
import { get, type Shape } from '../api';
import { useHere } from '../app';
import { type Catalogue, choiceOf, questionText } from '../catalogue';
import { daysAgo, percent, range, wholeDay } from '../format';
import { useLoaded } from '../load';
import { Alerts } from '../parts/alerts';
import { Card, Empty, Icon, Trouble, Waiting } from '../parts/basics';
import { mainOf, sharesOf } from '../parts/choices';
import { PeriodChoice, ShopChoice, spanOf, usualDays } from '../parts/filters';
import { Quote, newestFirst, ofComment, ofResponse } from '../parts/said';
import { type Share, Shares, scaleOf } from '../parts/shares';
import { Tour } from '../parts/tour';
import { link } from '../route';
import { rich, t } from '../words';

type Report = Shape<'Report'>;
type Question = Report['questions'][number];
type Action = Shape<'Action'>;

const shown = 6;

const told = (question: Question | undefined, all: Catalogue, filters: Record<string, string | undefined>) =>
  question ? sharesOf(question, all, filters).filter((each) => each.share !== null && each.n) : [];

const joined = (shares: Share[]): ComponentChildren[] =>
  shares.flatMap((share, index) => [
    index > 0 && (index === shares.length - 1 ? t('and') : ', '),
    <a key={share.id} class="sun" href={share.to} dir="auto">{share.label}</a>,
  ]);

function Headline({ report, filters }: { report: Report; filters: Record<string, string | undefined> }) {
  const { all } = useHere();
  const why = told(mainOf(report, 'why'), all, filters).slice(0, 2);
  const change = told(mainOf(report, 'change'), all, filters);
  const up = change.filter((share) => share.changed === 'up').slice(0, 2);
  const answered = report.questions.reduce((sum, question) => sum + (question.base ?? 0), 0);
  if (!why.length && !change.length)
    return <h1>{answered ? t('headline_few', { n: answered }) : t('headline_none')}</h1>;
  return (
    <h1>
      {why.length > 0 && rich('headline_why', { what: joined(why) })}{' '}
      {up.length > 0
        ? rich('headline_up', { what: joined(up) })
        : change.length > 0 && rich('headline_change', { what: joined(change.slice(0, 1)) })}
    </h1>
  );
}

function Asked({ report }: { report: Report }) {
  const { all, route } = useHere();
  let asked = 0;
  let answered = 0;
  for (const question of report.questions) {
    if (question.asked === null || question.response_rate === null || !all.tickets.has(question.id)) continue;
    asked += question.asked;
    answered += question.asked * question.response_rate;
  }
  const firsts = report.questions.reduce(
    (sum, question) => sum + (all.tickets.has(question.id) ? question.base ?? 0 : 0), 0);
  const notes = report.heard.reduce((sum, each) => sum + (each.n ?? 0), 0);
  const shop = all.shops.find((each) => each.id === route.filters.shop) ?? (all.shops.length === 1 ? all.shops[0] : undefined);
  const parts = [
    <span dir="auto">{shop ? shop.name : t('all_shops')}</span>,
    t('last_days', { n: Number(route.filters.days ?? usualDays) }),
    asked > 0
      ? t('asked_answered', { answered: Math.round(answered), asked, share: percent(answered / asked) })
      : t('answers', { n: firsts }),
    t('notes', { n: notes }),
  ];
  return <p class="lead">{parts.flatMap((part, index) => (index ? [' · ', part] : [part]))}</p>;
}

function ReasonCard({ title, question, scale, filters }: {
  title: string;
  question: Question | undefined;
  scale: number;
  filters: Record<string, string | undefined>;
}) {
  const { all } = useHere();
  if (!question) return null;
  const shares = sharesOf(question, all, filters).filter((share) => share.n !== 0);
  const base = question.base ?? 0;
  return (
    <Card title={title} note={t('of_answered', { n: base, question: questionText(all, question.id, question.text) })}
      more={<a href={link('reasons', { ...filters, question: question.id })}>{t('all_reasons')}</a>}>
      {shares.length ? (
        <Shares shares={shares.slice(0, shown)} base={question.base} scale={scale} />
      ) : (
        <Empty title={t('nobody_yet')}><p>{t('nobody_yet_more')}</p></Empty>
      )}
    </Card>
  );
}

function Moved({ report, filters }: { report: Report; filters: Record<string, string | undefined> }) {
  const { all, may } = useHere();
  const moved = report.questions.flatMap((question) =>
    sharesOf(question, all, filters)
      .filter((share) => (share.changed === 'up' || share.changed === 'down') && share.share !== null && share.change !== null)
      .map((share) => ({ question, share })),
  );
  moved.sort((a, b) => Math.abs(b.share.change ?? 0) - Math.abs(a.share.change ?? 0));
  return (
    <Card name="moved-card" title={t('what_changed')} note={t('what_changed_note')}>
      {moved.length === 0 && <p class="calm">{t('nothing_changed')}</p>}
      <ul class="plain">
        {moved.slice(0, 5).map(({ question, share }) => {
          const up = share.changed === 'up';
          const reason = choiceOf(all, question.id, share.id)?.reason;
          return (
            <li key={question.id + share.id} class={up ? 'moved-row up' : 'moved-row'}>
              <Icon path={up ? mdiArrowUp : mdiArrowDown} size={22} />
              <div>
                <p><a href={share.to} dir="auto">{share.label}</a> <b>{t(up ? 'went_up' : 'went_down', {
                  before: percent(Math.max(0, share.share! - share.change!)), now: percent(share.share!) })}</b></p>
                <p class="note"><span dir="auto">{questionText(all, question.id, question.text)}</span>{' · '}
                  {t('said_so', { n: share.n ?? 0 })}{share.low !== null && share.high !== null && ` · ${range(share.low, share.high)}`}</p>
              </div>
              {up && may('manager') && (
                <a class="button plain" href={link('actions', { shop: filters.shop, new: '1', title: share.label, reason: reason ?? '' })}>
                  <span>{t('take_up')}</span>
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function JustHeard() {
  const { all, route } = useHere();
  const shop = route.filters.shop;
  const heard = useLoaded(
    `heard:${shop}`,
    async (signal) => {
      const query = { shop };
      const [comments, responses] = await Promise.all([
        get('/v1/comments', { query, signal }),
        get('/v1/responses', { query, signal }),
      ]);
      return [
        ...comments.comments.map((each) => ofComment(each, all)),
        ...responses.responses.map((each) => ofResponse(each, all)).filter((each) => each.texts.length && !each.setAside),
      ].sort(newestFirst).slice(0, shown);
    },
    ['comment', 'response'],
  );
  return (
    <Card name="just-heard" title={t('just_heard')} note={t('just_heard_note')}
      more={<a href={link('heard', { shop })}>{t('all_heard')}</a>}>
      {heard.problem && <Trouble problem={heard.problem} again={heard.again} />}
      {!heard.data && !heard.problem && <Waiting />}
      {heard.data?.length === 0 && <Empty title={t('heard_none')}><p>{t('heard_none_more')}</p></Empty>}
      <div aria-live="polite">{heard.data?.map((said) => <Quote key={said.id} said={said} />)}</div>
    </Card>
  );
}

function ActionTile({ action }: { action: Action }) {
  const { session } = useHere();
  const today = new Date().toISOString().slice(0, 10);
  const late = action.due !== null && action.due < today && ['new', 'owned', 'planned'].includes(action.state);
  const open = action.owner === null;
  return (
    <li class={open || late ? 'tile urgent' : 'tile'}>
      <a href={link('actions', {}, action.id)}><bdi>{action.title}</bdi></a>
      <p class="note">
        {open ? t('no_owner') : <span dir="auto">{action.owner === session.user ? t('you') : action.owner}</span>} · {t(`state_${action.state}`)}
        {action.due && <> · {t(late ? 'was_due' : 'due_on', { day: wholeDay(action.due) })}</>}
      </p>
      <p class="note">{t(open ? 'decide_open' : 'taken_up', { ago: daysAgo(action.made_at) })}</p>
    </li>
  );
}

function InHand() {
  const { route, may } = useHere();
  const shop = route.filters.shop;
  const actions = useLoaded(`actions:${shop}`, (signal) => get('/v1/actions', { query: { shop }, signal }), ['alert']);
  const open = (actions.data?.actions ?? [])
    .filter((action) => ['new', 'owned', 'planned', 'done'].includes(action.state))
    .sort((a, b) => Number(a.owner !== null) - Number(b.owner !== null) || a.made_at.localeCompare(b.made_at));
  const oldest = open.map((action) => action.made_at).sort()[0];
  return (
    <Card name="in-hand" title={t('in_hand')} note={oldest && t('in_hand_note', { n: open.length, ago: daysAgo(oldest) })}
      more={<a href={link('actions', { shop })}>{t('all_actions')}</a>}>
      {actions.problem && <Trouble problem={actions.problem} again={actions.again} />}
      {!actions.data && !actions.problem && <Waiting />}
      {actions.data && open.length === 0 && (
        <Empty title={t('nothing_in_hand')}><p>{may('manager') ? t('nothing_in_hand_more') : t('nothing_in_hand_viewer')}</p></Empty>
      )}
      <ul class="tiles">{open.slice(0, shown).map((action) => <ActionTile key={action.id} action={action} />)}</ul>
    </Card>
  );
}

export function Today() {
  const { route } = useHere();
  const { shop, days } = route.filters;
  const filters = { shop, days };
  const report = useLoaded(
    `report:${shop}:${days}`,
    (signal) => get('/v1/report', { query: { shop, compare: 'previous', ...spanOf({ ...(days ? { days } : {}) }) }, signal }),
    ['response', 'comment', 'alert'],
  );
  if (!report.data)
    return report.problem ? <Trouble problem={report.problem} again={report.again} /> : <Waiting />;
  const why = mainOf(report.data, 'why');
  const change = mainOf(report.data, 'change');
  const { all } = useHere();
  const scale = scaleOf([why, change].flatMap((each) => (each ? sharesOf(each, all, filters) : [])));
  return (
    <>
      {report.problem && <Trouble problem={report.problem} again={report.again} />}
      <div class="tools"><ShopChoice /><PeriodChoice /></div>
      <Alerts alerts={report.data.alerts} again={report.again} />
      <Headline report={report.data} filters={filters} />
      <Asked report={report.data} />
      <Tour shop={shop} answered={report.data.questions.reduce((sum, question) => sum + (question.base ?? 0), 0)} heard={report.data.heard.length} />
      <div class="today-grid">
        <Moved report={report.data} filters={filters} />
        <ReasonCard title={t('why_they_come')} question={why} scale={scale} filters={filters} />
        <ReasonCard title={t('what_they_would_change')} question={change} scale={scale} filters={filters} />
        <JustHeard />
        <InHand />
      </div>
    </>
  );
}
