/** The wrong texts of one name that are commonly hashed, by the name of the mistake. */
import { dnBytes, dnTexts, type TextLabel } from '../../../signed-file/other-texts.ts';
import type { MistakeName } from '../mistakes.ts';

export interface WrongText {
  /** The likeliest name first; the others explain the same text as well. */
  readonly names: readonly MistakeName[];
  /** A newline was hashed with it. */
  readonly newline: boolean;
  readonly bytes: Uint8Array;
  /** Where the text comes from, in a few words. */
  readonly how: string;
}

const order: readonly MistakeName[] = ['dn-openssl-order', 'dn-st-for-s'];
const letters: readonly MistakeName[] = ['dn-st-for-s', 'dn-no-space'];

/** Only texts whose mistake has a name are listed. */
const namesOf: Readonly<Partial<Record<TextLabel, readonly MistakeName[]>>> = {
  'encoded-order': ['dn-openssl-order'],
  'st-for-s': ['dn-st-for-s'],
  'openssl-names': ['dn-st-for-s'],
  'no-space': ['dn-no-space'],
  'rfc-4514': letters,
  'openssl-rfc-2253': letters,
  openssl: order,
  'openssl-without-spaces': order,
  'openssl-slashes': order,
  node: order,
  'bouncy-castle': order,
  'common-name': ['dn-cn-only'],
  'common-name-with-cn': ['dn-cn-only'],
};

export function wrongTexts(nameDer: Uint8Array): readonly WrongText[] {
  const texts = dnTexts(nameDer);
  // Only a name with a part that tools call differently can show that.
  const hasOtherLetters = texts.some(({ label }) => label === 'st-for-s' || label === 'openssl-names');
  return [
    ...dnBytes(nameDer)
      .filter(({ label }) => label === 'line-feed' || label === 'cr-lf')
      .map(({ bytes, by }) => ({ names: [], newline: true, bytes, how: by })),
    ...texts.flatMap(({ label, text, by }) => {
      const names = (namesOf[label] ?? []).filter((name) => hasOtherLetters || name !== 'dn-st-for-s');
      if (names.length === 0) return [];
      return ['', '\n', '\r\n'].map((end) => ({ names, newline: end !== '', bytes: Buffer.from(text + end), how: by }));
    }),
  ];
}
