/** Messages made from aadsts-messages.md §2, each with the values that were put in. */
import type { ExpectedError } from './expected.ts';
import { federationTemplates } from './federation-templates.ts';
import { otherTemplates } from './other-templates.ts';

export interface Template extends Partial<ExpectedError> {
  readonly code: number;
  readonly message: string;
}

export const templates: readonly Template[] = [...federationTemplates, ...otherTemplates];
