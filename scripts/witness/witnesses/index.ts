import type { Witness } from '../witness.ts';
import { curl } from './curl.ts';

/** In the order in which they are heard. */
export const witnesses: readonly Witness[] = [curl];
