// What was set aside and why, and what could not be taken in: seen by a person, and put right.
import { mdiInboxArrowDown, mdiUndo } from '@mdi/js';
import { useState } from 'preact/hooks';
import { Problem, call, get, type Shape } from '../api';
import { useHere } from '../app';
import { moment, number, wholeDay } from '../format';
import { useLoaded } from '../load';
import { SettingAside } from '../parts/aside';
import { Button, Card, Dialog, Empty, Text, Trouble, Waiting, saidOf } from '../parts/basics';
import { markDay } from '../parts/days';
import { PeriodChoice, ShopChoice, spanOf } from '../parts/filters';
import { Quote, type Said, ofResponse } from '../parts/said';
import { type Key, t } from '../words';

type Quality = Shape<'Quality'>;

const rules: Record<string, Key> = {
  Q1: 'rule_q1', Q2: 'rule_q2', Q3: 'rule_q3', Q4: 'rule_q4', Q5: 'rule_q5', 'Q5+': 'rule_q5', Q6: 'rule_q6', 'Q6+': 'rule_q6',
  Q7: 'rule_q7', Q8: 'rule_q8', Q9: 'rule_q9', Q10: 'rule_q10', Q11: 'rule_q11',
};
const why = (flag: string | null) => (flag === null ? t('rule_person') : rules[flag] ? t(rules[flag]) : flag);

