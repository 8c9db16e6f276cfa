// Where Earshot listens: shops, their settings, and every kiosk with how it does.
import { mdiAlertCircleOutline, mdiCheckCircleOutline, mdiCogOutline, mdiLinkVariantOff, mdiPlus } from '@mdi/js';
import { useState } from 'preact/hooks';
import { type Given, Problem, call, get, type Shape } from '../api';
import { useHere } from '../app';
import { kioskLanguages } from '../asking';
import { ago, moment, number } from '../format';
import { useDraft, useLoaded } from '../load';
import { Button, Card, Dialog, Empty, Icon, Text, Trouble, Waiting, saidOf } from '../parts/basics';
import { type Hours, OpeningHours } from '../parts/hours';
import { Qr } from '../parts/qr';
import { t } from '../words';

type Device = Shape<'Devices'>['devices'][number];
type Shop = Shape<'Shop'>;

// Asking every 30 s is usual; longer silence is worth a look.
const silence = 10 * 60_000;
const little = 500e6;
const clockOff = 5 * 60_000;

function oddities(device: Device): string[] {
  const odd = [];
  if (!device.last_heard) odd.push(t('never_heard'));
  else if (Date.now() - new Date(device.last_heard).getTime() > silence) odd.push(t('silent_since', { ago: ago(device.last_heard) }));
  if (device.conflict) odd.push(t('odd_conflict'));
  if (device.missing > 0) odd.push(t('odd_missing', { n: device.missing }));
  if (Math.abs(device.clock_off_ms) > clockOff) odd.push(t('odd_clock', { n: Math.round(device.clock_off_ms / 60_000) }));
  if ((device.quarantined ?? 0) > 0) odd.push(t('odd_refused', { n: device.quarantined ?? 0 }));
  if (device.disk_free !== null && device.disk_free < little) odd.push(t('odd_disk'));
  if (device.last_error) odd.push(device.last_error);
  return odd;
}

function Kiosk({ device, revoke }: { device: Device; revoke: () => void }) {
  const { may } = useHere();
  const gone = device.revoked_at !== null;
  const odd = gone ? [] : oddities(device);
  return (
    <li class={odd.length ? 'device odd' : 'device'}>
      <div>
        <h3><bdi>{t('till_n', { till: device.till })}</bdi></h3>
        <p class="note"><bdi>{device.name}</bdi>{device.hardware && <> · <bdi>{device.hardware}</bdi></>} · <bdi>{device.version}</bdi></p>
      </div>
      <div class="health">
        {gone ? <p class="note">{t('revoked_on', { when: moment(device.revoked_at!) })}</p>
          : odd.length === 0 ? <p class="well"><Icon path={mdiCheckCircleOutline} size={18} /> {t('well')}</p>
          : odd.map((each) => <p key={each} class="ill"><Icon path={mdiAlertCircleOutline} size={18} /> <span>{each}</span></p>)}
      </div>
      <dl>
        <div><dt>{t('last_heard')}</dt><dd>{device.last_heard ? ago(device.last_heard) : '–'}</dd></div>
        <div><dt>{t('unsent')}</dt><dd>{device.unsent === null ? '–' : number(device.unsent)}</dd></div>
      </dl>
      {may('admin') && !gone && <Button kind="quiet" icon={mdiLinkVariantOff} onClick={revoke}>{t('revoke')}</Button>}
    </li>
  );
}

