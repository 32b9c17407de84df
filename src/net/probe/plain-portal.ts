/** A captive portal that only plain HTTP shows: it redirects port 80, and blocks TLS or leaves it alone. Pure. */
import { type NetworkFault, networkFault } from '../../domain/network-findings.ts';
import type { EndpointOutcome } from './probe-endpoint.ts';

/** What a portal does to connections that it cannot redirect. */
const blocked = new Set<NetworkFault['name']>([
  'tcp-refused',
  'tcp-timeout',
  'tls-cut-off',
  'tls-no-answer',
  'tls-other-host',
  'not-tls',
]);

/** Hosts of different companies do not redirect to one and the same other host: something between answers for them. */
export function withPlainPortal(outcomes: readonly EndpointOutcome[]): readonly EndpointOutcome[] {
  const plain = outcomes.filter(({ report }) => report.purpose === 'revocation');
  const portal = plain.map(({ away }) => away).find((target) => target !== null && domains(plain, target).size >= 2);
  if (portal === undefined) return outcomes;
  const concerned = (outcome: EndpointOutcome) =>
    outcome.away === portal || (outcome.report.proxy === null && outcome.faults.some(({ name }) => blocked.has(name)));
  const hosts = new Set(outcomes.filter(concerned).map(({ report }) => report.host)).size;
  return outcomes.map((outcome) => {
    if (!concerned(outcome)) return outcome;
    const { report } = outcome;
    const { host, port } = report;
    const page = `redirect to ${portal}`;
    const stages = outcome.away === portal ? report.stages.map((stage) => failedAt(stage, page)) : report.stages;
    const fault = networkFault('captive-portal', host, { host, port, page, hosts });
    return { ...outcome, report: { ...report, ok: false, stages }, faults: [fault], page };
  });
}

function failedAt(stage: EndpointOutcome['report']['stages'][number], detail: string) {
  return stage.stage === 'http' ? { ...stage, ok: false, detail } : stage;
}

function domains(outcomes: readonly EndpointOutcome[], target: string): ReadonlySet<string> {
  const same = outcomes.filter(({ away }) => away === target);
  return new Set(same.map(({ report }) => domainOf(report.host)).filter((domain) => domain !== domainOf(target)));
}

const domainOf = (host: string) => host.split('.').slice(-2).join('.');
