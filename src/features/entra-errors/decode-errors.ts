/** `error decode`: reads errors from a text, file or environment, and compares them with the configuration. */
import { join } from 'node:path';
import { type ErrorGroup, mostFrequent } from '../../domain/entra-errors/log/groups.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import type { DecodeFlags } from '../../flags/compare.ts';
import { type ErrorJson, type ErrorsJson, errorJson, type PlatformErrorJson } from '../../render/json/errors.ts';
import type { Outcome } from '../../render/outcome.ts';
import { errorsText } from '../../render/text/errors.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { SessionFlags } from '../../session/session.ts';
import type { CorrelateOptions } from './correlate.ts';
import { decodeText, type ErrorsRead } from './decode-text.ts';
import type { Live } from './live.ts';

type DecodeInput = SessionFlags & DecodeFlags;

export interface DecodeOptions {
  /** Folder of the package, which holds the bundle of the worker thread. */
  readonly root: string;
  /** Prints each error as soon as it is decoded; null: one outcome at the end. */
  readonly onError: ((error: ErrorsJson['errors'][number]) => void) | null;
}

export async function decodeErrors(
  context: CommandContext,
  file: string | undefined,
  flags: DecodeInput,
  { root, onError }: DecodeOptions,
): Promise<Outcome<ErrorsJson>> {
  const group = flags.group ?? (flags.top === undefined ? undefined : true);
  if (flags.text !== undefined && file !== undefined) {
    throw new PpmiError('usage', { detail: 'Cannot use FILE together with --text' });
  }
  const live = await readConfigured(context, flags);
  const text = live.traces ?? flags.text;
  const read = text === undefined ? await readFrom(file, group, root) : decodeText(text, group);
  const errors = await correlated(mostFrequent(read.errors, flags.top), context.shell, flags, live.credentials);
  if (errors.length === 0 && (live.credentials !== null || comparisons.some((name) => flags[name] !== undefined))) {
    context.notify('Not compared: the text holds no AADSTS error that says what was presented.');
  }
  const result = {
    emulated: flags.emulate !== undefined || flags.world !== undefined,
    errors,
    platform: read.platform === null ? null : await explained(read.platform, context.shell),
    grouped: read.grouped,
  };
  if (onError !== null) for (const error of result.errors) onError(error);
  return { result, exitCode: 0, text: onError === null ? errorsText : () => '' };
}

async function readFrom(file: string | undefined, group: boolean | undefined, root: string): Promise<ErrorsRead> {
  const { readErrors } = await import('./read-errors.ts');
  return readErrors(sourceOf(file), { group, workerFile: join(root, 'dist', 'error-log-worker.js') });
}

function sourceOf(file: string | undefined): string {
  if (file !== undefined) return file;
  if (!process.stdin.isTTY) return '-';
  throw new PpmiError('usage', { detail: 'Requires FILE, --text, --last, or text on standard input' });
}

async function readConfigured(context: CommandContext, flags: DecodeInput): Promise<Live> {
  const { last, 'application-id': applicationId, snapshot } = flags;
  const credentials = snapshot === undefined ? null : await readCredentialSnapshot(snapshot);
  if (last === undefined && applicationId === undefined) return { traces: null, credentials };
  const { readLive } = await import('./live.ts');
  const live = await readLive(context, flags);
  return credentials === null ? live : { ...live, credentials };
}

async function readCredentialSnapshot(file: string): Promise<Live['credentials']> {
  const { readSnapshot } = await import('./snapshot.ts');
  return readSnapshot(file);
}

async function explained(
  errors: NonNullable<ErrorsRead['platform']>,
  shell: ShellTarget,
): Promise<readonly PlatformErrorJson[]> {
  if (errors.length === 0) return [];
  const { platformJson } = await import('../../render/json/platform-errors.ts');
  return errors.map((error) => platformJson(error, shell));
}

/** Flags that request a comparison. */
const comparisons = ['actual-subject', 'actual-issuer', 'actual-audience', 'assembly'] as const;

/** Loads the subject grammar only where something was presented or has to be compared. */
async function correlated(
  errors: readonly ErrorGroup[],
  shell: ShellTarget,
  flags: CorrelateOptions,
  credentials: Live['credentials'],
): Promise<readonly ErrorJson[]> {
  const compares = credentials !== null || comparisons.some((name) => flags[name] !== undefined);
  const presented = errors.some((error) => Object.values(error.presented).some((value) => value !== null));
  if (!compares && !presented) return errors.map((error) => errorJson(error, shell));
  const { correlate } = await import('./correlate.ts');
  return correlate(errors, shell, flags, credentials);
}
