// What is being done, by whom, by when; and what those who asked are told.
import { mdiArrowLeft, mdiCheckCircleOutline, mdiPlus } from '@mdi/js';
import { useEffect, useState } from 'preact/hooks';
import { type Given, Problem, call, get, type Shape } from '../api';
import { useHere } from '../app';
import { reasonText } from '../catalogue';
import { daysAgo, moment, wholeDay } from '../format';
import { later } from '../later';
import { type Loaded, useDraft, useLoaded } from '../load';
import { Button, Card, Choose, Dialog, Empty, Field, Icon, Sign, Text, Trouble, Waiting, saidOf } from '../parts/basics';
import { Effect } from '../parts/effect';
import { ShopChoice } from '../parts/filters';
import { go, link } from '../route';
import { type Key, addWords, t } from '../words';
import { askingWords } from '../words/late';

type Action = Shape<'Action'>;
type State = Action['state'];
type Change = Given<'ActionChange'>;

const onBoard: State[] = ['new', 'owned', 'planned', 'done', 'told'];
const fallible = ['new', 'owned', 'planned'];
const today = () => new Date().toISOString().slice(0, 10);

export const isLate = (action: Action) => action.due !== null && action.due < today() && fallible.includes(action.state);

function Tile({ action }: { action: Action }) {
  const { all, session } = useHere();
  const open = action.owner === null && action.state === 'new';
  const late = isLate(action);
  return (
    <li class={open || late ? 'tile urgent' : 'tile'}>
      <a href={link('actions', {}, action.id)}><bdi>{action.title}</bdi></a>
      {action.reasons.length > 0 && <p class="note">{action.reasons.map((reason) => reasonText(all, reason)).join(', ')}</p>}
      <p class="note">
        {open ? t('no_owner') : <bdi>{action.owner === session.user ? t('you') : action.owner}</bdi>}
        {action.due && <> · <span class={late ? 'late' : undefined}>{t(late ? 'was_due' : 'due_on', { day: wholeDay(action.due) })}</span></>}
      </p>
      {action.because && <p class="note because"><bdi>{t('because_said', { why: action.because })}</bdi></p>}
      <p class="note">{t(open ? 'decide_open' : 'taken_up', { ago: daysAgo(action.made_at) })}</p>
    </li>
  );
}

