/** What a run is about. A journal is a file that may have been edited, so every part that is read later is checked. */
import type { Risk, Step } from '../../domain/plan.ts';
import { changeOf } from '../change.ts';

export interface RunHeader {
  readonly schema: 'ppmi.run/1';
  /** `20261128T205933Z-4f3a9c`: sorts by time, to the second. */
  readonly id: string;
  readonly tool: { readonly version: string };
  /** ISO time. */
  readonly startedAt: string;
  readonly cloud: string;
  readonly tenantId: string | null;
  readonly emulated: boolean;
  readonly environment: { readonly url: string; readonly id: string | null };
  readonly component: { readonly type: string; readonly id: string; readonly name: string } | null;
  readonly applicationId: string | null;
  /** Client IDs, where the run is about several applications. */
  readonly applicationIds?: readonly string[];
  readonly steps: readonly Step[];
  /** ISO time of the latest failed run before the first step, by the service's clock; null: none. Absent: not read. */
  readonly lastFailure?: string | null;
  /** Flags of the network and the sign-in, none of them a secret. Absent in journals of earlier versions. */
  readonly access?: readonly string[];
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const orNull =
  (check: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === null || check(value);
const orAbsent =
  (check: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || check(value);

type Shape = Readonly<Record<string, (value: unknown) => boolean>>;

const shaped =
  (shape: Shape) =>
  (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(shape).every(([key, check]) => check((value as Readonly<Record<string, unknown>>)[key]));

const isWhole = shaped({
  schema: (value) => value === 'ppmi.run/1',
  id: isText,
  startedAt: isText,
  cloud: isText,
  tenantId: orNull(isText),
  emulated: (value) => typeof value === 'boolean',
  environment: shaped({ url: isText, id: orNull(isText) }),
  component: orNull(shaped({ type: isText, id: isText, name: isText })),
  applicationId: orNull(isText),
  applicationIds: orAbsent(isTexts),
  lastFailure: orAbsent(orNull(isText)),
  access: orAbsent(isTexts),
  steps: (value) => Array.isArray(value) && value.every(isStep),
});

export function isHeader(value: unknown): value is RunHeader {
  return isWhole(value);
}

const isRequest = shaped({ url: isText, method: isText });
const risks: Readonly<Record<Risk, true>> = { safe: true, disruptive: true, 'grants-access-to-another-tenant': true };
const isNamed = shaped({
  id: isText,
  says: isText,
  risk: (value) => typeof value === 'string' && Object.hasOwn(risks, value),
  request: isRequest,
  undo: orNull(isRequest),
  repairs: orNull(isText),
  settle: orAbsent((value) => typeof value === 'number'),
});

function isStep(value: unknown): boolean {
  return isNamed(value) && changeOf(value as Step) !== null;
}
