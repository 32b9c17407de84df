/** 9xxx: errors of the tool itself; one for each name of `PpmiError`, enforced by the type. */
import type { ErrorName } from '../../domain/errors.ts';
import type { EntryBody } from '../entry.ts';
import { input } from './input.ts';
import { repair } from './repair.ts';
import { service } from './service.ts';

export const errors: Readonly<Record<ErrorName, EntryBody>> = { ...input, ...service, ...repair };
