// The reason book: worded, translated, added to from what people said, merged and retired. What was
// counted stays counted.
import { mdiArchiveOutline, mdiArrowLeft, mdiCallMerge, mdiPlus, mdiRestore, mdiUndo } from '@mdi/js';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem, call, get } from '../api';
import { useHere } from '../app';
import { type Questionnaire, findQuestion, kioskLanguages, withNewChoice, withQuestion } from '../asking';
import { type Reason, textIn, type Texts } from '../catalogue';
import { useDraft, useLoaded } from '../load';
import { Button, Card, Choose, Dialog, Empty, Icon, Sign, Text, Trouble, Waiting, saidOf } from '../parts/basics';
import { Quote, newestFirst, ofResponse } from '../parts/said';
import { Icons, Worded } from '../parts/worded';
import { link, setFilters } from '../route';
import { currentLanguage, t } from '../words';

// What is typed and not saved, and the book that it was made from.
interface Work {
  reasons: Reason[];
  tag: string;
}

// Letters that every keyboard and barcode has: cashiers scan a reason by its name.
export function nameFor(words: string, taken: Set<string>): string {
  const plain = words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 24) || 'reason';
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? plain : `${plain}_${n}`;
    if (!taken.has(name)) return name;
  }
}

interface BeginningProps {
  words: string;
  locale: string;
  taken: Set<string>;
  close: () => void;
  done: (reason: Reason, questions: string[]) => void;
}

// A new reason; on wish a choice of questions, too.
function Beginning({ words, locale, taken, close, done }: BeginningProps) {
  const { all } = useHere();
  const own = kioskLanguages.includes(currentLanguage()) ? currentLanguage() : 'en';
  const [text, setText] = useState(words.length <= 60 && locale === own ? words : '');
  const [icon, setIcon] = useState('');
  const [picking, setPicking] = useState(false);
  const [questions, setQuestions] = useState<string[]>([]);
  const offered = [...all.questions.values()].filter((each) => all.tickets.has(each.id) && (each.measures === 'why' || each.measures === 'change'));
  return (
    <Dialog title={t('new_reason')} close={close}>
      <form class="stack" onSubmit={(event) => {
        event.preventDefault();
        done({ id: nameFor(text, taken), text: { [own]: text.trim() }, icon, state: 'live', into: null }, questions);
      }}>
        {words && <blockquote class="quote own"><p class="text" dir="auto">{words}</p></blockquote>}
        <Text label={t('reason_in_short')} hint={t('reason_in_short_hint')} value={text} set={setText} required max={60} />
        <p class="row"><Sign name={icon} /><Button onClick={() => setPicking(true)}>{t('choose_icon')}</Button></p>
        {offered.length > 0 && (
          <fieldset>
            <legend>{t('offer_as_choice')}</legend>
            {offered.map((each) => (
              <label key={each.id} class="check"><input type="checkbox" checked={questions.includes(each.id)}
                onChange={(event) => setQuestions(event.currentTarget.checked ? [...questions, each.id] : questions.filter((one) => one !== each.id))} />
                <bdi>{textIn(each.text, each.id)}</bdi></label>
            ))}
            <p class="hint">{t('offer_as_choice_hint')}</p>
          </fieldset>
        )}
        <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="main" type="submit">{t('add_reason')}</Button></div>
        {picking && <Icons now={icon} set={(name) => { setIcon(name); setPicking(false); }} close={() => setPicking(false)} />}
      </form>
    </Dialog>
  );
}

function Merging({ reason, live, close, done }: { reason: Reason; live: Reason[]; close: () => void; done: (into: string) => void }) {
  const others = live.filter((each) => each.id !== reason.id);
  const [into, setInto] = useState(others[0]?.id ?? '');
  return (
    <Dialog title={<bdi>{t('merge_title', { what: textIn(reason.text, reason.id) })}</bdi>} close={close}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); done(into); }}>
        <p class="note">{t('merge_more')}</p>
        <Choose label={t('merge_into')} value={into} set={setInto} options={others.map((each): [string, string] => [each.id, textIn(each.text, each.id)])} />
        <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="main" type="submit">{t('merge')}</Button></div>
      </form>
    </Dialog>
  );
}

