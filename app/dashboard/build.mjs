// Makes the manager's page: node build.mjs OUT OPENAPI REASONS
//   OUT       folder for the files that the hub serves, emptied first
//   OPENAPI   the hub's description of its API: the types of every call come from it
//   REASONS   the reason book's file: its icons go in
// Fails where a type does not fit, a translation lacks a word, or an icon is unknown.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import openapiTS, { astToString } from 'openapi-typescript';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const [out, openapi, ...books] = process.argv.slice(2);

const generated = join(here, 'generated');
mkdirSync(generated, { recursive: true });

// The types of the API.
const description = JSON.parse(readFileSync(openapi, 'utf8'));
writeFileSync(join(generated, 'api.ts'), astToString(await openapiTS(description)));

// Material Design Icons by the names that reasons and questions have.
const names = new Set();
for (const book of books)
  for (const [, name] of readFileSync(book, 'utf8').matchAll(/^\s*icon = "([a-z0-9-]+)"/gm))
    names.add(name);
// And more to choose from, which come when they are wanted.
const others = `
  account-child account-clock account-group account-heart account-question air-conditioner alarm
  alert-circle-outline arrow-expand-horizontal baby-bottle-outline baby-carriage bag-personal baguette barley
  bank battery-charging bed beer bell-ring-outline bicycle bike book-open-variant bottle-wine
  bread-slice-outline broom bulletin-board bus cake-variant calendar-star camera candle car carrot
  cash-register cat cctv chair-rolling charity cheese chef-hat chili-mild cigar city clipboard-check coffee
  comment-question-outline compass-outline credit-card-outline cup-water currency-usd dog dishwasher door-open
  egg ev-station eye-outline face-agent ferry fire fish flask-outline flower food food-croissant
  food-drumstick food-halal food-kosher food-steak food-variant-off fridge-outline fruit-cherries fruit-citrus
  fruit-grapes fuel gas-station gift grain hand-heart hand-wash hanger headphones home-city hospital-box
  human-cane human-male-female-child human-wheelchair ice-cream key information-outline ladder lamp leaf leek
  lightbulb-on-outline lotion-outline mailbox medical-bag microphone mirror mother-nurse motorbike mushroom
  music-note noodles nutrition package-variant paper-roll pasta phone pill pizza pot-steam printer recycle
  rice sausage scale scissors-cutting seat shield-check shopping-search shower sign-direction smoking-off
  snowflake soccer spa stairs star-outline sunglasses swap-horizontal table-chair television tent thermometer
  toilet tools tooth-outline toy-brick-outline train-car tree truck-delivery tshirt-crew umbrella volume-high
  wallet water weather-sunny wheelchair wifi wrench
`.trim().split(/\s+/).filter((name) => !names.has(name));
const drawings = await import('@mdi/js');
const drawn = (list) => [...list].sort().map((name) => {
  const variable = 'mdi' + name.split('-').map((part) => part[0].toUpperCase() + part.slice(1)).join('');
  if (!drawings[variable]) throw new Error(`${name}: no icon of Material Design Icons`);
  return `  '${name}': '${drawings[variable]}',`;
}).join('\n');
for (const [file, list] of [['icons.ts', names], ['more_icons.ts', others]])
  writeFileSync(join(generated, file), `export const icons: Record<string, string> = {\n${drawn(list)}\n};\n`);

