// What is unlocked in this browser, and how it locks itself: after a while in which nobody touches
// anything, when the page is left, or when somebody says so.
import { useEffect, useState } from 'preact/hooks';
import type { Pair } from './secret';

const minutes = 5;
const idle = minutes * 60_000;

const pairs = new Map<string, Pair>();
const watchers = new Set<() => void>();
let last = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

const tell = () => {
  for (const each of watchers) each();
};

function lock() {
  clearTimeout(timer);
  for (const { secret } of pairs.values()) secret.fill(0);
  pairs.clear();
  tell();
}

// A machine that slept has not counted: the clock tells.
function look() {
  clearTimeout(timer);
  if (pairs.size === 0) return;
  const left = last + idle - Date.now();
  if (left <= 0) lock();
  else timer = setTimeout(look, left);
}

const touched = () => {
  if (pairs.size > 0 && Date.now() - last < idle) last = Date.now();
};

export const opened = {
  minutes,
  of: (id: string) => pairs.get(id) ?? null,
  put(id: string, pair: Pair) {
    pairs.set(id, pair);
    last = Date.now();
    look();
    tell();
  },
  lock,
  // While the page is shown; locks when it goes.
  watch(): () => void {
    const kinds = ['pointerdown', 'keydown', 'wheel', 'touchmove'];
    for (const kind of kinds) addEventListener(kind, touched, { passive: true });
    addEventListener('pagehide', lock);
    document.addEventListener('visibilitychange', look);
    return () => {
      for (const kind of kinds) removeEventListener(kind, touched);
      removeEventListener('pagehide', lock);
      document.removeEventListener('visibilitychange', look);
      lock();
    };
  },
};

export function useOpened(id: string): Pair | null {
  const [, again] = useState(0);
  useEffect(() => {
    const told = () => again((n) => n + 1);
    watchers.add(told);
    return () => {
      watchers.delete(told);
    };
  }, []);
  return opened.of(id);
}