// What shoppers wrote when none of the choices was theirs.
function Other({ promote }: { promote: ((text: string, locale: string) => void) | null }) {
  const { all } = useHere();
  const asked = [...all.questions.values()].filter((each) => (each.measures === 'why' || each.measures === 'change') && each.choices.some((choice) => choice.id === 'other'));
  const found = useLoaded(`other:${asked.map((each) => each.id).join()}`, async (signal) => {
    const lists = await Promise.all(asked.map((each) =>
      get('/v1/responses', { query: { question: each.id, choice: 'other', worded: 'true' }, signal })));
    return lists.flatMap((list) => list.responses.map((each) => ofResponse(each, all))).sort(newestFirst).slice(0, 12);
  });
  return (
    <Card title={t('other_words')} note={t('other_words_more')} more={<a href={link('heard', { topic: 'other' })}>{t('all_heard')}</a>}>
      {found.problem && <Trouble problem={found.problem} again={found.again} />}
      {!found.data && !found.problem && <Waiting />}
      {found.data?.length === 0 && <Empty title={t('other_words_none')} />}
      <div>
        {found.data?.map((each) => (
          <Quote key={each.id} said={each}>
            {promote && <Button kind="quiet" icon={mdiPlus} onClick={() => promote(each.texts[0]?.text ?? '', each.texts[0]?.locale ?? '')}>{t('make_a_reason')}</Button>}
          </Quote>
        ))}
      </div>
    </Card>
  );
}