function Reasons({ chosen, set }: { chosen: string[]; set: (reasons: string[]) => void }) {
  const { all } = useHere();
  const offered = [...all.reasons.values()].filter((reason) => reason.state === 'live' || chosen.includes(reason.id));
  return (
    <fieldset>
      <legend>{t('answers_reasons')}</legend>
      <div class="picks">
        {offered.map((reason) => (
          <label key={reason.id} class="check">
            <input type="checkbox" checked={chosen.includes(reason.id)}
              onChange={(event) => set(event.currentTarget.checked ? [...chosen, reason.id] : chosen.filter((each) => each !== reason.id))} />
            <bdi>{reasonText(all, reason.id)}</bdi>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Beginning({ close }: { close: () => void }) {
  const { all, route, session } = useHere();
  const { shop = all.shops[0]?.id ?? '', title = '', reason } = route.filters;
  const [draft, set, drop] = useDraft(`action:${shop}:${reason ?? ''}`, { shop, title, reasons: reason ? [reason] : [], mine: true });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const begin = async () => {
    setBusy(true);
    try {
      const body: Change = { shop: draft.shop, title: draft.title.trim(), reasons: draft.reasons };
      if (draft.mine) Object.assign(body, { owner: session.user, state: 'owned' });
      const made = await call('post', '/v1/actions', { body });
      drop();
      go(link('actions', {}, made.id));
    } catch (error) {
      setProblem(error as Problem);
    }
    setBusy(false);
  };
  return (
    <Dialog title={t('new_action')} close={close}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void begin(); }}>
        <Text label={t('title')} hint={t('title_hint')} value={draft.title} set={(text) => set({ ...draft, title: text })} required max={200}
          error={problem?.pointer === '/title' ? saidOf(problem) : undefined} />
        {all.shops.length > 1 && (
          <Choose label={t('shop')} value={draft.shop} set={(chosen) => set({ ...draft, shop: chosen })}
            options={all.shops.map((each): [string, string] => [each.id, each.name])} />
        )}
        <Reasons chosen={draft.reasons} set={(reasons) => set({ ...draft, reasons })} />
        <label class="check"><input type="checkbox" checked={draft.mine}
          onChange={(event) => set({ ...draft, mine: event.currentTarget.checked })} />{t('i_take_it')}</label>
        {problem && problem.pointer !== '/title' && <p class="error" role="alert">{saidOf(problem)}</p>}
        <div class="row">
          <Button onClick={close}>{t('cancel')}</Button>
          <Button kind="main" type="submit" busy={busy}>{t('take_up')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Board() {
  const { route, may } = useHere();
  const { shop } = route.filters;
  const actions = useLoaded(`board:${shop}`, (signal) => get('/v1/actions', { query: { shop }, signal }), ['alert']);
  const list = actions.data?.actions ?? [];
  const over = list.filter((action) => !onBoard.includes(action.state));
  const order = (a: Action, b: Action) => Number(isLate(b)) - Number(isLate(a)) || a.made_at.localeCompare(b.made_at);
  return (
    <>
      <div class="title-row">
        <h1>{t('actions')}</h1>
        {may('manager') && <Button kind="main" icon={mdiPlus} onClick={() => go(link('actions', { shop, new: '1' }))}>{t('new_action')}</Button>}
      </div>
      <p class="lead">{t('actions_lead')}</p>
      <div class="tools"><ShopChoice /></div>
      {actions.problem && <Trouble problem={actions.problem} again={actions.again} />}
      {!actions.data && !actions.problem && <Waiting />}
      {actions.data && list.length === 0 && (
        <div class="card"><Empty title={t('nothing_in_hand')}><p>{t(may('manager') ? 'nothing_in_hand_more' : 'nothing_in_hand_viewer')}</p></Empty></div>
      )}
      {list.length > 0 && (
        <div class="board">
          {onBoard.map((state) => {
            const here = list.filter((action) => action.state === state).sort(order);
            return (
              <section key={state} aria-label={t(`state_${state}`)}>
                <h2>{t(`state_${state}`)} <span class="note">{here.length}</span></h2>
                <ul>{here.map((action) => <Tile key={action.id} action={action} />)}</ul>
                {here.length === 0 && <p class="note none">{t(`state_${state}_none` as Key)}</p>}
              </section>
            );
          })}
        </div>
      )}
      {over.length > 0 && (
        <Card title={t('over')} note={t('over_note')}>
          <ul class="plain over">
            {over.sort((a, b) => b.made_at.localeCompare(a.made_at)).map((action) => (
              <li key={action.id}>
                <a href={link('actions', {}, action.id)}><bdi>{action.title}</bdi></a>
                <span class="note">{t(`state_${action.state}`)}{action.outcome && ` · ${t(`outcome_${action.outcome}` as Key)}`}
                  {action.because && <> · <bdi>{t('because_said', { why: action.because })}</bdi></>}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {route.filters.new && may('manager') && <Beginning close={() => go(link('actions', { shop }), true)} />}
    </>
  );
}

// As the kiosk shows it, after a shopper has answered.
function Notice({ text, count }: { text: string; count: number | null }) {
  return (
    <div class="kiosk" aria-label={t('on_the_kiosk')} role="group">
      <p class="said">{t('you_said')}</p>
      <p class="text" dir="auto">{text || '…'}</p>
      {count !== null && <p class="asked">{t('you_asked', { n: count })}</p>}
    </div>
  );
}

interface Form {
  owner: string;
  due: string;
  decision: string;
  because: string;
  outcome: string;
  notice: Record<string, string>;
}

const formOf = (action: Action): Form => ({
  owner: action.owner ?? '',
  due: action.due ?? '',
  decision: action.decision ?? '',
  because: action.because,
  outcome: action.outcome ?? '',
  notice: action.notice,
});

function changeOf(form: Form, before: Action): Change {
  const change: Change = {};
  const was = formOf(before);
  if (form.owner.trim() !== was.owner && form.owner.trim()) change.owner = form.owner.trim();
  if (form.due !== was.due && form.due) change.due = form.due;
  if (form.decision !== was.decision && form.decision) change.decision = form.decision as 'fix';
  if (form.because !== was.because) change.because = form.because;
  if (form.outcome !== was.outcome && form.outcome) change.outcome = form.outcome as 'worked';
  if (JSON.stringify(form.notice) !== JSON.stringify(was.notice))
    change.notice = Object.fromEntries(Object.entries(form.notice).filter(([, text]) => text.trim()));
  return change;
}

// Where it may go from here, the usual way first.
function waysFrom(state: State): State[] {
  const forward = onBoard.slice(onBoard.indexOf(state) + 1, onBoard.indexOf(state) + 2);
  if (fallible.includes(state)) return [...forward, 'declined', 'false_alarm'];
  if (state === 'done') return ['told', 'planned'];
  if (state === 'told') return ['closed'];
  if (state === 'declined') return ['told', 'closed', 'owned'];
  return [];
}

function History({ action }: { action: Action }) {
  const { all } = useHere();
  const shown = (name: string, value: unknown): string => {
    if (name === 'state') return t(`state_${value as State}`);
    if (name === 'decision') return t(`decision_${value as 'fix'}`);
    if (name === 'outcome') return t(`outcome_${value as 'worked'}`);
    if (name === 'due') return wholeDay(String(value));
    if (name === 'reasons') return (value as string[]).map((reason) => reasonText(all, reason)).join(', ');
    if (name === 'notice') return Object.values(value as Record<string, string>)[0] ?? '';
    return String(value);
  };
  const told: Record<string, Key> = {
    title: 'title', reasons: 'answers_reasons', state: 'state', owner: 'owner', due: 'due', decision: 'decision',
    because: 'because', outcome: 'outcome', notice: 'notice', duplicate_of: 'state_duplicate',
  };
  return (
    <Card title={t('history')}>
      <ol class="history">
        {[...action.history].reverse().map((entry, index) => (
          <li key={index}>
            <p class="note"><bdi>{entry.by}</bdi> · {moment(entry.at)}</p>
            <ul>
              {Object.entries((entry.changed ?? {}) as Record<string, unknown>)
                .filter(([name, value]) => told[name] && value !== null && value !== '' && !(Array.isArray(value) && !value.length))
                .map(([name, value]) => <li key={name}>{t(told[name]!)}: <b><bdi>{shown(name, value)}</bdi></b></li>)}
            </ul>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Sheet({ action, again, done, setDone }: { action: Action; again: () => void; done: string; setDone: (said: string) => void }) {
  const { all, session, may } = useHere();
  const acts = may('manager');
  const [form, set, drop] = useDraft<Form>(`action:${action.id}`, formOf(action));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const shop = useLoaded(`shop:${action.shop}`, (signal) => get('/v1/shops/{shop}', { parts: { shop: action.shop }, signal }));
  const [language, setLanguage] = useState('');
  const languages = shop.data?.languages ?? Object.keys(action.notice);
  const current = language || languages[0] || 'en';
  const name = new Intl.DisplayNames([document.documentElement.lang], { type: 'language' });

  const send = async (state?: State) => {
    setBusy(true);
    setProblem(null);
    setDone('');
    const change = changeOf(form, action);
    if (state) change.state = state;
    if (state === 'owned' && !form.owner.trim()) change.owner = session.user;
    try {
      await call('patch', '/v1/actions/{action}', { parts: { action: action.id }, body: change });
      drop();
      setDone(t('kept'));
      again();
    } catch (error) {
      setProblem(error as Problem);
    }
    setBusy(false);
  };
  const wrong = (pointer: string) => (problem?.pointer === pointer ? t(`needs_${pointer.slice(1)}` as Key) : undefined);
  const known = ['/owner', '/due', '/decision', '/because', '/notice', '/outcome'];
  const changed = Object.keys(changeOf(form, action)).length > 0;
  const ways = waysFrom(action.state);

  return (
    <>
      <p><a class="back" href={link('actions', {})}><Icon path={mdiArrowLeft} size={18} flips /> {t('all_actions')}</a></p>
      <h1><bdi>{action.title}</bdi></h1>
      <p class="lead">
        <b class={`state ${action.state}`}>{t(`state_${action.state}`)}</b> · {t('taken_up', { ago: daysAgo(action.made_at) })}
        {all.shops.length > 1 && <> · <bdi>{all.shops.find((each) => each.id === action.shop)?.name ?? action.shop}</bdi></>}
      </p>
      <p class="signs">
        {action.reasons.map((reason) => (
          <a key={reason} href={link('heard', { shop: action.shop, topic: reason })}>
            <Sign name={all.reasons.get(reason)?.icon ?? ''} /> <bdi>{reasonText(all, reason)}</bdi>
          </a>
        ))}
      </p>
      <div class="sheet">
        <Card title={t('what_is_done')}>
          <form class="stack" onSubmit={(event) => { event.preventDefault(); void send(); }}>
            <fieldset class="stack" disabled={!acts}>
              <div class="pair">
                <Text label={t('owner')} value={form.owner} set={(owner) => set({ ...form, owner })} error={wrong('/owner')} max={64} />
                <Text label={t('due')} type="date" value={form.due} set={(due) => set({ ...form, due })} error={wrong('/due')} />
              </div>
              <fieldset>
                <legend>{t('decision')}</legend>
                <div class="picks">
                  {(['fix', 'look_into', 'no'] as const).map((each) => (
                    <label key={each} class="check"><input type="radio" name="decision" checked={form.decision === each}
                      onChange={() => set({ ...form, decision: each })} />{t(`decision_${each}`)}</label>
                  ))}
                </div>
                {wrong('/decision') && <p class="error">{wrong('/decision')}</p>}
              </fieldset>
              <Text label={t('because')} hint={t('because_hint')} lines={2} value={form.because}
                set={(because) => set({ ...form, because })} error={wrong('/because')} max={500} />
              {(action.state === 'told' || action.state === 'closed') && (
                <Field label={t('outcome')} error={wrong('/outcome')}>
                  {(ids) => (
                    <select {...ids} value={form.outcome} onChange={(event) => set({ ...form, outcome: event.currentTarget.value })}>
                      <option value="" />
                      {(['worked', 'no_clear_change', 'worse', 'too_few'] as const).map((each) => <option key={each} value={each}>{t(`outcome_${each}`)}</option>)}
                    </select>
                  )}
                </Field>
              )}
            </fieldset>
            {problem && !known.includes(problem.pointer) && <p class="error" role="alert">{saidOf(problem)}</p>}
            {problem && known.includes(problem.pointer) && <p class="error" role="alert">{t(`needs_${problem.pointer.slice(1)}` as Key)}</p>}
            <p class="note" role="status">{done && <><Icon path={mdiCheckCircleOutline} size={16} /> {done}</>}</p>
            {acts && (
              <div class="row">
                {ways.map((state, index) => (
                  <Button key={state} kind={index === 0 ? 'main' : 'plain'} busy={busy} onClick={() => void send(state)}>
                    {t(`to_${state}` as Key)}
                  </Button>
                ))}
                {changed && <Button type="submit" busy={busy}>{t('save')}</Button>}
              </div>
            )}
          </form>
        </Card>
        <Card title={t('notice')} note={t('notice_note')}>
          <div class="tabs" role="group" aria-label={t('language')}>
            {languages.map((code) => (
              <button key={code} type="button" aria-pressed={code === current} onClick={() => setLanguage(code)}>
                {name.of(code) ?? code}{!form.notice[code] && <span class="unseen"> ({t('empty')})</span>}{form.notice[code] ? ' ✓' : ''}
              </button>
            ))}
          </div>
          {acts && (
            <Text label={t('notice_in', { language: name.of(current) ?? current })} lines={3} lang={current} max={200}
              value={form.notice[current] ?? ''} set={(text) => set({ ...form, notice: { ...form.notice, [current]: text } })} error={wrong('/notice')} />
          )}
          <Notice text={form.notice[current] ?? ''} count={action.count} />
          {['done', 'told', 'closed'].includes(action.state) && Object.values(action.notice).some(Boolean) && (
            <p><a href={link('actions', { poster: 'a4' }, action.id)}>{t('poster_link')}</a></p>
          )}
          {changed && acts && <p><Button onClick={() => void send()} busy={busy}>{t('save')}</Button></p>}
        </Card>
        {['done', 'told', 'closed'].includes(action.state) && action.reasons.length > 0 && <Effect action={action} />}
        <History action={action} />
      </div>
    </>
  );
}

function One({ id }: { id: string }) {
  const action: Loaded<Action> = useLoaded(`action:${id}`, (signal) => get('/v1/actions/{action}', { parts: { action: id }, signal }));
  // What was just done outlives the form, which begins anew from what the hub has.
  const [done, setDone] = useState('');
  if (action.problem) return <Trouble problem={action.problem} again={action.again} />;
  if (!action.data) return <Waiting />;
  return <Sheet key={`${id}:${action.data.history.length}`} action={action.data} again={action.again} done={done} setDone={setDone} />;
}

// On paper, for whoever hangs it up.
const Poster = later(async () => {
  await addWords(askingWords);
  return (await import('./poster')).Poster;
});

export function Actions() {
  const { route } = useHere();
  useEffect(() => scrollTo(0, 0), [route.part]);
  if (route.part && route.filters.poster) return <Poster />;
  return route.part ? <One id={route.part} /> : <Board />;
}
