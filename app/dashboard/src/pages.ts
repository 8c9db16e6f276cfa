// The pages there are, in the order in which they stand.
import type { FunctionComponent } from 'preact';
import { mdiChartBar, mdiDotsHorizontal, mdiEarHearing, mdiWhiteBalanceSunny } from '@mdi/js';
import { More } from './frame';
import { Heard } from './pages/heard';
import { Reasons } from './pages/reasons';
import { Today } from './pages/today';
import type { Key } from './words';

export interface Page {
  name: string;
  title: Key;
  icon: string;
  show: FunctionComponent;
  // Stands in a phone's bar.
  often?: boolean;
  role?: 'manager' | 'admin';
}

export const pages: Page[] = [
  { name: 'today', title: 'today', icon: mdiWhiteBalanceSunny, show: Today, often: true },
  { name: 'reasons', title: 'reasons', icon: mdiChartBar, show: Reasons, often: true },
  { name: 'heard', title: 'heard', icon: mdiEarHearing, show: Heard, often: true },
  { name: 'more', title: 'more', icon: mdiDotsHorizontal, show: More },
];
