// Shop and period, the same on every page that counts, kept in the address.
import { useHere } from '../app';
import { dayOf } from '../format';
import { setFilters } from '../route';
import { t } from '../words';
import { Choose } from './basics';

export const usualDays = 28;
const spans = [7, 28, 91, 364];

// The last so many days, today included, as the hub's from and to (out); nothing is the hub's own 28.
export function spanOf(filters: Record<string, string>): { from?: string; to?: string } {
  if (filters.from || filters.to) {
    const out: { from?: string; to?: string } = {};
    if (filters.from) out.from = filters.from;
    if (filters.to) {
      // Of the two days named, the last is meant too.
      const last = new Date(filters.to + 'T12:00:00');
      last.setDate(last.getDate() + 1);
      out.to = dayOf(last);
    }
    return out;
  }
  const days = Number(filters.days ?? usualDays);
  if (!filters.days || !Number.isFinite(days) || days === usualDays) return {};
  const first = new Date();
  first.setDate(first.getDate() - days + 1);
  return { from: dayOf(first) };
}

export function ShopChoice() {
  const { all, route } = useHere();
  if (all.shops.length < 2) return null;
  return (
    <Choose label={t('shop')} quiet value={route.filters.shop ?? ''} set={(shop) => setFilters(route, { shop })}
      options={[['', t('all_shops')], ...all.shops.map((shop): [string, string] => [shop.id, shop.name])]} />
  );
}

// By whose clock days begin: each answer is in one of them, once.
export function Clock() {
  const { all, route } = useHere();
  const zones = new Set(all.shops.filter((shop) => !route.filters.shop || shop.id === route.filters.shop).map((shop) => shop.timezone));
  if (zones.size === 0) return null;
  return <p class="note clock">{zones.size === 1 ? t('by_clock', { zone: [...zones][0]! }) : t('by_clocks', { zones: [...zones].sort().join(', ') })}</p>;
}

export function PeriodChoice({ own = false }: { own?: boolean }) {
  const { route } = useHere();
  const { days, from, to } = route.filters;
  const value = from || to ? 'own' : days ?? String(usualDays);
  const options = spans.map((each): [string, string] => [String(each), t('last_days', { n: each })]);
  if (own) options.push(['own', t('own_period')]);
  const today = dayOf(new Date());
  return (
    <>
      <Choose label={t('period')} quiet value={value}
        set={(chosen) => setFilters(route, chosen === 'own' ? { days: '', from: today, to: today } : { days: chosen, from: '', to: '' })}
        options={options} />
      {value === 'own' && (
        <span class="dates">
          <label><span class="unseen">{t('from')}</span>
            <input type="date" value={from} max={to ?? today} onChange={(event) => setFilters(route, { from: event.currentTarget.value })} /></label>
          <span aria-hidden="true">–</span>
          <label><span class="unseen">{t('to')}</span>
            <input type="date" value={to} min={from} onChange={(event) => setFilters(route, { to: event.currentTarget.value })} /></label>
        </span>
      )}
    </>
  );
}
