/** `subject explain`: one line a segment, then what is wrong. */

import type { ExplanationJson } from '../json/subject.ts';
import { type Style, wrap } from '../style.ts';
import { mistakeLines } from './mistake.ts';

export function subjectExplanationText(explained: ExplanationJson, style: Style): string {
  return [
    style.title(heading(explained)),
    segmentLines(explained, style).join('\n'),
    ...(explained.ambiguous
      ? [wrap('A common name holds a comma, so where the names end is a guess.', style.width, '  ').join('\n')]
      : []),
    ...explained.mistakes.map((mistake) => mistakeLines(mistake, style).join('\n')),
    explained.mistakes.length === 0 ? wrap(withoutMistake(explained), style.width).join('\n') : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function heading({ kind, service, versions }: ExplanationJson): string {
  if (kind === 'foreign') return `Subject of another service${service === null ? '' : `: ${service}`}`;
  if (kind === 'unrecognised' || versions.length === 0) return 'No subject of a Power Platform managed identity';
  return `Subject of a managed identity of version ${versions.join(' or ')}`;
}

function withoutMistake({ kind, versions }: ExplanationJson): string {
  if (kind === 'foreign') return 'It is not for plug-ins, so it is left alone: nothing here says whether it is right.';
  if (kind === 'unrecognised' || versions.length === 0) return 'No known mistake makes such a subject.';
  return 'No known mistake shows. Whether it fits a component, `ppmi subject diff` tells.';
}

function segmentLines({ segments }: ExplanationJson, style: Style): string[] {
  return segments.flatMap(({ text, meaning, value, confidence }) => {
    const doubt = confidence === 'documented' ? '' : ` ${style.warning(`(${confidence})`)}`;
    return [`  ${style.command(text)}`, `    ${meaning}${doubt}${value === null ? '' : `: ${value}`}`];
  });
}
