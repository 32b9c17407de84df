/** Cause and fix of the errors without an AADSTS code. */
import {
  noValues,
  type PlatformError,
  type PlatformErrorName,
  type PlatformValues,
} from '../../../domain/entra-errors/platform/platform-error.ts';
import { dataverse } from './dataverse.ts';
import type { PlatformEntries, PlatformEntry } from './entry.ts';
import { network } from './network.ts';
import { nugetCodes } from './nuget.ts';
import { resource } from './resource.ts';
import { tools } from './tools.ts';
import { writes } from './writes.ts';

export interface PlatformExplanation {
  readonly title: string;
  readonly cause: string;
  readonly fix: readonly string[];
  readonly see: readonly string[];
  readonly confidence: PlatformEntry['confidence'];
}

export const platformEntries: PlatformEntries = { ...dataverse, ...resource, ...network, ...tools, ...writes };

export function explainPlatformError(
  error: Pick<PlatformError, 'name' | 'code'>,
  values: PlatformValues = noValues,
): PlatformExplanation {
  const { title, cause, fix, see, confidence } = platformEntries[error.name];
  const nuget = error.name === 'nuget-signing' ? nugetCodes[error.code ?? ''] : undefined;
  return { title, cause, fix: fix(values), see, confidence, ...nuget };
}

export function isPlatformErrorName(name: string): name is PlatformErrorName {
  return Object.hasOwn(platformEntries, name);
}
