// What the hub tells as it happens (server-sent events), one stream for the whole page.
type Told = { kinds: string[]; tell: () => void };

const kinds = ['response', 'comment', 'follow_up', 'alert', 'device'];
// More happened than the hub keeps: look at everything again.
const everything = 'missed';
const told = new Set<Told>();
const watchers = new Set<(connected: boolean) => void>();
let stream: EventSource | null = null;
let connected = false;
let waiting: ReturnType<typeof setTimeout> | undefined;
const pending = new Set<string>();

// Several records that come in one batch are one reason to look again.
const pause = 150;
const retry = 10_000;

function say(is: boolean) {
  if (connected === is) return;
  connected = is;
  for (const watcher of watchers) watcher(is);
}

function heard(kind: string) {
  pending.add(kind);
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const all = [...pending];
    pending.clear();
    for (const each of told) if (all.includes(everything) || each.kinds.some((one) => all.includes(one))) each.tell();
  }, pause);
}

export function listen() {
  if (stream) return;
  const opened = new EventSource('/v1/live');
  stream = opened;
  let before = false;
  opened.onopen = () => {
    say(true);
    // What happened while nobody listened.
    if (before) heard(everything);
    before = true;
  };
  opened.onerror = () => {
    say(false);
    if (opened.readyState !== EventSource.CLOSED) return;
    stream = null;
    setTimeout(() => {
      if (stream || !told.size) return;
      heard(everything);
      listen();
    }, retry);
  };
  for (const kind of [...kinds, everything]) opened.addEventListener(kind, () => heard(kind));
}

export function hush() {
  stream?.close();
  stream = null;
  say(false);
}

// Calls `tell` when one of these has come; returns what ends that.
export function whenHeard(of: string[], tell: () => void): () => void {
  const entry = { kinds: of, tell };
  told.add(entry);
  return () => told.delete(entry);
}

export function watchConnection(watcher: (connected: boolean) => void): () => void {
  watchers.add(watcher);
  watcher(connected);
  return () => watchers.delete(watcher);
}
