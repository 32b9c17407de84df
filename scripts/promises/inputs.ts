/** Hostile files and texts: whatever they contain, ppmi returns a result or an error of its own within two seconds of CPU time. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloud } from '../../src/domain/cloud/cloud.ts';
import { PpmiError } from '../../src/domain/errors.ts';
import { jsonText, oneLine } from '../../src/domain/harmless-text.ts';
import { createRedactor } from '../../src/domain/redact.ts';
import { parseResource } from '../../src/domain/resource/resource.ts';
import { readRefusal } from '../../src/domain/resource/resource-refusal.ts';
import { connectivityFlags } from '../../src/domain/shell/repeated-flags.ts';
import { readSignedFile } from '../../src/domain/signed-file/read.ts';
import { decodeBytes } from '../../src/domain/text-encoding.ts';
import { explainSubject } from '../../src/domain/trust/subject/explain.ts';
import { diffPresented } from '../../src/domain/trust/workloads/diff.ts';
import { buildScenario } from '../../src/emulator/scenarios/index.ts';
import { loadWorld, WorldFileError } from '../../src/emulator/world/load.ts';
import { worldFile } from '../../src/emulator/world/world-file.ts';
import { decodeText } from '../../src/features/entra-errors/decode-text.ts';
import { readSnapshot } from '../../src/features/entra-errors/snapshot.ts';
import { explainCode } from '../../src/features/explain/explain.ts';
import { readReports } from '../../src/features/fleet/report-file.ts';
import { parseShard } from '../../src/features/fleet/targets.ts';
import { pageTitle } from '../../src/net/page-title.ts';
import { resourceEndpoint } from '../../src/net/probe/asked-endpoints.ts';
import { proxySettings } from '../../src/net/proxy.ts';
import { ClosedEarly, createAnswerParser, NotHttp } from '../../src/net/raw-http.ts';
import { acquireFromTokens } from '../../src/net/sign-in/token-file.ts';
import { sanitizeTerminal } from '../../src/render/sanitize-terminal.ts';
import { listRuns, readRun } from '../../src/repair/journal/files.ts';
import { parsePlan } from '../../src/repair/plan-file.ts';
import { cloudOf, environmentIdIn, originOf } from '../../src/session/environment-url.ts';
import { readProfiles } from '../../src/session/profile/store.ts';
import { hostileAnswers } from '../../test/net/hostile-answers.ts';
import { runPpmi } from '../../test/run-ppmi.ts';
import { mutate } from '../fuzz/mutate.ts';
import { type Attempt, type Random, tryEach } from './row.ts';

const fixtures = new URL('../../test/fixtures/', import.meta.url);

/** How a reader ended: with an error of ppmi, with a result (`error` null), or with `bug`. */
interface Outcome {
  readonly error: string | null;
  readonly bug: string | null;
}

