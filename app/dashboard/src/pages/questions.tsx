// What kiosks ask: every question as shoppers see it, in two languages side by side; publishing of
// what waits as a draft; what was asked before. Changing it, and the reason book, are parts of it.
import { mdiBookOpenPageVariantOutline, mdiHistory, mdiPencilOutline } from '@mdi/js';
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, type Shape } from '../api';
import { useHere } from '../app';
import { textIn } from '../catalogue';
import { ago, moment, percent } from '../format';
import { later } from '../later';
import { useLoaded } from '../load';
import { Button, Card, Choose, Empty, Icon, Trouble, Waiting } from '../parts/basics';
import { Screen } from '../parts/kiosk';
import { Publishing } from '../parts/publishing';
import { questionsSeen } from '../parts/tour';
import { link, setFilters } from '../route';
import { t } from '../words';
import type { Questionnaire } from '../asking';

const editor = later(async () => (await import('./editor')).Editor);
const book = later(async () => (await import('./book')).Book);

function Versions({ id, versions, seen }: { id: string; versions: Shape<'QuestionnaireState'>['versions']; seen: number }) {
  const { all, may, route, session } = useHere();
  const nameOf = (shop: string) => all.shops.find((each) => each.id === shop)?.name ?? shop;
  return (
    <Card name="versions" title={t('versions')} note={t('versions_more')}>
      <ul class="plain">
        {versions.map((each, index) => (
          <li key={each.version} class="version">
            <span><b>{t('version_n', { n: each.version })}</b> <span class="note">{moment(each.published_at)} · <bdi>{each.shops ? each.shops.map(nameOf).join(', ') : t('all_shops')}</bdi></span></span>
            <span class="row">
              {each.version === seen ? <span class="note">{t('is_seen')}</span>
                : <Button kind="quiet" icon={mdiHistory} onClick={() => setFilters(route, { of: String(each.version) })}>{t('see_version')}</Button>}
              {index > 0 && may('manager') && session.shops === null && (
                <a class="button quiet" href={link('questions', { id, from: String(each.version) }, 'edit')}><span>{t('go_back_to')}</span></a>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Whole({ id }: { id: string }) {
  const { all, route, may, session, renew } = useHere();
  const [publishing, setPublishing] = useState(false);
  const tag = useRef('');
  const loaded = useLoaded(`questionnaire:${id}`, (signal) =>
    get('/v1/questionnaires/{questionnaire}', { parts: { questionnaire: id }, signal, head: (headers) => { tag.current = headers.get('ETag') ?? ''; } }));
  const of = route.filters.of ?? '';
  const older = useLoaded(`version:${id}:${of}`, (signal) =>
    /^\d+$/.test(of) ? get('/v1/questionnaires/{questionnaire}/versions/{version}', { parts: { questionnaire: id, version: of }, signal }) : Promise.resolve(null));
  if (loaded.problem) return <Trouble problem={loaded.problem} again={loaded.again} />;
  if (!loaded.data) return <Waiting />;
  const published = loaded.data.published as Questionnaire | null;
  const draft = loaded.data.draft as Questionnaire | null;
  const seen = older.data ?? ((of === 'draft' && draft) || published || draft);
  if (!seen) return null;
  const changes = may('manager') && session.shops === null;
  const icons = new Map([...all.reasons.values()].map((reason) => [reason.id, reason.icon]));
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: 'language' });
  const codes = seen.languages.length ? seen.languages : Object.keys(seen.questions[0]?.text ?? {});
  const [first, second] = [route.filters.a ?? codes[0] ?? 'en', route.filters.b ?? codes[1] ?? codes[0] ?? 'en'];
  const options = codes.map((code): [string, string] => [code, names.of(code) ?? code]);
  const tickets = Object.values(seen.tickets).reduce((sum, weight) => sum + weight, 0);
  const question = seen.questions.find((each) => each.id === route.filters.question) ?? seen.questions[0];
  const shown = loaded.data.versions.find((each) => each.version === seen.version && seen !== draft);
  const role = (each: Questionnaire['questions'][number]) =>
    each.id in seen.tickets ? t('asked_first', { share: percent((seen.tickets[each.id] ?? 0) / tickets) }) : t('asked_second');
  return (
    <>
      <p class="note">
        {shown ? t('version_on', { n: shown.version, when: moment(shown.published_at) }) : loaded.data.drafted && t('draft_of', { by: loaded.data.drafted.by, ago: ago(loaded.data.drafted.at) })}
        {' · '}{t('n_questions', { n: seen.questions.length })}
      </p>
      {older.data && (
        <div class="chosen card"><span>{t('older_seen')}</span>
          <Button onClick={() => setFilters(route, { of: '' })}>{t('see_published')}</Button></div>
      )}
      {draft && !older.data && (
        <div class="chosen card">
          <span>{t('draft_waits')}</span>
          <Button onClick={() => setFilters(route, { of: seen === draft ? '' : 'draft' })}>{t(seen === draft ? 'see_published' : 'see_draft')}</Button>
          {changes && <Button kind="main" onClick={() => setPublishing(true)}>{t('publish')}</Button>}
        </div>
      )}
      <div class="tools">
        <Choose quiet label={t('question')} value={question?.id ?? ''} set={(to) => setFilters(route, { question: to })}
          options={seen.questions.map((each): [string, string] => [each.id, textIn(each.text, each.id)])} />
        <Choose quiet label={t('first_language')} value={first} set={(a) => setFilters(route, { a })} options={options} />
        <Choose quiet label={t('second_language')} value={second} set={(b) => setFilters(route, { b })} options={options} />
        {changes && (
          <a class="button main" href={link('questions', { id, question: question?.id, a: route.filters.a, b: route.filters.b }, 'edit')}>
            <Icon path={mdiPencilOutline} size={18} /><span>{t('change_questions')}</span></a>
        )}
      </div>
      {question && (
        <div class="sheet">
          <Card title={names.of(first) ?? first} note={role(question)}><Screen question={question} language={first} icons={icons} /></Card>
          <Card title={names.of(second) ?? second} note={role(question)}><Screen question={question} language={second} icons={icons} /></Card>
          <Card title={t('every_choice')} note={t(`order_${question.order}`)}>
            <div class="scrolls" tabIndex={0} role="group" aria-label={t('every_choice')}>
              <table>
                <thead><tr><th scope="col">{names.of(first) ?? first}</th><th scope="col">{names.of(second) ?? second}</th><th scope="col">{t('reason')}</th><th scope="col">{t('leads_to')}</th></tr></thead>
                <tbody>
                  {question.choices.map((choice) => (
                    <tr key={choice.id}>
                      <th scope="row" lang={first}><bdi>{choice.text[first] ?? t('empty')}</bdi></th>
                      <td class="wraps" lang={second}><bdi>{choice.text[second] ?? t('empty')}</bdi></td>
                      <td><bdi>{choice.reason ? textIn(all.reasons.get(choice.reason)?.text, choice.reason) : '–'}</bdi></td>
                      <td class="wraps">{choice.next.length === 0 ? t('leads_to_thanks')
                        : choice.next.map((next) => textIn(seen.questions.find((each) => each.id === next.question)?.text, next.question)).join(' / ')}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </Card>
        </div>
      )}
      <Versions id={id} versions={loaded.data.versions} seen={seen === draft ? 0 : seen.version} />
      {publishing && draft && <Publishing before={published} after={draft} keep={() => Promise.resolve(true)} tag={() => tag.current} close={() => { setPublishing(false); loaded.again(); }}
        done={() => { setPublishing(false); setFilters(route, { of: '' }); loaded.again(); void renew(); }} />}
    </>
  );
}

function Asked() {
  const { route } = useHere();
  const list = useLoaded('questionnaires', (signal) => get('/v1/questionnaires', { signal }));
  const ids = list.data?.questionnaires.map((each) => each.id) ?? [];
  const id = route.filters.id && ids.includes(route.filters.id) ? route.filters.id : ids[0];
  return (
    <>
      <div class="title-row">
        <h1>{t('questions')}</h1>
        <a class="button plain" href={link('questions', {}, 'book')}><Icon path={mdiBookOpenPageVariantOutline} size={18} /><span>{t('reason_book')}</span></a>
      </div>
      <p class="lead">{t('questions_lead')}</p>
      {list.problem && <Trouble problem={list.problem} again={list.again} />}
      {!list.data && !list.problem && <Waiting />}
      {ids.length > 1 && <div class="tools"><Choose quiet label={t('questions')} value={id ?? ''} set={(to) => setFilters(route, { id: to, question: '' })}
        options={ids.map((each): [string, string] => [each, each])} /></div>}
      {list.data && (id ? <Whole key={id} id={id} /> : <div class="card"><Empty title={t('no_questions')} /></div>)}
    </>
  );
}

export function Questions() {
  const { route, may, session } = useHere();
  useEffect(questionsSeen, []);
  const Part = route.part === 'edit' && may('manager') && session.shops === null ? editor : route.part === 'book' ? book : Asked;
  return <Part key={route.part} />;
}
