// Where we are: #/page/part?filters. After the hash, so that what somebody searches for is in no
// log on the way. One page is a document of its own: it alone may run what opens contacts.
import { useEffect, useState } from 'preact/hooks';

export interface Route {
  page: string;
  part: string;
  filters: Record<string, string>;
}

const documents: Record<string, string> = { call: '/call' };
const documentOf = (page: string) => documents[page] ?? '/';

export function readRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [page = '', part = ''] = path.split('/').map(decodeURIComponent);
  const here = Object.keys(documents).find((each) => documents[each] === location.pathname);
  return { page: page || (here ?? 'today'), part, filters: Object.fromEntries(new URLSearchParams(search)) };
}

export function link(page: string, filters: Record<string, string | undefined> = {}, part = ''): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) search.set(name, value);
  const text = search.toString();
  const document = documentOf(page);
  return `${document === location.pathname ? '' : document}#/${page}${part ? '/' + encodeURIComponent(part) : ''}${text ? '?' + text : ''}`;
}

export const go = (to: string, replace = false) => {
  if (!to.startsWith('#')) {
    location.assign(to);
  } else if (replace) {
    history.replaceState(null, '', to);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = to;
  }
};

export function useRoute(): Route {
  const [route, setRoute] = useState(() => readRoute(location.hash));
  useEffect(() => {
    const moved = () => {
      const to = readRoute(location.hash);
      if (documentOf(to.page) === location.pathname) setRoute(to);
      else location.replace(documentOf(to.page) + location.hash);
    };
    moved();
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  return route;
}

// Changes some filters of the page that is shown; '' takes one away.
export function setFilters(route: Route, change: Record<string, string>, replace = true) {
  go(link(route.page, { ...route.filters, ...change }, route.part), replace);
}
