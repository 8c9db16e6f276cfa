// People to call: who wants to hear back from a person. How to reach them is opened here, in the
// browser of whoever took it on, and is nowhere else.
import {
  mdiAccountVoice, mdiCheck, mdiEmailOutline, mdiKeyOutline, mdiLockOpenVariantOutline, mdiLockOutline, mdiPhoneOutline, mdiPrinter, mdiUndo,
} from '@mdi/js';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Problem, call, get, type Shape } from '../api';
import { useHere } from '../app';
import { day, moment, time } from '../format';
import { useDraft, useLoaded } from '../load';
import { Button, Card, Dialog, Empty, Icon, Text, Trouble, Waiting, saidOf } from '../parts/basics';
import { ShopChoice } from '../parts/filters';
import { type Comment, Quote, type Response, ofComment, ofResponse } from '../parts/said';
import { link } from '../route';
import { type Contact, digitsOf, askUnder, keyOf, makeCode, makePair, openBox, openByCode, openCopy, sealFor, textOf, wrapUnder, wrapUnderCode } from '../secret';
import { opened, useOpened } from '../opened';
import { rich, t } from '../words';

type Key = Shape<'FollowUpKey'>;
type FollowUp = Shape<'FollowUp'>;

const passphraseAtLeast = 12;

// Two fields that must say the same.
function useNewPassphrase(): { fields: ComponentChildren; checked: () => string | null } {
  const [one, setOne] = useState('');
  const [other, setOther] = useState('');
  const [wrong, setWrong] = useState<'short' | 'differ' | null>(null);
  return {
    fields: (
      <>
        <Text label={t('passphrase')} hint={t('passphrase_hint')} type="password" value={one} set={setOne} required autocomplete="new-password"
          error={wrong === 'short' ? t('passphrase_short') : undefined} />
        <Text label={t('passphrase_again')} type="password" value={other} set={setOther} required autocomplete="new-password"
          error={wrong === 'differ' ? t('passphrase_differs') : undefined} />
      </>
    ),
    checked: () => {
      const found = one.trim().length < passphraseAtLeast ? 'short' : one !== other ? 'differ' : null;
      setWrong(found);
      return found ? null : one;
    },
  };
}

// Says what is wrong, and that it takes a moment: what a passphrase opens is slow on purpose.
function useWork(): { problem: Problem | null; busy: boolean; work: (doing: () => Promise<void>) => void } {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const work = (doing: () => Promise<void>) => {
    setProblem(null);
    setBusy(true);
    // Drawn first: then the browser is busy.
    requestAnimationFrame(() =>
      setTimeout(() => {
        doing()
          .catch((error: unknown) => setProblem(error instanceof Problem ? error : new Problem(-1, String(error))))
          .finally(() => setBusy(false));
      }));
  };
  return { problem, busy, work };
}

const Wrong = ({ problem }: { problem: Problem | null }) => (problem ? <p class="error" role="alert">{saidOf(problem)}</p> : null);

// The code as it goes into a drawer: alone on its paper.
function RecoveryPaper({ code, shops }: { code: string; shops: string }) {
  const { session } = useHere();
  useEffect(() => {
    document.documentElement.classList.add('paper');
    return () => document.documentElement.classList.remove('paper');
  }, []);
  return (
    <div class="paper-sheet">
      <h3>{t('recovery_title')}</h3>
      <p class="code big" dir="ltr">{code}</p>
      <p>{t('recovery_what')}</p>
      <p class="note"><bdi>{shops}</bdi> · <bdi>{session.user}</bdi> · {moment(new Date().toISOString())} · <span dir="ltr">{location.host}</span></p>
    </div>
  );
}

