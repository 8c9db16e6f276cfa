// The kiosk as built, in a window of a virtual display, tapped and typed at by way of the X server;
// what it shows is read off its trace.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const patience = 15_000;
// A screen hears nothing for a moment after it appears, nor a second strike right after the first.
const fingerRest = 600;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function waited(what, look) {
  for (const end = Date.now() + patience; Date.now() < end; await pause(15)) {
    const found = look();
    if (found) return found;
  }
  throw new Error(`waited in vain for ${what()}`);
}

export class RealKiosk {
  // Enrolled by `code`; what it leaves goes with stop().
  static async start(bin, hub, code, { width = 1280, height = 800 } = {}) {
    const kiosk = new RealKiosk();
    kiosk.folder = mkdtempSync(join(tmpdir(), 'earshot-page-kiosk-'));
    kiosk.trace = join(kiosk.folder, 'trace');
    kiosk.server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset'],
      { stdio: ['ignore', 'pipe', 'ignore'] });
    kiosk.display = await new Promise((resolve, reject) => {
      kiosk.server.stdout.on('data', (number) => resolve(`:${String(number).trim()}`));
      kiosk.server.on('exit', () => reject(new Error('no virtual display')));
      kiosk.server.on('error', reject);
    });
    kiosk.log = '';
    kiosk.process = spawn(join(bin, 'earshot-kiosk'),
      ['--data', join(kiosk.folder, 'kiosk'), '--trace', kiosk.trace, '--windowed', `${width}x${height}`, '--hub', hub.address, '--enrol', code],
      { env: { ...process.env, DISPLAY: kiosk.display, SDL_VIDEODRIVER: 'x11' }, stdio: ['ignore', 'ignore', 'pipe'] });
    kiosk.process.stderr.on('data', (text) => { kiosk.log += text; });
    return kiosk;
  }

  async stop() {
    for (const each of [this.process, this.server]) {
      if (each.exitCode === null) {
        const ended = new Promise((resolve) => each.on('exit', resolve));
        each.kill('SIGTERM');
        await ended;
      }
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  // The newest whole line.
  shown() {
    let text = '';
    try {
      text = readFileSync(this.trace, 'utf8');
    } catch {
      return null;
    }
    const lines = text.split('\n');
    return lines.length > 1 ? JSON.parse(lines.at(-2)) : null;
  }

  waitFor(what, fits) {
    return waited(() => `${what}; the kiosk shows ${JSON.stringify(this.shown())?.slice(0, 1500)}; ${this.log.slice(-500)}`, () => {
      const shown = this.shown();
      return shown && fits(shown) ? shown : null;
    });
  }

  waitForControl(id) {
    return this.waitFor(id, (shown) => shown.elements.some((each) => each.id === id));
  }

  // When the finger comes down.
  async tap(id) {
    await pause(fingerRest);
    const shown = this.shown();
    const element = shown.elements.find((each) => each.id === id);
    if (!element) throw new Error(`there is no ${id} to tap: ${JSON.stringify(shown.elements.map((each) => each.id))}`);
    const [x, y] = [shown.origin[0] + element.x + element.w / 2, shown.origin[1] + element.y + element.h / 2].map(Math.floor);
    this.xdotool('mousemove', String(x), String(y));
    const at = Date.now();
    this.xdotool('click', '1');
    return at;
  }

  type(text) {
    this.xdotool('type', '--delay', '60', text);
  }

  xdotool(...words) {
    execFileSync('xdotool', words, { env: { ...process.env, DISPLAY: this.display } });
  }
}
