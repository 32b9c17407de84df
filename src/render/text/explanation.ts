/** The text of `explain`. */
import type { ExplanationJson } from '../json/explanation.ts';
import type { Style } from '../style.ts';
import { fixLines } from './fix-lines.ts';

export function explanationText({ code, name, title, cause, fix, see }: ExplanationJson, style: Style): string {
  return [
    // Titles mark code with back-ticks, for pages.
    style.title(`${code}${name === null || name === code ? '' : ` ${name}`}: ${title.replaceAll('`', '')}`),
    fixLines(cause, style, '').join('\n'),
    ...(fix === '' ? [] : [[style.title('What to do'), ...fixLines(fix, style, '')].join('\n')]),
    ...(see.length === 0 ? [] : [`${style.title('See')} ${see.join(', ')}`]),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
