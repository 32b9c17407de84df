/** One mistake in a trust, as text. */

import type { MistakeJson } from '../json/subject.ts';
import { type Style, wrap } from '../style.ts';
import { fixLines } from './fix-lines.ts';

export function mistakeLines(mistake: MistakeJson, style: Style): string[] {
  const { code, name, title, message, candidate, seeYourself } = mistake;
  return [
    `${style.bad(`${style.marks.error} ${code}`)} ${style.title(title)} ${style.dim(`(${name})`)}`,
    ...wrap(candidate ? `Another possible cause: ${message}` : message, style.width, '  '),
    ...(seeYourself === '' ? [] : ['  To see it yourself:', ...fixLines(seeYourself, style, '    ')]),
    `  More: ${style.command(`ppmi explain ${code}`)}`,
  ];
}
