import type { IdentityRecord } from '../facts.ts';
import type { Certificate } from '../signed-file/model.ts';

/** The common name that version 1 cannot carry: documented for a letter outside ASCII (AADSTS70050) and for a comma. */
export function unusableName(
  certificate: Certificate,
): { readonly because: 'cn-non-ascii' | 'cn-comma'; readonly name: string } | null {
  const names = [...certificate.issuerCommonNames, ...certificate.subjectCommonNames];
  const nonAscii = names.find((name) => /\P{ASCII}/u.test(name));
  if (nonAscii !== undefined) return { because: 'cn-non-ascii', name: nonAscii };
  const comma = names.find((name) => name.includes(','));
  return comma === undefined ? null : { because: 'cn-comma', name: comma };
}

/** Null for every record and certificate where version 1 is not the reason that no subject can be predicted. */
export function unusableInVersion1(
  record: IdentityRecord | null,
  certificate: Certificate | null,
): ReturnType<typeof unusableName> {
  if (record?.version !== 1 || certificate === null || certificate.selfSigned) return null;
  return unusableName(certificate);
}
