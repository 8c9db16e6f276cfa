// What stands around every page: where one can go, who is signed in.
import { mdiDotsHorizontal, mdiLogout, mdiThemeLightDark } from '@mdi/js';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from './api';
import { useHere } from './app';
import { watchConnection } from './live';
import { ringWhenNeeded } from './ring';
import { type Page, pages } from './pages';
import { Button, Choose, Icon } from './parts/basics';
import { link } from './route';
import { type Look, currentLook, setLook } from './look';
import { type Key, type Language, languages, t } from './words';

// A shop chosen on one page goes along to the next.
function Way({ page }: { page: Page }) {
  const { route } = useHere();
  return (
    <a href={link(page.name, { shop: route.filters.shop })} aria-current={route.page === page.name ? 'page' : undefined}>
      <Icon path={page.icon} />
      <span>{t(page.title)}</span>
    </a>
  );
}

export function Foot() {
  const here = useHere();
  const [look, setSeen] = useState(currentLook());
  const leave = () => {
    void call('delete', '/v1/sessions/self', { signingIn: true }).catch(() => undefined).then(here.signOut);
  };
  const looks: [Look, Key][] = [['auto', 'look_auto'], ['light', 'look_light'], ['dark', 'look_dark']];
  return (
    <div class="foot">
      <Choose label={t('language')} value={here.language} set={(code) => here.speak(code as Language)}
        options={Object.entries(languages)} quiet />
      <div class="looks" role="group" aria-label={t('look')}>
        <Icon path={mdiThemeLightDark} size={18} />
        {looks.map(([each, text]) => (
          <button key={each} type="button" aria-pressed={look === each} onClick={() => { setLook(each); setSeen(each); }}>
            {t(text)}
          </button>
        ))}
      </div>
      <p class="who"><span dir="auto">{here.session.user}</span> · {t(`role_${here.session.role}`)}</p>
      <Button kind="quiet" icon={mdiLogout} onClick={leave}>{t('sign_out')}</Button>
    </div>
  );
}

export function Frame({ children }: { children: ComponentChildren }) {
  const { all, route, may } = useHere();
  useEffect(() => ringWhenNeeded((id) => all.shops.find((shop) => shop.id === id)?.name ?? id), [all]);
  const [connected, setConnected] = useState(true);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // A moment without it is nobody's business.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = watchConnection((is) => {
      clearTimeout(timer);
      if (is) setConnected(true);
      else timer = setTimeout(() => setConnected(false), 5000);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  const page = pages.find((each) => each.name === route.page) ?? pages[0]!;
  useEffect(() => {
    document.title = `${t(page.title)} · Earshot`;
    if (first.current) first.current = false;
    else {
      main.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }, [page.name]);
  const seen = pages.filter((each) => !each.role || may(each.role));
  const [close, rest] = [seen.filter((each) => each.often), seen.filter((each) => !each.often && each.name !== 'more')];
  return (
    <div class="frame">
      <nav aria-label={t('navigation')}>
        <a class="skip" href={location.hash || '#/today'} onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>{t('skip')}</a>
        <p class="brand">Earshot</p>
        <div class="ways">
          {close.map((each) => <Way key={each.name} page={each} />)}
          <div class="rest">{rest.map((each) => <Way key={each.name} page={each} />)}</div>
          <a class="more" href={link('more', { shop: route.filters.shop })}
            aria-current={!page.often ? 'page' : undefined}>
            <Icon path={mdiDotsHorizontal} /><span>{t('more')}</span>
          </a>
        </div>
        <Foot />
      </nav>
      <main ref={main} tabIndex={-1} class={`page ${page.name}`}>
        {!connected && <p class="away" role="status">{t('not_live')}</p>}
        {children}
      </main>
    </div>
  );
}

export function More() {
  const { may } = useHere();
  return (
    <>
      <h1>{t('more')}</h1>
      <div class="ways card">
        {pages.filter((each) => !each.often && each.name !== 'more' && (!each.role || may(each.role)))
          .map((each) => <Way key={each.name} page={each} />)}
      </div>
      <div class="card"><Foot /></div>
    </>
  );
}