function Aside({ quality }: { quality: Quality }) {
  const { all } = useHere();
  const several = all.shops.length > 1;
  return (
    <Card title={t('aside_by')} note={t('aside_by_note')}>
      {quality.set_aside.length === 0 ? <Empty title={t('aside_none')}><p>{t('aside_none_more')}</p></Empty> : (
        <div class="scrolls" tabIndex={0} role="group" aria-label={t('aside_by')}>
          <table>
            <thead><tr><th scope="col">{t('why')}</th>{several && <th scope="col">{t('shop')}</th>}<th scope="col">{t('till')}</th><th scope="col">{t('daypart')}</th><th scope="col">{t('count')}</th></tr></thead>
            <tbody>
              {quality.set_aside.map((each, index) => (
                <tr key={index}>
                  <th scope="row">{why(each.flag)}</th>
                  {several && <td><bdi>{each.shop}</bdi></td>}
                  <td><bdi>{each.till}</bdi></td>
                  <td>{t(each.daypart as 'morning')}</td>
                  <td>{each.n === null ? t('hidden_few') : number(each.n)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

function EachOne({ renewed }: { renewed: () => void }) {
  const { all, route, may } = useHere();
  const [back, setBack] = useState<Said | null>(null);
  const list = useLoaded(`aside:${JSON.stringify(route.filters)}`, (signal) =>
    get('/v1/responses', { query: { shop: route.filters.shop, flagged: 'only', ...spanOf(route.filters) }, signal }));
  return (
    <Card title={t('aside_each')} note={t('aside_each_note')}>
      {list.problem && <Trouble problem={list.problem} again={list.again} />}
      {!list.data && !list.problem && <Waiting />}
      {list.data?.responses.length === 0 && <Empty title={t('aside_none')} />}
      <div>
        {list.data?.responses.map((response) => {
          const said = ofResponse(response, all);
          return (
            <Quote key={said.id} said={{ ...said, marks: response.flags.map(why) }}>
              {may('manager') && <Button kind="quiet" icon={mdiUndo} onClick={() => setBack(said)}>{t('put_back')}</Button>}
            </Quote>
          );
        })}
      </div>
      {back && <SettingAside said={back} close={() => setBack(null)} done={() => { setBack(null); list.again(); renewed(); }} />}
    </Card>
  );
}

type Line = Quality['quarantine'][number];

function TakingIn({ line, close, done }: { line: Line; close: () => void; done: () => void }) {
  const [because, setBecause] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = () =>
    call('patch', '/v1/quality', { body: { device: line.device, line: line.line, because: because.trim() } })
      .then(done, (error: unknown) => setProblem(error as Problem));
  return (
    <Dialog title={t('take_in_title')} close={close}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <p><b><bdi>{line.title}</bdi></b> {line.pointer && <code dir="ltr">{line.pointer}</code>}</p>
        <p class="note">{t('take_in_more')}</p>
        <Text label={t('because')} value={because} set={setBecause} required max={500} />
        {problem && <p class="error" role="alert">{saidOf(problem)}</p>}
        <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="main" type="submit">{t('take_in')}</Button></div>
      </form>
    </Dialog>
  );
}

function Refused({ quality, renewed }: { quality: Quality; renewed: () => void }) {
  const { may } = useHere();
  const [taken, setTaken] = useState<Line | null>(null);
  return (
    <Card title={t('refused')} note={t('refused_note')}>
      {quality.quarantine.length === 0 && <Empty title={t('refused_none')} />}
      <ul class="refused">
        {quality.quarantine.map((line) => (
          <li key={line.device + line.line}>
            <p><b><bdi>{line.title}</bdi></b> {line.pointer && <code dir="ltr">{line.pointer}</code>}</p>
            <p class="note">{t('till_n', { till: line.till })} · {moment(line.arrived_at)}</p>
            {line.content && <details><summary>{t('as_it_came')}</summary><pre dir="ltr" tabIndex={0}>{line.content}</pre></details>}
            {may('manager') && <Button kind="quiet" icon={mdiInboxArrowDown} onClick={() => setTaken(line)}>{t('take_in')}</Button>}
          </li>
        ))}
      </ul>
      {taken && <TakingIn line={taken} close={() => setTaken(null)} done={() => { setTaken(null); renewed(); }} />}
    </Card>
  );
}

function Odd({ quality }: { quality: Quality }) {
  if (quality.devices.length === 0) return null;
  return (
    <Card title={t('odd_kiosks')}>
      <ul class="plain">
        {quality.devices.map((device) => (
          <li key={device.id}>
            <b><bdi>{t('till_n', { till: device.till })}</bdi></b>
            {device.conflict && <p class="error">{t('odd_conflict')}</p>}
            {device.missing > 0 && <p>{t('odd_missing', { n: device.missing })}</p>}
            {device.clock_off_ms !== 0 && <p>{t('odd_clock', { n: Math.round(device.clock_off_ms / 60_000) })}</p>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function UnusualDays() {
  const { all, route, may } = useHere();
  const [problem, setProblem] = useState<Problem | null>(null);
  const shops = all.shops.filter((shop) => !route.filters.shop || shop.id === route.filters.shop);
  const marked = useLoaded(`days:${shops.map((shop) => shop.id).join()}`, async (signal) => {
    const lists = await Promise.all(shops.map((shop) => get('/v1/shops/{shop}/days', { parts: { shop: shop.id }, signal })));
    return lists.flatMap((list) => list.days).filter((each) => each.unusual).sort((a, b) => b.date.localeCompare(a.date));
  });
  const unmark = (shop: string, date: string) =>
    markDay(shop, date, null).then(marked.again, (error: unknown) => setProblem(error as Problem));
  return (
    <Card title={t('unusual_days')} note={t('unusual_days_note')}>
      {(problem ?? marked.problem) && <Trouble problem={(problem ?? marked.problem)!} again={() => { setProblem(null); marked.again(); }} />}
      {marked.data?.length === 0 && <Empty title={t('unusual_days_none')}><p>{t('unusual_days_none_more')}</p></Empty>}
      <ul class="plain">
        {marked.data?.map((each) => (
          <li key={each.shop + each.date}>
            <p><b>{wholeDay(each.date)}</b> <span dir="auto">{each.why}</span></p>
            <p class="note">{all.shops.length > 1 && <><bdi>{each.shop}</bdi> · </>}<bdi>{each.by}</bdi></p>
            {may('manager') && <Button kind="quiet" icon={mdiUndo} onClick={() => void unmark(each.shop, each.date)}>{t('usual_after_all')}</Button>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function Quality() {
  const { route } = useHere();
  const quality = useLoaded(`quality:${JSON.stringify(route.filters)}`, (signal) =>
    get('/v1/quality', { query: { shop: route.filters.shop, ...spanOf(route.filters) }, signal }), ['response', 'device']);
  return (
    <>
      <h1>{t('quality')}</h1>
      <p class="lead">{t('quality_lead')}</p>
      <div class="tools"><ShopChoice /><PeriodChoice own /></div>
      {quality.problem && <Trouble problem={quality.problem} again={quality.again} />}
      {!quality.data && !quality.problem && <Waiting />}
      {quality.data && (
        <div class="sheet">
          <div class="stack"><Aside quality={quality.data} /><UnusualDays /><Odd quality={quality.data} /><Refused quality={quality.data} renewed={quality.again} /></div>
          <EachOne renewed={quality.again} />
        </div>
      )}
    </>
  );
}
