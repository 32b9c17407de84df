/**
 * Ties decoded errors to the set-up: the credential comes from the command line, or is the nearest one of an application
 * that was read live; the file comes from the command line.
 */

import { matchExpectedCredential } from '../../domain/entra-errors/expected-credential.ts';
import type { ErrorGroup } from '../../domain/entra-errors/log/groups.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { FederatedCredential } from '../../domain/facts.ts';
import type { SignedFile } from '../../domain/signed-file/model.ts';
import { type DiffContext, diffTrust } from '../../domain/trust/diff.ts';
import { claimsOf, trustOfVersion } from '../../domain/trust/matches.ts';
import { rankCredentials } from '../../domain/trust/rank-credentials.ts';
import { type PresentedTrust, type Trust, trustVersionOf } from '../../domain/trust/trust.ts';
import type { Correlation } from '../../render/json/errors.ts';
import { diffJson, explanationJson } from '../../render/json/subject.ts';
import type { PasswordFlags } from '../../session/password.ts';
import { signedFile } from '../../session/signed-file.ts';
import { expectedTrusts, type TrustPlace } from '../subject/expected-trusts.ts';

export interface CorrelateFlags extends PasswordFlags {
  readonly tenant?: string | undefined;
  readonly 'environment-id'?: string | undefined;
  readonly cloud?: TrustPlace['cloud'];
  readonly 'component-type'?: TrustPlace['component-type'];
  readonly assembly?: string | undefined;
  readonly 'trust-version'?: '0' | '1' | '2' | undefined;
  readonly 'actual-subject'?: string | undefined;
  readonly 'actual-issuer'?: string | undefined;
  readonly 'actual-audience'?: string | undefined;
  readonly 'organization-id'?: string | undefined;
}

export async function correlate(
  flags: CorrelateFlags,
  credentials: readonly FederatedCredential[] | null = null,
): Promise<(error: ErrorGroup) => Correlation> {
  const file = flags.assembly === undefined ? null : await signedFile(flags.assembly, flags);
  const trusts = file === null ? [] : await trustsOf(file, flags);
  const actual = actualOf(flags);
  return ({ code, presented }) => {
    const { explained, wanted } = matchExpectedCredential(code, presented);
    const nearest = wanted && credentials && rankCredentials(wanted, credentials, hintsOf(flags))[0];
    return {
      explained: explained && explanationJson(explained),
      wanted,
      credential: nearest?.credential.name ?? null,
      configured: nearest
        ? diffJson(wanted, claimsOf(nearest.credential), nearest.diff)
        : wanted && actual && configuredDiff(wanted, actual, flags),
      file: file === null || wanted === null ? null : fileDiff(trusts, wanted, presented, flags['trust-version']),
    };
  };
}

function trustsOf(file: SignedFile, flags: CorrelateFlags): Promise<readonly Trust[]> {
  const { tenant, 'environment-id': environmentId } = flags;
  if (tenant === undefined || environmentId === undefined) {
    throw new PpmiError('usage', { detail: 'To compare with --assembly, give --tenant and --environment-id' });
  }
  return expectedTrusts(file, { ...flags, tenant, 'environment-id': environmentId });
}

function actualOf(flags: CorrelateFlags): PresentedTrust | null {
  const actual = {
    issuer: flags['actual-issuer'] ?? null,
    subject: flags['actual-subject'] ?? null,
    audience: flags['actual-audience'] ?? null,
  };
  return Object.values(actual).every((value) => value === null) ? null : actual;
}

function hintsOf(flags: CorrelateFlags): DiffContext {
  return { organizationId: flags['organization-id'] ?? null };
}

/** What was presented is right; the credential is what can be wrong. */
function configuredDiff(wanted: Trust, actual: PresentedTrust, flags: CorrelateFlags): Correlation['configured'] {
  return diffJson(wanted, actual, diffTrust(wanted, actual, hintsOf(flags)));
}

/** The file is what can be another one than the registered: no mistakes are named, only the parts that differ. */
function fileDiff(
  trusts: readonly Trust[],
  wanted: Trust,
  presented: PresentedTrust,
  version: CorrelateFlags['trust-version'],
): Correlation['file'] {
  const expected = trustOfVersion(trusts, trustVersionOf(version) ?? wanted.version);
  if (expected === null) return { equal: false, expected: null, parts: [] };
  const { equal, parts } = diffTrust(expected, presented);
  return { equal, expected, parts };
}
