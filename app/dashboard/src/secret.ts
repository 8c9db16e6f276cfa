// The key that shoppers' contacts are sealed to, as only browsers have it. What the hub keeps of its
// secret is text that is made and read here alone:
//   under a passphrase or the recovery code   {"v":1,"passes","bytes","salt","nonce","box"}
//   asking for a copy                         {"v":1,"key","own"}: a pair of the asker's, its secret
//                                             under their passphrase
//   given to who asked                        {"v":1,"sealed"}: to that pair
// Nothing of it is stored in the browser; secrets are wiped when they are let go.
import type { Sodium } from 'libsodium-wrappers-sumo';

export interface Pair {
  key: Uint8Array;
  secret: Uint8Array;
}

export interface Contact {
  name: string;
  contact: string;
  best_time: string;
}

// As the hub's own passwords: 64 MiB, three times.
const passes = 3;
const bytes = 64 * 1024 * 1024;
// A hub that is taken over could ask for more than a browser has.
const bytesAtMost = 4 * bytes;
const passesAtMost = 10;

let loading: Promise<Sodium> | null = null;
// Comes when it is first needed; a try that failed is none.
function library(): Promise<Sodium> {
  loading ??= import('libsodium-wrappers-sumo').then(async ({ default: sodium }) => {
    await sodium.ready;
    return sodium;
  });
  loading.catch(() => (loading = null));
  return loading;
}

const encode = (sodium: Sodium, raw: Uint8Array) => sodium.to_base64(raw, sodium.base64_variants.ORIGINAL);