function Enrolling({ shop: known, devices, close }: { shop: string; devices: Device[]; close: () => void }) {
  const { all, renew } = useHere();
  const [shop, setShop] = useState(known);
  const [till, setTill] = useState('');
  const [code, setCode] = useState<{ code: string; expires: string } | null>(null);
  const [before] = useState(() => new Set(devices.map((device) => device.id)));
  const [problem, setProblem] = useState<Problem | null>(null);
  const here = devices.find((device) => !before.has(device.id) && device.shop === shop && device.till === till);
  const make = async () => {
    setProblem(null);
    try {
      setCode(await call('post', '/v1/enrolments', { body: { shop: shop.trim(), till: till.trim() } }));
      if (!all.shops.some((each) => each.id === shop)) await renew();
    } catch (error) {
      setProblem(error as Problem);
    }
  };
  const wrong = (pointer: string) => (problem?.pointer === pointer ? t('name_rule') : undefined);
  return (
    <Dialog title={t('enrol_title')} close={close}>
      {!code ? (
        <form class="stack" onSubmit={(event) => { event.preventDefault(); void make(); }}>
          <p class="note">{t('enrol_more')}</p>
          <Text label={t('shop')} hint={t('name_rule')} value={shop} set={setShop} required max={64} error={wrong('/shop')} />
          <Text label={t('till')} value={till} set={setTill} required max={64} error={wrong('/till')} />
          {problem && !problem.pointer && <p class="error" role="alert">{saidOf(problem)}</p>}
          <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="main" type="submit">{t('make_code')}</Button></div>
        </form>
      ) : (
        <div class="stack enrolment">
          <Qr text={code.code} label={t('code_as_qr')} />
          <p class="code big" dir="ltr">{code.code}</p>
          <p class="note">{t('code_until', { when: moment(code.expires) })}</p>
          <p>{t('enrol_how')}</p>
          <p class="code" dir="ltr">earshot-kiosk --data /var/lib/earshot-kiosk --hub {location.origin} --enrol {code.code}</p>
          <p role="status" class={here ? 'well' : 'note'}>
            {here ? <><Icon path={mdiCheckCircleOutline} size={18} /> {t('enrolled_now')}</> : t('enrol_waits')}
          </p>
          <div class="row"><Button kind="main" onClick={close}>{t('close')}</Button></div>
        </div>
      )}
    </Dialog>
  );
}

function Revoking({ device, close, done }: { device: Device; close: () => void; done: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const revoke = () =>
    call('delete', '/v1/devices/{device}', { parts: { device: device.id } }).then(done, (error: unknown) => setProblem(error as Problem));
  return (
    <Dialog title={t('revoke_title', { till: device.till })} close={close}>
      <div class="stack">
        <p>{t('revoke_more')}</p>
        {problem && <p class="error" role="alert">{saidOf(problem)}</p>}
        <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="danger" onClick={() => void revoke()}>{t('revoke')}</Button></div>
      </div>
    </Dialog>
  );
}

function Settings({ shop, close, done }: { shop: Shop; close: () => void; done: () => void }) {
  const [form, set, drop] = useDraft(`shop:${shop.id}`, {
    name: shop.name, reader: shop.reader, timezone: shop.timezone, languages: shop.languages,
    ask: String(Math.round(shop.ask_share * 100)), dark: String(Math.round(shop.dark_share * 100)),
    hours: shop.hours as Hours, words: shop.offer.words, contact: shop.offer.contact, voice: shop.offer.voice,
  });
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async () => {
    setProblem(null);
    const body: Given<'ShopChange'> = {
      name: form.name, reader: form.reader, timezone: form.timezone, languages: form.languages,
      ask_share: Number(form.ask) / 100, dark_share: Number(form.dark) / 100, hours: form.hours,
      offer: { words: form.words, contact: form.contact, voice: form.voice },
      ...(pin ? { pin } : {}),
    };
    try {
      await call('patch', '/v1/shops/{shop}', { parts: { shop: shop.id }, body });
      drop();
      done();
    } catch (error) {
      setProblem(error as Problem);
    }
  };
  const wrong = (pointer: string) => (problem?.pointer.startsWith(pointer) ? saidOf(problem) : undefined);
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: 'language' });
  return (
    <Dialog title={<bdi>{shop.name || shop.id}</bdi>} close={close} wide>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <div class="pair">
          <Text label={t('name')} value={form.name} set={(name) => set({ ...form, name })} required max={128} error={wrong('/name')} />
          <Text label={t('reader')} hint={t('reader_hint')} value={form.reader} set={(reader) => set({ ...form, reader })} max={128} error={wrong('/reader')} />
          <Text label={t('timezone')} value={form.timezone} set={(timezone) => set({ ...form, timezone })} required error={wrong('/timezone')} />
          <Text label={t('ask_share')} hint={t('ask_share_hint')} type="number" value={form.ask} set={(ask) => set({ ...form, ask })} error={wrong('/ask_share')} />
          <Text label={t('dark_share')} hint={t('dark_share_hint')} type="number" value={form.dark} set={(dark) => set({ ...form, dark })} error={wrong('/dark_share')} />
          <Text label={t('pin')} hint={t(shop.pin_set ? 'pin_hint_set' : 'pin_hint')} value={pin} set={setPin} inputmode="numeric" max={12} autocomplete="off" error={wrong('/pin')} />
        </div>
        <fieldset>
          <legend>{t('languages')}</legend>
          <div class="picks">
            {[...new Set([...kioskLanguages, ...shop.languages])].map((code) => (
              <label key={code} class="check"><input type="checkbox" checked={form.languages.includes(code)}
                onChange={(event) => set({ ...form, languages: event.currentTarget.checked ? [...form.languages, code] : form.languages.filter((each) => each !== code) })} />
                {names.of(code) ?? code}{form.languages[0] === code && ' ★'}</label>
            ))}
          </div>
          <p class="hint">{t('languages_pick')}</p>
          {wrong('/languages') && <p class="error">{wrong('/languages')}</p>}
        </fieldset>
        <OpeningHours hours={form.hours} set={(hours) => set({ ...form, hours })} error={wrong('/hours')} />
        <label class="check"><input type="checkbox" checked={form.words} onChange={(event) => set({ ...form, words: event.currentTarget.checked })} />{t('offer_words')}</label>
        <label class="check"><input type="checkbox" checked={form.contact} onChange={(event) => set({ ...form, contact: event.currentTarget.checked })} />{t('offer_contact')}</label>
        <label class="check"><input type="checkbox" checked={form.voice} onChange={(event) => set({ ...form, voice: event.currentTarget.checked })} />{t('offer_voice')}</label>
        {problem && !problem.pointer && <p class="error" role="alert">{saidOf(problem)}</p>}
        <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="main" type="submit">{t('save')}</Button></div>
      </form>
    </Dialog>
  );
}

