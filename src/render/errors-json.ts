/** `error decode` and `error list`: what scripts get. Keys of docs/interface.md, and more beside them. */
import { type CodeEntry, codes } from '../domain/aadsts/codes.ts';
import type { ErrorGroup } from '../domain/aadsts/groups.ts';
import { type Knowledge, knowledge } from '../domain/aadsts/knowledge.ts';

export interface ErrorJson extends ErrorGroup {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
  readonly see: readonly string[];
  readonly confidence: Knowledge['confidence'];
}

export interface ErrorsJson {
  readonly errors: readonly ErrorJson[];
  /** True: a log, one entry stands for all errors of its code and presented assertion. */
  readonly grouped: boolean;
}

export function errorJson(error: ErrorGroup): ErrorJson {
  const { title, cause, fix, see, confidence } = knowledge(error.code);
  return { ...error, title, cause, fix: fix.join('\n'), see, confidence };
}

export interface CodeJson {
  readonly code: number;
  readonly name: string | null;
  readonly area: CodeEntry['area'];
  readonly title: string;
  readonly confidence: Knowledge['confidence'];
}

export function codesJson(area: string | undefined): readonly CodeJson[] {
  return codes
    .filter((entry) => area === undefined || entry.area === area)
    .map(({ code, name, area: own }) => {
      const { title, confidence } = knowledge(code);
      return { code, name, area: own, title, confidence };
    });
}
