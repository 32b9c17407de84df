/** The containers of aadsts-messages.md §3: functions from one error to the text that it arrives in. */
import { documentContainers } from './document-containers.ts';
import type { Container } from './encode.ts';
import { lineContainers } from './line-containers.ts';

export const containers: readonly Container[] = [...documentContainers, ...lineContainers];
