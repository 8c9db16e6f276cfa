// Loyalty apart from satisfaction: who chooses the shop first, who comes back, and what goes
// together with it. Comes when it is opened; the hub makes the sentences.
import { mdiArrowDown, mdiArrowUp } from '@mdi/js';
import { get, type Shape } from '../api';
import { useHere } from '../app';
import { choiceText } from '../catalogue';
import { number, percent, range } from '../format';
import { useLoaded } from '../load';
import { currentLanguage, t } from '../words';
import { Icon, Trouble, Waiting } from './basics';
import { spanOf } from './filters';
import { w } from './loyalty_words';

type Told = Shape<'Loyalty'>;
type Part = Shape<'LoyaltyPart'>;

const boxes: Record<string, Parameters<typeof w>[0]> = {
  loyal_happy: 'box_loyal_happy', happy_shared: 'box_happy_shared',
  loyal_grumbling: 'box_loyal_grumbling', at_risk: 'box_at_risk',
};

const counted = (part: Part) =>
  part.n === null ? t('hidden_few') : part.low === null || part.high === null ? number(part.n) : `${number(part.n)} · ${range(part.low, part.high)}`;

function Boxes({ told }: { told: Told }) {
  if (!told.boxes.base) return null;
  return (
    <>
      <h3>{w('loyal_boxes')}</h3>
      <dl class="boxes">
        {told.boxes.parts.map((box) => (
          <div key={box.id} class={box.id}>
            <dt>{w(boxes[box.id] ?? 'box_at_risk')}</dt>
            <dd><b>{box.share === null ? '–' : percent(box.share)}</b> <small>{counted(box)}</small></dd>
          </div>
        ))}
      </dl>
    </>
  );
}

// The three that were named most.
function Most({ parts }: { parts: Part[] }) {
  const most = parts.filter((part) => part.n).sort((a, b) => (b.n ?? 0) - (a.n ?? 0)).slice(0, 3);
  if (most.length === 0) return <>{t('too_few')}</>;
  return <ol class="most">{most.map((part) => <li key={part.id}><bdi>{part.text}</bdi> <small>{counted(part)}</small></li>)}</ol>;
}

function Groups({ told }: { told: Told }) {
  const groups = told.groups.filter((group) => group.stay.base || group.leave.base);
  if (groups.length === 0) return null;
  return (
    <>
      <h3>{w('loyal_groups')}</h3>
      <div class="scrolls" tabIndex={0} role="group" aria-label={w('loyal_groups')}>
        <table>
          <thead><tr><th scope="col">{w('loyal_group')}</th><th scope="col">{t('why_they_come')}</th><th scope="col">{t('what_they_would_change')}</th></tr></thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.id}>
                <th scope="row"><bdi>{group.text}</bdi></th>
                <td><Most parts={group.stay.parts} /></td>
                <td><Most parts={group.leave.parts} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Together({ title, rows }: { title: string; rows: Told['drivers'] }) {
  const { all } = useHere();
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <div class="scrolls" tabIndex={0} role="group" aria-label={title}>
        <table>
          <thead><tr><th scope="col">{t('answer')}</th><th scope="col">{t('share')}</th><th scope="col">{w('loyal_others')}</th><th scope="col">{w('loyal_apart')}</th></tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.question}/${row.choice}`}>
                <th scope="row"><bdi>{choiceText(all, row.question, row.choice, row.text)}</bdi></th>
                <td>{percent(row.share)} <small>({number(row.n)})</small></td>
                <td>{percent(row.share_others)} <small>({number(row.others)})</small></td>
                <td>
                  {row.together && <Icon path={row.share > row.share_others ? mdiArrowUp : mdiArrowDown} size={14} />}
                  {row.together ? range(row.low, row.high) : w('loyal_not_clear')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

export function Loyalty() {
  const { route } = useHere();
  const { shop, from, to } = route.filters;
  const language = currentLanguage();
  const told = useLoaded(`loyalty:${shop}:${from}:${to}:${language}`, (signal) =>
    get('/v1/loyalty', { query: { shop, language, ...(from || to ? spanOf(route.filters) : {}) }, signal }));
  if (told.problem) return <Trouble problem={told.problem} again={told.again} />;
  if (!told.data) return <Waiting />;
  return (
    <div class="loyalty">
      <p class="note">{w('loyal_note')}</p>
      <ul>{told.data.sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
      <Boxes told={told.data} />
      <Groups told={told.data} />
      <Together title={w('loyal_first')} rows={told.data.drivers} />
      <Together title={w('loyal_back')} rows={told.data.returns.reasons} />
    </div>
  );
}
