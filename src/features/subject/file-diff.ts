/** `subject diff` of a local file and the claims of a credential from the command line. */
import { PpmiError } from '../../domain/errors.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import { type DiffContext, diffTrust } from '../../domain/trust/diff.ts';
import { trustOfVersion } from '../../domain/trust/matches.ts';
import { fileHints } from '../../domain/trust/rank-credentials.ts';
import { explainSubject } from '../../domain/trust/subject/explain.ts';
import { type TrustVersion, trustVersionOf } from '../../domain/trust/trust.ts';
import type { SubjectDiffFlags } from '../../flags/compare.ts';
import type { PasswordFlags } from '../../flags/shared.ts';
import { diffJson, type SubjectDiffJson, withWorkload } from '../../render/json/subject.ts';
import { readOtherFile } from '../../session/local-files.ts';
import { signedFile } from '../../session/signed-file.ts';
import { expectedTrusts } from '../certificate/expected-trusts.ts';
import { fileMistakes } from './file-mistakes.ts';

type FileDiffOptions = SubjectDiffFlags & PasswordFlags;

export async function fileDiff(name: string, flags: FileDiffOptions, shell: ShellTarget): Promise<SubjectDiffJson> {
  const { tenant, 'environment-id': environmentId, 'actual-subject': subject } = flags;
  if (tenant === undefined || environmentId === undefined || subject === undefined) {
    throw new PpmiError('usage', {
      detail: 'Comparing a file requires --tenant, --environment-id and --actual-subject',
    });
  }
  const actual = { issuer: flags['actual-issuer'] ?? null, subject, audience: flags['actual-audience'] ?? null };
  const file = await signedFile(name, flags);
  const trusts = await expectedTrusts(file, { ...flags, tenant, 'environment-id': environmentId });
  const expected = trustOfVersion(trusts, trustVersionOf(flags['trust-version']) ?? newestVersionOf(subject));
  if (expected === null) {
    return withWorkload({
      equal: false,
      expected: null,
      actual,
      parts: [],
      mistakes: fileMistakes(file, shell),
      warning: null,
    });
  }
  const hints = { ...(await hintsOf(flags)), certificate: file.certificate, chain: file.chain, trusts };
  const result = diffJson(expected, actual, diffTrust(expected, actual, hints), shell);
  return withWorkload({ ...result, mistakes: [...fileMistakes(file, shell), ...result.mistakes] });
}

/** The newest version whose subject has this form. */
function newestVersionOf(subject: string): TrustVersion {
  return explainSubject(subject).versions.toSorted().at(-1) ?? 2;
}

async function hintsOf(flags: FileDiffOptions): Promise<DiffContext> {
  const others = await Promise.all((flags['other-file'] ?? []).map(readOtherFile));
  return {
    ...fileHints({ assembly: null, others }),
    organizationId: flags['organization-id'] ?? null,
    applicationId: flags['application-id'] ?? null,
    homeTenantId: flags['home-tenant-id'] ?? null,
  };
}
