// Calls the hub. Types come from its own description.
import type { components, paths } from '../generated/api';

// What the hub answers has every member of its shape.
export type Full<T> = T extends (infer Item)[]
  ? Full<Item>[]
  : T extends object
    ? { [Key in keyof T]-?: Full<Exclude<T[Key], undefined>> }
    : T;

type Schemas = components['schemas'];
export type Shape<Name extends keyof Schemas> = Full<Schemas[Name]>;
export type Given<Name extends keyof Schemas> = Schemas[Name];

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Json<T> = T extends { content: { 'application/json': infer Body } } ? Full<Body> : undefined;
type Operation<Path extends keyof paths, M extends Method> = Exclude<paths[Path][M], undefined>;
type Answer<Path extends keyof paths, M extends Method> =
  Operation<Path, M> extends { responses: infer Codes }
    ? Json<Codes[Extract<keyof Codes, 200 | 201 | 204>]>
    : never;
type Body<Path extends keyof paths, M extends Method> =
  Operation<Path, M> extends { requestBody: { content: { 'application/json': infer B } } } ? B : undefined;
type PathOf<M extends Method> = {
  [Path in keyof paths]: paths[Path][M] extends undefined ? never : Path;
}[keyof paths];

export type Query = Record<string, string | undefined>;

// What the hub says is wrong (RFC 9457), or that it cannot be reached: status 0.
export class Problem extends Error {
  constructor(
    readonly status: number,
    detail: string,
    readonly pointer = '',
    readonly waits = 0,
  ) {
    super(detail);
  }
}

// Set while somebody is signed in. What changes something carries it.
let csrf: string | null = null;
export const setCsrf = (token: string | null) => {
  csrf = token;
};

// Who is told that the session is over; resolves when somebody has signed in again.
let onSignedOut: (() => Promise<void>) | null = null;
export const whenSignedOut = (tell: () => Promise<void>) => {
  onSignedOut = tell;
};

export function address(path: string, parts: Record<string, string> = {}, query: Query = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  const text = search.toString();
  return text ? `${filled}?${text}` : filled;
}

export async function problemOf(response: Response): Promise<Problem> {
  const told = (await response.json().catch(() => null)) as { detail?: string; title?: string; pointer?: string } | null;
  const waits = Number(response.headers.get('Retry-After') ?? 0);
  return new Problem(response.status, told?.detail || told?.title || response.statusText, told?.pointer ?? '', waits);
}

interface Options<M extends Method, Path extends keyof paths> {
  parts?: Record<string, string>;
  query?: Query;
  body?: Body<Path, M>;
  signal?: AbortSignal;
  headers?: Record<string, string>;
  // What stands above the answer, such as its ETag.
  head?: (headers: Headers) => void;
  // A wrong password is no session that ended.
  signingIn?: boolean;
}

async function send(method: string, target: string, options: Options<Method, keyof paths>): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
  if (method !== 'get' && csrf) headers['X-CSRF-Token'] = csrf;
  const init: RequestInit = { method: method.toUpperCase(), headers, credentials: 'same-origin' };
  if (options.signal) init.signal = options.signal;
  if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(options.body);
  }
  try {
    return await fetch(target, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem(0, '');
  }
}

export async function call<M extends Method, Path extends PathOf<M>>(
  method: M,
  path: Path,
  options: Options<M, Path> = {},
): Promise<Answer<Path, M>> {
  const target = address(path, options.parts, options.query);
  let response = await send(method, target, options);
  if (response.status === 401 && !options.signingIn && onSignedOut) {
    await onSignedOut();
    // Reading goes on by itself. What changes something is for whoever signed in now to say again.
    if (method !== 'get') throw new Problem(401, '');
    response = await send(method, target, options);
  }
  if (!response.ok) throw await problemOf(response);
  options.head?.(response.headers);
  if (response.status === 204) return undefined as Answer<Path, M>;
  return (await response.json()) as Answer<Path, M>;
}

export const get = <Path extends PathOf<'get'>>(path: Path, options: Options<'get', Path> = {}) =>
  call('get', path, options);
