import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { boundComponents } from '../../../src/diagnosis/facts/component.ts';
import { PpmiError } from '../../../src/domain/errors.ts';
import { buildWorld } from '../../../src/emulator/scenarios/index.ts';
import { type FleetOptions, type FleetTarget, fleetOf, openFleet } from '../../../src/features/fleet/open-fleet.ts';
import { runFleet } from '../../../src/features/fleet/run.ts';
import type { Report } from '../../../src/report/report.ts';
import { openSession } from '../../../src/session/session.ts';
import { inContext } from '../../command-context.ts';
import { rejectedBy } from '../../thrown.ts';

async function run(target: FleetTarget, flags: FleetOptions): Promise<Report[]> {
  const reports: Report[] = [];
  await runFleet(target, {
    flags,
    version: null,
    isIncluded: () => true,
    signal: new AbortController().signal,
    onListed: () => {},
    onReport: (report) => reports.push(report),
  });
  return reports;
}

describe('a fleet', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-fleet-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const environmentsFile = (...urls: readonly string[]) => {
    const file = join(folder, 'environments.txt');
    writeFileSync(file, urls.join('\n'));
    return file;
  };

  it('continues if an environment does not answer, without a verdict for it', async () => {
    const urls = ['https://one.crm4.dynamics.com', 'https://two.crm4.dynamics.com'];
    const flags = { emulate: 'healthy-v2-issued', 'environments-file': environmentsFile(...urls) };
    const reports = await inContext(async (context) => run(await openFleet(context, flags), flags));
    expect(reports.map(({ target }) => target.environment?.url)).to.have.members(urls);
    for (const { target, verdicts } of reports) {
      expect(target.component).to.equal(null);
      expect(new Set(verdicts.map(({ state }) => state))).to.deep.equal(new Set(['blocked']));
    }
  });

  it('reports nothing checked if sign-in is not possible, and stops if the command line is wrong', async () => {
    const flags = { 'environments-file': environmentsFile('https://one.crm4.dynamics.com') };
    const [report] = await inContext(async (context) => run(await openFleet(context, flags), flags));
    expect(report?.verdicts[0]?.blocked).to.include({ fact: 'environment', reason: 'no-sign-in' });
    const wrong = { ...flags, 'sign-in': 'azure-cli', 'azure-cloud': 'usgov' } as const;
    const rejected = () => inContext(async (context) => run(await openFleet(context, wrong), wrong));
    expect((await rejectedBy(rejected)).id).to.equal('usage');
  });

  it('waits for one timeout, not for two in a row: what depends on nothing is read at the same time', async () => {
    const flags = { emulate: 'healthy-v2-issued' };
    const session = await openSession(flags);
    const asked: string[] = [];
    const never = (name: string) => () => {
      asked.push(name);
      return new Promise<never>(() => undefined);
    };
    const { open } = fleetOf(
      {
        ...session,
        sharedSources(target) {
          const sources = session.sharedSources(target);
          return {
            ...sources,
            dataverse: {
              ...sources.dataverse,
              components: never('components'),
              environment: never('environment'),
              records: never('records'),
              traceLogging: never('traceLogging'),
            },
          };
        },
      },
      flags,
    );
    void (await open(session.environmentUrl)).components();
    await new Promise((resolve) => setImmediate(resolve));
    await session.close();
    expect(asked).to.have.members(['components', 'environment', 'records', 'traceLogging']);
  });

  it('takes --application-id for each environment of a file, as for a single one', async () => {
    const world = buildWorld('record-missing');
    const [environment] = world.environments;
    const applicationId = world.tenants[0]?.applications[0]?.appId ?? '';
    const flags = {
      emulate: 'record-missing',
      'application-id': applicationId,
      'environments-file': environmentsFile(environment?.url ?? ''),
    };
    const one = await openSession(flags);
    expect(boundComponents(await one.sources().dataverse.components())).to.deep.equal([]);
    await one.close();
    await inContext(async (context) => {
      const { facts } = await (await openFleet(context, flags)).open(environment?.url ?? '');
      const rows = await facts(null)('components');
      const applications = await facts((rows.ok ? rows.value[0] : null) ?? null)('applications');
      expect(applications.ok && applications.value.application?.appId).to.equal(applicationId);
    });
  });

  it('knows the environments of its file where no list of environments can be read', async () => {
    const world = buildWorld('fic-missing,company=1');
    world.operator.powerPlatformAdmin = false;
    const emulated = join(folder, 'world.json');
    writeFileSync(emulated, JSON.stringify({ ...world, ranBefore: false }));
    const flags = {
      world: emulated,
      'environments-file': environmentsFile(...world.environments.map(({ url }) => url)),
    };
    const reports = await inContext(async (context) => run(await openFleet(context, flags), flags));
    const names = reports.flatMap(({ findings }) => findings.map(({ name }) => name));
    expect(new Set(names)).to.deep.equal(new Set(['fic-missing']));
  });

  it('reads shared objects once', async () => {
    const flags = { emulate: 'healthy-v1-self-signed,components=4' };
    const session = await openSession(flags);
    const asked: string[] = [];
    const { request } = session.context.http;
    const counted: typeof request = (sent) => {
      asked.push(`${sent.method} ${new URL(sent.url).pathname}`);
      return request(sent);
    };
    Object.assign(session.context.http, { request: counted });
    expect(await run(fleetOf(session, flags), flags)).to.have.length(4);
    await session.close();
    const shared = asked.filter((line) => /\/(managedidentities|pluginassemblies|pluginpackages)$/.test(line));
    expect(shared.length, asked.join('\n')).to.be.greaterThan(0);
    expect(new Set(shared).size).to.equal(shared.length);
  });

  it('knows an environment that cannot be opened by the error of its source', async () => {
    const error = new PpmiError('cut-off', { host: 'one.crm4.dynamics.com', detail: 'no answer' });
    const reading = async () => ({ ok: false, unread: { fact: 'environment', error } }) as const;
    const session = await openSession({ emulate: 'healthy-v2-issued' });
    const target: FleetTarget = {
      ...fleetOf(session, {}),
      open: async () => ({ place: session, components: reading, facts: () => reading }),
    };
    const [report] = await run(target, {});
    await session.close();
    expect(report?.verdicts[0]?.blocked).to.include({ reason: 'cut-off', detail: 'no answer' });
  });
});
