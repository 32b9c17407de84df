/** When the common names of a certificate appear unchanged in a subject (versions 0 and 1). */
import type { Certificate } from '../signed-file/model.ts';

export type CommonNames = { readonly issuer: string; readonly subject: string } | { readonly unpredictable: string };

/**
 * A comma causes AADSTS700213, a letter outside ASCII causes AADSTS70050 (documented), so the platform cuts or escapes
 * names in an unpublished way. Only names of the plainest characters are predicted.
 */
const plain = /^[A-Za-z0-9 ._()-]+$/;

export function commonNames(certificate: Certificate): CommonNames {
  const subject = plainName('subject', certificate.subjectCommonNames);
  const issuer = plainName('issuer', certificate.issuerCommonNames);
  if ('unpredictable' in issuer) return issuer;
  if ('unpredictable' in subject) return subject;
  return { issuer: issuer.name, subject: subject.name };
}

function plainName(
  whose: 'subject' | 'issuer',
  names: readonly string[],
): { readonly name: string } | { readonly unpredictable: string } {
  const why = (reason: string) => ({
    unpredictable: `the ${whose} of the certificate ${reason}, and how the platform writes that into a subject is not published; use version 2`,
  });
  const [name, ...more] = names;
  if (name === undefined) return why('has no common name');
  if (more.length > 0) return why('has several common names');
  if (/^[\s]|[\s]$/.test(name)) return why('has a common name that begins or ends with a space');
  if (!plain.test(name)) return why(`has a common name with ${oddCharacter(name)}`);
  return { name };
}

function oddCharacter(name: string): string {
  const odd = [...name].find((character) => !plain.test(character));
  if (odd === undefined) return 'no characters';
  return odd === ',' ? 'a comma' : `the character ${JSON.stringify(odd)}`;
}
