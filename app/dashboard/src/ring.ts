// A manager is needed now: this computer says so aloud, and over other windows, where its browser
// lets it.
import { get, type Shape } from './api';
import { whenHeard } from './live';
import { go, link } from './route';
import { t } from './words';

type Alert = Shape<'Alert'>;

export const nobodyYet = (alert: Alert) => alert.kind === 'hot' && alert.state === 'new';

export const canAsk = () => 'Notification' in window && Notification.permission === 'default';
export const rings = () => 'Notification' in window && Notification.permission === 'granted';

let sound: AudioContext | null = null;

// Three short notes. Browsers let only a page sound on which somebody has pressed something.
function chime() {
  sound ??= new AudioContext();
  const start = sound.currentTime;
  for (const [index, pitch] of [880, 660, 880].entries()) {
    const note = sound.createOscillator();
    const volume = sound.createGain();
    const from = start + index * 0.25;
    note.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, from);
    volume.gain.exponentialRampToValueAtTime(0.4, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.22);
    note.connect(volume).connect(sound.destination);
    note.start(from);
    note.stop(from + 0.24);
  }
  void sound.resume().catch(() => undefined);
}

// From somebody's press, as browsers want it.
export async function askToRing(): Promise<void> {
  await Notification.requestPermission();
  chime();
}

const rung = new Set<string>();

async function look(shopName: (id: string) => string): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const report = await get('/v1/report', { query: { from: today, source: 'heard' } });
  for (const alert of report.alerts) {
    if (!alert.id || !nobodyYet(alert) || rung.has(alert.id)) continue;
    rung.add(alert.id);
    chime();
    if (!rings()) continue;
    const told = new Notification(t('alert_hot', { what: alert.text }), { body: shopName(alert.shop), tag: alert.id, requireInteraction: true });
    told.onclick = () => {
      window.focus();
      go(link('actions', {}, alert.action ?? ''));
    };
  }
}

// Returns what ends it.
export const ringWhenNeeded = (shopName: (id: string) => string): (() => void) =>
  whenHeard(['alert'], () => void look(shopName).catch(() => undefined));
