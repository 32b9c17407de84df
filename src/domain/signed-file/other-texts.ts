/** The texts of one distinguished name that other tools print, and other bytes of .NET's text: what is hashed by mistake. */
import { commonNames, parseName, windowsName } from './distinguished-name.ts';
import {
  backslashes,
  bytesInHex,
  dotnetStyle,
  type NameStyle,
  openSslQuotes,
  openSslShortName,
  printName,
  windowsShortName,
} from './name-styles.ts';

export type TextLabel =
  | 'encoded-order'
  | 'st-for-s'
  | 'openssl-names'
  | 'no-space'
  | 'rfc-4514'
  | 'openssl-rfc-2253'
  | 'openssl'
  | 'openssl-without-spaces'
  | 'openssl-slashes'
  | 'node'
  | 'bouncy-castle'
  | 'without-quotes'
  | 'common-name'
  | 'common-name-with-cn'
  | 'lower-case';

export interface OtherText {
  readonly label: TextLabel;
  readonly text: string;
  /** What prints it, in a few words. */
  readonly by: string;
}

export type BytesLabel = 'line-feed' | 'cr-lf' | 'utf-16' | 'utf-8-bom' | 'der';

export interface OtherBytes {
  readonly label: BytesLabel;
  readonly bytes: Uint8Array;
  readonly by: string;
}

const openssl: NameStyle = {
  order: 'encoded',
  names: openSslShortName,
  equals: ' = ',
  separator: ', ',
  plus: ' + ',
  escape: openSslQuotes,
};
const rfc4514: NameStyle = {
  order: 'reversed',
  names: openSslShortName,
  equals: '=',
  separator: ',',
  plus: '+',
  escape: backslashes,
};
const asIs = (value: string): string => value;
const onlySt = (oid: string): string => (oid === '2.5.4.8' ? 'ST' : windowsShortName(oid));

const styles: readonly { readonly label: TextLabel; readonly style: NameStyle; readonly by: string }[] = [
  {
    label: 'encoded-order',
    style: { ...dotnetStyle, order: 'encoded' },
    by: ".NET's names in the certificate's order",
  },
  { label: 'st-for-s', style: { ...dotnetStyle, names: onlySt }, by: 'ST= instead of S=' },
  { label: 'openssl-names', style: { ...dotnetStyle, names: openSslShortName }, by: "OpenSSL's short names" },
  { label: 'no-space', style: { ...dotnetStyle, separator: ',' }, by: 'no space after the comma' },
  { label: 'rfc-4514', style: rfc4514, by: 'RFC 4514, as most libraries print it' },
  {
    label: 'openssl-rfc-2253',
    style: { ...rfc4514, escape: (value) => bytesInHex(backslashes(value)) },
    by: 'openssl x509 -subject -nameopt RFC2253',
  },
  { label: 'openssl', style: openssl, by: 'openssl x509 -subject' },
  {
    label: 'openssl-without-spaces',
    style: { ...openssl, equals: '=' },
    by: 'openssl x509 -subject, version 3.2 and later',
  },
  {
    label: 'node',
    style: { ...openssl, equals: '=', separator: '\n', escape: backslashes },
    by: "Node's X509Certificate.subject",
  },
  { label: 'bouncy-castle', style: { ...rfc4514, order: 'encoded' }, by: "Bouncy Castle's X509Name" },
  { label: 'without-quotes', style: { ...dotnetStyle, escape: asIs }, by: 'the quotes removed' },
];

/** Every text once, and never .NET's own; for a value that is no text, only what does not need it. */
export function dnTexts(nameDer: Uint8Array): readonly OtherText[] {
  const right = windowsName(nameDer);
  if (right === null) return [];
  const rdns = parseName(nameDer);
  const slashes = printName(rdns, { ...openssl, equals: '=', separator: '/', plus: '+', escape: asIs });
  const candidates: readonly { label: TextLabel; text: string | null; by: string }[] = [
    ...styles.map(({ label, style, by }) => ({ label, text: printName(rdns, style), by })),
    // Outside ASCII this old form shows raw bytes of whatever string type the value has.
    {
      label: 'openssl-slashes',
      text: slashes && /^[ -~]*$/.test(slashes) ? `/${slashes}` : null,
      by: 'openssl x509 -subject, before version 1.1',
    },
    ...commonNames(nameDer).flatMap((name) => [
      { label: 'common-name' as const, text: name, by: 'the common name alone' },
      { label: 'common-name-with-cn' as const, text: `CN=${name}`, by: 'CN= and the common name' },
    ]),
    { label: 'lower-case', text: right.toLowerCase(), by: 'the name in lower case' },
  ];
  const seen = new Set([right]);
  return candidates.flatMap(({ label, text, by }) => {
    if (text === null || seen.has(text)) return [];
    seen.add(text);
    return [{ label, text, by }];
  });
}

/** .NET's text, but not its UTF-8 alone. */
export function dnBytes(nameDer: Uint8Array): readonly OtherBytes[] {
  const right = windowsName(nameDer);
  const der = { label: 'der' as const, bytes: nameDer, by: 'the encoded name itself' };
  if (right === null) return [der];
  return [
    { label: 'line-feed', bytes: Buffer.from(`${right}\n`), by: 'echo, which adds a line feed' },
    { label: 'cr-lf', bytes: Buffer.from(`${right}\r\n`), by: 'a file with a newline' },
    { label: 'utf-16', bytes: Buffer.from(right, 'utf16le'), by: 'Encoding.Unicode, which is UTF-16' },
    { label: 'utf-8-bom', bytes: Buffer.from(`\ufeff${right}`), by: 'UTF-8 with a byte order mark' },
    der,
  ];
}