async function outcomeOf(work: () => unknown): Promise<Outcome> {
  try {
    await work();
    return { error: null, bug: null };
  } catch (error) {
    if (error instanceof PpmiError && error.exitCode === 2) return { error: error.id, bug: null };
    if (error instanceof WorldFileError) return { error: 'world-invalid', bug: null };
    return { error: null, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/**
 * Readers are called in this process: a process for each of 150,000 files would take hours. One in so many cases is also
 * given to the built tool, which must end the same way.
 */
const sampled = 499;

interface SampleRun {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Null: the built tool ends with the same error, or with none. */
async function sameInTool({ error }: Outcome, { args, env = {}, input = '' }: SampleRun): Promise<string | null> {
  const ran = await runPpmi([...args, '--json'], { env, input, ownProcess: true });
  const shown = `${args.join(' ')}: exit code ${ran.code}, ${ran.stdout.slice(0, 300)}`;
  if (ran.code === null || ran.code > 2) return `the built tool, ${shown}`;
  let said: string | null = null;
  try {
    const { error: printed } = JSON.parse(ran.stdout) as { error?: { name: string } };
    said = printed?.name ?? null;
  } catch {
    return `the built tool prints no JSON, ${shown}`;
  }
  return said === error ? null : `${error ?? 'a result'} here, ${said ?? 'a result'} from the built tool, ${shown}`;
}

function inFolder(attempt: (folder: string) => Attempt): Attempt {
  return async (budget) => {
    const folder = mkdtempSync(join(tmpdir(), 'ppmi-promises-'));
    try {
      return await attempt(folder)(budget);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

export const files: Attempt = inFolder((folder) => (budget) => {
  const corpus = ['assemblies', 'packages', 'containers', 'certificates'].flatMap((kind) =>
    readdirSync(new URL(`${kind}/`, fixtures)).map((name) => readFileSync(new URL(`${kind}/${name}`, fixtures))),
  );
  const small = corpus.filter(({ length }) => length < 64 * 1024);
  const [file, passwordFile] = [join(folder, 'file'), join(folder, 'password')];
  const passwords = [null, 'secret', ''];
  return tryEach(budget, async (index, random) => {
    const pick = () => small[random(small.length)] ?? Buffer.alloc(0);
    const password = passwords[random(passwords.length)] ?? null;
    const bytes = mutate(pick(), random, pick());
    const outcome = await outcomeOf(() => readSignedFile(bytes, { file: 'fuzzed', password }));
    if (outcome.bug !== null || index % sampled !== 0) return outcome.bug;
    writeFileSync(file, bytes);
    writeFileSync(passwordFile, password ?? '');
    const flags = password === null ? [] : ['--password-file', passwordFile];
    return sameInTool(outcome, { args: ['certificate', 'show', file, ...flags] });
  });
});

const words = [
  'AADSTS700213: No matching federated identity record found for presented assertion subject ',
  "'/eid1/c/pub/t/mSQyoT3BkUKMmF7Tx-aWcQ/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/",
  '00000000-0000-0000-0000-000000000000',
  '{"error":"invalid_client","error_description":"',
  'https://vault.vault.azure.net/',
  'https://login.microsoftonline.com/',
  'The user, group or application does not have secrets get permission on key vault ',
  'component:thirdparty,env:',
  ...['repo:a/b:ref:', 'system:serviceaccount:', '/eid1/c/', 'http_proxy=', '<title>', '2026-01-01T00:00:00Z', '0x80'],
  ...[
    '\\u0027',
    '%2F',
    '%E2%82',
    '&quot;',
    '&#x',
    '\r\n',
    '\\n',
    '"',
    "'",
    '/',
    '.',
    '://',
    '@',
    ':',
    'eyJ',
    '\u001b[31m',
  ],
  ...[
    '\u202e',
    '\ud800',
    '0.A',
    '{{',
    '[',
    'Trace ID: ',
    'Correlation ID: ',
    'System.',
    'Bearer ',
    'CN=',
    ', ',
    'sig=',
  ],
  ...[
    'h/',
    'i/',
    '\u0000',
    'é',
    '😀',
    '-----BEGIN CERTIFICATE-----',
    '--environment ',
    '\ufeff',
    '-',
    ' ',
    '1/2',
    '\u0085',
  ],
];

/** Most texts are short, as texts of services are; one in 64 repeats each of its words hundreds of times. */
export function foreignText(random: Random): string {
  const long = random(64) === 0;
  let text = '';
  for (let left = 1 + random(40); left > 0; left -= 1) {
    const word = words[random(words.length)] ?? '';
    text += long ? word.repeat(1 + random(400)) : word;
  }
  return text;
}

const redactor = createRedactor();
redactor.register('q7Z8Q~vN3xKp0LrT5wYbE2hUjM9sGdAc4fRiOz1W');

/** Every reader of a text from outside. */
export const textReaders: readonly ((text: string) => unknown)[] = [
  (text) => decodeText(text, undefined),
  (text) => explainSubject(text.slice(0, 20_000), text.slice(0, 2000), text.slice(-2000)),
  (text) => diffPresented(presented(text), presented([...text].reverse().join(''))),
  (text) => redactor.redact(text),
  (text) => jsonText(oneLine(sanitizeTerminal(text))),
  (text) => pageTitle(Buffer.from(`<title>${text}`), redactor.redact),
  (text) => readRefusal(text),
  (text) => parseResource(text),
  (text) => decodeBytes(Buffer.from(text, 'latin1')),
  (text) => connectivityFlags(text.split(' ')),
  (text) => explainCode(text, { shell: 'bash', windows: false }),
  (text) => proxySettings({ HTTPS_PROXY: text, NO_PROXY: text }),
  (text) => cloudOf(originOf(text)),
  (text) => environmentIdIn(text),
  (text) => parseShard(text),
  (text) => resourceEndpoint(text, cloud('public')),
];

const presented = (text: string) => ({
  issuer: text.slice(0, 500),
  subject: text.slice(0, 5000),
  audience: text.slice(-500),
});

export const texts: Attempt = (budget) =>
  tryEach(budget, async (index, random) => {
    const text = foreignText(random);
    for (const read of textReaders) {
      const { bug } = await outcomeOf(() => read(text));
      if (bug !== null) return `${JSON.stringify(text.slice(0, 300))}: ${bug}`;
    }
    if (index % sampled !== 0) return null;
    // Finding no error is a result, too; without any text the command reports that one is required.
    const input = `x${text}`;
    const decoded = await outcomeOf(() => decodeText(decodeBytes(Buffer.from(input)), undefined));
    return sameInTool(decoded, { args: ['error', 'decode', '-'], input });
  });

export const httpAnswers: Attempt = (budget) => {
  const answers = hostileAnswers(budget.seed, budget.to);
  for (let skipped = 0; skipped < budget.from; skipped += 1) answers.next();
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
export const shapes: Attempt = inFolder((folder) => async (budget) => {
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
  const error = 'AADSTS700213: No matching federated identity record found';
  const readers: readonly { readonly read: (random: Random) => unknown; readonly tool?: SampleRun }[] = [
    {
      read: (random) => readReports(write('report', misshape(report, random))),
      tool: { args: ['report', 'merge', path('report')] },
    },
    {
      read: (random) => readSnapshot(write('snapshot', misshape(snapshot, random))),
      tool: { args: ['error', 'decode', '--snapshot', path('snapshot'), '--text', error] },
    },
    { read: (random) => parsePlan(misshape(plan, random), 'plan') },
    {
      read: (random) => {
        write('ppmi/profiles.json', misshape(profiles, random));
        readProfiles(path('ppmi'));
      },
      tool: { args: ['auth', 'list'], env: config },
    },
    {
      read: (random) => {
        write(`runs/${id}/run.json`, misshape(run, random));
        write(`runs/${id}/journal.ndjson`, `${misshape(event, random)}\n${misshape(event, random)}\n`);
        listRuns(folder);
        readRun(folder, id);
      },
      tool: { args: ['repair', 'show', id], env: { PPMI_STATE_DIR: folder } },
    },
    {
      read: (random) => loadWorld(readFileSync(write('world', misshape(world, random)), 'utf8')),
      tool: { args: ['env', 'who', '--world', path('world')] },
    },
    {
      read: (random) => {
        const claims = misshape('{"aud":"https://graph.microsoft.com","exp":1,"nbf":2}', random);
        const token = `e30.${Buffer.from(claims).toString('base64url')}.x`;
        return acquireFromTokens([token])('https://graph.microsoft.com/.default');
      },
    },
  ];
  return tryEach(budget, async (index, random) => {
    const { read = () => {}, tool } = readers[index % readers.length] ?? {};
    const outcome = await outcomeOf(() => read(random));
    const sample = index % (sampled / 10) < readers.length;
    if (outcome.bug !== null || tool === undefined || !sample) return outcome.bug;
    return sameInTool(outcome, tool);
  });
});
