// One thing that was said, as it was said.
import {
  mdiArrowRightCircleOutline, mdiCommentTextOutline, mdiEmoticonHappyOutline, mdiAlertOutline, mdiLightbulbOutline,
} from '@mdi/js';
import type { ComponentChildren } from 'preact';
import type { Shape } from '../api';
import { type Catalogue, choiceText, questionText, reasonText } from '../catalogue';
import { day } from '../format';
import { t } from '../words';
import { Icon } from './basics';

export type Comment = Shape<'Comments'>['comments'][number];
export type Response = Shape<'Responses'>['responses'][number];

export interface Said {
  id: string;
  kind: 'comment' | 'response';
  shop: string;
  day: string;
  daypart: Comment['daypart'];
  texts: { text: string; locale: string }[];
  about: string;
  tone: Comment['tone'] | null;
  marks: string[];
  unusual: boolean;
  audio: string | null;  // a recording's id
  setAside: boolean;
  // The words that a search found it by, as they stand in it.
  hits: string[];
}

const hitsIn = (excerpt: Comment['excerpt'] | null) =>
  [...new Set((excerpt ?? []).filter((piece) => piece.hit).map((piece) => piece.text))];

// The text with what was searched for marked.
export function Marked({ text, hits }: { text: string; hits: string[] }) {
  if (hits.length === 0) return <>{text}</>;
  const any = hits.map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).sort((a, b) => b.length - a.length).join('|');
  return <>{text.split(new RegExp(`(${any})`)).map((part, index) => (index % 2 ? <mark key={index}>{part}</mark> : part))}</>;
}

const toneIcons = {
  praise: mdiEmoticonHappyOutline,
  trouble: mdiAlertOutline,
  idea: mdiLightbulbOutline,
  elsewhere: mdiArrowRightCircleOutline,
};

export function ofComment(comment: Comment, all: Catalogue): Said {
  const texts = [{ text: comment.text, locale: comment.locale }, ...comment.words];
  return {
    id: comment.id,
    kind: 'comment',
    shop: comment.shop,
    day: comment.day,
    daypart: comment.daypart,
    texts: texts.flatMap((each) => (each.text ? [{ text: each.text, locale: each.locale }] : [])),
    about: comment.topics.map((topic) => reasonText(all, topic)).join(', '),
    tone: comment.tone,
    marks: [
      ...(comment.special ? [t('special')] : []),
      ...(comment.unusual ? [t('unusual')] : []),
      ...(comment.earlier ? [t('earlier')] : []),
      ...(comment.voice_of === 'summary' ? [t('summary')] : []),
    ],
    unusual: comment.unusual,
    audio: comment.audio,
    setAside: false,
    hits: hitsIn(comment.excerpt),
  };
}

export function ofResponse(response: Response, all: Catalogue): Said {
  const texts = [
    ...response.answers.map((answer) => ({ text: answer.text, locale: response.locale })),
    ...response.words,
  ];
  return {
    id: response.id,
    kind: 'response',
    shop: response.shop,
    day: response.day,
    daypart: response.daypart,
    texts: texts.flatMap((each) => (each.text ? [{ text: each.text, locale: each.locale }] : [])),
    about: response.answers
      .filter((answer) => answer.choices.length)
      .map((answer) => {
        const chosen = answer.choices.map((choice) => choiceText(all, answer.question, choice)).join(', ');
        return `${questionText(all, answer.question)} ${chosen}`;
      })
      .join(' · '),
    tone: null,
    marks: response.set_aside ? [t('set_aside')] : [],
    unusual: false,
    audio: null,
    setAside: response.set_aside,
    hits: hitsIn(response.excerpt),
  };
}

export const dayparts = ['morning', 'midday', 'afternoon', 'evening'] as const;

// Newest first, as far as day and its part tell.
export const newestFirst = (a: Said, b: Said) =>
  b.day.localeCompare(a.day) || dayparts.indexOf(b.daypart as 'morning') - dayparts.indexOf(a.daypart as 'morning');

export const when = (said: Said) => `${day(said.day)}, ${t(said.daypart)}`;

// Bare, under a heading that names the day.
export function Quote({ said, shopName, children, bare = false }: { said: Said; shopName?: string; children?: ComponentChildren; bare?: boolean }) {
  return (
    <article class={`quote ${said.tone ?? 'own'}${said.setAside ? ' aside' : ''}`}>
      {said.texts.map((each, index) => (
        <p key={index} class="text" lang={each.locale} dir="auto"><Marked text={each.text} hits={said.hits} /></p>
      ))}
      {said.texts.length === 0 && said.about && <p class="text" dir="auto">{said.about}</p>}
      <p class="note">
        <span class="tone">
          <Icon path={said.tone ? toneIcons[said.tone] : mdiCommentTextOutline} size={16} />
          {t(said.tone ?? (said.texts.length ? 'own_words' : 'tapped'))}
        </span>
        {said.texts.length > 0 && said.about && <span dir="auto">{said.about}</span>}
        <span>{bare ? t(said.daypart) : when(said)}</span>
        {shopName && <span dir="auto">{shopName}</span>}
        {said.marks.map((mark) => <span key={mark} class="mark">{mark}</span>)}
      </p>
      {children}
    </article>
  );
}