function ShopCard({ id, devices, renewed }: { id: string; devices: Device[]; renewed: () => void }) {
  const { may, renew } = useHere();
  const shop = useLoaded(`shop:${id}`, (signal) => get('/v1/shops/{shop}', { parts: { shop: id }, signal }));
  const [doing, setDoing] = useState<'settings' | 'enrol' | Device | null>(null);
  const order = (a: Device, b: Device) =>
    Number(a.revoked_at !== null) - Number(b.revoked_at !== null) || a.till.localeCompare(b.till, undefined, { numeric: true });
  return (
    <Card title={<bdi>{shop.data?.name || id}</bdi>} note={shop.data && <><bdi>{shop.data.reader ? t('read_by', { reader: shop.data.reader }) : t('read_by_nobody')}</bdi> · <bdi>{shop.data.timezone}</bdi></>}
      more={<span class="row">
        {may('manager') && shop.data && <Button icon={mdiCogOutline} onClick={() => setDoing('settings')}>{t('shop_settings')}</Button>}
        {may('admin') && <Button icon={mdiPlus} onClick={() => setDoing('enrol')}>{t('enrol')}</Button>}
      </span>}>
      {shop.problem && <Trouble problem={shop.problem} again={shop.again} />}
      {devices.length === 0 && <Empty title={t('no_kiosk')}><p>{t('no_kiosk_more')}</p></Empty>}
      <ul class="devices">{devices.sort(order).map((device) => <Kiosk key={device.id} device={device} revoke={() => setDoing(device)} />)}</ul>
      {doing === 'enrol' && <Enrolling shop={id} devices={devices} close={() => setDoing(null)} />}
      {doing === 'settings' && shop.data && <Settings shop={shop.data} close={() => setDoing(null)} done={() => { setDoing(null); shop.again(); void renew(); }} />}
      {doing && typeof doing === 'object' && <Revoking device={doing} close={() => setDoing(null)} done={() => { setDoing(null); renewed(); }} />}
    </Card>
  );
}

export function Shops() {
  const { all, may } = useHere();
  const devices = useLoaded('devices', (signal) => get('/v1/devices', { signal }), ['device']);
  const [enrolling, setEnrolling] = useState(false);
  const list = devices.data?.devices ?? [];
  return (
    <>
      <div class="title-row">
        <h1>{t('shops')}</h1>
        {may('admin') && <Button kind="main" icon={mdiPlus} onClick={() => setEnrolling(true)}>{t('enrol')}</Button>}
      </div>
      <p class="lead">{t('shops_lead')}</p>
      {devices.problem && <Trouble problem={devices.problem} again={devices.again} />}
      {!devices.data && !devices.problem && <Waiting />}
      {devices.data && all.shops.length === 0 && (
        <div class="card"><Empty title={t('no_kiosk')}><p>{t(may('admin') ? 'no_shop_more' : 'no_kiosk_more')}</p></Empty></div>
      )}
      <div class="stack">
        {devices.data && all.shops.map((shop) => (
          <ShopCard key={shop.id} id={shop.id} devices={list.filter((device) => device.shop === shop.id)} renewed={devices.again} />
        ))}
      </div>
      {enrolling && <Enrolling shop={all.shops[0]?.id ?? ''} devices={list} close={() => setEnrolling(false)} />}
    </>
  );
}
