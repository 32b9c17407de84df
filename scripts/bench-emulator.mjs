/**
 * Cost of the emulator: CPU time until it is ready, token exchanges per second of one core, memory growth over many
 * requests. The emulator runs in its own process, so that only its CPU time and memory are counted.
 * `node scripts/bench-emulator.mjs [REQUESTS]`. Requires a build; exit code 1 if a limit is exceeded.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ProxyAgent, request } from 'undici';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const requests = Number(process.argv[2] ?? 100_000);
const connections = 16;
const limits = { startMs: 300, perSecond: 1000, growthMb: 32 };

/** Ticks per second of the times in /proc; 100 on every Linux. */
const ticks = 100;

const starts = [];
for (let round = 0; round < 5; round += 1) {
  const { child, cpuMs } = await startEmulator();
  starts.push(cpuMs);
  await stop(child);
}
const { child, access } = await startEmulator();
const agent = new ProxyAgent({
  uri: access.proxy,
  requestTls: { ca: readFileSync(access.caFile) },
  connections,
});
try {
  const ask = async (url, body, type) => {
    const answer = await request(url, { method: 'POST', body, headers: { 'content-type': type }, dispatcher: agent });
    const json = await answer.body.json();
    if (answer.statusCode !== 200) throw new Error(`HTTP ${answer.statusCode}: ${JSON.stringify(json)}`);
    return json;
  };
  const door = 'https://emulator.ppmi.internal/assertion';
  const form = async () => {
    const { assertion, tokenEndpoint, clientId } = await ask(door, '{}', 'application/json');
    const fields = {
      grant_type: 'client_credentials',
      client_id: clientId,
      scope: 'https://vault.azure.net/.default',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    };
    return { url: tokenEndpoint, body: new URLSearchParams(fields).toString() };
  };
  const exchange = async (count) => {
    let left = count;
    const worker = async () => {
      // An assertion lives ten minutes; a new one now and then.
      let { url, body } = await form();
      for (let done = 1; left > 0; done += 1) {
        left -= 1;
        if (done % 1000 === 0) ({ url, body } = await form());
        await ask(url, body, 'application/x-www-form-urlencoded');
      }
    };
    await Promise.all(Array.from({ length: connections }, worker));
  };
  await exchange(Math.min(5000, requests));
  const warm = processOf(child.pid);
  const began = performance.now();
  await exchange(requests);
  const end = processOf(child.pid);
  const perSecond = (requests / (end.cpuMs - warm.cpuMs)) * 1000;
  const seconds = (performance.now() - began) / 1000;
  const startMs = starts.sort((a, b) => a - b)[Math.floor(starts.length / 2)];
  const grown = end.mb - warm.mb;
  console.log(
    `start              ${startMs.toFixed(0)} ms CPU until ready, the command line included (may ${limits.startMs})`,
  );
  console.log(`token exchanges    ${perSecond.toFixed(0)} a second of one core (at least ${limits.perSecond})`);
  console.log(`                   ${requests} in ${seconds.toFixed(0)} s on this machine as busy as it is`);
  console.log(
    `resident memory    ${warm.mb.toFixed(0)} MB warm, ${end.mb.toFixed(0)} MB at the end (may grow ${limits.growthMb})`,
  );
  if (startMs > limits.startMs || perSecond < limits.perSecond || grown > limits.growthMb) process.exitCode = 1;
} finally {
  await agent.close();
  await stop(child);
}

async function startEmulator() {
  const args = [join(root, 'bin', 'run.js'), 'emulator', 'start', '--scenario', 'healthy-v2-issued', '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, access: JSON.parse(line), cpuMs: processOf(child.pid).cpuMs };
  }
  throw new Error('the emulator did not start');
}

function stop(child) {
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

/** User and system time, resident memory (Linux: proc(5)). */
function processOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  return { cpuMs: ((Number(stat[11]) + Number(stat[12])) / ticks) * 1000, mb: kilobytes / 1024 };
}
