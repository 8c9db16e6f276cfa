// Accounts, tokens, what was changed by whom, and everything as files.
import { mdiDeleteOutline, mdiKeyOutline, mdiPencilOutline, mdiPlus, mdiShieldCheckOutline } from '@mdi/js';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { type Given, Problem, address, call, get, type Shape } from '../api';
import { useHere } from '../app';
import { daysAgo, moment } from '../format';
import { useLoaded } from '../load';
import { Button, Card, Choose, Dialog, Icon, Text, Trouble, Waiting, saidOf } from '../parts/basics';
import { Download } from '../parts/download';
import { PeriodChoice, ShopChoice, spanOf } from '../parts/filters';
import { Qr } from '../parts/qr';
import { setFilters } from '../route';
import { t } from '../words';

type Role = Shape<'User'>['role'];
const roles: Role[] = ['viewer', 'manager', 'admin'];

const shopsOf = (shops: string[] | null) => (shops === null ? t('all_shops') : shops.join(', '));

// Sends, and says what is wrong.
function useSend(): [Problem | null, (work: () => Promise<void>) => Promise<void>] {
  const [problem, setProblem] = useState<Problem | null>(null);
  return [
    problem,
    async (work) => {
      setProblem(null);
      try {
        await work();
      } catch (error) {
        setProblem(error as Problem);
      }
    },
  ];
}

function Scope({ role, setRole, shops, setShops }: { role: Role; setRole: (role: Role) => void; shops: string[] | null; setShops: (shops: string[] | null) => void }) {
  const { all, session } = useHere();
  return (
    <>
      <fieldset>
        <legend>{t('role')}</legend>
        {roles.map((each) => (
          <label key={each} class="check"><input type="radio" name="role" checked={role === each} onChange={() => setRole(each)} />
            <span><b>{t(`role_${each}`)}</b> <span class="note">{t(`may_${each}`)}</span></span></label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{t('sees_shops')}</legend>
        <div class="picks">
          {session.shops === null && <label class="check"><input type="checkbox" checked={shops === null} onChange={(event) => setShops(event.currentTarget.checked ? null : [])} />{t('all_shops')}</label>}
          {shops !== null && all.shops.map((shop) => (
            <label key={shop.id} class="check"><input type="checkbox" checked={shops.includes(shop.id)}
              onChange={(event) => setShops(event.currentTarget.checked ? [...shops, shop.id] : shops.filter((each) => each !== shop.id))} /><bdi>{shop.name}</bdi></label>
          ))}
        </div>
      </fieldset>
    </>
  );
}

function NewUser({ close, done }: { close: () => void; done: () => void }) {
  const { session } = useHere();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [shops, setShops] = useState<string[] | null>(session.shops);
  const [problem, send] = useSend();
  const make = () => send(async () => {
    await call('post', '/v1/users', { body: { name: name.trim(), password, role, shops } });
    done();
  });
  return (
    <Dialog title={t('new_user')} close={close}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void make(); }}>
        <Text label={t('name')} value={name} set={setName} required max={64} autocomplete="off" />
        <Text label={t('password')} hint={t('password_hint')} type="password" value={password} set={setPassword} required autocomplete="new-password" />
        <Scope role={role} setRole={setRole} shops={shops} setShops={setShops} />
        {problem && <p class="error" role="alert">{problem.pointer === '/password' ? t('password_hint') : saidOf(problem)}</p>}
        <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="main" type="submit">{t('make_account')}</Button></div>
      </form>
    </Dialog>
  );
}

// Only what was changed is sent.
function ChangeUser({ user, close, done }: { user: Shape<'User'>; close: () => void; done: () => void }) {
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>(user.role);
  const [shops, setShops] = useState<string[] | null>(user.shops);
  const [problem, send] = useSend();
  const change = () => send(async () => {
    const body: Given<'UserChange'> = {};
    if (role !== user.role) body.role = role;
    if (JSON.stringify(shops) !== JSON.stringify(user.shops)) body.shops = shops;
    if (password) body.password = password;
    await call('patch', '/v1/users/{user}', { parts: { user: user.name }, body });
    done();
  });
  return (
    <Dialog title={<bdi>{user.name}</bdi>} close={close}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void change(); }}>
        <Scope role={role} setRole={setRole} shops={shops} setShops={setShops} />
        <Text label={t('new_password')} hint={t('new_password_hint')} type="password" value={password} set={setPassword} autocomplete="new-password"
          error={problem?.pointer === '/password' ? t('password_hint') : undefined} />
        {problem && problem.pointer !== '/password' && <p class="error" role="alert">{saidOf(problem)}</p>}
        <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="main" type="submit">{t('save')}</Button></div>
      </form>
    </Dialog>
  );
}