// What the kiosk itself says on the screens that are shown here, as its catalogues have it.
const said = {
  not_today: 'Not today', one_tap: 'One tap. It reaches the person who runs this shop.',
  one_tap_of: 'One tap. {1}, who runs this shop, reads every answer.', we_did: 'You said, we did.',
};
const asked = ['One of you asked for it.', '{1} of you asked for it.'];
const unquoted = (lines) => [...lines.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => JSON.parse(`"${text}"`)).join('');
const kiosk = { en: { ...said, asked: { one: asked[0], other: asked[1] } } };
const locales = join(here, '../../assets/locale');
for (const file of readdirSync(locales).filter((name) => name.endsWith('.po'))) {
  const language = basename(file, '.po');
  const entries = new Map();
  let rule = 'n != 1';
  for (const entry of readFileSync(join(locales, file), 'utf8').split(/\n\n+/)) {
    const part = (name) => unquoted(new RegExp(`^${name.replace(/[[\]]/g, '\\$&')} ((?:".*"\\n?)+)`, 'm').exec(entry)?.[1] ?? '');
    rule = /plural=([^;\\]+);/.exec(entry.startsWith('msgid ""') ? entry : '')?.[1] ?? rule;
    entries.set(part('msgid'), [part('msgstr'), ...Array.from({ length: 6 }, (_, form) => part(`msgstr[${form}]`))]);
  }
  const of = (text, form = 0) => {
    const words = entries.get(text)?.[form];
    if (!words) throw new Error(`${file}: no “${text}”`);
    return words;
  };
  const form = new Function('n', `return Number(${rule})`);
  const plural = new Intl.PluralRules(language);
  const forms = {};
  for (let n = 200; n >= 0; n -= 1) forms[plural.select(n)] = of(asked[0], 1 + form(n));
  kiosk[language] = { ...Object.fromEntries(Object.entries(said).map(([key, text]) => [key, of(text)])), asked: forms };
}
writeFileSync(join(generated, 'kiosk.ts'),
  `export type KioskWords = { ${Object.keys(said).map((key) => `${key}: string; `).join('')}asked: Record<string, string> };\n`
  + `export const kiosk: Record<string, KioskWords> = ${JSON.stringify(kiosk, null, 2)};\n`);

try {
  execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '--project', here], { stdio: 'inherit' });
} catch {
  // The compiler has said why.
  process.exit(1);
}

// The library that opens contacts brings itself a second time, for browsers without WebAssembly: as
// much again to load, for browsers that this page does not run in.
const onceIsEnough = {
  name: 'libsodium without its fallback',
  setup(build) {
    build.onLoad({ filter: /modules-sumo[/\\]libsodium-sumo\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const [begins, ends] = ['Module.useBackupModule = function() {', 'createWasm();run();\n        });\n      };'];
      const [from, to] = [text.indexOf(begins), text.indexOf(ends)];
      if (from < 0 || to < from) throw new Error(`${path}: not as this file knows it`);
      return {
        contents: `${text.slice(0, from)}${begins} return Promise.reject(new Error('no WebAssembly')); };${text.slice(to + ends.length)}`,
        loader: 'js',
      };
    });
  },
};

const result = await esbuild.build({
  absWorkingDir: here,
  entryPoints: ['src/main.tsx', 'style/main.css'],
  outdir: out,
  bundle: true,
  minify: true,
  splitting: true,
  format: 'esm',
  target: ['es2020', 'chrome90', 'firefox90', 'safari15'],
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  publicPath: '/assets',
  loader: { '.woff2': 'file' },
  // As the hub sends it: escapes would cost Arabic four bytes a letter.
  charset: 'utf8',
  legalComments: 'none',
  plugins: [onceIsEnough],
  metafile: true,
  write: false,
  logLevel: 'warning',
});

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const keep = (name, content) => {
  writeFileSync(join(out, name), content);
  // What is compressed already gains nothing.
  if (extname(name) !== '.woff2') writeFileSync(join(out, name + '.gz'), gzipSync(content, { level: 9 }));
};
for (const file of result.outputFiles) keep(basename(file.path), file.contents);

const made = (entry) => basename(Object.entries(result.metafile.outputs)
  .find(([, output]) => output.entryPoint === entry)[0]);
const brand = readFileSync(join(here, 'icon.svg'));
const icon = `icon-${createHash('sha256').update(brand).digest('hex').slice(0, 8)}.svg`;
keep(icon, brand);
const font = readdirSync(out).find((name) => /^inter-latin-wght-normal/.test(name));
const page = readFileSync(join(here, 'index.html'), 'utf8')
  .replace('{{script}}', '/assets/' + made('src/main.tsx'))
  .replace('{{style}}', '/assets/' + made('style/main.css'))
  .replace('{{font}}', '/assets/' + font)
  .replace('{{icon}}', '/assets/' + icon);
keep('index.html', page);
// The same page where contacts are opened: the hub lets that document run the library for it.
keep('call.html', page);
console.log(`the page: ${readdirSync(out).length} files in ${relative(process.cwd(), out)}`);
