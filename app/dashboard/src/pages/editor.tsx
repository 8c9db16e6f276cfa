// A questionnaire is changed: words in two languages side by side, how it looks on the kiosk, and
// what is still in the way of asking it.
import {
  mdiAlertCircleOutline, mdiArrowDown, mdiArrowLeft, mdiArrowUp, mdiChevronDown, mdiDeleteOutline, mdiPlus, mdiRedo, mdiUndo,
} from '@mdi/js';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Problem, call, get, type Shape } from '../api';
import { useHere } from '../app';
import {
  type Choice, type Findings, type Found, type Question, type Questionnaire, choicesMax, findQuestion, freshName, kioskLanguages, leadingTo, moved,
  newChoice, placeOf, said, shareOf, toldOf, withChoice, withLanguage, withNewChoice, withNewQuestion, withQuestion, withoutQuestion,
} from '../asking';
import { textIn } from '../catalogue';
import { ago, percent } from '../format';
import { useDraft, useLoaded } from '../load';
import { Button, Card, Choose, Dialog, Icon, Sign, Trouble, Waiting } from '../parts/basics';
import { Screen, iconOf } from '../parts/kiosk';
import { Publishing } from '../parts/publishing';
import { Icons, Told, Worded } from '../parts/worded';
import { go, link, setFilters } from '../route';
import { t } from '../words';

type State = Shape<'QuestionnaireState'>;

// What is typed here and not kept yet, and what it was made from.
interface Work {
  asked: Questionnaire;
  tag: string;
}

const stepsMax = 200;
// Typing on is one step.
interface Steps {
  back: Questionnaire[];
  on: Questionnaire[];
  at: string;
}

