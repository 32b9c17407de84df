/** 9xxx: errors of the tool itself; one for each name of `PpmiError`, enforced by the type. */
import type { ErrorName } from '../domain/errors.ts';
import type { EntryBody } from './entry.ts';
import { input } from './errors/input.ts';
import { repair } from './errors/repair.ts';
import { service } from './errors/service.ts';

export const errors: Readonly<Record<ErrorName, EntryBody>> = { ...input, ...service, ...repair };