function ChangePassword({ close, done }: { close: () => void; done: () => void }) {
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const [problem, send] = useSend();
  const change = () => send(async () => {
    await call('put', '/v1/users/self/password', { body: { old, new: fresh }, signingIn: true });
    done();
  });
  return (
    <Dialog title={t('change_password')} close={close}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void change(); }}>
        <Text label={t('old_password')} type="password" value={old} set={setOld} required autocomplete="current-password"
          error={problem?.pointer === '/old' ? t('old_password_wrong') : undefined} />
        <Text label={t('new_password')} hint={t('password_hint')} type="password" value={fresh} set={setFresh} required autocomplete="new-password"
          error={problem?.pointer === '/new' ? t('password_hint') : undefined} />
        {problem && !['/old', '/new'].includes(problem.pointer) && <p class="error" role="alert">{saidOf(problem)}</p>}
        <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="main" type="submit">{t('change_password')}</Button></div>
      </form>
    </Dialog>
  );
}

function NewToken({ close, done }: { close: () => void; done: () => void }) {
  const { session } = useHere();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [shops, setShops] = useState<string[] | null>(session.shops);
  const [made, setMade] = useState('');
  const [problem, send] = useSend();
  const make = () => send(async () => {
    const token = await call('post', '/v1/tokens', { body: { name: name.trim(), role, shops } });
    setMade(token.token);
    done();
  });
  return (
    <Dialog title={t('new_token')} close={close}>
      {made ? (
        <div class="stack">
          <p>{t('token_once')}</p>
          <p class="code big" dir="ltr">{made}</p>
          <div class="row"><Button kind="main" onClick={close}>{t('close')}</Button></div>
        </div>
      ) : (
        <form class="stack" onSubmit={(event) => { event.preventDefault(); void make(); }}>
          <Text label={t('token_for')} value={name} set={setName} required max={128} />
          <Scope role={role} setRole={setRole} shops={shops} setShops={setShops} />
          {problem && <p class="error" role="alert">{saidOf(problem)}</p>}
          <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="main" type="submit">{t('make_token')}</Button></div>
        </form>
      )}
    </Dialog>
  );
}

function Ending({ title, children, doing, close, done }: { title: string; children: ComponentChildren; doing: () => Promise<unknown>; close: () => void; done: () => void }) {
  const [problem, send] = useSend();
  return (
    <Dialog title={title} close={close}>
      <div class="stack">
        <p>{children}</p>
        {problem && <p class="error" role="alert">{saidOf(problem)}</p>}
        <div class="row"><Button onClick={close}>{t('cancel')}</Button>
          <Button kind="danger" onClick={() => void send(async () => { await doing(); done(); })}>{t('end_it')}</Button></div>
      </div>
    </Dialog>
  );
}

