/** Mistakes in tenant, application and environment: the wrong ID, or the wrong notation. */
import { parseGuid } from '../../../guid.ts';
import type { DiffContext } from '../../diff-context.ts';
import { testRingApplicationIds } from '../../subject/foreign.ts';
import type { ParsedSubject } from '../../subject/parse.ts';
import { type DecodedVariant, decodeEnvironmentVariants, decodeTenantVariants } from '../decode-variants.ts';
import { type Mistake, mistake } from '../mistakes.ts';

/** The reading that gives the right id; else one that gives an id we know of; else the plain one. */
function choose(
  readings: readonly DecodedVariant[],
  right: string,
  known: readonly string[],
): DecodedVariant | undefined {
  return (
    readings.find(({ value }) => value === right) ?? readings.find(({ value }) => known.includes(value)) ?? readings[0]
  );
}

function normalized(ids: readonly (string | null | undefined)[]): readonly string[] {
  return ids.flatMap((id) => parseGuid(id ?? '') ?? []);
}

export function recognizeTenant(
  expected: ParsedSubject,
  actual: ParsedSubject,
  hints: DiffContext,
): readonly Mistake[] {
  const [right, typed] = [expected.pieces.tenant, actual.pieces.tenant];
  if (right === null || typed === null || expected.tenantId === null || typed.clean === right.clean) return [];
  const known = normalized([hints.homeTenantId]);
  const reading = choose(decodeTenantVariants(typed.clean), expected.tenantId, known);
  if (reading === undefined) return [];
  const other = reading.value !== expected.tenantId;
  return [
    ...(other ? [mistake('tenant-other', 'tenant')] : []),
    ...reading.mistakes.map((name) => mistake(name, 'tenant')),
  ];
}

export function recognizeApplication(
  expected: ParsedSubject,
  actual: ParsedSubject,
  hints: DiffContext,
): readonly Mistake[] {
  const [right, typed] = [expected.pieces.application, actual.pieces.application];
  if (right === null || typed === null || typed.clean === right.clean) return [];
  const own = normalized([hints.applicationId]);
  const known = [...testRingApplicationIds, ...own];
  const reading = choose(decodeTenantVariants(typed.clean), expected.applicationId ?? '', known);
  if (reading === undefined || reading.value === expected.applicationId || reading.value === expected.tenantId)
    return [];
  if (testRingApplicationIds.includes(reading.value)) return [mistake('app-segment-test', 'application')];
  // Where the own application is known, another one may be a workload that ppmi does not know.
  return own.length > 0 && !own.includes(reading.value) ? [] : [mistake('app-segment-own-app', 'application')];
}

export function recognizeEnvironment(
  expected: ParsedSubject,
  actual: ParsedSubject,
  hints: DiffContext,
): readonly Mistake[] {
  const [right, typed] = [expected.pieces.environment, actual.pieces.environment];
  if (right === null || typed === null || typed.clean === right.clean) return [];
  const reading = decodeEnvironmentVariants(typed.clean);
  if (reading === null) return [];
  const written = reading.mistakes.map((name) => mistake(name, 'environment'));
  if (reading.value === expected.environmentId) return written;
  if (bare(reading.value) === bare(expected.environmentId ?? '')) return [];
  if (normalized([hints.organizationId]).includes(reading.value)) {
    return [mistake('environment-is-organization', 'environment'), ...written];
  }
  return [mistake('environment-other', 'environment'), ...written];
}

function bare(environmentId: string): string {
  return environmentId.replace(/^Default-/i, '');
}