function useChecks(asked: Questionnaire | null): Findings | null {
  const [found, setFound] = useState<Findings | null>(null);
  // Whoever was signed out on the way is told again.
  const [turn, setTurn] = useState(0);
  const text = asked && JSON.stringify(asked);
  useEffect(() => {
    if (!asked) return undefined;
    const control = new AbortController();
    const timer = setTimeout(() => {
      call('post', '/v1/questionnaires/{questionnaire}/check', { parts: { questionnaire: asked.id }, body: asked, signal: control.signal })
        .then(setFound, (error: unknown) => { if (error instanceof Problem && error.status === 401) setTurn(turn + 1); });
    }, 250);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [text, turn]);
  return found;
}

// Whoever works by keyboard stays where they are: moving a row takes the focus away.
const focusOn = (...ids: string[]) => requestAnimationFrame(() => {
  ids.map((id) => document.getElementById(id)).find((each) => each && !each.hasAttribute('disabled'))?.focus();
});

interface OneChoiceProps {
  asked: Questionnaire;
  question: Question;
  choice: Choice;
  place: number;
  pair: [string, string];
  bound: boolean;
  findings: Found[];
  edit: (question: Question, at: string) => void;
}

function OneChoice({ asked, question, choice, place, pair, bound, findings, edit }: OneChoiceProps) {
  const { all } = useHere();
  const [picking, setPicking] = useState(false);
  const [open, setOpen] = useState(false);
  const more = useId();
  const set = (change: Partial<Choice>, at = '') => edit(withChoice(question, { ...choice, ...change }), at && `${question.id}/${choice.id}/${at}`);
  const icons = new Map([...all.reasons.values()].map((reason) => [reason.id, reason.icon]));
  const name = textIn(choice.text, t('choice_n', { n: place + 1 }));
  const live = [...all.reasons.values()].filter((reason) => reason.state === 'live' || reason.id === choice.reason);
  const others = asked.questions.filter((each) => each.id !== question.id);
  const move = (to: number, way: 'up' | 'down') => {
    edit({ ...question, choices: moved(question.choices, place, to) }, '');
    focusOn(`${way}-${choice.id}`, `up-${choice.id}`, `down-${choice.id}`);
  };
  const weights = choice.next.reduce((sum, next) => sum + next.weight, 0);
  const elsewhere = findings.filter((each) => !placeOf(each).rest.startsWith('text/'));
  return (
    <li class="choice-row">
      <div class="line">
        <button type="button" class="pick-icon" aria-label={t('icon_of', { what: name })} onClick={() => setPicking(true)}><Sign name={iconOf(choice, icons)} /></button>
        <Worded name={`words-${choice.id}`} label={t('choice_n', { n: place + 1 })} texts={choice.text} pair={pair} at={`${question.id}/${choice.id}`} findings={findings}
          set={(text, at) => edit(withChoice(question, { ...choice, text }), at)} />
      </div>
      {elsewhere.map((each) => <Told key={each.rule + each.part} finding={each} />)}
      <div class="under">
        <p class="note gist">
          {choice.reason && <span><bdi>{t('counts_for', { reason: textIn(all.reasons.get(choice.reason)?.text, choice.reason) })}</bdi></span>}
          {choice.anchored && <span>{t('stays_last')}</span>}
          <span>{choice.next.length ? <bdi>{t('then_asks', { what: choice.next.map((next) => textIn(findQuestion(asked, next.question)?.text, next.question)).join(' / ') })}</bdi> : t('then_thanks')}</span>
        </p>
        <span class="moves">
          <button type="button" id={`up-${choice.id}`} class="button quiet" disabled={bound || place === 0} aria-label={t('move_up', { what: name })}
            onClick={() => move(place - 1, 'up')}><Icon path={mdiArrowUp} size={18} /></button>
          <button type="button" id={`down-${choice.id}`} class="button quiet" disabled={bound || place === question.choices.length - 1} aria-label={t('move_down', { what: name })}
            onClick={() => move(place + 1, 'down')}><Icon path={mdiArrowDown} size={18} /></button>
          <button type="button" class="button quiet" aria-expanded={open} aria-controls={more} aria-label={t('more_of', { what: name })} onClick={() => setOpen(!open)}>
            <Icon path={mdiChevronDown} size={18} /></button>
        </span>
      </div>
      {open && (
        <div id={more} class="more-of">
          <Choose label={t('reason_of_choice')} value={choice.reason ?? ''} set={(reason) => set({ reason: reason || null })}
            options={[['', t('no_reason')], ...live.map((reason): [string, string] => [reason.id, textIn(reason.text, reason.id)])]} />
          <label class="check"><input type="checkbox" checked={choice.anchored} onChange={(event) => set({ anchored: event.currentTarget.checked })} />{t('keep_last')}</label>
          {question.kind !== 'multiple' && (
            <fieldset>
              <legend>{t('asks_then')}</legend>
              {choice.next.map((next, index) => (
                <div key={index} class="next-row">
                  <Choose quiet label={t('asks_then')} value={next.question} set={(to) => set({ next: choice.next.map((each, at) => (at === index ? { ...each, question: to } : each)) })}
                    options={others.map((each): [string, string] => [each.id, textIn(each.text, each.id)])} />
                  {choice.next.length > 1 && (
                    <label class="weight"><input type="number" min="1" max="100" value={next.weight} aria-label={t('how_often_next')}
                      onInput={(event) => set({ next: choice.next.map((each, at) => (at === index ? { ...each, weight: Math.max(1, Math.round(Number(event.currentTarget.value) || 1)) } : each)) }, `next${index}`)} />
                      <span class="note">{percent(next.weight / weights)}</span></label>
                  )}
                  <Button kind="quiet" icon={mdiDeleteOutline} onClick={() => set({ next: choice.next.filter((_, at) => at !== index) })}>{t('take_away')}</Button>
                </div>
              ))}
              {others.length > 0 && <Button kind="quiet" icon={mdiPlus} onClick={() => set({ next: [...choice.next, { question: others.find((each) => !(each.id in asked.tickets))?.id ?? others[0]!.id, weight: 1 }] })}>{t('add_next')}</Button>}
            </fieldset>
          )}
          {!bound && <Button kind="quiet" icon={mdiDeleteOutline} onClick={() => edit({ ...question, choices: question.choices.filter((each) => each.id !== choice.id) }, '')}>{t('take_choice_away')}</Button>}
        </div>
      )}
      {picking && <Icons now={choice.icon} close={() => setPicking(false)} set={(icon) => { setPicking(false); set({ icon }); }} />}
    </li>
  );
}

const measures = ['why', 'change', 'found', 'elsewhere', 'price', 'visit', 'rank', 'trips', 'frequency'] as const;

interface OneQuestionProps {
  asked: Questionnaire;
  question: Question;
  pair: [string, string];
  // Was asked already: its meaning stays.
  known: boolean;
  findings: Found[];
  change: (asked: Questionnaire, at: string) => void;
  gone: () => void;
}

function OneQuestion({ asked, question, pair, known, findings, change, gone }: OneQuestionProps) {
  const edit = (next: Question, at: string) => change(withQuestion(asked, next), at);
  const first = question.id in asked.tickets;
  const bound = known && question.kind === 'scale';
  const own = findings.filter((each) => placeOf(each).choice === null);
  const from = leadingTo(asked, question.id);
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: 'language' });
  return (
    <Card name="one-question" title={first ? t('first_question') : t('second_question')}
      note={first ? t('first_question_more') : from.length ? <bdi>{t('second_question_more', { what: from.map((each) => textIn(each.text, each.id)).join(' / ') })}</bdi> : t('check_never_asked')}>
      <div class="heads" aria-hidden="true"><span>{names.of(pair[0])}</span>{pair[0] !== pair[1] && <span>{names.of(pair[1])}</span>}</div>
      <Worded large label={t('question')} texts={question.text} pair={pair} at={question.id} findings={own} set={(text, at) => edit({ ...question, text }, at)} />
      {own.filter((each) => !placeOf(each).rest.startsWith('text/') && each.rule !== 'never_asked').map((each) => <Told key={each.rule} finding={each} />)}
      <ol class="choice-rows" aria-label={t('every_choice')}>
        {question.choices.map((choice, place) => (
          <OneChoice key={choice.id} {...{ asked, question, choice, place, pair, bound, edit }} findings={findings.filter((each) => placeOf(each).choice === place)} />
        ))}
      </ol>
      {!bound && question.choices.length < choicesMax && (
        <p><Button icon={mdiPlus} onClick={() => {
          const fresh = newChoice();
          edit(withNewChoice(question, fresh), '');
          focusOn(`words-${fresh.id}`);
        }}>{t('add_choice')}</Button></p>
      )}
      <details class="ways-to-ask">
        <summary>{t('how_it_is_asked')}</summary>
        <div class="stack">
          {known && <p class="note">{t('meaning_stays')}</p>}
          <div class="pair">
            {first && (
              <div class="field">
                <label for="tickets">{t('how_often')}</label>
                <input id="tickets" type="number" min="0" max="1000" value={asked.tickets[question.id]} aria-describedby="tickets-h"
                  onInput={(event) => change({ ...asked, tickets: { ...asked.tickets, [question.id]: Math.min(1000, Math.max(0, Math.round(Number(event.currentTarget.value) || 0))) } }, `tickets/${question.id}`)} />
                <p class="hint" id="tickets-h">{t('how_often_more', { share: percent(shareOf(asked, question.id)) })}</p>
              </div>
            )}
            <Choose label={t('order')} value={question.order} set={(order) => edit({ ...question, order: order as Question['order'] }, '')}
              options={(['shuffled', 'fixed', 'flipped'] as const).filter((each) => question.kind !== 'scale' || each !== 'shuffled').map((each): [string, string] => [each, t(`order_${each}`)])} />
            {!known && (
              <Choose label={t('way_of_answering')} value={question.kind} options={(['single', 'multiple', 'scale'] as const).map((each): [string, string] => [each, t(`kind_${each}`)])}
                set={(kind) => edit({ ...question, kind: kind as Question['kind'], max: kind === 'multiple' ? 2 : 1,
                  order: kind === 'scale' && question.order === 'shuffled' ? 'fixed' : question.order,
                  choices: kind === 'scale' ? question.choices.map((each) => ({ ...each, anchored: false })) : question.choices }, '')} />
            )}
            {!known && (
              <Choose label={t('measures')} value={question.measures ?? ''} set={(what) => edit({ ...question, measures: what || null }, '')}
                options={[['', t('measures_nothing')], ...measures.map((each): [string, string] => [each, t(`measures_${each}`)])]} />
            )}
          </div>
          <label class="check"><input type="checkbox" checked={first} onChange={(event) => {
            const { [question.id]: before, ...rest } = asked.tickets;
            change({ ...asked, tickets: event.currentTarget.checked ? { ...rest, [question.id]: before ?? 5 } : rest }, '');
          }} />{t('is_first')}</label>
          <p><Button kind="quiet" icon={mdiDeleteOutline} onClick={gone}>{t('take_question_away')}</Button></p>
        </div>
      </details>
    </Card>
  );
}

