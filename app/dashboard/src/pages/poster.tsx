// "You said, we did" for the wall: one sheet in the shop's language, A4 or A3.
import { mdiArrowLeft, mdiCheckDecagram, mdiPrinterOutline } from '@mdi/js';
import { kiosk } from '../../generated/kiosk';
import { get } from '../api';
import { useHere } from '../app';
import { useLoaded } from '../load';
import { Button, Choose, Empty, Icon, Sign, Trouble, Waiting } from '../parts/basics';
import { link, setFilters } from '../route';
import { t } from '../words';

// What was done, or told: a "no" is no "we did".
export const hangs = (action: { state: string; notice: Record<string, string> }) =>
  ['done', 'told', 'closed'].includes(action.state) && Object.keys(action.notice).length > 0;

function askedBy(language: string, n: number): string {
  const forms = kiosk[language]?.asked ?? {};
  const form = forms[new Intl.PluralRules(language).select(n)] ?? forms.other ?? '';
  return form.replace('{1}', new Intl.NumberFormat(language === 'ar' ? 'ar-u-nu-latn' : language).format(n));
}

export function Poster() {
  const { all, route } = useHere();
  const loaded = useLoaded(`poster:${route.part}`, async (signal) => {
    const action = await get('/v1/actions/{action}', { parts: { action: route.part }, signal });
    return { action, shop: await get('/v1/shops/{shop}', { parts: { shop: action.shop }, signal }) };
  });
  const away = <p><a class="back" href={link('actions', {}, route.part)}><Icon path={mdiArrowLeft} size={18} flips /> {t('back_to_action')}</a></p>;
  if (loaded.problem) return <>{away}<Trouble problem={loaded.problem} again={loaded.again} /></>;
  if (!loaded.data) return <Waiting />;
  const { action, shop } = loaded.data;
  const worded = Object.keys(action.notice).filter((code) => action.notice[code]);
  const language = worded.includes(route.filters.language ?? '') ? route.filters.language! : shop.languages.find((code) => worded.includes(code)) ?? worded[0] ?? 'en';
  const size = route.filters.poster === 'a3' ? 'a3' : 'a4';
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: 'language' });
  const words = kiosk[language] ?? kiosk.en!;
  const since = action.since && new Intl.DateTimeFormat(language === 'ar' ? 'ar-u-nu-latn' : language, { month: 'long', year: 'numeric' }).format(new Date(action.since));
  return (
    <>
      {away}
      <div class="title-row">
        <h1>{t('poster')}</h1>
        {hangs(action) && <Button kind="main" icon={mdiPrinterOutline} onClick={() => print()}>{t('print')}</Button>}
      </div>
      {!hangs(action) ? <div class="card"><Empty title={t('poster_not_yet')}><p>{t('poster_not_yet_more')}</p></Empty></div> : (
        <>
          <div class="tools">
            <Choose quiet label={t('language')} value={language} set={(code) => setFilters(route, { language: code })} options={worded.map((code): [string, string] => [code, names.of(code) ?? code])} />
            <Choose quiet label={t('paper')} value={size} set={(to) => setFilters(route, { poster: to })} options={[['a4', 'A4'], ['a3', 'A3']]} />
          </div>
          <div class={`poster ${size}`} role="group" aria-label={t('poster')} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
            <div class="poster-sheet">
              <p class="we-did"><Icon path={mdiCheckDecagram} /> <span>{words.we_did}</span></p>
              <p class="told" dir="auto">{action.notice[language]}</p>
              <p class="poster-signs">{action.reasons.slice(0, 3).map((reason) => <Sign key={reason} name={all.reasons.get(reason)?.icon ?? ''} />)}</p>
              <div class="poster-foot">
                {action.count !== null && action.count > 0 && <p class="asked">{askedBy(language, action.count)}</p>}
                <p class="where"><bdi>{shop.name}</bdi>{since && <> · {since}</>}</p>
              </div>
            </div>
          </div>
        </>
      )}
    </>
  );
}