// What is written here, read back; none where it is anything else.
function readParts(text: string): Record<string, unknown> | null {
  try {
    const parts: unknown = JSON.parse(text);
    return typeof parts === 'object' && parts !== null && (parts as { v?: unknown }).v === 1 ? (parts as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

// What opens throws for whatever does not fit.
function tried(open: () => Uint8Array): Uint8Array | null {
  try {
    return open();
  } catch {
    return null;
  }
}

const plain = (passphrase: string) => passphrase.normalize('NFKC');

export async function makePair(): Promise<Pair> {
  const { publicKey, privateKey } = (await library()).crypto_box_keypair();
  return { key: publicKey, secret: privateKey };
}

export const textOf = async (key: Uint8Array) => encode(await library(), key);

export async function wrapUnder(passphrase: string, secret: Uint8Array): Promise<string> {
  const sodium = await library();
  const salt = sodium.randombytes_buf(sodium.crypto_pwhash_SALTBYTES);
  const nonce = sodium.randombytes_buf(sodium.crypto_secretbox_NONCEBYTES);
  const key = sodium.crypto_pwhash(sodium.crypto_secretbox_KEYBYTES, plain(passphrase), salt, passes, bytes, sodium.crypto_pwhash_ALG_ARGON2ID13);
  const box = sodium.crypto_secretbox_easy(secret, nonce, key);
  sodium.memzero(key);
  return JSON.stringify({ v: 1, passes, bytes, salt: encode(sodium, salt), nonce: encode(sodium, nonce), box: encode(sodium, box) });
}

// None where the passphrase is wrong, or the text is not ours.
export async function unwrapUnder(passphrase: string, text: string): Promise<Uint8Array | null> {
  const sodium = await library();
  const parts = readParts(text);
  if (!parts) return null;
  if (!(Number(parts.bytes) <= bytesAtMost && Number(parts.passes) <= passesAtMost)) return null;
  return tried(() => {
    const [salt, nonce, box] = [parts.salt, parts.nonce, parts.box].map((each) => sodium.from_base64(String(each), sodium.base64_variants.ORIGINAL)) as [Uint8Array, Uint8Array, Uint8Array];
    const key = sodium.crypto_pwhash(sodium.crypto_secretbox_KEYBYTES, plain(passphrase), salt, Number(parts.passes), Number(parts.bytes), sodium.crypto_pwhash_ALG_ARGON2ID13);
    const secret = sodium.crypto_secretbox_open_easy(box, nonce, key);
    sodium.memzero(key);
    return secret;
  });
}

export async function askUnder(passphrase: string): Promise<string> {
  const own = await makePair();
  const wrapped = await wrapUnder(passphrase, own.secret);
  own.secret.fill(0);
  return JSON.stringify({ v: 1, key: await textOf(own.key), own: wrapped });
}

async function askersKey(asks: string): Promise<Uint8Array | null> {
  const sodium = await library();
  const key = readParts(asks)?.key;
  return typeof key === 'string' ? tried(() => sodium.from_base64(key, sodium.base64_variants.ORIGINAL)) : null;
}

export async function sealFor(asks: string, secret: Uint8Array): Promise<string | null> {
  const sodium = await library();
  const to = await askersKey(asks);
  const sealed = to && tried(() => sodium.crypto_box_seal(secret, to));
  return sealed ? JSON.stringify({ v: 1, sealed: encode(sodium, sealed) }) : null;
}

// Twenty digits that two people compare: a hub between them would have to find another key with the
// same ones.
export async function digitsOf(asks: string): Promise<string> {
  const sodium = await library();
  const key = await askersKey(asks);
  if (!key) return '–';
  const hash = new DataView(sodium.crypto_generichash(20, key).buffer);
  return [0, 4, 8, 12, 16].map((at) => String(hash.getUint32(at) % 10_000).padStart(4, '0')).join(' ');
}

// The secret of `key` by one's own copy; none where the passphrase does not open it, or opens
// another's.
export async function openCopy(copy: { key: string; wrapped: string; asks: string | null }, passphrase: string): Promise<Uint8Array | null> {
  const sodium = await library();
  const sealed = readParts(copy.wrapped)?.sealed;
  if (typeof sealed !== 'string') return fitting(copy.key, await unwrapUnder(passphrase, copy.wrapped));
  const asked = copy.asks && readParts(copy.asks)?.own;
  const own = typeof asked === 'string' ? await unwrapUnder(passphrase, asked) : null;
  if (!own) return null;
  const secret = tried(() =>
    sodium.crypto_box_seal_open(sodium.from_base64(sealed, sodium.base64_variants.ORIGINAL), sodium.crypto_scalarmult_base(own), own));
  sodium.memzero(own);
  return fitting(copy.key, secret);
}

async function fitting(key: string, secret: Uint8Array | null): Promise<Uint8Array | null> {
  const sodium = await library();
  if (!secret) return null;
  return encode(sodium, sodium.crypto_scalarmult_base(secret)) === key ? secret : null;
}

export const openByCode = async (copy: { key: string; recovery: string }, code: string) =>
  fitting(copy.key, await unwrapUnder(readCode(code), copy.recovery));

// 150 bits in letters that nobody takes for others.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groups = 6;
const lettersInGroup = 5;

export async function makeCode(): Promise<string> {
  const sodium = await library();
  const raw = sodium.randombytes_buf(groups * lettersInGroup);
  const all = Array.from(raw, (byte) => letters[byte % letters.length]).join('');
  return all.replace(/(.{5})(?=.)/g, '$1-');
}

// However it was typed off the paper.
const readCode = (typed: string) =>
  typed.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1').replace(/[^0-9A-Z]/g, '');

export const wrapUnderCode = (code: string, secret: Uint8Array) => wrapUnder(readCode(code), secret);

export async function openBox(box: string, pair: Pair): Promise<Contact | null> {
  const sodium = await library();
  const opened = tried(() => sodium.crypto_box_seal_open(sodium.from_base64(box, sodium.base64_variants.ORIGINAL), pair.key, pair.secret));
  if (!opened) return null;
  try {
    const told = JSON.parse(sodium.to_string(opened)) as Partial<Contact>;
    return { name: String(told.name ?? ''), contact: String(told.contact ?? ''), best_time: String(told.best_time ?? '') };
  } catch {
    return null;
  } finally {
    sodium.memzero(opened);
  }
}

export const keyOf = async (text: string) => {
  const sodium = await library();
  return sodium.from_base64(text, sodium.base64_variants.ORIGINAL);
};
