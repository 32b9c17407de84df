/** `explain`. */
import type { Explanation } from './explanation.ts';
import { wrap } from './fields.ts';
import type { Style } from './style.ts';

export function renderExplanation({ code, name, title, cause, fix, see }: Explanation, style: Style): string {
  return [
    style.title(`${code}${name === null ? '' : ` ${name}`}: ${plainMarks(title)}`),
    prose(cause, style),
    ...(fix === '' ? [] : [`${style.title('What to do')}\n${prose(fix, style)}`]),
    ...(see.length === 0 ? [] : [`${style.title('See')} ${see.join(', ')}`]),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Commands, which begin with blanks, stay whole; everything else is broken to the width. */
function prose(text: string, style: Style): string {
  return text
    .split('\n')
    .map((line) => (line.startsWith('  ') ? line : wrap(line, style.width)))
    .join('\n');
}

/** Titles mark code with back-ticks, for pages. */
function plainMarks(text: string): string {
  return text.replaceAll('`', '');
}
