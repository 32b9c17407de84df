/** The texts of one name that people hash by mistake, by the names of the fault catalogue. */
import { commonNames, windowsName } from '../../certificate/distinguished-name.ts';
import type { MistakeName } from '../mistakes.ts';

export interface WrongText {
  readonly name: MistakeName;
  readonly text: string;
  /** Where the text comes from, in a few words. */
  readonly how: string;
}

export function wrongTexts(nameDer: Uint8Array): readonly WrongText[] {
  const right = windowsName(nameDer);
  if (right === null) return [];
  const names = commonNames(nameDer);
  return [
    { name: 'dn-trailing-newline', text: `${right}\n`, how: 'the name with a line feed at its end' },
    { name: 'dn-trailing-newline', text: `${right}\r\n`, how: 'the name with CR LF at its end' },
    ...names.flatMap((name) => [
      { name: 'dn-cn-only' as const, text: name, how: 'the common name alone' },
      { name: 'dn-cn-only' as const, text: `CN=${name}`, how: 'CN= and the common name' },
    ]),
  ];
}
