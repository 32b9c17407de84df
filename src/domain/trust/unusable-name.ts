import type { IdentityRecord } from '../facts.ts';
import type { Certificate } from '../signed-file/model.ts';

/** The common name that version 1 cannot carry: documented for a letter outside ASCII (AADSTS70050) and for a comma. */
export function unusableName(
  certificate: Certificate,
): { readonly reason: 'cn-non-ascii' | 'cn-comma'; readonly name: string } | null {
  const names = [...certificate.issuerCommonNames, ...certificate.subjectCommonNames];
  const nonAscii = names.find((name) => /\P{ASCII}/u.test(name));
  if (nonAscii !== undefined) return { reason: 'cn-non-ascii', name: nonAscii };
  const comma = names.find((name) => name.includes(','));
  return comma === undefined ? null : { reason: 'cn-comma', name: comma };
}

/** Null for every record and certificate where version 1 is not the reason that no subject can be predicted. */
export function unusableInVersion1(
  record: IdentityRecord | null,
  certificate: Certificate | null,
): ReturnType<typeof unusableName> {
  if (record?.version !== 1 || certificate === null || certificate.selfSigned) return null;
  return unusableName(certificate);
}
