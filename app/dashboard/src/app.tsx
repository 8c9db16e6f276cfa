// The page as a whole: who is there, where they are, what is around it.
import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks';
import { Problem, get, setCsrf, type Shape, whenSignedOut } from './api';
import { type Catalogue, readCatalogue } from './catalogue';
import { Frame } from './frame';
import { listen, hush } from './live';
import { dropDrafts } from './load';
import { pages } from './pages';
import { Trouble, Waiting } from './parts/basics';
import { type Route, useRoute } from './route';
import { SignIn } from './signin';
import { type Language, currentLanguage, setLanguage } from './words';

export type Session = Shape<'Session'>;

export interface Here {
  session: Session;
  all: Catalogue;
  renew: () => Promise<void>;
  route: Route;
  signOut: () => void;
  language: Language;
  speak: (language: Language) => void;
  may: (role: Session['role']) => boolean;
  // The session has ended; whoever was here is asked to sign in again over the page.
  ended: boolean;
}

const HereContext = createContext<Here | null>(null);
export function useHere(): Here {
  const here = useContext(HereContext);
  if (!here) throw new Error('outside of the page');
  return here;
}

const roles = ['viewer', 'manager', 'admin'];
// That this browser was let in before; whether it still is, the hub says.
const known = 'known';

type Stage =
  | { at: 'asking' }
  | { at: 'outside' }
  | { at: 'trouble'; problem: Problem }
  | { at: 'inside'; session: Session; all: Catalogue };

export function App() {
  const [stage, setStage] = useState<Stage>({ at: 'asking' });
  const [locked, setLocked] = useState(false);
  const [language, setSpoken] = useState<Language>(currentLanguage());
  const goOn = useRef<(() => void)[]>([]);
  const route = useRoute();

  const enter = useCallback(async (session: Session) => {
    setCsrf(session.csrf);
    localStorage.setItem(known, session.user);
    const all = await readCatalogue();
    listen();
    setStage({ at: 'inside', session, all });
  }, []);

  const ask = useCallback(async () => {
    if (!localStorage.getItem(known)) return setStage({ at: 'outside' });
    try {
      await enter(await get('/v1/sessions/self', { signingIn: true }));
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem(-1, String(error));
      setStage(problem.status === 401 ? { at: 'outside' } : { at: 'trouble', problem });
    }
  }, []);

  useEffect(() => {
    void ask();
  }, []);

  // A session that ends on the way: sign in over the page, which stays as it is.
  useEffect(() => {
    whenSignedOut(
      () =>
        new Promise<void>((resolve) => {
          goOn.current.push(resolve);
          setLocked(true);
        }),
    );
  }, []);

  const signedIn = async (session: Session) => {
    if (stage.at === 'inside' && stage.session.user === session.user) {
      setCsrf(session.csrf);
      listen();
      setLocked(false);
      for (const each of goOn.current.splice(0)) each();
      return;
    }
    // Somebody else finds nobody's drafts.
    if (stage.at === 'inside' || localStorage.getItem(known) !== session.user) dropDrafts();
    localStorage.setItem(known, session.user);
    if (stage.at === 'inside') return location.reload();
    setStage({ at: 'asking' });
    await enter(session);
  };

  if (stage.at === 'asking') return <Waiting />;
  if (stage.at === 'trouble')
    return <main class="alone"><Trouble problem={stage.problem} again={() => { setStage({ at: 'asking' }); void ask(); }} /></main>;
  if (stage.at === 'outside') return <SignIn signedIn={signedIn} language={language} speak={speak} />;

  function speak(next: Language) {
    localStorage.setItem('language', next);
    void setLanguage(next).then(() => setSpoken(next));
  }

  const { session, all } = stage;
  const here: Here = {
    session,
    all,
    route,
    language,
    speak,
    renew: async () => setStage({ at: 'inside', session, all: await readCatalogue() }),
    ended: locked,
    may: (role) => roles.indexOf(session.role) >= roles.indexOf(role),
    signOut: () => {
      hush();
      dropDrafts();
      localStorage.removeItem(known);
      setStage({ at: 'outside' });
    },
  };
  const Page = (pages.find((page) => page.name === route.page) ?? pages[0]!).show;
  return (
    <HereContext.Provider value={here}>
      <Frame key={language}>
        <Page />
      </Frame>
      {locked && <SignIn over signedIn={signedIn} name={session.user} language={language} speak={speak} />}
    </HereContext.Provider>
  );
}
