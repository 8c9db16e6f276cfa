// Shares as people trust them: the count, how sure it is, drawn and in words, and the way to what
// was said. The drawing repeats what stands beside it.
import { mdiArrowDown, mdiArrowUp } from '@mdi/js';
import { range, spoken, percent } from '../format';
import { t } from '../words';
import { Icon, Sign } from './basics';

export interface Share {
  id: string;
  label: string;
  icon: string;
  n: number | null;
  share: number | null;
  low: number | null;
  high: number | null;
  change: number | null;
  changed: string | null;
  to: string;
}

// Where the drawing ends: the next full ten above the longest.
export const scaleOf = (all: Share[]) =>
  Math.min(1, Math.max(0.3, Math.ceil(Math.max(0, ...all.map((each) => each.high ?? 0)) * 10) / 10));

const at = (share: number, scale: number) => `${Math.min(100, (share / scale) * 100)}%`;

function Bar({ share, scale, up }: { share: Share; scale: number; up: boolean }) {
  if (share.share === null || share.low === null || share.high === null) return <div class="bar none" aria-hidden="true" />;
  return (
    <div class={up ? 'bar up' : 'bar'} aria-hidden="true">
      <i class="fill" style={{ width: at(share.share, scale) }} />
      <i class="span" style={{ insetInlineStart: at(share.low, scale), width: at(share.high - share.low, scale) }} />
    </div>
  );
}

export function Changed({ share }: { share: Share }) {
  if (share.share === null || share.change === null) return null;
  if (share.changed !== 'up' && share.changed !== 'down') return null;
  const up = share.changed === 'up';
  return (
    <span class={up ? 'moved up' : 'moved'}>
      <Icon path={up ? mdiArrowUp : mdiArrowDown} size={14} />
      {t(up ? 'up_from' : 'down_from', { before: percent(Math.max(0, share.share - share.change)) })}
    </span>
  );
}

function Words({ share, base }: { share: Share; base: number | null }) {
  if (share.n === null) return <>{t('hidden_few')}</>;
  const counted = t('said_so', { n: share.n });
  if (share.low === null || share.high === null) return <>{counted}{base !== null && base > 0 && <> · {t('too_few')}</>}</>;
  return <>{counted} · {range(share.low, share.high)}</>;
}

export function Shares({ shares, base, scale }: { shares: Share[]; base: number | null; scale: number }) {
  return (
    <ul class="shares">
      {shares.map((share) => (
        <li key={share.id}>
          <Sign name={share.icon} />
          <div class="what">
            <a href={share.to} dir="auto">{share.label}</a>
            <b>{share.share === null || base === null ? '–' : spoken(share.share, base)}</b>
          </div>
          <Bar share={share} scale={scale} up={share.changed === 'up'} />
          <p class="note"><Words share={share} base={base} /> <Changed share={share} /></p>
        </li>
      ))}
    </ul>
  );
}
