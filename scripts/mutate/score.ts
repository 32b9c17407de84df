/** The result of a run, in lines. */
import { dirname } from 'node:path';
import { type Described, type Explained, explains } from './results.ts';

export type Verdict = 'killed' | 'killed by the time limit' | 'explained' | 'survived';

export interface Result {
  readonly described: Described;
  readonly verdict: Verdict;
}

export function judged(killedBy: string | null, mutant: Described, explained: readonly Explained[]): Verdict {
  if (killedBy === 'no answer') return 'killed by the time limit';
  if (killedBy !== null) return 'killed';
  return explained.some((one) => explains(one, mutant)) ? 'explained' : 'survived';
}

export function scoreLines(results: readonly Result[], explained: readonly Explained[]): readonly string[] {
  const survivors = results.filter(({ verdict }) => verdict === 'survived');
  const folders = [...new Set(results.map(({ described }) => dirname(described.file)))].sort();
  const inFolder = (folder: string) => results.filter(({ described }) => dirname(described.file) === folder);
  const unneeded = explained.filter((one) => {
    const like = results.filter(({ described }) => explains(one, described));
    return like.length > 0 && !like.some(({ verdict }) => verdict === 'explained');
  });
  return [
    ...survivors.map(({ described: { file, line, change } }) => `survived  ${file}:${line} ${change}`),
    ...unneeded.map(({ file, change }) => `explained without need  ${file} ${change}`),
    '',
    ...folders.map((folder) => `${counts(inFolder(folder))}  ${folder}`),
    `${counts(results)}  in all`,
  ];
}

/** Explained mutants change nothing that a test could see: they do not count. */
function counts(results: readonly Result[]): string {
  const count = (...verdicts: readonly Verdict[]) => results.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const explained = count('explained');
  const late = count('killed by the time limit');
  const killed = count('killed') + late;
  const score = results.length === explained ? 100 : (100 * killed) / (results.length - explained);
  return [
    `${score.toFixed(1)} %`.padStart(7),
    `${results.length} mutants, ${killed} killed (${late} by the time limit), ${count('survived')} survived, ${explained} explained`,
  ].join('  ');
}
