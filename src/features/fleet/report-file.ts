/** Reads saved reports: `--ndjson` lines, and `--json` of one component or many. */
import { PpmiError } from '../../domain/errors.ts';
import { linesOf } from '../../domain/lines-of.ts';
import type { BlockedReason } from '../../domain/unread.ts';
import { parseReports } from '../../report/parse.ts';
import type { Report } from '../../report/report.ts';
import { readInputText } from '../../session/input-file.ts';

export interface ReportFile {
  /** The last report of each component, in file order. */
  readonly reports: readonly Report[];
  /** Lines that are cut off or are not reports. */
  readonly damagedLines: number;
  /** False: the last line is cut off, so anything appended to it would be lost. */
  readonly endsWithLine: boolean;
}

/** A report takes about 8 KB. */
const largest = 256 * 1024 * 1024;

/** @throws PpmiError `file-unreadable`, `file-too-large`; `file-not-recognised`: the file contains no report of ppmi */
export async function readReports(file: string): Promise<ReportFile> {
  const text = await readInputText(file, largest);
  const endsWithLine = /(^|\n)$/.test(text);
  const whole = parse(text);
  if (whole !== undefined) {
    const reports = parseReports(whole);
    if (reports === null) throw notOurs(file);
    return { reports, damagedLines: 0, endsWithLine };
  }
  const reports: Report[] = [];
  let damagedLines = 0;
  for (const line of linesOf(text)) {
    if (line.trim() === '') continue;
    const found = parseReports(parse(line));
    if (found === null) damagedLines += 1;
    else reports.push(...found);
    if (reports.length === 0 && damagedLines === enough) throw notOurs(file);
  }
  if (reports.length === 0 && damagedLines > 1) throw notOurs(file);
  return { reports, damagedLines, endsWithLine };
}

/** Lines without a report after which a file is not read on. */
const enough = 1000;

function notOurs(file: string): PpmiError {
  const detail = 'it holds no report of ppmi doctor (--json or --ndjson)';
  return new PpmiError('file-not-recognised', { file, detail });
}

/** Deeper than any report. V8 takes fifty times the size of such a text. */
const deepest = 200;

function isDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length && depth <= deepest; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at += 1;
      while (at < text.length && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
    } else if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return depth > deepest;
}

function parse(text: string): unknown {
  if (isDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Keeps the latest report per component. An environment whose components were listed later no longer counts as unlisted. */
export function latest(reports: readonly Report[]): readonly Report[] {
  const byComponent = new Map<string, Report>();
  for (const report of reports) {
    const { environment, component } = report.target;
    const url = environment?.url ?? '';
    if (component !== null) byComponent.delete(keyOf(url, null));
    byComponent.set(keyOf(url, component?.id ?? null), report);
  }
  return [...byComponent.values()];
}

export function keyOf(environmentUrl: string, componentId: string | null): string {
  return `${environmentUrl} ${componentId ?? ''}`;
}

/** A refusal lasts until the permission is granted, an inconclusive check until the configuration changes. */
const lasting: ReadonlySet<unknown> = new Set<BlockedReason>(['refused', 'not-predictable']);

/** True if checking again now would give the same result. */
export function isFinished({ target, verdicts }: Report): boolean {
  return target.component !== null && verdicts.every(({ blocked }) => blocked === null || lasting.has(blocked.reason));
}
