import { type Finding, finding } from '../../domain/findings.ts';
import type { NetworkFault } from '../../domain/network-findings.ts';

/** A fault as every report has it. */
export function findingOf({ name, args, host }: NetworkFault): Finding {
  return finding(name, { system: 'network', kind: 'host', id: null, name: host }, args);
}
