// A page whose script comes when it is gone to.
import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Problem } from './api';
import { Trouble, Waiting } from './parts/basics';

export function later(load: () => Promise<FunctionComponent>): FunctionComponent {
  let loaded: FunctionComponent | null = null;
  return function Later() {
    const [Page, setPage] = useState<FunctionComponent | null>(() => loaded);
    const [away, setAway] = useState(false);
    const fetch = () => {
      setAway(false);
      load().then(
        (page) => {
          loaded = page;
          setPage(() => page);
        },
        () => setAway(true),
      );
    };
    useEffect(() => {
      if (!loaded) fetch();
    }, []);
    if (away) return <Trouble problem={new Problem(0, '')} again={fetch} />;
    return Page ? <Page /> : <Waiting />;
  };
}
