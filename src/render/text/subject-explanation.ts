/** `subject explain`: one line per segment, then what is wrong. */

import { isOtherWorkload, workloads } from '../../catalog/entra/workloads.ts';
import { inOnePiece, oneLine } from '../../domain/harmless-text.ts';
import { workloadTitles } from '../../domain/trust/workloads/workload.ts';
import type { ExplanationJson } from '../json/subject.ts';
import { type Style, wrap } from '../style.ts';
import { keyValues } from './key-values.ts';
import { mistakeLines } from './mistake.ts';

export function subjectExplanationText(explained: ExplanationJson, style: Style): string {
  return [
    style.title(heading(explained)),
    explained.kind === 'foreign' && explained.workload !== null && explained.workload.parts.length > 0
      ? keyValues(
          explained.workload.parts.map(({ name, value }) => [name, value] as const),
          style,
        )
      : segmentLines(explained, style).join('\n'),
    ...(explained.ambiguous
      ? [wrap('A common name contains a comma, so ppmi cannot tell where it ends.', style.width, '  ').join('\n')]
      : []),
    ...explained.mistakes.map((mistake) => mistakeLines(mistake, style).join('\n')),
    explained.mistakes.length === 0 ? wrap(withoutMistake(explained), style.width).join('\n') : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function heading({ kind, service, versions, workload }: ExplanationJson): string {
  if (kind === 'foreign') {
    const name = workload === null ? service : workloadTitles[workload.kind];
    return name === null ? 'Subject of another Microsoft service' : `Subject of ${name}`;
  }
  if (kind === 'unrecognised' || versions.length === 0) return 'Not the subject of a Power Platform managed identity';
  return `Subject of a Power Platform managed identity, version ${versions.join(' or ')}`;
}

function withoutMistake({ kind, versions, workload }: ExplanationJson): string {
  if (kind === 'foreign') {
    const usual = workload !== null && isOtherWorkload(workload.kind) ? ` ${workloads[workload.kind].usual}` : '';
    return `It is not the subject of a plug-in, so ppmi does not judge it.${usual}`;
  }
  if (kind === 'unrecognised' || versions.length === 0) return 'No known mistake produces such a subject.';
  return 'No mistake found in the subject itself. To compare it with a component, run `ppmi subject diff`.';
}

function segmentLines({ segments }: ExplanationJson, style: Style): string[] {
  return segments.flatMap(({ text, meaning, value, confidence }) => {
    const doubt = confidence === 'documented' ? '' : ` ${style.warning(`(${confidence})`)}`;
    return [
      `  ${style.command(inOnePiece(text))}`,
      `    ${meaning}${doubt}${value === null ? '' : `: ${oneLine(value)}`}`,
    ];
  });
}
