/** `connectivity --json`: keys of docs/interface.md, findings in the words of the catalogue. */

import { type FindingJson, presentFinding } from '../../catalog/finding.ts';
import { unknownContext } from '../../catalog/printer.ts';
import type { Finding } from '../../domain/diagnosis.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';

type Need = 'must' | 'should' | 'if-used';

interface Endpoint {
  readonly host: string;
  readonly need: Need;
  readonly ok: boolean | null;
  readonly stages: readonly {
    readonly stage: string;
    readonly ok: boolean | null;
    readonly ms: number;
    readonly detail: string;
  }[];
}

/** What a probe reports, as far as it is printed. */
export interface ConnectivityInput {
  readonly endpoints: readonly Endpoint[];
  readonly findings: readonly (Finding & { readonly need: Need })[];
}

export type ConnectivityJson = Omit<ConnectivityInput, 'findings'> & {
  readonly emulated: boolean;
  readonly findings: readonly FindingJson[];
};

/** A host that is only useful makes a warning of what would be an error. */
export function connectivityJson<P extends ConnectivityInput>(probed: P, emulated: boolean, shell: ShellTarget) {
  const findings = probed.findings.map(({ need, ...finding }) => {
    const shown = presentFinding(finding, unknownContext(shell));
    return need === 'should' && shown.severity === 'error' ? { ...shown, severity: 'warning' as const } : shown;
  });
  return { ...probed, emulated, findings };
}

export function connectivityExit({ endpoints, findings }: ConnectivityJson, failOn: 'error' | 'warning'): 0 | 1 | 2 {
  const severities = failOn === 'warning' ? ['error', 'warning'] : ['error'];
  if (findings.some(({ severity }) => severities.includes(severity))) return 1;
  return endpoints.some(({ need, ok }) => need !== 'should' && ok !== true) ? 2 : 0;
}
