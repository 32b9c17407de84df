import { PpmiError } from '../../domain/errors.ts';
import { type Finding, finding } from '../../domain/findings.ts';
import { type NetworkFault, networkFault } from '../../domain/network-findings.ts';

/** A fault as every report has it. */
export function findingOf({ name, args, host }: NetworkFault): Finding {
  return finding(name, { system: 'network', kind: 'host', id: null, name: host }, args);
}

/** Something answered in good form, and not as the service does. `id`: `cut-off` where it says that it has no answer. */
export function foreignAnswer(
  host: string,
  detail: string,
  id: 'answer-malformed' | 'cut-off' = 'answer-malformed',
): PpmiError {
  const found = findingOf(networkFault('foreign-answer', host, { host, port: 443, detail }));
  return new PpmiError(id, { host, detail }, { finding: found });
}
