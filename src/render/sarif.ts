/**
 * SARIF 2.1.0 (OASIS). Only problems are results: readers ignore `kind`, so that what passed would become an alert
 * (observed). What could not be decided is a notification of the run.
 */
import { createHash } from 'node:crypto';
import { jsonText } from '../domain/harmless-text.ts';

export interface SarifProblem {
  /** Permanent code and name of the finding. */
  readonly code: string;
  readonly name: string;
  readonly level: 'error' | 'warning';
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
  readonly message: string;
  /** What the problem is about, such as `host:port`. */
  readonly target: string;
  readonly properties: object;
}

export interface SarifRun {
  readonly version: string;
  /** Of runs that are compared with each other. */
  readonly category: string;
  /** ISO time. */
  readonly startedAt: string;
  readonly exitCode: number;
  readonly problems: readonly SarifProblem[];
  /** What could not be decided, and about what. */
  readonly undecided: readonly { readonly message: string; readonly target: string | null }[];
  readonly properties: object;
}

export function sarifLog({
  version,
  category,
  startedAt,
  exitCode,
  problems,
  undecided,
  properties,
}: SarifRun): string {
  const codes = [...new Set(problems.map(({ code }) => code))];
  const rules = codes.flatMap((code) => problems.find((each) => each.code === code) ?? []);
  return jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'ppmi', version, semanticVersion: version, rules: rules.map(rule) } },
        automationDetails: { id: `${category}/` },
        invocations: [
          {
            executionSuccessful: exitCode === 0 || exitCode === 1,
            exitCode,
            startTimeUtc: startedAt,
            toolExecutionNotifications: undecided.map(({ message, target }) => ({
              level: 'warning',
              message: { text: message },
              ...(target === null ? {} : { locations: [locationOf(target)] }),
            })),
          },
        ],
        results: problems.map((problem) => ({
          ruleId: problem.code,
          ruleIndex: codes.indexOf(problem.code),
          level: problem.level,
          message: { text: problem.message },
          locations: [locationOf(problem.target)],
          partialFingerprints: { 'ppmiProblem/v1': fingerprintOf(problem) },
          properties: problem.properties,
        })),
        properties,
      },
    ],
  });
}

function rule({ code, name, title, cause, fix }: SarifProblem) {
  return {
    id: code,
    name,
    shortDescription: { text: title },
    fullDescription: { text: cause },
    help: { text: fix },
  };
}

/** No file is at fault, so the place is a logical one. */
const locationOf = (target: string) => ({ logicalLocations: [{ fullyQualifiedName: target, kind: 'resource' }] });

/** The same problem at the same place has the same fingerprint in every run, and the place cannot be read from it. */
function fingerprintOf({ code, target }: SarifProblem): string {
  return createHash('sha256').update(`${code} ${target}`).digest('hex').slice(0, 32);
}
