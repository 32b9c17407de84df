import { type Args, type EntryBody, firstRelease } from '../entry.ts';

interface Words {
  readonly title: string;
  readonly says: (args: Args) => string;
  readonly cause: string;
  readonly fix: readonly string[] | ((args: Args) => readonly string[]);
}

/** An error of the tool itself: always an error, never repaired. */
export function ownError(code: EntryBody['code'], { fix, ...words }: Words): EntryBody {
  return {
    ...words,
    code,
    severity: 'error',
    since: firstRelease,
    fix: typeof fix === 'function' ? fix : () => fix,
    repair: 'none',
    see: [],
  };
}

/** `: detail` where there is one, a full stop in any case. */
export function ending({ detail }: Args): string {
  return detail === null || detail === undefined || detail === '' ? '.' : `: ${String(detail).replace(/\.$/, '')}.`;
}
