// What kiosks ask: every question as shoppers see it, in two languages side by side, and publishing
// of what waits as a draft.
import { useState } from 'preact/hooks';
import { Problem, call, get, type Shape } from '../api';
import { useHere } from '../app';
import { type Question, textIn } from '../catalogue';
import { moment, percent } from '../format';
import { useLoaded } from '../load';
import { Button, Card, Choose, Dialog, Empty, Sign, Trouble, Waiting, saidOf } from '../parts/basics';
import { setFilters } from '../route';
import { t } from '../words';

type Questionnaire = Shape<'Questionnaire'>;
type State = Shape<'QuestionnaireState'>;

const iconOf = (choice: Question['choices'][number], icons: Map<string, string>) =>
  choice.icon || (choice.reason ? icons.get(choice.reason) : '') || '';

// The kiosk's screen in small, in its own daylight colours.
function Screen({ question, language, icons }: { question: Question; language: string; icons: Map<string, string> }) {
  return (
    <div class="kiosk screen" role="group" aria-label={t('on_the_kiosk')} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
      <p class="text">{question.text[language] ?? '…'}</p>
      <ul>
        {question.choices.map((choice) => (
          <li key={choice.id}><Sign name={iconOf(choice, icons)} /><span>{choice.text[language] ?? '…'}</span></li>
        ))}
      </ul>
    </div>
  );
}

function Publishing({ state, close, done }: { state: State; close: () => void; done: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const publish = () =>
    call('post', '/v1/questionnaires/{questionnaire}/publish', { parts: { questionnaire: state.id }, body: {} })
      .then(done, (error: unknown) => setProblem(error as Problem));
  return (
    <Dialog title={t('publish_title')} close={close}>
      <div class="stack">
        <p>{t('publish_more')}</p>
        {problem && <p class="error" role="alert">{saidOf(problem)}</p>}
        <div class="row"><Button onClick={close}>{t('cancel')}</Button><Button kind="main" onClick={() => void publish()}>{t('publish')}</Button></div>
      </div>
    </Dialog>
  );
}

function Whole({ id }: { id: string }) {
  const { all, route, may, session, renew } = useHere();
  const [publishing, setPublishing] = useState(false);
  const loaded = useLoaded(`questionnaire:${id}`, (signal) =>
    get('/v1/questionnaires/{questionnaire}', { parts: { questionnaire: id }, signal }));
  if (loaded.problem) return <Trouble problem={loaded.problem} again={loaded.again} />;
  if (!loaded.data) return <Waiting />;
  const published = loaded.data.published as Questionnaire | null;
  const draft = loaded.data.draft as Questionnaire | null;
  const seen = (route.filters.of === 'draft' && draft) || published || draft;
  if (!seen) return null;
  const icons = new Map([...all.reasons.values()].map((reason) => [reason.id, reason.icon]));
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: 'language' });
  const codes = seen.languages.length ? seen.languages : Object.keys(seen.questions[0]?.text ?? {});
  const [first, second] = [route.filters.a ?? codes[0] ?? 'en', route.filters.b ?? codes[1] ?? codes[0] ?? 'en'];
  const options = codes.map((code): [string, string] => [code, names.of(code) ?? code]);
  const tickets = Object.values(seen.tickets).reduce((sum, weight) => sum + weight, 0);
  const question = seen.questions.find((each) => each.id === route.filters.question) ?? seen.questions[0];
  const newest = loaded.data.versions.find((each) => each.version === published?.version);
  const role = (each: Question) =>
    each.id in seen.tickets ? t('asked_first', { share: percent((seen.tickets[each.id] ?? 0) / tickets) }) : t('asked_second');
  return (
    <>
      <p class="note">
        {newest && t('version_on', { n: newest.version, when: moment(newest.published_at) })}
        {' · '}{t('n_questions', { n: seen.questions.length })}
      </p>
      {draft && (
        <div class="chosen card">
          <span>{t('draft_waits')}</span>
          <Button onClick={() => setFilters(route, { of: seen === draft ? '' : 'draft' })}>{t(seen === draft ? 'see_published' : 'see_draft')}</Button>
          {may('manager') && session.shops === null && <Button kind="main" onClick={() => setPublishing(true)}>{t('publish')}</Button>}
        </div>
      )}
      <div class="tools">
        <Choose quiet label={t('question')} value={question?.id ?? ''} set={(to) => setFilters(route, { question: to })}
          options={seen.questions.map((each): [string, string] => [each.id, textIn(each.text, each.id)])} />
        <Choose quiet label={t('first_language')} value={first} set={(a) => setFilters(route, { a })} options={options} />
        <Choose quiet label={t('second_language')} value={second} set={(b) => setFilters(route, { b })} options={options} />
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
      {publishing && <Publishing state={loaded.data} close={() => setPublishing(false)}
        done={() => { setPublishing(false); setFilters(route, { of: '' }); loaded.again(); void renew(); }} />}
    </>
  );
}

export function Questions() {
  const { route } = useHere();
  const list = useLoaded('questionnaires', (signal) => get('/v1/questionnaires', { signal }));
  const ids = list.data?.questionnaires.map((each) => each.id) ?? [];
  const id = route.filters.id && ids.includes(route.filters.id) ? route.filters.id : ids[0];
  return (
    <>
      <h1>{t('questions')}</h1>
      <p class="lead">{t('questions_lead')}</p>
      {list.problem && <Trouble problem={list.problem} again={list.again} />}
      {!list.data && !list.problem && <Waiting />}
      {ids.length > 1 && <div class="tools"><Choose quiet label={t('questions')} value={id ?? ''} set={(to) => setFilters(route, { id: to, question: '' })}
        options={ids.map((each): [string, string] => [each, each])} /></div>}
      {list.data && (id ? <Whole key={id} id={id} /> : <div class="card"><Empty title={t('no_questions')} /></div>)}
    </>
  );
}