function Missing({ asked, pair, change }: { asked: Questionnaire; pair: [string, string]; change: (asked: Questionnaire, at: string) => void }) {
  const { route } = useHere();
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: 'language' });
  const [dropping, setDropping] = useState('');
  const texts = asked.questions.flatMap((each) => [each.text, ...each.choices.map((choice) => choice.text)]);
  return (
    <Card title={t('languages_asked')} note={t('languages_asked_more')}>
      <ul class="speaks">
        {asked.languages.map((code) => {
          const missing = texts.filter((each) => !each[code]?.trim()).length;
          return (
            <li key={code}>
              <button type="button" class="button quiet" aria-pressed={pair.includes(code)} onClick={() => setFilters(route, { b: code })}>{names.of(code) ?? code}</button>
              <span class={missing ? 'error' : 'note'}>{missing ? t('n_missing', { n: missing }) : t('all_worded')}</span>
              {asked.languages.length > 1 && <button type="button" class="button quiet" aria-label={t('drop_language', { language: names.of(code) ?? code })} onClick={() => setDropping(code)}><Icon path={mdiDeleteOutline} size={16} /></button>}
            </li>
          );
        })}
      </ul>
      {asked.languages.length < kioskLanguages.length && (
        <Choose quiet label={t('add_language')} value="" options={[['', t('add_language')], ...kioskLanguages.filter((code) => !asked.languages.includes(code)).map((code): [string, string] => [code, names.of(code) ?? code])]}
          set={(code) => { if (code) { change(withLanguage(asked, code, true), ''); setFilters(route, { b: code }); } }} />
      )}
      {dropping && (
        <Dialog title={t('drop_language', { language: names.of(dropping) ?? dropping })} close={() => setDropping('')}>
          <div class="stack"><p>{t('drop_language_more')}</p>
            <div class="row"><Button onClick={() => setDropping('')}>{t('cancel')}</Button>
              <Button kind="danger" onClick={() => { change(withLanguage(asked, dropping, false), ''); setDropping(''); setFilters(route, { a: '', b: '' }); }}>{t('take_away')}</Button></div></div>
        </Dialog>
      )}
    </Card>
  );
}