function MakeKey({ shops, close, done }: { shops: { id: string; name: string }[]; close: () => void; done: () => void }) {
  const { problem, busy, work } = useWork();
  const passphrase = useNewPassphrase();
  const [chosen, setChosen] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const [away, setAway] = useState(false);
  const [offered, setOffered] = useState(true);
  const [notYet, setNotYet] = useState(false);

  const goOn = () => {
    const one = passphrase.checked();
    if (one) work(async () => { setCode(await makeCode()); setChosen(one); });
  };
  const make = () => {
    if (!away) return setNotYet(true);
    work(async () => {
      const pair = await makePair();
      const [wrapped, recovery, key] = [await wrapUnder(chosen!, pair.secret), await wrapUnderCode(code, pair.secret), await textOf(pair.key)];
      const made = await call('post', '/v1/follow-ups/keys', { body: { key, wrapped, recovery, shops: shops.map((shop) => shop.id) } });
      opened.put(made.id, pair);
      if (offered)
        await Promise.all(shops.map(async ({ id: shop }) => {
          const { offer } = await get('/v1/shops/{shop}', { parts: { shop } });
          await call('patch', '/v1/shops/{shop}', { parts: { shop }, body: { offer: { ...offer, contact: true } } });
        }));
      done();
    });
  };
  return (
    <Dialog title={t('make_key')} close={close} wide>
      {chosen === null ? (
        <form class="stack" onSubmit={(event) => { event.preventDefault(); goOn(); }}>
          <p>{t('make_key_more')}</p>
          {passphrase.fields}
          <Wrong problem={problem} />
          <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="main" type="submit" busy={busy}>{t('go_on')}</Button></div>
        </form>
      ) : (
        <form class="stack" onSubmit={(event) => { event.preventDefault(); make(); }}>
          <RecoveryPaper code={code} shops={shops.map((shop) => shop.name).join(', ')} />
          <div class="row start"><Button icon={mdiPrinter} onClick={() => print()}>{t('print_it')}</Button></div>
          <label class="check"><input type="checkbox" checked={away} aria-describedby={notYet && !away ? 'not-yet' : undefined}
            onChange={(event) => setAway(event.currentTarget.checked)} />{t('recovery_away')}</label>
          {notYet && !away && <p class="error" role="alert" id="not-yet">{t('recovery_not_yet')}</p>}
          <label class="check"><input type="checkbox" checked={offered} onChange={(event) => setOffered(event.currentTarget.checked)} />{t('offer_now')}</label>
          <Wrong problem={problem} />
          <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="main" type="submit" busy={busy}>{t('use_key')}</Button></div>
        </form>
      )}
    </Dialog>
  );
}

function Unlock({ held, forgot }: { held: Key; forgot: () => void }) {
  const { problem, busy, work } = useWork();
  const [passphrase, setPassphrase] = useState('');
  const [wrong, setWrong] = useState(false);
  const unlock = () =>
    work(async () => {
      setWrong(false);
      // As it is now: another browser may have changed the passphrase.
      const copy = (await get('/v1/follow-ups/keys')).keys.find((each) => each.id === held.id) ?? held;
      const secret = await openCopy({ key: held.key, wrapped: copy.wrapped ?? '', asks: copy.asks }, passphrase);
      setPassphrase('');
      if (secret) return opened.put(held.id, { key: await keyOf(held.key), secret });
      setWrong(true);
      await call('post', '/v1/follow-ups/keys/{key}/failures', { parts: { key: held.id } });
    });
  return (
    <form class="stack unlock" onSubmit={(event) => { event.preventDefault(); if (!busy && passphrase) unlock(); }}>
      <p>{t('locked_more')}</p>
      <Text label={t('passphrase')} type="password" value={passphrase} set={setPassphrase} required autocomplete="off"
        error={wrong ? t('locked_wrong') : undefined} />
      <Wrong problem={problem} />
      <div class="row">
        <Button kind="main" type="submit" icon={mdiLockOpenVariantOutline} busy={busy}>{t('unlock')}</Button>
        <Button kind="quiet" onClick={forgot}>{t('forgot')}</Button>
      </div>
    </form>
  );
}

