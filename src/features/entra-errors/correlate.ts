/**
 * Compares decoded errors with the configuration: values from flags, the nearest credential of an application or a
 * snapshot, and a signed file. Compares whatever was presented, with any issuer and subject.
 */
import { matchExpectedCredential } from '../../domain/entra-errors/expected-credential.ts';
import type { ErrorGroup } from '../../domain/entra-errors/log/groups.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { FederatedCredential } from '../../domain/facts.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import { type DiffContext, diffTrust } from '../../domain/trust/diff.ts';
import { claimsOf } from '../../domain/trust/matches.ts';
import { rankCredentials } from '../../domain/trust/rank-credentials.ts';
import type { PresentedTrust, Trust } from '../../domain/trust/trust.ts';
import { diffPresented } from '../../domain/trust/workloads/diff.ts';
import { identifyPresented, identifyWorkload } from '../../domain/trust/workloads/identify.ts';
import type { Workload } from '../../domain/trust/workloads/workload.ts';
import type { DecodeFlags } from '../../flags/compare.ts';
import type { PasswordFlags } from '../../flags/shared.ts';
import { type Correlation, type ErrorJson, errorJson, presentedDiffJson } from '../../render/json/errors.ts';
import { diffJson, explanationJson } from '../../render/json/subject.ts';
import { signedFile } from '../../session/signed-file.ts';
import { expectedTrusts } from '../certificate/expected-trusts.ts';

export type CorrelateOptions = DecodeFlags & PasswordFlags;

interface Configuration {
  /** Null: not read. */
  readonly credentials: readonly FederatedCredential[] | null;
  /** Null: no flag names one. */
  readonly given: PresentedTrust | null;
  /** What the file would present, per version; null: no file. */
  readonly trusts: readonly Trust[] | null;
  readonly version: string | undefined;
  readonly hints: DiffContext;
  readonly shell: ShellTarget;
}

export async function correlate(
  errors: readonly ErrorGroup[],
  shell: ShellTarget,
  flags: CorrelateOptions = {},
  credentials: readonly FederatedCredential[] | null = null,
  target: readonly string[] = [],
): Promise<readonly ErrorJson[]> {
  const configuration: Configuration = {
    credentials,
    given: givenBy(flags),
    trusts: flags.assembly === undefined ? null : await trustsOf(flags.assembly, flags),
    version: flags['trust-version'],
    hints: { organizationId: flags['organization-id'] ?? null },
    shell,
  };
  return errors.map((error) => errorJson(error, shell, correlation(error, configuration), target));
}

async function trustsOf(assembly: string, flags: CorrelateOptions): Promise<readonly Trust[]> {
  const { tenant, 'environment-id': environmentId } = flags;
  if (tenant === undefined || environmentId === undefined) {
    throw new PpmiError('usage', { detail: '--assembly requires --tenant and --environment-id' });
  }
  const file = await signedFile(assembly, flags);
  return expectedTrusts(file, { ...flags, tenant, 'environment-id': environmentId });
}

function givenBy(flags: CorrelateOptions): PresentedTrust | null {
  const given = {
    issuer: flags['actual-issuer'] ?? null,
    subject: flags['actual-subject'] ?? null,
    audience: flags['actual-audience'] ?? null,
  };
  return Object.values(given).every((value) => value === null) ? null : given;
}

function correlation({ code, presented }: ErrorGroup, configuration: Configuration): Correlation {
  const { explained, expected } = matchExpectedCredential(code, presented);
  const { credentials, given, trusts, version, hints, shell } = configuration;
  const nearest = credentials === null ? null : nearestOf(expected, presented, credentials, hints);
  const actual = nearest === null ? given : claimsOf(nearest);
  return {
    workload: workloadOf(presented),
    explained: explained && explanationJson(explained, shell),
    wanted: expected,
    credential: nearest?.name ?? null,
    configured: actual && configuredDiff(expected, presented, actual, configuration),
    file: trusts && fileDiff(trusts, expected, presented, version),
  };
}

function workloadOf({ issuer, subject, audience }: PresentedTrust): Workload | null {
  return identifyWorkload(issuer, subject) ?? identifyPresented({ issuer, subject, audience });
}

/** The credential that has most in common with what was presented; the first one if nothing was presented. */
function nearestOf(
  expected: Trust | null,
  presented: PresentedTrust,
  credentials: readonly FederatedCredential[],
  hints: DiffContext,
): FederatedCredential | null {
  const [ranked] = expected === null ? [] : rankCredentials(expected, credentials, hints);
  if (ranked !== undefined) return ranked.credential;
  const shared = (credential: FederatedCredential): number =>
    diffPresented(presented, claimsOf(credential)).claims.filter(({ equal }) => equal === true).length;
  return credentials.reduce<FederatedCredential | null>(
    (best, each) => (best === null || shared(each) > shared(best) ? each : best),
    null,
  );
}

/** What was presented is correct, so a difference is a mistake in the credential. */
function configuredDiff(
  expected: Trust | null,
  presented: PresentedTrust,
  actual: PresentedTrust,
  { hints, shell }: Configuration,
): Correlation['configured'] {
  const compared = diffPresented(presented, actual);
  if (expected === null) return presentedDiffJson(compared, actual);
  const diff = diffJson(expected, actual, diffTrust(expected, actual, hints), shell);
  // Entra compared the bytes and refused, so a form that is accepted elsewhere does not count as equal here.
  return compared.equal === false && diff.equal !== false ? { ...presentedDiffJson(compared, actual), expected } : diff;
}

/** The file may differ from the registered one, so only differences are reported, not mistakes. */
function fileDiff(
  trusts: readonly Trust[],
  expected: Trust | null,
  presented: PresentedTrust,
  version: string | undefined,
): Correlation['file'] {
  const number = version ?? expected?.version ?? Math.max(...trusts.map((trust) => trust.version));
  const own = trusts.find((trust) => trust.version === Number(number)) ?? null;
  if (own === null) return { equal: false, expected: null, parts: [] };
  const { equal, parts } = diffTrust(own, presented);
  return { equal: Object.values(presented).every((value) => value === null) ? null : equal, expected: own, parts };
}
