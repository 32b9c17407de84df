/** `connectivity` for tools that collect problems (SARIF). */
import { sarifLog } from '../sarif.ts';
import { type ConnectivityJson, placeOf } from './connectivity.ts';

type Found = ConnectivityJson['findings'][number];

export function connectivitySarif(result: ConnectivityJson): string {
  const { tool, startedAt, cloud, emulated, seen, notes, exitCode, findings, endpoints, environmentSide } = result;
  const inside = environmentSide?.asked === true ? environmentSide.endpoints : [];
  const unasked =
    environmentSide?.asked === false ? `Not tested from the environment: ${environmentSide.reason}` : null;
  return sarifLog({
    version: tool.version,
    category: `ppmi/connectivity/${cloud}`,
    startedAt,
    exitCode,
    problems: findings.flatMap((finding) => {
      const { code, name, severity, title, cause, fix, message, owner, vantage, correlation } = finding;
      if (severity === 'info') return [];
      const properties = { vantage, owner, correlation };
      return [{ code, name, level: severity, title, cause, fix, message, target: targetOf(finding), properties }];
    }),
    undecided: [
      ...endpoints.filter(({ ok }) => ok === null).map((each) => undecided(each, 'this machine')),
      ...inside.filter(({ ok }) => ok === null).map((each) => undecided(each, 'the environment')),
      ...(unasked === null ? [] : [{ message: unasked, target: null }]),
    ],
    properties: { cloud, emulated, seen, notes },
  });
}

function targetOf({ where, port }: Found): string {
  const host = where?.name ?? 'this machine';
  return port === null ? host : placeOf({ host, port });
}

interface Undecided {
  readonly host: string;
  readonly port: number;
  readonly stages: readonly { readonly stage: string; readonly detail: string }[];
}

function undecided(endpoint: Undecided, vantage: string) {
  const { stage, detail } = endpoint.stages.at(-1) ?? { stage: 'dns', detail: 'not tested' };
  const target = placeOf(endpoint);
  return { message: `Whether ${vantage} reaches ${target} is not known: ${stage}: ${detail}`, target };
}
