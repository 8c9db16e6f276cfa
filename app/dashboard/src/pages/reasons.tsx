// The reasons, as closely as the answers allow: any period, shop, till, question and source.
import { mdiTableLarge } from '@mdi/js';
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, type Shape } from '../api';
import { useHere } from '../app';
import { choiceText, questionText, reasonText } from '../catalogue';
import { day, dayOf, number, percent, range, shortDay, spoken } from '../format';
import { later as whenOpened } from '../later';
import { useLoaded } from '../load';
import { Card, Choose, Empty, Trouble, Waiting } from '../parts/basics';
import { Clock, PeriodChoice, ShopChoice, spanOf } from '../parts/filters';
import { type Share, Shares, scaleOf } from '../parts/shares';
import { link, setFilters } from '../route';
import { t } from '../words';
import { sharesOf } from '../parts/choices';

type Report = Shape<'Report'>;
type Question = Report['questions'][number];

const orHidden = (n: number | null) => (n === null ? t('hidden_few') : number(n));

// What is drawn above, as figures.
function ShareTable({ shares, question }: { shares: Share[]; question: Question }) {
  return (
    <details class="figures">
      <summary><svg width="18" height="18" viewBox="0 0 24 24" aria-hidden="true"><path d={mdiTableLarge} fill="currentColor" /></svg> {t('as_table')}</summary>
      <div class="scrolls" tabIndex={0} role="group" aria-label={t('as_table')}>
        <table>
          <thead><tr><th scope="col">{t('answer')}</th><th scope="col">{t('count')}</th><th scope="col">{t('share')}</th><th scope="col">{t('range_title')}</th></tr></thead>
          <tbody>
            {shares.map((share) => (
              <tr key={share.id}>
                <th scope="row"><a href={share.to}><bdi>{share.label}</bdi></a></th>
                <td>{orHidden(share.n)}</td>
                <td>{share.share === null || question.base === null ? t('too_few') : spoken(share.share, question.base)}</td>
                <td>{share.low === null || share.high === null ? '–' : range(share.low, share.high)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

interface Step {
  from: string;
  to: string; // the last day, in
  n: number | null;
  base: number | null;
  share: number | null;
  low: number | null;
  high: number | null;
}

const stepsAtMost = 8;

const later = (date: Date, days: number) => {
  const moved = new Date(date);
  moved.setDate(moved.getDate() + days);
  return moved;
};

// The period in pieces of whole days, each as long as the others; `to` is out.
function piecesOf(report: Report): { from: Date; to: Date }[] {
  const first = new Date(dayOf(new Date(report.from)) + 'T12:00:00');
  const last = new Date(dayOf(new Date(new Date(report.to).getTime() - 1)) + 'T12:00:00');
  const whole = Math.max(1, Math.round((last.getTime() - first.getTime()) / 86_400_000) + 1);
  const days = Math.ceil(whole / stepsAtMost);
  const pieces = [];
  // From the end, so that the last piece is a whole one.
  for (let end = whole; end > 0; end -= days) pieces.unshift({ from: later(first, Math.max(0, end - days)), to: later(first, end) });
  return pieces;
}

// Drawn by Observable Plot, which comes when it is needed; the table beside it says the same.
function Chart({ steps, label }: { steps: Step[]; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let gone = false;
    const draw = async () => {
      const Plot = await import('../parts/plot');
      const place = box.current;
      if (gone || !place) return;
      const told = steps.map((step) => ({ ...step, at: new Date(step.from + 'T00:00:00') }));
      const known = told.filter((step) => step.share !== null);
      // As many dates as have room.
      const each = Math.ceil(told.length / Math.max(2, Math.floor(place.clientWidth / 70)));
      const right = document.documentElement.dir === 'rtl';
      const chart = Plot.plot({
        width: Math.max(280, place.clientWidth),
        height: 240,
        marginLeft: right ? 12 : 44,
        marginRight: right ? 44 : 12,
        style: { fontFamily: 'inherit', fontSize: '12px', background: 'none', color: 'inherit', overflow: 'visible' },
        x: { type: 'point', domain: told.map((step) => step.from), reverse: right, label: null, tickFormat: shortDay, ticks: told.filter((_, index) => index % each === 0).map((step) => step.from) },
        y: { label: null, grid: true, domain: [0, Math.max(0.2, ...known.map((step) => step.high ?? 0))], tickFormat: (share: number) => percent(share), ticks: 4, axis: right ? 'right' : 'left' },
        marks: [
          Plot.areaY(known, { x: 'from', y1: 'low', y2: 'high', fill: 'var(--leaf-fill)', fillOpacity: 0.35 }),
          Plot.lineY(known, { x: 'from', y: 'share', stroke: 'var(--leaf-ink)', strokeWidth: 2 }),
          Plot.ruleX(known, { x: 'from', y1: 'low', y2: 'high', stroke: 'var(--ink)', strokeWidth: 1.5 }),
          Plot.dot(known, { x: 'from', y: 'share', fill: 'var(--leaf-ink)', r: 4 }),
        ],
      });
      // Its own style sheet would break the page's policy; ours has what it needs.
      for (const sheet of chart.querySelectorAll('style')) sheet.remove();
      chart.setAttribute('aria-hidden', 'true');
      place.replaceChildren(chart);
    };
    void draw();
    const watcher = new ResizeObserver(() => void draw());
    if (box.current) watcher.observe(box.current);
    return () => {
      gone = true;
      watcher.disconnect();
    };
  }, [steps]);
  return <div ref={box} class="chart" role="img" aria-label={t('chart_of', { what: label })} />;
}

function Trend({ report, question, filters }: { report: Report; question: Question; filters: Record<string, string> }) {
  const { all, route } = useHere();
  const ordered = sharesOf(question, all, filters);
  const choice = ordered.find((share) => share.id === filters.choice)
    ?? ordered.find((share) => share.changed === 'up') ?? ordered[0];
  const pieces = piecesOf(report);
  const steps = useLoaded(
    `trend:${filters.shop}:${filters.till}:${filters.flagged}:${question.id}:${report.from}:${report.to}:${question.base}`,
    async (signal) =>
      Promise.all(
        pieces.map(async ({ from, to }) => {
          const piece = await get('/v1/report', {
            query: { shop: filters.shop, till: filters.till, flagged: filters.flagged, question: question.id, from: dayOf(from), to: dayOf(to) },
            signal,
          });
          return { from: dayOf(from), to: dayOf(later(to, -1)), question: piece.questions.find((each) => each.id === question.id) };
        }),
      ),
  );
  if (!choice) return null;
  const line: Step[] = (steps.data ?? []).map((step) => {
    const share = step.question?.choices.find((each) => each.id === choice.id);
    return {
      from: step.from, to: step.to, n: share?.n ?? null, base: step.question?.base ?? null,
      share: share?.share ?? null, low: share?.low ?? null, high: share?.high ?? null,
    };
  });
  const label = choiceText(all, question.id, choice.id, choice.label);
  return (
    <Card title={t('trend')} note={t('trend_note')}>
      <Choose label={t('answer')} value={choice.id} set={(id) => setFilters(route, { choice: id })} quiet
        options={ordered.map((share): [string, string] => [share.id, share.label])} />
      {steps.problem && <Trouble problem={steps.problem} again={steps.again} />}
      {!steps.data && !steps.problem && <Waiting />}
      {steps.data && (line.some((step) => step.share !== null)
        ? <Chart steps={line} label={label} />
        : <Empty title={t('too_few')}><p>{t('trend_few')}</p></Empty>)}
      {steps.data && (
        <div class="scrolls" tabIndex={0} role="group" aria-label={t('trend')}>
          <table>
            <thead><tr><th scope="col">{t('days')}</th><th scope="col">{t('count')}</th><th scope="col">{t('answered')}</th><th scope="col">{t('share')}</th><th scope="col">{t('range_title')}</th></tr></thead>
            <tbody>
              {line.map((step) => (
                <tr key={step.from}>
                  <th scope="row">
                    <a href={link('heard', { shop: filters.shop, question: question.id, choice: choice.id, from: step.from, to: step.to })}>
                      {day(step.from)}{step.to !== step.from && ` – ${day(step.to)}`}
                    </a>
                  </th>
                  <td>{orHidden(step.n)}</td>
                  <td>{orHidden(step.base)}</td>
                  <td>{step.share === null || step.base === null ? t('too_few') : spoken(step.share, step.base)}</td>
                  <td>{step.low === null || step.high === null ? '–' : range(step.low, step.high)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

// The same question at each till, or in each shop: a split, in which small numbers do not show.
function Apart({ question, filters }: { question: Question; filters: Record<string, string> }) {
  const { all } = useHere();
  const by = !filters.shop && all.shops.length > 1 ? 'shop' : 'till';
  const groups = useLoaded(`apart:${by}:${question.id}:${JSON.stringify(filters)}`, (signal) =>
    get('/v1/report', { query: { shop: filters.shop, question: question.id, flagged: filters.flagged, by, ...spanOf(filters) }, signal }));
  const columns = groups.data?.groups ?? [];
  if (groups.data && columns.length < 2) return null;
  const named = (key: string) => (by === 'shop' ? all.shops.find((shop) => shop.id === key)?.name ?? key : t('till_n', { till: key }));
  const rows = sharesOf(question, all, filters);
  return (
    <Card title={t(by === 'shop' ? 'by_shop' : 'by_till')} note={t('by_till_note')}>
      {groups.problem && <Trouble problem={groups.problem} again={groups.again} />}
      {!groups.data && !groups.problem && <Waiting />}
      {groups.data && (
        <div class="scrolls" tabIndex={0} role="group" aria-label={t('by_till')}>
          <table>
            <thead><tr><th scope="col">{t('answer')}</th>{columns.map((group) => <th key={group.key} scope="col"><bdi>{named(group.key)}</bdi></th>)}</tr></thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row"><a href={row.to}><bdi>{row.label}</bdi></a></th>
                  {columns.map((group) => {
                    const part = group.questions.find((each) => each.id === question.id);
                    const share = part?.choices.find((each) => each.id === row.id);
                    return (
                      <td key={group.key}>
                        {orHidden(share?.n ?? null)}
                        {share?.share !== null && share?.share !== undefined && share.low !== null && share.high !== null && (
                          <small> {percent(share.share)} ({percent(share.low)}–{percent(share.high)})</small>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

function Aloud({ report, filters }: { report: Report; filters: Record<string, string> }) {
  const { all } = useHere();
  const heard = [...report.heard].sort((a, b) => (b.n ?? -1) - (a.n ?? -1));
  const tones = ['praise', 'trouble', 'idea', 'elsewhere'] as const;
  const base = { shop: filters.shop, days: filters.days, from: filters.from, to: filters.to, source: 'heard' };
  return (
    <Card title={t('heard_aloud')} note={t('heard_aloud_note')}>
      {heard.length === 0 ? <Empty title={t('heard_none')}><p>{t('heard_none_more')}</p></Empty> : (
        <div class="scrolls" tabIndex={0} role="group" aria-label={t('heard_aloud')}>
          <table>
            <thead><tr><th scope="col">{t('reason')}</th><th scope="col">{t('count')}</th>{tones.map((tone) => <th key={tone} scope="col">{t(tone)}</th>)}</tr></thead>
            <tbody>
              {heard.map((each) => (
                <tr key={each.reason}>
                  <th scope="row"><a href={link('heard', { ...base, topic: each.reason })}><bdi>{reasonText(all, each.reason, each.text)}</bdi></a></th>
                  <td>{orHidden(each.n)}</td>
                  {tones.map((tone) => (
                    <td key={tone}>
                      {each.tones[tone] ? <a href={link('heard', { ...base, topic: each.reason, tone })}>{number(each.tones[tone])}</a> : orHidden(each.tones[tone])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

const Told = whenOpened(async () => (await import('../parts/loyalty')).Loyalty);

// Apart from what this page counts: of another time, and only for who opens it.
function LoyaltyCard() {
  const [open, setOpen] = useState(false);
  return (
    <details class="card apart figures" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('loyal')}</summary>
      {open && <Told />}
    </details>
  );
}

export function Reasons() {
  const { all, route } = useHere();
  const filters = route.filters;
  const { shop, till, source, flagged } = filters;
  const devices = useLoaded(`tills:${shop}`, (signal) => get('/v1/devices', { query: { shop }, signal }));
  const report = useLoaded(
    `reasons:${shop}:${till}:${source}:${flagged}:${filters.days}:${filters.from}:${filters.to}`,
    (signal) => get('/v1/report', { query: { shop, till, source, flagged, ...(till ? {} : { compare: 'previous' }), ...spanOf(filters) }, signal }),
    ['response', 'comment'],
  );
  const questions = (report.data?.questions ?? [])
    .filter((question) => (question.base ?? 0) > 0 || all.tickets.has(question.id))
    .sort((a, b) => (b.base ?? 0) - (a.base ?? 0));
  const question = questions.find((each) => each.id === filters.question) ?? questions[0];
  const tills = [...new Set((devices.data?.devices ?? []).map((device) => device.till))].sort();
  const oneShop = shop || all.shops.length === 1;
  const shares = question ? sharesOf(question, all, { shop, days: filters.days, from: filters.from, to: filters.to }) : [];
  return (
    <>
      <h1>{t('reasons')}</h1>
      <p class="lead">{t('reasons_lead')}</p>
      <div class="tools">
        <ShopChoice />
        <PeriodChoice own />
        {oneShop && tills.length > 1 && (
          <Choose quiet label={t('till')} value={till ?? ''} set={(value) => setFilters(route, { till: value })}
            options={[['', t('all_tills')], ...tills.map((each): [string, string] => [each, t('till_n', { till: each })])]} />
        )}
        <Choose quiet label={t('source')} value={source ?? ''} set={(value) => setFilters(route, { source: value })}
          options={[['', t('source_all')], ['kiosk', t('source_kiosk')], ['heard', t('source_heard')]]} />
        <label class="check small"><input type="checkbox" checked={flagged === 'include'}
          onChange={(event) => setFilters(route, { flagged: event.currentTarget.checked ? 'include' : '' })} />{t('count_set_aside')}</label>
      </div>
      <Clock />
      {report.problem && <Trouble problem={report.problem} again={report.again} />}
      {!report.data && !report.problem && <Waiting />}
      {report.data && (
        <div class="reasons-grid">
          {source !== 'heard' && (question ? (
            <>
              <Card name="answers" title={<bdi>{questionText(all, question.id, question.text)}</bdi>}
                note={<>
                  {t('of_base', { n: question.base ?? 0 })}
                  {question.asked !== null && question.response_rate !== null && <> · {t('of_asked', { asked: question.asked, share: percent(question.response_rate) })}</>}
                  {question.set_aside ? <> · <a href={link('quality', { shop })}>{t('n_set_aside', { n: question.set_aside })}</a></> : null}
                </>}>
                <Choose label={t('question')} quiet value={question.id} set={(id) => setFilters(route, { question: id, choice: '' })}
                  options={questions.map((each): [string, string] => [each.id, `${questionText(all, each.id, each.text)} (${number(each.base ?? 0)})`])} />
                {till && <p class="note">{t('split_note')}</p>}
                <Shares shares={shares} base={question.base} scale={scaleOf(shares)} />
                <ShareTable shares={shares} question={question} />
              </Card>
              <div class="stack">
                <Trend key={question.id} report={report.data} question={question} filters={filters} />
                {!till && <Apart question={question} filters={filters} />}
              </div>
            </>
          ) : <Card title={t('nobody_yet')}><p>{t('nobody_yet_more')}</p></Card>)}
          {source !== 'heard' && !till && <LoyaltyCard />}
          {source !== 'kiosk' && <Aloud report={report.data} filters={filters} />}
        </div>
      )}
    </>
  );
}