export function Book() {
  const { route, may, session, renew } = useHere();
  const tag = useRef('');
  const loaded = useLoaded('book', async (signal) =>
    (await get('/v1/reasons', { signal, head: (headers) => { tag.current = headers.get('ETag') ?? ''; } })).reasons as Reason[]);
  const [work, setWork, drop] = useDraft<Work | null>('reasons', null);
  const [back, setBack] = useState<Reason[][]>([]);
  const at = useRef('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [picking, setPicking] = useState<string | null>(null);
  const [merging, setMerging] = useState<Reason | null>(null);
  const [making, setMaking] = useState<{ words: string; locale: string } | null>(null);
  const [choices, setChoices] = useDraft<Record<string, string[]>>('reason-choices', {});
  const [note, setNote] = useState('');
  const changes = may('manager') && session.shops === null;
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: 'language' });
  const reasons = work?.reasons ?? loaded.data;
  // Whoever leaves finds it again: only what is saved is forgotten.
  useEffect(() => { if (!work) setBack([]); }, [work === null]);
  if (loaded.problem && !reasons) return <Trouble problem={loaded.problem} again={loaded.again} />;
  if (!reasons) return <Waiting />;

  const theirs = work !== null && tag.current !== '' && work.tag !== tag.current;
  const live = reasons.filter((each) => each.state === 'live');
  const past = reasons.filter((each) => each.state !== 'live');
  const pair: [string, string] = [route.filters.a ?? currentLanguage(), route.filters.b ?? kioskLanguages.find((code) => code !== (route.filters.a ?? currentLanguage())) ?? 'de'];
  const options = kioskLanguages.map((code): [string, string] => [code, names.of(code) ?? code]);
  const missing = (code: string) => live.filter((each) => !each.text[code]?.trim()).length;

  const put = (next: Reason[], field = '') => {
    setNote('');
    if (!field || field !== at.current) setBack([...back, reasons].slice(-100));
    at.current = field;
    setWork({ reasons: next, tag: work?.tag ?? tag.current });
  };
  const one = (id: string, change: Partial<Reason>, field = '') => put(reasons.map((each) => (each.id === id ? { ...each, ...change } : each)), field);
  // Those that were merged into it go where it goes.
  const end = (id: string, into: string | null) =>
    put(reasons.map((each) => (each.id === id || (each.state === 'merged' && each.into === id)
      ? { ...each, state: into ? 'merged' : 'retired', into } : each)));
  const undo = () => {
    const before = back[back.length - 1];
    if (!before) return;
    at.current = '';
    setBack(back.slice(0, -1));
    if (back.length === 1 && work && JSON.stringify(before) === JSON.stringify(loaded.data)) drop();
    else setWork({ reasons: before, tag: work?.tag ?? tag.current });
  };

  // New reasons become choices of a draft, for a person to translate and publish.
  const offer = async (added: Reason[]): Promise<boolean> => {
    const wanted = added.filter((each) => choices[each.id]?.length);
    if (!wanted.length) return false;
    const { questionnaires } = await get('/v1/questionnaires');
    for (const { id } of questionnaires) {
      let seen = '';
      const state = await get('/v1/questionnaires/{questionnaire}', { parts: { questionnaire: id }, head: (headers) => { seen = headers.get('ETag') ?? ''; } });
      const start = (state.draft ?? state.published) as Questionnaire | null;
      if (!start) continue;
      let next = start;
      for (const reason of wanted)
        for (const name of choices[reason.id] ?? []) {
          const question = findQuestion(next, name);
          if (question && !question.choices.some((each) => each.id === reason.id))
            next = withQuestion(next, withNewChoice(question, { id: reason.id, reason: reason.id, text: reason.text, icon: reason.icon, anchored: false, next: [] }));
        }
      if (next !== start)
        await call('put', '/v1/questionnaires/{questionnaire}', { parts: { questionnaire: id }, body: { ...next, version: (state.versions[0]?.version ?? 0) + 1 }, headers: { 'If-Match': seen } });
    }
    setChoices({});
    return true;
  };
  const save = async (over?: string) => {
    if (!work) return;
    setProblem(null);
    try {
      const known = new Set((loaded.data ?? []).map((each) => each.id));
      const sent = work.reasons.map((each) => ({ ...each, text: Object.fromEntries(Object.entries(each.text).filter(([, words]) => words.trim())) as Texts }));
      await call('put', '/v1/reasons', { body: { reasons: sent }, headers: { 'If-Match': over ?? work.tag }, head: (headers) => { tag.current = headers.get('ETag') ?? ''; } });
      drop();
      setBack([]);
      const offered = await offer(sent.filter((each) => !known.has(each.id)));
      setNote(t(offered ? 'book_saved_offered' : 'book_saved'));
      loaded.again();
      void renew();
    } catch (error) {
      const wrong = error as Problem;
      if (wrong.status === 412) loaded.again();
      else setProblem(wrong);
    }
  };

  return (
    <>
      <p><a class="back" href={link('questions')}><Icon path={mdiArrowLeft} size={18} flips /> {t('back_to_questions')}</a></p>
      <div class="title-row">
        <h1>{t('reason_book')}</h1>
        {changes && (
          <div class="row">
            <Button kind="quiet" icon={mdiUndo} disabled={!back.length} onClick={undo}>{t('undo')}</Button>
            <Button icon={mdiPlus} onClick={() => setMaking({ words: '', locale: '' })}>{t('new_reason')}</Button>
            <Button kind="main" disabled={!work} onClick={() => void save()}>{t('save_book')}</Button>
          </div>
        )}
      </div>
      <p class="lead">{t('reason_book_lead')}</p>
      <p class="note" role="status">{note || (work && t('not_saved_yet'))}
        {note === t('book_saved_offered') && <> <a href={link('questions', {}, '')}>{t('see_draft')}</a></>}</p>
      {problem && <Trouble problem={problem} />}
      {theirs && (
        <div class="trouble conflict" role="alert">
          <p>{t('conflict_book')}</p>
          <Button onClick={() => { drop(); setBack([]); }}>{t('take_theirs')}</Button>
          <Button onClick={() => void save(tag.current)}>{t('keep_mine')}</Button>
        </div>
      )}
      <div class="tools">
        <Choose quiet label={t('first_language')} value={pair[0]} set={(a) => setFilters(route, { a })} options={options} />
        <Choose quiet label={t('second_language')} value={pair[1]} set={(b) => setFilters(route, { b })} options={options.map(([code, name]) => [code, missing(code) ? `${name} – ${t('n_missing', { n: missing(code) })}` : name])} />
      </div>
      <div class="book">
        <Card title={t('live_reasons')} note={t('live_reasons_more')}>
          <ul class="choice-rows">
            {live.map((reason) => {
              const name = textIn(reason.text, reason.id);
              return (
                <li key={reason.id} class="choice-row">
                  <div class="line">
                    {changes ? <button type="button" class="pick-icon" aria-label={t('icon_of', { what: name })} onClick={() => setPicking(reason.id)}><Sign name={reason.icon} /></button> : <Sign name={reason.icon} />}
                    {changes ? <Worded label={t('reason')} texts={reason.text} pair={pair} at={reason.id} findings={[]} set={(text, field) => one(reason.id, { text }, field)} />
                      : <p class="worded"><bdi lang={pair[0]}>{reason.text[pair[0]] ?? t('empty')}</bdi> <bdi lang={pair[1]}>{reason.text[pair[1]] ?? t('empty')}</bdi></p>}
                    {changes && (
                      <span class="moves">
                        {live.length > 1 && <button type="button" class="button quiet" title={t('merge')} aria-label={t('merge_title', { what: name })} onClick={() => setMerging(reason)}><Icon path={mdiCallMerge} size={18} /></button>}
                        <button type="button" class="button quiet" title={t('retire')} aria-label={t('retire_title', { what: name })} onClick={() => end(reason.id, null)}><Icon path={mdiArchiveOutline} size={18} /></button>
                      </span>
                    )}
                  </div>
                </li>
              );
            })}
          </ul>
        </Card>
        <div class="beside">
          <Other promote={changes ? (words, locale) => setMaking({ words, locale }) : null} />
          <Card title={t('past_reasons')} note={t('past_reasons_more')}>
            {past.length === 0 && <p class="calm">{t('past_reasons_none')}</p>}
            <ul class="plain">
              {past.map((reason) => (
                <li key={reason.id} class="version">
                  <span><bdi>{textIn(reason.text, reason.id)}</bdi> <span class="note"><bdi>{reason.state === 'merged'
                    ? t('merged_into', { what: textIn(reasons.find((each) => each.id === reason.into)?.text, reason.into ?? '') }) : t('is_retired')}</bdi></span></span>
                  {changes && <Button kind="quiet" icon={mdiRestore} onClick={() => one(reason.id, { state: 'live', into: null })}>{t('bring_back')}</Button>}
                </li>
              ))}
            </ul>
          </Card>
        </div>
      </div>
      {picking && <Icons now={reasons.find((each) => each.id === picking)?.icon ?? ''} close={() => setPicking(null)} set={(icon) => { one(picking, { icon }); setPicking(null); }} />}
      {merging && <Merging reason={merging} live={live} close={() => setMerging(null)} done={(into) => { end(merging.id, into); setMerging(null); }} />}
      {making && (
        <Beginning words={making.words} locale={making.locale} taken={new Set(reasons.map((each) => each.id))} close={() => setMaking(null)}
          done={(reason, questions) => { put([...reasons, reason]); if (questions.length) setChoices({ ...choices, [reason.id]: questions }); setMaking(null); }} />
      )}
      {problem && <p class="unseen" role="alert">{saidOf(problem)}</p>}
    </>
  );
}
