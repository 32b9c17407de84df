/** `subject show`: the trusts of a signed file in the environment where it is, or will be, registered. */
import { PpmiError } from '../../domain/errors.ts';
import { fileFault } from '../../domain/signed-file/verdict.ts';
import type { TrustFlags } from '../../flags/shared.ts';
import type { Outcome } from '../../render/outcome.ts';
import { type SubjectShow, subjectText } from '../../render/text/trust.ts';
import { fileExit } from '../../report/exit-codes.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { SessionFlags } from '../../session/session.ts';
import { expectedTrusts, type TrustPlace } from '../certificate/expected-trusts.ts';
import { signedFileJson } from '../certificate/signed-file-json.ts';
import { openSignedFile } from '../certificate/signed-file-source.ts';

type ShowOptions = SessionFlags & TrustFlags;

export async function showSubject(
  context: CommandContext,
  file: string | undefined,
  flags: ShowOptions,
): Promise<Outcome<SubjectShow>> {
  const given = givenPlace(file, flags);
  const source = await openSignedFile(context, file, flags);
  const place = given ?? source.place;
  const trusts = place === null ? [] : await expectedTrusts(source.file, place);
  const version = flags['trust-version'];
  const result = {
    trusts: trusts.filter((trust) => version === undefined || String(trust.version) === version),
    ...(await signedFileJson(source, context.shell)),
  };
  return {
    result,
    exitCode: fileExit(fileFault(source.file)),
    text: (shown, style) => subjectText(shown, style, new Date()),
  };
}

/** Only flags can tell where a local file will be registered. */
function givenPlace(file: string | undefined, flags: ShowOptions): TrustPlace | null {
  const { tenant, 'environment-id': environmentId } = flags;
  if (file === undefined) {
    if (tenant === undefined && environmentId === undefined) return null;
    throw new PpmiError('usage', { detail: '--tenant and --environment-id require FILE' });
  }
  if (tenant === undefined || environmentId === undefined) {
    throw new PpmiError('usage', { detail: 'FILE requires --tenant and --environment-id' });
  }
  return { ...flags, tenant, 'environment-id': environmentId };
}
