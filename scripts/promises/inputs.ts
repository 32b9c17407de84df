/** Hostile files and texts: whatever they hold, an error of ppmi comes out, or a result, within two seconds of CPU time. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PpmiError } from '../../src/domain/errors.ts';
import { readSignedFile } from '../../src/domain/signed-file/read.ts';
import { explainSubject } from '../../src/domain/trust/subject/explain.ts';
import { buildScenario } from '../../src/emulator/scenarios/index.ts';
import { loadWorld, WorldFileError } from '../../src/emulator/world/load.ts';
import { worldFile } from '../../src/emulator/world/world-file.ts';
import { decodeText } from '../../src/features/entra-errors/decode-text.ts';
import { readSnapshot } from '../../src/features/entra-errors/snapshot.ts';
import { readReports } from '../../src/features/fleet/report-file.ts';
import { ClosedEarly, createAnswerParser, NotHttp } from '../../src/net/raw-http.ts';
import { acquireFromTokens } from '../../src/net/sign-in/token-file.ts';
import { listRuns, readRun } from '../../src/repair/journal/files.ts';
import { parsePlan } from '../../src/repair/plan-file.ts';
import { readProfiles } from '../../src/session/profile/store.ts';
import { hostileAnswers } from '../../test/net/hostile-answers.ts';
import { runPpmi } from '../../test/run-ppmi.ts';
import { mutate } from '../fuzz/mutate.ts';
import { type Attempt, tryEach } from './row.ts';

type Random = (limit: number) => number;

const fixtures = new URL('../../test/fixtures/', import.meta.url);

/** Null for a result or an error of ppmi; else what was thrown. */
async function outcome(work: () => unknown): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof PpmiError && error.exitCode === 2) return null;
    if (error instanceof WorldFileError) return null;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

export const files: Attempt = (budget) => {
  const corpus = ['assemblies', 'packages', 'containers', 'certificates'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, fixtures)).map((name) => readFileSync(new URL(`${folder}/${name}`, fixtures))),
  );
  const small = corpus.filter(({ length }) => length < 64 * 1024);
  const passwords = [null, 'secret', ''];
  return tryEach(budget, (_index, random) => {
    const pick = () => small[random(small.length)] ?? Buffer.alloc(0);
    const password = passwords[random(passwords.length)] ?? null;
    return outcome(() => readSignedFile(mutate(pick(), random, pick()), { file: 'fuzzed', password }));
  });
};

const words = [
  'AADSTS700213: No matching federated identity record found for presented assertion subject ',
  "'/eid1/c/pub/t/mSQyoT3BkUKMmF7Tx-aWcQ/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/",
  '00000000-0000-0000-0000-000000000000',
  '{"error":"invalid_client","error_description":"',
  ...[
    '\\u0027',
    '%2F',
    '&quot;',
    '\r\n',
    '\\n',
    '"',
    "'",
    '/',
    '.',
    '://',
    'eyJ',
    '\u001b[31m',
    '\u202e',
    '\ud800',
    '0.A',
    '{{',
    '[',
  ],
  ...['Trace ID: ', 'Correlation ID: ', 'System.', 'Bearer ', 'CN=', ', ', 'sig=', 'h/', 'i/', '\u0000', 'é', '😀'],
];

export const texts: Attempt = (budget) =>
  tryEach(budget, (_index, random) => {
    const parts = 1 + random(40);
    const once = random(8) !== 0;
    let text = '';
    for (let part = 0; part < parts; part += 1) {
      const word = words[random(words.length)] ?? '';
      text += once ? word : word.repeat(1 + random(400));
    }
    return outcome(() => {
      decodeText(text, undefined);
      explainSubject(text.slice(0, 20_000));
    });
  });

export const httpAnswers: Attempt = (budget) => {
  const answers = hostileAnswers(budget.seed, budget.count);
  return tryEach(budget, () => {
    const { value } = answers.next();
    try {
      const parser = createAnswerParser({ bodyLimit: 4096, bodyOnSuccess: true });
      const answer = parser.push(value as Buffer) ?? parser.end();
      return answer.body.length > 4096 ? `a body of ${answer.body.length} bytes` : null;
    } catch (error) {
      if (error instanceof NotHttp || error instanceof ClosedEarly) return null;
      throw error;
    }
  });
};

