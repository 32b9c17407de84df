/** What an alias of a private endpoint says about a resource that the plug-in calls (connectivity, section 9). Pure. */
import type { NetworkFault } from '../../domain/network-findings.ts';
import { addressKind } from '../address-kind.ts';
import type { EndpointOutcome } from './probe-endpoint.ts';
import type { Stage } from './report.ts';

const unreached = new Set<NetworkFault['name']>(['tcp-refused', 'tcp-timeout', 'tcp-no-route']);

/** @param alias the name that the host is an alias of; null: none */
export function withPrivateLink(outcome: EndpointOutcome, alias: string | null): EndpointOutcome {
  if (alias === null) return outcome;
  const { report, addresses, faults } = outcome;
  const isPublic = addresses.some((address) => addressKind(address) === 'public');
  const linked = /\.privatelink\./i.test(`.${alias}`);
  const note = !linked
    ? null
    : isPublic
      ? 'a private endpoint exists, but its DNS zone is not linked to this network, so the name leads to the public address'
      : 'the address of a private endpoint';
  const said = (stage: Stage): Stage =>
    stage.stage === 'dns'
      ? { ...stage, detail: [`${stage.detail}, alias of ${alias}`, note].filter(Boolean).join('; ') }
      : stage;
  return {
    ...outcome,
    report: { ...report, stages: report.stages.map(said) },
    faults: note === null ? faults : faults.map((fault) => explained(fault, note)),
  };
}

function explained(fault: NetworkFault, note: string): NetworkFault {
  if (!unreached.has(fault.name)) return fault;
  const { detail } = fault.args as { readonly detail: string | null };
  return { ...fault, args: { ...fault.args, detail: [detail, note].filter(Boolean).join('; ') } } as NetworkFault;
}