function Checks({ list, asked, show }: { list: Found[]; asked: Questionnaire; show: (question: string) => void }) {
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: 'language' });
  if (!list.length) return <p class="well" role="status">{t('checks_well')}</p>;
  // The same trouble of one question is told once, with how often.
  const told = new Map<string, { finding: Found; n: number; languages: Set<string> }>();
  for (const finding of list) {
    const { question, rest } = placeOf(finding);
    const key = `${question} ${finding.rule} ${said(finding)}`;
    const entry = told.get(key) ?? { finding, n: 0, languages: new Set<string>() };
    entry.n += 1;
    if (rest.startsWith('text/')) entry.languages.add(rest.slice(5));
    told.set(key, entry);
  }
  return (
    <ul class="plain found">
      {[...told].map(([key, { finding, n, languages }]) => {
        const { question } = placeOf(finding);
        return (
          <li key={key}>
            <Told finding={finding} />
            {question && <p class="note"><button type="button" class="link" onClick={() => show(question)}><bdi>{textIn(findQuestion(asked, question)?.text, question)}</bdi></button>
              {n > 1 && ` · ${t('n_times', { n })}`}{finding.rule === 'no_text' && ` · ${[...languages].map((code) => names.of(code) ?? code).join(', ')}`}</p>}
          </li>
        );
      })}
    </ul>
  );
}