const odd = [
  null,
  true,
  0,
  -1,
  1e300,
  '',
  'x',
  '\ud800',
  '__proto__',
  [],
  {},
  [null],
  [[]],
  { a: null },
  'x'.repeat(5000),
];

/** One value of the data replaced, removed, renamed or nested deep. */
function misshape(text: string, random: Random): string {
  if (random(20) === 0) return mutate(Buffer.from(text), random, Buffer.from(text)).toString();
  const value: unknown = JSON.parse(text);
  const places: [Record<string, unknown>, string][] = [];
  const walk = (each: unknown): void => {
    if (typeof each !== 'object' || each === null) return;
    for (const [key, inner] of Object.entries(each)) {
      places.push([each as Record<string, unknown>, key]);
      walk(inner);
    }
  };
  walk(value);
  for (let times = 1 + random(3); times > 0; times -= 1) {
    const [holder, key] = places[random(places.length)] ?? [{}, ''];
    if (random(10) === 0) delete holder[key];
    else holder[key] = odd[random(odd.length)];
  }
  const changed = JSON.stringify(value);
  if (random(50) !== 0) return changed;
  const depth = 10 ** (2 + random(4));
  return changed.replace(
    /"[^"]*":(?:null|"[^"]*")/,
    (pair) => `${pair.split(':')[0]}:${'['.repeat(depth)}${']'.repeat(depth)}`,
  );
}

/** Saved reports, snapshots, plans, journals and profiles of another shape. */
export const shapes: Attempt = async (budget) => {
  const folder = mkdtempSync(join(tmpdir(), 'ppmi-promises-'));
  const id = '20260101T000000Z-4f3a9c';
  const path = (name: string) => join(folder, name);
  const emulated = ['--emulate', 'tenant-big-endian'];
  mkdirSync(path(`runs/${id}`), { recursive: true });
  await runPpmi(['repair', ...emulated, '--plan-out', path('plan'), '--json']);
  const plan = readFileSync(path('plan'), 'utf8');
  const { stdout: report } = await runPpmi(['doctor', ...emulated, '--json']);
  const { stdout: snapshot } = await runPpmi(['fic', 'list', ...emulated, '--json']);
  const config = { XDG_CONFIG_HOME: folder };
  await runPpmi(['auth', 'create', '--name', 'a', '--sign-in', 'azure-cli', '--json'], { env: config });
  const profiles = readFileSync(path('ppmi/profiles.json'), 'utf8');
  const { steps, environment, component } = JSON.parse(plan) as Record<string, unknown>;
  const header = { schema: 'ppmi.run/1', id, startedAt: '2026-01-01T00:00:00Z', cloud: 'public', tenantId: null };
  const run = JSON.stringify({
    ...header,
    tool: { version: '0' },
    emulated: true,
    environment,
    component,
    applicationId: null,
    steps,
  });
  const event = JSON.stringify({ event: 'intended', at: '2026-01-01T00:00:00Z', step: 'a', request: {} });
  const world = JSON.stringify(worldFile(buildScenario('tenant-big-endian').world));
  const write = (name: string, text: string) => {
    writeFileSync(path(name), text);
    return path(name);
  };
  const readers: ((random: Random) => unknown)[] = [
    (random) => readReports(write('report', misshape(report, random))),
    (random) => readSnapshot(write('snapshot', misshape(snapshot, random))),
    (random) => parsePlan(misshape(plan, random), 'plan'),
    (random) => {
      write('ppmi/profiles.json', misshape(profiles, random));
      readProfiles(path('ppmi'));
    },
    (random) => {
      write(`runs/${id}/run.json`, misshape(run, random));
      write(`runs/${id}/journal.ndjson`, `${misshape(event, random)}\n${misshape(event, random)}\n`);
      listRuns(folder);
      readRun(folder, id);
    },
    (random) => loadWorld(misshape(world, random)),
    (random) => {
      const claims = misshape('{"aud":"https://graph.microsoft.com","exp":1,"nbf":2}', random);
      const token = `e30.${Buffer.from(claims).toString('base64url')}.x`;
      return acquireFromTokens([token])('https://graph.microsoft.com/.default');
    },
  ];
  try {
    return await tryEach(budget, (index, random) => outcome(() => readers[index % readers.length]?.(random)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