// By the code on paper, to a passphrase of one's own.
function Recover({ held, close, done }: { held: Key; close: () => void; done: () => void }) {
  const { session } = useHere();
  const { problem, busy, work } = useWork();
  const passphrase = useNewPassphrase();
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState(false);
  const recover = () => {
    const one = passphrase.checked();
    if (!one) return;
    work(async () => {
      setWrong(false);
      const secret = await openByCode(held, code);
      if (!secret) {
        setWrong(true);
        await call('post', '/v1/follow-ups/keys/{key}/failures', { parts: { key: held.id } });
        return;
      }
      await call('put', '/v1/follow-ups/keys/{key}/copies/{user}', { parts: { key: held.id, user: session.user }, body: { wrapped: await wrapUnder(one, secret) } });
      opened.put(held.id, { key: await keyOf(held.key), secret });
      done();
    });
  };
  return (
    <Dialog title={t('by_code')} close={close}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); recover(); }}>
        <p>{t('by_code_more')}</p>
        <Text label={t('recovery_code')} value={code} set={setCode} required autocomplete="off" error={wrong ? t('code_opens_nothing') : undefined} />
        {passphrase.fields}
        <Wrong problem={problem} />
        <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="main" type="submit" busy={busy}>{t('unlock')}</Button></div>
      </form>
    </Dialog>
  );
}

// What somebody who has the key wraps it to.
function Ask({ held, close, done }: { held: Key; close: () => void; done: () => void }) {
  const { session } = useHere();
  const { problem, busy, work } = useWork();
  const passphrase = useNewPassphrase();
  const ask = () => {
    const one = passphrase.checked();
    if (!one) return;
    work(async () => {
      await call('put', '/v1/follow-ups/keys/{key}/copies/{user}', { parts: { key: held.id, user: session.user }, body: { asks: await askUnder(one) } });
      done();
    });
  };
  return (
    <Dialog title={t('ask_for_key')} close={close}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); ask(); }}>
        <p>{t('ask_for_key_more')}</p>
        {passphrase.fields}
        <Wrong problem={problem} />
        <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="main" type="submit" busy={busy}>{t('ask_do')}</Button></div>
      </form>
    </Dialog>
  );
}

function NewPassphrase({ held, close, done }: { held: Key; close: () => void; done: () => void }) {
  const { session } = useHere();
  const { problem, busy, work } = useWork();
  const passphrase = useNewPassphrase();
  const change = () => {
    const one = passphrase.checked();
    const pair = opened.of(held.id);
    if (!one || !pair) return;
    work(async () => {
      await call('put', '/v1/follow-ups/keys/{key}/copies/{user}', { parts: { key: held.id, user: session.user }, body: { wrapped: await wrapUnder(one, pair.secret) } });
      done();
    });
  };
  return (
    <Dialog title={t('new_passphrase')} close={close}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); change(); }}>
        {passphrase.fields}
        <Wrong problem={problem} />
        <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="main" type="submit" busy={busy}>{t('save')}</Button></div>
      </form>
    </Dialog>
  );
}

// Twenty digits to be compared by voice, so that no hub can put itself in between.
function Digits({ asks }: { asks: string }) {
  const [digits, setDigits] = useState('…');
  useEffect(() => {
    void digitsOf(asks).then(setDigits, () => setDigits('–'));
  }, [asks]);
  return <span class="code" dir="ltr">{digits}</span>;
}

function Asking({ held, again }: { held: Key; again: () => void }) {
  const { problem, busy, work } = useWork();
  const pair = useOpened(held.id);
  if (held.asking.length === 0 || !pair) return null;
  const give = (user: string, asks: string) =>
    work(async () => {
      const wrapped = await sealFor(asks, pair.secret);
      if (!wrapped) throw new Problem(400, t('asks_unreadable'));
      await call('put', '/v1/follow-ups/keys/{key}/copies/{user}', { parts: { key: held.id, user }, body: { wrapped } });
      again();
    });
  return (
    <ul class="plain">
      {held.asking.map((each) => (
        <li key={each.user}>
          <p><b>{rich('asks_for_key', { who: <bdi>{each.user}</bdi> })}</b></p>
          <p class="note">{t('compare_digits')} <Digits asks={each.asks} /></p>
          <Button icon={mdiKeyOutline} busy={busy} onClick={() => give(each.user, each.asks)}>{t('give_key')}</Button>
        </li>
      ))}
      <Wrong problem={problem} />
    </ul>
  );
}

