/** Reports that were written before: lines of `--ndjson`, a `--json` of one component or of many. */
import { PpmiError } from '../../domain/errors.ts';
import type { ReportJson } from '../../render/json/report.ts';
import { readInputFile } from '../../session/input-file.ts';

export interface ReportFile {
  /** The last report of each component, in the order of the file. */
  readonly reports: readonly ReportJson[];
  /** Lines that were cut off or are something else. */
  readonly damagedLines: number;
  /** False: the last line was cut off, so that what is appended to it would be lost. */
  readonly endsWithLine: boolean;
}

/** A report is some 8 KB. */
const largest = 256 * 1024 * 1024;

/** @throws PpmiError `file-unreadable`, `file-too-large`; `file-not-recognised`: nothing in it is a report of ours */
export async function readReports(file: string): Promise<ReportFile> {
  const text = Buffer.from(await readInputFile(file, largest)).toString('utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const whole = parse(text);
  const values = whole === undefined ? lines.map(parse) : [whole];
  const found = values.map(reportsIn);
  const damagedLines = found.filter((reports) => reports === null).length;
  if (damagedLines > 0 && damagedLines === found.length && lines.length > 1) throw notOurs(file);
  if (whole !== undefined && damagedLines > 0) throw notOurs(file);
  return { reports: found.flatMap((reports) => reports ?? []), damagedLines, endsWithLine: /(^|\n)$/.test(text) };
}

function notOurs(file: string): PpmiError {
  const detail = 'it holds no report of ppmi doctor (--json or --ndjson)';
  return new PpmiError('file-not-recognised', { file, detail });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A summary is made again from its reports, so it adds none of its own. Null: something else. */
function reportsIn(value: unknown): readonly ReportJson[] | null {
  if (typeof value !== 'object' || value === null) return null;
  const { schema, reports = null } = value as { schema?: unknown; reports?: readonly ReportJson[] | null };
  if (schema === 'ppmi.report/1') return [value as ReportJson];
  return schema === 'ppmi.fleet/1' ? (reports ?? []) : null;
}

/** The last word on each component. An environment that could be listed later is no longer one that could not. */
export function latest(reports: readonly ReportJson[]): readonly ReportJson[] {
  const byComponent = new Map<string, ReportJson>();
  for (const report of reports) {
    const url = report.environment?.url ?? '';
    if (report.component !== null) byComponent.delete(keyOf(url, null));
    byComponent.set(keyOf(url, report.component?.id ?? null), report);
  }
  return [...byComponent.values()];
}

export function keyOf(environmentUrl: string, componentId: string | null): string {
  return `${environmentUrl} ${componentId ?? ''}`;
}

/** What came from the wire and may be other the next time. A refusal stays until somebody grants the permission. */
const passing = new Set<unknown>(['cut-off', 'throttled', 'malformed', 'no-sign-in', 'bug']);

/** Nothing would change by looking again now. */
export function isFinished({ component, verdicts }: ReportJson): boolean {
  return component !== null && !verdicts.some(({ reason }) => passing.has(reason));
}
