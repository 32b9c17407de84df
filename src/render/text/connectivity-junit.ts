/** `connectivity` for build servers (JUnit): a suite for each purpose, a case for each host and for each setting. */
import { type ConnectivityJson, findingAbout, hostOf, placeOf } from '../json/connectivity.ts';
import { type Side, saidOf } from './connectivity-markdown.ts';

type Endpoint = ConnectivityJson['endpoints'][number];
type Found = ConnectivityJson['findings'][number];

interface Case {
  readonly suite: string;
  readonly name: string;
  readonly ms: number | null;
  /** `output`: passed, with a remark. */
  readonly kind: 'passed' | 'output' | 'failure' | 'error' | 'skipped';
  readonly code: string | null;
  readonly title: string;
  readonly text: string;
}

export function connectivityJunit(result: ConnectivityJson, failOn: 'error' | 'warning' = 'error'): string {
  const { endpoints, findings, environmentSide } = result;
  const about = new Set(endpoints.flatMap((endpoint) => findingAbout(endpoint, findings) ?? []));
  const hosts = new Set(endpoints.flatMap(({ host, proxy }) => [host, ...(proxy === null ? [] : [hostOf(proxy)])]));
  const ofMachine = findings.filter((finding) => !about.has(finding) && !hosts.has(finding.where?.name ?? ''));
  const cases = distinct([
    ...endpoints.map((endpoint) => caseOfHost(endpoint, findings, failOn)),
    ...ofMachine.map((finding) => caseOfMachine(finding, failOn)),
    ...(environmentSide === null ? [] : casesOfEnvironment(environmentSide)),
  ]);
  const suites = [...new Set(cases.map(({ suite }) => suite))];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="ppmi connectivity" ${counts(cases)}>`,
    ...suites.flatMap((suite) => {
      const own = cases.filter((each) => each.suite === suite);
      return [`  <testsuite name="${xml(suite)}" ${counts(own)}>`, ...own.map(element), '  </testsuite>'];
    }),
    '</testsuites>',
  ].join('\n');
}

function caseOfHost(endpoint: Endpoint, findings: readonly Found[], failOn: 'error' | 'warning'): Case {
  const { host, port, need, purpose, ok, stages } = endpoint;
  const own = findingAbout(endpoint, findings);
  const found = own ?? (ok === true ? undefined : findings[0]);
  const warned = ok === true || need === 'should';
  return {
    suite: purpose ?? 'hosts',
    name: placeOf({ host, port }),
    ms: stages.reduce((sum, stage) => sum + stage.ms, 0),
    kind: warned ? remarkOn(ok === true ? own : found, failOn, ok) : ok === false ? 'failure' : 'error',
    ...wordsOf(found, `failed at ${stages.at(-1)?.stage}`),
  };
}

function caseOfMachine(finding: Found, failOn: 'error' | 'warning'): Case {
  const kind = finding.severity === 'error' ? 'failure' : remarkOn(finding, failOn, true);
  const place = finding.where == null ? '' : ` (${finding.where.name})`;
  return { suite: 'this machine', name: `${finding.title}${place}`, ms: null, kind, ...wordsOf(finding, '') };
}

/** What is no error passes, unless warnings are to fail the run. */
function remarkOn(found: Found | undefined, failOn: 'error' | 'warning', ok: boolean | null): Case['kind'] {
  if (found === undefined) return ok === true ? 'passed' : 'output';
  return failOn === 'warning' && found.severity !== 'info' ? 'failure' : 'output';
}

const wordsOf = (found: Found | undefined, otherwise: string) => ({
  code: found?.code ?? null,
  title: found?.title ?? 'unknown',
  text: found === undefined ? otherwise : `${found.message}\n${found.fix}`,
});

function casesOfEnvironment({ asked, reason, regions, endpoints }: Side): readonly Case[] {
  const one = { suite: 'environment', ms: null, code: null };
  if (!asked) return [{ ...one, name: 'environment', kind: 'skipped', title: reason ?? 'not tested', text: '' }];
  return endpoints.map(({ host, port, region, ok, stages }) => {
    const said = saidOf(ok, stages);
    const kind = ok === true ? 'passed' : ok === false ? 'failure' : 'error';
    const from = regions.length > 1 ? ` (${region})` : '';
    return { ...one, name: `${placeOf({ host, port })}${from}`, kind, title: said, text: said };
  });
}

/** Build servers tell cases apart by suite and name. */
function distinct(cases: readonly Case[]): readonly Case[] {
  const seen = new Map<string, number>();
  return cases.map((each) => {
    const key = `${each.suite}/${each.name}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? each : { ...each, name: `${each.name} (${count})` };
  });
}

function counts(cases: readonly Case[]): string {
  const of = (kind: Case['kind']) => cases.filter((each) => each.kind === kind).length;
  const skipped = of('skipped') === 0 ? '' : ` skipped="${of('skipped')}"`;
  return `tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}"${skipped}`;
}

function element({ suite, name, ms, kind, code, title, text }: Case): string {
  const time = ms === null ? '' : ` time="${(ms / 1000).toFixed(3)}"`;
  const classname = `ppmi.connectivity.${suite.replaceAll(' ', '-')}`;
  const open = `    <testcase classname="${xml(classname)}" name="${xml(name)}"${time}>`;
  const type = code === null ? '' : `type="${xml(code)}" `;
  const inside = {
    passed: '',
    output: `<system-out>${xml(text)}</system-out>`,
    failure: `<failure ${type}message="${xml(title)}">${xml(text)}</failure>`,
    error: `<error ${type}message="${xml(title)}">${xml(text)}</error>`,
    skipped: `<skipped message="${xml(title)}"/>`,
  }[kind];
  return `${open}${inside}</testcase>`;
}

/** Characters that XML 1.0 forbids are omitted: block pages hold them. */
function xml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