function KeyCard({ held, several, again, renew }: { held: Key; several: boolean; again: () => void; renew: () => void }) {
  const { all } = useHere();
  const pair = useOpened(held.id);
  const [doing, setDoing] = useState<'recover' | 'ask' | 'change' | null>(null);
  const close = () => setDoing(null);
  const done = () => { close(); again(); renew(); };
  const names = held.shops.map((shop) => all.shops.find((each) => each.id === shop)?.name ?? shop).join(', ');
  const state = pair ? 'key_open' : held.wrapped ? 'key_locked' : held.asks ? 'key_asked' : 'key_none';
  return (
    <Card name="key" title={<><Icon path={pair ? mdiLockOpenVariantOutline : mdiLockOutline} size={18} /> {t(state)}</>} note={several ? <bdi>{names}</bdi> : undefined}>
      {pair && (
        <>
          <p class="note">{t('locks_itself', { n: opened.minutes })}</p>
          <Asking held={held} again={again} />
          <div class="row">
            <Button icon={mdiLockOutline} onClick={() => opened.lock()}>{t('lock')}</Button>
            <Button kind="quiet" onClick={() => setDoing('change')}>{t('new_passphrase')}</Button>
          </div>
        </>
      )}
      {!pair && held.wrapped && <Unlock held={held} forgot={() => setDoing('recover')} />}
      {!pair && !held.wrapped && (
        <>
          <p>{held.asks ? rich('key_asked_more', { who: <bdi>{held.holders.join(', ')}</bdi>, digits: <Digits asks={held.asks} /> })
            : rich('key_none_more', { who: <bdi>{held.holders.join(', ') || '–'}</bdi> })}</p>
          <div class="row">
            {!held.asks && <Button kind="main" icon={mdiKeyOutline} onClick={() => setDoing('ask')}>{t('ask_for_key')}</Button>}
            <Button kind="quiet" onClick={() => setDoing('recover')}>{t('by_code')}</Button>
          </div>
        </>
      )}
      {doing === 'recover' && <Recover held={held} close={close} done={done} />}
      {doing === 'ask' && <Ask held={held} close={close} done={done} />}
      {doing === 'change' && <NewPassphrase held={held} close={close} done={close} />}
    </Card>
  );
}

// Shops that have no key yet: a new one, or the one that is held already.
function Keyless({ keys, done }: { keys: Key[]; done: () => void }) {
  const { all } = useHere();
  const { problem, busy, work } = useWork();
  const [making, setMaking] = useState(false);
  const shops = all.shops.filter((shop) => !keys.some((key) => key.shops.includes(shop.id)));
  if (shops.length === 0) return null;
  const held = keys.find((key) => key.wrapped);
  const extend = () =>
    work(async () => {
      await call('post', '/v1/follow-ups/keys', { body: { id: held!.id, shops: shops.map((shop) => shop.id) } });
      done();
    });
  return (
    <Card name="key" title={t(keys.length ? 'shops_without_key' : 'no_key_yet')} note={keys.length ? <bdi>{shops.map((shop) => shop.name).join(', ')}</bdi> : undefined}>
      <p>{t('no_key_more')}</p>
      <Wrong problem={problem} />
      <div class="row">
        {held && <Button kind="main" icon={mdiKeyOutline} busy={busy} onClick={extend}>{t('use_key_there')}</Button>}
        <Button kind={held ? 'plain' : 'main'} icon={mdiKeyOutline} onClick={() => setMaking(true)}>{t('make_key')}</Button>
      </div>
      {making && <MakeKey shops={shops} close={() => setMaking(false)} done={() => { setMaking(false); done(); }} />}
    </Card>
  );
}

