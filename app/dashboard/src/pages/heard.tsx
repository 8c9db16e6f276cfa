// Everything that was said, in people's own words: found, read, set aside, erased.
import { mdiCalendarAlert, mdiDeleteOutline, mdiEyeOffOutline, mdiMagnify, mdiUndo, mdiClose } from '@mdi/js';
import { useEffect, useState } from 'preact/hooks';
import { Problem, call, get } from '../api';
import { useHere } from '../app';
import { choiceText, questionText, reasonText } from '../catalogue';
import { day, wholeDay } from '../format';
import { whenHeard } from '../live';
import { SettingAside } from '../parts/aside';
import { Button, Choose, Dialog, Empty, Icon, Trouble, Waiting, saidOf } from '../parts/basics';
import { PeriodChoice, ShopChoice, spanOf } from '../parts/filters';
import { MarkingDay } from '../parts/days';
import { Quote, type Said, dayparts, newestFirst, ofComment, ofResponse } from '../parts/said';
import { go, link, setFilters } from '../route';
import { t } from '../words';

interface Found {
  said: Said[];
  // Where each of the two lists goes on; null at its end, undefined where it is not asked for.
  comments: string | null | undefined;
  responses: string | null | undefined;
}

const tones = ['praise', 'trouble', 'idea', 'elsewhere'] as const;

// Of two lists that are each ranked, one after the other from each.
const inTurns = <T,>(one: T[], other: T[]): T[] =>
  Array.from({ length: Math.max(one.length, other.length) }, (_, at) => [one[at], other[at]]).flat().filter((each): each is T => each !== undefined);

export function Search({ value, set }: { value: string; set: (q: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <form class="search" role="search" onSubmit={(event) => { event.preventDefault(); set(typed.trim()); }}>
      <Icon path={mdiMagnify} />
      <input type="search" aria-label={t('search')} placeholder={t('search')} value={typed} dir="auto"
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          // The cross in the field empties it.
          if (event.currentTarget.value === '' && value) set('');
        }} />
    </form>
  );
}

