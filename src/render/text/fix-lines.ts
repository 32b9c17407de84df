import { type Style, wrap } from '../style.ts';

/** Lines of a fix. A command keeps its two spaces and is never broken, so that it can be pasted. */
export function fixLines(fix: string, style: Style, indent: string): string[] {
  if (fix === '') return [];
  return fix
    .split('\n')
    .flatMap((line) =>
      line.startsWith('  ') ? [`${indent}  ${style.command(line.trim())}`] : wrap(line, style.width, indent),
    );
}