const phone = /^\+?[0-9 ()/.-]{5,}$/;
const mail = /^[^\s@<>"']+@[^\s@<>"']+$/;

// What can be dialled or written to is a link; anything else is text.
function Reach({ contact }: { contact: string }) {
  const text = contact.trim();
  if (phone.test(text))
    return <a class="button main" href={`tel:${text.replace(/[^+0-9]/g, '')}`}><Icon path={mdiPhoneOutline} size={18} /><span dir="ltr">{text}</span></a>;
  if (mail.test(text))
    return <a class="button main" href={`mailto:${encodeURIComponent(text)}`}><Icon path={mdiEmailOutline} size={18} /><span dir="ltr">{text}</span></a>;
  return <p class="reach" dir="auto">{text}</p>;
}

function Opened({ item, known }: { item: FollowUp; known: boolean }) {
  const pair = useOpened(item.key_id);
  const [contact, setContact] = useState<Contact | 'none' | null>(null);
  useEffect(() => {
    setContact(null);
    if (!pair || !item.sealed) return;
    let gone = false;
    void openBox(item.sealed, pair).then((told) => { if (!gone) setContact(told ?? 'none'); });
    return () => { gone = true; };
  }, [pair, item.sealed]);
  if (!known) return <p class="ill">{t('other_key')}</p>;
  if (!pair) return <p class="note locked"><Icon path={mdiLockOutline} size={16} /> {t('locked')}</p>;
  if (contact === 'none') return <p class="ill">{t('opens_nothing')}</p>;
  if (!contact) return <Waiting />;
  return (
    <div class="contact">
      {contact.name && <p class="name" dir="auto">{contact.name}</p>}
      <Reach contact={contact.contact} />
      {contact.best_time && <p>{rich('best_time', { when: <bdi>{contact.best_time}</bdi> })}</p>}
    </div>
  );
}

function Person({ item, known, again }: { item: FollowUp; known: boolean; again: () => void }) {
  const { all, session } = useHere();
  const [note, setNote, dropNote] = useDraft(`call:${item.id}`, '');
  const [ending, setEnding] = useState(false);
  const [faster, setFaster] = useState(false);
  const [lockedOut, setLockedOut] = useState(false);
  const { problem, busy, work } = useWork();
  const mine = item.taken_by === session.user;
  const change = (body: { take?: boolean; note?: string; done?: boolean }, after = () => undefined as void) =>
    work(async () => {
      setFaster(false);
      setLockedOut(false);
      try {
        await call('patch', '/v1/follow-ups/{follow_up}', { parts: { follow_up: item.id }, body });
        after();
      } catch (error) {
        // Another's name stands in the list that is read now; whoever has no copy of the key sees that.
        if (error instanceof Problem && error.status === 409) setFaster(true);
        else if (error instanceof Problem && error.status === 403) setLockedOut(true);
        else throw error;
      }
      again();
    });
  const said = item.said as unknown as Response | Comment | null;
  return (
    <li class={mine ? 'person card mine' : 'person card'}>
      <p class="note">
        <span>{day(item.day)}{!said && `, ${t(item.daypart as 'morning')}`}</span>
        {all.shops.length > 1 && <> · <bdi>{all.shops.find((shop) => shop.id === item.shop)?.name ?? item.shop}</bdi></>}
        {' · '}{t('goes_on', { day: day(item.ends) })}
      </p>
      {said ? <Quote said={'answers' in said ? ofResponse(said, all) : ofComment(said, all)} bare /> : <p class="calm">{t('said_gone')}</p>}
      {item.taken_by && item.taken_at && !mine && (
        <p class="taken"><Icon path={mdiAccountVoice} size={18} /> <span>{rich('taken_by', { who: <bdi>{item.taken_by}</bdi>, when: time(item.taken_at) })}</span></p>
      )}
      {faster && <p class="error" role="alert">{t('was_faster')}</p>}
      {lockedOut && <p class="error" role="alert">{t('locked_no_key')}</p>}
      {mine && <Opened item={item} known={known} />}
      {item.notes.length > 0 && (
        <ul class="notes">
          {item.notes.map((each, index) => (
            <li key={index}><p dir="auto">{each.text}</p><p class="note"><bdi>{each.by}</bdi> · {moment(each.at)}</p></li>
          ))}
        </ul>
      )}
      {mine && (
        <form class="stack" onSubmit={(event) => { event.preventDefault(); if (note.trim()) change({ note: note.trim() }, dropNote); }}>
          <Text label={t('call_note')} hint={t('call_note_hint')} value={note} set={setNote} lines={2} max={500} />
          <div class="row"><Button type="submit" busy={busy}>{t('keep_note')}</Button></div>
        </form>
      )}
      <Wrong problem={problem} />
      <div class="row does">
        {!item.taken_by && <Button kind="main" icon={mdiAccountVoice} busy={busy} onClick={() => change({ take: true })}>{t('i_call')}</Button>}
        {mine && <Button kind="main" icon={mdiCheck} busy={busy} onClick={() => setEnding(true)}>{t('call_done')}</Button>}
        {mine && <Button kind="quiet" icon={mdiUndo} busy={busy} onClick={() => change({ take: false })}>{t('give_back')}</Button>}
      </div>
      {ending && (
        <Dialog title={t('call_done_title')} close={() => setEnding(false)}>
          <div class="stack">
            <p>{t('call_done_more')}</p>
            <div class="row"><Button onClick={() => setEnding(false)}>{t('cancel')}</Button>
              <Button kind="main" busy={busy} onClick={() => { setEnding(false); change({ done: true }, dropNote); }}>{t('call_done')}</Button></div>
          </div>
        </Dialog>
      )}
    </li>
  );
}

export function Call() {
  const { route, ended } = useHere();
  const shop = route.filters.shop;
  const list = useLoaded(`follow-ups:${shop}`, (signal) => get('/v1/follow-ups', { query: { shop }, signal }), ['follow_up']);
  const keys = useLoaded('follow-up-keys', (signal) => get('/v1/follow-ups/keys', { signal }), ['follow_up']);
  // Whoever comes back signs in first, and unlocks again.
  useEffect(() => {
    if (ended) opened.lock();
  }, [ended]);
  useEffect(() => opened.watch(), []);
  const second = keys.problem?.status === 403;
  const held = keys.data?.keys ?? [];
  const items = list.data?.follow_ups ?? [];
  return (
    <>
      <h1>{t('to_call')}</h1>
      <p class="lead">{t('call_lead')}</p>
      <div class="tools"><ShopChoice /></div>
      <div class="call-grid">
        <div class="stack">
          {second && (
            <Card name="key" title={t('second_first')}>
              <p>{t('second_first_more')}</p>
              <p><a class="button main" href={link('settings')}>{t('settings')}</a></p>
            </Card>
          )}
          {keys.problem && !second && <Trouble problem={keys.problem} again={keys.again} />}
          {keys.data && <Keyless keys={held} done={() => { keys.again(); list.again(); }} />}
          {held.map((key) => <KeyCard key={key.id} held={key} several={held.length > 1} again={keys.again} renew={list.again} />)}
        </div>
        <section aria-label={t('to_call')}>
          {list.problem && <Trouble problem={list.problem} again={list.again} />}
          {!list.data && !list.problem && <Waiting />}
          {list.data && items.length === 0 && <div class="card"><Empty title={t('call_none')}><p>{t('call_none_more')}</p></Empty></div>}
          <ul class="people">
            {items.map((item) => <Person key={item.id} item={item} known={second || held.some((key) => key.id === item.key_id)} again={list.again} />)}
          </ul>
        </section>
        <Card name="honest" title={t('honest_title')}>
          <p>{t('honest_what')}</p>
          <p>{t('honest_not')}</p>
        </Card>
      </div>
    </>
  );
}