function Erasing({ said, done, erased }: { said: Said; done: () => void; erased: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const erase = async () => {
    try {
      const path = said.kind === 'comment' ? '/v1/comments/{record}' : '/v1/responses/{record}';
      await call('delete', path, { parts: { record: said.id } });
      erased();
    } catch (error) {
      setProblem(error as Problem);
    }
  };
  return (
    <Dialog title={t('erase_title')} close={done}>
      <div class="stack">
        <Quote said={said} />
        <p>{t('erase_more')}</p>
        {problem && <p class="error" role="alert">{saidOf(problem)}</p>}
        <div class="row">
          <Button onClick={done}>{t('cancel')}</Button>
          <Button kind="danger" icon={mdiDeleteOutline} onClick={() => void erase()}>{t('erase_for_good')}</Button>
        </div>
      </div>
    </Dialog>
  );
}

export function Heard() {
  const { all, route, may } = useHere();
  const filters = route.filters;
  const { q, source, topic, tone, shop, question, choice, flagged, answers, daypart } = filters;
  // What is searched for comes as the hub ranks it; all else as it was said.
  const best = !!q && filters.order !== 'newest';
  const key = JSON.stringify(filters);
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [fresh, setFresh] = useState(false);
  const [doing, setDoing] = useState<{ what: 'erase' | 'aside' | 'mark'; said: Said } | null>(null);
  const [note, setNote] = useState('');

  const read = async (before: Found | null, signal: AbortSignal | null = null): Promise<Found> => {
    const stop = signal ? { signal } : {};
    const common = { shop, q, daypart, order: q ? (best ? 'best' : 'newest') : undefined, ...spanOf(filters) };
    // A tone is what a cashier heard; a choice is what a shopper tapped.
    const wanted = {
      comments: source !== 'kiosk' && before?.comments !== null,
      responses: source !== 'heard' && !tone && (!topic || !!question) && before?.responses !== null,
    };
    const [comments, responses] = await Promise.all([
      wanted.comments
        ? get('/v1/comments', { query: { ...common, topic, tone, cursor: before?.comments ?? undefined }, ...stop })
        : null,
      wanted.responses
        ? get('/v1/responses', {
            query: { ...common, question, choice, flagged, worded: answers ? undefined : 'true', cursor: before?.responses ?? undefined },
            ...stop,
          })
        : null,
    ]);
    const [heard, written] = [(comments?.comments ?? []).map((each) => ofComment(each, all)), (responses?.responses ?? []).map((each) => ofResponse(each, all))];
    const more = best ? inTurns(heard, written) : [...heard, ...written];
    return {
      said: best ? [...(before?.said ?? []), ...more] : [...(before?.said ?? []), ...more].sort(newestFirst),
      comments: comments ? comments.cursor : before ? before.comments : null,
      responses: responses ? responses.cursor : before ? before.responses : null,
    };
  };

  const begin = () => {
    const control = new AbortController();
    setFresh(false);
    read(null, control.signal).then(
      (first) => { setFound(first); setProblem(null); },
      (error: unknown) => { if (!control.signal.aborted) setProblem(error as Problem); },
    );
    return () => control.abort();
  };
  useEffect(() => {
    setFound(null);
    return begin();
  }, [key]);
  // Nothing moves under a reader's eyes: what is new is offered.
  useEffect(() => whenHeard(['comment', 'response'], () => setFresh(true)), []);

  const onwards = () => {
    if (found) void read(found).then(setFound, (error: unknown) => setProblem(error as Problem));
  };
  const drop = (said: Said) => {
    setDoing(null);
    setNote(t('erased'));
    setFound((before) => before && { ...before, said: before.said.filter((each) => each.id !== said.id) });
  };

  const days: [string, Said[]][] = [];
  for (const said of found?.said ?? []) {
    const last = days[days.length - 1];
    if (last && (best || last[0] === said.day)) last[1].push(said);
    else days.push([said.day, [said]]);
  }
  const live = [...all.reasons.values()].filter((reason) => reason.state === 'live' || reason.id === topic);
  const names = new Map(all.shops.map((each) => [each.id, each.name]));

  return (
    <>
      <h1>{t('heard')}</h1>
      <p class="lead">{t('heard_lead')}</p>
      <div class="tools heard-tools">
        <Search value={q ?? ''} set={(text) => setFilters(route, { q: text })} />
        <ShopChoice />
        <PeriodChoice own />
        <Choose quiet label={t('source')} value={source ?? ''} set={(value) => setFilters(route, { source: value, ...(value === 'kiosk' ? { tone: '', topic: '' } : {}) })}
          options={[['', t('source_all')], ['heard', t('source_heard')], ['kiosk', t('source_kiosk')]]} />
        {source !== 'kiosk' && (
          <>
            <Choose quiet label={t('reason')} value={topic ?? ''} set={(value) => setFilters(route, { topic: value, question: '', choice: '' })}
              options={[['', t('every_reason')], ...live.map((reason): [string, string] => [reason.id, reasonText(all, reason.id)])]} />
            <Choose quiet label={t('tone')} value={tone ?? ''} set={(value) => setFilters(route, { tone: value })}
              options={[['', t('every_tone')], ...tones.map((each): [string, string] => [each, t(each)])]} />
          </>
        )}
        <Choose quiet label={t('daypart')} value={daypart ?? ''} set={(value) => setFilters(route, { daypart: value })}
          options={[['', t('every_daypart')], ...dayparts.map((each): [string, string] => [each, t(each)])]} />
        {q && (
          <Choose quiet label={t('order')} value={best ? '' : 'newest'} set={(value) => setFilters(route, { order: value })}
            options={[['', t('best_first')], ['newest', t('newest_first')]]} />
        )}
        <label class="check small"><input type="checkbox" checked={flagged === 'include'}
          onChange={(event) => setFilters(route, { flagged: event.currentTarget.checked ? 'include' : '' })} />{t('with_set_aside')}</label>
      </div>
      {question && (
        <p class="chosen card">
          <span><bdi>{questionText(all, question)}</bdi> {choice && <b><bdi>{choiceText(all, question, choice)}</bdi></b>}</span>
          <label class="check small"><input type="checkbox" checked={answers === '1'}
            onChange={(event) => setFilters(route, { answers: event.currentTarget.checked ? '1' : '' })} />{t('without_words')}</label>
          <Button kind="quiet" icon={mdiClose} onClick={() => go(link('heard', { shop, days: filters.days }))}>{t('show_all')}</Button>
        </p>
      )}
      <p class="note" role="status">{note}</p>
      {fresh && <p><Button kind="plain" onClick={begin}>{t('something_new')}</Button></p>}
      {problem && <Trouble problem={problem} again={begin} />}
      {!found && !problem && <Waiting />}
      {found && found.said.length === 0 && (
        <div class="card"><Empty title={t(q || topic || tone || choice ? 'found_none' : 'heard_none')}>
          <p>{t(q || topic || tone || choice ? 'found_none_more' : 'heard_none_more')}</p></Empty></div>
      )}
      {days.map(([date, list]) => (
        <section key={date} class="day" aria-label={best ? t('best_first') : wholeDay(date)}>
          <h2>{best ? t('best_first') : day(date)}</h2>
          <div class="card">
            {list.map((said) => (
              <Quote key={said.id} said={said} bare={!best} {...(all.shops.length > 1 ? { shopName: names.get(said.shop) ?? said.shop } : {})}>
                {said.audio && may('manager') && (
                  <audio controls preload="none" src={`/v1/blobs/${said.audio}`} aria-label={t('aloud')} />
                )}
                {may('manager') && (
                  <div class="does">
                    {said.unusual && (
                      <Button kind="quiet" icon={mdiCalendarAlert} onClick={() => setDoing({ what: 'mark', said })}>{t('mark_day')}</Button>
                    )}
                    {said.kind === 'response' && (
                      <Button kind="quiet" icon={said.setAside ? mdiUndo : mdiEyeOffOutline}
                        onClick={() => setDoing({ what: 'aside', said })}>{t(said.setAside ? 'put_back' : 'set_aside_do')}</Button>
                    )}
                    <Button kind="quiet" icon={mdiDeleteOutline} onClick={() => setDoing({ what: 'erase', said })}>{t('erase')}</Button>
                  </div>
                )}
              </Quote>
            ))}
          </div>
        </section>
      ))}
      {found && (found.comments || found.responses) && <p><Button onClick={onwards}>{t('further_back')}</Button></p>}
      {doing?.what === 'erase' && <Erasing said={doing.said} done={() => setDoing(null)} erased={() => drop(doing.said)} />}
      {doing?.what === 'mark' && (
        <MarkingDay shop={doing.said.shop} date={doing.said.day} words={doing.said.texts[0]?.text ?? ''}
          close={(done) => { setDoing(null); if (done) setNote(t('day_marked')); }} />
      )}
      {doing?.what === 'aside' && <SettingAside said={doing.said} close={() => setDoing(null)} done={() => { setDoing(null); begin(); }} />}
    </>
  );
}