export function Editor() {
  const { all, route, renew } = useHere();
  const id = route.filters.id ?? '';
  const tag = useRef('');
  const loaded = useLoaded(`editing:${id}`, (signal) =>
    get('/v1/questionnaires/{questionnaire}', { parts: { questionnaire: id }, signal, head: (headers) => { tag.current = headers.get('ETag') ?? ''; } }));
  const [work, setWork, drop] = useDraft<Work | null>(`questionnaire:${id}`, null);
  const [steps, setSteps] = useState<Steps>({ back: [], on: [], at: '' });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [publishing, setPublishing] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [note, setNote] = useState('');
  const state: State | null = loaded.data;
  const published = (state?.published ?? null) as Questionnaire | null;
  const draft = (state?.draft ?? null) as Questionnaire | null;
  const start = draft ?? published;
  const asked = work?.asked ?? start;
  const found = useChecks(asked);
  const shop = useLoaded(`reader:${all.shops[0]?.id ?? ''}`, (signal) =>
    all.shops[0] ? get('/v1/shops/{shop}', { parts: { shop: all.shops[0].id }, signal }) : Promise.resolve(null));

  // An older version is taken up as the next step, which can be undone.
  const from = route.filters.from ?? '';
  useEffect(() => {
    if (!from || !asked) return undefined;
    const control = new AbortController();
    get('/v1/questionnaires/{questionnaire}/versions/{version}', { parts: { questionnaire: id, version: from }, signal: control.signal }).then(
      (old) => {
        setSteps((before) => ({ back: [...before.back, asked], on: [], at: '' }));
        setWork({ asked: old, tag: work?.tag ?? tag.current });
        setFilters(route, { from: '' });
      },
      (error: unknown) => { if (!control.signal.aborted) setProblem(error as Problem); },
    );
    return () => control.abort();
  }, [from, asked !== null]);

  if (loaded.problem && !asked) return <Trouble problem={loaded.problem} again={loaded.again} />;
  if (!state || !asked) return <Waiting />;

  const next = (state.versions[0]?.version ?? 0) + 1;
  const theirs = work !== null && tag.current !== '' && work.tag !== tag.current;
  const question = findQuestion(asked, route.filters.question ?? '') ?? asked.questions[0];
  const codes = asked.languages;
  const pair: [string, string] = [route.filters.a ?? codes[0] ?? 'en', route.filters.b ?? codes[1] ?? codes[0] ?? 'en'];
  const findings = toldOf(found);
  const icons = new Map([...all.reasons.values()].map((reason) => [reason.id, reason.icon]));
  const options = codes.map((code): [string, string] => [code, new Intl.DisplayNames([document.documentElement.lang], { type: 'language' }).of(code) ?? code]);
  const firsts = asked.questions.filter((each) => each.id in asked.tickets);
  const seconds = asked.questions.filter((each) => !(each.id in asked.tickets));
  const show = (to: string) => setFilters(route, { question: to });

  const put = (to: Questionnaire, from = work?.tag ?? tag.current) => setWork({ asked: to, tag: from });
  const change = (to: Questionnaire, at: string) => {
    setNote('');
    setSteps((before) => at && at === before.at ? { ...before, on: [] } : { back: [...before.back, asked].slice(-stepsMax), on: [], at });
    put(to);
  };
  const undo = () => {
    const back = steps.back[steps.back.length - 1];
    if (!back) return;
    setSteps({ back: steps.back.slice(0, -1), on: [...steps.on, asked], at: '' });
    put(back);
  };
  const redo = () => {
    const on = steps.on[steps.on.length - 1];
    if (!on) return;
    setSteps({ back: [...steps.back, asked], on: steps.on.slice(0, -1), at: '' });
    put(on);
  };
  // Keeps the draft at the hub. Whether it is there.
  const keep = async (over?: string): Promise<boolean> => {
    setProblem(null);
    if (!work) return true;
    try {
      await call('put', '/v1/questionnaires/{questionnaire}', {
        parts: { questionnaire: id }, body: { ...work.asked, version: next }, headers: { 'If-Match': over ?? work.tag },
        head: (headers) => { tag.current = headers.get('ETag') ?? ''; },
      });
      drop();
      setNote(t('draft_kept'));
      loaded.again();
      return true;
    } catch (error) {
      const wrong = error as Problem;
      // Somebody else was faster: what they kept is read, and the person decides.
      if (wrong.status === 412) loaded.again();
      else setProblem(wrong);
      return false;
    }
  };
  const discard = async () => {
    drop();
    setSteps({ back: [], on: [], at: '' });
    setLeaving(false);
    try {
      if (draft) await call('delete', '/v1/questionnaires/{questionnaire}/draft', { parts: { questionnaire: id }, headers: { 'If-Match': tag.current } });
      go(link('questions', { id }));
    } catch (error) {
      setProblem(error as Problem);
      loaded.again();
    }
  };
  const errors = found?.errors.length ?? 0;
  // Those that follow what is looked at, or stand beside it; the rest a step away.
  const near = new Set((question && question.id in asked.tickets ? [question] : question ? leadingTo(asked, question.id) : [])
    .flatMap((each) => each.choices.flatMap((choice) => choice.next.map((next) => next.question))));
  if (question) near.add(question.id);
  const item = (each: Question) => {
    const trouble = findings.filter((finding) => placeOf(finding).question === each.id && !finding.hint).length;
    return (
      <li key={each.id}>
        <button type="button" aria-current={each.id === question?.id ? 'true' : undefined} onClick={() => show(each.id)}>
          <bdi>{textIn(each.text, t('unworded'))}</bdi>
          <span class="note">{each.id in asked.tickets && percent(shareOf(asked, each.id))}{trouble > 0 && <span class="error"> <Icon path={mdiAlertCircleOutline} size={14} /><span class="unseen">{t('n_to_mend', { n: trouble })}</span></span>}</span>
        </button>
      </li>
    );
  };
  const add = (first: boolean) => {
    const fresh = freshName('q');
    change(withNewQuestion(asked, fresh, first), '');
    show(fresh);
  };
  return (
    <>
      <p><a class="back" href={link('questions', { id })}><Icon path={mdiArrowLeft} size={18} flips /> {t('back_to_questions')}</a></p>
      <div class="title-row">
        <h1>{t('change_questions')}</h1>
        <div class="row">
          <Button kind="quiet" icon={mdiUndo} disabled={!steps.back.length} onClick={undo}>{t('undo')}</Button>
          <Button kind="quiet" icon={mdiRedo} disabled={!steps.on.length} onClick={redo}>{t('redo')}</Button>
          <Button disabled={!work} onClick={() => void keep()}>{t('keep_draft')}</Button>
          <Button kind="main" disabled={!work && !draft} onClick={() => setPublishing(true)}>{t('publish_dots')}</Button>
        </div>
      </div>
      <p class="note" role="status">
        {note || (work ? t('not_kept_yet') : state.drafted ? t('draft_of', { by: state.drafted.by, ago: ago(state.drafted.at) }) : t('as_published', { n: published?.version ?? 0 }))}
      </p>
      {problem && <Trouble problem={problem} />}
      {theirs && (
        <div class="trouble conflict" role="alert">
          <Icon path={mdiAlertCircleOutline} />
          <p>{state.drafted ? t('conflict', { by: state.drafted.by, ago: ago(state.drafted.at) }) : t('conflict_published')}</p>
          <Button onClick={() => { drop(); setSteps({ back: [], on: [], at: '' }); }}>{t('take_theirs')}</Button>
          <Button onClick={() => void keep(tag.current)}>{t('keep_mine')}</Button>
        </div>
      )}
      <div class="tools">
        <Choose quiet label={t('first_language')} value={pair[0]} set={(a) => setFilters(route, { a })} options={options} />
        <Choose quiet label={t('second_language')} value={pair[1]} set={(b) => setFilters(route, { b })} options={options} />
      </div>
      <div class="asking">
        <div class="asked-list" role="navigation" aria-label={t('questions')}>
          <h2>{t('asked_firsts')}</h2>
          <ul>{firsts.map(item)}</ul>
          <Button kind="quiet" icon={mdiPlus} onClick={() => add(true)}>{t('add_question')}</Button>
          <h2>{t('asked_seconds')}</h2>
          <ul>{seconds.filter((each) => near.has(each.id)).map(item)}</ul>
          {seconds.some((each) => !near.has(each.id)) && (
            <details><summary>{t('asked_others', { n: seconds.filter((each) => !near.has(each.id)).length })}</summary>
              <ul>{seconds.filter((each) => !near.has(each.id)).map(item)}</ul></details>
          )}
          <Button kind="quiet" icon={mdiPlus} onClick={() => add(false)}>{t('add_second')}</Button>
        </div>
        {question && (
          <OneQuestion key={question.id} {...{ asked, question, pair, change }} known={published !== null && findQuestion(published, question.id) !== undefined}
            findings={findings.filter((each) => placeOf(each).question === question.id)}
            gone={() => { change(withoutQuestion(asked, question.id), ''); setFilters(route, { question: '' }); }} />
        )}
        <div class="beside">
          {question && (
            <Card title={t('on_the_kiosk')} note={t('tap_follows')}>
              <Screen question={question} language={pair[0]} icons={icons} reader={shop.data?.reader ?? ''}
                chosen={(choice) => { const to = question.choices.find((each) => each.id === choice)?.next[0]?.question; if (to) show(to); }} />
              {pair[1] !== pair[0] && <Screen question={question} language={pair[1]} icons={icons} reader={shop.data?.reader ?? ''} />}
            </Card>
          )}
          <Card title={t('checks')} note={found ? (errors ? t('n_to_mend', { n: errors }) : t('nothing_to_mend')) : t('reading')}>
            {found && <Checks list={findings} asked={asked} show={show} />}
          </Card>
          <Missing asked={asked} pair={pair} change={change} />
          {(work || draft) && <p><Button kind="quiet" icon={mdiDeleteOutline} onClick={() => setLeaving(true)}>{t('drop_draft')}</Button></p>}
        </div>
      </div>
      {publishing && (
        <Publishing before={published} after={{ ...asked, version: next }} keep={keep} tag={() => tag.current}
          close={() => setPublishing(false)} done={() => { setPublishing(false); void renew().then(() => go(link('questions', { id }))); }} />
      )}
      {leaving && (
        <Dialog title={t('drop_draft_title')} close={() => setLeaving(false)}>
          <div class="stack"><p>{t('drop_draft_more')}</p>
            <div class="row"><Button onClick={() => setLeaving(false)}>{t('cancel')}</Button><Button kind="danger" onClick={() => void discard()}>{t('drop_draft')}</Button></div></div>
        </Dialog>
      )}
    </>
  );
}
