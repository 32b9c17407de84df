import { expect } from 'chai';
import { directHttp } from '../../../scripts/worlds/direct-http.ts';
import { createCloud } from '../../../src/emulator/emulator.ts';
import { buildScenario } from '../../../src/emulator/scenarios/index.ts';
import { diagnoseShared } from '../../../src/features/diagnose/diagnose.ts';
import { isAboutSeveral } from '../../../src/features/fleet/open-fleet.ts';
import type { HttpOptions } from '../../../src/net/http.ts';
import type { Http } from '../../../src/net/request.ts';
import { emulatedTarget } from '../../../src/session/emulated-target.ts';
import { openSession } from '../../../src/session/session.ts';

/** Turns of the event loop without a request, after which nothing more is sent before an answer. */
const quiet = 30;

/** Answers requests in rounds: those of a round were sent before any of them was answered. */
function inRounds(http: Http, rounds: string[][]): Http {
  let waiting: { readonly name: string; readonly answer: () => void }[] = [];
  let turns = -1;
  let computed = 0;
  function turn(): void {
    turns = computed > 0 ? 0 : turns + 1;
    if (turns < quiet) {
      setImmediate(turn);
      return;
    }
    turns = -1;
    const round = waiting;
    waiting = [];
    rounds.push(round.map(({ name }) => name));
    for (const { answer } of round) answer();
  }
  return {
    ...http,
    async request(input) {
      computed += 1;
      const answered = await http.request(input).then(
        (response) => () => response,
        (error: unknown) => () => {
          throw error;
        },
      );
      computed -= 1;
      const { host, pathname } = new URL(input.url);
      await new Promise<void>((answer) => {
        waiting.push({ name: `${input.method} ${host}${pathname}`, answer });
        if (turns < 0) setImmediate(turn);
        turns = 0;
      });
      return answered();
    },
  };
}

interface Diagnosed {
  readonly rounds: string[][];
  readonly names: readonly string[];
}

/** The requests of one diagnosis, in rounds. `searching`: no component is named, so the only one with an identity is meant. */
async function roundsOf(emulate: string, { searching = false } = {}): Promise<Diagnosed> {
  const { world, environmentUrl } = buildScenario(emulate);
  const flags = { emulate, ...(searching && { environment: environmentUrl }) };
  const cloud = await createCloud(world);
  const rounds: string[][] = [];
  const target = emulatedTarget({ ...cloud, proxyUrl: 'http://127.0.0.1', caPem: '', close: async () => {} });
  const session = await openSession(flags, {
    openTarget: async () => target,
    createHttp: (options: HttpOptions) => inRounds(directHttp(cloud, options), rounds),
  });
  await session.prefetch();
  // As doctor does.
  expect(await isAboutSeveral(session, flags)).to.equal(false);
  const { report } = await diagnoseShared(session, flags);
  await session.close();
  return { rounds, names: report.findings.map(({ name }) => name) };
}

describe('the waits of a diagnosis', () => {
  // The first one loads modules, which takes turns of its own.
  before(() => roundsOf('healthy-v2-issued,kind=uami'));

  for (const [emulate, waits, requests] of [
    ['healthy-v1-self-signed', 4, 14],
    ['healthy-v2-issued,company=1', 4, 14],
    ['healthy-v2-issued,kind=uami', 5, 16],
    ['healthy-v2-issued,kind=uami,company=1', 5, 16],
  ] as const) {
    it(`${emulate}: ${waits}, whatever else is in the environment`, async () => {
      const { rounds, names } = await roundsOf(emulate);
      expect(names).to.deep.equal([]);
      expect(rounds, JSON.stringify(rounds, null, 1)).to.have.length(waits);
      expect(rounds.flat(), JSON.stringify(rounds, null, 1)).to.have.length(requests);
    });
  }

  it('the same where the environment has only one component with an identity, and none is named', async () => {
    const { rounds, names } = await roundsOf('healthy-v1-self-signed', { searching: true });
    expect(names).to.deep.equal([]);
    expect(rounds, JSON.stringify(rounds, null, 1)).to.have.length(4);
    expect(rounds.flat()).to.have.length(14);
  });

  it('are those of what a request depends on', async () => {
    const { rounds } = await roundsOf('healthy-v2-issued,company=1');
    const last = (name: string) => /[^/]*$/.exec(name.replace(/\(.*$/, ''))?.[0] ?? '';
    expect(rounds.map((round) => round.map(last).sort())).to.deep.equal([
      ['token'],
      // What depends on the token for Dataverse alone, and the next token.
      [
        'EntityDefinitions',
        'RetrieveCurrentOrganization',
        ...['managedidentities', 'organizations', 'pluginassemblies', 'pluginpackages', 'token'],
      ],
      // On the component, and on its record.
      ['applications', 'pluginassemblies', 'plugintypes', 'servicePrincipals'],
      // On the plug-in types, and on the application.
      ['federatedIdentityCredentials', 'plugintracelogs'],
    ]);
  });
});