function Users() {
  const users = useLoaded('users', (signal) => get('/v1/users', { signal }));
  const [doing, setDoing] = useState<string | null>(null);
  const [changing, setChanging] = useState<Shape<'User'> | null>(null);
  const { session } = useHere();
  return (
    <Card title={t('people')} note={t('people_note')} more={<Button icon={mdiPlus} onClick={() => setDoing('')}>{t('new_user')}</Button>}>
      {users.problem && <Trouble problem={users.problem} again={users.again} />}
      {!users.data && !users.problem && <Waiting />}
      {users.data && (
        <div class="scrolls" tabIndex={0} role="group" aria-label={t('people')}>
          <table>
            <thead><tr><th scope="col">{t('name')}</th><th scope="col">{t('role')}</th><th scope="col">{t('sees_shops')}</th><th scope="col">{t('second_factor')}</th><th scope="col"><span class="unseen">{t('end_it')}</span></th></tr></thead>
            <tbody>
              {users.data.users.map((user) => (
                <tr key={user.name}>
                  <th scope="row"><bdi>{user.name}</bdi></th><td>{t(`role_${user.role}`)}</td><td><bdi>{shopsOf(user.shops)}</bdi></td>
                  <td>{t(user.totp ? 'on' : 'off')}</td>
                  <td>{user.name !== session.user && <>
                    <Button kind="quiet" icon={mdiPencilOutline} onClick={() => setChanging(user)}>{t('change')}</Button>
                    <Button kind="quiet" icon={mdiDeleteOutline} onClick={() => setDoing(user.name)}>{t('end_it')}</Button>
                  </>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {changing && <ChangeUser user={changing} close={() => setChanging(null)} done={() => { setChanging(null); users.again(); }} />}
      {doing === '' && <NewUser close={() => setDoing(null)} done={() => { setDoing(null); users.again(); }} />}
      {doing && <Ending title={t('end_user', { name: doing })} close={() => setDoing(null)} done={() => { setDoing(null); users.again(); }}
        doing={() => call('delete', '/v1/users/{user}', { parts: { user: doing } })}>{t('end_user_more')}</Ending>}
    </Card>
  );
}

function Tokens() {
  const tokens = useLoaded('tokens', (signal) => get('/v1/tokens', { signal }));
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<Shape<'Token'> | null>(null);
  return (
    <Card title={t('tokens')} note={t('tokens_note')} more={<Button icon={mdiPlus} onClick={() => setMaking(true)}>{t('new_token')}</Button>}>
      {tokens.problem && <Trouble problem={tokens.problem} again={tokens.again} />}
      {!tokens.data && !tokens.problem && <Waiting />}
      {tokens.data && (
        <div class="scrolls" tabIndex={0} role="group" aria-label={t('tokens')}>
          <table>
            <thead><tr><th scope="col">{t('token_for')}</th><th scope="col">{t('role')}</th><th scope="col">{t('made_by')}</th><th scope="col">{t('ends')}</th><th scope="col"><span class="unseen">{t('end_it')}</span></th></tr></thead>
            <tbody>
              {tokens.data.tokens.map((token) => (
                <tr key={token.id}>
                  <th scope="row"><bdi>{token.name}</bdi></th><td>{t(`role_${token.role}`)}</td><td><bdi>{token.user}</bdi>, {daysAgo(token.made_at)}</td>
                  <td>{token.expires ? moment(token.expires) : t('never')}</td>
                  <td><Button kind="quiet" icon={mdiDeleteOutline} onClick={() => setEnding(token)}>{t('end_it')}</Button></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {making && <NewToken close={() => setMaking(false)} done={tokens.again} />}
      {ending && <Ending title={t('end_token', { name: ending.name })} close={() => setEnding(null)} done={() => { setEnding(null); tokens.again(); }}
        doing={() => call('delete', '/v1/tokens/{token}', { parts: { token: ending.id } })}>{t('end_token_more')}</Ending>}
    </Card>
  );
}

function Second() {
  const { session } = useHere();
  const [offer, setOffer] = useState<Shape<'TotpOffer'> | null>(null);
  const [ending, setEnding] = useState(false);
  const [changing, setChanging] = useState(false);
  const [code, setCode] = useState('');
  const [done, setDone] = useState('');
  const [problem, send] = useSend();
  const close = () => {
    setOffer(null);
    setEnding(false);
    setCode('');
  };
  const begin = () => send(async () => setOffer(await call('post', '/v1/users/self/totp')));
  const finish = (method: 'put' | 'delete') => send(async () => {
    await call(method, '/v1/users/self/totp', { body: { totp: code.replace(/\s/g, '') } });
    close();
    setDone(t(method === 'put' ? 'second_is_on' : 'second_is_off'));
  });
  const asking = (
    <>
      <Text label={t('code')} hint={t('code_hint')} value={code} set={setCode} required inputmode="numeric" autocomplete="one-time-code" max={10} />
      {problem && <p class="error" role="alert">{problem.pointer === '/totp' ? t('code_wrong') : saidOf(problem)}</p>}
    </>
  );
  return (
    <Card title={t('my_account')} note={<><bdi>{session.user}</bdi> · {t(`role_${session.role}`)} · <bdi>{shopsOf(session.shops)}</bdi></>}>
      <p>{t('second_note')}</p>
      {done && <p role="status" class="well"><Icon path={mdiShieldCheckOutline} size={18} /> {done}</p>}
      {problem && !offer && !ending && <p class="error" role="alert">{problem.status === 409 ? t('second_is_on') : saidOf(problem)}</p>}
      <div class="row">
        <Button icon={mdiKeyOutline} onClick={() => setChanging(true)}>{t('change_password')}</Button>
        <Button icon={mdiShieldCheckOutline} onClick={() => void begin()}>{t('second_begin')}</Button>
        <Button kind="quiet" onClick={() => setEnding(true)}>{t('second_end')}</Button>
      </div>
      {changing && <ChangePassword close={() => setChanging(false)} done={() => { setChanging(false); setDone(t('password_changed')); }} />}
      {offer && (
        <Dialog title={t('second_begin')} close={close}>
          <form class="stack enrolment" onSubmit={(event) => { event.preventDefault(); void finish('put'); }}>
            <p>{t('second_scan')}</p>
            <Qr text={offer.uri} label={t('code_as_qr')} />
            <p class="code" dir="ltr">{offer.secret}</p>
            {asking}
            <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="main" type="submit">{t('second_confirm')}</Button></div>
          </form>
        </Dialog>
      )}
      {ending && (
        <Dialog title={t('second_end')} close={close}>
          <form class="stack" onSubmit={(event) => { event.preventDefault(); void finish('delete'); }}>
            {asking}
            <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="danger" type="submit">{t('second_end')}</Button></div>
          </form>
        </Dialog>
      )}
    </Card>
  );
}

const whats = ['responses', 'comments', 'tallies', 'actions'] as const;

function Export() {
  const { route } = useHere();
  const what = route.filters.what ?? 'comments';
  const format = route.filters.format ?? 'csv';
  const target = address('/v1/export/{file}', { file: `${what}.${format}` }, { shop: route.filters.shop, ...spanOf(route.filters) });
  return (
    <Card title={t('export')} note={t('export_note')}>
      <div class="tools">
        <Choose quiet label={t('export_what')} value={what} set={(value) => setFilters(route, { what: value })}
          options={whats.map((each): [string, string] => [each, t(`export_${each}`)])} />
        <Choose quiet label={t('export_format')} value={format} set={(value) => setFilters(route, { format: value })}
          options={[['csv', t('export_csv')], ['ndjson', 'NDJSON']]} />
        <ShopChoice />
        <PeriodChoice own />
      </div>
      <Download key={target} address={target} name={`${what}.${format}`} />
    </Card>
  );
}

function Audit() {
  const [pages, setPages] = useState<Shape<'Audit'>[]>([]);
  const first = useLoaded('audit', (signal) => get('/v1/audit', { signal }));
  const [problem, send] = useSend();
  const all = first.data ? [first.data, ...pages] : [];
  const cursor = all[all.length - 1]?.cursor;
  return (
    <Card title={t('audit')} note={t('audit_note')}>
      {first.problem && <Trouble problem={first.problem} again={first.again} />}
      {!first.data && !first.problem && <Waiting />}
      {first.data && (
        <div class="scrolls" tabIndex={0} role="group" aria-label={t('audit')}>
          <table>
            <thead><tr><th scope="col">{t('when')}</th><th scope="col">{t('who')}</th><th scope="col">{t('what')}</th><th scope="col">{t('on_what')}</th></tr></thead>
            <tbody>
              {all.flatMap((page) => page.entries).map((entry) => (
                <tr key={entry.number}><th scope="row">{moment(entry.at)}</th><td><bdi>{entry.by}</bdi></td><td><code dir="ltr">{entry.what}</code></td><td class="wraps"><bdi>{entry.on}</bdi></td></tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {problem && <Trouble problem={problem} />}
      {cursor && <p><Button onClick={() => void send(async () => { const next = await get('/v1/audit', { query: { cursor } }); setPages([...pages, next]); })}>{t('further_back')}</Button></p>}
    </Card>
  );
}

// How long each kind stays: what the hub itself goes by.
const kinds = { response: 'keep_response', comment: 'keep_comment', words: 'keep_words', recording: 'keep_recording', follow_up: 'keep_follow_up', visit: 'keep_visit', refused: 'keep_refused' } as const;

function Keeping() {
  const { may } = useHere();
  const keeping = useLoaded('keeping', (signal) => get('/v1/keeping', { signal }));
  return (
    <Card title={t('keeping')} note={t('keeping_note')}>
      {keeping.problem && <Trouble problem={keeping.problem} again={keeping.again} />}
      <table>
        <tbody>
          {keeping.data?.kinds.filter((each) => each.kind in kinds).map((each) => (
            <tr key={each.kind}><th scope="row">{t(kinds[each.kind as keyof typeof kinds])}</th><td>{t('n_days', { n: each.days })}</td></tr>
          ))}
        </tbody>
      </table>
      {may('admin') && <><p class="note">{t('backup_how')}</p><p class="code" dir="ltr">earshot-hub backup --data /var/lib/earshot-hub --to backup.db</p></>}
    </Card>
  );
}

export function Settings() {
  const { may } = useHere();
  return (
    <>
      <h1>{t('settings')}</h1>
      <div class="settings-grid">
        <Second />
        <Export />
        <Keeping />
        {may('admin') && <><Users /><Tokens /><Audit /></>}
      </div>
    </>
  );
}
