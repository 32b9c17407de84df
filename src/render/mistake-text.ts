/** One mistake in a trust, for a person. */

import { type Style, wrap } from './style.ts';
import type { MistakeJson } from './subject-json.ts';

export function mistakeLines({ code, name, title, message, candidate }: MistakeJson, style: Style): string[] {
  return [
    `${style.bad(`${style.marks.error} ${code}`)} ${style.title(title)} ${style.quiet(`(${name})`)}`,
    ...wrap(candidate ? `This may be it instead. ${message}` : message, style.width, '  '),
    `  More: ${style.command(`ppmi explain ${code}`)}`,
  ];
}
