/**
 * Reports read back from what `doctor --json` and `--ndjson` wrote. Keys that an older version of ppmi did not write are
 * filled in; what was counted is counted again, because older versions did not count what follows from a finding.
 */

import { isCloudId } from '../domain/cloud/cloud-id.ts';
import type { Severity, VerdictState } from '../domain/diagnosis.ts';
import { networkOwners } from '../domain/network-findings.ts';
import { isBlockedReason } from '../domain/unread.ts';
import {
  type Report,
  type ReportFinding,
  type ReportTarget,
  type ReportVerdict,
  type SignedInAs,
  summaryOf,
  type Tool,
} from './report.ts';

type Json = Readonly<Record<string, unknown>>;

/** The reports in a value that ppmi printed; a fleet's summary is made again from them. Null: something else. */
export function parseReports(value: unknown): readonly Report[] | null {
  if (!isObject(value)) return null;
  if (value.schema === 'ppmi.report/1') {
    const report = parseReport(value);
    return report === null ? null : [report];
  }
  if (value.schema !== 'ppmi.fleet/1') return null;
  // Each was printed as a line of its own.
  if (value.reports === null) return [];
  const reports = Array.isArray(value.reports) ? value.reports.map(parseReport) : [null];
  return areWhole(reports) ? reports : null;
}

/** Null: its findings or verdicts are not what a report has, so nothing of it can be relied on. */
function parseReport(value: unknown): Report | null {
  if (!isObject(value) || !Array.isArray(value.findings) || !Array.isArray(value.verdicts)) return null;
  const findings = value.findings.map((finding) => parseFinding(finding));
  const verdicts = value.verdicts.map(parseVerdict);
  if (!areWhole(findings) || !areWhole(verdicts)) return null;
  return {
    emulated: value.emulated === true,
    target: parseTarget(value),
    signedInAs: parseSignedInAs(value.signedInAs),
    tool: parseTool(value.tool),
    summary: summaryOf(findings, verdicts),
    findings,
    verdicts,
    followUp: null,
  };
}

/** Environment and component stood beside the target before there was one. */
function parseTarget(report: Json): ReportTarget {
  const target = isObject(report.target) ? report.target : {};
  const environment = target.environment ?? report.environment;
  const component = target.component ?? report.component;
  const { record, application, cloud } = target;
  return {
    environment:
      isObject(environment) && typeof environment.url === 'string'
        ? { url: environment.url, id: text(environment.id), name: text(environment.name) }
        : null,
    component:
      isObject(component) && typeof component.id === 'string'
        ? {
            type: component.type === 'package' ? 'package' : 'assembly',
            id: component.id,
            name: text(component.name) ?? component.id,
          }
        : null,
    record:
      isObject(record) && typeof record.id === 'string'
        ? { id: record.id, name: text(record.name) ?? record.id, version: number(record.version) }
        : null,
    application:
      isObject(application) && typeof application.applicationId === 'string'
        ? { applicationId: application.applicationId, name: text(application.name) }
        : null,
    cloud: typeof cloud === 'string' && isCloudId(cloud) ? cloud : null,
    tenantId: text(target.tenantId),
  };
}

/** What follows from a finding has nothing that follows from it; deeper data was not written by ppmi. */
const deepest = 2;

function parseFinding(value: unknown, depth = 0): ReportFinding | null {
  if (!isObject(value) || depth > deepest) return null;
  const { severity } = value;
  const [code, name, title] = [text(value.code), text(value.name), text(value.title)];
  if (code === null || name === null || title === null || !isSeverity(severity)) return null;
  const consequences = list(value.consequences).map((each) => parseFinding(each, depth + 1));
  // Their severity counts, so that one that cannot be read must not be left out.
  if (!areWhole(consequences)) return null;
  return {
    code,
    name,
    severity,
    title,
    message: text(value.message) ?? '',
    where: parseWhere(value.where),
    cause: text(value.cause) ?? '',
    fix: text(value.fix) ?? '',
    owner: ownerOf(value.owner),
    expected: text(value.expected),
    actual: text(value.actual),
    repairable: value.repairable === true,
    consequences,
  };
}

function parseWhere(value: unknown): ReportFinding['where'] {
  if (!isObject(value)) return null;
  const { system, kind } = value;
  if (typeof system !== 'string' || typeof kind !== 'string') return null;
  // The system is a name of ppmi; an unknown one of a later version is shown as it is.
  return { system, kind, id: text(value.id), name: text(value.name) } as NonNullable<ReportFinding['where']>;
}

/** Reports of earlier versions name no owner. */
function ownerOf(value: unknown): ReportFinding['owner'] {
  return networkOwners.find((owner) => owner === value) ?? null;
}

function parseVerdict(value: unknown): ReportVerdict | null {
  if (!isObject(value)) return null;
  const { check, state, blockedBy, reason, permission, grantedBy, detail, finding } = value;
  if (typeof check !== 'string' || !isState(state)) return null;
  const blocked = {
    fact: text(blockedBy) ?? check,
    reason: typeof reason === 'string' && isBlockedReason(reason) ? reason : null,
    permission: text(permission),
    grantedBy: text(grantedBy),
    detail: text(detail),
    // Reports of earlier versions have none.
    finding: parseFinding(finding),
  };
  const couldNot = state === 'blocked' || state === 'crashed';
  return { check, title: text(value.title) ?? check, state, blocked: couldNot ? blocked : null };
}

function parseSignedInAs(value: unknown): SignedInAs | null {
  if (!isObject(value)) return null;
  return { tenantId: text(value.tenantId), clientId: text(value.clientId), user: text(value.user) };
}

function parseTool(value: unknown): Tool | null {
  if (!isObject(value) || typeof value.version !== 'string' || typeof value.at !== 'string') return null;
  return { version: value.version, at: value.at };
}

const severities: ReadonlySet<unknown> = new Set<Severity>(['error', 'warning', 'info']);
const isSeverity = (value: unknown): value is Severity => severities.has(value);

const states: ReadonlySet<unknown> = new Set<VerdictState>([
  'passed',
  'failed',
  'blocked',
  'crashed',
  'not-applicable',
]);
const isState = (value: unknown): value is VerdictState => states.has(value);

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const areWhole = <T>(items: readonly (T | null)[]): items is readonly T[] => items.every((item) => item !== null);
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
