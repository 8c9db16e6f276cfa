// A client made of /openapi.json alone: it knows no path, shape or header of ours, only what it
// wants to do, and finds the calls by what the description says of them.
//   node --test description_test.mjs, with EARSHOT_BIN
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Hub } from './shop.mjs';

const require = createRequire(new URL('../../../app/dashboard/package.json', import.meta.url));

let hub, description;

before(async () => {
  hub = await Hub.start(process.env.EARSHOT_BIN);
  description = await (await fetch(`${hub.address}/openapi.json`)).json();
});
after(() => hub?.stop());

const resolve = (shape) =>
  shape?.$ref ? resolve(shape.$ref.slice(2).split('/').reduce((at, name) => at[name], description)) : shape;

// The one call whose body or answer has these members, and that is for them.
function find({ method, takes = [], gives = [], as }) {
  const shapeOf = (content) => resolve(Object.values(content ?? {})[0]?.schema);
  const has = (shape, members) => members.every((member) => shape?.properties?.[member]);
  const found = [];
  for (const [path, calls] of Object.entries(description.paths))
    for (const [each, call] of Object.entries(calls)) {
      const done = Object.entries(call.responses).find(([status]) => status.startsWith('2'));
      if (each === method && (!as || call.security.some((scheme) => scheme[as])) && has(shapeOf(call.requestBody?.content), takes) && has(shapeOf(done[1].content), gives))
        found.push({ path, method, call, status: Number(done[0]) });
    }
  assert.equal(found.length, 1, `${method} ${takes} → ${gives}: ${found.map((each) => each.path)}`);
  return found[0];
}

// Whether a value is what a shape says: of JSON Schema what the description uses.
function fits(shape, value, where = '') {
  shape = resolve(shape);
  const types = shape.type === undefined ? null : [shape.type].flat();
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
  if (types) assert.ok(types.includes(type) || (type === 'integer' && types.includes('number')), `${where} is ${type}, not ${types}`);
  if (shape.enum) assert.ok(shape.enum.includes(value), `${where}: ${value}`);
  if (typeof value === 'string' && shape.pattern) assert.match(value, new RegExp(shape.pattern), where);
  if (type === 'array' && shape.items) value.forEach((item, index) => fits(shape.items, item, `${where}/${index}`));
  if (type !== 'object') return;
  for (const name of shape.required ?? []) assert.ok(name in value, `${where} lacks ${name}`);
  for (const [name, member] of Object.entries(value))
    if (shape.properties?.[name]) fits(shape.properties[name], member, `${where}/${name}`);
}

async function ask({ path, method, call, status }, { token, body, parts = {}, query = {} } = {}) {
  const headers = {};
  const scheme = Object.keys(call.security[0] ?? {})[0];
  if (scheme) {
    const { type, scheme: how } = description.components.securitySchemes[scheme];
    assert.deepEqual([type, how], ['http', 'bearer']);
    headers.Authorization = `Bearer ${token}`;
  }
  if (call.requestBody) headers['Content-Type'] = Object.keys(call.requestBody.content)[0];
  for (const name of Object.keys(query))
    assert.ok(call.parameters.some((each) => each.in === 'query' && each.name === name), name);
  const target = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(parts[name]));
  const answer = await fetch(`${hub.address}${target}?${new URLSearchParams(query)}`,
    { method: method.toUpperCase(), headers, body: typeof body === 'object' ? JSON.stringify(body) : body });
  const text = await answer.text();
  assert.equal(answer.status, status, `${method} ${path}: ${text}`);
  const value = JSON.parse(text);
  fits(Object.values(call.responses[status].content)[0].schema, value);
  return value;
}

test('a description tool takes it', async () => {
  const { Validator } = await import(pathToFileURL(require.resolve('@seriousme/openapi-schema-validator')));
  const outcome = await new Validator().validate(structuredClone(description));
  assert.ok(outcome.valid, JSON.stringify(outcome.errors));
});

test('a client that reads nothing else enrols, sends and reports', async () => {
  const code = await ask(find({ method: 'post', takes: ['shop', 'till'], gives: ['code', 'expires'] }),
    { token: hub.token, body: { shop: 'harbour', till: '1' } });
  const device = await ask(find({ method: 'post', takes: ['code', 'hardware'], gives: ['device_id', 'token'] }),
    { body: { code: code.code, name: 'script', hardware: 'pc', version: '1' } });
  assert.equal(device.till, '1');

  const bundle = await ask(find({ method: 'get', gives: ['questionnaires', 'ask_share'] }), { token: device.token });
  const [questionnaire] = bundle.questionnaires;
  const [question] = questionnaire.questions;
  const lines = Array.from({ length: 40 }, (_, index) => JSON.stringify({
    type: 'response', id: `019aaaaa-0000-7000-8000-${String(index).padStart(12, '0')}`, seq: index + 1,
    at: new Date(Date.now() - (index + 1) * 60_000).toISOString(),
    questionnaire: { id: questionnaire.id, version: questionnaire.version }, locale: 'en', duration_ms: 4000, ended: 'completed',
    answers: [{ question: question.id, choices: [question.choices[index % 3].id], scale: null, text: null, shown: [], took_ms: 3000 }],
  }));
  const handOver = find({ method: 'post', gives: ['acked_through', 'duplicates'], as: 'device' });
  const receipt = await ask(handOver, { token: device.token, body: lines.join('\n') });
  assert.deepEqual([receipt.accepted, receipt.duplicates, receipt.rejected], [40, 0, []]);
  assert.equal((await ask(handOver, { token: device.token, body: lines.join('\n') })).duplicates, 40);

  const report = await ask(find({ method: 'get', gives: ['questions', 'heard', 'sentences'] }),
    { token: hub.token, query: { shop: 'harbour', question: question.id, flagged: 'include' } });
  assert.equal(report.questions[0].base, 40);
  const { choices } = report.questions[0];
  assert.deepEqual(choices.slice(0, 3).map((choice) => choice.n), [14, 13, 13]);
});
